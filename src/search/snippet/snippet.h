// SPDX-License-Identifier: ISC
//
// snippet: the few words of a section that show why it was found.

#ifndef BODYMAP_SEARCH_SNIPPET_SNIPPET_H
#define BODYMAP_SEARCH_SNIPPET_SNIPPET_H

#include "base/arena.h"

struct snippet {
	struct str text;           // one line, safe; whole words, "…" where it was cut
	const struct range *marks; // byte ranges in `text`, ascending, disjoint
	uint32_t nmarks;
};

#endif
