// SPDX-License-Identifier: ISC
//
// BM25F (Robertson, Zaragoza, Taylor 2004): a term's counts in the fields of a section, each
// weighted and divided by how long the field is beside the average, are added up before they
// saturate, so that a word in the title and the body is not counted as two discoveries:
//
//     bulk(t)  = sum over fields of  weight * count / (1 - b + b * length / average)
//     score(t) = rarity(t) * bulk * (k1 + 1) / (k1 + bulk)
//
// On top of that: more for the word exactly as typed; for neighbours of the query that are near
// each other in the text (after Rasolofo and Savoy 2003: 1 / distance for each place, saturated the
// same way); for a title that the query covers.
//
// Once there are as many hits as are wanted, the worst of them is a limit.  The tracks are sorted by
// the most each can add; those at the end that together cannot pass the limit do not decide where to
// look next (MaxScore: Turtle and Flood 1995), and where the blocks at hand cannot pass it either,
// they are leapt over whole (Block-Max MaxScore: Chakrabarti, Chaudhuri, Ganti 2011).  A score is
// added up in the same order with and without a limit, so that both find exactly the same hits.

#include "search/score.h"

#include <stdlib.h>

#include "search/track.h"
#include "search/weights.h"

enum { PLACES = 64 }; // positions of a unit in a section that are looked at

struct scorer {
	struct searcher *searcher;
	const struct book *book;
	const struct plan *plan;
	struct track *tracks; // the one that can add most first
	uint32_t ntracks;
	struct track **of_unit; // the plan's units' tracks; NULL for others'
	float *rest;            // the most that tracks i and those behind it add together
	struct averages averages;
	float all;          // the sum of the units' weights
	struct range whole; // sections of the page whose title was typed
	bool limited;
	float limit;
	uint32_t ndriving; // tracks that decide where to look
	// Of the section being scored.
	uint32_t section, page;
	float norm[FIELD_COUNT]; // 0: not yet computed
};

static int by_most(const void *left, const void *right)
{
	const struct track *a = left, *b = right;
	if (a->most != b->most)
		return a->most < b->most ? 1 : -1;
	return (a->index > b->index) - (a->index < b->index);
}

// What two neighbours gain by standing near is counted with the one that can add less.
static void add_pairs(struct scorer *scorer)
{
	for (uint32_t i = 0; i + 1 < scorer->plan->order.count; i++) {
		const uint32_t *order = &scorer->plan->order.at[i];
		struct track *a = scorer->of_unit[order[0]], *b = scorer->of_unit[order[1]];
		float weight =
			a->unit->weight < b->unit->weight ? a->unit->weight : b->unit->weight;
		struct track *lesser = a->most < b->most ? a : b;
		lesser->pairs += weights.near * weight * (weights.k1 + 1);
	}
	for (uint32_t i = 0; i < scorer->ntracks; i++)
		scorer->tracks[i].most += scorer->tracks[i].pairs;
}

static void index_tracks(struct scorer *scorer)
{
	for (uint32_t i = 0; scorer->of_unit && i < scorer->ntracks; i++)
		scorer->of_unit[scorer->tracks[i].index] = &scorer->tracks[i];
}

static void sort_tracks(struct scorer *scorer, struct arena *arena)
{
	index_tracks(scorer);
	if (scorer->of_unit)
		add_pairs(scorer);
	if (scorer->ntracks)
		qsort(scorer->tracks, scorer->ntracks, sizeof *scorer->tracks, by_most);
	index_tracks(scorer);
	scorer->rest = arena_array(arena, float, scorer->ntracks + 1);
	for (uint32_t i = scorer->ntracks; i > 0; i--)
		scorer->rest[i - 1] = scorer->rest[i] + scorer->tracks[i - 1].most;
}

static void take_averages(struct scorer *scorer)
{
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		float average = book_field_average(scorer->book, field);
		scorer->averages.of[field] = average > 1 ? average : 1;
	}
}

