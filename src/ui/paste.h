// SPDX-License-Identifier: ISC
//
// paste: what is pasted goes into the line being typed and never acts: its line ends and tabs are
// spaces there, and spaces around a line end are one.

#ifndef BODYMAP_UI_PASTE_H
#define BODYMAP_UI_PASTE_H

#include "view/action.h"

// Start with `struct paste paste = {0};`.
struct paste {
	bool on; // between KEYS_PASTE and KEYS_PASTE_END
	enum { PASTE_TEXT, PASTE_SPACE, PASTE_LINE_END } last;
};

// Takes a key as it was read; returns the one to act on, KEYS_NONE for none, KEYS_PASTE_END when it
// is time to show what was pasted.  It is pasted text when paste->on holds then.
uint32_t paste_key(struct paste *paste, uint32_t key);

#endif
