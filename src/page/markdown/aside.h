// SPDX-License-Identifier: ISC
//
// aside: markdown that is parsed apart from the page, in one go behind it.
//
// Cells of tables stand in it as headings of one line, which CommonMark reads as inlines and
// nothing else; footnotes as items of one list, whose text is indented by the same four columns.
// Behind them come copies of the page's link reference definitions, so that both can use them.

#ifndef BODYMAP_PAGE_MARKDOWN_ASIDE_H
#define BODYMAP_PAGE_MARKDOWN_ASIDE_H

#include "base/buf.h"
#include "page/markdown/lines.h"
#include "page/markdown/note.h"

struct aside {
	struct buf text;
	uint32_t headings; // so far
	uint32_t items;    // footnotes
	uint32_t lines;    // written so far
};

// Adds a line of inlines; returns the index of its heading.
uint32_t aside_inlines(struct aside *aside, struct str text);

// Adds a footnote's text; returns the line that its first line stands on.
uint32_t aside_note(struct aside *aside, const struct note *note, const struct lines *body);

// Ends the text with what in `body` looks like a link reference definition, when anything in the
// text may refer to one.
void aside_references(struct aside *aside, const struct lines *body);

// Empties it, for another part of the page.
void aside_again(struct aside *aside);

void aside_release(struct aside *aside);

#endif
