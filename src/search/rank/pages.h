// SPDX-License-Identifier: ISC
//
// pages: what hits of one page mean for each other.

#ifndef BODYMAP_SEARCH_RANK_PAGES_H
#define BODYMAP_SEARCH_RANK_PAGES_H

#include "search/rank/rank.h"

// Changes the scores of the best sections, which are sorted (scored_is_worse) and are no more
// afterwards.
//
// A page with another good section is more likely about the question than one with a single hit:
// each hit gains a part of the best other one of its page.  Then the title of a page lifts all its
// sections alike, and the second of them says less that is new than the first: each hit counts a
// little less for every better one of its page.
void pages_weigh(const struct book *book, struct scored *best, uint32_t count, struct arena *arena);

#endif
