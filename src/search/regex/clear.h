// SPDX-License-Identifier: ISC
//
// clear: stretches of a section's source that are certainly shown as they are written.
//
// What matches inside one matches the section's visible text, which then need not be made.  This is no
// second reading of markdown: wherever it could mean something it is passed over.

#ifndef BODYMAP_SEARCH_REGEX_CLEAR_H
#define BODYMAP_SEARCH_REGEX_CLEAR_H

#include "base/str.h"

// Start with `struct clear clear = {.source = ..., .refers = ...};`, the source of a section of a page
// without headings in raw HTML.
struct clear {
	struct str source;
	size_t at;
	bool refers;     // the page may define references or footnotes: it holds "]:"
	bool inside;     // not at the beginning of a line
	size_t harmless; // up to there nothing makes a wiki link or a footnote's mark
};

// The next stretch, of printable ASCII on one line; *stretch stands in the visible text with nothing
// else between its characters, but not all of what stands beside it there is known.
bool clear_next(struct clear *clear, struct str *stretch);

#endif
