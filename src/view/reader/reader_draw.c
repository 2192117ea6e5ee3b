// SPDX-License-Identifier: ISC

#include "view/reader/reader.h"

#include "text/column.h"
#include "view/frame.h"

enum {
	PANE_COLS = 30,
	MEASURE = 80, // columns of text at most: what an eye follows
	ROOMY = 44,   // columns from which the text has a margin
};

// ---- where things are ----

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

struct reader_rows reader_rows(const struct reader *reader)
{
	int rows = reader->view.rows, cols = reader->view.cols;
	struct frame frame = frame_of(rows);
	struct reader_rows all = {.flags = frame.top, .text = frame.top, .text_rows = frame.rows};
	all.flag_rows = clamp((int)(reader->flags.rows.count - reader->flags_past), 0, frame.rows);
	all.foot_rows = clamp((int)reader->around.foot.nlines, frame.hint_row >= 0, rows / 2);
	all.foot = rows - all.foot_rows;
	if (all.flags + all.flag_rows > all.foot)
		all.flag_rows = all.foot - all.flags;
	all.text += all.flag_rows;
	all.text_rows = clamp(frame.rows - all.flag_rows, 0, all.foot - all.text);
	if (reader->peek.open && all.text_rows >= 6) {
		all.peek_rows = all.text_rows / 3 + 1;
		all.text_rows -= all.peek_rows;
		all.peek = all.text + all.text_rows;
	}
	if (!all.flag_rows && all.text_rows < 1)
		all.text_rows = 1;
	if (cols >= READER_PANE_FROM && reader->outline.list.count > 1)
		all.pane_cols = PANE_COLS;
	int room = cols - all.pane_cols;
	all.cols = clamp(room >= ROOMY ? room - 2 : room, 1, MEASURE);
	all.left = all.pane_cols + (room - all.cols) / 2;
	return all;
}

// ---- the text ----

// The matches on a sheet, or the query's words while nothing is looked for.
static struct line_look look_of(const struct reader *reader, uint32_t i)
{
	const struct sheet *sheet = &reader->sheets.at[i];
	const struct find *find = &reader->find;
	struct line_look look = {.marks = sheet->marks,
				 .nmarks = sheet->nmarks,
				 .now = DOC_NONE,
				 .focus = i == reader->focus_sheet ? reader->focus : DOC_NONE,
				 .links = sheet->looks};
	if (!find->text.len)
		return look;
	look.nmarks = find->first[i + 1] - find->first[i];
	look.marks = look.nmarks ? find->matches.at + find->first[i] : NULL;
	look.now = find->now == DOC_NONE || find->now < find->first[i] ? DOC_NONE
								       : find->now - find->first[i];
	return look;
}

// The column at which a line begins to show a link or a byte of the text; -1 when it does not.
static int column_of(const struct layout *layout, uint32_t line, uint32_t link, uint32_t byte)
{
	int col = 0;
	for (uint32_t i = layout->lines[line].runs.from; i < layout->lines[line].runs.to; i++) {
		const struct run *run = &layout->runs[i];
		if (link != DOC_NONE && run->link == link)
			return col;
		if (link == DOC_NONE && run->doc.from <= byte && byte < run->doc.to) {
			bool exact = run->doc.to - run->doc.from == run->text.len;
			size_t in = exact ? byte - run->doc.from : 0;
			return col + column_count(str_sub(run->text, 0, in));
		}
		col += column_count(run->text);
	}
	return -1;
}

// The number of a link over its first letters, and a blank before those that are still seen.
static void draw_number(struct canvas *canvas, int row, int col, const struct run *run,
			uint32_t number)
{
	char digits[16];
	int n = 0;
	for (uint32_t left = number; left; left /= 10)
		n++;
	for (int i = n; i; number /= 10)
		digits[--i] = (char)('0' + number % 10);
	canvas_text(canvas, row, col, (struct str){digits, (size_t)n}, STYLE_SELECTED);
	if (column_count(run->text) > n)
		canvas_text(canvas, row, col + n, STR(" "), STYLE_PLAIN);
}

