// SPDX-License-Identifier: ISC
//
// No bytes make the map parser, its checks, the pictures or the arrows fail.

#include "view/map/raster.h"
#include "view/map/steps.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw(const struct map *map, uint32_t view, uint32_t zoom, struct arena *arena)
{
	static const enum glyphs glyphs[] = {GLYPHS_ASCII, GLYPHS_BLOCKS, GLYPHS_BRAILLE};
	for (size_t i = 0; i < countof(glyphs); i++) {
		struct raster_options options = {glyphs[i], view, zoom, 12, 30};
		struct raster raster;
		raster_map(map, &options, arena, &raster);
		for (int cell = 0; cell < raster.rows * raster.cols; cell++)
			(void)raster_filled(&raster, cell / raster.cols, cell % raster.cols, 0,
					    RASTER_LIGHT);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct map map;
	struct err err;
	struct str text = {(const char *)data, size};
	if (map_parse(STR("map"), text, &arena, &map, &err) && map.nplaces <= 64) {
		struct map_findings findings = {0};
		struct steps steps;
		bool active[64];
		for (uint32_t i = 0; i < map.nplaces; i++) {
			active[i] = true;
			(void)map_opposite(&map, i);
			(void)map_place_name(&map, i, &arena);
		}
		map_check(&map, &arena, &findings);
		steps_make(&map, active, &arena, &steps);
		for (uint32_t i = 0; i < map.nviews; i++) {
			if (map.views[i].inset_of == MAP_NONE)
				draw(&map, i, MAP_NONE, &arena);
		}
		draw(&map, map_picture(&map, map.places[map.start].view), map.start, &arena);
	}
	arena_release(&arena);
	return 0;
}
