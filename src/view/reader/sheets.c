// SPDX-License-Identifier: ISC

#include "view/reader/sheets.h"

#include <string.h>

enum {
	ONE_SHEET = 96 << 10, // bytes of a page that is not cut
	SHEET = 48 << 10,     // and of a sheet of one that is, at least
	KEPT = 8,             // sheets laid out at a time
	REFERENCES = 256 << 10,
};

// ---- what a page is cut into ----

static bool after_blank_line(struct str source, size_t at)
{
	return at < 2 || (source.ptr[at - 1] == '\n' && source.ptr[at - 2] == '\n');
}

// A heading at the margin that ends whatever was open before it.
static bool may_cut(struct str source, size_t at)
{
	if (at >= source.len || (at && source.ptr[at - 1] != '\n'))
		return false;
	char c = source.ptr[at];
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return c == '#' || (letter && after_blank_line(source, at));
}

// The last section from `section` on that begins at or before a byte of the source.  Sections are
// asked for one by one, and there may be many: never in a row.
static uint32_t section_at(const struct sheets *sheets, uint32_t section, uint64_t byte)
{
	uint32_t low = section, high = sheets->sections.to;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (book_section(sheets->desk->book, middle).from <= byte)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void cut(struct sheets *sheets)
{
	VEC(struct sheet) all = {0};
	struct sheet sheet = {
		.sections = sheets->sections, .from = sheets->first_byte, .to = sheets->source.len};
	uint32_t end = sheets->source.len > ONE_SHEET ? sheets->sections.to : 0;
	uint32_t i = sheets->sections.from;
	while ((i = section_at(sheets, i, sheet.from + SHEET) + 1) < end) {
		size_t from = book_section(sheets->desk->book, i).from;
		while (!may_cut(sheets->source, from) && ++i < end)
			from = book_section(sheets->desk->book, i).from;
		if (i >= end)
			break;
		sheet.to = from;
		sheet.sections.to = i;
		*vec_push(&sheets->arena, &all) = sheet;
		sheet = (struct sheet){.sections = {i, sheets->sections.to},
				       .from = from,
				       .to = sheets->source.len};
	}
	*vec_push(&sheets->arena, &all) = sheet;
	sheets->at = all.at;
	sheets->count = all.count;
	sheets->texts = arena_array(&sheets->arena, struct str, all.count);
}

// ---- definitions ----

// "[label]:" at the start of a line, less than four spaces in; the label with its '^'.
static bool defines(struct str line, struct str *label)
{
	size_t at = 0;
	while (at < line.len && at < 4 && line.ptr[at] == ' ')
		at++;
	if (at > 3 || at >= line.len || line.ptr[at] != '[')
		return false;
	size_t end = str_find(line, STR("]:"), at);
	if (end == SIZE_MAX || end == at + 1)
		return false;
	*label = str_sub(line, at + 1, end);
	return true;
}

static size_t line_end(struct str source, size_t at)
{
	size_t end = str_find(source, STR("\n"), at);
	return end == SIZE_MAX ? source.len : end + 1;
}

// A definition goes on in indented lines, and a reference's address may stand alone on the next.
static size_t definition_end(struct str source, size_t at, bool note)
{
	size_t end = line_end(source, at);
	bool bare = str_ends(str_trim(str_sub(source, at, end)), STR("]:"));
	if (!note)
		return bare ? line_end(source, end) : end;
	while (end < source.len) {
		struct str line = str_sub(source, end, line_end(source, end));
		bool blank = !str_trim(line).len;
		if (!blank && line.ptr[0] != ' ' && line.ptr[0] != '\t')
			break;
		end += line.len;
	}
	return end;
}

static void collect_definitions(struct sheets *sheets)
{
	struct buf references = {0};
	struct str source = sheets->source, label;
	for (size_t at = 0; at < source.len;) {
		const char *bracket = memchr(source.ptr + at, '[', source.len - at);
		if (!bracket)
			break;
		size_t start = (size_t)(bracket - source.ptr);
		while (start && source.ptr[start - 1] == ' ')
			start--;
		size_t end = line_end(source, (size_t)(bracket - source.ptr));
		bool at_margin = !start || source.ptr[start - 1] == '\n';
		if (at_margin && defines(str_sub(source, start, end), &label)) {
			bool note = label.ptr[0] == '^';
			end = definition_end(source, start, note);
			struct str text = str_sub(source, start, end);
			if (note)
				*vec_push(&sheets->arena, &sheets->notes) =
					(struct definition){label, text};
			else if (references.len + text.len < REFERENCES)
				buf_add(&references, text);
		}
		at = at_margin ? end : (size_t)(bracket - source.ptr) + 1;
	}
	sheets->references = arena_copy(&sheets->arena, buf_str(&references));
	buf_release(&references);
}

static const struct definition *find_note(const struct sheets *sheets, struct str label)
{
	for (uint32_t i = 0; i < sheets->notes.count; i++) {
		if (str_eq(sheets->notes.at[i].label, label))
			return &sheets->notes.at[i];
	}
	return NULL;
}

// Adds the notes that `body` marks but does not define, each once.
static void add_notes(const struct sheets *sheets, struct str body, struct buf *out)
{
	size_t start = out->len;
	for (size_t at = 0; (at = str_find(body, STR("[^"), at)) != SIZE_MAX; at += 2) {
		size_t end = str_find(body, STR("]"), at);
		if (end == SIZE_MAX)
			return;
		const struct definition *note = find_note(sheets, str_sub(body, at + 1, end));
		bool outside = note &&
			       (note->text.ptr < body.ptr || note->text.ptr >= body.ptr + body.len);
		struct str added = str_sub(buf_str(out), start, out->len);
		if (outside && str_find(added, note->text, 0) == SIZE_MAX) {
			buf_add(out, STR("\n"));
			buf_add(out, note->text);
		}
	}
}

// ---- laying out ----

static struct str sheet_body(const struct sheets *sheets, const struct sheet *sheet,
			     struct arena *arena)
{
	struct str body = str_sub(sheets->source, sheet->from, sheet->to);
	if (sheets->count == 1 || (!sheets->references.len && !sheets->notes.count))
		return body;
	struct buf whole = {0};
	buf_add(&whole, body);
	buf_add(&whole, STR("\n\n"));
	buf_add(&whole, sheets->references);
	add_notes(sheets, body, &whole);
	body = arena_copy(arena, buf_str(&whole));
	buf_release(&whole);
	return body;
}

static uint32_t sheet_first_line(const struct sheets *sheets, const struct sheet *sheet)
{
	if (sheet->from == sheets->first_byte)
		return sheets->first_line;
	return book_section(sheets->desk->book, sheet->sections.from).line;
}

void sheets_parse(const struct sheets *sheets, uint32_t i, struct arena *arena, struct doc *doc)
{
	const struct sheet *sheet = &sheets->at[i];
	doc_parse(sheet_body(sheets, sheet, arena), sheet_first_line(sheets, sheet), sheet->from,
		  arena, doc);
}

static uint8_t link_look(const struct sheets *sheets, const struct link *link)
{
	uint32_t page, section;
	if (link->note != DOC_NONE)
		return STYLE_LINK;
	switch (book_resolve(sheets->desk->book, sheets->page, link->target, link->wiki, &page,
			     &section)) {
	case TARGET_SECTION:
		return page != sheets->page &&
				       places_visited(sheets->desk->places,
						      book_page(sheets->desk->book, page).path)
			       ? STYLE_LINK_VISITED
			       : STYLE_LINK;
	case TARGET_EXTERNAL:
		return STYLE_LINK;
	case TARGET_NO_PAGE:
	case TARGET_NO_SECTION:
		break;
	}
	return STYLE_LINK_DEAD;
}

static void lay(struct sheets *sheets, struct sheet *sheet)
{
	arena_clear(&sheet->lines);
	sheet->stale = false;
	sheets->options.folded = sheet->folded;
	layout_doc(&sheet->doc, (struct range){0, sheet->doc.nsections}, &sheets->options,
		   &sheet->lines, &sheet->layout);
	sheet->looks = (uint8_t *)arena_bytes(&sheet->lines, sheet->doc.nlinks);
	for (uint32_t i = 0; i < sheet->doc.nlinks; i++)
		sheet->looks[i] = STYLE_COUNT;
}

void sheets_look(const struct sheets *sheets, struct spot spot)
{
	const struct sheet *sheet = &sheets->at[spot.sheet];
	struct range runs = sheet->layout.lines[spot.line].runs;
	for (uint32_t i = runs.from; i < runs.to; i++) {
		uint32_t link = sheet->layout.runs[i].link;
		if (link != DOC_NONE && sheet->looks[link] == STYLE_COUNT)
			sheet->looks[link] = link_look(sheets, &sheet->doc.links[link]);
	}
}

static void let_go(struct sheet *sheet)
{
	arena_release(&sheet->parsed);
	arena_release(&sheet->lines);
	sheet->laid = false;
	sheet->folded = NULL;
	sheet->nmarks = 0;
}

static void make_room(struct sheets *sheets)
{
	uint32_t laid = 0;
	struct sheet *oldest = NULL;
	for (uint32_t i = 0; i < sheets->count; i++) {
		struct sheet *sheet = &sheets->at[i];
		if (!sheet->laid)
			continue;
		laid++;
		if (!oldest || sheet->asked < oldest->asked)
			oldest = sheet;
	}
	if (laid >= KEPT)
		let_go(oldest);
}

struct sheet *sheets_get(struct sheets *sheets, uint32_t i)
{
	struct sheet *sheet = &sheets->at[i];
	sheet->asked = ++sheets->asked;
	if (sheet->laid && sheet->stale)
		lay(sheets, sheet);
	if (sheet->laid)
		return sheet;
	make_room(sheets);
	sheets_parse(sheets, i, &sheet->parsed, &sheet->doc);
	sheet->laid = true;
	sheet->base = book_section(sheets->desk->book, sheet->sections.from).level ? 1 : 0;
	sheet->folded = arena_array(&sheet->parsed, bool, sheet->doc.ncontainers);
	if (sheets->query.nclauses)
		sheet->nmarks = search_marks(sheets->desk->searcher, &sheets->query,
					     sheet->doc.text, &sheet->parsed, &sheet->marks);
	lay(sheets, sheet);
	return sheet;
}

void sheets_fold(struct sheets *sheets, uint32_t i, uint32_t container, bool folded)
{
	struct sheet *sheet = sheets_get(sheets, i);
	sheet->folded[container] = folded;
	lay(sheets, sheet);
}

void sheets_set_cols(struct sheets *sheets, int cols)
{
	sheets->options.cols = cols;
	sheets->options.ascii = sheets->desk->ascii;
	for (uint32_t i = 0; i < sheets->count; i++)
		sheets->at[i].stale = true;
}

// ---- opening and closing ----

// One sheet with nothing on it, for a page that cannot be read.
static void empty_page(struct sheets *sheets)
{
	sheets->source = STR("");
	sheets->first_line = 1;
	cut(sheets);
}

bool sheets_open(struct sheets *sheets, const struct desk *desk, uint32_t page, struct str query,
		 struct err *err)
{
	struct book_page info = book_page(desk->book, page);
	struct meta meta = {0};
	struct err problem;
	*sheets = (struct sheets){.desk = desk, .page = page, .sections = info.sections};
	sheets->options.cols = 1;
	sheets->options.language = book_settings(desk->book)->language;
	query_parse(arena_copy(&sheets->arena, query), 0, &sheets->arena, &sheets->query);
	if (!book_source(desk->book, page, 0, info.bytes, &sheets->arena, &sheets->source, err)) {
		empty_page(sheets);
		return false;
	}
	if (!meta_parse(info.path, sheets->source, &sheets->arena, &meta, &problem))
		meta.title = STR(""); // a finding of `check`; the page is shown all the same
	sheets->first_line = meta.lines + 1;
	sheets->first_byte = meta.bytes;
	cut(sheets);
	if (sheets->count > 1)
		collect_definitions(sheets);
	return true;
}

void sheets_close(struct sheets *sheets)
{
	for (uint32_t i = 0; i < sheets->count; i++)
		let_go(&sheets->at[i]);
	arena_release(&sheets->arena);
	*sheets = (struct sheets){0};
}

struct str sheets_text(struct sheets *sheets, uint32_t i)
{
	const struct sheet *sheet = &sheets->at[i];
	if (sheet->laid)
		return sheet->doc.text;
	if (!sheets->texts[i].ptr) {
		struct arena scratch = {0};
		struct doc doc;
		sheets_parse(sheets, i, &scratch, &doc);
		sheets->texts[i] = arena_copy(&sheets->arena, doc.text);
		arena_release(&scratch);
	}
	return sheets->texts[i];
}

// ---- places and lines ----

uint32_t sheets_find(const struct sheets *sheets, uint32_t section)
{
	uint32_t low = 0, high = sheets->count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (sheets->at[middle].sections.from <= section)
			low = middle;
		else
			high = middle;
	}
	return low;
}

