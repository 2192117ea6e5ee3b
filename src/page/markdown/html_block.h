// SPDX-License-Identifier: ISC
//
// html_block: a block of raw HTML to blocks of a doc: its text, headings, <details>, <pre>.

#ifndef BODYMAP_PAGE_MARKDOWN_HTML_BLOCK_H
#define BODYMAP_PAGE_MARKDOWN_HTML_BLOCK_H

#include "page/markdown/inlines.h"

// Adds what a reader would see of `html`, which begins on line `line` of the body; maybe nothing.
// <details> stays open behind it until a later block closes it or its container ends.
void html_block_add(struct inlines *inlines, struct str html, uint32_t line);

#endif
