// SPDX-License-Identifier: ISC

#include "page/markdown/table.h"

#include <string.h>

// Cells of a row as written, without white space at their ends; "\|" has become "|".
struct row {
	VEC(struct str) cells;
};

// More than this many cells for each byte would be a table of air.
enum { CELLS_PER_BYTE = 4, LEAST_CELLS = 1 << 12 };

// The next pipe that parts cells, at or after `at`.
static size_t next_pipe(struct str line, size_t at, bool escapes)
{
	if (!escapes) {
		const char *pipe = memchr(line.ptr + at, '|', line.len - at);
		return pipe ? (size_t)(pipe - line.ptr) : line.len;
	}
	for (; at < line.len && line.ptr[at] != '|'; at++)
		at += line.ptr[at] == '\\';
	return at < line.len ? at : line.len;
}

static struct str unescape(struct str cell, struct arena *arena)
{
	if (str_find(cell, STR("\\|"), 0) == SIZE_MAX)
		return cell;
	char *out = arena_bytes(arena, cell.len);
	size_t len = 0;
	for (size_t at = 0; at < cell.len; at++) {
		if (cell.ptr[at] == '\\' && at + 1 < cell.len && cell.ptr[at + 1] == '|')
			at++;
		out[len++] = cell.ptr[at];
	}
	return (struct str){out, len};
}

// Without white space and pipes at its end.
static struct str without_end(struct str text)
{
	text = str_trim(text);
	while (str_ends(text, STR("|")) && !str_ends(text, STR("\\|")))
		text = str_trim(str_sub(text, 0, text.len - 1));
	return text;
}

// At most `most` cells; the last one holds what is left, pipes and all.
static void read_row(struct str line, uint32_t most, struct arena *arena, struct row *row)
{
	line = str_trim(line);
	size_t at = str_starts(line, STR("|"));
	bool escapes = line.len && memchr(line.ptr, '\\', line.len);
	row->cells.count = 0;
	while (at < line.len && row->cells.count < most) {
		bool last = row->cells.count + 1 == most;
		size_t pipe = last ? line.len : next_pipe(line, at, escapes);
		struct str cell = str_trim(str_sub(line, at, pipe));
		if (last)
			cell = without_end(cell);
		*vec_push(arena, &row->cells) = escapes ? unescape(cell, arena) : cell;
		at = pipe + 1;
	}
}

// Whether a line is a delimiter row ("| --- | :-: |") at a glance.  It has a pipe or a colon: "---"
// alone underlines a heading.
static bool is_delimiter(struct str line)
{
	bool marked = false, dash = false;
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		if (c != '-' && c != '|' && c != ':' && c != ' ' && c != '\t')
			return false;
		marked |= c == '|' || c == ':';
		dash |= c == '-';
	}
	return marked && dash;
}

static bool read_align(struct str cell, uint8_t *align)
{
	bool left = str_starts(cell, STR(":")), right = str_ends(cell, STR(":"));
	struct str dashes = str_sub(cell, left, cell.len - (right && cell.len > 1));
	for (size_t i = 0; i < dashes.len; i++) {
		if (dashes.ptr[i] != '-')
			return false;
	}
	*align = left && right ? ALIGN_CENTER
		 : left        ? ALIGN_LEFT
		 : right       ? ALIGN_RIGHT
			       : ALIGN_NONE;
	return dashes.len > 0;
}

// The number of columns of a delimiter row, 0 when it is none, and their alignments.
static uint32_t read_columns(struct str delimiter, struct arena *arena, const uint8_t **align)
{
	struct row row = {0};
	read_row(delimiter, UINT32_MAX, arena, &row);
	uint8_t *out = arena_array(arena, uint8_t, row.cells.count);
	for (uint32_t i = 0; i < row.cells.count; i++) {
		if (!read_align(row.cells.at[i], &out[i]))
			return 0;
	}
	*align = out;
	return row.cells.count;
}

// Sets head, cols and align.
static bool find_head(struct pipes *pipes, uint32_t nlines, struct arena *arena)
{
	struct row head = {0};
	for (uint32_t i = 0; i + 1 < nlines; i++) {
		if (!is_delimiter(pipes->lines[i + 1]))
			continue;
		pipes->head = i;
		pipes->cols = read_columns(pipes->lines[i + 1], arena, &pipes->align);
		read_row(pipes->lines[i], UINT32_MAX, arena, &head);
		if (pipes->cols && pipes->cols == head.cells.count)
			return true;
	}
	return false;
}

// The text before a table's head as one line, without link reference definitions.
static void add_lead(struct pipes *pipes, struct arena *arena, struct aside *aside)
{
	struct str text = STR("");
	uint32_t from = 0;
	pipes->lead = DOC_NONE;
	while (from < pipes->head && str_starts(pipes->lines[from], STR("[")) &&
	       str_find(pipes->lines[from], STR("]:"), 0) != SIZE_MAX)
		from++;
	for (uint32_t i = from; i < pipes->head; i++)
		text.len += pipes->lines[i].len + 1;
	char *out = arena_bytes(arena, text.len);
	text = (struct str){out, 0};
	for (uint32_t i = from; i < pipes->head; i++) {
		struct str line = pipes->lines[i];
		memcpy(out + text.len, line.ptr, line.len);
		out[text.len + line.len] = ' ';
		text.len += line.len + 1;
	}
	if (text.len)
		pipes->lead = aside_inlines(aside, str_trim(text));
}

