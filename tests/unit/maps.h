// SPDX-License-Identifier: ISC
//
// maps: the map files of the repository, and maps made by chance.

#ifndef BODYMAP_TESTS_UNIT_MAPS_H
#define BODYMAP_TESTS_UNIT_MAPS_H

#include "expect.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "page/map/map.h"

static const char body_map[] = "content/maps/body.map";
static const char rack_map[] = "tests/books/rack/maps/rack.map";

static inline void map_from(const char *file, struct arena *arena, struct map *map)
{
	struct err err;
	struct str text, path = arena_printf(arena, "%s/%s", getenv("ROOT"), file);
	if (!file_read(path.ptr, 1 << 20, arena, &text, NULL, &err) ||
	    !map_parse(path, text, arena, map, &err))
		fail_msg("%s", err.text);
}

// A small generator of one's own: the same numbers everywhere.
static inline uint32_t chance(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

// Boxes, pairs of boxes and lines anywhere in up to three views, with parts and entries.
static inline void map_by_chance(uint32_t seed, struct arena *arena, struct map *map)
{
	struct buf text = {0};
	struct err err;
	uint32_t views = 1 + chance(&seed, 3), regions = 1 + chance(&seed, 24);
	buf_printf(&text, "bodymap-map 1\n");
	for (uint32_t i = 0; i < views; i++)
		buf_printf(&text, "view v%u\nframe -50,0 50,100\n", i);
	for (uint32_t i = 0; i < regions; i++) {
		static const char *const words[] = {"whole", "pair", "line", "pair-line"};
		uint32_t kind = chance(&seed, 5);
		int x = (int)chance(&seed, 40), y = (int)chance(&seed, 90);
		int wide = 1 + (int)chance(&seed, 10), high = 1 + (int)chance(&seed, 10);
		buf_printf(&text, "region r%u\n", i);
		if (i && chance(&seed, 4) == 0)
			buf_printf(&text, "part r%u\n", chance(&seed, i));
		if (kind < 4)
			buf_printf(&text, "%s v%u %d,%d %d,%d %d,%d %d,%d\n", words[kind],
				   chance(&seed, views), x, y, x + wide, y, x + wide, y + high, x,
				   y + high);
	}
	if (!map_parse(STR("chance"), buf_str(&text), arena, map, &err))
		fail_msg("%s\n%.*s", err.text, STR_ARG(buf_str(&text)));
	buf_release(&text);
}

#endif
