// SPDX-License-Identifier: ISC

#include "search/rank/sweep.h"

#include <math.h>
#include <string.h>

#include "index/bits.h"
#include "search/rank/largest.h"
#include "search/rank/presence.h"
#include "search/rank/weights.h"

enum { WINDOW = SWEEP_WINDOW, SOME = 1024, BITS = SCORER_SET };

static_assert((int)WINDOW == (int)NORMS_BODIES, "a window has its norms in one place");

// A stream being swept.
struct runner {
	struct stream stream;
	bool exact; // of the term as typed
	bool done;
};

// What a track comes to in a section.
struct cell {
	float bulk, exact; // of all its words, of the word as typed
	uint16_t titles;   // how often they are in the title
	uint16_t places;   // and in heading and body
};

struct column { // a track being swept
	const struct track *track;
	struct runner *runners;
	struct cell *cells;                 // by section of the window
	uint16_t touched[SWEEP_WINDOW + 1]; // the sections that hold any of its words
	uint32_t ntouched;
	float most;                  // that it adds to a score where nothing else does
	const struct stream *spread; // NULL: it has none
	bool all;                    // the spread holds all that the lists do
};

// What all come to.
struct row {
	float words, exact;
	float cover;      // weight of the query's words in the title
	uint16_t covered; // and how many of the title's words they are
	uint16_t held;    // a bit for each column that it holds; the last for all others as well
};

struct window {
	uint32_t from, to;
	float limit;        // a section in one list alone that comes to less is passed over
	const float *norms; // of bodies; 0: not yet known
	struct row rows[WINDOW];
	uint64_t held[WINDOW / 64]; // a bit for each that holds any
};

struct sweeper {
	struct scorer *scorer;
	struct norms *norms;
	struct sweeping *found;
	struct arena *arena;
	struct column *columns;
	uint32_t ncolumns;
	struct column **of_unit; // NULL: not swept
	float stops;             // the most that tracks which are not swept can add
	float pairs[1 << BITS];  // that standing near can, by the columns a section holds
	struct largest least;    // lower bounds
	float limit;             // what scores less is not among the best
	struct presence presence;
	struct window window;
	struct spread spread; // of the column at hand, in the window
};

// ---- the bound ----

static void raise(struct sweeper *s, float least)
{
	largest_add(&s->least, least);
	float limit = 0.9999F * largest_least(&s->least); // as sweep_falls_short
	if (limit > s->limit)
		s->limit = limit;
}

// ---- adding up ----

static void add_cell(struct column *column, uint32_t i, struct cell more)
{
	struct cell *cell = &column->cells[i];
	column->touched[column->ntouched] = (uint16_t)i;
	column->ntouched += cell->bulk == 0;
	cell->bulk += more.bulk;
	cell->exact += more.exact;
	cell->titles = (uint16_t)(cell->titles + more.titles);
	cell->places = (uint16_t)(cell->places + more.places);
}

static float bulk_at(const struct sweeper *s, const struct post *post, uint32_t at)
{
	uint32_t section = post->section[at];
	if (post->other[at])
		return norms_bulk(s->norms, section, post->others[post->other[at] - 1]);
	float norm = s->window.norms[section - s->window.from];
	return (float)post->body[at] * (norm > 0 ? norm : norms_fill(s->norms, section));
}

static void add_posting(struct sweeper *s, struct column *column, const struct runner *runner,
			uint32_t at, float bulk)
{
	const struct post *post = &runner->stream.post;
	struct cell more = {
		.bulk = runner->stream.quality * bulk,
		.exact = runner->exact ? bulk : 0,
		.places = post->body[at],
	};
	if (post->other[at]) {
		const uint16_t *count = post->others[post->other[at] - 1];
		more.titles = count[FIELD_TITLE];
		more.places = (uint16_t)(more.places + count[FIELD_HEADING]);
	}
	add_cell(column, post->section[at] - s->window.from, more);
}

// Postings of a block that may count.
struct picked {
	uint32_t count;
	uint8_t at[2 * POST_BLOCK];
	float bulk[2 * POST_BLOCK];
};

static void pick(struct picked *picked, uint32_t at, float bulk, bool good)
{
	picked->at[picked->count] = (uint8_t)at;
	picked->bulk[picked->count] = bulk;
	picked->count += good;
}

// The least bulk that with a weight comes to `limit`.
static float bulk_for(float limit, float weight)
{
	float most = weight * (weights.k1 + 1);
	if (limit <= 0)
		return 0;
	return limit < most ? 0.9999F * limit * weights.k1 / (most - limit) : INFINITY;
}

