// SPDX-License-Identifier: ISC
//
// escape: brackets that were escaped so that they are text, "\[[x]]" and "\[^1]", stay apart, and an
// escaped tilde strikes nothing through.
//
// What CommonMark does not know is looked for in text that has lost its backslashes.  So a word
// joiner is put beside such a bracket, and behind such a tilde, before cmark sees it; it is one of the
// characters that safe text never has, so that no reader will.

#ifndef BODYMAP_PAGE_MARKDOWN_ESCAPE_H
#define BODYMAP_PAGE_MARKDOWN_ESCAPE_H

#include "base/str.h"

#define ESCAPE_JOINER "\u2060"

// Start with `struct escape escape = {.text = ...};`, whole lines.
struct escape {
	struct str text;
	size_t at;
	bool joins; // a word joiner comes next
};

// The next part of the text as cmark is to see it; false at its end.
bool escape_part(struct escape *escape, struct str *part);

#endif