struct scorer *scorer_open(struct searcher *searcher, const struct plan *plan,
			   const struct unit *units, uint32_t nunits, struct arena *arena)
{
	struct scorer *scorer = arena_new(arena, struct scorer);
	scorer->searcher = searcher;
	scorer->book = searcher->book;
	scorer->plan = plan;
	scorer->ntracks = scorer->ndriving = nunits;
	scorer->tracks = arena_array(arena, struct track, nunits + 1);
	if (units == plan->units.at)
		scorer->of_unit = arena_array(arena, struct track *, nunits + 1);
	if (plan->exact_page != BOOK_NONE)
		scorer->whole = book_page_sections(scorer->book, plan->exact_page);
	take_averages(scorer);
	for (uint32_t i = 0; i < nunits; i++) {
		track_open(scorer->book, &units[i], &scorer->averages, arena, &scorer->tracks[i]);
		scorer->tracks[i].index = i;
		scorer->all += units[i].weight;
	}
	sort_tracks(scorer, arena);
	return scorer;
}

// Whether a score of at most `most` cannot pass the limit.  Sums of the same numbers in another
// order differ a little.
static bool falls_short(const struct scorer *scorer, float most)
{
	return scorer->limited && most * 1.0001F < scorer->limit;
}

void scorer_limit(struct scorer *scorer, float least)
{
	scorer->limited = true;
	scorer->limit = least;
	while (scorer->ndriving && falls_short(scorer, scorer->rest[scorer->ndriving - 1]))
		scorer->ndriving--;
}

// Up to the page whose title was typed every track decides: its sections have more to gain than the
// bounds know.
static uint32_t driving(const struct scorer *scorer, uint32_t section)
{
	return section < scorer->whole.to ? scorer->ntracks : scorer->ndriving;
}

static uint32_t first_held(struct scorer *scorer, uint32_t section)
{
	uint32_t first = BOOK_NONE, count = driving(scorer, section);
	for (uint32_t i = 0; i < count; i++) {
		struct track *track = &scorer->tracks[i];
		if (track->unit->stop)
			continue;
		track_seek(track, section);
		if (track->section < first)
			first = track->section;
	}
	return first;
}

// The last section of the blocks at hand when none of them up to there can pass the limit; else
// BOOK_NONE.
static uint32_t poor_until(struct scorer *scorer, uint32_t section)
{
	uint32_t count = driving(scorer, section), last = BOOK_NONE - 1;
	float most = scorer->rest[count];
	for (uint32_t i = 0; i < count; i++) {
		struct track *track = &scorer->tracks[i];
		if (track->unit->stop) {
			most += track->most;
			continue;
		}
		track_look(track, &scorer->averages, section);
		most += track->block_most;
		if (track->block_last < last)
			last = track->block_last;
	}
	if (section < scorer->whole.from && last >= scorer->whole.from)
		last = scorer->whole.from - 1;
	return falls_short(scorer, most) ? last : BOOK_NONE;
}

static bool is_whole(const struct scorer *scorer, uint32_t section)
{
	return section >= scorer->whole.from && section < scorer->whole.to;
}

uint32_t scorer_next(struct scorer *scorer, uint32_t section)
{
	for (;;) {
		uint32_t next = first_held(scorer, section);
		if (next == BOOK_NONE || !scorer->limited || is_whole(scorer, next))
			return next;
		uint32_t last = poor_until(scorer, next);
		if (last == BOOK_NONE)
			return next;
		section = last + 1;
	}
}

static float norm_of(struct scorer *scorer, enum field field)
{
	float *norm = &scorer->norm[field];
	if (*norm == 0) {
		float b = weights.field[field].length;
		float length = (float)book_field_length(scorer->book, scorer->section, field);
		*norm = weights.field[field].weight /
			(1 - b + b * length / scorer->averages.of[field]);
	}
	return *norm;
}

