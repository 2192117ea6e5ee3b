// SPDX-License-Identifier: ISC
//
// pool: the best sections by the query's own words, which feedback puts in another order.

#ifndef BODYMAP_SEARCH_RANK_POOL_H
#define BODYMAP_SEARCH_RANK_POOL_H

#include "search/rank/rank.h"

// Adds to the scores of the best sections what the words say that the first of them share
// (search/rank/feedback.h), and sorts them.  Only those stay which may be among the `wanted` hits,
// with all others of their pages; without `pages` each is alone (search/rank/pages.h).  Returns how
// many.
uint32_t pool_give_feedback(struct searcher *searcher, const struct plan *plan, bool pages,
			    uint32_t wanted, struct scored *best, uint32_t count,
			    struct arena *arena);

#endif