uint32_t sheet_book_section(const struct sheet *sheet, uint32_t section)
{
	uint32_t at = sheet->sections.from + (section > sheet->base ? section - sheet->base : 0);
	return at < sheet->sections.to || !at ? at : sheet->sections.to - 1;
}

uint32_t sheet_doc_section(const struct sheet *sheet, uint32_t section)
{
	uint32_t last = sheet->doc.nsections ? sheet->doc.nsections - 1 : 0;
	uint32_t at = section > sheet->sections.from ? section - sheet->sections.from : 0;
	return at + sheet->base < last ? at + sheet->base : last;
}

uint32_t sheets_links_before(const struct sheets *sheets, uint32_t i)
{
	const struct book *book = sheets->desk->book;
	if (!i)
		return 0;
	return book_section_links(book, sheets->at[i].sections.from).from -
	       book_section_links(book, sheets->sections.from).from;
}

struct spot sheets_spot(struct sheets *sheets, uint32_t section, uint32_t at)
{
	struct spot spot = {.sheet = sheets_find(sheets, section)};
	const struct sheet *sheet = sheets_get(sheets, spot.sheet);
	uint32_t in_doc = sheet_doc_section(sheet, section);
	struct range text = sheet->doc.sections[in_doc].text;
	if (at > text.to - text.from)
		at = text.to - text.from;
	if (!at)
		spot.line = layout_section_line(&sheet->layout, in_doc);
	else
		spot.line = layout_line_at(&sheet->layout, text.from + at);
	if (spot.line >= sheet->layout.nlines)
		spot.line = sheet->layout.nlines ? sheet->layout.nlines - 1 : 0;
	return spot;
}