static void draw_numbers(const struct reader *reader, struct canvas *canvas, int row, int col,
			 struct spot spot)
{
	const struct sheet *sheet = &reader->sheets.at[spot.sheet];
	struct range runs = sheet->layout.lines[spot.line].runs;
	for (uint32_t i = runs.from; i < runs.to; i++) {
		const struct run *run = &sheet->layout.runs[i];
		uint32_t start =
			run->link == DOC_NONE ? DOC_NONE : sheet->doc.links[run->link].text.from;
		uint32_t number = run->doc.from <= start && start < run->doc.to
					  ? reader_link_number(reader, spot.sheet, run->link)
					  : 0;
		if (number)
			draw_number(canvas, row, col, run, number);
		col += column_count(run->text);
	}
}

// The cursor rests on the focus: the match or the link.  False when this line has neither.
static bool place_cursor(const struct reader *reader, struct canvas *canvas, int row, int left,
			 struct spot spot)
{
	const struct find *find = &reader->find;
	const struct layout *layout = &reader->sheets.at[spot.sheet].layout;
	int col = -1;
	if (find->text.len && find->now != DOC_NONE && find_sheet(find, find->now) == spot.sheet)
		col = column_of(layout, spot.line, DOC_NONE, find->matches.at[find->now].from);
	else if (reader->focus != DOC_NONE && reader->focus_sheet == spot.sheet)
		col = column_of(layout, spot.line, reader->focus, DOC_NONE);
	if (col < 0)
		return false;
	canvas->cursor_row = row;
	canvas->cursor_col = left + col;
	return true;
}

static void draw_text(const struct reader *reader, struct canvas *canvas)
{
	const struct reader_rows *rows = &reader->around.rows;
	bool placed = false;
	canvas->cursor_row = rows->text_rows ? rows->text : rows->flags;
	canvas->cursor_col = rows->left;
	if (!reader->around.nlines && rows->text_rows)
		canvas_fit(canvas, rows->text, rows->left, rows->cols,
			   STR("This page has no text."), STYLE_HINT);
	for (int i = 0; i < reader->around.nlines; i++) {
		struct spot spot = reader->around.lines[i];
		const struct sheet *sheet = &reader->sheets.at[spot.sheet];
		struct line_look look = look_of(reader, spot.sheet);
		int row = rows->text + i;
		layout_draw(&sheet->layout, spot.line, &look, canvas, row, rows->left);
		if (reader->counting)
			draw_numbers(reader, canvas, row, rows->left, spot);
		placed = placed || place_cursor(reader, canvas, row, rows->left, spot);
	}
}

// ---- around it ----

static void draw_bar(const struct reader *reader, struct canvas *canvas, int row, int col, int cols)
{
	for (int i = 0; i < cols; i++)
		canvas_char(canvas, row, col + i, reader->view.desk->ascii ? '-' : 0x2500,
			    STYLE_QUOTE);
}

static void draw_peek(const struct reader *reader, struct canvas *canvas)
{
	const struct reader_rows *rows = &reader->around.rows;
	const struct line_look look = {.now = DOC_NONE, .focus = DOC_NONE};
	if (!rows->peek_rows)
		return;
	int left = rows->pane_cols ? rows->pane_cols + 1 : 0;
	draw_bar(reader, canvas, rows->peek, left, canvas->cols - left);
	canvas_text(canvas, rows->peek, rows->left + 1, STR(" "), STYLE_PLAIN);
	int end = canvas_fit(canvas, rows->peek, rows->left + 2, rows->cols - 4, reader->peek.title,
			     STYLE_STRONG);
	canvas_text(canvas, rows->peek, end, STR(" "), STYLE_PLAIN);
	for (int i = 0; i + 1 < rows->peek_rows && (uint32_t)i < reader->peek.layout.nlines; i++)
		layout_draw(&reader->peek.layout, (uint32_t)i, &look, canvas, rows->peek + 1 + i,
			    rows->left);
}

