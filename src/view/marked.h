// SPDX-License-Identifier: ISC
//
// marked: text with marked ranges, wrapped into lines: snippets, flag lines, sentences.

#ifndef BODYMAP_VIEW_MARKED_H
#define BODYMAP_VIEW_MARKED_H

#include "search/snippet/snippet.h"
#include "view/canvas.h"

struct marked {
	struct snippet text;       // one line of safe text
	const struct range *lines; // byte ranges of it, without the blanks between them
	uint32_t nlines;
};

// Wraps `text` at `cols` columns where Unicode allows, at most `limit` lines: the last one then
// takes the rest, to be cut when drawn.  With `ascii` the text is put into ASCII first.  Lives in
// the arena and as long as `text`.
struct marked marked_wrap(struct snippet text, int cols, uint32_t limit, bool ascii,
			  struct arena *arena);

// Draws one of its lines, its marks as matches; returns the column behind it.
int marked_draw(const struct marked *marked, uint32_t line, struct canvas *canvas, int row, int col,
		int cols, enum style style);

// Text without marks.
struct snippet marked_none(struct str text);

#endif
