// SPDX-License-Identifier: ISC
//
// anchor: the names of a page's sections, each once.

#ifndef BODYMAP_PAGE_MARKDOWN_ANCHOR_H
#define BODYMAP_PAGE_MARKDOWN_ANCHOR_H

#include "base/arena.h"

// Start with `struct anchors anchors = {.arena = arena, .kept = kept};`.  The empty anchor counts as
// taken: it is the page's own.
struct anchors {
	struct arena *arena; // for the table
	struct arena *kept;  // for names
	struct anchor_slot *slots;
	uint32_t count, room;
};

// `base` when it is free, else the first free one of base-1, base-2 ..., as GitHub names headings.
struct str anchors_take(struct anchors *anchors, struct str base);

#endif
