// SPDX-License-Identifier: ISC

#include "page/map/map.h"

#include <math.h>
#include <stdlib.h>

struct checker {
	const struct map *map;
	struct arena *arena;
	struct map_findings *findings;
};

#define FINDING(c, at, ...)                                                                        \
	(*vec_push((c)->arena, (c)->findings) =                                                    \
		 (struct map_finding){(at), arena_printf((c)->arena, __VA_ARGS__)})

static struct str region_id(const struct checker *c, uint32_t region)
{
	return c->map->regions[region].id;
}

// Shapes.

static float cross(struct map_point o, struct map_point a, struct map_point b)
{
	return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

static bool edges_cross(struct map_point a, struct map_point b, struct map_point c,
			struct map_point d)
{
	return cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;
}

static bool crosses_itself(const struct map_shape *shape)
{
	uint32_t n = shape->npoints;
	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t j = i + 2; j < n; j++) {
			if (edges_cross(shape->points[i], shape->points[(i + 1) % n],
					shape->points[j], shape->points[(j + 1) % n]))
				return true;
		}
	}
	return false;
}

static float area(const struct map_shape *shape)
{
	float twice = 0;
	for (uint32_t i = 0; i < shape->npoints; i++) {
		struct map_point a = shape->points[i], b = shape->points[(i + 1) % shape->npoints];
		twice += a.x * b.y - b.x * a.y;
	}
	return fabsf(twice) / 2;
}

static void check_frame(const struct checker *c, const struct map_shape *shape)
{
	const struct map_view *picture = &c->map->views[map_picture(c->map, shape->view)];
	for (uint32_t i = 0; i < shape->npoints; i++) {
		struct map_point at = shape->points[i];
		if (at.x >= picture->frame.left && at.x <= picture->frame.right &&
		    at.y >= picture->frame.top && at.y <= picture->frame.bottom)
			continue;
		FINDING(c, shape->line, "the point %g,%g lies outside the frame of view \"%.*s\"",
			(double)at.x, (double)at.y, STR_ARG(picture->id));
		return;
	}
}

static void check_shape(const struct checker *c, const struct map_shape *shape)
{
	check_frame(c, shape);
	if (shape->kind == SHAPE_POLYGON && crosses_itself(shape))
		FINDING(c, shape->line, "the shape of \"%.*s\" crosses itself",
			STR_ARG(region_id(c, shape->region)));
	if (shape->kind == SHAPE_POLYGON && area(shape) < 0.01f)
		FINDING(c, shape->line, "the shape of \"%.*s\" encloses nothing",
			STR_ARG(region_id(c, shape->region)));
	for (uint32_t i = 0; shape->mirrored && i < shape->npoints; i++) {
		if (shape->points[i].x >= 0)
			continue;
		FINDING(c, shape->line, "a pair is written on the side where x is not below 0");
		break;
	}
}

// Regions.

static bool has_place(const struct map *map, uint32_t region)
{
	for (uint32_t i = 0; i < map->nplaces; i++) {
		if (map->places[i].region == region)
			return true;
	}
	return false;
}

static void check_region(const struct checker *c, uint32_t i)
{
	const struct map_region *region = &c->map->regions[i];
	if (!has_place(c->map, i))
		FINDING(c, region->line, "region \"%.*s\" has no shape", STR_ARG(region->id));
	if (region->opposite != MAP_NONE && c->map->regions[region->opposite].opposite != i)
		FINDING(c, region->line, "\"%.*s\" lies across from \"%.*s\", which says otherwise",
			STR_ARG(region->id), STR_ARG(region_id(c, region->opposite)));
}

struct named {
	struct str name;
	uint32_t region;
};

static int by_name(const void *a, const void *b)
{
	const struct named *left = a, *right = b;
	int order = str_cmp(left->name, right->name);
	return order ? order : (left->region > right->region) - (left->region < right->region);
}

// A region's own name stands for it alone; aliases may be shared (each head of a muscle has the
// muscle's name).
static void check_names(const struct checker *c)
{
	const struct map *map = c->map;
	struct named *names = arena_array(c->arena, struct named, map->nregions);
	for (uint32_t i = 0; i < map->nregions; i++)
		names[i] = (struct named){map->regions[i].name, i};
	qsort(names, map->nregions, sizeof *names, by_name);
	for (uint32_t i = 1; i < map->nregions; i++) {
		if (str_eq(names[i - 1].name, names[i].name))
			FINDING(c, map->regions[names[i].region].line,
				"\"%.*s\" and \"%.*s\" have the same name",
				STR_ARG(region_id(c, names[i - 1].region)),
				STR_ARG(region_id(c, names[i].region)));
	}
}

// Skins.

// Each cell's twin stands at the mirrored column.
static void check_skin_twins(const struct checker *c, const struct map_skin *skin)
{
	for (int i = 0; i < skin->rows * skin->cols; i++) {
		uint32_t place = skin->mask[i];
		if (place == MAP_NONE || c->map->places[place].side == SIDE_NONE)
			continue;
		int row = i / skin->cols, col = i % skin->cols;
		uint32_t other = skin->mask[row * skin->cols + skin->cols - 1 - col];
		if (other == map_twin(c->map, place))
			continue;
		FINDING(c, skin->line + (uint32_t)row,
			"column %d of the mask is \"%.*s\", column %d is not its twin", col + 1,
			STR_ARG(region_id(c, c->map->places[place].region)), skin->cols - col);
		return;
	}
}

// Every place of the picture that is no part of another is in its skin.
static void check_skin_whole(const struct checker *c, uint32_t view)
{
	const struct map *map = c->map;
	const struct map_skin *skin = &map->views[view].skin;
	bool *seen = arena_array(c->arena, bool, map->nplaces);
	for (int i = 0; i < skin->rows * skin->cols; i++) {
		if (skin->mask[i] != MAP_NONE)
			seen[skin->mask[i]] = true;
	}
	for (uint32_t i = 0; i < map->nplaces; i++) {
		const struct map_place *place = &map->places[i];
		if (seen[i] || map_picture(map, place->view) != view ||
		    map->regions[place->region].parent != MAP_NONE)
			continue;
		FINDING(c, skin->line, "the mask has no cell of \"%.*s\"",
			STR_ARG(region_id(c, place->region)));
	}
}

static int by_line(const void *a, const void *b)
{
	const struct map_finding *left = a, *right = b;
	return (left->line > right->line) - (left->line < right->line);
}

void map_check(const struct map *map, struct arena *arena, struct map_findings *findings)
{
	struct checker c = {map, arena, findings};
	for (uint32_t i = 0; i < map->nshapes; i++)
		check_shape(&c, &map->shapes[i]);
	for (uint32_t i = 0; i < map->nregions; i++)
		check_region(&c, i);
	check_names(&c);
	for (uint32_t i = 0; i < map->nviews; i++) {
		if (!map->views[i].skin.rows)
			continue;
		check_skin_twins(&c, &map->views[i].skin);
		check_skin_whole(&c, i);
	}
	if (findings->count)
		qsort(findings->at, findings->count, sizeof *findings->at, by_line);
}
