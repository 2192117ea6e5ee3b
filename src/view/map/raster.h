// SPDX-License-Identifier: ISC
//
// raster: a map's shapes at a size: cells to draw and the place of each.
//
// A cell is divided into dots (2x4 in braille, 2x2 in blocks, 4x8 unseen ones in ASCII).  Shapes
// are filled with the number of their place, edges are drawn as lines of one dot, and each cell
// becomes the character that looks most like its dots.  A part of a region is shown when it is
// large enough to be seen, else its dots are the region's.

#ifndef BODYMAP_VIEW_MAP_RASTER_H
#define BODYMAP_VIEW_MAP_RASTER_H

#include "page/map/map.h"
#include "view/view.h"

struct raster_options {
	enum glyphs glyphs;
	uint32_t view;  // of the map: a picture, not an inset
	uint32_t zoom;  // place that fills the picture with its twin, MAP_NONE: the whole view
	int rows, cols; // room there is
};

// Where a place is in the picture.
struct raster_spot {
	uint32_t cells; // 0 when it is not shown
	int row, col;   // a cell of it, near its middle
};

struct raster {
	enum glyphs glyphs;
	int rows, cols;            // taken: at most the room
	uint32_t *ch;              // rows * cols: edges and names; 0 where nothing is drawn
	uint32_t *place;           // rows * cols of the map's places, MAP_NONE outside
	struct raster_spot *spots; // by place
	uint32_t *dots;            // places by dot
	unsigned char *ink;        // edges by dot
	bool drawn;                // from the map's drawn picture, which has no dots
};

// Lives in the arena; at least one row and one column.
void raster_map(const struct map *map, const struct raster_options *options, struct arena *arena,
		struct raster *raster);

// Columns the whole view takes when it has all the rows of the room.
int raster_natural_cols(const struct map *map, const struct raster_options *options);

enum raster_fill { RASTER_FULL, RASTER_LIGHT };

// The character of a cell with the part of it filled that is `place`'s; 0 when none of it is.
uint32_t raster_filled(const struct raster *raster, int row, int col, uint32_t place,
		       enum raster_fill fill);

#endif
