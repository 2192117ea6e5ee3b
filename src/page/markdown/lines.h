// SPDX-License-Identifier: ISC
//
// lines: where each line of a text begins, as CommonMark counts lines: they end with \n, \r\n or
// a lone \r.

#ifndef BODYMAP_PAGE_MARKDOWN_LINES_H
#define BODYMAP_PAGE_MARKDOWN_LINES_H

#include "base/arena.h"

struct lines {
	struct str text;
	const uint32_t *starts; // count + 1 of them, the last one is text.len
	uint32_t count;
};

struct lines lines_of(struct str text, struct arena *arena);

// Line `line`, from 1, without its end; empty when there is none.
struct str lines_at(const struct lines *lines, uint32_t line);

// The byte at which a line begins; text.len behind the last.
uint32_t lines_start(const struct lines *lines, uint32_t line);

#endif
