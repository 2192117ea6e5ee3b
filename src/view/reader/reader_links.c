// SPDX-License-Identifier: ISC

#include "view/reader/reader.h"

#include "text/column.h"
#include "text/safe.h"

enum { PEEK_BYTES = 16 << 10 }; // of a section that are parsed for a peek

static bool line_has_link(const struct layout *layout, uint32_t line, uint32_t link)
{
	for (uint32_t i = layout->lines[line].runs.from; i < layout->lines[line].runs.to; i++) {
		if (layout->runs[i].link == link)
			return true;
	}
	return false;
}

bool reader_link_line(struct reader *reader, uint32_t sheet, uint32_t link, struct spot *spot)
{
	const struct sheet *on = sheets_get(&reader->sheets, sheet);
	const struct link *info = &on->doc.links[link];
	if (info->image || info->text.from == info->text.to || !on->layout.nlines)
		return false;
	// Its first byte may be a space that was left out at the end of a line.
	uint32_t line = layout_line_at(&on->layout, info->text.from);
	for (int i = 0; i < 2 && line < on->layout.nlines; i++, line++) {
		if (line_has_link(&on->layout, line, link)) {
			*spot = (struct spot){sheet, line};
			return true;
		}
	}
	return false;
}

bool reader_focus_seen(struct reader *reader)
{
	struct spot spot;
	return reader->focus != DOC_NONE &&
	       reader_link_line(reader, reader->focus_sheet, reader->focus, &spot) &&
	       reader_sees(reader, spot);
}

const struct link *reader_link(const struct reader *reader)
{
	const struct sheet *sheet = &reader->sheets.at[reader->focus_sheet];
	return reader->focus != DOC_NONE && sheet->laid && reader->focus < sheet->doc.nlinks
		       ? &sheet->doc.links[reader->focus]
		       : NULL;
}

static void set_focus(struct reader *reader, uint32_t sheet, uint32_t link)
{
	struct spot spot;
	reader->focus_sheet = sheet;
	reader->focus = link;
	if (reader_link_line(reader, sheet, link, &spot))
		reader_show(reader, spot);
	if (reader->peek.open)
		reader_peek(reader);
}

// ---- from one to the next ----

struct link_walk {
	uint32_t sheet, link;
};

static bool step_forward(struct reader *reader, struct link_walk *at)
{
	if (at->link + 1 < sheets_get(&reader->sheets, at->sheet)->doc.nlinks ||
	    at->link == DOC_NONE) {
		at->link++;
		return true;
	}
	if (at->sheet + 1 >= reader->sheets.count)
		return false;
	*at = (struct link_walk){at->sheet + 1, DOC_NONE};
	return true;
}

static bool step_back(struct reader *reader, struct link_walk *at)
{
	if (at->link) {
		at->link--;
		return true;
	}
	if (!at->sheet)
		return false;
	at->sheet--;
	at->link = sheets_get(&reader->sheets, at->sheet)->doc.nlinks;
	return true;
}

// The first link that stands on `line` of a sheet or below, or how many there are.
static uint32_t link_from_line(struct reader *reader, struct spot spot)
{
	const struct sheet *sheet = sheets_get(&reader->sheets, spot.sheet);
	struct spot line;
	uint32_t link = 0;
	for (; link < sheet->doc.nlinks; link++) {
		if (reader_link_line(reader, spot.sheet, link, &line) && line.line >= spot.line)
			break;
	}
	return link;
}

// Where to start: at the focus if it is seen, else at the edge of the screen.
static struct link_walk walk_start(struct reader *reader, bool back)
{
	if (reader_focus_seen(reader))
		return (struct link_walk){reader->focus_sheet, reader->focus};
	struct spot edge = reader->top;
	uint32_t rows = (uint32_t)reader->around.rows.text_rows;
	bool end = back && sheets_down(&reader->sheets, &edge, rows) < rows;
	uint32_t link = end ? sheets_get(&reader->sheets, edge.sheet)->doc.nlinks
			    : link_from_line(reader, edge);
	return (struct link_walk){edge.sheet, back ? link : link - 1};
}

