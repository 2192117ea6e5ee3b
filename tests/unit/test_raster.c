// SPDX-License-Identifier: ISC

#include "maps.h"

#include "view/map/glyph.h"
#include "view/map/raster.h"

static const enum glyphs all_glyphs[] = {GLYPHS_ASCII, GLYPHS_BLOCKS, GLYPHS_BRAILLE};

static void glyphs_show_the_dots_of_a_cell(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		enum glyphs glyphs;
		const char *dots; // row by row, '#' is ink
		uint32_t ch;
	} cases[] = {
		{"nothing", GLYPHS_BRAILLE, "        ", 0},
		{"first dot", GLYPHS_BRAILLE, "#       ", 0x2801},
		{"fourth dot is right of it", GLYPHS_BRAILLE, " #      ", 0x2808},
		{"dots 7 and 8 are the last row", GLYPHS_BRAILLE, "      ##", 0x28C0},
		{"all", GLYPHS_BRAILLE, "########", 0x28FF},
		{"nothing", GLYPHS_BLOCKS, "    ", 0},
		{"upper half", GLYPHS_BLOCKS, "##  ", 0x2580},
		{"lower left", GLYPHS_BLOCKS, "  # ", 0x2596},
		{"a diagonal", GLYPHS_BLOCKS, "#  #", 0x259A},
		{"all", GLYPHS_BLOCKS, "####", 0x2588},
		{"nothing", GLYPHS_ASCII, "                                ", 0},
		{"a line down", GLYPHS_ASCII, " #   #   #   #   #   #   #   #  ", '|'},
		{"at the edge", GLYPHS_ASCII, "   #   #   #   #   #   #   #   #", '|'},
		{"across", GLYPHS_ASCII, "            ####                ", '-'},
		{"at the foot", GLYPHS_ASCII, "                            ####", '_'},
		{"rising", GLYPHS_ASCII, "   #   #  #   #  #   #  #   #   ", '/'},
		{"falling", GLYPHS_ASCII, "#   #    #   #    #   #    #   #", '\\'},
		{"a speck is nothing", GLYPHS_ASCII, "#                              #", 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct glyph_set set;
		unsigned char dots[GLYPH_DOTS] = {0};
		for (size_t j = 0; cases[i].dots[j]; j++)
			dots[j] = cases[i].dots[j] == '#';
		glyph_set_make(&set, cases[i].glyphs);
		expect_number(cases[i].why, glyph_of(&set, dots), cases[i].ch);
	}
}

static struct raster raster_of(const struct map *map, enum glyphs glyphs, uint32_t view, int rows,
			       int cols, struct arena *arena)
{
	struct raster raster;
	struct raster_options options = {glyphs, view, MAP_NONE, rows, cols};
	raster_map(map, &options, arena, &raster);
	return raster;
}

static uint32_t twin_or_itself(const struct map *map, uint32_t place)
{
	uint32_t twin = place == MAP_NONE ? MAP_NONE : map_twin(map, place);
	return twin == MAP_NONE ? place : twin;
}

// Where a column lies half on each side of the middle a cell can be claimed by only one of them.
static void the_halves_of_the_body_are_mirror_images(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct map map;
	map_from(body_map, &arena, &map);
	for (int rows = 8; rows <= 64; rows += 7) {
		for (uint32_t view = 0; view < 2; view++) {
			struct raster r = raster_of(&map, GLYPHS_BRAILLE, view, rows, 200, &arena);
			int wide = r.cols * 2;
			for (int i = 0; i < r.rows * 4 * wide; i++) {
				int other = i / wide * wide + wide - 1 - i % wide;
				if (r.dots[i] != twin_or_itself(&map, r.dots[other]))
					fail_msg("%d rows: dot %d,%d", rows, i / wide, i % wide);
			}
		}
	}
	arena_release(&arena);
}

static void check_spots(const struct map *map, const struct raster *r, uint32_t view)
{
	for (uint32_t i = 0; i < map->nplaces; i++) {
		const struct raster_spot *spot = &r->spots[i];
		if (map_picture(map, map->places[i].view) != view ||
		    map->regions[map->places[i].region].parent != MAP_NONE)
			continue;
		if (!spot->cells || r->place[spot->row * r->cols + spot->col] != i)
			fail_msg("%d rows: place %u has no cell", r->rows, i);
	}
}

static void every_region_has_a_cell_from_twenty_rows(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct map map;
	map_from(body_map, &arena, &map);
	for (size_t g = 0; g < countof(all_glyphs); g++) {
		for (int rows = 20; rows <= 60; rows += 4) {
			for (uint32_t view = 0; view < 2; view++) {
				struct raster r =
					raster_of(&map, all_glyphs[g], view, rows, 200, &arena);
				check_spots(&map, &r, view);
			}
		}
	}
	arena_release(&arena);
}

