// SPDX-License-Identifier: ISC

#include "expect.h"

#include <stdlib.h>

#include "base/file.h"
#include "page/map/map.h"

#define VIEW "view front Front\nfacing\nframe -10,0 10,20\n"
#define HEAD "bodymap-map 1\n" VIEW

static bool parse(const char *text, struct arena *arena, struct map *map, struct err *err)
{
	return map_parse(STR("a.map"), str_of(text), arena, map, err);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"", "a.map:1: a map file begins with \"bodymap-map 1\""},
		{"bodymap-map 2\n", "a.map:1: a map file begins with \"bodymap-map 1\""},
		{"bodymap-map 1\n", "a.map:2: the map has no view"},
		{HEAD, "a.map:5: the map has no region"},
		{HEAD "colour red\n", "a.map:5: \"colour\" is not a word of map files"},
		{HEAD "region\n", "a.map:5: nothing stands behind \"region\""},
		{HEAD "region Knee\n", "a.map:5: \"Knee\" is no region id: write small letters, "
				       "digits and hyphens"},
		{HEAD "region a\nregion b\n\nregion a Other\n",
		 "a.map:8: region \"a\" is there already, in line 5"},
		{HEAD "half front 0,0 1,1 0,2\n", "a.map:5: \"half\" belongs below a region"},
		{"bodymap-map 1\nframe 0,0 1,1\n", "a.map:2: \"frame\" belongs below a view"},
		{HEAD "region a\nframe 0,0 1,1\n", "a.map:6: \"frame\" belongs below a view"},
		{HEAD "region a\nview back\n", "a.map:6: views come before regions"},
		{HEAD "view front Again\n", "a.map:5: view \"front\" is there already"},
		{HEAD "view back Back\nregion a\nhalf front 0,0 1,1 0,2\n",
		 "a.map:5: view \"back\" has no frame"},
		{HEAD "frame 0,0 5,0\n", "a.map:5: a frame is two points, the upper left and the "
					 "lower right, at least one unit apart"},
		{HEAD "facing north\n", "a.map:5: \"facing\" stands alone"},
		{HEAD "view sole Sole\nframe 0,0 1,1\ninset back\nregion a\n",
		 "a.map:7: an inset names a view above it that is no inset"},
		{HEAD "mark 1,1\n", "a.map:5: a mark has at least two points"},
		{HEAD "region a\nwhole front 0,0 1,1\n",
		 "a.map:6: a polygon has at least three points"},
		{HEAD "region a\nline front 0,0\n", "a.map:6: a line has at least two points"},
		{HEAD "region a\nentry front 0,0 1,1\n", "a.map:6: an entry stands at one point"},
		{HEAD "region a\nwhole back 0,0 1,1 0,2\n", "a.map:6: no view is called \"back\""},
		{HEAD "region a\nwhole front+back 0,0 1,1 0,2\n",
		 "a.map:6: no view is called \"back\""},
		{HEAD "region a\nwhole front 0,0 1;1 0,2\n",
		 "a.map:6: \"1;1\" is no point: write x,y"},
		{HEAD "region a\nwhole front 0,0\n  1,1\n  0,1e3\n",
		 "a.map:6: \"0,1e3\" is no point: write x,y"},
		{HEAD "region a\nwhole front 0,0 1,1000000 0,2\n",
		 "a.map:6: \"1,1000000\" is no point: write x,y"},
		{HEAD "region a\nwhole front 0,0 1,1 0,2\npair front 1,1 2,2 1,3\n",
		 "a.map:7: region \"a\" is a pair in this view or one, not both"},
		{HEAD "region a\nalso knee,, patella\n",
		 "a.map:6: an alias is empty: write names parted by commas"},
		{HEAD "region a\npart b\n", "a.map:6: no region is called \"b\""},
		{HEAD "region a\nacross b\n", "a.map:6: no region is called \"b\""},
		{HEAD "region a\npart b\nregion b\npart a\n",
		 "a.map:6: region \"a\" is a part of itself"},
		{"bodymap-map 1\nstart b\n" VIEW "region a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:2: the start \"b\" is drawn nowhere"},
		{"bodymap-map 1\nstart a up\n" VIEW "region a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:2: a start is a region and its side, left or right"},
		{HEAD "|ab|\n", "a.map:5: a line in bars belongs below \"art\" or \"mask\""},
		{HEAD "art\n|ab\n", "a.map:6: a row of a drawing stands between two bars"},
		{HEAD "art\n|\xc3\xa4|\n", "a.map:6: a drawing is of plain ASCII"},
		{HEAD "region a\n|ab|\n", "a.map:6: a drawing belongs below a view"},
		{HEAD "art\n|ab|\nregion a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:2: the art has 1 rows, the mask 0"},
		{HEAD "art\n|ab|\n|abc|\nmask\n|..|\n|..|\nregion a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:7: this row has not the 2 columns of the first"},
		{HEAD "art\n|ab|\nmask\n|...|\nregion a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:8: this row has not the 2 columns of the art"},
		{HEAD "art\n|ab|\nmask\n|.K|\nregion a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:8: the mask's letter K has no key"},
		{HEAD "key KK a\nart\n|ab|\nmask\n|.K|\nregion a\nwhole front 0,0 1,1 0,2\n",
		 "a.map:5: a key is a letter and a region: H head, not \"KK a\""},
		{HEAD "key K a\nart\n|abc|\nmask\n|.K.|\nregion a\npair front 1,1 2,2 1,3\n",
		 "a.map:9: region \"a\" has no place in column 2"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct map map;
		struct err err = {""};
		if (parse(cases[i].text, &arena, &map, &err))
			fail_msg("taken, but %s", cases[i].says);
		expect_str(cases[i].text, str_of(err.text), str_of(cases[i].says));
		arena_release(&arena);
	}
}

