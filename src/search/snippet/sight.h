// SPDX-License-Identifier: ISC
//
// sight: which part of a section's source a snippet of it will come from.
//
// Parsing costs most of a snippet, and words can be seen in the source as it is written.

#ifndef BODYMAP_SEARCH_SNIPPET_SIGHT_H
#define BODYMAP_SEARCH_SNIPPET_SIGHT_H

#include "search/snippet/marker.h"

// The part of `source` to parse for a snippet as wide as `columns`; all of it when it is short, or
// has no places to part it.  The first `heading` bytes are not looked at.
// Half open; the arena is for its use.
struct range sight_of(const struct marker *marker, struct str source, uint32_t heading,
		      uint32_t columns, struct arena *arena);

#endif
