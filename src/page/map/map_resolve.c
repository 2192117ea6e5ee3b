// SPDX-License-Identifier: ISC

#include "page/map/map_reader.h"

#include <string.h>

static bool find_region(struct map_reader *r, const struct later *name, uint32_t *region)
{
	if (!name->text.len)
		return true;
	*region = map_region_of(r, name->text);
	if (*region == MAP_NONE)
		return WRONG(r, name->line, "no region is called \"%.*s\"", STR_ARG(name->text));
	return true;
}

static bool resolve_regions(struct map_reader *r)
{
	for (uint32_t i = 0; i < r->regions.count; i++) {
		const struct raw_region *raw = &r->raw_regions.at[i];
		if (!find_region(r, &raw->parent, &r->regions.at[i].parent) ||
		    !find_region(r, &raw->opposite, &r->regions.at[i].opposite))
			return false;
	}
	for (uint32_t i = 0; i < r->regions.count; i++) {
		uint32_t above = i, steps = 0;
		while ((above = r->regions.at[above].parent) != MAP_NONE) {
			if (steps++ > r->regions.count)
				return WRONG(r, r->raw_regions.at[i].parent.line,
					     "region \"%.*s\" is a part of itself",
					     STR_ARG(r->regions.at[i].id));
		}
	}
	return true;
}

static bool resolve_views(struct map_reader *r)
{
	for (uint32_t i = 0; i < r->views.count; i++) {
		struct map_view *view = &r->views.at[i];
		const struct raw_view *raw = &r->raw_views.at[i];
		if (!raw->framed)
			return WRONG(r, view->line, "view \"%.*s\" has no frame",
				     STR_ARG(view->id));
		if (!raw->inset.text.len)
			continue;
		view->inset_of = map_view_of(r, raw->inset.text);
		if (view->inset_of == MAP_NONE || view->inset_of >= i ||
		    r->views.at[view->inset_of].inset_of != MAP_NONE)
			return WRONG(r, raw->inset.line,
				     "an inset names a view above it that is no inset");
	}
	return true;
}

// A region without a shape that is not a part of another gets an entry at the foot of the first
// view, one above the other, so that it can be reached.
static void add_entries(struct map_reader *r)
{
	const struct map_box *frame = &r->views.at[0].frame;
	float step = (frame->bottom - frame->top) / 12, y = frame->bottom - step / 2;
	for (uint32_t i = r->regions.count; i-- > 0;) {
		if (r->raw_regions.at[i].shaped || r->regions.at[i].parent != MAP_NONE)
			continue;
		struct map_point *at = arena_new(r->arena, struct map_point);
		*at = (struct map_point){frame->left + (frame->right - frame->left) / 8, y};
		*vec_push(r->arena, &r->shapes) = (struct map_shape){.kind = SHAPE_ENTRY,
								     .region = i,
								     .points = at,
								     .npoints = 1,
								     .line = r->regions.at[i].line};
		y = y - step > frame->top ? y - step : frame->bottom - step / 2;
	}
}

static bool make_places(struct map_reader *r)
{
	enum { ONE = 1, PAIRED = 2 };
	unsigned char *seen =
		arena_array(r->arena, unsigned char, (size_t)r->views.count * r->regions.count);
	for (uint32_t i = 0; i < r->shapes.count; i++) {
		const struct map_shape *shape = &r->shapes.at[i];
		if (shape->region == MAP_NONE)
			continue;
		unsigned char *at = &seen[shape->view * r->regions.count + shape->region];
		*at |= shape->mirrored ? PAIRED : ONE;
		if (*at == (ONE | PAIRED))
			return WRONG(r, shape->line,
				     "region \"%.*s\" is a pair in this view or "
				     "one, not both",
				     STR_ARG(r->regions.at[shape->region].id));
	}
	for (uint32_t v = 0; v < r->views.count; v++) {
		for (uint32_t i = 0; i < r->regions.count; i++) {
			unsigned char how = seen[v * r->regions.count + i];
			if (how == ONE)
				*vec_push(r->arena, &r->places) =
					(struct map_place){i, v, SIDE_NONE};
			if (how != PAIRED)
				continue;
			*vec_push(r->arena, &r->places) = (struct map_place){i, v, SIDE_RIGHT};
			*vec_push(r->arena, &r->places) = (struct map_place){i, v, SIDE_LEFT};
		}
	}
	return true;
}

static bool find_start(struct map_reader *r)
{
	struct str side, region = str_cut(r->start.text, ' ', &side);
	side = str_trim(side);
	if (!r->start.text.len)
		return true;
	if (side.len && !str_eq(side, STR("left")) && !str_eq(side, STR("right")))
		return WRONG(r, r->start.line, "a start is a region and its side, left or right");
	for (uint32_t i = 0; i < r->places.count; i++) {
		const struct map_place *place = &r->places.at[i];
		if (!str_eq(r->regions.at[place->region].id, region) ||
		    (str_eq(side, STR("left")) && place->side == SIDE_RIGHT))
			continue;
		r->map->start = i;
		return true;
	}
	return WRONG(r, r->start.line, "the start \"%.*s\" is drawn nowhere", STR_ARG(region));
}

