// SPDX-License-Identifier: ISC

#include "view/reader/reader.h"

enum { WHEEL = 3 }; // lines

void reader_set_top(struct reader *reader, struct spot spot)
{
	struct sheets *sheets = &reader->sheets;
	sheets_place(sheets, spot, &reader->section, &reader->at);
	struct spot first = sheets_spot(sheets, reader->section, reader->at);
	reader->top = spot;
	reader->below =
		first.sheet == spot.sheet && first.line < spot.line ? spot.line - first.line : 0;
	reader->below_cols = sheets->options.cols;
}

void reader_find_top(struct reader *reader)
{
	struct sheets *sheets = &reader->sheets;
	reader->top = sheets_spot(sheets, reader->section, reader->at);
	uint32_t n = sheets_get(sheets, reader->top.sheet)->layout.nlines;
	if (reader->below_cols == sheets->options.cols && reader->top.line + reader->below < n)
		reader->top.line += reader->below;
}

bool reader_sees(const struct reader *reader, struct spot spot)
{
	for (int i = 0; i < reader->around.nlines; i++) {
		struct spot line = reader->around.lines[i];
		if (line.sheet == spot.sheet && line.line == spot.line)
			return true;
	}
	return false;
}

void reader_list_lines(struct reader *reader)
{
	struct reader_around *around = &reader->around;
	struct spot spot = reader->top;
	around->lines = arena_array(&reader->frame, struct spot, around->rows.text_rows);
	around->nlines = 0;
	if (!sheets_get(&reader->sheets, spot.sheet)->layout.nlines &&
	    !sheets_down(&reader->sheets, &spot, 1))
		return;
	do
		around->lines[around->nlines++] = spot;
	while (around->nlines < around->rows.text_rows && sheets_down(&reader->sheets, &spot, 1));
	for (int i = 0; i < around->nlines; i++)
		sheets_look(&reader->sheets, around->lines[i]);
}

void reader_show(struct reader *reader, struct spot spot)
{
	if (reader_sees(reader, spot))
		return;
	sheets_up(&reader->sheets, &spot, (uint32_t)reader->around.rows.text_rows / 3);
	reader_set_top(reader, spot);
	reader_list_lines(reader);
}

// ---- moving ----

uint32_t reader_times(const struct reader *reader)
{
	return reader->counting && reader->count ? reader->count : 1;
}

// Down by lines, as far as there is text below the screen.
static void scroll_down(struct reader *reader, uint32_t lines)
{
	struct spot end = reader->top, top = reader->top;
	uint32_t screen = (uint32_t)reader->around.rows.text_rows - 1;
	uint32_t can = sheets_down(&reader->sheets, &end, screen);
	can = can < screen ? 0 : sheets_down(&reader->sheets, &end, lines);
	if (!can)
		reader_say(reader, STR("the end of the page"));
	sheets_down(&reader->sheets, &top, can);
	reader_set_top(reader, top);
}

static void scroll_up(struct reader *reader, uint32_t lines)
{
	struct spot top = reader->top;
	if (!sheets_up(&reader->sheets, &top, lines))
		reader_say(reader, STR("the beginning of the page"));
	reader_set_top(reader, top);
}

static struct spot page_start(struct reader *reader)
{
	struct spot spot = {0, 0};
	if (!sheets_get(&reader->sheets, 0)->layout.nlines)
		sheets_down(&reader->sheets, &spot, 1);
	return spot;
}

static void go_to_line(struct reader *reader, uint32_t line)
{
	struct spot spot = page_start(reader);
	sheets_down(&reader->sheets, &spot, line - 1);
	reader_set_top(reader, spot);
}

static void go_to_end(struct reader *reader)
{
	uint32_t last = reader->sheets.count - 1;
	while (last && !sheets_get(&reader->sheets, last)->layout.nlines)
		last--;
	uint32_t n = sheets_get(&reader->sheets, last)->layout.nlines;
	struct spot spot = {last, n ? n - 1 : 0};
	sheets_up(&reader->sheets, &spot, (uint32_t)reader->around.rows.text_rows - 1);
	reader_set_top(reader, spot);
}

static bool next_section(struct reader *reader)
{
	for (uint32_t s = reader->section + 1; s < reader->sheets.sections.to; s++) {
		struct spot spot = sheets_spot(&reader->sheets, s, 0);
		if (spot_before(reader->top, spot)) {
			reader_set_top(reader, spot);
			return true;
		}
	}
	reader_say(reader, STR("no section below"));
	return false;
}

static bool prev_section(struct reader *reader)
{
	for (uint32_t s = reader->section + 1; s-- > reader->sheets.sections.from;) {
		struct spot spot = sheets_spot(&reader->sheets, s, 0);
		if (spot_before(spot, reader->top)) {
			reader_set_top(reader, spot);
			return true;
		}
	}
	reader_say(reader, STR("no section above"));
	return false;
}

static void go_to_percent(struct reader *reader)
{
	if (!reader->counting || reader->count > 100) {
		reader_say(reader, STR("a percentage is typed before the sign: 50%"));
		return;
	}
	if (reader->count == 100)
		go_to_end(reader);
	else
		reader_set_top(reader, sheets_at_share(&reader->sheets, reader->count * 10));
}

bool reader_move(struct reader *reader, enum action action)
{
	uint32_t n = reader_times(reader), rows = (uint32_t)reader->around.rows.text_rows;
	uint32_t page = rows > 2 ? rows - 1 : 1, half = rows > 1 ? rows / 2 : 1;
	switch ((int)action) {
	case ACT_LINE_DOWN:
		scroll_down(reader, n);
		return true;
	case ACT_LINE_UP:
		scroll_up(reader, n);
		return true;
	case ACT_PAGE_DOWN:
		scroll_down(reader, n * page);
		return true;
	case ACT_PAGE_UP:
		scroll_up(reader, n * page);
		return true;
	case ACT_HALF_DOWN:
		scroll_down(reader, n * half);
		return true;
	case ACT_HALF_UP:
		scroll_up(reader, n * half);
		return true;
	case ACT_WHEEL_DOWN:
		scroll_down(reader, WHEEL);
		return true;
	case ACT_WHEEL_UP:
		scroll_up(reader, WHEEL);
		return true;
	case ACT_TOP:
		go_to_line(reader, n);
		return true;
	case ACT_BOTTOM:
		go_to_end(reader);
		return true;
	case ACT_NEXT_SECTION:
		while (n-- && next_section(reader))
			;
		return true;
	case ACT_PREV_SECTION:
		while (n-- && prev_section(reader))
			;
		return true;
	case ACT_PERCENT:
		go_to_percent(reader);
		return true;
	default:
		return false;
	}
}
