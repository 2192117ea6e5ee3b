// SPDX-License-Identifier: ISC

#include "search/condition.h"

static struct condition *add(struct plan *plan, const struct clause *clause, struct arena *arena)
{
	struct condition *condition = vec_push(arena, &plan->conditions);
	condition->clause = clause;
	return condition;
}

static void say(struct plan *plan, struct arena *arena, const char *what, struct str text)
{
	plan->reading = arena_printf(arena, "%.*s%s%s%.*s", STR_ARG(plan->reading),
				     plan->reading.len ? "; " : "", what, STR_ARG(text));
}

static void add_member(struct condition *condition, uint32_t term, struct arena *arena)
{
	uint32_t *copy = arena_new(arena, uint32_t);
	*copy = term;
	*vec_push(arena, &condition->members) = (struct member){copy, 1, 1};
}

// A word matches as in a query without conditions: in any form of its stem.
static void add_word(struct searcher *searcher, struct plan *plan, const struct clause *clause,
		     struct arena *arena)
{
	struct condition *condition = add(plan, clause, arena);
	struct str form = clause->forms[0];
	uint32_t exact = book_find_term(searcher->book, form);
	if (exact != BOOK_NONE)
		add_member(condition, exact, arena);
	struct range same = book_stem_terms(searcher->book, stemmer_stem(searcher->stemmer, form));
	for (uint32_t i = same.from; i < same.to; i++)
		add_member(condition, book_stem_term(searcher->book, i), arena);
	if (clause->kind == CLAUSE_PREFIX)
		condition->prefix = book_prefix_terms(searcher->book, form);
}

static void add_phrase(struct searcher *searcher, struct plan *plan, const struct clause *clause,
		       struct arena *arena)
{
	struct condition *condition = add(plan, clause, arena);
	uint32_t *terms = arena_array(arena, uint32_t, clause->nforms);
	for (uint32_t i = 0; i < clause->nforms; i++) {
		terms[i] = book_find_term(searcher->book, clause->forms[i]);
		if (terms[i] == BOOK_NONE)
			return; // no member: it never holds
	}
	*vec_push(arena, &condition->members) = (struct member){terms, clause->nforms, 1};
}

static void mark_region(const struct book *book, uint32_t region, bool *pages)
{
	uint32_t count;
	const uint32_t *list = book_region_pages(book, region, &count);
	for (uint32_t i = 0; i < count; i++)
		pages[list[i]] = true;
}

static bool is_called(const struct map_region *region, struct str name)
{
	if (str_eq_nocase(region->id, name) || str_eq_nocase(region->name, name))
		return true;
	for (uint32_t i = 0; i < region->aliases.count; i++) {
		if (str_eq_nocase(region->aliases.at[i], name))
			return true;
	}
	return false;
}

static uint32_t find_on_map(const struct map *map, struct str name)
{
	for (uint32_t i = 0; map && i < map->nregions; i++) {
		if (is_called(&map->regions[i], name))
			return i;
	}
	return MAP_NONE;
}

// The pages of a region and of its parts on the map, by id, name or alias.  NULL when there is no
// such region.
static const bool *region_pages(const struct book *book, struct str name, struct arena *arena)
{
	const struct map *map = book_map(book);
	uint32_t region = book_find_region(book, name), above = find_on_map(map, name);
	if (region == BOOK_NONE && above == MAP_NONE)
		return NULL;
	bool *pages = arena_array(arena, bool, book_npages(book) + 1);
	if (region != BOOK_NONE)
		mark_region(book, region, pages);
	for (uint32_t r = 0; above != MAP_NONE && r < book_nregions(book); r++) {
		uint32_t part = map_region(map, book_region(book, r));
		if (part != MAP_NONE && map_is_part(map, part, above))
			mark_region(book, r, pages);
	}
	return pages;
}

static void add_region(struct searcher *searcher, struct plan *plan, const struct clause *clause,
		       struct arena *arena)
{
	const bool *pages = region_pages(searcher->book, clause->text, arena);
	if (pages)
		add(plan, clause, arena)->pages = pages;
	else
		say(plan, arena, "no region is called ", clause->text);
}

static uint32_t find_kind(const struct settings *settings, struct str name)
{
	for (uint32_t i = 0; i < settings->nkinds; i++) {
		if (str_eq_nocase(settings->kinds[i].id, name) ||
		    str_eq_nocase(settings->kinds[i].label, name))
			return i;
	}
	return KIND_NONE;
}

static void add_kind(struct searcher *searcher, struct plan *plan, const struct clause *clause,
		     struct arena *arena)
{
	uint32_t kind = find_kind(book_settings(searcher->book), clause->text);
	if (kind != KIND_NONE)
		add(plan, clause, arena)->kind_index = kind;
	else
		say(plan, arena, "no kind is called ", clause->text);
}

// Case does not matter unless the regex has some.
static bool has_capital(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\\')
			i++; // \W is no capital
		else if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
			return true;
	}
	return false;
}

static void add_regex(struct plan *plan, const struct clause *clause, struct arena *arena)
{
	struct err err;
	unsigned flags = has_capital(clause->text) ? 0 : PATTERN_NOCASE;
	struct pattern *pattern = pattern_new(clause->text, flags, &err);
	if (pattern)
		add(plan, clause, arena)->pattern = pattern;
	else
		say(plan, arena, "", arena_copy(arena, str_of(err.text)));
}

void condition_add(struct searcher *searcher, const struct clause *clause, struct arena *arena,
		   struct plan *plan)
{
	switch (clause->kind) {
	case CLAUSE_WORD:
	case CLAUSE_PREFIX:
		add_word(searcher, plan, clause, arena);
		break;
	case CLAUSE_PHRASE:
		add_phrase(searcher, plan, clause, arena);
		break;
	case CLAUSE_REGEX:
		add_regex(plan, clause, arena);
		break;
	case CLAUSE_IN:
		add_region(searcher, plan, clause, arena);
		break;
	case CLAUSE_KIND:
		add_kind(searcher, plan, clause, arena);
		break;
	case CLAUSE_PATH:
		add(plan, clause, arena);
		break;
	}
}

const bool *condition_region_pages(const struct searcher *searcher, struct str region,
				   struct arena *arena)
{
	return region_pages(searcher->book, region, arena);
}