static const char small[] =
	"bodymap-map 1\n"
	"# a comment\n"
	"name Small\n"
	"start knee left\n"
	"view front Front\nfacing\nframe -10,0 10,20\nkey K knee  B belly\n"
	"art\n| () |\n|/  \\|\nmask\n|.BB.|\n|K..K|\n"
	"view back Back\nframe -10,0 10,20\n"
	"view sole Sole\ninset back\nframe 4,10 8,20\n"
	"region belly Belly\nalso tummy, soft part\nhalf front 0,1 4,1 4,8 0,8\n"
	"region knee Knee\nacross knee-back\npair front 2,10\n\t6,10 6,14\n  2,14\n"
	"region kneecap Kneecap\npart knee\npair front 3,11 5,11 5,13 3,13\n"
	"region knee-back Back of the knee\nacross knee\npair back 2,10 6,10 6,14 2,14\n"
	"region heel Heel\npair back 2,16 4,16 4,18 2,18\npair sole 5,12 7,12 7,18 5,18\n"
	"region leg Whole leg\n";

static void a_file_becomes_regions_places_and_shapes(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct map map;
	struct err err;
	if (!parse(small, &arena, &map, &err))
		fail_msg("%s", err.text);
	assert_int_equal(map.nregions, 6);
	assert_int_equal(map.nviews, 3);
	expect_str("name", map.name, STR("Small"));
	uint32_t knee = map_region(&map, STR("knee")), belly = map_region(&map, STR("belly"));
	expect_number("aliases", map.regions[belly].aliases.count, 2);
	expect_str("second alias", map.regions[belly].aliases.at[1], STR("soft part"));
	assert_int_equal(map.regions[map_region(&map, STR("kneecap"))].parent, knee);

	// A half is closed by its mirror image, points in the middle once each.
	assert_int_equal(map.shapes[0].npoints, 6);
	assert_float_equal(map.shapes[0].points[4].x, -4, 0);
	// A pair is one shape and two places, the right one first.
	assert_true(map.shapes[1].mirrored);
	assert_int_equal(map.shapes[1].npoints, 4);
	uint32_t right = map_place(&map, knee, 0, SIDE_RIGHT), left = right + 1;
	assert_int_equal(left, map_place(&map, knee, 0, SIDE_LEFT));
	assert_int_equal(map.start, left);
	// On the front figure the body's right is the reader's left.
	assert_float_equal(map_place_box(&map, right).left, -6, 0);
	assert_float_equal(map_place_box(&map, left).left, 2, 0);
	uint32_t back = map_place(&map, map_region(&map, STR("knee-back")), 1, SIDE_RIGHT);
	assert_float_equal(map_place_box(&map, back).left, 2, 0);

	assert_int_equal(map_twin(&map, left), right);
	assert_int_equal(map_twin(&map, map_place(&map, belly, 0, SIDE_NONE)), MAP_NONE);
	assert_int_equal(map_opposite(&map, right), back);
	assert_int_equal(map_opposite(&map, back), right);
	assert_int_equal(map_picture(&map, 2), 1);
	expect_str("name of a place", map_place_name(&map, right, &arena),
		   STR("Knee (right), front"));

	// The skin's columns left of the middle are the body's right.
	const struct map_skin *skin = &map.views[0].skin;
	assert_int_equal(skin->rows, 2);
	assert_int_equal(skin->cols, 4);
	assert_int_equal(skin->mask[0], MAP_NONE);
	assert_int_equal(skin->mask[4], right);
	assert_int_equal(skin->mask[7], left);

	// A region without a shape has an entry in the first view.
	uint32_t leg = map_place(&map, map_region(&map, STR("leg")), 0, SIDE_NONE);
	assert_int_not_equal(leg, MAP_NONE);
	expect_str("name of an entry", map_place_name(&map, leg, &arena), STR("Whole leg, front"));
	arena_release(&arena);
}

