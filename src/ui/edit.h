// SPDX-License-Identifier: ISC
//
// edit: a page in the user's own editor.

#ifndef BODYMAP_UI_EDIT_H
#define BODYMAP_UI_EDIT_H

#include "base/err.h"
#include "base/str.h"

// Runs $VISUAL, else $EDITOR, else vi on the file of `page` (its path in the book) in `folder`, at
// line `line` from 1, and waits for it.  The terminal must have been given away (term_suspend).
// Refused when BODYMAP_SECURE is set.
bool edit_page(const char *folder, struct str page, uint32_t line, struct err *err) NODISCARD;

#endif
