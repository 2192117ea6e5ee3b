// SPDX-License-Identifier: ISC
//
// One section at a time, in the order of the book; the best so far in a heap with the worst of them
// on top.  Feedback looks again at the best few hundred only: what it brings up from below them is
// not worth reading every list twice.

#include "search/rank.h"

#include <math.h>
#include <stdlib.h>

#include "search/feedback.h"
#include "search/filter.h"
#include "search/score.h"
#include "search/sweep.h"
#include "search/weights.h"

// Of the best, for what looks at them together.
enum { POOL = 100, FEEDBACK_POOL = 300 };

struct heap {
	struct scored *at; // the worst first
	uint32_t count, room;
};

static bool is_worse(const struct scored *a, const struct scored *b)
{
	if (a->score != b->score)
		return a->score < b->score;
	return a->section > b->section;
}

static void sink(struct heap *heap, uint32_t at)
{
	struct scored moved = heap->at[at];
	for (;;) {
		uint32_t child = 2 * at + 1;
		if (child >= heap->count)
			break;
		if (child + 1 < heap->count && is_worse(&heap->at[child + 1], &heap->at[child]))
			child++;
		if (!is_worse(&heap->at[child], &moved))
			break;
		heap->at[at] = heap->at[child];
		at = child;
	}
	heap->at[at] = moved;
}

