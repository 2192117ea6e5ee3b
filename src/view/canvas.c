// SPDX-License-Identifier: ISC

#include "view/canvas.h"

#include <string.h>

#include "text/column.h"
#include "text/safe.h"
#include "text/utf8.h"

enum { ZWJ = 0x200D };

struct canvas canvas_new(struct arena *arena, int rows, int cols)
{
	struct canvas canvas = {.rows = rows, .cols = cols};
	canvas.cells = arena_array(arena, struct cell, (size_t)rows * (size_t)cols);
	canvas_fill(&canvas, 0, 0, rows, cols, STYLE_PLAIN);
	return canvas;
}

static struct cell *cell_at(const struct canvas *canvas, int row, int col)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

struct canvas canvas_rows(const struct canvas *canvas, int row, int rows)
{
	struct canvas part = *canvas;
	row = row < 0 ? 0 : row > canvas->rows ? canvas->rows : row;
	part.rows = rows < 0 ? 0 : rows > canvas->rows - row ? canvas->rows - row : rows;
	part.cells = canvas->cells + (size_t)row * (size_t)canvas->cols;
	part.cursor_row = part.cursor_col = 0;
	return part;
}

static bool inside(const struct canvas *canvas, int row, int col)
{
	return row >= 0 && row < canvas->rows && col >= 0 && col < canvas->cols;
}

static const struct cell blank = {.ch = {' '}, .cols = 1};

// What was half of a wide character must not stay when the other half goes.
static void part_wide(struct canvas *canvas, int row, int col)
{
	struct cell *cell = cell_at(canvas, row, col);
	struct cell *other = cell->cols == 0   ? cell - (col > 0)
			     : cell->cols == 2 ? cell + (col + 1 < canvas->cols)
					       : cell;
	uint8_t style = other->style;
	if (other != cell) {
		*other = blank;
		other->style = style;
	}
}

// Puts a cell of 1 or 2 columns, the caller having checked that it fits.
static void put(struct canvas *canvas, int row, int col, struct cell cell)
{
	part_wide(canvas, row, col);
	*cell_at(canvas, row, col) = cell;
	if (cell.cols == 2) {
		part_wide(canvas, row, col + 1);
		*cell_at(canvas, row, col + 1) = (struct cell){.style = cell.style};
	}
}

// What a cell cannot hold of a long emoji sequence is left out; a joiner with nothing behind it
// would take the next cell along.
static struct cell cell_of(struct str cluster, int cols, enum style style)
{
	struct cell cell = {.style = (uint8_t)style, .cols = (uint8_t)cols};
	size_t at = 0;
	int n = 0;
	while (at < cluster.len && n < CELL_CHARS)
		cell.ch[n++] = utf8_next(cluster, &at);
	while (n > 1 && cell.ch[n - 1] == ZWJ)
		cell.ch[--n] = 0;
	if (cell.ch[0] < ' ')
		cell.ch[0] = ' ';
	return cell;
}

static int put_clusters(struct canvas *canvas, int row, int col, struct str text, enum style style)
{
	for (size_t at = 0; at < text.len && col < canvas->cols;) {
		int cols = 1;
		size_t next = text.ptr[at] == '\t' || text.ptr[at] == '\n'
				      ? at + 1
				      : column_next(text, at, &cols);
		if (cols && col + cols > canvas->cols)
			break;
		if (cols && inside(canvas, row, col))
			put(canvas, row, col, cell_of(str_sub(text, at, next), cols, style));
		else if (cols == 2 && inside(canvas, row, col + 1))
			put(canvas, row, col + 1, cell_of(STR(" "), 1, style));
		col += cols;
		at = next;
	}
	return col;
}

// Text as this canvas may show it.
static struct str showable(const struct canvas *canvas, struct arena *arena, struct str text)
{
	text = safe_text(arena, text);
	return canvas->ascii ? safe_ascii(arena, text) : text;
}

