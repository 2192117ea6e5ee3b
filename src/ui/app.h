// SPDX-License-Identifier: ISC
//
// app: the stack of views and the loop: draw, wait for a key, act, carry out the wish.

#ifndef BODYMAP_UI_APP_H
#define BODYMAP_UI_APP_H

#include "ui/term.h"

struct app_options {
	struct str page;  // "page#section" to open, or empty
	struct str query; // to search for, or empty
	bool glyphs_given;
	enum glyphs glyphs;
	enum color color;
	const char *folder; // of the book when it is one, for editing; else NULL
	const char *name;   // of the book, under which its places are kept; NULL: keep nothing
	bool unchecked;     // it came from book_open_soon: the app finds out what it is now
};

// Opens the terminal and runs until the user leaves or the terminal goes.  Fails when the terminal
// cannot be opened, or the page or section asked for is not in the book.
bool app_run(struct book *book, const struct app_options *options, struct err *err) NODISCARD;

#endif
