// SPDX-License-Identifier: ISC
//
// Whatever is typed, a query's clauses lie in its text, are bounded, and can be told in words.

#include <stdlib.h>

#include "search/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void parse(struct str text, unsigned flags)
{
	struct arena arena = {0};
	struct query query;
	query_parse(text, flags, &arena, &query);
	check(query.text.len <= QUERY_LIMIT && query.nclauses <= QUERY_CLAUSES);
	for (uint32_t i = 0; i < query.nclauses; i++) {
		const struct clause *clause = &query.clauses[i];
		check(clause->source.from <= clause->source.to);
		check(clause->source.to <= query.text.len);
		check(clause->nforms <= QUERY_LIMIT);
		bool words = clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_PREFIX ||
			     clause->kind == CLAUSE_PHRASE;
		check(words == (clause->nforms > 0));
		for (uint32_t f = 0; f < clause->nforms; f++)
			check(clause->forms[f].len > 0 && clause->forms[f].len <= FORM_MAX);
	}
	struct str told = query_explain(&query, &arena);
	check(!query.nclauses || told.len > 0);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	for (unsigned flags = 0; flags <= (QUERY_TYPING | QUERY_REGEX); flags++)
		parse(text, flags);
	return 0;
}
