// SPDX-License-Identifier: ISC

#include "page/map/map.h"

#include "text/word.h"

uint32_t map_region(const struct map *map, struct str id)
{
	for (uint32_t i = 0; i < map->nregions; i++) {
		if (str_eq(map->regions[i].id, id))
			return i;
	}
	return MAP_NONE;
}

uint32_t map_place(const struct map *map, uint32_t region, uint32_t view, enum side side)
{
	for (uint32_t i = 0; i < map->nplaces; i++) {
		const struct map_place *place = &map->places[i];
		if (place->region == region && place->view == view && place->side == side)
			return i;
	}
	return MAP_NONE;
}

uint32_t map_twin(const struct map *map, uint32_t place)
{
	const struct map_place *p = &map->places[place];
	if (p->side == SIDE_NONE)
		return MAP_NONE;
	return map_place(map, p->region, p->view, p->side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT);
}

// A place of `region` in another picture than `from`'s, of the same side if it has sides.  Insets
// come last: what lies across from a heel is the toes above it, not those in the sole.
static uint32_t place_across(const struct map *map, uint32_t region, const struct map_place *from)
{
	uint32_t found = MAP_NONE;
	for (uint32_t i = 0; i < map->nplaces; i++) {
		const struct map_place *place = &map->places[i];
		if (place->region != region ||
		    map_picture(map, place->view) == map_picture(map, from->view))
			continue;
		if (from->side != SIDE_NONE && place->side != SIDE_NONE &&
		    place->side != from->side)
			continue;
		if (map->views[place->view].inset_of == MAP_NONE)
			return i;
		if (found == MAP_NONE)
			found = i;
	}
	return found;
}

uint32_t map_opposite(const struct map *map, uint32_t place)
{
	const struct map_place *from = &map->places[place];
	uint32_t opposite = map->regions[from->region].opposite;
	uint32_t found = MAP_NONE;
	if (opposite != MAP_NONE)
		found = place_across(map, opposite, from);
	return found != MAP_NONE ? found : place_across(map, from->region, from);
}

uint32_t map_picture(const struct map *map, uint32_t view)
{
	uint32_t outer = map->views[view].inset_of;
	return outer == MAP_NONE ? view : outer;
}

enum side map_side(const struct map *map, const struct map_shape *shape, bool second)
{
	if (!shape->mirrored)
		return SIDE_NONE;
	return map->views[shape->view].faces_reader != second ? SIDE_LEFT : SIDE_RIGHT;
}

static void include(struct map_box *box, float x, float y)
{
	if (x < box->left)
		box->left = x;
	if (x > box->right)
		box->right = x;
	if (y < box->top)
		box->top = y;
	if (y > box->bottom)
		box->bottom = y;
}

struct map_box map_place_box(const struct map *map, uint32_t place)
{
	const struct map_place *at = &map->places[place];
	struct map_box box = {1e9f, 1e9f, -1e9f, -1e9f};
	for (uint32_t i = 0; i < map->nshapes; i++) {
		const struct map_shape *shape = &map->shapes[i];
		if (shape->region != at->region || shape->view != at->view)
			continue;
		bool second = map_side(map, shape, false) != at->side;
		for (uint32_t j = 0; j < shape->npoints; j++) {
			const struct map_point *point = &shape->points[j];
			include(&box, second ? -point->x : point->x, point->y);
		}
	}
	return box;
}

bool map_is_part(const struct map *map, uint32_t region, uint32_t above)
{
	while (region != MAP_NONE && region != above)
		region = map->regions[region].parent;
	return region == above;
}

struct str map_place_name(const struct map *map, uint32_t place, struct arena *arena)
{
	static const char *const sides[] = {"", " (left)", " (right)"};
	const struct map_place *at = &map->places[place];
	struct str view = map->nviews == 1 ? STR("") : map->views[at->view].id;
	return arena_printf(arena, "%.*s%s%s%.*s", STR_ARG(map->regions[at->region].name),
			    sides[at->side], view.len ? ", " : "", STR_ARG(view));
}

// True when each word of `text` begins a word of `name`, in the same order; both folded.
static bool name_begins(struct str name, struct str text)
{
	struct words typed = words_of(text), words = words_of(name);
	struct word want, word;
	if (!word_next(&typed, &want))
		return false;
	while (word_next(&words, &word)) {
		if (str_starts((struct str){word.form, word.form_len},
			       (struct str){want.form, want.form_len}) &&
		    !word_next(&typed, &want))
			return true;
	}
	return false;
}

static bool region_begins(const struct map_region *region, struct str text)
{
	if (name_begins(region->id, text) || name_begins(region->name, text))
		return true;
	for (uint32_t i = 0; i < region->aliases.count; i++) {
		if (name_begins(region->aliases.at[i], text))
			return true;
	}
	return false;
}

uint32_t map_find(const struct map *map, struct str text, uint32_t *regions, uint32_t room)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < map->nregions && count < room; i++) {
		if (region_begins(&map->regions[i], text))
			regions[count++] = i;
	}
	return count;
}
