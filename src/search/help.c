// SPDX-License-Identifier: ISC

#include "search/help.h"

#include "base/buf.h"
#include "search/condition.h"
#include "search/spell/correct.h"
#include "search/rank/rank.h"

static void part(struct buf *out)
{
	if (out->len)
		buf_add(out, STR("; "));
}

static uint32_t count_without(struct searcher *searcher, const struct plan *plan,
			      const struct search_options *options, struct arena *arena)
{
	struct plan without = *plan;
	struct ranking ranking;
	without.conditions.count = 0;
	rank_sections(searcher, &without, options, arena, &ranking);
	return ranking.total;
}

// The words match, the conditions do not.
static void blame_conditions(struct searcher *searcher, const struct plan *plan,
			     const struct search_options *options, struct buf *out,
			     struct arena *arena)
{
	struct search_options wide = {.kind = KIND_NONE};
	bool limited = options->region.len || options->kind != KIND_NONE;
	uint32_t without = 0;
	if (plan->conditions.count)
		without = count_without(searcher, plan, options, arena);
	if (without)
		buf_printf(out, "%u without", without);
	for (uint32_t i = 0; without && i < plan->conditions.count; i++) {
		struct range source = plan->conditions.at[i].clause->source;
		struct str text = str_sub(plan->query.text, source.from, source.to);
		buf_printf(out, "%s %.*s", i ? "," : "", STR_ARG(text));
	}
	uint32_t anywhere = limited && !without ? count_without(searcher, plan, &wide, arena) : 0;
	if (anywhere)
		buf_printf(out, "%u in the whole book", anywhere);
}

static void name_guesses(struct searcher *searcher, struct str word, struct buf *out,
			 struct arena *arena)
{
	char folded[FORM_MAX];
	struct guess guesses[CORRECT_GUESSES];
	struct str form = {folded, word_fold(word, folded)};
	uint32_t count = correct_guess(searcher, form, true, arena, guesses);
	if (!count)
		return;
	part(out);
	buf_printf(out, "near %.*s:", STR_ARG(word));
	for (uint32_t i = 0; i < count; i++)
		buf_printf(out, "%s %.*s", i ? "," : "", STR_ARG(guesses[i].form));
}

static size_t in_common(struct str title, struct str typed)
{
	size_t length = 0;
	while (length < typed.len && str_eq_nocase(str_sub(title, length, length + 1),
						   str_sub(typed, length, length + 1)))
		length++;
	return length;
}

// Titles that begin with the first letters of the query, as many of them as any title has.
static void name_titles(const struct book *book, struct str typed, struct buf *out)
{
	enum { TITLES = 3, LEAST = 2 };
	struct str titles[TITLES];
	size_t most = LEAST;
	uint32_t count = 0;
	typed = str_trim(typed);
	for (uint32_t p = 0; p < book_npages(book); p++) {
		struct str title = book_page_title(book, p);
		size_t length = in_common(title, typed);
		if (length > most)
			count = 0;
		if (length < most || count == TITLES)
			continue;
		most = length;
		titles[count++] = title;
	}
	if (count)
		part(out);
	for (uint32_t i = 0; i < count; i++)
		buf_printf(out, "%s%.*s", i ? ", " : "pages: ", STR_ARG(titles[i]));
}

struct str help_with(struct searcher *searcher, const struct plan *plan,
		     const struct search_options *options, struct arena *arena)
{
	struct buf out = {0};
	blame_conditions(searcher, plan, options, &out, arena);
	for (uint32_t i = 0; i < plan->unknown.count && !out.len; i++)
		name_guesses(searcher, plan->unknown.at[i], &out, arena);
	if (!out.len && !(plan->flags & SEARCH_REGEX))
		name_titles(searcher->book, plan->text, &out);
	struct str help = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return help;
}