// The least one with which a posting alone comes to it.
static float least_bulk(const struct column *column, const struct runner *runner, float limit)
{
	const struct unit *unit = column->track->unit;
	if (runner->exact)
		return bulk_for(limit, unit->weight + unit->exact_weight);
	return bulk_for(limit, unit->weight) / runner->stream.quality;
}

// Picks the window's postings that are in other lists as well, and those that come to enough alone;
// first of the body, then of other fields.  Where that is not known before, no branch hangs on it.
static void pick_good(struct sweeper *s, const struct column *column, struct runner *runner,
		      struct picked *picked)
{
	struct post *post = &runner->stream.post;
	const uint64_t *several = s->presence.several;
	const float *norms = s->window.norms;
	float least = least_bulk(column, runner, s->window.limit);
	uint8_t others[POST_BLOCK + 1];
	uint32_t nothers = 0, at = post->at;
	for (; at < post->held && post->section[at] < s->window.to; at++) {
		uint32_t section = post->section[at];
		float norm = norms[section - s->window.from];
		if (norm == 0)
			norm = norms_fill(s->norms, section);
		float bulk = (float)post->body[at] * norm;
		bool other = post->other[at];
		others[nothers] = (uint8_t)at;
		nothers += other;
		pick(picked, at, bulk, (presence_is(several, section) | (bulk >= least)) & !other);
	}
	post->at = at;
	if (!nothers)
		return;
	least = least_bulk(column, runner,
			   s->window.limit - weights.title * column->track->unit->weight);
	for (uint32_t i = 0; i < nothers; i++) {
		float bulk = bulk_at(s, post, others[i]);
		pick(picked, others[i], bulk,
		     presence_is(several, post->section[others[i]]) | (bulk >= least));
	}
}

// The same where none comes to enough alone, and what they come to may never be asked for.
static void pick_several(struct sweeper *s, struct post *post, struct picked *picked)
{
	const uint64_t *several = s->presence.several;
	uint32_t at = post->at;
	for (; at < post->held && post->section[at] < s->window.to; at++)
		pick(picked, at, 0, presence_is(several, post->section[at]));
	post->at = at;
	if (picked->count && !post_count_block(post))
		picked->count = 0;
	for (uint32_t k = 0; k < picked->count; k++)
		picked->bulk[k] = bulk_at(s, post, picked->at[k]);
}

// The postings of a block that lie in the window; false when there are more behind it.
static bool add_block(struct sweeper *s, struct column *column, struct runner *runner)
{
	struct post *post = &runner->stream.post;
	struct picked picked;
	picked.count = 0;
	if (post->at < post->held && post->section[post->at] >= s->window.to)
		return false;
	if (column->most < s->window.limit || column->all)
		pick_several(s, post, &picked);
	else if (post_count_block(post))
		pick_good(s, column, runner, &picked);
	for (uint32_t k = 0; k < picked.count; k++)
		add_posting(s, column, runner, picked.at[k], picked.bulk[k]);
	return post->at >= post->held;
}

// Of a list that was made for a phrase; it knows no places, as a spread does not.
static void add_made(struct sweeper *s, struct column *column, struct runner *runner)
{
	struct stream *stream = &runner->stream;
	for (; stream->now.section < s->window.to; stream_seek(stream, stream->now.section + 1)) {
		struct cell more = {
			.bulk = stream->quality * stream_bulk(stream, s->norms),
			.titles = stream->now.count[FIELD_TITLE],
		};
		add_cell(column, stream->now.section - s->window.from, more);
	}
	runner->done = stream->now.section == BOOK_NONE;
}

// The least bulks with which a section of a spread alone comes to enough: one where the words are not
// in the title, and one where they are.
struct leasts {
	float plain, titled;
};

