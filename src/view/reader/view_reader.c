// SPDX-License-Identifier: ISC
//
// The reader.  A change of state ends in reader_settle(), which makes everything that is drawn;
// drawing then only reads.

#include "view/reader/reader.h"

#include <time.h>

#include "text/column.h"
#include "text/safe.h"

enum { COUNT_LIMIT = 100000 };

static struct wish stay(void)
{
	return (struct wish){.kind = WISH_STAY, .page = BOOK_NONE, .section = BOOK_NONE};
}

static bool place(const struct view *view, struct place *place)
{
	const struct reader *reader = (const struct reader *)view;
	const struct book *book = view->desk->book;
	*place = (struct place){.page = book_page(book, reader->page).path,
				.anchor = book_section(book, reader->section).anchor,
				.at = reader->at,
				.title = reader->around.title,
				.time = (int64_t)time(NULL)};
	return true;
}

static struct wish act_marking(struct reader *reader, const struct input *input)
{
	struct place here;
	bool letter =
		(input->ch >= 'a' && input->ch <= 'z') || (input->ch >= 'A' && input->ch <= 'Z');
	reader->mode = READING;
	if (input->action != ACT_CHAR || !letter) {
		reader_say(reader, input->action == ACT_CHAR ? STR("a bookmark is a letter")
							     : STR("no bookmark set"));
		return stay();
	}
	place(&reader->view, &here);
	here.letter = (char)input->ch;
	places_bookmark(reader->view.desk->places, &here);
	reader_say(reader, arena_printf(&reader->frame, "bookmark %c: %.*s", here.letter,
					STR_ARG(here.title)));
	return stay();
}

static uint32_t source_line(struct reader *reader)
{
	const struct sheet *sheet = sheets_get(&reader->sheets, reader->top.sheet);
	for (uint32_t i = reader->top.line; i < sheet->layout.nlines; i++) {
		if (sheet->layout.lines[i].block != DOC_NONE)
			return sheet->doc.blocks[sheet->layout.lines[i].block].line;
	}
	return 1;
}

static void say_address(struct reader *reader)
{
	const struct book *book = reader->view.desk->book;
	struct arena *arena = &reader->frame;
	uint32_t share = sheets_share(&reader->sheets, reader->section, reader->at);
	struct str address = safe_line(arena, book_address(book, reader->section, arena));
	reader_say(reader, arena_printf(arena, "%.*s  line %u, %u%%", STR_ARG(address),
					source_line(reader), share / 10));
}

// The <details> whose line is the first on the screen, else the one around the first line.
static uint32_t details_here(const struct reader *reader, uint32_t *sheet_at)
{
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < reader->around.nlines; i++) {
			struct spot spot = reader->around.lines[i];
			const struct sheet *sheet = &reader->sheets.at[spot.sheet];
			uint32_t block = sheet->layout.lines[spot.line].block;
			if (block == DOC_NONE)
				continue;
			*sheet_at = spot.sheet;
			uint32_t at = sheet->doc.blocks[block].container;
			bool summary = sheet->doc.blocks[block].kind == BLOCK_SUMMARY;
			while (pass && at != DOC_NONE &&
			       sheet->doc.containers[at].kind != CONTAINER_DETAILS)
				at = sheet->doc.containers[at].parent;
			if (at != DOC_NONE && (pass || summary))
				return at;
		}
	}
	return DOC_NONE;
}

static void fold(struct reader *reader)
{
	uint32_t sheet, at = details_here(reader, &sheet);
	if (at == DOC_NONE) {
		reader_say(reader, STR("nothing here can be folded"));
		return;
	}
	bool folded = !reader->sheets.at[sheet].folded[at];
	uint32_t section, byte;
	sheets_place(&reader->sheets, reader->top, &section, &byte);
	sheets_fold(&reader->sheets, sheet, at, folded);
	reader_set_top(reader, sheets_spot(&reader->sheets, section, byte));
}

static void add_digit(struct reader *reader, uint32_t ch)
{
	if (!reader->counting)
		reader->count = 0;
	reader->counting = true;
	if (reader->count < COUNT_LIMIT && ch >= '0' && ch <= '9')
		reader->count = reader->count * 10 + (ch - '0');
}

