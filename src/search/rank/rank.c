// SPDX-License-Identifier: ISC
//
// One section at a time, in the order of the book; the best so far in a heap with the worst of them
// on top.  Feedback looks again at the best few hundred only: what it brings up from below them is
// not worth reading every list twice.

#include "search/rank/rank.h"

#include <math.h>

#include "search/rank/feedback.h"
#include "search/filter.h"
#include "search/rank/pages.h"
#include "search/rank/pool.h"
#include "search/rank/score.h"
#include "search/rank/sweep.h"
#include "search/rank/weights.h"

// Of the best, for what looks at them together.
enum { POOL = 100, FEEDBACK_POOL = 300 };

struct heap {
	struct scored *at; // the worst first
	uint32_t count, room;
};

bool scored_is_worse(const struct scored *a, const struct scored *b)
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
		if (child + 1 < heap->count &&
		    scored_is_worse(&heap->at[child + 1], &heap->at[child]))
			child++;
		if (!scored_is_worse(&heap->at[child], &moved))
			break;
		heap->at[at] = heap->at[child];
		at = child;
	}
	heap->at[at] = moved;
}

static void rise(struct heap *heap, uint32_t at)
{
	struct scored moved = heap->at[at];
	while (at && scored_is_worse(&moved, &heap->at[(at - 1) / 2])) {
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
	} else if (heap->room && scored_is_worse(&heap->at[0], &scored)) {
		heap->at[0] = scored;
		sink(heap, 0);
	}
}

// Sorts what a heap holds, the best first; it is no heap any more.
static void heap_sort(struct heap *heap)
{
	uint32_t count = heap->count;
	while (heap->count > 1) {
		struct scored worst = heap->at[0];
		heap->at[0] = heap->at[--heap->count];
		sink(heap, 0);
		heap->at[heap->count] = worst;
	}
	heap->count = count;
}

// Sorts any, the best first (Floyd, "Algorithm 245: Treesort", 1964).
void scored_sort(struct scored *scored, uint32_t count)
{
	struct heap heap = {scored, count, count};
	for (uint32_t at = count / 2; at--;)
		sink(&heap, at);
	heap_sort(&heap);
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
	if (ranker->page_hits == 1 || scored_is_worse(&ranker->page_best, &scored)) {
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

static struct scored score_swept(struct scorer *scorer, const struct swept *swept)
{
	float score = swept->summed ? scorer_near(scorer, swept->section, swept->held, swept->words,
						  swept->title)
				    : scorer_score(scorer, swept->section, NULL);
	return (struct scored){swept->section, score};
}

// The same hits as rank_scored's where there is nothing to filter, without scoring what cannot be
// among them.
static void rank_swept(struct ranker *ranker, struct scorer *scorer, struct arena *arena)
{
	struct heap *heap = &ranker->heap;
	struct sweeping found = {0};
	sweep(scorer, heap->room, arena, &found);
	if (ranker->nkinds || book_nregions(ranker->book))
		count_marked(ranker, found.there);
	else
		ranker->ranking->by_kind[0] = found.total;
	ranker->ranking->total = found.total;
	for (uint32_t i = 0; i < found.count; i++) {
		if (!found.at[i].open)
			heap_offer(heap, (struct scored){found.at[i].section, found.at[i].most});
	}
	for (uint32_t i = 0; i < found.count; i++) {
		const struct swept *swept = &found.at[i];
		bool full = heap->count == heap->room;
		if (swept->open && !(full && sweep_falls_short(swept->most, heap->at[0].score)))
			heap_offer(heap, score_swept(scorer, swept));
	}
}

// Of the best, sorted, the wanted ones alone.
static void keep_best(struct ranking *ranking, uint32_t wanted)
{
	struct heap heap = {ranking->best, 0, wanted < ranking->count ? wanted : ranking->count};
	for (uint32_t i = 0; i < ranking->count; i++)
		heap_offer(&heap, ranking->best[i]);
	heap_sort(&heap);
	ranking->count = heap.count;
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
	if (!feedback)
		heap_sort(&ranker.heap);
	else
		ranking->count = pool_give_feedback(searcher, plan, !ranker.by_page, options->limit,
						    ranking->best, ranking->count, arena);
	if (!ranker.by_page)
		pages_weigh(book, ranking->best, ranking->count, arena);
	keep_best(ranking, options->limit);
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
