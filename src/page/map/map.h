// SPDX-License-Identifier: ISC
//
// map: a picture made of regions, as data.
//
// A map file (docs/bodymap-map.5) has views (front, back, the sole as an inset), and in them
// shapes in map units: x to the right, y down; of a symmetric region one half is written (x >= 0)
// and the other mirrored.  A *region* is a named part ("calf"); a *place* is a region where it can
// be selected: in one view and, where it has sides, on one side of the body.

#ifndef BODYMAP_PAGE_MAP_MAP_H
#define BODYMAP_PAGE_MAP_MAP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "page/meta.h"

#define MAP_NONE UINT32_MAX

enum side { SIDE_NONE, SIDE_LEFT, SIDE_RIGHT }; // the body's own, not the reader's

struct map_point {
	float x, y;
};

struct map_box {
	float left, top, right, bottom;
};

struct map_region {
	struct str id, name; // "knee-back", "Back of the knee"
	struct strs aliases; // other names people use
	uint32_t parent;     // the coarser region it is a part of, or MAP_NONE
	uint32_t opposite;   // what lies on the other face of the body, or MAP_NONE
	uint32_t line;       // in the map file, from 1
};

enum map_shape_kind {
	SHAPE_POLYGON, // closed: the last point joins the first
	SHAPE_LINE,    // a nerve, a cable: points joined one after the other
	SHAPE_ENTRY,   // a name written at its only point, for a region without a form
	SHAPE_MARK,    // a stroke of the drawing that belongs to no region: eyes, fingers
};

struct map_shape {
	enum map_shape_kind kind;
	uint32_t region, view; // region is MAP_NONE for a mark
	bool mirrored;         // there is a second one at -x; of a region, on the other side
	const struct map_point *points;
	uint32_t npoints;
	uint32_t line;
};

// A drawn picture of a view for one size in plain ASCII, with the place of each of its cells.
struct map_skin {
	int rows, cols;       // 0 x 0 when there is none
	const char *art;      // rows * cols
	const uint32_t *mask; // rows * cols of places, MAP_NONE outside
	uint32_t line;
};

struct map_view {
	struct str id, name;  // "front", "Front"
	bool faces_reader;    // its left is on the reader's right, as when we look at a face
	uint32_t inset_of;    // the view it is drawn in, in that view's units, or MAP_NONE
	struct map_box frame; // what is drawn, in map units
	struct map_skin skin;
	uint32_t line;
};

struct map_place {
	uint32_t region, view;
	enum side side;
};

struct map {
	struct str path, name;
	uint32_t start; // a place
	const struct map_region *regions;
	uint32_t nregions; // in the file's order: head to toe
	const struct map_view *views;
	uint32_t nviews;
	const struct map_shape *shapes;
	uint32_t nshapes;
	const struct map_place *places;
	uint32_t nplaces; // in order of view, region, right before left
};

// Parses a map file; everything lives in the arena.  Errors are "path:line: ...", the first only.
bool map_parse(struct str path, struct str text, struct arena *arena, struct map *map,
	       struct err *err) NODISCARD;

// The region of an id, or MAP_NONE.
uint32_t map_region(const struct map *map, struct str id);

// The place of a region, side and view, or MAP_NONE.
uint32_t map_place(const struct map *map, uint32_t region, uint32_t view, enum side side);

// Same region and view on the other side; opposite region (or the same one, in another view), same
// side.  MAP_NONE without one.
uint32_t map_twin(const struct map *map, uint32_t place);
uint32_t map_opposite(const struct map *map, uint32_t place);

// The view whose picture a view is drawn in: itself, or what it is an inset of.
uint32_t map_picture(const struct map *map, uint32_t view);

// The side that a mirrored shape, or its second one at -x, lies on.
enum side map_side(const struct map *map, const struct map_shape *shape, bool second);

// What the shapes of a place cover, in map units.
struct map_box map_place_box(const struct map *map, uint32_t place);

// True when `region` is `above` or a part of it, at any depth.
bool map_is_part(const struct map *map, uint32_t region, uint32_t above);

// "Knee (right), front": the name of a place in words.
struct str map_place_name(const struct map *map, uint32_t place, struct arena *arena);

// Regions whose id, name or an alias has words that begin with those of `text`, in its order,
// without regard to case and accents; for the filter.  Ascending.
uint32_t map_find(const struct map *map, struct str text, uint32_t *regions, uint32_t room);

// What is wrong with a map that can be read: shapes that cross themselves or enclose nothing, one
// half written beyond the middle, opposites that do not agree, a skin whose mask differs from the
// shapes or from its own other side, names used twice.  One sentence each, by line.
struct map_finding {
	uint32_t line;
	struct str text;
};
struct map_findings {
	struct map_finding *at;
	uint32_t count, room;
};
void map_check(const struct map *map, struct arena *arena, struct map_findings *findings);

#endif