bool reader_next_link(struct reader *reader, bool back)
{
	struct link_walk at = walk_start(reader, back);
	struct spot spot;
	while (back ? step_back(reader, &at) : step_forward(reader, &at)) {
		if (at.link < sheets_get(&reader->sheets, at.sheet)->doc.nlinks &&
		    reader_link_line(reader, at.sheet, at.link, &spot)) {
			set_focus(reader, at.sheet, at.link);
			return true;
		}
	}
	reader_say(reader, back ? STR("no link above") : STR("no link below"));
	return false;
}

// ---- by number ----

uint32_t reader_link_number(const struct reader *reader, uint32_t sheet, uint32_t link)
{
	const struct doc *doc = &reader->sheets.at[sheet].doc;
	uint32_t number = sheets_links_before(&reader->sheets, sheet);
	if (doc->links[link].image)
		return 0;
	for (uint32_t i = 0; i <= link; i++)
		number += !doc->links[i].image;
	return number;
}

bool reader_focus_number(struct reader *reader, uint32_t number)
{
	uint32_t sheet = 0, n = reader->sheets.count;
	while (sheet + 1 < n && sheets_links_before(&reader->sheets, sheet + 1) < number)
		sheet++;
	const struct sheet *on = sheets_get(&reader->sheets, sheet);
	uint32_t left = number - sheets_links_before(&reader->sheets, sheet);
	for (uint32_t i = 0; number && i < on->doc.nlinks; i++) {
		left -= !on->doc.links[i].image;
		if (!left) {
			set_focus(reader, sheet, i);
			return true;
		}
	}
	reader_say(reader,
		   arena_printf(&reader->frame, "there is no link %u on this page", number));
	return false;
}

// ---- where they lead ----

// A footnote of this page, as the section of the book and the byte of its text.
static void footnote_place(const struct reader *reader, const struct link *link, uint32_t *section,
			   uint32_t *at)
{
	const struct sheet *sheet = &reader->sheets.at[reader->focus_sheet];
	const struct block *block = &sheet->doc.blocks[link->note];
	*section = sheet_book_section(sheet, block->section);
	*at = block->text.from - sheet->doc.sections[block->section].text.from;
}

static enum target resolve(const struct reader *reader, const struct link *link, uint32_t *page,
			   uint32_t *section, uint32_t *at)
{
	*at = 0;
	if (link->note != DOC_NONE) {
		footnote_place(reader, link, section, at);
		*page = reader->page;
		return TARGET_SECTION;
	}
	return book_resolve(reader->view.desk->book, reader->page, link->target, link->wiki, page,
			    section);
}

// The address and as much of the title before it as one row has room for.
static struct str place_says(const struct reader *reader, uint32_t page, uint32_t section,
			     struct arena *arena)
{
	enum { LEAST = 12, AROUND = 4, DOTS = 3 };
	const struct book *book = reader->view.desk->book;
	struct str title = entries_section_name(book, page, section, arena);
	struct str address =
		safe_line(arena, section == BOOK_NONE ? book_page(book, page).path
						      : book_address(book, section, arena));
	int room = reader->view.cols - column_count(address) - AROUND;
	bool whole = column_count(title) <= room;
	if (str_eq_nocase(title, address))
		return title;
	if (!whole && room < LEAST)
		return address;
	if (!whole)
		title = column_fit(title, room - DOTS);
	return arena_printf(arena, "%.*s%s  (%.*s)", STR_ARG(title), whole ? "" : "…",
			    STR_ARG(address));
}

struct str reader_link_says(const struct reader *reader, struct arena *arena)
{
	const struct link *link = reader_link(reader);
	uint32_t page, section, at;
	if (!link)
		return STR("");
	struct str target = safe_line(arena, link->target);
	switch (resolve(reader, link, &page, &section, &at)) {
	case TARGET_SECTION:
		if (link->note != DOC_NONE)
			return STR("a footnote of this page");
		return place_says(reader, page, section, arena);
	case TARGET_EXTERNAL:
		return target;
	case TARGET_NO_PAGE:
		return arena_printf(arena, "leads nowhere, there is no such page: %.*s",
				    STR_ARG(target));
	case TARGET_NO_SECTION:
		break;
	}
	return arena_printf(arena, "leads nowhere, there is no such section: %.*s",
			    STR_ARG(target));
}