// Of a block of a spread the sections that are in lists as well, and those that come to enough alone.
static void add_spread_block(struct sweeper *s, struct column *column, const struct stream *stream,
			     struct leasts leasts, uint32_t block)
{
	const struct tally *tally = stream->spread;
	const uint64_t *held = tally->held + (size_t)TALLY_BLOCK / 64 * block;
	const uint64_t *several = s->presence.several + (size_t)TALLY_BLOCK / 64 * block;
	bool titles = tally->fields[block] >> FIELD_TITLE & 1;
	float least = titles ? leasts.titled : leasts.plain;
	bool alone = spread_most(&s->spread, block) >= least;
	if (!alone && !(several[0] & held[0]) && !(several[1] & held[1]))
		return;
	const float *bulks = spread_bulks(&s->spread, block);
	for (uint32_t word = 0; word < TALLY_BLOCK / 64; word++) {
		uint64_t good = alone ? spread_at_least(bulks + (size_t)64 * word, least) : 0;
		for (good = (good | several[word]) & held[word]; good;) {
			uint32_t bit = bits_take(&good), i = 64 * word + bit;
			uint32_t in_title =
				titles ? tally->other[FIELD_TITLE][TALLY_BLOCK * block + i] : 0;
			if (!in_title && !(several[word] >> bit & 1) && bulks[i] < leasts.plain)
				continue;
			struct cell more = {
				.bulk = stream->quality * bulks[i],
				.titles = (uint16_t)in_title,
			};
			add_cell(column, TALLY_BLOCK * block + i - s->window.from, more);
		}
	}
}

static void add_spread(struct sweeper *s, struct column *column, struct runner *runner)
{
	struct stream *stream = &runner->stream;
	const struct tally *tally = stream->spread;
	const float title = weights.title * column->track->unit->weight;
	const struct leasts leasts = {
		.plain = least_bulk(column, runner, s->window.limit),
		.titled = least_bulk(column, runner, s->window.limit - title),
	};
	uint32_t block = s->window.from / TALLY_BLOCK, end = s->window.to / TALLY_BLOCK;
	for (; block < end && block < tally->nblocks; block++) {
		if (tally->fields[block])
			add_spread_block(s, column, stream, leasts, block);
	}
	stream_seek(stream, s->window.to);
	runner->done = stream->now.section == BOOK_NONE;
}

// Where a column is the only one, and its spread holds all that its lists do: they come to no more
// than the spread, and all of it to no more than both.  Sections of which that is not enough are as
// good as in no list.
static void drop_hopeless(struct sweeper *s, const struct column *column)
{
	const struct tally *tally = column->spread->spread;
	const struct unit *unit = column->track->unit;
	const float title = weights.title * unit->weight, share = 1 + column->spread->quality;
	const float weight = unit->weight + unit->exact_weight;
	const float plain = bulk_for(s->window.limit, weight) / share;
	const float titled = bulk_for(s->window.limit - title, weight) / share;
	uint32_t block = s->window.from / TALLY_BLOCK, end = s->window.to / TALLY_BLOCK;
	for (; block < end && block < tally->nblocks; block++) {
		uint64_t *several = s->presence.several + (size_t)TALLY_BLOCK / 64 * block;
		float least = tally->fields[block] >> FIELD_TITLE & 1 ? titled : plain;
		if (!(several[0] | several[1]) || isinf(spread_most(&s->spread, block)))
			continue;
		bool some = spread_most(&s->spread, block) >= least;
		const float *bulks = some ? spread_bulks(&s->spread, block) : NULL;
		several[0] &= some ? spread_at_least(bulks, least) : 0;
		several[1] &= some ? spread_at_least(bulks + 64, least) : 0;
	}
}

static void add_runner(struct sweeper *s, struct column *column, struct runner *runner)
{
	if (runner->done)
		return;
	if (runner->stream.spread) {
		add_spread(s, column, runner);
		return;
	}
	if (runner->stream.term == BOOK_NONE) {
		add_made(s, column, runner);
		return;
	}
	struct post *post = &runner->stream.post;
	while (!runner->done && add_block(s, column, runner))
		runner->done = !post_next_block(post);
}

static uint32_t bit_of(const struct sweeper *s, const struct column *column)
{
	uint32_t at = (uint32_t)(column - s->columns);
	return at < BITS ? at : BITS - 1;
}

// What a track adds to the sections where it stands.  Where it is the only one, that is all.
static void end_column(struct sweeper *s, const struct column *column)
{
	struct window *w = &s->window;
	const float weight = column->track->unit->weight;
	const float exact_weight = column->track->unit->exact_weight;
	const uint16_t bit = (uint16_t)(1 << bit_of(s, column));
	const float limit = s->ncolumns == 1 ? w->limit : -INFINITY;
	for (uint32_t k = 0; k < column->ntouched; k++) {
		uint32_t i = column->touched[k];
		const struct cell *cell = &column->cells[i];
		float words = weight * track_saturated(cell->bulk);
		float exact = exact_weight * track_saturated(cell->exact);
		float cover = cell->titles ? weight : 0;
		if (words + exact + weights.title * cover < limit)
			continue;
		struct row *row = &w->rows[i];
		w->held[i / 64] |= (uint64_t)1 << i % 64;
		row->words += words;
		row->exact += exact;
		row->cover += cover;
		row->covered = (uint16_t)(row->covered + cell->titles);
		row->held |= bit;
	}
}

