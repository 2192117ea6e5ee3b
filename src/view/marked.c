// SPDX-License-Identifier: ISC

#include "view/marked.h"

#include <limits.h>

#include "base/buf.h"
#include "base/vec.h"
#include "text/column.h"
#include "text/linebreak.h"
#include "text/safe.h"

struct snippet marked_none(struct str text)
{
	return (struct snippet){.text = text};
}

// Adds text[from, to) to `out` in ASCII.
static void add_ascii(struct buf *out, struct str text, size_t from, size_t to)
{
	struct arena scratch = {0};
	buf_add(out, safe_ascii(&scratch, str_sub(text, from, to)));
	arena_release(&scratch);
}

// Piece by piece, so that the marks move along.
static struct snippet in_ascii(struct snippet text, struct arena *arena)
{
	struct buf out = {0};
	struct range *marks = arena_array(arena, struct range, text.nmarks);
	size_t at = 0;
	for (uint32_t i = 0; i < text.nmarks; i++) {
		add_ascii(&out, text.text, at, text.marks[i].from);
		marks[i].from = (uint32_t)out.len;
		add_ascii(&out, text.text, text.marks[i].from, text.marks[i].to);
		marks[i].to = (uint32_t)out.len;
		at = text.marks[i].to;
	}
	add_ascii(&out, text.text, at, text.text.len);
	struct snippet ascii = {arena_copy(arena, buf_str(&out)), marks, text.nmarks};
	buf_release(&out);
	return ascii;
}

struct marked marked_wrap(struct snippet text, int cols, uint32_t limit, bool ascii,
			  struct arena *arena)
{
	struct marked marked = {.text = ascii ? in_ascii(text, arena) : text};
	struct str whole = marked.text.text;
	uint8_t *breaks = arena_array(arena, uint8_t, whole.len);
	VEC(struct range) lines = {0};

	linebreak_find(whole, STR(""), breaks);
	struct range line;
	for (uint32_t at = 0; lines.count < limit;) {
		int room = lines.count + 1 == limit ? INT_MAX : cols;
		if (!linebreak_line(whole, breaks, &at, room, &line))
			break;
		*vec_push(arena, &lines) = line;
	}
	marked.lines = lines.at;
	marked.nlines = lines.count;
	return marked;
}

// Columns of the line up to a byte of the text; at its ends when the byte is outside.
static int column_of(const struct marked *marked, struct range line, uint32_t byte)
{
	byte = byte < line.from ? line.from : byte > line.to ? line.to : byte;
	return column_count(str_sub(marked->text.text, line.from, byte));
}

int marked_draw(const struct marked *marked, uint32_t line, struct canvas *canvas, int row, int col,
		int cols, enum style style)
{
	struct range range = marked->lines[line];
	struct str text = str_sub(marked->text.text, range.from, range.to);
	int end = canvas_fit(canvas, row, col, cols, text, style);
	for (uint32_t i = 0; i < marked->text.nmarks; i++) {
		int from = column_of(marked, range, marked->text.marks[i].from);
		int to = column_of(marked, range, marked->text.marks[i].to);
		if (to > cols)
			to = cols;
		canvas_restyle(canvas, row, col + from, to - from, STYLE_MATCH);
	}
	return end;
}