static void rise(struct heap *heap, uint32_t at)
{
	struct scored moved = heap->at[at];
	while (at && is_worse(&moved, &heap->at[(at - 1) / 2])) {
		heap->at[at] = heap->at[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap->at[at] = moved;
}

static void heap_offer(struct heap *heap, struct scored scored)
{
	if (heap->count < heap->room) {
		heap->at[heap->count] = scored;
		rise(heap, heap->count++);
	} else if (heap->room && is_worse(&heap->at[0], &scored)) {
		heap->at[0] = scored;
		sink(heap, 0);
	}
}

static int by_score(const void *left, const void *right)
{
	return is_worse(left, right) ? 1 : is_worse(right, left) ? -1 : 0;
}

static int by_section(const void *left, const void *right)
{
	const struct scored *a = left, *b = right;
	return (a->section > b->section) - (a->section < b->section);
}

static void sort(struct scored *scored, uint32_t count,
		 int (*order)(const void *left, const void *right))
{
	if (count)
		qsort(scored, count, sizeof *scored, order);
}

struct ranker {
	struct searcher *searcher;
	const struct book *book;
	const struct plan *plan;
	struct ranking *ranking;
	struct heap heap;
	bool by_page;
	struct scored page_best; // of the page being walked
	float page_second;       // the score of its next best section
	uint32_t page, page_end; // the one being walked, the section behind its last
	uint32_t page_hits;
	uint32_t nkinds;
};

// Adds the page's hits to its regions.
static void count_regions(struct ranker *ranker)
{
	if (!ranker->page_hits || !book_nregions(ranker->book))
		return;
	struct range regions = book_page(ranker->book, ranker->page).regions;
	for (uint32_t i = regions.from; i < regions.to; i++)
		ranker->ranking->by_region[book_page_region(ranker->book, i)] += ranker->page_hits;
}

static void end_page(struct ranker *ranker)
{
	count_regions(ranker);
	if (!ranker->page_hits || !ranker->by_page)
		return;
	ranker->page_best.score += weights.support * ranker->page_second;
	heap_offer(&ranker->heap, ranker->page_best);
}

static void begin_page(struct ranker *ranker, uint32_t section)
{
	ranker->page = book_section_page(ranker->book, section);
	ranker->page_end = book_page_sections(ranker->book, ranker->page).to;
	ranker->page_hits = 0;
	ranker->page_best = (struct scored){0};
	ranker->page_second = 0;
}

static void offer_to_page(struct ranker *ranker, struct scored scored)
{
	if (ranker->page_hits == 1 || is_worse(&ranker->page_best, &scored)) {
		ranker->page_second = ranker->page_best.score;
		ranker->page_best = scored;
	} else if (scored.score > ranker->page_second) {
		ranker->page_second = scored.score;
	}
}

static void count(struct ranker *ranker, uint32_t section)
{
	if (section >= ranker->page_end) {
		end_page(ranker);
		begin_page(ranker, section);
	}
	uint32_t kind = ranker->nkinds ? book_section_kind(ranker->book, section) : 0;
	ranker->ranking->by_kind[kind < ranker->nkinds ? kind : ranker->nkinds]++;
	ranker->ranking->total++;
	ranker->page_hits++;
}

static void offer(struct ranker *ranker, struct scored scored)
{
	count(ranker, scored.section);
	if (ranker->by_page)
		offer_to_page(ranker, scored);
	else
		heap_offer(&ranker->heap, scored);
}

// Nothing stands before the first heading of the page.
static bool is_empty_lead(const struct book *book, uint32_t section)
{
	struct book_span span = book_section_span(book, section);
	if (span.level || span.page == BOOK_NONE)
		return false;
	struct range sections = book_page_sections(book, span.page);
	return sections.to - sections.from > 1 && !book_field_length(book, section, FIELD_BODY);
}

// A query of conditions alone: every section that keeps them, in the order of the book, those with
// more matches of a regex first.
static void rank_all(struct ranker *ranker, struct filter *filter)
{
	uint32_t all = book_nsections(ranker->book), s = filter_next(filter, 0);
	for (; s < all; s = filter_next(filter, s + 1)) {
		uint32_t found;
		if (book_section_page(ranker->book, s) != BOOK_NONE &&
		    !is_empty_lead(ranker->book, s) && filter_holds(filter, s, &found))
			offer(ranker, (struct scored){s, logf(1 + (float)found)});
	}
}

static void rank_scored(struct ranker *ranker, struct filter *filter, struct scorer *scorer)
{
	uint32_t s = 0;
	for (;; s++) {
		uint32_t next, found;
		while ((next = filter_next(filter, scorer_next(scorer, s))) != s &&
		       next != BOOK_NONE)
			s = next;
		if (next == BOOK_NONE)
			break;
		if (filter_holds(filter, s, &found))
			offer(ranker, (struct scored){s, scorer_score(scorer, s, NULL)});
	}
}

// Regexes are asked for all sections at once: those that hold a word, where one is asked for.  Then
// words alone make the order.
static void settle(struct ranker *ranker, struct filter *filter, struct arena *arena)
{
	const struct plan *plan = ranker->plan;
	uint64_t *bits = NULL;
	uint32_t best = ranker->by_page ? UINT32_MAX : ranker->heap.room;
	if (plan->units.count) {
		best = 0;
		struct scorer *scorer = scorer_open(ranker->searcher, plan, plan->units.at,
						    plan->units.count, arena);
		bits = arena_array(arena, uint64_t, book_nsections(ranker->book) / 64 + 1);
		for (uint32_t s = 0; (s = scorer_next(scorer, s)) != BOOK_NONE; s++)
			bits[s / 64] |= (uint64_t)1 << s % 64;
	}
	filter_settle(filter, bits, best, arena);
}

static void count_marked(struct ranker *ranker, const uint64_t *bits)
{
	uint32_t nwords = book_nsections(ranker->book) / 64 + 1;
	for (uint32_t w = 0; w < nwords; w++) {
		for (uint64_t left = bits[w]; left; left &= left - 1)
			count(ranker, 64 * w + (uint32_t)__builtin_ctzll(left));
	}
}

// The same hits as rank_scored's where there is nothing to filter, without scoring what cannot be
// among them.
static void rank_swept(struct ranker *ranker, struct scorer *scorer, struct arena *arena)
{
	struct heap *heap = &ranker->heap;
	struct sweeping found = {0};
	if (ranker->nkinds || book_nregions(ranker->book))
		found.bits = arena_array(arena, uint64_t, SWEEP_BITS(book_nsections(ranker->book)));
	sweep(scorer, heap->room, arena, &found);
	if (found.bits)
		count_marked(ranker, found.bits);
	else
		ranker->ranking->by_kind[0] = found.total;
	ranker->ranking->total = found.total;
	for (uint32_t i = 0; i < found.count; i++) {
		if (!found.at[i].open)
			heap_offer(heap, (struct scored){found.at[i].section, found.at[i].most});
	}
	for (uint32_t i = 0; i < found.count; i++) {
		uint32_t section = found.at[i].section;
		bool full = heap->count == heap->room;
		if (found.at[i].open &&
		    !(full && sweep_falls_short(found.at[i].most, heap->at[0].score)))
			heap_offer(heap,
				   (struct scored){section, scorer_score(scorer, section, NULL)});
	}
}

static void give_feedback(struct ranker *ranker, struct arena *arena)
{
	struct ranking *ranking = ranker->ranking;
	struct unit units[FEEDBACK_WORDS];
	uint32_t nunits = feedback_units(ranker->searcher, ranker->plan, ranking->best,
					 ranking->count, arena, units);
	struct scorer *scorer = scorer_open(ranker->searcher, ranker->plan, units, nunits, arena);
	sort(ranking->best, ranking->count, by_section);
	for (uint32_t i = 0; i < ranking->count; i++)
		ranking->best[i].score += scorer_score(scorer, ranking->best[i].section, NULL);
	sort(ranking->best, ranking->count, by_score);
}

// What has been seen of a page among the best: a table by page, open addressing.
struct seen {
	uint32_t page; // + 1; 0: free
	float first, second;
	uint32_t hits;
};

struct pages {
	struct seen *at;
	uint32_t mask;
};

static struct pages pages_new(uint32_t count, struct arena *arena)
{
	uint32_t room = 16;
	while (room < 2 * count)
		room *= 2;
	return (struct pages){arena_array(arena, struct seen, room), room - 1};
}

static struct seen *seen_of(const struct pages *pages, const struct book *book, uint32_t section)
{
	uint32_t page = book_section_page(book, section) + 1;
	uint32_t at = page * 0x9e3779b1 & pages->mask;
	while (pages->at[at].page && pages->at[at].page != page)
		at = (at + 1) & pages->mask;
	pages->at[at].page = page;
	return &pages->at[at];
}

// A page with another good section is more likely about the question than one with a single hit:
// each hit gains a part of the best other one of its page.
static void support_pages(struct ranker *ranker, struct arena *arena)
{
	struct ranking *ranking = ranker->ranking;
	struct pages pages = pages_new(ranking->count, arena);
	bool *first = arena_array(arena, bool, ranking->count + 1);
	for (uint32_t i = 0; i < ranking->count; i++) {
		struct seen *seen = seen_of(&pages, ranker->book, ranking->best[i].section);
		if (!seen->hits++)
			seen->first = ranking->best[i].score;
		else if (seen->hits == 2)
			seen->second = ranking->best[i].score;
		first[i] = seen->hits == 1;
	}
	for (uint32_t i = 0; i < ranking->count; i++) {
		struct scored *hit = &ranking->best[i];
		struct seen *seen = seen_of(&pages, ranker->book, hit->section);
		hit->score += weights.support * (first[i] ? seen->second : seen->first);
	}
	sort(ranking->best, ranking->count, by_score);
}

// The title of a page lifts all its sections alike, and the second of them says less that is new
// than the first: each hit counts a little less for every better one of its page.
static void spread_pages(struct ranker *ranker, struct arena *arena)
{
	struct ranking *ranking = ranker->ranking;
	struct pages pages = pages_new(ranking->count, arena);
	for (uint32_t i = 0; i < ranking->count; i++) {
		struct seen *seen = seen_of(&pages, ranker->book, ranking->best[i].section);
		if (!seen->hits++)
			seen->first = 1;
		ranking->best[i].score *= seen->first;
		seen->first *= weights.same_page;
	}
	sort(ranking->best, ranking->count, by_score);
}

void rank_sections(struct searcher *searcher, const struct plan *plan,
		   const struct search_options *options, struct arena *arena,
		   struct ranking *ranking)
{
	const struct book *book = searcher->book;
	bool feedback = feedback_wanted(plan);
	*ranking = (struct ranking){
		.by_kind = arena_array(arena, uint32_t, book_settings(book)->nkinds + 1),
		.by_region = arena_array(arena, uint32_t, book_nregions(book) + 1),
	};
	struct ranker ranker = {
		.searcher = searcher,
		.book = book,
		.plan = plan,
		.ranking = ranking,
		.by_page = options->flags & SEARCH_BY_PAGE,
		.nkinds = book_settings(book)->nkinds,
	};
	uint32_t room = options->limit, pool = feedback ? FEEDBACK_POOL : POOL;
	if (room < pool)
		room = pool;
	if (room > book_nsections(book))
		room = book_nsections(book);
	ranker.heap = (struct heap){arena_array(arena, struct scored, room + 1), 0, room};

	norms_for(&searcher->norms, ranker.by_page);
	struct filter *filter = filter_open(searcher, plan, options, arena);
	struct scorer *scorer =
		scorer_open(searcher, plan, plan->units.at, plan->units.count, arena);
	if (filter_has_regex(filter))
		settle(&ranker, filter, arena);
	if (!plan->units.count && plan->conditions.count)
		rank_all(&ranker, filter);
	else if (ranker.by_page || filter_is_needed(filter))
		rank_scored(&ranker, filter, scorer);
	else
		rank_swept(&ranker, scorer, arena);
	end_page(&ranker);
	ranking->partial = filter_stopped(filter);

	ranking->best = ranker.heap.at;
	ranking->count = ranker.heap.count;
	sort(ranking->best, ranking->count, by_score);
	if (feedback)
		give_feedback(&ranker, arena);
	if (!ranker.by_page) {
		support_pages(&ranker, arena);
		spread_pages(&ranker, arena);
	}
	if (ranking->count > options->limit)
		ranking->count = options->limit;
}

struct str *rank_explain(struct searcher *searcher, const struct plan *plan,
			 const struct scored *best, uint32_t count, struct arena *arena)
{
	struct str *told = arena_array(arena, struct str, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		struct scorer *scorer =
			scorer_open(searcher, plan, plan->units.at, plan->units.count, arena);
		struct buf tell = {0};
		float score = scorer_score(scorer, best[i].section, &tell);
		if (best[i].score > score)
			buf_printf(&tell, ", feedback %.2f", (double)(best[i].score - score));
		told[i] = arena_copy(arena, buf_str(&tell));
		buf_release(&tell);
	}
	return told;
}
