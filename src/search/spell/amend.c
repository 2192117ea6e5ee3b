// SPDX-License-Identifier: ISC

#include "search/spell/amend.h"

#include "base/buf.h"
#include "search/spell/correct.h"

struct amender {
	struct searcher *searcher;
	struct plan *plan;
	struct arena *arena;
	struct buf text;    // the amended query
	struct buf reading; // "achiles → achilles"
	uint32_t copied;    // bytes of the query that are in `text`, or were replaced
};

static unsigned parse_flags(unsigned flags)
{
	return (flags & SEARCH_TYPING ? QUERY_TYPING : 0u) |
	       (flags & SEARCH_REGEX ? QUERY_REGEX : 0u);
}

static bool begins_term(const struct searcher *searcher, struct str form)
{
	struct range terms = book_prefix_terms(searcher->book, form);
	return terms.from < terms.to;
}

static bool is_word(const struct clause *clause)
{
	return clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_PREFIX;
}

static bool is_known(const struct searcher *searcher, const struct clause *clause, struct str form)
{
	return (clause->kind == CLAUSE_PREFIX && begins_term(searcher, form)) ||
	       correct_is_known(searcher, form);
}

static void replace(struct amender *amender, uint32_t from, uint32_t to, struct str by)
{
	struct str text = amender->plan->query.text;
	buf_add(&amender->text, str_sub(text, amender->copied, from));
	struct guessed *guessed = vec_push(amender->arena, &amender->plan->guessed);
	guessed->source.from = (uint32_t)amender->text.len;
	guessed->words = str_find(by, STR(" "), 0) == SIZE_MAX ? 1 : 2;
	buf_add(&amender->text, by);
	guessed->source.to = (uint32_t)amender->text.len;
	buf_printf(&amender->reading, "%s%.*s \xe2\x86\x92 %.*s", amender->reading.len ? "; " : "",
		   STR_ARG(str_sub(text, from, to)), STR_ARG(by));
	amender->copied = to;
}

// "ham string" where the book has only hamstring.
static bool join(struct amender *amender, uint32_t left)
{
	const struct query *query = &amender->plan->query;
	if (left + 1 >= query->nclauses)
		return false;
	const struct clause *a = &query->clauses[left], *b = a + 1;
	if (a->kind != CLAUSE_WORD || !is_word(b) || a->not || b->not ||
	    a->source.from < amender->copied)
		return false;
	struct str joined = arena_printf(amender->arena, "%.*s%.*s", STR_ARG(a->forms[0]),
					 STR_ARG(b->forms[0]));
	if (joined.len > FORM_MAX || !is_known(amender->searcher, b, joined))
		return false;
	replace(amender, a->source.from, b->source.to, joined);
	return true;
}

static bool respell(struct amender *amender, const struct clause *clause)
{
	enum { CERTAIN = 100 }; // one edit: nearer than two words written as one
	struct guess guesses[CORRECT_GUESSES];
	struct str form = clause->forms[0], parts[2];
	uint32_t count = correct_guess(amender->searcher, form, false, amender->arena, guesses);
	struct str by = count ? guesses[0].form : STR("");
	if ((!count || guesses[0].cost > CERTAIN) && correct_split(amender->searcher, form, parts))
		by = arena_printf(amender->arena, "%.*s %.*s", STR_ARG(parts[0]),
				  STR_ARG(parts[1]));
	if (!by.len)
		return false;
	replace(amender, clause->source.from, clause->source.to, by);
	return true;
}

static void amend_clause(struct amender *amender, uint32_t i)
{
	const struct clause *clause = &amender->plan->query.clauses[i];
	if (!is_word(clause) || clause->not || clause->source.from < amender->copied ||
	    is_known(amender->searcher, clause, clause->forms[0]))
		return;
	if (join(amender, i) || (i && join(amender, i - 1)) || respell(amender, clause))
		return;
	*vec_push(amender->arena, &amender->plan->unknown) = clause->text;
}

static void amend_clauses(struct amender *amender)
{
	struct plan *plan = amender->plan;
	struct str text = plan->query.text, notes = plan->query.notes;
	for (uint32_t i = 0; i < plan->query.nclauses; i++)
		amend_clause(amender, i);
	if (!amender->copied)
		return;
	buf_add(&amender->text, str_sub(text, amender->copied, text.len));
	plan->corrected = arena_copy(amender->arena, buf_str(&amender->text));
	query_parse(plan->corrected, parse_flags(plan->flags), amender->arena, &plan->query);
	plan->query.notes = notes;
}

void amend_query(struct searcher *searcher, struct plan *plan)
{
	struct amender amender = {
		.searcher = searcher, .plan = plan, .arena = &searcher->plan_arena};
	query_parse(plan->text, parse_flags(plan->flags), amender.arena, &plan->query);
	if (!(plan->flags & (SEARCH_AS_TYPED | SEARCH_REGEX)))
		amend_clauses(&amender);
	if (plan->query.notes.len) {
		buf_add(&amender.reading, amender.reading.len ? STR("; ") : STR(""));
		buf_add(&amender.reading, plan->query.notes);
	}
	plan->reading = arena_copy(amender.arena, buf_str(&amender.reading));
	buf_release(&amender.text);
	buf_release(&amender.reading);
}
