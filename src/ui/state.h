// SPDX-License-Identifier: ISC
//
// state: places kept from one run to the next, in $XDG_STATE_HOME/bodymap (~/.local/state), a file
// for each book.  A file that cannot be read or written is as if there were none: nobody is kept
// from reading by it.  Nothing is stored when BODYMAP_PRIVATE is set and not empty.

#ifndef BODYMAP_UI_STATE_H
#define BODYMAP_UI_STATE_H

#include "view/places.h"

// Fills *places with what was kept under the book's `name`; NULL: nothing is kept.
void state_read(const char *name, struct places *places);

// Keeps *places, joined with what another session has kept since state_read: the later visit, all
// queries, and of bookmarks those changed here.  Replaces the file whole or not at all.
void state_write(const char *name, const struct places *places);

#endif
