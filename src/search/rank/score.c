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

#include "search/rank/score.h"

#include <stdlib.h>
#include <string.h>

#include "search/rank/weights.h"

enum { PLACES = 64 }; // positions of a unit in a section that are looked at

static int by_most(const void *left, const void *right)
{
	const struct track *a = left, *b = right;
	if (a->unit->stop != b->unit->stop)
		return a->unit->stop ? 1 : -1;
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

static void sort_tracks(struct scorer *scorer)
{
	index_tracks(scorer);
	if (scorer->of_unit)
		add_pairs(scorer);
	if (scorer->ntracks)
		qsort(scorer->tracks, scorer->ntracks, sizeof *scorer->tracks, by_most);
	index_tracks(scorer);
}

struct scorer *scorer_open(struct searcher *searcher, const struct plan *plan,
			   const struct unit *units, uint32_t nunits, struct arena *arena)
{
	struct scorer *scorer = arena_new(arena, struct scorer);
	scorer->searcher = searcher;
	scorer->book = searcher->book;
	scorer->plan = plan;
	scorer->ntracks = nunits;
	scorer->tracks = arena_array(arena, struct track, nunits + 1);
	if (units == plan->units.at)
		scorer->of_unit = arena_array(arena, struct track *, nunits + 1);
	if (plan->exact_page != BOOK_NONE)
		scorer->whole = book_page_sections(scorer->book, plan->exact_page);
	for (uint32_t i = 0; i < nunits; i++) {
		track_open(scorer->book, &units[i], &searcher->norms, arena, &scorer->tracks[i]);
		scorer->tracks[i].index = i;
		scorer->all += units[i].weight;
	}
	sort_tracks(scorer);
	return scorer;
}

static bool is_whole(const struct scorer *scorer, uint32_t section)
{
	return section >= scorer->whole.from && section < scorer->whole.to;
}

uint32_t scorer_next(struct scorer *scorer, uint32_t section)
{
	uint32_t first = BOOK_NONE;
	for (uint32_t i = 0; i < scorer->ntracks; i++) {
		struct track *track = &scorer->tracks[i];
		if (track->unit->stop)
			continue;
		track_seek(track, section);
		if (track->section < first)
			first = track->section;
	}
	return first;
}

struct sum {
	float words, exact, near, title, whole;
	float cover;      // weight of the query's words in the title
	uint32_t covered; // words of the title that they are
};

static void add_track(struct scorer *scorer, struct track *track, struct sum *sum)
{
	const struct unit *unit = track->unit;
	float bulk = 0, exact = 0;
	uint32_t in_title = 0;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct stream *stream = &track->streams[i];
		if (stream->now.section != scorer->section)
			continue;
		float more = stream_bulk(stream, &scorer->searcher->norms);
		bulk += stream->quality * more;
		if (stream->term == unit->exact && stream->term != BOOK_NONE)
			exact = more;
		in_title += stream_count(stream)[FIELD_TITLE];
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

struct places {
	const struct track *of; // NULL: of none yet
	uint32_t count;
	uint32_t at[PLACES];
};

static void find_places(struct places *places, const struct track *track, uint32_t section)
{
	if (places->of == track)
		return;
	places->of = track;
	places->count = 0;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct stream *stream = &track->streams[i];
		uint32_t more[PLACES];
		if (stream->term == BOOK_NONE || stream->now.section != section)
			continue;
		uint32_t n = post_positions(&stream->post, more, PLACES - places->count);
		places->count = merge_places(places->at, places->count, more, n);
	}
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

static float near_pair(const struct scorer *scorer, const struct track *a, const struct places *at,
		       const struct track *b, const struct places *behind)
{
	float near = nearness(at->at, at->count, behind->at, behind->count);
	if (near == 0)
		return 0;
	float weight = a->unit->weight < b->unit->weight ? a->unit->weight : b->unit->weight;
	return weight *
	       track_saturated(near * norms_body(&scorer->searcher->norms, scorer->section));
}

// Moves a track to the section being scored, if it may be there.
static bool meets(struct scorer *scorer, struct track *track, uint32_t held)
{
	uint32_t at = (uint32_t)(track - scorer->tracks);
	if (!(held >> (at < SCORER_SET ? at : SCORER_SET - 1) & 1))
		return false;
	track_seek(track, scorer->section);
	return track->section == scorer->section;
}

// The second of a pair is the first of the next.
static float near_pairs(struct scorer *scorer, uint32_t held)
{
	struct places two[2] = {{.of = NULL}, {.of = NULL}}, *at = &two[0], *behind = &two[1];
	float near = 0;
	for (uint32_t i = 0; i + 1 < scorer->plan->order.count; i++) {
		struct track *a = scorer->of_unit[scorer->plan->order.at[i]];
		struct track *b = scorer->of_unit[scorer->plan->order.at[i + 1]];
		if (!meets(scorer, a, held) || !meets(scorer, b, held))
			continue;
		find_places(at, a, scorer->section);
		if (!at->count)
			continue;
		find_places(behind, b, scorer->section);
		near += near_pair(scorer, a, at, b, behind);
		struct places *next = behind;
		behind = at;
		at = next;
	}
	return weights.near * near;
}

static uint32_t count_title(const struct searcher *searcher, uint32_t page)
{
	struct words words = words_of(book_page_title(searcher->book, page));
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

float scorer_title(struct scorer *scorer, uint32_t section, float cover, uint32_t covered)
{
	if (!covered)
		return 0;
	uint32_t page = book_section_page(scorer->book, section);
	float share = (float)covered / (float)title_length(scorer->searcher, page);
	return weights.title * cover * (share < 1 ? share : 1);
}

float scorer_share(const struct scorer *scorer, uint32_t section)
{
	return book_section_leads_on(scorer->book, section) ? weights.leads_on : 1;
}

float scorer_near(struct scorer *scorer, uint32_t section, uint32_t held, float words, float title)
{
	float whole = is_whole(scorer, section) ? weights.exact_title * scorer->all : 0;
	scorer->section = section;
	return scorer_share(scorer, section) * (words + near_pairs(scorer, held) + title + whole);
}

static void tell_sum(const struct sum *sum, float share, struct buf *tell)
{
	buf_printf(tell, "words %.2f, exact %.2f, near %.2f, title %.2f, whole title %.2f",
		   (double)sum->words, (double)sum->exact, (double)sum->near, (double)sum->title,
		   (double)sum->whole);
	if (share < 1)
		buf_printf(tell, ", times %.2f for a list of links", (double)share);
}

float scorer_score(struct scorer *scorer, uint32_t section, struct buf *tell)
{
	struct sum sum = {0};
	scorer->section = section;
	for (uint32_t i = 0; i < scorer->ntracks; i++) {
		track_seek(&scorer->tracks[i], section);
		if (scorer->tracks[i].section == section)
			add_track(scorer, &scorer->tracks[i], &sum);
	}
	if (scorer->of_unit) {
		sum.near = near_pairs(scorer, UINT32_MAX);
		sum.title = scorer_title(scorer, section, sum.cover, sum.covered);
		if (is_whole(scorer, section))
			sum.whole = weights.exact_title * scorer->all;
	}
	float share = scorer_share(scorer, section);
	if (tell)
		tell_sum(&sum, share, tell);
	return share * (sum.words + sum.exact + sum.near + sum.title + sum.whole);
}

// The bulk that a stream adds in each of the sections which it holds.
static void add_stream(struct norms *norms, struct stream *stream, const uint32_t *sections,
		       uint32_t count, float *bulk)
{
	for (uint32_t i = 0; i < count;) {
		stream_seek(stream, sections[i]);
		if (stream->now.section == sections[i])
			bulk[i] += stream->quality * stream_bulk(stream, norms);
		do
			i++;
		while (i < count && sections[i] < stream->now.section);
	}
}

void scorer_words(struct scorer *scorer, uint32_t track, const uint32_t *sections, uint32_t count,
		  float *words)
{
	const struct track *at = &scorer->tracks[track];
	for (uint32_t i = 0; i < count; i++)
		words[i] = 0;
	for (uint32_t s = 0; s < at->nstreams; s++)
		add_stream(&scorer->searcher->norms, &at->streams[s], sections, count, words);
	for (uint32_t i = 0; i < count; i++)
		words[i] = at->unit->weight * track_saturated(words[i]);
}