static void regions_are_found_by_the_beginnings_of_their_names(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		uint32_t count;
		const char *first;
		const char *why;
	} cases[] = {
		{"kn", 3, "knee", "knee, kneecap, knee-back"},
		{"KNEE", 3, "knee", "without case"},
		{"bac", 1, "knee-back", "any word of the name"},
		{"back kn", 1, "knee-back", "several words, in order"},
		{"kn bac", 1, "knee-back", "by its id"},
		{"knee belly", 0, "", "every word must be there"},
		{"tum", 1, "belly", "an alias"},
		{"nee", 0, "", "not inside a word"},
		{"", 0, "", "nothing typed"},
		{"  ", 0, "", "no word typed"},
	};
	struct arena arena = {0};
	struct map map;
	struct err err;
	assert_true(parse(small, &arena, &map, &err));
	for (size_t i = 0; i < countof(cases); i++) {
		uint32_t found[8];
		uint32_t count = map_find(&map, str_of(cases[i].typed), found, countof(found));
		expect_number(cases[i].why, count, cases[i].count);
		if (count)
			expect_str(cases[i].why, map.regions[found[0]].id, str_of(cases[i].first));
	}
	assert_int_equal(map_find(&map, STR("kn"), &(uint32_t){0}, 1), 1);
	arena_release(&arena);
}