// The entry of the section at the top, or the last one before it.
static uint32_t outline_now(const struct reader *reader)
{
	uint32_t now = 0;
	for (uint32_t i = 0; i < reader->outline.list.count; i++) {
		if (reader->outline.list.at[i].section <= reader->section)
			now = i;
	}
	return now;
}

static void draw_pane(const struct reader *reader, struct canvas *canvas)
{
	const struct reader_rows *rows = &reader->around.rows;
	uint32_t n = reader->outline.list.count, now = outline_now(reader);
	uint32_t height = (uint32_t)(rows->foot - rows->text);
	uint32_t first = now > height / 2 && n > height ? now - height / 2 : 0;
	if (!rows->pane_cols)
		return;
	if (n > height && first > n - height)
		first = n - height;
	for (uint32_t i = 0; i < height; i++) {
		int row = rows->text + (int)i;
		canvas_char(canvas, row, rows->pane_cols, reader->view.desk->ascii ? '|' : 0x2502,
			    STYLE_QUOTE);
		if (first + i >= n)
			continue;
		const struct entry *entry = &reader->outline.list.at[first + i];
		enum style style = first + i == now ? STYLE_STRONG : STYLE_PLAIN;
		int indent = 1 + 2 * (entry->indent < 5 ? entry->indent : 5);
		if (first + i == now)
			canvas_text(canvas, row, 0, STR(">"), style);
		canvas_fit(canvas, row, indent + 1, rows->pane_cols - indent - 2, entry->text,
			   style);
	}
}

static void draw_prompt(const struct reader *reader, struct canvas *canvas, int row)
{
	struct arena scratch = {0};
	struct str state = find_state(&reader->find, &scratch);
	int wide = column_count(state);
	canvas_text(canvas, row, 0, STR("/"), STYLE_STRONG);
	int room = canvas->cols - 1;
	if (wide && wide + 12 < canvas->cols) {
		room -= wide + 2;
		canvas_text(canvas, row, canvas->cols - 1 - wide, state, STYLE_HINT);
	}
	edit_draw(&reader->line, canvas, row, 1, room, STYLE_PLAIN);
	arena_release(&scratch);
}

static void draw_foot(const struct reader *reader, struct canvas *canvas)
{
	bool map = book_map(reader->view.desk->book) != NULL;
	const struct hint hints[] = {
		{ACT_HELP, "help"},       {ACT_BACK, "back"},
		{ACT_NEXT_LINK, "link"},  {ACT_FIND, "find"},
		{ACT_SEARCH, "search"},   {map ? ACT_MAP : ACT_PAGES, map ? "map" : "pages"},
		{ACT_OUTLINE, "outline"}, {ACT_CLOSE, "close"},
	};
	const struct reader_rows *rows = &reader->around.rows;
	if (!rows->foot_rows)
		return;
	canvas_fill(canvas, rows->foot, 0, rows->foot_rows, canvas->cols, STYLE_HINT);
	if (reader->mode == FINDING) {
		draw_prompt(reader, canvas, rows->foot + rows->foot_rows - 1);
	} else if (!reader->around.foot.nlines) {
		frame_hints(canvas, rows->foot, ON_PAGE | EVERYWHERE, hints, countof(hints));
	} else {
		for (int i = 0; i < rows->foot_rows; i++)
			marked_draw(&reader->around.foot, (uint32_t)i, canvas, rows->foot + i, 0,
				    canvas->cols, STYLE_HINT);
	}
}

void reader_draw(const struct view *view, struct canvas *canvas)
{
	const struct reader *reader = (const struct reader *)view;
	const struct reader_around *around = &reader->around;
	draw_pane(reader, canvas);
	draw_text(reader, canvas);
	draw_peek(reader, canvas);
	if (frame_of(view->rows).top)
		frame_title(canvas, 0, around->title, around->aside);
	for (int i = 0; i < around->rows.flag_rows; i++) {
		canvas_fill(canvas, around->rows.flags + i, 0, 1, canvas->cols, STYLE_FLAG);
		flags_draw(&reader->flags, reader->flags_past + (uint32_t)i, canvas,
			   around->rows.flags + i, 0);
	}
	draw_foot(reader, canvas);
}