static void parts_appear_when_they_are_large_enough(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct map map;
	struct raster whole, close;
	map_from(body_map, &arena, &map);
	uint32_t calf = map_place(&map, map_region(&map, STR("calf")), 1, SIDE_RIGHT);
	uint32_t soleus = map_place(&map, map_region(&map, STR("soleus")), 1, SIDE_RIGHT);
	uint32_t nerve = map_place(&map, map_region(&map, STR("sciatic-nerve")), 1, SIDE_LEFT);
	struct raster_options options = {GLYPHS_BRAILLE, 1, MAP_NONE, 22, 50};

	raster_map(&map, &options, &arena, &whole);
	assert_true(whole.spots[calf].cells > 0);
	assert_int_equal(whole.spots[soleus].cells, 0);
	assert_int_equal(whole.spots[nerve].cells, 0);

	options.zoom = calf;
	raster_map(&map, &options, &arena, &close);
	assert_true(close.spots[soleus].cells > 20);
	assert_int_equal(close.rows, 22);
	assert_int_equal(close.cols, 50);

	options.zoom = map_place(&map, map_region(&map, STR("thigh-back")), 1, SIDE_RIGHT);
	raster_map(&map, &options, &arena, &close);
	assert_true(close.spots[nerve].cells > 5);
	arena_release(&arena);
}

static void a_place_is_filled_and_nothing_else(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct map map;
	map_from(body_map, &arena, &map);
	uint32_t calf = map_place(&map, map_region(&map, STR("calf")), 1, SIDE_RIGHT);
	for (size_t g = 0; g < countof(all_glyphs); g++) {
		struct raster r = raster_of(&map, all_glyphs[g], 1, 40, 100, &arena);
		const struct raster_spot *spot = &r.spots[calf];
		static const uint32_t full[] = {'#', 0x2588, 0x28FF};
		assert_int_equal(raster_filled(&r, spot->row, spot->col, calf, RASTER_FULL),
				 full[g]);
		assert_int_not_equal(raster_filled(&r, spot->row, spot->col, calf, RASTER_LIGHT),
				     full[g]);
		assert_int_equal(raster_filled(&r, 0, r.cols / 2, calf, RASTER_FULL), 0);
		assert_int_equal(raster_filled(&r, 0, 0, calf, RASTER_FULL), 0);
	}
	arena_release(&arena);
}

static void the_drawn_picture_is_used_at_its_size(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct map map;
	map_from(body_map, &arena, &map);
	assert_true(raster_of(&map, GLYPHS_ASCII, 0, 22, 25, &arena).drawn);
	assert_true(raster_of(&map, GLYPHS_ASCII, 1, 24, 80, &arena).drawn);
	assert_false(raster_of(&map, GLYPHS_ASCII, 0, 21, 80, &arena).drawn);
	assert_false(raster_of(&map, GLYPHS_ASCII, 0, 22, 24, &arena).drawn);
	assert_false(raster_of(&map, GLYPHS_ASCII, 0, 40, 80, &arena).drawn);
	assert_false(raster_of(&map, GLYPHS_BRAILLE, 0, 22, 80, &arena).drawn);
	arena_release(&arena);
}

static void any_map_is_drawn_at_any_size(void **state)
{
	(void)state;
	static const struct {
		int rows, cols;
	} sizes[] = {{1, 1}, {1, 80}, {80, 1}, {3, 7}, {22, 52}, {200, 500}};
	for (uint32_t seed = 0; seed < 60; seed++) {
		struct arena arena = {0};
		struct map map;
		map_by_chance(seed, &arena, &map);
		for (size_t i = 0; i < countof(sizes) - (seed > 3); i++) {
			struct raster_options options = {all_glyphs[seed % 3], 0, MAP_NONE,
							 sizes[i].rows, sizes[i].cols};
			struct raster r;
			if (seed % 2)
				options.zoom = seed % map.nplaces;
			if (options.zoom != MAP_NONE)
				options.view = map_picture(&map, map.places[options.zoom].view);
			raster_map(&map, &options, &arena, &r);
			assert_in_range(r.rows, 1, sizes[i].rows);
			assert_in_range(r.cols, 1, sizes[i].cols);
			for (int cell = 0; cell < r.rows * r.cols; cell++)
				assert_true(r.place[cell] == MAP_NONE ||
					    r.place[cell] < map.nplaces);
		}
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glyphs_show_the_dots_of_a_cell),
		cmocka_unit_test(the_halves_of_the_body_are_mirror_images),
		cmocka_unit_test(every_region_has_a_cell_from_twenty_rows),
		cmocka_unit_test(parts_appear_when_they_are_large_enough),
		cmocka_unit_test(a_place_is_filled_and_nothing_else),
		cmocka_unit_test(the_drawn_picture_is_used_at_its_size),
		cmocka_unit_test(any_map_is_drawn_at_any_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
