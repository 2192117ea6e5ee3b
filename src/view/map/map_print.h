// SPDX-License-Identifier: ISC
//
// map_print: the pictures of a map alone, as the command `map` prints them.

#ifndef BODYMAP_VIEW_MAP_MAP_PRINT_H
#define BODYMAP_VIEW_MAP_MAP_PRINT_H

#include "view/view.h"

struct map_print {
	uint32_t views[2]; // of the map, no insets
	uint32_t nviews;
	uint32_t zoom; // a place that fills the picture, or MAP_NONE
};

// Draws the pictures beside one another as large as the canvas allows, their names in its first
// row, with the desk's glyphs and the hits of its query.
void map_print(const struct desk *desk, const struct map_print *print, struct canvas *canvas);

#endif
