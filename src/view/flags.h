// SPDX-License-Identifier: ISC
//
// flags: the red flags of regions, as rows.
//
// A red flag is the one line of a red-flag page.  It belongs to each region of that page and to
// what is a part of one, and stands on the panel and on every page of such a region: whole, in
// every window.  Where a few rows hold them all they stay in sight; elsewhere they are the first
// rows of what scrolls.

#ifndef BODYMAP_VIEW_FLAGS_H
#define BODYMAP_VIEW_FLAGS_H

#include "base/vec.h"
#include "search/search.h"
#include "view/canvas.h"

struct flag {
	struct str line; // safe
	uint32_t page;   // the first it stands on
};

struct flag_row {
	struct str text;
	bool goes_on; // not the first row of its flag
};

// Start with `struct flags flags = {0};`.
struct flags {
	VEC(struct flag) list; // each line once
	VEC(struct flag_row) rows;
	int indent; // columns before each row's text
};

// Adds the flags of a region of the book and of what the book's map has it as a part of, or those
// of all regions of a page; BOOK_NONE has none.  The lists live in the arena, as long as the book.
void flags_of_region(const struct book *book, uint32_t region, struct arena *arena,
		     struct flags *flags);
void flags_of_page(const struct book *book, uint32_t page, struct arena *arena,
		   struct flags *flags);

bool flags_has_page(const struct flags *flags, uint32_t page);

// Adds those of the pages of the best hits: those of all would be those of the book.
void flags_of_hits(const struct book *book, const struct hits *hits, struct arena *arena,
		   struct flags *flags);

// Makes the rows, words whole as far as `cols` columns allow.
void flags_wrap(struct flags *flags, int cols, bool ascii, struct arena *arena);

// Draws row `i` of them at the column `col` of a row of the canvas, nothing beside it.
void flags_draw(const struct flags *flags, uint32_t i, struct canvas *canvas, int row, int col);

#endif