int canvas_text(struct canvas *canvas, int row, int col, struct str text, enum style style)
{
	struct arena scratch = {0};
	int end = put_clusters(canvas, row, col, showable(canvas, &scratch, text), style);
	arena_release(&scratch);
	return end;
}

// One line: the width of text is only known without line feeds.
static struct str one_line(const struct canvas *canvas, struct arena *arena, struct str text)
{
	text = showable(canvas, arena, text);
	bool plain = !memchr(text.len ? text.ptr : "", '\t', text.len) &&
		     !memchr(text.len ? text.ptr : "", '\n', text.len);
	return plain ? text : safe_line(arena, text);
}

int canvas_fit(struct canvas *canvas, int row, int col, int cols, struct str text, enum style style)
{
	struct arena scratch = {0};
	text = one_line(canvas, &scratch, text);
	if (cols <= 0) {
		// nothing to draw in
	} else if (column_count(text) <= cols) {
		col = put_clusters(canvas, row, col, text, style);
	} else {
		struct str dots = canvas->ascii ? str_sub(STR("..."), 0, (size_t)cols) : STR("…");
		int room = cols - (canvas->ascii ? (int)dots.len : 1);
		col = put_clusters(canvas, row, col, column_fit(text, room), style);
		col = put_clusters(canvas, row, col, dots, style);
	}
	arena_release(&scratch);
	return col;
}

void canvas_char(struct canvas *canvas, int row, int col, uint32_t ch, enum style style)
{
	if (!inside(canvas, row, col))
		return;
	bool control = ch < ' ' || (ch >= 0x7F && ch < 0xA0);
	put(canvas, row, col,
	    (struct cell){.ch = {control ? ' ' : ch}, .style = (uint8_t)style, .cols = 1});
}

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

void canvas_fill(struct canvas *canvas, int row, int col, int rows, int cols, enum style style)
{
	int bottom = clamp(row + rows, 0, canvas->rows), right = clamp(col + cols, 0, canvas->cols);
	for (int r = clamp(row, 0, canvas->rows); r < bottom; r++) {
		for (int c = clamp(col, 0, canvas->cols); c < right; c++) {
			struct cell *cell = cell_at(canvas, r, c);
			if (cell->cols != 1)
				part_wide(canvas, r, c);
			*cell = blank;
			cell->style = (uint8_t)style;
		}
	}
}

void canvas_restyle(struct canvas *canvas, int row, int col, int cols, enum style style)
{
	for (int c = clamp(col, 0, canvas->cols); c < clamp(col + cols, 0, canvas->cols); c++) {
		if (inside(canvas, row, c))
			cell_at(canvas, row, c)->style = (uint8_t)style;
	}
}

static void dump_cell(const struct cell *cell, struct buf *out)
{
	for (int i = 0; i < CELL_CHARS && cell->ch[i]; i++) {
		char bytes[UTF8_MAX];
		buf_add(out, (struct str){bytes, utf8_put(cell->ch[i], bytes)});
	}
}

static void end_row(struct buf *out, size_t start, char padding)
{
	while (out->len > start && out->ptr[out->len - 1] == padding)
		out->len--;
	buf_char(out, '\n');
}

void canvas_dump(const struct canvas *canvas, bool styles, struct buf *out)
{
	for (int row = 0; row < canvas->rows; row++) {
		size_t start = out->len;
		for (int col = 0; col < canvas->cols; col++)
			dump_cell(cell_at(canvas, row, col), out);
		end_row(out, start, ' ');
	}
	for (int row = 0; styles && row < canvas->rows; row++) {
		size_t start = out->len;
		for (int col = 0; col < canvas->cols; col++) {
			uint8_t style = cell_at(canvas, row, col)->style;
			buf_char(out, style == STYLE_PLAIN ? '.' : (char)('a' + style));
		}
		end_row(out, start, '.');
	}
}
