// SPDX-License-Identifier: ISC

#include "search/search.h"

#include "search/marker.h"
#include "search/passage.h"
#include "search/plan.h"
#include "search/rank.h"
#include "text/word.h"

struct searcher *searcher_open(const struct book *book, struct err *err)
{
	const struct settings *settings = book_settings(book);
	struct stemmer *stemmer = stemmer_open(settings->language, err);
	if (!stemmer)
		return NULL;
	struct arena arena = {0};
	struct searcher *searcher = arena_new(&arena, struct searcher);
	searcher->book = book;
	searcher->stemmer = stemmer;
	searcher->arena = arena;
	searcher->title_words = arena_array(&searcher->arena, uint8_t, book_npages(book));
	synonyms_make(settings, stemmer, &searcher->arena, &searcher->synonyms);
	return searcher;
}

void searcher_close(struct searcher *searcher)
{
	if (searcher->plan)
		plan_release(searcher->plan);
	arena_release(&searcher->plan_arena);
	stemmer_close(searcher->stemmer);
	struct arena arena = searcher->arena; // holds the searcher itself
	arena_release(&arena);
}

// What a query was parsed with: as its clauses tell.
static unsigned flags_of(const struct query *query)
{
	unsigned flags = 0;
	for (uint32_t i = 0; i < query->nclauses; i++) {
		const struct clause *clause = &query->clauses[i];
		bool starred = query->text.ptr[clause->source.to - 1] == '*';
		if (clause->kind == CLAUSE_PREFIX && !starred)
			flags |= SEARCH_TYPING;
		if (clause->kind == CLAUSE_REGEX && clause->text.len == query->text.len)
			flags |= SEARCH_REGEX;
	}
	return flags;
}

// The plan a query came from, or one made for it again.
static struct plan *plan_of(struct searcher *searcher, const struct query *query)
{
	if (!searcher->plan || !str_eq(searcher->plan->query.text, query->text))
		plan_make(searcher, query->text, flags_of(query) | SEARCH_AS_TYPED);
	return searcher->plan;
}

// The query in the hits outlives the plan.
static void copy_query(const struct query *query, struct arena *arena, struct query *copy)
{
	unsigned flags = flags_of(query);
	query_parse(arena_copy(arena, query->text),
		    ((flags & SEARCH_TYPING) ? QUERY_TYPING : 0) |
			    ((flags & SEARCH_REGEX) ? QUERY_REGEX : 0),
		    arena, copy);
}

// What a person can do when nothing was found: the word that nothing is like, or the condition in
// the way.
static struct str help(const struct plan *plan, struct arena *arena)
{
	if (plan->unknown.count)
		return arena_printf(arena, "no page has \"%.*s\" or a word like it",
				    STR_ARG(plan->unknown.at[0]));
	if (plan->conditions.count && plan->units.count)
		return STR("the words are in the book, but nowhere that keeps the conditions; "
			   "take one away");
	return plan->query.nclauses ? STR("nothing in the book matches") : STR("");
}

void search(struct searcher *searcher, struct str text, const struct search_options *options,
	    struct arena *arena, struct hits *hits)
{
	const struct plan *plan = plan_make(searcher, text, options->flags);
	struct ranking ranking;
	rank_sections(searcher, plan, options, arena, &ranking);
	*hits = (struct hits){
		.hit = arena_array(arena, struct hit, ranking.count + 1),
		.count = ranking.count,
		.total = ranking.total,
		.corrected = arena_copy(arena, plan->corrected),
		.reading = arena_copy(arena, plan->reading),
		.by_kind = ranking.by_kind,
		.by_region = ranking.by_region,
		.partial = ranking.partial,
	};
	struct str *told = NULL;
	if (options->flags & SEARCH_EXPLAIN)
		told = rank_explain(searcher, plan, ranking.best, ranking.count, arena);
	for (uint32_t i = 0; i < ranking.count; i++)
		hits->hit[i] = (struct hit){
			.page = book_section(searcher->book, ranking.best[i].section).page,
			.section = ranking.best[i].section,
			.score = ranking.best[i].score,
			.explain = told ? told[i] : STR(""),
		};
	if (!ranking.count)
		hits->help = help(plan, arena);
	copy_query(&plan->query, arena, &hits->query);
}

uint32_t search_marks(struct searcher *searcher, const struct query *query, struct str text,
		      struct arena *arena, struct range **marks)
{
	struct mark *found;
	uint32_t count = marker_find(marker_of(searcher, plan_of(searcher, query)), text, arena,
				     &found),
		 kept = 0;
	*marks = arena_array(arena, struct range, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		struct range *last = kept ? &(*marks)[kept - 1] : NULL;
		if (!last || found[i].text.from >= last->to)
			(*marks)[kept++] = found[i].text;
		else if (found[i].text.to > last->to)
			last->to = found[i].text.to;
	}
	return kept;
}

struct snippet search_snippet(struct searcher *searcher, const struct query *query,
			      uint32_t section, uint32_t columns, struct arena *arena)
{
	struct passage passage = passage_read(searcher->book, section, arena);
	struct str body = str_sub(passage.text, passage.heading, passage.text.len);
	struct range *marks;
	uint32_t count = search_marks(searcher, query, body, arena, &marks);
	return snippet_cut(body, marks, count, columns, arena);
}
