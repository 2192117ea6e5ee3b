// SPDX-License-Identifier: ISC
//
// picture: prints the pictures of a map.
// usage: picture MAP GLYPHS ROWS [REGION]    closer up on REGION

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "text/utf8.h"
#include "view/map/raster.h"

static bool parse(const char *path, struct arena *arena, struct map *map, struct err *err)
{
	struct str text;
	return file_read(path, 1 << 20, arena, &text, NULL, err) &&
	       map_parse(str_of(path), text, arena, map, err);
}

static void put_row(const struct raster *raster, int row, struct buf *out)
{
	for (int col = 0; col < raster->cols; col++) {
		uint32_t ch = raster->ch[row * raster->cols + col];
		char bytes[UTF8_MAX];
		buf_add(out, (struct str){bytes, utf8_put(ch ? ch : ' ', bytes)});
	}
}

static enum glyphs glyphs_named(const char *name)
{
	return strcmp(name, "braille") == 0  ? GLYPHS_BRAILLE
	       : strcmp(name, "blocks") == 0 ? GLYPHS_BLOCKS
					     : GLYPHS_ASCII;
}

// The first place of a region, or MAP_NONE.
static uint32_t place_of(const struct map *map, const char *region)
{
	for (uint32_t i = 0; region && i < map->nplaces; i++) {
		if (str_eq(map->regions[map->places[i].region].id, str_of(region)))
			return i;
	}
	return MAP_NONE;
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct map map;
	struct err err;
	struct raster rasters[2];
	struct buf out = {0};
	uint32_t count = 0;
	if (argc < 4 || !parse(argv[1], &arena, &map, &err))
		return 2;
	int rows = atoi(argv[3]);
	struct raster_options options = {glyphs_named(argv[2]), 0, place_of(&map, argv[4]), rows,
					 3 * rows};
	for (uint32_t i = 0; i < map.nviews && count < countof(rasters); i++) {
		options.view = i;
		if (options.zoom != MAP_NONE &&
		    map_picture(&map, map.places[options.zoom].view) != i)
			continue;
		if (map.views[i].inset_of == MAP_NONE)
			raster_map(&map, &options, &arena, &rasters[count++]);
	}
	for (int row = 0; row < rows; row++) {
		for (uint32_t i = 0; i < count && row < rasters[i].rows; i++)
			put_row(&rasters[i], row, &out);
		while (out.len && out.ptr[out.len - 1] == ' ')
			out.len--;
		buf_char(&out, '\n');
	}
	fwrite(out.ptr, 1, out.len, stdout);
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
