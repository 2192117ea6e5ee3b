// SPDX-License-Identifier: ISC
//
// feedback: words that the best sections share and the query does not have.
//
// After Rocchio 1971, with BM25's saturation for a word's weight in a section.  It helps long
// questions and harms short ones (docs/ranking.md), so it is asked for those alone.

#ifndef BODYMAP_SEARCH_RANK_FEEDBACK_H
#define BODYMAP_SEARCH_RANK_FEEDBACK_H

#include "search/plan.h"
#include "search/rank/rank.h"

enum {
	FEEDBACK_QUERY = 5, // words a query needs
	FEEDBACK_SECTIONS = 5,
	FEEDBACK_WORDS = 20,
};

bool feedback_wanted(const struct plan *plan);

// Units for the words of the best sections, which are sorted, weighed so that together they come to
// weights.feedback of the query's.  Returns how many.
uint32_t feedback_units(struct searcher *searcher, const struct plan *plan,
			const struct scored *best, uint32_t count, struct arena *arena,
			struct unit units[FEEDBACK_WORDS]);

#endif