static void escape(struct reader *reader)
{
	if (reader->peek.open) {
		reader_peek_close(reader);
		return;
	}
	if (reader->focus == DOC_NONE && !reader->find.text.len && !reader->sheets.query.nclauses)
		reader_say(reader, STR("nothing is marked: Left goes back, q closes"));
	reader->focus = DOC_NONE;
	find_text(&reader->find, &reader->sheets, STR(""));
	reader->sheets.query.nclauses = 0;
	for (uint32_t i = 0; i < reader->sheets.count; i++)
		reader->sheets.at[i].nmarks = 0;
}

static struct wish list_wish(const struct reader *reader, enum list_kind list)
{
	struct wish wish = stay();
	wish.kind = WISH_LIST;
	wish.list = list;
	wish.page = reader->page;
	wish.section = reader->section;
	return wish;
}

// A click on a link chooses it, a second one follows it.
static struct wish click(struct reader *reader, const struct input *input)
{
	int row = input->row - reader->around.rows.text, col = reader->around.rows.left;
	if (row < 0 || row >= reader->around.nlines)
		return stay();
	struct spot spot = reader->around.lines[row];
	const struct layout *layout = &reader->sheets.at[spot.sheet].layout;
	struct range runs = layout->lines[spot.line].runs;
	for (uint32_t i = runs.from; i < runs.to; i++) {
		const struct run *run = &layout->runs[i];
		int end = col + column_count(run->text);
		if (run->link != DOC_NONE && col <= input->col && input->col < end) {
			reader->focus_sheet = spot.sheet;
			reader->focus = run->link;
			return input->again ? reader_follow(reader) : stay();
		}
		col = end;
	}
	return stay();
}

static void peek(struct reader *reader)
{
	if (reader->peek.open) {
		reader_peek_close(reader);
		return;
	}
	if (!reader_focus_seen(reader))
		reader_next_link(reader, false);
	if (reader->focus == DOC_NONE)
		return;
	reader_peek(reader);
	reader_settle(reader);
	struct spot spot;
	if (reader_link_line(reader, reader->focus_sheet, reader->focus, &spot))
		reader_show(reader, spot);
}

static struct wish follow(struct reader *reader)
{
	if (reader->counting && !reader_focus_number(reader, reader->count))
		return stay();
	return reader_follow(reader);
}

static struct wish wish_of(const struct reader *reader, enum wish_kind kind, uint32_t at)
{
	struct wish wish = stay();
	wish.kind = kind;
	wish.page = reader->page;
	wish.section = reader->section;
	wish.at = at;
	return wish;
}

static struct wish act_reading(struct reader *reader, const struct input *input)
{
	struct wish wish = stay();
	if (reader_move(reader, input->action))
		return wish;
	switch ((int)input->action) {
	case ACT_NEXT_LINK:
	case ACT_PREV_LINK:
		for (uint32_t n = reader_times(reader);
		     n && reader_next_link(reader, input->action == ACT_PREV_LINK); n--)
			;
		return wish;
	case ACT_FOLLOW:
		return follow(reader);
	case ACT_PEEK:
		peek(reader);
		return wish;
	case ACT_BACK:
		return wish_of(reader, WISH_BACK, 0);
	case ACT_FORWARD:
		return wish_of(reader, WISH_FORWARD, 0);
	case ACT_FIND:
		reader_start_finding(reader);
		return wish;
	case ACT_FIND_NEXT:
	case ACT_FIND_PREV:
		reader_find_again(reader, input->action == ACT_FIND_PREV);
		return wish;
	case ACT_OUTLINE:
		return list_wish(reader, LIST_OUTLINE);
	case ACT_PAGES:
		return list_wish(reader, LIST_PAGES);
	case ACT_BACKLINKS:
		return list_wish(reader, LIST_BACKLINKS);
	case ACT_LINKS:
		return list_wish(reader, LIST_LINKS);
	case ACT_BOOKMARK:
		reader->mode = MARKING;
		return wish;
	case ACT_FOLD:
		fold(reader);
		return wish;
	case ACT_EDIT:
		return wish_of(reader, WISH_EDIT, source_line(reader));
	case ACT_ADDRESS:
		say_address(reader);
		return wish;
	case ACT_CLICK:
		return click(reader, input);
	case ACT_PAGE_ESCAPE:
		escape(reader);
		return wish;
	default:
		view_common(&reader->view, input->action, &wish);
		return wish;
	}
}

