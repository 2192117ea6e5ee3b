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
	const char *folder; // of the book when it is one, for `e`; else NULL
};

// Runs until the user leaves.  Returns false when the terminal could not be opened.
bool app_run(struct book *book, const struct app_options *options, struct err *err) NODISCARD;

#endif