static void clear_column(struct column *column)
{
	for (uint32_t k = 0; k < column->ntouched; k++)
		column->cells[column->touched[k]] = (struct cell){0};
	column->ntouched = 0;
}

// ---- judging ----

static float pair_weight(const struct column *a, const struct column *b)
{
	float left = a->track->unit->weight, right = b->track->unit->weight;
	return left < right ? left : right;
}

// The most that the query's neighbours gain by how near they stand in section i of the window:
// every place of the first may have the second right behind it.
static float most_near(const struct sweeper *s, uint32_t i, float norm)
{
	const struct plan *plan = s->scorer->plan;
	float near = 0;
	for (uint32_t p = 0; p + 1 < plan->order.count; p++) {
		const struct column *a = s->of_unit[plan->order.at[p]];
		const struct column *b = s->of_unit[plan->order.at[p + 1]];
		if (!a->cells[i].places || !b->cells[i].places)
			continue;
		near += pair_weight(a, b) * track_saturated(a->cells[i].places * norm);
	}
	return weights.near * near;
}

static void drop_short(struct sweeper *s)
{
	struct sweeping *found = s->found;
	uint32_t kept = 0;
	for (uint32_t k = 0; k < found->count; k++) {
		if (found->at[k].most >= s->limit)
			found->at[kept++] = found->at[k];
	}
	found->count = kept;
}

static void keep(struct sweeper *s, struct swept swept)
{
	if (s->found->count == s->found->room)
		drop_short(s);
	*vec_push(s->arena, s->found) = swept;
}

static bool is_whole(const struct scorer *scorer, uint32_t section)
{
	return section >= scorer->whole.from && section < scorer->whole.to;
}

// From what costs little to know to what costs more.  Where the words cannot stand near each other
// and none was left out, the sum is the score, added up as scorer_score does.
static void judge(struct sweeper *s, uint32_t i)
{
	const struct row *row = &s->window.rows[i];
	struct scorer *scorer = s->scorer;
	uint32_t section = s->window.from + i;
	float whole = is_whole(scorer, section) ? weights.exact_title * scorer->all : 0;
	float sum = row->words + row->exact, title = weights.title * row->cover;
	float near = s->pairs[row->held];
	if (sum + s->stops + near + title + whole < s->limit)
		return;
	near = near > 0 ? most_near(s, i, norms_body(s->norms, section)) : 0;
	if (sum + s->stops + near + title + whole < s->limit)
		return;
	title = scorer_title(scorer, section, row->cover, row->covered);
	if (sum + s->stops + near + title + whole < s->limit)
		return;
	float share = scorer_share(scorer, section);
	float most = share * (sum + near + title + whole), left_out = share * s->stops;
	if (most + left_out < s->limit)
		return;
	raise(s, share * (sum + title + whole));
	keep(s, (struct swept){
			.section = section,
			.most = most + left_out,
			.open = near > 0 || left_out > 0,
			.summed = left_out == 0,
			.held = row->held,
			.words = sum,
			.title = title,
		});
}

static void end_window(struct sweeper *s)
{
	struct window *w = &s->window;
	for (uint32_t word = 0; word < WINDOW / 64; word++) {
		uint64_t held = w->held[word];
		w->held[word] = 0;
		for (; held; held &= held - 1) {
			uint32_t i = 64 * word + (uint32_t)__builtin_ctzll(held);
			if (presence_is(s->presence.there, w->from + i))
				judge(s, i);
			w->rows[i] = (struct row){0};
		}
	}
	for (uint32_t c = 0; c < s->ncolumns; c++)
		clear_column(&s->columns[c]);
}

// ---- the whole ----

// Whether a track's spread holds all that its other streams do.
static bool holds_all(const struct track *track)
{
	for (uint32_t i = 0; i + 1 < track->nstreams; i++) {
		uint32_t term = track->streams[i].term;
		if (term < track->unit->prefix.from || term >= track->unit->prefix.to)
			return false;
	}
	return true;
}