// The page's file may change while it is read: what is shown stays until the book is opened anew.
static void look_for_change(struct reader *reader, struct wish *wish)
{
	bool before = reader->changed;
	reader->changed = !book_source_is_same(reader->view.desk->book, reader->page);
	if (!reader->changed)
		return;
	if (!before)
		reader_say(reader, STR("the page's file has changed"));
	if (wish->kind == WISH_STAY && reader->mode == READING)
		wish->kind = WISH_RELOAD;
}

static struct wish act(struct view *view, const struct input *input)
{
	struct reader *reader = (struct reader *)view;
	struct wish wish = stay();
	reader->message = STR("");
	if (reader->mode == FINDING) {
		if (!reader_act_finding(reader, input))
			view_common(&reader->view, input->action, &wish);
	} else if (reader->mode == MARKING) {
		wish = act_marking(reader, input);
	} else if (input->action == ACT_PAGE_DIGIT) {
		add_digit(reader, input->ch);
	} else {
		if (!reader->counting || input->action != ACT_PAGE_ESCAPE)
			wish = act_reading(reader, input);
		reader->counting = false;
	}
	look_for_change(reader, &wish);
	reader_settle(reader);
	return wish;
}

static void resize(struct view *view, int rows, int cols)
{
	struct reader *reader = (struct reader *)view;
	view->rows = rows;
	view->cols = cols;
	if (!reader->outlined && cols >= READER_PANE_FROM) {
		entries_make(view->desk, LIST_OUTLINE, reader->page, STR(""), &view->arena,
			     &reader->outline);
		reader->outlined = true;
	}
	reader_wrap_flags(reader);
	sheets_set_cols(&reader->sheets, reader_rows(reader).cols);
	reader_find_top(reader);
	if (reader->peek.open)
		reader_peek(reader);
	reader_settle(reader);
}

static unsigned keysets(const struct view *view)
{
	const struct reader *reader = (const struct reader *)view;
	return reader->mode == READING ? ON_PAGE | EVERYWHERE : TYPING;
}

static void release(struct view *view)
{
	struct reader *reader = (struct reader *)view;
	reader_peek_close(reader);
	find_close(&reader->find);
	sheets_close(&reader->sheets);
	arena_release(&reader->said);
	arena_release(&reader->frame);
	arena_release(&reader->wrapped);
}

// The same place of the same page, with what is marked and looked for; the link in focus where the
// text is what it was.
static struct view *renew(struct view *view, const struct book *before)
{
	struct reader *old = (struct reader *)view;
	struct str anchor = book_section(before, old->section).anchor;
	uint32_t page = view_same_page(view, before, old->page);
	if (page == BOOK_NONE)
		return NULL;
	uint32_t section = book_find_section(view->desk->book, page, anchor);
	struct view *next =
		view_reader_new(view->desk, view->rows, view->cols, page, section,
				section == BOOK_NONE ? 0 : old->at,
				old->sheets.query.nclauses ? old->sheets.query.text : STR(""));
	struct reader *reader = (struct reader *)next;
	reader_find_as_before(reader, old, before);
	if (!reader->flags_fixed && old->flags_past)
		reader->flags_past = old->flags_past < reader->flags.rows.count
					     ? old->flags_past
					     : reader->flags.rows.count;
	if (str_eq(old->sheets.source, reader->sheets.source)) {
		reader->focus_sheet = old->focus_sheet;
		reader->focus = old->focus;
		reader->below = old->below;
		reader->below_cols = old->below_cols;
		reader_find_top(reader);
	}
	reader_settle(reader);
	return next;
}

struct view *view_reader_new(const struct desk *desk, int rows, int cols, uint32_t page,
			     uint32_t section, uint32_t at, struct str query)
{
	static const struct view_ops ops = {
		.name = "reader",
		.draw = reader_draw,
		.act = act,
		.resize = resize,
		.keysets = keysets,
		.release = release,
		.place = place,
		.renew = renew,
	};
	struct arena arena = {0};
	struct err err;
	struct reader *reader = arena_new(&arena, struct reader);
	reader->view = (struct view){.ops = &ops, .desk = desk, .arena = arena};
	reader->page = page;
	reader->focus = reader->find.now = DOC_NONE;
	if (!sheets_open(&reader->sheets, desk, page, query, &err))
		reader_say(reader, str_of(err.text));
	reader->section = section == BOOK_NONE ? reader->sheets.sections.from : section;
	reader->at = at;
	flags_of_page(desk->book, page, &reader->view.arena, &reader->flags);
	resize(&reader->view, rows, cols);
	return &reader->view;
}
