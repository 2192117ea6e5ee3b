// SPDX-License-Identifier: ISC
//
// table: GitHub's pipe tables, found in the lines of a paragraph.
//
// The head is the first line that is followed by a delimiter row of as many cells; what stands
// before it is a paragraph of its own.  Cells are cut at every pipe that is not escaped, those of a
// code span too.  Cells that a row lacks are empty; of those it has too many GitHub shows nothing,
// here they stay in the last one, pipes and all, so that nothing is lost.

#ifndef BODYMAP_PAGE_MARKDOWN_TABLE_H
#define BODYMAP_PAGE_MARKDOWN_TABLE_H

#include "page/markdown/aside.h"
#include "page/doc.h"

// A paragraph, or a heading whose underline may be a rule behind a table, by its place in the body.
struct paragraph {
	const struct lines *body;
	uint32_t from, to; // lines, from 1, both included
	uint32_t column;   // at which its text begins on the first of them, from 1
	uint32_t quotes;   // it stands in
	bool underlined;   // with "---"
};

// A cell: its text when there is nothing in it to parse, else set down aside.
struct pipe_cell {
	struct str text;
	uint32_t heading; // of the aside, or DOC_NONE
	bool code;        // the text is that of a code span
};

struct pipes {
	uint32_t line;                 // of the paragraph
	uint32_t head;                 // lines of it before the table's head
	uint32_t lead;                 // heading of the aside with their text, or DOC_NONE
	uint32_t rule_line;            // of a rule behind the table, or 0
	uint32_t rows, cols;           // the first row is the head
	const uint8_t *align;          // cols of enum align
	const struct pipe_cell *cells; // rows * cols, row by row
	const struct str *lines;       // of the paragraph, without what is around them
};

// The first of the lines [from, to) that may stand below a table's head; 0 when none may.
uint32_t table_likely(const struct lines *body, uint32_t from, uint32_t to);

// Reads the table that a paragraph holds; false when it holds none.
bool table_read(const struct paragraph *paragraph, struct arena *arena, struct aside *aside,
		struct pipes *pipes);

#endif