void sheets_place(struct sheets *sheets, struct spot spot, uint32_t *section, uint32_t *at)
{
	const struct sheet *sheet = sheets_get(sheets, spot.sheet);
	*section = sheet->sections.from;
	*at = 0;
	if (spot.line >= sheet->layout.nlines)
		return;
	const struct line *line = &sheet->layout.lines[spot.line];
	uint32_t from = sheet->doc.sections[line->section].text.from;
	*section = sheet_book_section(sheet, line->section);
	*at = line->text.from > from ? line->text.from - from : 0;
}

uint32_t sheets_down(struct sheets *sheets, struct spot *spot, uint32_t lines)
{
	uint32_t moved = 0;
	while (moved < lines) {
		uint32_t n = sheets_get(sheets, spot->sheet)->layout.nlines, left = lines - moved;
		if (spot->line + 1 < n) {
			uint32_t step = n - 1 - spot->line < left ? n - 1 - spot->line : left;
			spot->line += step;
			moved += step;
			continue;
		}
		struct spot next = {spot->sheet + 1, 0};
		while (next.sheet < sheets->count && !sheets_get(sheets, next.sheet)->layout.nlines)
			next.sheet++;
		if (next.sheet >= sheets->count)
			break;
		*spot = next;
		moved++;
	}
	return moved;
}

