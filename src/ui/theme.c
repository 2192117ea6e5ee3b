// SPDX-License-Identifier: ISC
//
// The colours of the 256-colour themes are from the Okabe-Ito palette, nearest in the colour cube,
// which people with any common colour vision can tell apart.  Contrast against black and white was
// computed: 178 (10.0 on black), 74 (8.6), 175 (8.0) serve on dark; 25 (6.4 on white), 166 (3.8)
// on light.  A background that is not known gets attributes and the few colours readable on both.

#include "ui/theme.h"

#include "base/str.h"

#include <stdlib.h>

#define LOOKS(flag, heading, link, match, kind, hit, dim)                                          \
	{                                                                                          \
		[STYLE_PLAIN] = {0, -1}, [STYLE_TITLE] = {LOOK_BOLD, -1},                          \
		[STYLE_HINT] = {LOOK_DIM, dim},                                                    \
		[STYLE_HEADING_1] = {LOOK_BOLD | LOOK_UNDERLINE, heading},                         \
		[STYLE_HEADING_2] = {LOOK_BOLD, heading},                                          \
		[STYLE_HEADING_3] = {LOOK_UNDERLINE, heading}, [STYLE_STRONG] = {LOOK_BOLD, -1},   \
		[STYLE_EMPH] = {LOOK_ITALIC, -1},                                                  \
		[STYLE_STRONG_EMPH] = {LOOK_BOLD | LOOK_ITALIC, -1}, [STYLE_CODE] = {0, kind},     \
		[STYLE_STRIKE] = {LOOK_DIM, dim}, [STYLE_QUOTE] = {LOOK_DIM, dim},                 \
		[STYLE_LINK] = {LOOK_UNDERLINE, link},                                             \
		[STYLE_LINK_VISITED] = {LOOK_UNDERLINE, kind},                                     \
		[STYLE_LINK_DEAD] = {LOOK_DIM, dim}, [STYLE_FOCUS] = {LOOK_REVERSE, link},         \
		[STYLE_SELECTED] = {LOOK_REVERSE, -1},                                             \
		[STYLE_MATCH] = {LOOK_BOLD | LOOK_UNDERLINE, match},                               \
		[STYLE_MATCH_NOW] = {LOOK_BOLD | LOOK_REVERSE, match},                             \
		[STYLE_FLAG] = {LOOK_BOLD, flag}, [STYLE_KIND] = {0, kind},                        \
		[STYLE_BODY] = {0, -1}, [STYLE_BODY_DIM] = {LOOK_DIM, -1},                         \
		[STYLE_BODY_TWIN] = {LOOK_BOLD, -1}, [STYLE_BODY_HIT] = {LOOK_BOLD, hit},          \
		[STYLE_BODY_ON] = {0, 5},                                                          \
	}

// The selected region is magenta everywhere: of the first eight the one with most contrast (4.5 to
// 1) on black and on white, and a short sequence where every step of the map sends a few of them.
// 1 is red, 2 green, 3 yellow, 4 blue, 5 magenta, 6 cyan; blue and yellow are unreadable on one of
// the two backgrounds and not used where it is unknown.
static const struct theme themes[] = {
	{"mono", LOOKS(-1, -1, -1, -1, -1, -1, -1)},
	{"8", LOOKS(1, -1, 6, 1, 5, 1, -1)},
	{"16", LOOKS(9, -1, 6, 9, 5, 9, 8)},
	{"256", LOOKS(166, -1, 31, 166, 133, 166, 244)},
	{"light", LOOKS(160, 25, 25, 166, 90, 166, 242)},
	{"dark", LOOKS(209, 74, 74, 178, 175, 178, 247)},
};

enum { MONO, COLORS_8, COLORS_16, COLORS_256, LIGHT, DARK };

static const struct theme *named(struct str name, int colors)
{
	for (size_t i = 0; i < countof(themes); i++) {
		bool fits = colors >= 256 || (i == COLORS_16 && colors >= 16) || i <= COLORS_8;
		if (str_eq(name, str_of(themes[i].name)) && (fits || colors >= 256))
			return &themes[i];
	}
	return NULL;
}

const struct theme *theme_choose(int colors, const char *background)
{
	if (colors < 8)
		return &themes[MONO];
	const struct theme *wanted = named(str_of(getenv("BODYMAP_THEME")), colors);
	if (wanted)
		return wanted;
	if (colors < 16)
		return &themes[COLORS_8];
	if (colors < 256)
		return &themes[COLORS_16];

	// "foreground;background", sometimes with a third number between them.
	struct str rest = str_of(background);
	uint32_t number = UINT32_MAX;
	while (rest.ptr && rest.len) {
		struct str part = str_cut(rest, ';', &rest);
		if (!str_number(part, 255, &number))
			number = UINT32_MAX;
	}
	if (number == 7 || number == 15)
		return &themes[LIGHT];
	if (number <= 6 || number == 8)
		return &themes[DARK];
	return &themes[COLORS_256];
}