static void open_column(struct sweeper *s, const struct track *track)
{
	struct column *column = &s->columns[s->ncolumns++];
	const struct stream *last = track->nstreams ? &track->streams[track->nstreams - 1] : NULL;
	column->spread = last && last->spread ? last : NULL;
	s->of_unit[track->index] = column;
	column->track = track;
	// A spread's bound knows nothing about titles.
	column->most = track->most - track->pairs +
		       (column->spread ? weights.title * track->unit->weight : 0);
	column->cells = arena_array(s->arena, struct cell, WINDOW);
	column->runners = arena_room(s->arena, track->nstreams, sizeof *column->runners);
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct runner *runner = &column->runners[i];
		runner->stream = track->streams[i];
		runner->exact = runner->stream.term != BOOK_NONE &&
				runner->stream.term == track->unit->exact;
		runner->done = runner->stream.now.section == BOOK_NONE;
		presence_add(&s->presence, &runner->stream);
	}
}

static void open_columns(struct sweeper *s)
{
	struct scorer *scorer = s->scorer;
	s->columns = arena_array(s->arena, struct column, scorer->ntracks + 1);
	s->of_unit = arena_array(s->arena, struct column *, scorer->ntracks + 1);
	for (uint32_t t = 0; t < scorer->ntracks; t++) {
		if (scorer->tracks[t].unit->stop)
			s->stops += scorer->tracks[t].most;
		else
			open_column(s, &scorer->tracks[t]);
	}
	struct column *only = s->ncolumns == 1 ? &s->columns[0] : NULL;
	if (only && only->spread)
		only->all = holds_all(only->track);
}

static void open_pairs(struct sweeper *s)
{
	const struct plan *plan = s->scorer->plan;
	for (uint32_t p = 0; p + 1 < plan->order.count; p++) {
		const struct column *a = s->of_unit[plan->order.at[p]];
		const struct column *b = s->of_unit[plan->order.at[p + 1]];
		uint32_t both = 1u << bit_of(s, a) | 1u << bit_of(s, b);
		for (uint32_t held = 1; held < 1u << BITS; held++) {
			if ((held & both) == both)
				s->pairs[held] +=
					weights.near * pair_weight(a, b) * (weights.k1 + 1);
		}
	}
}

// The first section that any list has next.
static uint32_t next_section(const struct sweeper *s)
{
	uint32_t next = BOOK_NONE;
	for (uint32_t c = 0; c < s->ncolumns; c++) {
		for (uint32_t r = 0; r < s->columns[c].track->nstreams; r++) {
			const struct runner *runner = &s->columns[c].runners[r];
			uint32_t section = runner->stream.now.section;
			if (!runner->done && runner->stream.term != BOOK_NONE)
				section = runner->stream.post.section[runner->stream.post.at];
			if (!runner->done && section < next)
				next = section;
		}
	}
	return next;
}

// The title that was typed is what no list tells.
static float limit_in(const struct sweeper *s, const struct window *window)
{
	struct range whole = s->scorer->whole;
	bool meets = whole.from < window->to && whole.to > window->from;
	return meets ? -1 : s->limit - s->stops;
}

static void sweep_window(struct sweeper *s, uint32_t from)
{
	s->window.from = from;
	s->window.to = from + WINDOW;
	s->window.limit = limit_in(s, &s->window);
	s->window.norms = norms_bodies(s->norms, from);
	for (uint32_t c = 0; c < s->ncolumns; c++) {
		struct column *column = &s->columns[c];
		if (column->spread)
			spread_open(column->spread->spread, s->norms, &s->spread);
		if (column->all)
			drop_hopeless(s, column);
		for (uint32_t r = 0; r < column->track->nstreams; r++)
			add_runner(s, column, &column->runners[r]);
		end_column(s, column);
	}
	end_window(s);
}

void sweep(struct scorer *scorer, uint32_t wanted, struct arena *arena, struct sweeping *found)
{
	struct sweeper *s = arena_new(arena, struct sweeper);
	s->scorer = scorer;
	s->norms = &scorer->searcher->norms;
	s->found = found;
	s->arena = arena;
	s->limit = wanted ? -1 : INFINITY;
	s->least = largest_open(wanted, arena);
	s->presence = presence_open(book_nsections(scorer->book), WINDOW, arena);
	found->there = s->presence.there;
	found->room = 2 * wanted + SOME;
	found->at = arena_array(arena, struct swept, found->room);
	open_columns(s);
	open_pairs(s);
	found->total = presence_count(&s->presence, scorer->book);
	for (uint32_t next; (next = next_section(s)) != BOOK_NONE;)
		sweep_window(s, next / WINDOW * WINDOW);
	drop_short(s);
}
