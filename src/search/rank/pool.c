// SPDX-License-Identifier: ISC
//
// List after list is added up, and between them the sections are left out that cannot be hits any
// more, by the most that is still to come (upper and lower bounds as in NRA: Fagin, Lotem, Naor,
// "Optimal Aggregation Algorithms for Middleware", PODS 2001).  A few lists have most of the postings:
// they come last, when few sections are left to look for.

#include "search/rank/pool.h"

#include <stdlib.h>

#include "search/rank/feedback.h"
#include "search/rank/largest.h"
#include "search/rank/sweep.h"
#include "search/rank/weights.h"

struct pooled {
	uint32_t section, page;
	float score;  // without feedback
	float share;  // that it keeps of what feedback adds
	float more;   // that feedback has added so far
	float *words; // what each track of it came to
};

struct pool {
	struct scorer *scorer; // of the feedback's words
	struct arena *arena;
	struct pooled *at; // by section
	uint32_t count, wanted;
};

// ---- what cannot be a hit ----

static uint32_t page_end(const struct pool *pool, uint32_t i)
{
	uint32_t page = pool->at[i].page;
	while (i < pool->count && pool->at[i].page == page)
		i++;
	return i;
}

// What the best section of a page comes to with the best other of it (search/rank/pages.h), when
// feedback adds as much again to all of them.
static float best_of_page(const struct pool *pool, uint32_t from, uint32_t to, float again)
{
	float first = 0, second = 0;
	if (to - from == 1) // mostly
		return pool->at[from].score + pool->at[from].more + pool->at[from].share * again;
	for (uint32_t i = from; i < to; i++) {
		const struct pooled *one = &pool->at[i];
		float score = one->score + one->more + one->share * again;
		second = score > first ? first : score > second ? score : second;
		first = score > first ? score : first;
	}
	return first + weights.support * second;
}

// Leaves out the pages that have no hit.  The best section of a page loses nothing by the others, so
// as many as are wanted score what the best of as many pages do.
static void cut(struct pool *pool, float again)
{
	struct largest bests = largest_open(pool->wanted, pool->arena);
	uint32_t kept = 0;
	for (uint32_t i = 0, end; i < pool->count; i = end) {
		end = page_end(pool, i);
		largest_add(&bests, best_of_page(pool, i, end, 0));
	}
	float limit = largest_least(&bests);
	for (uint32_t i = 0, end; i < pool->count; i = end) {
		end = page_end(pool, i);
		if (sweep_falls_short(best_of_page(pool, i, end, again), limit))
			continue;
		for (uint32_t k = i; k < end; k++)
			pool->at[kept++] = pool->at[k];
	}
	pool->count = kept;
}

// ---- adding up ----

struct source { // a word's lists
	uint32_t track;
	uint32_t postings;
	float most; // that they add to a section
};

// What costs little for what it says comes first.
static int by_cost(const void *left, const void *right)
{
	const struct source *a = left, *b = right;
	double cost = (double)a->postings * (double)b->most;
	double other = (double)b->postings * (double)a->most;
	return cost != other ? cost < other ? -1 : 1 : a->track < b->track ? -1 : 1;
}

static float order_sources(const struct scorer *scorer, struct source *sources)
{
	float sum = 0;
	for (uint32_t t = 0; t < scorer->ntracks; t++) {
		const struct track *track = &scorer->tracks[t];
		float saturated = track->unit->weight * (weights.k1 + 1);
		float most = track->most < saturated ? track->most : saturated;
		sources[t] = (struct source){.track = t, .most = most};
		for (uint32_t s = 0; s < track->nstreams; s++)
			sources[t].postings += track->streams[s].post.sections;
		sum += most;
	}
	if (scorer->ntracks)
		qsort(sources, scorer->ntracks, sizeof *sources, by_cost);
	return sum;
}

static void add_source(struct pool *pool, uint32_t track)
{
	uint32_t *sections = arena_array(pool->arena, uint32_t, pool->count + 1);
	float *words = arena_array(pool->arena, float, pool->count + 1);
	for (uint32_t i = 0; i < pool->count; i++)
		sections[i] = pool->at[i].section;
	scorer_words(pool->scorer, track, sections, pool->count, words);
	for (uint32_t i = 0; i < pool->count; i++) {
		struct pooled *one = &pool->at[i];
		one->words[track] = words[i];
		one->more += one->share * words[i];
	}
}

static void add_sources(struct pool *pool)
{
	enum { FEW = 4096 }; // postings, that are read as soon as the pool is looked through
	struct source sources[FEEDBACK_WORDS];
	float again = order_sources(pool->scorer, sources);
	for (uint32_t s = 0; s < pool->scorer->ntracks; s++) {
		if (sources[s].postings >= FEW)
			cut(pool, again > 0 ? again : 0);
		add_source(pool, sources[s].track);
		again -= sources[s].most;
	}
}

// A sum that does not depend on the order in which the lists were read.
static struct scored sum_up(const struct pool *pool, const struct pooled *one)
{
	float words = 0;
	for (uint32_t t = 0; t < pool->scorer->ntracks; t++)
		words += one->words[t];
	return (struct scored){one->section, one->score + one->share * words};
}

// The best of them, sorted; how many.
static uint32_t find_first(const struct scored *best, uint32_t count,
			   struct scored first[FEEDBACK_SECTIONS])
{
	uint32_t found = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = found;
		if (at == FEEDBACK_SECTIONS && scored_is_worse(&best[i], &first[at - 1]))
			continue;
		found += at < FEEDBACK_SECTIONS;
		for (at = found - 1; at && scored_is_worse(&first[at - 1], &best[i]); at--)
			first[at] = first[at - 1];
		first[at] = best[i];
	}
	return found;
}

static int by_section(const void *left, const void *right)
{
	const struct scored *a = left, *b = right;
	return (a->section > b->section) - (a->section < b->section);
}

uint32_t pool_give_feedback(struct searcher *searcher, const struct plan *plan, bool pages,
			    uint32_t wanted, struct scored *best, uint32_t count,
			    struct arena *arena)
{
	struct unit units[FEEDBACK_WORDS];
	struct scored first[FEEDBACK_SECTIONS] = {{0}};
	uint32_t nfirst = find_first(best, count, first);
	uint32_t nunits = feedback_units(searcher, plan, first, nfirst, arena, units);
	struct pool pool = {
		.scorer = scorer_open(searcher, plan, units, nunits, arena),
		.arena = arena,
		.at = arena_array(arena, struct pooled, count + 1),
		.count = count,
		.wanted = wanted,
	};
	float *words = arena_array(arena, float, (size_t)nunits *count + 1);
	if (count)
		qsort(best, count, sizeof *best, by_section);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t section = best[i].section;
		pool.at[i].section = section;
		pool.at[i].words = words + (size_t)nunits * i;
		pool.at[i].page = pages ? book_section_page(searcher->book, section) : section;
		pool.at[i].score = best[i].score;
		pool.at[i].share = scorer_share(pool.scorer, section);
	}
	add_sources(&pool);
	for (uint32_t i = 0; i < pool.count; i++)
		best[i] = sum_up(&pool, &pool.at[i]);
	scored_sort(best, pool.count);
	return pool.count;
}