struct wish reader_follow(struct reader *reader)
{
	struct wish wish = {.kind = WISH_STAY, .page = BOOK_NONE, .section = BOOK_NONE};
	const struct link *link = reader_link(reader);
	if (!link || !reader_focus_seen(reader)) {
		reader_say(reader, STR("no link is chosen: Tab goes to the next one"));
		return wish;
	}
	switch (resolve(reader, link, &wish.page, &wish.section, &wish.at)) {
	case TARGET_SECTION:
		wish.kind = WISH_OPEN;
		break;
	case TARGET_EXTERNAL:
		reader_say(reader, arena_printf(&reader->frame, "outside the book: %.*s",
						STR_ARG(link->target)));
		break;
	case TARGET_NO_PAGE:
	case TARGET_NO_SECTION:
		reader_say(reader, reader_link_says(reader, &reader->frame));
		break;
	}
	return wish;
}

// ---- peeking ----

void reader_peek_close(struct reader *reader)
{
	arena_release(&reader->peek.arena);
	reader->peek = (struct peek){0};
}

// What a section shows without leaving the page: its own text and that of the sections under it.
static struct range peek_bytes(const struct book *book, uint32_t page, uint32_t section)
{
	struct range all = book_page(book, page).sections;
	uint32_t from = section == BOOK_NONE ? all.from : section;
	struct book_section first = book_section(book, from);
	uint64_t to = first.to;
	for (uint32_t i = from + 1; i < all.to && to - first.from < PEEK_BYTES; i++) {
		struct book_section next = book_section(book, i);
		if (section != BOOK_NONE && next.level <= first.level)
			break;
		to = next.to;
	}
	if (to - first.from > PEEK_BYTES)
		to = first.from + PEEK_BYTES;
	return (struct range){(uint32_t)first.from, (uint32_t)to};
}

static bool peek_section(struct reader *reader, uint32_t page, uint32_t section)
{
	const struct book *book = reader->view.desk->book;
	struct peek *peek = &reader->peek;
	struct range bytes = peek_bytes(book, page, section);
	struct meta head = {0};
	struct str source;
	struct err err;
	if (!book_source(book, page, bytes.from, bytes.to, &peek->arena, &source, &err)) {
		reader_say(reader, str_of(err.text));
		return false;
	}
	peek->title = entries_section_name(book, page, section, &peek->arena);
	if (!bytes.from && !meta_parse(STR(""), source, &peek->arena, &head, &err))
		head.title = STR("");
	doc_parse(str_sub(source, head.bytes, source.len), 1, bytes.from, &peek->arena, &peek->doc);
	return true;
}

static void lay_peek(struct reader *reader, uint32_t from_block)
{
	struct peek *peek = &reader->peek;
	struct layout_options options = reader->sheets.options;
	options.folded = NULL;
	layout_doc(&peek->doc, (struct range){0, peek->doc.nsections}, &options, &peek->arena,
		   &peek->layout);
	struct layout *layout = &peek->layout;
	while (from_block && layout->nlines &&
	       (layout->lines->block == DOC_NONE || layout->lines->block < from_block)) {
		layout->lines++;
		layout->nlines--;
	}
}

void reader_peek(struct reader *reader)
{
	struct peek *peek = &reader->peek;
	const struct link *link = reader_link(reader);
	uint32_t page, section, at;
	reader_peek_close(reader);
	if (!link || resolve(reader, link, &page, &section, &at) != TARGET_SECTION) {
		reader_say(reader, link ? reader_link_says(reader, &reader->frame)
					: STR("no link is chosen: Tab goes to the next one"));
		return;
	}
	if (link->note != DOC_NONE) {
		peek->title =
			entries_section_name(reader->view.desk->book, page, section, &peek->arena);
		sheets_parse(&reader->sheets, reader->focus_sheet, &peek->arena, &peek->doc);
	} else if (!peek_section(reader, page, section)) {
		reader_peek_close(reader);
		return;
	}
	peek->open = true;
	lay_peek(reader, link->note == DOC_NONE ? 0 : link->note);
}
