// SPDX-License-Identifier: ISC
//
// snippet: the few words of a section that show why it was found.

#ifndef BODYMAP_SEARCH_SNIPPET_H
#define BODYMAP_SEARCH_SNIPPET_H

#include "base/arena.h"

struct snippet {
	struct str text;           // one line, safe; whole words, "…" where it was cut
	const struct range *marks; // byte ranges in `text`, ascending, disjoint
	uint32_t nmarks;
};

// Cuts about `columns` columns out of `text` (safe, of any number of lines), where most of the
// marks (ascending, disjoint byte ranges of it) are, beginning with a sentence when one fits.
// Without marks the beginning.  Lives in the arena.
struct snippet snippet_cut(struct str text, const struct range *marks, uint32_t nmarks,
			   uint32_t columns, struct arena *arena);

#endif
