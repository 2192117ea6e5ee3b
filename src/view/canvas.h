// SPDX-License-Identifier: ISC
//
// canvas: rows of cells in memory.  Views draw here and know no terminal, so that what they draw
// is tested as text.  Row 0 is the top, column 0 the left; what lies outside is clipped.

#ifndef BODYMAP_VIEW_CANVAS_H
#define BODYMAP_VIEW_CANVAS_H

#include "base/arena.h"
#include "base/buf.h"
#include "view/style.h"

enum { CELL_CHARS = 5 }; // a base character and at most four combining marks

struct cell {
	uint32_t ch[CELL_CHARS]; // ended by 0 when shorter; ch[0] is 0 right of a wide character
	uint8_t style;           // enum style
	uint8_t cols;            // 1 or 2; 0 right of a wide character
};

struct canvas {
	int rows, cols;
	struct cell *cells;
	int cursor_row, cursor_col; // where the terminal's cursor rests: on the focus
	bool ascii; // text is put into ASCII as it is drawn; set by who makes the canvas
};

// Blank, the cursor at 0, 0; lives in the arena.
struct canvas canvas_new(struct arena *arena, int rows, int cols);

// `rows` rows of a canvas from `row` on, with the same cells: what is drawn there is clipped to them.
// The cursor of the part counts from its own first row and begins at 0, 0.
struct canvas canvas_rows(const struct canvas *canvas, int row, int rows);

// Writes one line of text (made safe here, blanks kept) and returns the column behind what was
// drawn.  A wide character that would be cut at the right edge is left out.  On a canvas that is
// ASCII text may change its width ("½" is "1/2"): who measures first passes safe_ascii text.
int canvas_text(struct canvas *canvas, int row, int col, struct str text, enum style style);

// The same, at most `cols` columns, with "…" in the last (ASCII: "...") when it had to be cut.
int canvas_fit(struct canvas *canvas, int row, int col, int cols, struct str text,
	       enum style style);

// One code point of one column, as for frames and the dots of the map.
void canvas_char(struct canvas *canvas, int row, int col, uint32_t ch, enum style style);

void canvas_fill(struct canvas *canvas, int row, int col, int rows, int cols, enum style style);

// Gives cells a style without changing what they show.
void canvas_restyle(struct canvas *canvas, int row, int col, int cols, enum style style);

// The rows as UTF-8 text without trailing blanks; then, when `styles` is set, the same rows with a
// letter for each style ('a' + enum style, '.' for plain; none at the end).  For tests and `bodymap
// map`.
void canvas_dump(const struct canvas *canvas, bool styles, struct buf *out);

#endif
