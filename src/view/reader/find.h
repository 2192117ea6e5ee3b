// SPDX-License-Identifier: ISC
//
// find: looking for text in a page: all its matches, and the one it is at.
//
// Plain text, or a regular expression behind "/" or "re:".  Capitals count when there is one in
// what is looked for (of a regular expression: one that is no escape).

#ifndef BODYMAP_VIEW_READER_FIND_H
#define BODYMAP_VIEW_READER_FIND_H

#include "view/reader/sheets.h"

struct find {
	struct str text;           // looked for; empty: nothing
	VEC(struct range) matches; // bytes of the sheets' texts, sheet by sheet, ascending
	uint32_t *first;           // by sheet, and one behind the last: where its matches begin
	uint32_t now;              // the match one is at, or DOC_NONE
	bool stopped;              // time was up: there may be more
	bool of_query;             // the words of the page's query, not what was typed here
	struct str problem;        // why the regular expression cannot be read, or empty
	struct arena arena;
};

// Looks for `text` in the whole page; an empty one drops the matches.
void find_text(struct find *find, struct sheets *sheets, struct str text);

// Goes by the words of the query that the page was opened with; nothing when there is none.
void find_query(struct find *find, struct sheets *sheets);

void find_close(struct find *find);

// The first match at or behind a line, or the last one before it; DOC_NONE without one.
uint32_t find_behind(const struct find *find, struct sheets *sheets, struct spot spot);
uint32_t find_before(const struct find *find, struct sheets *sheets, struct spot spot);

// The sheet a match is on.
uint32_t find_sheet(const struct find *find, uint32_t match);

// "4/14", "no match", or what is wrong, in the arena.
struct str find_state(const struct find *find, struct arena *arena);

#endif
