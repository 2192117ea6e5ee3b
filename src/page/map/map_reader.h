// SPDX-License-Identifier: ISC
//
// map_reader: a map file while it is read, shared by map_parse (its lines) and map_resolve (what
// can only be looked up when all lines are known).

#ifndef BODYMAP_PAGE_MAP_MAP_READER_H
#define BODYMAP_PAGE_MAP_MAP_READER_H

#include "page/map/map.h"

// What a line said, to be looked up at the end.
struct later {
	struct str text;
	uint32_t line;
};

struct raw_region {
	struct later parent, opposite;
	bool shaped;
};

struct raw_view {
	VEC(struct later) art;
	VEC(struct later) mask;
	VEC(struct later) keys;
	struct later inset;
	bool framed;
};

enum rows { ROWS_NONE, ROWS_ART, ROWS_MASK };

struct map_reader {
	struct arena *arena;
	struct map *map;
	struct err *err;
	struct str rest;
	uint32_t line; // of what is being read
	uint32_t next; // of what follows
	struct later start;
	enum rows rows; // what lines in bars belong to
	VEC(struct map_region) regions;
	VEC(struct raw_region) raw_regions;
	VEC(struct map_view) views;
	VEC(struct raw_view) raw_views;
	VEC(struct map_shape) shapes;
	VEC(struct map_place) places;
};

// Fails with "path:line: ..." and the sentence.
#define WRONG(r, at, ...) (err_set((r)->err, __VA_ARGS__), map_wrong((r), (at)))
bool map_wrong(struct map_reader *r, uint32_t line);

// Takes the next word off *rest; empty when there is none.
struct str map_next_word(struct str *rest);

// By id; MAP_NONE when there is none.
uint32_t map_view_of(const struct map_reader *r, struct str id);
uint32_t map_region_of(const struct map_reader *r, struct str id);

// Looks up what lines said of things named further down, makes the places and the skins, and hands
// everything to the map.
bool map_resolve(struct map_reader *r);

#endif
