// SPDX-License-Identifier: ISC
//
// sheets: a page cut into parts that are parsed and laid out when they are looked at.
//
// A small page is one sheet.  A large one is cut before headings, some hundred KiB to a sheet, by
// what the book knows of its sections, so that it opens at any place as fast as a small page; the
// last few sheets that were looked at are kept.  What one part of a page takes from another, link
// references and footnotes, is given to every sheet that asks for it.

#ifndef BODYMAP_VIEW_READER_SHEETS_H
#define BODYMAP_VIEW_READER_SHEETS_H

#include "base/vec.h"
#include "view/layout/layout.h"
#include "view/view.h"

struct sheet {
	struct range sections; // of the book
	size_t from, to;       // bytes of the page's source
	// The rest only while it is laid out; stale: to be laid out anew when it is asked for.
	bool laid, stale;
	struct doc doc;
	uint32_t base; // the doc's section that is the book's sections.from
	struct layout layout;
	bool *folded;        // by container of the doc
	uint8_t *looks;      // enum style by link of the doc, once sheets_look has set it
	struct range *marks; // words of the query
	uint32_t nmarks;
	uint64_t asked; // when last, in calls of sheets_get
	struct arena parsed, lines;
};

// A definition that other sheets may need: of a footnote with its label, or of a link reference.
struct definition {
	struct str label, text;
};

struct sheets {
	const struct desk *desk;
	uint32_t page;
	struct range sections; // of the book
	struct str source;
	uint32_t first_line; // of the body
	size_t first_byte;
	struct sheet *at;
	uint32_t count;
	struct str references; // all link reference definitions, as they stand in the source
	VEC(struct definition) notes;
	struct str *texts; // visible text of sheets that are not laid out but were searched
	struct query query;
	struct layout_options options;
	uint64_t asked;
	struct arena arena;
};

// Opens a page, its words that `query` matches to be marked.  Fails as book_source does; then
// there is one sheet without lines.
bool sheets_open(struct sheets *sheets, const struct desk *desk, uint32_t page, struct str query,
		 struct err *err) NODISCARD;
void sheets_close(struct sheets *sheets);

// Sets the width; everything is laid out anew when it is asked for, links looking as they do then.
void sheets_set_cols(struct sheets *sheets, int cols);

// A sheet, laid out.  Another one may have been let go for it, but never one of the last seven
// that were asked for.
struct sheet *sheets_get(struct sheets *sheets, uint32_t i);

// A sheet's doc once more, for what outlives the sheet.
void sheets_parse(const struct sheets *sheets, uint32_t i, struct arena *arena, struct doc *doc);

// Opens or closes a <details> of a sheet.
void sheets_fold(struct sheets *sheets, uint32_t i, uint32_t container, bool folded);

// The visible text of a sheet, laid out or not.
struct str sheets_text(struct sheets *sheets, uint32_t i);

// The sheet that holds a section of the book.
uint32_t sheets_find(const struct sheets *sheets, uint32_t section);

// A section of the doc as one of the book, and the other way; both stay within the sheet.
uint32_t sheet_book_section(const struct sheet *sheet, uint32_t section);
uint32_t sheet_doc_section(const struct sheet *sheet, uint32_t section);

// Links of the page that stand in earlier sheets.
uint32_t sheets_links_before(const struct sheets *sheets, uint32_t i);

// A line of a page.
struct spot {
	uint32_t sheet, line;
};

// The line that shows byte `at` of a section's text; 0 is its heading.
struct spot sheets_spot(struct sheets *sheets, uint32_t section, uint32_t at);

// The place that a line stands for.
void sheets_place(struct sheets *sheets, struct spot spot, uint32_t *section, uint32_t *at);

// Finds out how the links of a line look: visited, leading nowhere.
void sheets_look(const struct sheets *sheets, struct spot spot);

// Moves by lines, down or up, as far as there are any; returns how many were moved.
uint32_t sheets_down(struct sheets *sheets, struct spot *spot, uint32_t lines);
uint32_t sheets_up(struct sheets *sheets, struct spot *spot, uint32_t lines);

// How far into the page a place is, in 1/1000, by bytes of its source; and the place that far.
uint32_t sheets_share(struct sheets *sheets, uint32_t section, uint32_t at);
struct spot sheets_at_share(struct sheets *sheets, uint32_t share);

bool spot_before(struct spot a, struct spot b);

#endif