uint32_t sheets_up(struct sheets *sheets, struct spot *spot, uint32_t lines)
{
	uint32_t moved = 0;
	while (moved < lines) {
		uint32_t left = lines - moved;
		if (spot->line) {
			uint32_t step = spot->line < left ? spot->line : left;
			spot->line -= step;
			moved += step;
			continue;
		}
		uint32_t above = spot->sheet;
		while (above && !sheets_get(sheets, above - 1)->layout.nlines)
			above--;
		if (!above)
			break;
		*spot = (struct spot){above - 1, sheets->at[above - 1].layout.nlines - 1};
		moved++;
	}
	return moved;
}

uint32_t sheets_share(struct sheets *sheets, uint32_t section, uint32_t at)
{
	struct book_section part = book_section(sheets->desk->book, section);
	const struct sheet *sheet = sheets_get(sheets, sheets_find(sheets, section));
	struct range text = sheet->doc.sections[sheet_doc_section(sheet, section)].text;
	uint64_t bytes = part.to > part.from ? part.to - part.from : 0;
	uint64_t in = text.to > text.from ? bytes * at / (text.to - text.from) : 0;
	uint64_t all = sheets->source.len - sheets->first_byte;
	uint64_t from = part.from > sheets->first_byte ? part.from - sheets->first_byte : 0;
	return all ? (uint32_t)((from + (in < bytes ? in : bytes)) * 1000 / all) : 0;
}

struct spot sheets_at_share(struct sheets *sheets, uint32_t share)
{
	const struct book *book = sheets->desk->book;
	uint64_t all = sheets->source.len - sheets->first_byte;
	uint64_t byte = sheets->first_byte + all * share / 1000;
	uint32_t low = section_at(sheets, sheets->sections.from, byte);
	struct book_section part = book_section(book, low);
	const struct sheet *sheet = sheets_get(sheets, sheets_find(sheets, low));
	struct range text = sheet->doc.sections[sheet_doc_section(sheet, low)].text;
	uint64_t in = byte > part.from && part.to > part.from
			      ? (byte - part.from) * (text.to - text.from) / (part.to - part.from)
			      : 0;
	return sheets_spot(sheets, low, (uint32_t)in);
}

bool spot_before(struct spot a, struct spot b)
{
	return a.sheet < b.sheet || (a.sheet == b.sheet && a.line < b.line);
}
