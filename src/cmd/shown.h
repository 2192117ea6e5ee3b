// SPDX-License-Identifier: ISC
//
// shown: what an address shows, read and printed: a page, or a section with those below it.

#ifndef BODYMAP_CMD_SHOWN_H
#define BODYMAP_CMD_SHOWN_H

#include "cmd/print.h"
#include "index/book.h"
#include "page/doc.h"

struct shown {
	struct range sections; // of the book
	struct str source;     // their bytes of the page, markdown
	struct doc doc;
};

// The sections that an address shows: a section with those below it, or all of a page when
// `section` is BOOK_NONE.
struct range sections_shown(const struct book *book, uint32_t page, uint32_t section);

// Reads them; *shown lives in the arena.  Fails as book_source does.
bool shown_read(const struct book *book, uint32_t page, uint32_t section, struct arena *arena,
		struct shown *shown, struct err *err) NODISCARD;

// Prints the doc laid out at a width.
void shown_print(struct print *print, const struct book *book, const struct shown *shown, int cols,
		 struct arena *arena);

#endif