// Whether markdown gives a meaning to nothing in it.
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '\\':
		case '`':
		case '*':
		case '_':
		case '[':
		case '<':
		case '&':
			return false;
		default:
			break;
		}
	}
	return true;
}

// Whether it is one code span, and as it stands.
static bool is_code(struct str text)
{
	if (text.len < 3 || text.ptr[0] != '`' || text.ptr[1] == ' ')
		return false;
	return memchr(text.ptr + 1, '`', text.len - 1) == text.ptr + text.len - 1;
}

static struct pipe_cell cell_of(struct str text, struct aside *aside)
{
	if (is_plain(text))
		return (struct pipe_cell){.text = text, .heading = DOC_NONE};
	if (is_code(text))
		return (struct pipe_cell){
			.text = str_sub(text, 1, text.len - 1), .heading = DOC_NONE, .code = true};
	return (struct pipe_cell){.heading = aside_inlines(aside, text)};
}

static void add_cells(struct pipes *pipes, struct arena *arena, struct aside *aside)
{
	struct row row = {0};
	struct pipe_cell *cell =
		arena_array(arena, struct pipe_cell, (size_t)pipes->rows * pipes->cols);
	pipes->cells = cell;
	for (uint32_t i = 0; i < pipes->rows; i++) {
		read_row(pipes->lines[pipes->head + i + (i > 0)], pipes->cols, arena, &row);
		for (uint32_t col = 0; col < pipes->cols; col++) {
			struct str text = col < row.cells.count ? row.cells.at[col] : STR("");
			*cell++ = cell_of(text, aside);
		}
	}
}

static struct str without_quotes(struct str line, uint32_t quotes)
{
	size_t at = 0;
	for (; at < line.len; at++) {
		char c = line.ptr[at];
		if (c == '>' && quotes)
			quotes--;
		else if (c != ' ' && c != '\t')
			break;
	}
	return str_trim(str_sub(line, at, line.len));
}

static const struct str *lines_within(const struct paragraph *paragraph, struct arena *arena)
{
	struct str *lines = arena_array(arena, struct str, paragraph->to - paragraph->from + 1);
	struct str first = lines_at(paragraph->body, paragraph->from);
	lines[0] = str_trim(str_sub(first, paragraph->column - 1, first.len));
	for (uint32_t i = 1; i <= paragraph->to - paragraph->from; i++)
		lines[i] = without_quotes(lines_at(paragraph->body, paragraph->from + i),
					  paragraph->quotes);
	return lines;
}

// The line of the heading's underline; cmark is not always right about where a heading ends.
static uint32_t find_underline(const struct paragraph *paragraph)
{
	for (uint32_t at = paragraph->from + 1; at < paragraph->to; at++) {
		struct str line = without_quotes(lines_at(paragraph->body, at), paragraph->quotes);
		size_t dashes = 0;
		while (dashes < line.len && line.ptr[dashes] == '-')
			dashes++;
		if (dashes && dashes == line.len)
			return at;
	}
	return paragraph->to;
}

// Whether a line may be a delimiter row, whatever quotes it stands in.
static bool is_likely(const struct lines *body, uint32_t line)
{
	struct str text = lines_at(body, line);
	size_t at = 0;
	while (at < text.len &&
	       (text.ptr[at] == ' ' || text.ptr[at] == '>' || text.ptr[at] == '\t'))
		at++;
	return is_delimiter(str_sub(text, at, text.len));
}

uint32_t table_likely(const struct lines *body, uint32_t from, uint32_t to)
{
	const char *text = body->text.ptr;
	for (uint32_t line = from; line < to && line <= body->count; line++) {
		char c = text[body->starts[line - 1]];
		bool may_be = c == '|' || c == ' ' || c == '-' || c == ':' || c == '>' || c == '\t';
		if (may_be && is_likely(body, line))
			return line;
	}
	return 0;
}

bool table_read(const struct paragraph *paragraph, struct arena *arena, struct aside *aside,
		struct pipes *pipes)
{
	if (!table_likely(paragraph->body, paragraph->from + 1, paragraph->to + 1))
		return false;
	uint32_t underline = paragraph->underlined ? find_underline(paragraph) : 0;
	uint32_t nlines = (underline ? underline : paragraph->to + 1) - paragraph->from;
	size_t bytes = lines_start(paragraph->body, paragraph->to + 1) -
		       lines_start(paragraph->body, paragraph->from);
	*pipes = (struct pipes){.line = paragraph->from,
				.rule_line = underline,
				.lines = lines_within(paragraph, arena)};
	if (!find_head(pipes, nlines, arena))
		return false;
	pipes->rows = nlines - pipes->head - 1;
	if ((uint64_t)pipes->rows * pipes->cols > LEAST_CELLS + CELLS_PER_BYTE * (uint64_t)bytes)
		return false;
	add_lead(pipes, arena, aside);
	add_cells(pipes, arena, aside);
	return true;
}
