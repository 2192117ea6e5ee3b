// SPDX-License-Identifier: ISC
//
// raster: a map's shapes at a size: cells to draw and the place of each.

#ifndef BODYMAP_VIEW_RASTER_H
#define BODYMAP_VIEW_RASTER_H

#include "page/map.h"
#include "view/canvas.h"
#include "view/view.h"

struct raster_options {
	enum glyphs glyphs;
	uint32_t view;  // of the map
	uint32_t zoom;  // region that fills the picture, MAP_NONE: the whole view
	int rows, cols; // room there is
};

struct raster {
	int rows, cols;  // taken: at most the room
	uint32_t *ch;    // rows * cols: outlines; 0 where nothing is drawn
	uint32_t *fill;  // the same with the cell's place filled: for a selected one
	uint32_t *place; // rows * cols of the map's places, MAP_NONE outside: what a click hits
};

// Lives in the arena.
void raster_map(const struct map *map, const struct raster_options *options, struct arena *arena,
		struct raster *raster);

#endif
