// SPDX-License-Identifier: ISC

#include "search/search.h"

#include "search/help.h"
#include "search/plan.h"
#include "search/rank/rank.h"

struct searcher *searcher_open(const struct book *book, struct err *err)
{
	struct arena arena = {0};
	struct searcher *searcher = arena_new(&arena, struct searcher);
	searcher->book = book;
	searcher->stemmer = stemmer_open(book_settings(book)->language, err);
	if (!searcher->stemmer) {
		arena_release(&arena);
		return NULL;
	}
	searcher->arena = arena;
	return searcher;
}

void searcher_close(struct searcher *searcher)
{
	if (!searcher)
		return;
	if (searcher->plan)
		plan_release(searcher->plan);
	stemmer_close(searcher->stemmer);
	arena_release(&searcher->plan_arena);
	arena_release(&searcher->scratch);
	recent_release(&searcher->recent);
	struct arena arena = searcher->arena; // the searcher itself lies in it
	arena_release(&arena);
}

// The plan's own query dies with the plan; hits keep one of theirs.
static void copy_query(const struct plan *plan, struct arena *arena, struct query *query)
{
	unsigned flags = (plan->flags & SEARCH_TYPING ? QUERY_TYPING : 0u) |
			 (plan->flags & SEARCH_REGEX ? QUERY_REGEX : 0u);
	query_parse(plan->query.text, flags, arena, query);
	query->notes = arena_copy(arena, plan->query.notes);
}

static struct hit *make_hits(struct searcher *searcher, const struct plan *plan,
			     const struct ranking *ranking, bool explain, struct arena *arena)
{
	struct hit *hits = arena_array(arena, struct hit, ranking->count + 1);
	struct str *told =
		explain ? rank_explain(searcher, plan, ranking->best, ranking->count, arena) : NULL;
	for (uint32_t i = 0; i < ranking->count; i++) {
		hits[i].section = ranking->best[i].section;
		hits[i].page = book_section(searcher->book, hits[i].section).page;
		hits[i].score = ranking->best[i].score;
		if (told)
			hits[i].explain = told[i];
	}
	return hits;
}

// What a great answer needed is not kept for those after it; of a large book most of the scratch memory
// is never touched and costs nothing.  Of a book whatever has been read stays in the system's memory;
// here it is only let go, and comes back by itself at a price: what has not been asked for lately.
static void calm(struct searcher *searcher)
{
	enum { KEPT = 8 << 20, ROOM = 512 << 10, MAPPED = 4 << 20 };
	arena_empty(&searcher->scratch, KEPT);
	arena_empty(&searcher->recent.room.tree, ROOM);
	arena_empty(&searcher->recent.room.scratch, ROOM);
	book_rest(searcher->book, MAPPED);
}

void searcher_rest(struct searcher *searcher)
{
	arena_release(&searcher->scratch);
	doc_room_release(&searcher->recent.room);
	book_rest(searcher->book, 0);
}

void search(struct searcher *searcher, struct str text, const struct search_options *options,
	    struct arena *arena, struct hits *hits)
{
	struct ranking ranking;
	recent_turn(&searcher->recent);
	const struct plan *plan = plan_make(searcher, text, options->flags);
	rank_sections(searcher, plan, options, &searcher->scratch, &ranking);
	*hits = (struct hits){
		.hit = make_hits(searcher, plan, &ranking, options->flags & SEARCH_EXPLAIN, arena),
		.count = ranking.count,
		.total = ranking.total,
		.corrected = arena_copy(arena, plan->corrected),
		.reading = arena_copy(arena, plan->reading),
		.partial = ranking.partial,
	};
	copy_query(plan, arena, &hits->query);
	uint32_t nkinds = book_settings(searcher->book)->nkinds + 1;
	uint32_t *by_kind = arena_array(arena, uint32_t, nkinds);
	uint32_t *by_region = arena_array(arena, uint32_t, book_nregions(searcher->book) + 1);
	for (uint32_t i = 0; i < nkinds; i++)
		by_kind[i] = ranking.by_kind[i];
	for (uint32_t i = 0; i < book_nregions(searcher->book); i++)
		by_region[i] = ranking.by_region[i];
	hits->by_kind = by_kind;
	hits->by_region = by_region;
	if (!hits->total && plan->query.nclauses)
		hits->help = help_with(searcher, plan, options, arena);
	calm(searcher);
}
