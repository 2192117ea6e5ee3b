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

// Fills PART_TERMS to PART_LISTS; the gatherers' terms must be sorted,
// and of them only the forms are left.  `body` has the length of each section's body.
bool merge_terms(const struct merge_source *sources, uint32_t nsources, const uint32_t *body,
		 struct str language, struct parts *parts, struct err *err) NODISCARD;

#endif
