// SPDX-License-Identifier: ISC

#include "search/sweep.h"

#include <string.h>

#include "search/weights.h"

enum { WINDOW = SWEEP_WINDOW, SOME = 4096 };

static_assert((int)WINDOW == (int)SPREAD_LEAF, "a window is a leaf of a spread");

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
};

// What all come to.
struct row {
	float words, exact;
	float cover;      // weight of the query's words in the title
	uint16_t covered; // and how many of the title's words they are
	uint16_t units;   // of the query that it holds
};

struct window {
	uint32_t from, to;
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
	float pairs;             // that standing near can
	float *least;            // a heap of the best lower bounds, the worst on top
	uint32_t nleast, wanted;
	struct window window;
};

// ---- the bound ----

static void sink(float *heap, uint32_t count)
{
	float moved = heap[0];
	uint32_t at = 0;
	for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
		child += child + 1 < count && heap[child + 1] < heap[child];
		if (heap[child] >= moved)
			break;
		heap[at] = heap[child];
	}
	heap[at] = moved;
}

static void rise(float *heap, uint32_t at)
{
	float moved = heap[at];
	for (; at && moved < heap[(at - 1) / 2]; at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = moved;
}

static void raise(struct sweeper *s, float least)
{
	if (s->nleast < s->wanted) {
		s->least[s->nleast] = least;
		rise(s->least, s->nleast++);
	} else if (s->wanted && least > s->least[0]) {
		s->least[0] = least;
		sink(s->least, s->wanted);
	}
}

// Whether a score of at most `most` cannot be among the best.
static bool falls_short(const struct sweeper *s, float most)
{
	return s->nleast == s->wanted && s->wanted && sweep_falls_short(most, s->least[0]);
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

// A posting of a term that is more than words of the body.
static void add_other(struct sweeper *s, struct column *column, const struct runner *runner,
		      uint32_t section, const uint16_t count[FIELD_COUNT])
{
	float bulk = norms_bulk(s->norms, section, count);
	struct cell more = {
		.bulk = runner->stream.quality * bulk,
		.exact = runner->exact ? bulk : 0,
		.titles = count[FIELD_TITLE],
		.places = (uint16_t)(count[FIELD_BODY] + count[FIELD_HEADING]),
	};
	add_cell(column, section - s->window.from, more);
}

// The postings of a block that lie in the window; false when there are more behind it.
static bool add_block(struct sweeper *s, struct column *column, struct runner *runner)
{
	struct post *post = &runner->stream.post;
	const uint32_t from = s->window.from, to = s->window.to, held = post->held;
	const float quality = runner->stream.quality, exact = runner->exact ? 1 : 0;
	uint32_t at = post->at;
	for (; at < held && post->section[at] < to; at++) {
		uint32_t section = post->section[at], count = post->body[at];
		if (post->other[at]) {
			add_other(s, column, runner, section, post->others[post->other[at] - 1]);
			continue;
		}
		float bulk = (float)count * norms_body(s->norms, section);
		struct cell more = {quality * bulk, exact * bulk, 0, (uint16_t)count};
		add_cell(column, section - from, more);
	}
	post->at = at;
	return at == held;
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

static void add_spread(struct column *column, struct runner *runner, const struct window *w)
{
	struct stream *stream = &runner->stream;
	const struct spread_leaf *leaf = stream->spread->leaves[w->from / SPREAD_LEAF];
	for (uint32_t word = 0; leaf && word < SPREAD_LEAF / 64; word++) {
		for (uint64_t held = leaf->held[word]; held; held &= held - 1) {
			uint32_t i = 64 * word + (uint32_t)__builtin_ctzll(held);
			struct cell more = {
				.bulk = stream->quality * leaf->bulk[i],
				.titles = leaf->titles[i],
			};
			add_cell(column, i, more);
		}
	}
	stream_seek(stream, w->to);
	runner->done = stream->now.section == BOOK_NONE;
}

static void add_runner(struct sweeper *s, struct column *column, struct runner *runner)
{
	if (runner->done)
		return;
	if (runner->stream.spread) {
		add_spread(column, runner, &s->window);
		return;
	}
	if (runner->stream.term == BOOK_NONE) {
		add_made(s, column, runner);
		return;
	}
	struct post *post = &runner->stream.post;
	while (!runner->done && post_count_block(post) && add_block(s, column, runner))
		runner->done = !post_next_block(post);
}

// What a track adds to the sections where it stands.
static void end_column(struct sweeper *s, const struct column *column)
{
	struct window *w = &s->window;
	const float weight = column->track->unit->weight;
	const float exact_weight = column->track->unit->exact_weight;
	for (uint32_t k = 0; k < column->ntouched; k++) {
		uint32_t i = column->touched[k];
		const struct cell *cell = &column->cells[i];
		struct row *row = &w->rows[i];
		w->held[i / 64] |= (uint64_t)1 << i % 64;
		row->words += weight * track_saturated(cell->bulk);
		row->exact += exact_weight * track_saturated(cell->exact);
		row->cover += cell->titles ? weight : 0;
		row->covered = (uint16_t)(row->covered + cell->titles);
		row->units++;
	}
}

static void clear_column(struct column *column)
{
	for (uint32_t k = 0; k < column->ntouched; k++)
		column->cells[column->touched[k]] = (struct cell){0};
	column->ntouched = 0;
}

// ---- judging ----

// The most that the query's neighbours gain by how near they stand in section i of the window:
// every place of the first may have the second right behind it.
static float most_near(const struct sweeper *s, uint32_t i, float norm)
{
	const struct plan *plan = s->scorer->plan;
	float near = 0;
	for (uint32_t p = 0; p + 1 < plan->order.count && s->pairs > 0; p++) {
		const struct column *a = s->of_unit[plan->order.at[p]];
		const struct column *b = s->of_unit[plan->order.at[p + 1]];
		if (!a->cells[i].places || !b->cells[i].places)
			continue;
		float left = a->track->unit->weight, right = b->track->unit->weight;
		near += (left < right ? left : right) * track_saturated(a->cells[i].places * norm);
	}
	return weights.near * near;
}

static void drop_short(struct sweeper *s)
{
	struct sweeping *found = s->found;
	uint32_t kept = 0;
	for (uint32_t k = 0; k < found->count; k++) {
		if (!falls_short(s, found->at[k].most))
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
	float near = row->units > 1 ? s->pairs : 0;
	if (falls_short(s, sum + s->stops + near + title + whole))
		return;
	near = row->units > 1 ? most_near(s, i, norms_body(s->norms, section)) : 0;
	if (falls_short(s, sum + s->stops + near + title + whole))
		return;
	title = scorer_title(scorer, section, row->cover, row->covered);
	if (falls_short(s, sum + s->stops + near + title + whole))
		return;
	float share = scorer_share(scorer, section);
	float most = share * (sum + near + title + whole), left_out = share * s->stops;
	if (falls_short(s, most + left_out))
		return;
	raise(s, share * (sum + title + whole));
	keep(s, (struct swept){section, most + left_out, near > 0 || left_out > 0});
}

static uint64_t gone_sections(const struct sweeper *s, uint32_t word)
{
	return book_gone_sections(s->scorer->book, s->window.from / 64 + word);
}

static void end_window(struct sweeper *s)
{
	struct window *w = &s->window;
	for (uint32_t word = 0; word < WINDOW / 64; word++) {
		uint64_t held = w->held[word];
		for (uint64_t gone = held & gone_sections(s, word); gone; gone &= gone - 1) {
			w->rows[64 * word + (uint32_t)__builtin_ctzll(gone)] = (struct row){0};
			held &= ~(gone & -gone);
		}
		if (s->found->bits && held)
			s->found->bits[w->from / 64 + word] = held;
		for (; held; held &= held - 1, s->found->total++) {
			uint32_t i = 64 * word + (uint32_t)__builtin_ctzll(held);
			judge(s, i);
			w->rows[i] = (struct row){0};
		}
		w->held[word] = 0;
	}
	for (uint32_t c = 0; c < s->ncolumns; c++)
		clear_column(&s->columns[c]);
}

// ---- the whole ----

static void open_columns(struct sweeper *s)
{
	struct scorer *scorer = s->scorer;
	s->columns = arena_array(s->arena, struct column, scorer->ntracks + 1);
	s->of_unit = arena_array(s->arena, struct column *, scorer->ntracks + 1);
	for (uint32_t t = 0; t < scorer->ntracks; t++) {
		const struct track *track = &scorer->tracks[t];
		if (track->unit->stop) {
			s->stops += track->most;
			continue;
		}
		struct column *column = &s->columns[s->ncolumns++];
		s->of_unit[track->index] = column;
		s->pairs += track->pairs;
		column->track = track;
		column->cells = arena_array(s->arena, struct cell, WINDOW);
		column->runners = arena_array(s->arena, struct runner, track->nstreams);
		for (uint32_t i = 0; i < track->nstreams; i++) {
			struct runner *runner = &column->runners[i];
			runner->stream = track->streams[i];
			runner->exact = runner->stream.term == track->unit->exact &&
					runner->stream.term != BOOK_NONE;
			runner->done = runner->stream.now.section == BOOK_NONE;
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

void sweep(struct scorer *scorer, uint32_t wanted, struct arena *arena, struct sweeping *found)
{
	struct sweeper *s = arena_new(arena, struct sweeper);
	s->scorer = scorer;
	s->norms = &scorer->searcher->norms;
	s->found = found;
	s->arena = arena;
	s->wanted = wanted;
	s->least = arena_array(arena, float, wanted + 1);
	found->room = 2 * wanted + SOME;
	found->at = arena_array(arena, struct swept, found->room);
	open_columns(s);
	for (uint32_t next; (next = next_section(s)) != BOOK_NONE;) {
		s->window.from = next / WINDOW * WINDOW;
		s->window.to = s->window.from + WINDOW;
		for (uint32_t c = 0; c < s->ncolumns; c++) {
			struct column *column = &s->columns[c];
			for (uint32_t r = 0; r < column->track->nstreams; r++)
				add_runner(s, column, &column->runners[r]);
			end_column(s, column);
		}
		end_window(s);
	}
	drop_short(s);
}
