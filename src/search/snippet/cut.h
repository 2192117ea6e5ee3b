// SPDX-License-Identifier: ISC
//
// cut: where the source of a section may be parted, so that each part read by itself says what it
// says in the whole.

#ifndef BODYMAP_SEARCH_SNIPPET_CUT_H
#define BODYMAP_SEARCH_SNIPPET_CUT_H

#include "base/vec.h"

struct cuts {
	VEC(uint32_t); // bytes of the source, ascending: 0, where it may be parted, its end
};

// Of valid markdown; lives in the arena.
struct cuts cuts_of(struct str source, struct arena *arena);

#endif
