// SPDX-License-Identifier: ISC
//
// flat: a passage as one line, as a snippet shows it.
//
// White space is single.  Where something ends that does not say so itself stands "; ", between the
// cells of a row and around code " | "; between lines of code a space is enough.  Asides are left
// out unless they are marked, and of the rules that are drawn with one character three are enough.

#ifndef BODYMAP_SEARCH_SNIPPET_FLAT_H
#define BODYMAP_SEARCH_SNIPPET_FLAT_H

#include "base/vec.h"
#include "search/snippet/marker.h"
#include "search/snippet/passage.h"

// Where a part begins, a row of a table or a line.
struct flat_begin {
	uint32_t at;
	bool prose;
};

struct flat {
	struct str text;
	bool plain; // each byte takes a column
	VEC(struct flat_begin) begins;
	struct mark *marks; // in it, ascending by where they begin
	uint32_t nmarks;
};

// Of the passage from byte `from` on, where a part begins; marks count from there.  What it makes lives in
// the arena.
void flat_make(const struct passage *passage, uint32_t from, const struct mark *marks,
	       uint32_t nmarks, struct arena *arena, struct flat *flat);

// Whether a sentence ends with byte i, or begins with it; i is below text.len, above 0 to begin one.
bool flat_ends_sentence(struct str text, size_t i);
bool flat_begins_sentence(struct str text, size_t i);

#endif