static float bulk_of(struct scorer *scorer, const struct posting *posting)
{
	float bulk = 0;
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		if (posting->count[field])
			bulk += (float)posting->count[field] * norm_of(scorer, field);
	}
	return bulk;
}

struct sum {
	float words, exact, near, title, whole;
	float cover;      // weight of the query's words in the title
	uint32_t covered; // words of the title that they are
};

static void add_track(struct scorer *scorer, const struct track *track, struct sum *sum)
{
	const struct unit *unit = track->unit;
	float bulk = 0, exact = 0;
	uint32_t in_title = 0;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		const struct stream *stream = &track->streams[i];
		if (stream->now.section != scorer->section)
			continue;
		float more = bulk_of(scorer, &stream->now);
		bulk += stream->quality * more;
		if (stream->term == unit->exact && stream->term != BOOK_NONE)
			exact = more;
		in_title += stream->now.count[FIELD_TITLE];
	}
	sum->words += unit->weight * track_saturated(bulk);
	sum->exact += unit->exact_weight * track_saturated(exact);
	if (in_title && !unit->stop) {
		sum->cover += unit->weight;
		sum->covered += in_title;
	}
}

static uint32_t merge_places(uint32_t *places, uint32_t count, const uint32_t *more, uint32_t n)
{
	uint32_t at = count + n, left = at;
	while (n) {
		if (count && places[count - 1] > more[n - 1])
			places[--at] = places[--count];
		else
			places[--at] = more[--n];
	}
	return left;
}

static uint32_t places_of(struct track *track, uint32_t section, uint32_t places[PLACES])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct stream *stream = &track->streams[i];
		uint32_t more[PLACES];
		if (stream->term == BOOK_NONE || stream->now.section != section)
			continue;
		uint32_t n = post_positions(&stream->post, more, PLACES - count);
		count = merge_places(places, count, more, n);
	}
	return count;
}

// The sum of 1 / distance over the places of `a`, to the nearest of `b`; one farther when b stands
// before a.
static float nearness(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb)
{
	float sum = 0;
	for (uint32_t i = 0, j = 0; i < na; i++) {
		while (j < nb && b[j] <= a[i])
			j++;
		float best = weights.near_words + 1;
		if (j < nb)
			best = (float)(b[j] - a[i]);
		if (j && (float)(a[i] - b[j - 1]) + 1 < best)
			best = (float)(a[i] - b[j - 1]) + 1;
		if (best <= weights.near_words)
			sum += 1 / best;
	}
	return sum;
}

static float near_pair(struct scorer *scorer, struct track *a, struct track *b)
{
	uint32_t left[PLACES], right[PLACES];
	if (a->section != scorer->section || b->section != scorer->section)
		return 0;
	uint32_t na = places_of(a, scorer->section, left);
	uint32_t nb = na ? places_of(b, scorer->section, right) : 0;
	float near = nearness(left, na, right, nb);
	if (near == 0)
		return 0;
	float weight = a->unit->weight < b->unit->weight ? a->unit->weight : b->unit->weight;
	return weight * track_saturated(near * norm_of(scorer, FIELD_BODY));
}

static float near_pairs(struct scorer *scorer)
{
	float near = 0;
	for (uint32_t i = 0; i + 1 < scorer->plan->order.count; i++) {
		const uint32_t *order = &scorer->plan->order.at[i];
		near += near_pair(scorer, scorer->of_unit[order[0]], scorer->of_unit[order[1]]);
	}
	return weights.near * near;
}

static uint32_t count_title(const struct searcher *searcher, uint32_t page)
{
	struct words words = words_of(book_page(searcher->book, page).title);
	struct word word;
	uint32_t count = 0;
	while (word_next(&words, &word)) {
		struct str form = {word.form, word.form_len};
		count += !word.joined && !stemmer_is_stop(searcher->stemmer, form);
	}
	return count ? count : 1;
}

