// SPDX-License-Identifier: ISC
//
// piece: where a large page may be cut, so that its parts are parsed one after the other.
//
// cmark holds the whole tree of what it parses, thirty times the text.  Before a heading at the
// margin that follows a blank line whatever was open ends, but for a code block or raw HTML that is
// no part of anything; that no such block ends a piece is for the caller to see.

#ifndef BODYMAP_PAGE_MARKDOWN_PIECE_H
#define BODYMAP_PAGE_MARKDOWN_PIECE_H

#include "page/markdown/lines.h"

enum { PIECE_BYTES = 256 << 10 };

// Whether a page is cut at all: it is large, and nothing in it may refer to another part of it.
bool piece_is_worth_it(struct str body);

// The first line behind `from`, and some `bytes` of text, at which a piece may end; one behind the
// last when there is none.
uint32_t piece_end(const struct lines *lines, uint32_t from, size_t bytes);

// The lines [from, to) as lines of their own, counted from 1.
struct lines piece_lines(const struct lines *lines, uint32_t from, uint32_t to);

#endif
