// SPDX-License-Identifier: ISC
//
// spread: what all terms that begin alike come to, section by section.
//
// Thousands of short lists are added up in a table by section instead of being merged: each posting
// is touched once, in no order.

#ifndef BODYMAP_SEARCH_SPREAD_H
#define BODYMAP_SEARCH_SPREAD_H

#include "search/norms.h"

enum { SPREAD_LEAF = 2048 }; // sections

// A table for so many adjacent sections.
struct spread_leaf {
	float bulk[SPREAD_LEAF];
	uint8_t titles[SPREAD_LEAF]; // how often the terms are in the title, at most 255
	uint64_t held[SPREAD_LEAF / 64];
};

struct spread {
	struct spread_leaf **leaves; // NULL where no section holds any
	uint32_t nleaves;
};

// Lives in the arena.
struct spread *spread_make(struct norms *norms, struct range terms, struct arena *arena);

// The first section >= `section` that holds any of the terms; BOOK_NONE if there is none.
uint32_t spread_next(const struct spread *spread, uint32_t section);

#endif
