// SPDX-License-Identifier: ISC
//
// theme: how each style looks, as one table.  No meaning hangs on colour: every style that matters
// differs by an attribute too.

#ifndef BODYMAP_UI_THEME_H
#define BODYMAP_UI_THEME_H

#include "base/base.h"
#include "view/style.h"

enum look_attrs {
	LOOK_BOLD = 1 << 0,
	LOOK_UNDERLINE = 1 << 1,
	LOOK_REVERSE = 1 << 2,
	LOOK_DIM = 1 << 3,
	LOOK_ITALIC = 1 << 4,
};

struct theme_look {
	uint8_t attrs; // enum look_attrs
	int16_t color; // of the text, by the terminal's numbers; -1: its own
};

struct theme {
	const char *name;
	struct theme_look look[STYLE_COUNT];
};

// The theme for a terminal of that many colours (0: none).  `background` is COLORFGBG as some
// terminals set it ("15;0"), or NULL; the terminal itself is never asked.  $BODYMAP_THEME names one
// of them: mono, 8, 16, 256, light, dark.
const struct theme *theme_choose(int colors, const char *background);

#endif
