// SPDX-License-Identifier: ISC
//
// wide: what a cell is to curses, which has one wide character a cell and marks on it, and widths of
// its own.

#ifndef BODYMAP_UI_WIDE_H
#define BODYMAP_UI_WIDE_H

#include <wchar.h>

#include "view/canvas.h"

// What curses' own tables would give another width becomes a substitute of the right one, and what
// would join the next cell is left out.
void wide_text(const struct cell *cell, bool utf8, wchar_t text[CELL_CHARS + 1]);

// A flag, which is two letters to Unicode and none to many terminals: these, for two cells.
bool wide_flag(const struct cell *cell, wchar_t letters[2]);

#endif
