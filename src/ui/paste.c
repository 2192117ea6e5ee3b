// SPDX-License-Identifier: ISC

#include "ui/paste.h"

static uint32_t pasted(struct paste *paste, uint32_t key)
{
	bool line_end = key == KEYS_ENTER || key == KEYS_TAB;
	if (line_end) {
		bool first = paste->last == PASTE_TEXT;
		paste->last = PASTE_LINE_END;
		return first ? ' ' : KEYS_NONE;
	}
	if (key == ' ' && paste->last == PASTE_LINE_END)
		return KEYS_NONE;
	paste->last = key == ' ' ? PASTE_SPACE : PASTE_TEXT;
	return key < ' ' ? KEYS_NONE : key;
}

uint32_t paste_key(struct paste *paste, uint32_t key)
{
	if (key == KEYS_PASTE || key == KEYS_PASTE_END) {
		*paste = (struct paste){.on = key == KEYS_PASTE};
		return paste->on ? KEYS_NONE : key;
	}
	// A key that nobody can paste was pressed: the end of the paste was lost.
	if (key > KEYS_NONE && key != KEYS_ENTER && key != KEYS_TAB)
		paste->on = false;
	return paste->on && key != KEYS_NONE ? pasted(paste, key) : key;
}
