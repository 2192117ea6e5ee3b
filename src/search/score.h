// SPDX-License-Identifier: ISC
//
// score: what a section is worth for the units of a plan.  docs/ranking.md has the formula in full,
// the reason for each part and what it gains.

#ifndef BODYMAP_SEARCH_SCORE_H
#define BODYMAP_SEARCH_SCORE_H

#include "base/buf.h"
#include "search/plan.h"

struct scorer;

// `units` may be those of the plan or others (feedback).  Lives in the arena.
struct scorer *scorer_open(struct searcher *searcher, const struct plan *plan,
			   const struct unit *units, uint32_t nunits, struct arena *arena);

// From here on only sections that score more than `least` matter; it never falls.
void scorer_limit(struct scorer *scorer, float least);

// The first section >= `section` that holds a unit that can decide and may score more than the
// limit; BOOK_NONE if there is none.  Never backwards.
uint32_t scorer_next(struct scorer *scorer, uint32_t section);

// The score of a section; never backwards.  Below 0 when it is not above the limit.  `tell` gets
// how it came about unless it is NULL.
float scorer_score(struct scorer *scorer, uint32_t section, struct buf *tell);

// Sets the bit of every section that holds a unit that can decide: book_nsections bits.
void scorer_mark(const struct scorer *scorer, uint64_t *bits);

#endif
