// SPDX-License-Identifier: ISC
//
// vocabulary: the terms of a book in the making, with what their lists take, in pieces that were
// made one beside the other.

#ifndef BODYMAP_INDEX_WRITE_VOCABULARY_H
#define BODYMAP_INDEX_WRITE_VOCABULARY_H

#include "index/write/parts.h"

// Terms in order; start with `= {0}`.
struct vocabulary_piece {
	struct buf bytes;
	uint32_t nterms, nothers; // others: not their own stems
};

struct vocabulary {
	struct vocabulary_piece *pieces;
	uint32_t npieces;
	uint32_t *place;   // of each term: what follows it in PART_TERMS
	struct buf joined; // uint32_t: terms that are their own stem, and that of others
	struct arena arena;
};

void vocabulary_add(struct vocabulary_piece *piece, struct str form, struct str stem,
		    uint32_t sections, uint32_t bytes);

// Fill PART_STEMS and PART_TERMS with their columns, at the same time if that is wanted.
void vocabulary_put_stems(struct vocabulary *vocabulary, struct parts *parts);
void vocabulary_put_terms(struct vocabulary *vocabulary, struct parts *parts);

// Both are done: lets each know of the other.
void vocabulary_end(struct vocabulary *vocabulary, struct parts *parts);

#endif
