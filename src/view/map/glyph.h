// SPDX-License-Identifier: ISC
//
// glyph: the character that shows a cell's dots.

#ifndef BODYMAP_VIEW_MAP_GLYPH_H
#define BODYMAP_VIEW_MAP_GLYPH_H

#include "view/view.h"

enum { GLYPH_DOTS = 32, GLYPH_STROKES = 40 }; // dots of a cell, strokes compared with: at most

struct glyph_grid {
	int rows, cols; // dots of a cell
};
struct glyph_grid glyph_grid(enum glyphs glyphs);

// What is needed to choose characters, made once for many cells.
struct glyph_set {
	enum glyphs glyphs;
	int blurred[GLYPH_STROKES][GLYPH_DOTS];
};
void glyph_set_make(struct glyph_set *set, enum glyphs glyphs);

// `dots` row by row, 0 or 1.  Braille and blocks show them as they are; ASCII takes the character
// whose strokes are nearest.  0 when nothing is to be drawn.
uint32_t glyph_of(const struct glyph_set *set, const unsigned char *dots);

#endif
