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
#include "search/weights.h"

enum { POOL = 300 }; // of the best, for what looks at them together

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
	uint32_t page;           // BOOK_NONE: none yet
};

static void count_hit(struct ranker *ranker, const struct book_section *section)
{
	struct ranking *ranking = ranker->ranking;
	uint32_t nkinds = book_settings(ranker->book)->nkinds;
	struct range regions = book_page(ranker->book, section->page).regions;
	ranking->total++;
	ranking->by_kind[section->kind < nkinds ? section->kind : nkinds]++;
	for (uint32_t i = regions.from; i < regions.to; i++)
		ranking->by_region[book_page_region(ranker->book, i)]++;
}

static void end_page(struct ranker *ranker)
{
	if (ranker->page == BOOK_NONE)
		return;
	ranker->page_best.score += weights.support * ranker->page_second;
	heap_offer(&ranker->heap, ranker->page_best);
}

static void offer(struct ranker *ranker, struct scored scored)
{
	struct book_section section = book_section(ranker->book, scored.section);
	count_hit(ranker, &section);
	if (!ranker->by_page) {
		heap_offer(&ranker->heap, scored);
	} else if (section.page != ranker->page) {
		end_page(ranker);
		ranker->page = section.page;
		ranker->page_best = scored;
		ranker->page_second = 0;
	} else if (is_worse(&ranker->page_best, &scored)) {
		ranker->page_second = ranker->page_best.score;
		ranker->page_best = scored;
	} else if (scored.score > ranker->page_second) {
		ranker->page_second = scored.score;
	}
}

// A query of conditions alone: every section that keeps them, in the order of the book, those with
// more matches of a regex first.
static void rank_all(struct ranker *ranker, struct filter *filter)
{
	for (uint32_t s = 0; s < book_nsections(ranker->book); s++) {
		uint32_t found;
		if (filter_holds(filter, s, &found))
			offer(ranker, (struct scored){s, logf(1 + (float)found)});
	}
}

static void rank_scored(struct ranker *ranker, struct filter *filter, struct scorer *scorer)
{
	uint32_t s = scorer_next(scorer, 0);
	for (; s != BOOK_NONE; s = scorer_next(scorer, s + 1)) {
		uint32_t found;
		if (filter_holds(filter, s, &found))
			offer(ranker, (struct scored){s, scorer_score(scorer, s, NULL)});
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

static uint32_t page_of(const struct ranker *ranker, uint32_t i)
{
	return book_section(ranker->book, ranker->ranking->best[i].section).page;
}

// A page with another good section is more likely about the question than one with a single hit:
// each hit gains a part of the best other one of its page.
static void support_pages(struct ranker *ranker, struct arena *arena)
{
	struct ranking *ranking = ranker->ranking;
	float *support = arena_array(arena, float, ranking->count + 1);
	for (uint32_t i = 0; i < ranking->count; i++) {
		uint32_t page = page_of(ranker, i), other = 0;
		while (other < ranking->count && (other == i || page_of(ranker, other) != page))
			other++;
		if (other < ranking->count)
			support[i] = weights.support * ranking->best[other].score;
	}
	for (uint32_t i = 0; i < ranking->count; i++)
		ranking->best[i].score += support[i];
	sort(ranking->best, ranking->count, by_score);
}

// The title of a page lifts all its sections alike, and the second of them says less that is new
// than the first: each hit counts a little less for every better one of its page.
static void spread_pages(struct ranker *ranker)
{
	struct ranking *ranking = ranker->ranking;
	for (uint32_t i = 0; i < ranking->count; i++) {
		uint32_t page = page_of(ranker, i);
		float share = 1;
		for (uint32_t before = 0; before < i; before++) {
			if (page_of(ranker, before) == page)
				share *= weights.same_page;
		}
		ranking->best[i].score *= share;
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
		.page = BOOK_NONE,
	};
	uint32_t room = options->limit;
	if (room < POOL)
		room = POOL;
	if (room > book_nsections(book))
		room = book_nsections(book);
	ranker.heap = (struct heap){arena_array(arena, struct scored, room + 1), 0, room};

	struct filter *filter = filter_open(searcher, plan, options, arena);
	if (plan->units.count)
		rank_scored(&ranker, filter,
			    scorer_open(searcher, plan, plan->units.at, plan->units.count, arena));
	else if (plan->conditions.count)
		rank_all(&ranker, filter);
	end_page(&ranker);
	ranking->partial = filter_stopped(filter);
	filter_close(filter);

	ranking->best = ranker.heap.at;
	ranking->count = ranker.heap.count;
	sort(ranking->best, ranking->count, by_score);
	if (feedback)
		give_feedback(&ranker, arena);
	if (!ranker.by_page) {
		support_pages(&ranker, arena);
		spread_pages(&ranker);
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