static uint32_t title_length(struct searcher *searcher, uint32_t page)
{
	enum { UNKNOWN = 0, MOST = 255 };
	uint8_t *known = &searcher->title_words[page];
	if (*known == UNKNOWN) {
		uint32_t count = count_title(searcher, page);
		*known = (uint8_t)(count < MOST ? count : MOST);
	}
	return *known;
}

static void add_title(struct scorer *scorer, struct sum *sum)
{
	if (!sum->covered)
		return;
	float share = (float)sum->covered / (float)title_length(scorer->searcher, scorer->page);
	sum->title = weights.title * sum->cover * (share < 1 ? share : 1);
}

static void tell_sum(const struct sum *sum, float share, struct buf *tell)
{
	buf_printf(tell, "words %.2f, exact %.2f, near %.2f, title %.2f, whole title %.2f",
		   (double)sum->words, (double)sum->exact, (double)sum->near, (double)sum->title,
		   (double)sum->whole);
	if (share < 1)
		buf_printf(tell, ", times %.2f for a list of links", (double)share);
}

// A section with a link for every few words ("See also") leads to answers instead of giving one.
static bool leads_on(const struct scorer *scorer)
{
	enum { FEWEST = 3, WORDS_A_LINK = 8 };
	struct range links = book_section_links(scorer->book, scorer->section);
	uint32_t count = links.to - links.from;
	uint32_t words = book_field_length(scorer->book, scorer->section, FIELD_BODY);
	return count >= FEWEST && words < WORDS_A_LINK * count;
}

static float known_most(const struct sum *sum)
{
	return sum->words + sum->exact + weights.title * sum->cover;
}

// Adds up the tracks; false as soon as what is left cannot lift the section above the limit.
static bool add_tracks(struct scorer *scorer, bool limited, struct sum *sum)
{
	float pairs = 0; // the most that pairs of the tracks seen so far come to
	for (uint32_t i = 0; i < scorer->ntracks; i++) {
		struct track *track = &scorer->tracks[i];
		if (limited && falls_short(scorer, known_most(sum) + pairs + scorer->rest[i]))
			return false;
		track_seek(track, scorer->section);
		if (track->section != scorer->section)
			continue;
		add_track(scorer, track, sum);
		pairs += track->pairs;
	}
	return !limited || !falls_short(scorer, known_most(sum) + pairs);
}

float scorer_score(struct scorer *scorer, uint32_t section, struct buf *tell)
{
	struct sum sum = {0};
	scorer->section = section;
	for (enum field field = 0; field < FIELD_COUNT; field++)
		scorer->norm[field] = 0;
	if (!add_tracks(scorer, scorer->limited && !is_whole(scorer, section), &sum))
		return -1;
	if (scorer->of_unit) {
		scorer->page = book_section_page(scorer->book, section);
		sum.near = near_pairs(scorer);
		add_title(scorer, &sum);
		if (is_whole(scorer, section))
			sum.whole = weights.exact_title * scorer->all;
	}
	float share = leads_on(scorer) ? weights.leads_on : 1;
	if (tell)
		tell_sum(&sum, share, tell);
	return share * (sum.words + sum.exact + sum.near + sum.title + sum.whole);
}

static void mark(uint64_t *bits, uint32_t section)
{
	bits[section / 64] |= (uint64_t)1 << section % 64;
}

static void mark_stream(const struct book *book, const struct stream *stream, uint64_t *bits)
{
	struct post post;
	for (uint32_t i = 0; i < stream->count; i++)
		mark(bits, stream->list[i].section);
	post_open(book, stream->term, &post);
	while (post_next(&post))
		mark(bits, post.now.section);
}

void scorer_mark(const struct scorer *scorer, uint64_t *bits)
{
	for (uint32_t i = 0; i < scorer->ntracks; i++) {
		const struct track *track = &scorer->tracks[i];
		for (uint32_t s = 0; s < track->nstreams && !track->unit->stop; s++)
			mark_stream(scorer->book, &track->streams[s], bits);
	}
}
