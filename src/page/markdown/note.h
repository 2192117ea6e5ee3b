// SPDX-License-Identifier: ISC
//
// note: footnotes, which CommonMark does not know and would read as link references.
//
// Their definitions are found in the source and blanked there before it is parsed; their text is
// parsed by itself.  A definition begins at the margin (up to three spaces) outside of code and
// raw HTML; lines indented by four spaces belong to it, and those that go on with its paragraph.

#ifndef BODYMAP_PAGE_MARKDOWN_NOTE_H
#define BODYMAP_PAGE_MARKDOWN_NOTE_H

#include "base/vec.h"
#include "page/markdown/lines.h"

#define NOTE_NONE UINT32_MAX

struct note {
	struct str label;
	struct range lines;  // of the body, from 1, half open
	struct str first;    // the first line of its text; empty when it has none
	uint32_t first_line; // where that stands
	uint32_t number;     // in order of the marks, from 1; 0 without a mark
	uint32_t block;      // its first, once it is there
	uint32_t mark_block; // where its first mark stands
};

struct notes {
	VEC(struct note) list;
	uint32_t *slots; // by label
	uint32_t room;
	uint32_t numbered; // notes with a number
	VEC(uint32_t) order;
};

// Whether there may be definitions at all; cheap.
bool notes_likely(struct str body);

// Finds the definitions; `skip` are ranges of lines that are code or raw HTML, ascending.  Returns
// the body as it is to be parsed: same lines, same bytes, definitions blanked.  One inside a quote
// or a list item stays as text, unmade a link reference.
struct str notes_take_out(struct notes *notes, const struct lines *lines, const struct range *skip,
			  uint32_t nskip, struct arena *arena);

// The note of a label, without case, or NOTE_NONE.
uint32_t notes_find(const struct notes *notes, struct str label);

// The note's number; the first mark gives it the next one.
uint32_t notes_mark(struct notes *notes, uint32_t note, uint32_t block, struct arena *arena);

#endif
