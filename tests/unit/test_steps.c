// SPDX-License-Identifier: ISC

#include "maps.h"

#include <stdio.h>

#include "view/map/steps.h"

// The regions that pages of the body book name; its own test holds them to the pages.
static const char *const with_pages[] = {
	"spine", "lower-back", "hip",          "pelvis", "buttock",   "thigh-back",
	"knee",  "knee-back",  "shin",         "calf",   "achilles",  "ankle",
	"heel",  "foot-arch",  "ball-of-foot", "toes",   "whole-leg",
};

struct body {
	struct arena arena;
	struct map map;
	bool *active;
	struct steps steps;
};

static void body_make(struct body *body)
{
	*body = (struct body){0};
	map_from(body_map, &body->arena, &body->map);
	body->active = arena_array(&body->arena, bool, body->map.nplaces);
	for (uint32_t i = 0; i < body->map.nplaces; i++) {
		struct str id = body->map.regions[body->map.places[i].region].id;
		for (size_t j = 0; j < countof(with_pages); j++)
			body->active[i] = body->active[i] || str_eq(id, str_of(with_pages[j]));
	}
	steps_make(&body->map, body->active, &body->arena, &body->steps);
}

static uint32_t place(const struct body *body, const char *name)
{
	struct arena arena = {0};
	for (uint32_t i = 0; i < body->map.nplaces; i++) {
		if (str_eq(map_place_name(&body->map, i, &arena), str_of(name))) {
			arena_release(&arena);
			return i;
		}
	}
	fail_msg("no place is called %s", name);
	return MAP_NONE;
}

static void the_body_is_walked_as_it_is_seen(void **state)
{
	(void)state;
	static const struct {
		const char *from, *up, *down, *left, *right;
	} rows[] = {
		{"Pelvis, front", "Pelvis, front", "Hip (right), front", "Hip (right), front",
		 "Hip (left), front"},
		{"Knee (right), front", "Hip (right), front", "Shin (right), front",
		 "Whole leg, front", "Knee (left), front"},
		// Leaving the front figure by its side enters the back one at the same height.
		{"Knee (left), front", "Hip (left), front", "Shin (left), front",
		 "Knee (right), front", "Heel (left), sole"},
		{"Hip (left), front", "Pelvis, front", "Knee (left), front", "Pelvis, front",
		 "Hip (left), back"},
		// The outer edges join: left of the front is the right edge of the back.
		{"Hip (right), front", "Pelvis, front", "Knee (right), front", "Hip (right), back",
		 "Pelvis, front"},
		{"Spine, back", "Spine, back", "Lower back, back", "Pelvis, front",
		 "Pelvis, front"},
		{"Lower back, back", "Spine, back", "Pelvis, back", "Hip (left), back",
		 "Hip (right), back"},
		{"Buttock (left), back", "Pelvis, back", "Back of the thigh (left), back",
		 "Hip (left), back", "Buttock (right), back"},
		{"Calf (right), back", "Back of the knee (right), back",
		 "Achilles tendon (right), back", "Calf (left), back", "Foot arch (right), sole"},
		{"Achilles tendon (left), back", "Calf (left), back", "Ankle (left), back",
		 "Ball of the foot (left), sole", "Achilles tendon (right), back"},
		{"Foot arch (left), sole", "Heel (left), sole", "Ball of the foot (left), sole",
		 "Shin (left), front", "Calf (left), back"},
		{"Whole leg, front", "Hip (right), front", "Toes (right), front",
		 "Foot arch (right), sole", "Shin (right), front"},
	};
	struct body body;
	body_make(&body);
	for (size_t i = 0; i < countof(rows); i++) {
		const char *const to[] = {rows[i].up, rows[i].down, rows[i].left, rows[i].right};
		uint32_t from = place(&body, rows[i].from);
		for (enum step step = 0; step < STEP_COUNT; step++) {
			struct str got =
				map_place_name(&body.map, body.steps.next[from][step], &body.arena);
			expect_str(rows[i].from, got, str_of(to[step]));
		}
	}
	arena_release(&body.arena);
}

// Arrows alone, over all ordered pairs of places with pages.
static void nothing_is_far_away(void **state)
{
	(void)state;
	enum { MOST = 64 };
	struct body body;
	uint32_t pairs[MOST] = {0}, total = 0, worst = 0, median = 0, sum = 0;
	body_make(&body);
	uint32_t *far = arena_array(&body.arena, uint32_t, body.map.nplaces);
	for (uint32_t from = 0; from < body.map.nplaces; from++) {
		if (!body.active[from])
			continue;
		steps_count(&body.steps, from, far, &body.arena);
		for (uint32_t to = 0; to < body.map.nplaces; to++) {
			if (!body.active[to] || to == from)
				continue;
			assert_in_range(far[to], 1, MOST - 1);
			pairs[far[to]]++;
			total++;
			worst = far[to] > worst ? far[to] : worst;
		}
	}
	while (2 * (sum += pairs[median]) < total)
		median++;
	printf("# %u ordered pairs of places: median %u arrows, worst %u\n", total, median, worst);
	assert_true(median <= 4);
	assert_true(worst <= 9);
	arena_release(&body.arena);
}

static void check_reach(const struct map *map, const bool *active, uint32_t seed)
{
	struct arena arena = {0};
	struct steps steps;
	uint32_t *far = arena_array(&arena, uint32_t, map->nplaces);
	steps_make(map, active, &arena, &steps);
	for (uint32_t from = 0; from < map->nplaces; from++) {
		steps_count(&steps, from, far, &arena);
		for (enum step step = 0; step < STEP_COUNT; step++) {
			uint32_t to = steps.next[from][step];
			if (to != from && !active[to])
				fail_msg("map %u: place %u leads to %u, which takes no part", seed,
					 from, to);
		}
		for (uint32_t to = 0; active[from] && to < map->nplaces; to++) {
			if (active[to] && far[to] == UINT32_MAX)
				fail_msg("map %u: place %u is not reached from %u", seed, to, from);
		}
	}
	arena_release(&arena);
}

static void on_any_map_every_place_is_reached_from_every_other(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 400; seed++) {
		struct arena arena = {0};
		struct map map;
		uint32_t dice = seed;
		map_by_chance(seed, &arena, &map);
		bool *active = arena_array(&arena, bool, map.nplaces);
		for (uint32_t i = 0; i < map.nplaces; i++)
			active[i] = chance(&dice, 3) > 0;
		check_reach(&map, active, seed);
		arena_release(&arena);
	}
}

static void both_maps_are_whole_with_all_their_regions(void **state)
{
	(void)state;
	static const char *const files[] = {body_map, rack_map};
	for (size_t i = 0; i < countof(files); i++) {
		struct arena arena = {0};
		struct map map;
		map_from(files[i], &arena, &map);
		bool *active = arena_array(&arena, bool, map.nplaces);
		for (uint32_t p = 0; p < map.nplaces; p++)
			active[p] = true;
		check_reach(&map, active, (uint32_t)i);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_body_is_walked_as_it_is_seen),
		cmocka_unit_test(nothing_is_far_away),
		cmocka_unit_test(on_any_map_every_place_is_reached_from_every_other),
		cmocka_unit_test(both_maps_are_whole_with_all_their_regions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
