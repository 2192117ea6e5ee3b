// SPDX-License-Identifier: ISC
//
// rank: the best sections for a plan, and how many there are.

#ifndef BODYMAP_SEARCH_RANK_RANK_H
#define BODYMAP_SEARCH_RANK_RANK_H

#include "search/rank/score.h"

// By score; of equal ones the later in the book is worse.
bool scored_is_worse(const struct scored *a, const struct scored *b);

// The best first.
void scored_sort(struct scored *scored, uint32_t count);

struct ranking {
	struct scored *best; // best first; of equal ones the first in the book
	uint32_t count;
	uint32_t total;      // sections that hold any of the words and keep the conditions
	uint32_t *by_kind;   // settings->nkinds + 1
	uint32_t *by_region; // book_nregions
	bool partial;        // a regex ran out of time
};

void rank_sections(struct searcher *searcher, const struct plan *plan,
		   const struct search_options *options, struct arena *arena,
		   struct ranking *ranking);

// How the scores of `sections` came about, by their index; in any order.
struct str *rank_explain(struct searcher *searcher, const struct plan *plan,
			 const struct scored *best, uint32_t count, struct arena *arena);

#endif