// Skins.

// The place that column `col` of a skin's row means by region `region`.
static uint32_t skin_place(struct map_reader *r, uint32_t region, uint32_t view, int col, int cols)
{
	enum side side =
		(2 * col + 1 < cols) == r->views.at[view].faces_reader ? SIDE_RIGHT : SIDE_LEFT;
	uint32_t place = map_place(r->map, region, view, SIDE_NONE);
	if (place == MAP_NONE && 2 * col + 1 != cols)
		place = map_place(r->map, region, view, side);
	return place;
}

struct skin_key {
	uint32_t region, view;
};

static bool read_keys(struct map_reader *r, uint32_t view, struct skin_key keys[128])
{
	const struct raw_view *raw = &r->raw_views.at[view];
	for (int c = 0; c < 128; c++)
		keys[c].region = MAP_NONE;
	for (uint32_t i = 0; i < raw->keys.count; i++) {
		struct str rest = raw->keys.at[i].text;
		while (rest.len) {
			struct str letter = map_next_word(&rest), id = map_next_word(&rest);
			struct str inner, outer = str_cut(id, ':', &inner);
			struct skin_key key = {.view = inner.ptr ? map_view_of(r, outer) : view};
			key.region = map_region_of(r, inner.ptr ? inner : id);
			if (letter.len != 1 || letter.ptr[0] == '.' || key.region == MAP_NONE ||
			    key.view == MAP_NONE)
				return WRONG(r, raw->keys.at[i].line,
					     "a key is a letter and a region: H head, not "
					     "\"%.*s %.*s\"",
					     STR_ARG(letter), STR_ARG(id));
			keys[letter.ptr[0] & 127] = key;
		}
	}
	return true;
}

static bool read_mask_row(struct map_reader *r, const struct later *row,
			  const struct skin_key *keys, uint32_t *mask)
{
	int cols = (int)row->text.len;
	for (int col = 0; col < cols; col++) {
		char c = row->text.ptr[col];
		mask[col] = MAP_NONE;
		if (c == '.' || c == ' ')
			continue;
		const struct skin_key *key = &keys[c & 127];
		if (key->region == MAP_NONE)
			return WRONG(r, row->line, "the mask's letter %c has no key", c);
		mask[col] = skin_place(r, key->region, key->view, col, cols);
		if (mask[col] == MAP_NONE)
			return WRONG(r, row->line, "region \"%.*s\" has no place in column %d",
				     STR_ARG(r->regions.at[key->region].id), col + 1);
	}
	return true;
}

static bool make_skin(struct map_reader *r, uint32_t view)
{
	struct raw_view *raw = &r->raw_views.at[view];
	if (!raw->art.count && !raw->mask.count)
		return true;
	if (raw->art.count != raw->mask.count)
		return WRONG(r, r->views.at[view].line, "the art has %u rows, the mask %u",
			     raw->art.count, raw->mask.count);
	size_t rows = raw->art.count, cols = raw->art.at[0].text.len;
	struct skin_key keys[128];
	if (!read_keys(r, view, keys))
		return false;
	char *art = arena_array(r->arena, char, rows *cols);
	uint32_t *mask = arena_array(r->arena, uint32_t, rows * cols);
	for (size_t row = 0; row < rows; row++) {
		if (raw->art.at[row].text.len != cols)
			return WRONG(r, raw->art.at[row].line,
				     "this row has not the %zu columns "
				     "of the first",
				     cols);
		if (raw->mask.at[row].text.len != cols)
			return WRONG(r, raw->mask.at[row].line,
				     "this row has not the %zu columns "
				     "of the art",
				     cols);
		memcpy(art + row * cols, raw->art.at[row].text.ptr, cols);
		if (!read_mask_row(r, &raw->mask.at[row], keys, mask + row * cols))
			return false;
	}
	r->views.at[view].skin = (struct map_skin){.rows = (int)rows,
						   .cols = (int)cols,
						   .art = art,
						   .mask = mask,
						   .line = raw->mask.at[0].line};
	return true;
}

static void publish(struct map_reader *r)
{
	struct map *map = r->map;
	map->regions = r->regions.at;
	map->nregions = r->regions.count;
	map->views = r->views.at;
	map->nviews = r->views.count;
	map->shapes = r->shapes.at;
	map->nshapes = r->shapes.count;
	map->places = r->places.at;
	map->nplaces = r->places.count;
}

bool map_resolve(struct map_reader *r)
{
	if (!resolve_regions(r) || !resolve_views(r))
		return false;
	add_entries(r);
	if (!make_places(r) || !find_start(r))
		return false;
	publish(r);
	for (uint32_t i = 0; i < r->views.count; i++) {
		if (!make_skin(r, i))
			return false;
	}
	return true;
}
