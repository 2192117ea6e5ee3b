// SPDX-License-Identifier: ISC
//
// condition: what must or must not hold for a section to be a hit at all: phrases, words of a
// field, words left out, regions, kinds, paths, regexes.  Part of a plan; search/filter asks them.

#ifndef BODYMAP_SEARCH_CONDITION_H
#define BODYMAP_SEARCH_CONDITION_H

#include "search/regex/pattern.h"
#include "search/plan.h"

struct condition {
	const struct clause *clause;
	VEC(struct member) members; // of words and phrases; without one they never hold
	struct range prefix;        // terms that begin so
	struct pattern *pattern;    // of a regex
	const bool *pages;          // of a region: by page
	uint32_t kind_index;        // of a kind
};

// Adds a clause's condition to the plan; one that names a region or kind the book does not have, or
// a regex that does not compile, is said in plan->reading and otherwise passed over.
void condition_add(struct searcher *searcher, const struct clause *clause, struct arena *arena,
		   struct plan *plan);

// By page whether it is of a region, named by id, name or alias, or of one of its parts.  NULL when
// there is no such region.
const bool *condition_region_pages(const struct searcher *searcher, struct str region,
				   struct arena *arena);

#endif
