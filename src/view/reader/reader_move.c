// SPDX-License-Identifier: ISC

#include "view/reader/reader.h"

#include "view/frame.h"

enum {
	WHEEL = 3,          // lines
	SHARE_OF_FLAGS = 4, // of this many rows one may be a flag that does not scroll
};

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
	if (!around->rows.text_rows)
		return;
	if (!sheets_get(&reader->sheets, spot.sheet)->layout.nlines &&
	    !sheets_down(&reader->sheets, &spot, 1))
		return;
	do
		around->lines[around->nlines++] = spot;
	while (around->nlines < around->rows.text_rows && sheets_down(&reader->sheets, &spot, 1));
	for (int i = 0; i < around->nlines; i++)
		sheets_look(&reader->sheets, around->lines[i]);
}

void reader_wrap_flags(struct reader *reader)
{
	struct flags *flags = &reader->flags;
	bool past = flags->rows.count && reader->flags_past == flags->rows.count;
	arena_clear(&reader->wrapped);
	flags_wrap(flags, reader->view.cols, reader->view.desk->ascii, &reader->wrapped);
	reader->flags_fixed =
		(int)flags->rows.count * SHARE_OF_FLAGS <= frame_of(reader->view.rows).rows;
	reader->flags_past = past && !reader->flags_fixed ? flags->rows.count : 0;
}

// Rows of flags that scroll.
static uint32_t flag_rows(const struct reader *reader)
{
	return reader->flags_fixed ? 0 : reader->flags.rows.count;
}

void reader_show(struct reader *reader, struct spot spot)
{
	if (reader_sees(reader, spot))
		return;
	reader->flags_past = flag_rows(reader);
	reader->around.rows = reader_rows(reader);
	sheets_up(&reader->sheets, &spot, (uint32_t)reader->around.rows.text_rows / 3);
	reader_set_top(reader, spot);
	reader_list_lines(reader);
}

// ---- moving ----

uint32_t reader_times(const struct reader *reader)
{
	return reader->counting && reader->count ? reader->count : 1;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

// Rows on the screen that scroll.
static uint32_t scrolling_rows(const struct reader *reader)
{
	const struct reader_rows *rows = &reader->around.rows;
	return (uint32_t)(rows->text_rows + (reader->flags_fixed ? 0 : rows->flag_rows));
}

// Down by lines, as far as there is anything below the screen; flags go before the text does.
static void scroll_down(struct reader *reader, uint32_t lines)
{
	struct spot end = reader->top, top = reader->top;
	uint32_t screen = scrolling_rows(reader), flags = flag_rows(reader) - reader->flags_past;
	uint32_t want = screen + lines, there = flags + 1;
	if (want > there)
		there += sheets_down(&reader->sheets, &end, want - there);
	uint32_t can = there > screen ? least(there - screen, lines) : 0;
	if (!can)
		reader_say(reader, STR("the end of the page"));
	reader->flags_past += least(can, flags);
	sheets_down(&reader->sheets, &top, can - least(can, flags));
	reader_set_top(reader, top);
}

// Up by lines; flags that are in sight, above any line, are seen from their first row before the
// text below them moves.
static void scroll_up(struct reader *reader, uint32_t lines)
{
	struct spot top = reader->top;
	bool in_sight = reader->flags_past < flag_rows(reader);
	uint32_t before = in_sight ? least(reader->flags_past, lines) : 0;
	uint32_t moved = before + sheets_up(&reader->sheets, &top, lines - before);
	uint32_t behind = least(reader->flags_past - before, lines - moved);
	if (!moved && !behind)
		reader_say(reader, STR("the beginning of the page"));
	reader->flags_past -= before + behind;
	reader_set_top(reader, top);
}

static struct spot page_start(struct reader *reader)
{
	struct spot spot = {0, 0};
	if (!sheets_get(&reader->sheets, 0)->layout.nlines)
		sheets_down(&reader->sheets, &spot, 1);
	return spot;
}

// Goes to a line; the flags are above the first one.
static void go_to(struct reader *reader, struct spot spot)
{
	reader_set_top(reader, spot);
	reader->flags_past = spot_before(page_start(reader), spot) ? flag_rows(reader) : 0;
}

static void go_to_line(struct reader *reader, uint32_t line)
{
	struct spot spot = page_start(reader);
	sheets_down(&reader->sheets, &spot, line - 1);
	go_to(reader, spot);
}

// The last line is the last on the screen, and flags fill what is left of it.
static void go_to_end(struct reader *reader)
{
	uint32_t last = reader->sheets.count - 1;
	while (last && !sheets_get(&reader->sheets, last)->layout.nlines)
		last--;
	uint32_t n = sheets_get(&reader->sheets, last)->layout.nlines;
	struct spot spot = {last, n ? n - 1 : 0};
	uint32_t rows = scrolling_rows(reader) - 1;
	uint32_t above = sheets_up(&reader->sheets, &spot, rows);
	reader_set_top(reader, spot);
	reader->flags_past = flag_rows(reader) - least(flag_rows(reader), rows - above);
}

static bool next_section(struct reader *reader)
{
	for (uint32_t s = reader->section + 1; s < reader->sheets.sections.to; s++) {
		struct spot spot = sheets_spot(&reader->sheets, s, 0);
		if (spot_before(reader->top, spot)) {
			go_to(reader, spot);
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
			go_to(reader, spot);
			return true;
		}
	}
	if (reader->flags_past) {
		go_to(reader, page_start(reader));
		return true;
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
		go_to(reader, sheets_at_share(&reader->sheets, reader->count * 10));
}

bool reader_move(struct reader *reader, enum action action)
{
	uint32_t n = reader_times(reader), rows = scrolling_rows(reader);
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
