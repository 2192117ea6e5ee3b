// SPDX-License-Identifier: ISC
//
// tally: how often the sections of a book hold any of adjacent terms, as all are that begin alike.
//
// Thousands of lists, most of them short, are added up in a table by section instead of being
// merged: each posting is touched once, in no order.

#ifndef BODYMAP_INDEX_TALLY_H
#define BODYMAP_INDEX_TALLY_H

#include "index/terms.h"

enum { TALLY_LEAF = 2048 }; // sections

// A table for so many adjacent sections.
struct tally_leaf {
	uint64_t held[TALLY_LEAF / 64]; // a bit for each that holds any of the terms, and is there
	uint16_t *body;                 // how often in the body, at most 65535; NULL: all 0
	uint8_t *other[FIELD_COUNT];    // and in other fields, at most 255; NULL: all 0
};

struct tally {
	struct tally_leaf *leaves;
	uint32_t nleaves;
};

// Lives in the arena.
struct tally *tally_terms(const struct book *book, struct range terms, struct arena *arena);

// The first section >= `section` that holds any of the terms; BOOK_NONE if there is none.
uint32_t tally_next(const struct tally *tally, uint32_t section);

#endif