static void what_can_be_read_but_is_wrong_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
		uint32_t line;
	} cases[] = {
		{HEAD "region a\nwhole front 0,0 6,6 6,0 0,4\n",
		 "the shape of \"a\" crosses itself", 6},
		{HEAD "region a\nwhole front 0,0 4,4 8,8\n", "the shape of \"a\" encloses nothing",
		 6},
		{HEAD "region a\nwhole front 0,0 4,4 40,8\n",
		 "the point 40,8 lies outside the frame of view \"front\"", 6},
		{HEAD "region a\npair front -1,1 4,1 4,4\n",
		 "a pair is written on the side where x is not below 0", 6},
		{HEAD "region a\nwhole front 0,0 4,4 0,8\nacross b\n"
		      "region b\nwhole front 4,0 8,4 4,8\n",
		 "\"a\" lies across from \"b\", which says otherwise", 5},
		{HEAD "region a\nwhole front 0,0 4,4 0,8\nregion b\npart a\n",
		 "region \"b\" has no shape", 7},
		{HEAD "region a Same\nwhole front 0,0 4,4 0,8\n"
		      "region b Same\nwhole front 4,0 8,4 4,8\n",
		 "\"a\" and \"b\" have the same name", 7},
		{HEAD "key K a\nart\n|....|\nmask\n|KK.K|\nregion a\npair front 1,1 4,1 4,4\n",
		 "column 2 of the mask is \"a\", column 3 is not its twin", 9},
		{HEAD "key K a\nart\n|....|\nmask\n|K..K|\nregion a\npair front 1,1 4,1 4,4\n"
		      "region b\nhalf front 0,1 4,1 4,4\n",
		 "the mask has no cell of \"b\"", 9},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct map map;
		struct map_findings findings = {0};
		struct err err;
		if (!parse(cases[i].text, &arena, &map, &err))
			fail_msg("%s", err.text);
		map_check(&map, &arena, &findings);
		expect_number(cases[i].says, findings.count, 1);
		expect_str(cases[i].text, findings.at[0].text, str_of(cases[i].says));
		expect_number(cases[i].says, findings.at[0].line, cases[i].line);
		arena_release(&arena);
	}
}

// The maps of the repository, and the ids that pages may count on.
static void the_maps_that_come_along_are_in_order(void **state)
{
	(void)state;
	static const char *const ids[] = {"head",
					  "neck",
					  "shoulder",
					  "upper-arm",
					  "elbow",
					  "forearm",
					  "hand",
					  "chest",
					  "upper-back",
					  "abdomen",
					  "spine",
					  "lower-back",
					  "hip",
					  "pelvis",
					  "groin",
					  "buttock",
					  "thigh-front",
					  "thigh-back",
					  "knee",
					  "knee-back",
					  "shin",
					  "calf",
					  "achilles",
					  "ankle",
					  "heel",
					  "foot-arch",
					  "ball-of-foot",
					  "toes",
					  "biceps-femoris",
					  "semitendinosus",
					  "semimembranosus",
					  "gastrocnemius-medial",
					  "gastrocnemius-lateral",
					  "soleus",
					  "plantar-fascia",
					  "sciatic-nerve",
					  "whole-leg"};
	static const char *const files[] = {"content/maps/body.map",
					    "tests/books/rack/maps/rack.map"};
	for (size_t i = 0; i < countof(files); i++) {
		struct arena arena = {0};
		struct map map;
		struct map_findings findings = {0};
		struct err err;
		struct str text, path = arena_printf(&arena, "%s/%s", getenv("ROOT"), files[i]);
		if (!file_read(path.ptr, 1 << 20, &arena, &text, NULL, &err) ||
		    !map_parse(path, text, &arena, &map, &err))
			fail_msg("%s", err.text);
		map_check(&map, &arena, &findings);
		for (uint32_t f = 0; f < findings.count; f++)
			fail_msg("%s:%u: %.*s", files[i], findings.at[f].line,
				 STR_ARG(findings.at[f].text));
		for (size_t id = 0; i == 0 && id < countof(ids); id++)
			assert_int_not_equal(map_region(&map, str_of(ids[id])), MAP_NONE);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
		cmocka_unit_test(a_file_becomes_regions_places_and_shapes),
		cmocka_unit_test(regions_are_found_by_the_beginnings_of_their_names),
		cmocka_unit_test(what_can_be_read_but_is_wrong_is_found),
		cmocka_unit_test(the_maps_that_come_along_are_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
