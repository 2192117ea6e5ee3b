// SPDX-License-Identifier: ISC
//
// merge: the collectors' words become one vocabulary with its lists.

#ifndef BODYMAP_INDEX_WRITE_MERGE_H
#define BODYMAP_INDEX_WRITE_MERGE_H

#include "base/err.h"
#include "index/write/collect.h"
#include "index/write/parts.h"
#include "index/write/run.h"

struct merge_source {
	struct gather *gather; // NULL: it is a run
	const struct run *run;
	const uint32_t *section; // the book's number for each of the gatherer's
};

// Sources of one collector follow each other in the order they were gathered, and have one array of
// sections.
//
// A merge in pieces, each a range of terms, which threads may take as they like.
struct merging;

// The gatherers' terms must be sorted; `body` is as list_begin wants it.  NULL when the
// language is unknown, or nothing can be put aside though something has been.
struct merging *merge_begin(const struct merge_source *sources, uint32_t nsources,
			    const uint8_t *body, struct str language, struct parts *parts,
			    struct err *err) NODISCARD;
uint32_t merge_pieces(const struct merging *merging); // how many there are
void merge_piece(struct merging *merging, uint32_t piece);

// All pieces are merged: fills PART_TERMS to PART_LISTS, and releases the gatherers.
bool merge_end(struct merging *merging, struct err *err) NODISCARD;

#endif
