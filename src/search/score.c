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

#include "search/score.h"

#include "search/stream.h"
#include "search/weights.h"

enum { PLACES = 64 }; // positions of a unit in a section that are looked at

// A unit's streams, moving together.
struct track {
	const struct unit *unit;
	struct stream *streams;
	uint32_t nstreams;
	uint32_t section; // the first that any of them holds
};

struct scorer {
	struct searcher *searcher;
	const struct book *book;
	const struct plan *plan;
	struct track *tracks;
	uint32_t ntracks;
	bool paired; // the units are the plan's, in its order
	float average[FIELD_COUNT];
	float most; // the sum of the units' weights
	// Of the section being scored.
	uint32_t section, page;
	float norm[FIELD_COUNT]; // 0: not yet computed
};

static void settle(struct track *track)
{
	track->section = BOOK_NONE;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		uint32_t section = track->streams[i].now.section;
		if (section < track->section)
			track->section = section;
	}
}

static void track_seek(struct track *track, uint32_t section)
{
	if (track->section >= section)
		return;
	for (uint32_t i = 0; i < track->nstreams; i++)
		stream_seek(&track->streams[i], section);
	settle(track);
}

static void open_track(const struct scorer *scorer, const struct unit *unit, struct arena *arena,
		       struct track *track)
{
	uint32_t prefix = unit->prefix.from < unit->prefix.to;
	track->unit = unit;
	track->nstreams = unit->members.count + prefix;
	track->streams = arena_array(arena, struct stream, track->nstreams);
	for (uint32_t i = 0; i < unit->members.count; i++)
		stream_open(scorer->book, &unit->members.at[i], arena, &track->streams[i]);
	if (prefix)
		stream_open_prefix(scorer->book, unit->prefix, weights.prefix, arena,
				   &track->streams[track->nstreams - 1]);
	settle(track);
}

struct scorer *scorer_open(struct searcher *searcher, const struct plan *plan,
			   const struct unit *units, uint32_t nunits, struct arena *arena)
{
	struct scorer *scorer = arena_new(arena, struct scorer);
	scorer->searcher = searcher;
	scorer->book = searcher->book;
	scorer->plan = plan;
	scorer->paired = units == plan->units.at;
	scorer->ntracks = nunits;
	scorer->tracks = arena_array(arena, struct track, nunits + 1);
	for (uint32_t i = 0; i < nunits; i++) {
		open_track(scorer, &units[i], arena, &scorer->tracks[i]);
		scorer->most += units[i].weight;
	}
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		float average = book_field_average(scorer->book, field);
		scorer->average[field] = average > 1 ? average : 1;
	}
	return scorer;
}

uint32_t scorer_next(struct scorer *scorer, uint32_t section)
{
	uint32_t next = BOOK_NONE;
	for (uint32_t i = 0; i < scorer->ntracks; i++) {
		struct track *track = &scorer->tracks[i];
		if (track->unit->stop)
			continue;
		track_seek(track, section);
		if (track->section < next)
			next = track->section;
	}
	return next;
}

static float norm_of(struct scorer *scorer, enum field field)
{
	float *norm = &scorer->norm[field];
	if (*norm == 0) {
		float b = weights.field[field].length;
		float length = (float)book_field_length(scorer->book, scorer->section, field);
		*norm = weights.field[field].weight / (1 - b + b * length / scorer->average[field]);
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

static float saturated(float bulk)
{
	return bulk * (weights.k1 + 1) / (weights.k1 + bulk);
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
	sum->words += unit->weight * saturated(bulk);
	sum->exact += unit->exact_weight * saturated(exact);
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
	return weight * saturated(near * norm_of(scorer, FIELD_BODY));
}

static float near_pairs(struct scorer *scorer)
{
	float near = 0;
	for (uint32_t i = 0; i + 1 < scorer->plan->order.count; i++) {
		const uint32_t *order = &scorer->plan->order.at[i];
		near += near_pair(scorer, &scorer->tracks[order[0]], &scorer->tracks[order[1]]);
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

float scorer_score(struct scorer *scorer, uint32_t section, struct buf *tell)
{
	struct sum sum = {0};
	scorer->section = section;
	for (enum field field = 0; field < FIELD_COUNT; field++)
		scorer->norm[field] = 0;
	for (uint32_t i = 0; i < scorer->ntracks; i++) {
		track_seek(&scorer->tracks[i], section);
		if (scorer->tracks[i].section == section)
			add_track(scorer, &scorer->tracks[i], &sum);
	}
	if (scorer->paired) {
		scorer->page = book_section_page(scorer->book, section);
		sum.near = near_pairs(scorer);
		add_title(scorer, &sum);
		if (scorer->page == scorer->plan->exact_page)
			sum.whole = weights.exact_title * scorer->most;
	}
	float share = leads_on(scorer) ? weights.leads_on : 1;
	if (tell)
		tell_sum(&sum, share, tell);
	return share * (sum.words + sum.exact + sum.near + sum.title + sum.whole);
}
