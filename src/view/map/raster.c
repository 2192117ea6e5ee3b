// SPDX-License-Identifier: ISC
//
// Map units become dots by one scale for both directions (a cell is taken to be twice as high as
// wide), with the middle of the view on the border between two dots, so that the halves of a
// symmetric picture come out as mirror images: lines are walked on the side where x >= 0 and set on
// both.

#include "view/map/raster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "view/map/glyph.h"

// The cell that holds most dots of a place.
struct best_cell {
	int at, dots;
};

struct painter {
	const struct map *map;
	const struct raster_options *options;
	struct arena *arena;
	struct raster *out;
	struct glyph_set set;
	int wide, high;            // dots
	double dot_x, dot_y;       // map units a dot takes
	double middle_x, middle_y; // map units in the middle of the picture
	bool *shown;               // by region
	double *crossings;         // room for one dot row of the largest shape
	struct best_cell *best;    // by place
};

static double to_dot_x(const struct painter *p, float x)
{
	return ((double)x - p->middle_x) / p->dot_x + p->wide / 2.0;
}

static double to_dot_y(const struct painter *p, float y)
{
	return ((double)y - p->middle_y) / p->dot_y + p->high / 2.0;
}

// The size.

static void widen(struct map_box *box, struct map_box by)
{
	box->left = fminf(box->left, by.left);
	box->right = fmaxf(box->right, by.right);
	box->top = fminf(box->top, by.top);
	box->bottom = fmaxf(box->bottom, by.bottom);
}

// What the picture is to show: the view's frame, or a place and its twin with some air.
static struct map_box wanted_box(const struct map *map, const struct raster_options *options)
{
	if (options->zoom == MAP_NONE)
		return map->views[options->view].frame;
	struct map_box box = map_place_box(map, options->zoom);
	uint32_t twin = map_twin(map, options->zoom);
	if (twin != MAP_NONE)
		widen(&box, map_place_box(map, twin));
	float air_x = (box.right - box.left) * 0.05f + 0.5f;
	float air_y = (box.bottom - box.top) * 0.08f + 0.5f;
	return (struct map_box){box.left - air_x, box.top - air_y, box.right + air_x,
				box.bottom + air_y};
}

static void fit(struct painter *p)
{
	const struct raster_options *options = p->options;
	struct raster *out = p->out;
	int room_rows = options->rows < 1 ? 1 : options->rows;
	int room_cols = options->cols < 1 ? 1 : options->cols;
	struct map_box box = wanted_box(p->map, options);
	double width = (double)box.right - (double)box.left;
	double height = (double)box.bottom - (double)box.top;
	double col = fmax(width / room_cols, height / (2 * room_rows));
	out->rows = room_rows;
	out->cols = room_cols;
	if (options->zoom == MAP_NONE) {
		out->rows = (int)fmin(room_rows, ceil(height / (2 * col) - 1e-6));
		out->cols = (int)fmin(room_cols, ceil(width / col - 1e-6));
	}
	struct glyph_grid grid = glyph_grid(options->glyphs);
	p->wide = out->cols * grid.cols;
	p->high = out->rows * grid.rows;
	p->dot_x = col / grid.cols;
	p->dot_y = 2 * col / grid.rows;
	p->middle_x = ((double)box.left + (double)box.right) / 2;
	p->middle_y = ((double)box.top + (double)box.bottom) / 2;
}

// Which parts are large enough to be shown: two rows and, in the whole figure, where they would
// crowd the larger regions, six columns; in a closer look three.

static bool is_large(const struct painter *p, uint32_t region)
{
	struct glyph_grid grid = glyph_grid(p->options->glyphs);
	double least = p->options->zoom == MAP_NONE ? 6 : 3;
	for (uint32_t i = 0; i < p->map->nplaces; i++) {
		if (p->map->places[i].region != region)
			continue;
		struct map_box box = map_place_box(p->map, i);
		double cols = (double)(box.right - box.left) / p->dot_x / grid.cols;
		double rows = (double)(box.bottom - box.top) / p->dot_y / grid.rows;
		if (cols >= least && rows >= 2)
			return true;
	}
	return false;
}

static void choose_shown(struct painter *p)
{
	for (uint32_t i = 0; i < p->map->nregions; i++)
		p->shown[i] = p->map->regions[i].parent == MAP_NONE || is_large(p, i);
}

// Filling.

static int ascending(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

static void fill_row(struct painter *p, int row, uint32_t count, uint32_t place)
{
	qsort(p->crossings, count, sizeof *p->crossings, ascending);
	uint32_t *dots = p->out->dots + (size_t)row * (size_t)p->wide;
	for (uint32_t i = 0; i + 1 < count; i += 2) {
		double from = fmax(0, ceil(p->crossings[i] - 0.5));
		double to = fmin(p->wide, ceil(p->crossings[i + 1] - 0.5));
		for (int x = (int)from; x < (int)to; x++)
			dots[x] = place;
	}
}

static uint32_t find_crossings(struct painter *p, const struct map_shape *shape, float flip,
			       double y)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < shape->npoints; i++) {
		struct map_point a = shape->points[i], b = shape->points[(i + 1) % shape->npoints];
		if (((double)a.y > y) == ((double)b.y > y))
			continue;
		double along = (y - (double)a.y) / ((double)b.y - (double)a.y);
		double ax = to_dot_x(p, a.x * flip), bx = to_dot_x(p, b.x * flip);
		p->crossings[count++] = ax + (bx - ax) * along;
	}
	return count;
}

static void fill_polygon(struct painter *p, const struct map_shape *shape, float flip,
			 uint32_t place)
{
	float low = shape->points[0].y, high = low;
	for (uint32_t i = 1; i < shape->npoints; i++) {
		low = fminf(low, shape->points[i].y);
		high = fmaxf(high, shape->points[i].y);
	}
	int from = (int)fmax(0, floor(to_dot_y(p, low)));
	int to = (int)fmin(p->high, ceil(to_dot_y(p, high)));
	for (int row = from; row < to; row++) {
		double y = (row + 0.5 - p->high / 2.0) * p->dot_y + p->middle_y;
		fill_row(p, row, find_crossings(p, shape, flip, y), place);
	}
}

// Lines.

static void set_dot(struct painter *p, int x, int y, uint32_t place)
{
	if (x < 0 || y < 0 || x >= p->wide || y >= p->high)
		return;
	size_t at = (size_t)y * (size_t)p->wide + (size_t)x;
	p->out->ink[at] = 1;
	if (place != MAP_NONE)
		p->out->dots[at] = place;
}

// Cuts the part of a-b that lies outside [0, limit] in one direction; false if nothing is left.
static bool clip(double *from, double *to, double a, double delta, double limit)
{
	const double p[2] = {-delta, delta}, q[2] = {a, limit - a};
	for (int i = 0; i < 2; i++) {
		if (p[i] == 0 && q[i] < 0)
			return false;
		if (p[i] < 0)
			*from = fmax(*from, q[i] / p[i]);
		if (p[i] > 0)
			*to = fmin(*to, q[i] / p[i]);
	}
	return *from <= *to;
}

static void walk_line(struct painter *p, struct map_point a, struct map_point b, float flip,
		      uint32_t place)
{
	// Both halves are walked where x >= 0, so that they take the same dots.
	bool left = a.x * flip + b.x * flip < 0 && fabs(p->middle_x) < 1e-6;
	float side = left ? -flip : flip;
	double ax = to_dot_x(p, a.x * side), ay = to_dot_y(p, a.y);
	double dx = to_dot_x(p, b.x * side) - ax, dy = to_dot_y(p, b.y) - ay;
	double from = 0, to = 1;
	if (!clip(&from, &to, ax, dx, p->wide) || !clip(&from, &to, ay, dy, p->high))
		return;
	double length = fmax(fabs(dx), fabs(dy));
	int steps = (int)ceil(length * (to - from));
	for (int i = 0; i <= steps; i++) {
		double t = from + (steps ? (to - from) * i / steps : 0);
		int x = (int)floor(ax + dx * t), y = (int)floor(ay + dy * t);
		set_dot(p, left ? p->wide - 1 - x : x, y, place);
	}
}

static void walk_shape(struct painter *p, const struct map_shape *shape, float flip, uint32_t place)
{
	uint32_t edges = shape->npoints - (shape->kind != SHAPE_POLYGON);
	for (uint32_t i = 0; i < edges; i++) {
		struct map_point a = shape->points[i];
		struct map_point b = shape->points[(i + 1) % shape->npoints];
		// Halves are joined without a seam.
		if (a.x == 0 && b.x == 0 && shape->kind == SHAPE_POLYGON && !shape->mirrored)
			continue;
		walk_line(p, a, b, flip, place);
	}
}

// Shapes, the coarser ones first.

static int depth(const struct map *map, uint32_t region)
{
	int above = 0;
	while (region != MAP_NONE && (region = map->regions[region].parent) != MAP_NONE)
		above++;
	return above;
}

static void paint_side(struct painter *p, const struct map_shape *shape, bool second)
{
	float flip = second ? -1 : 1;
	if (shape->kind == SHAPE_MARK) {
		walk_shape(p, shape, flip, MAP_NONE);
		return;
	}
	uint32_t place =
		map_place(p->map, shape->region, shape->view, map_side(p->map, shape, second));
	if (shape->kind == SHAPE_POLYGON)
		fill_polygon(p, shape, flip, place);
	walk_shape(p, shape, flip, shape->kind == SHAPE_LINE ? place : MAP_NONE);
}

// A stroke of the drawing is shown when it is long enough to be more than a blot.
static bool is_stroke(const struct painter *p, const struct map_shape *shape)
{
	struct glyph_grid grid = glyph_grid(p->options->glyphs);
	float low_x = shape->points[0].x, high_x = low_x, low_y = shape->points[0].y,
	      high_y = low_y;
	for (uint32_t i = 1; i < shape->npoints; i++) {
		low_x = fminf(low_x, shape->points[i].x);
		high_x = fmaxf(high_x, shape->points[i].x);
		low_y = fminf(low_y, shape->points[i].y);
		high_y = fmaxf(high_y, shape->points[i].y);
	}
	double cols = (double)(high_x - low_x) / p->dot_x / grid.cols;
	double rows = (double)(high_y - low_y) / p->dot_y / grid.rows;
	return cols >= 1.4 || rows >= 1.4;
}

static void paint_shapes(struct painter *p)
{
	const struct map *map = p->map;
	int deepest = 0;
	for (int level = 0; level <= deepest; level++) {
		for (uint32_t i = 0; i < map->nshapes; i++) {
			const struct map_shape *shape = &map->shapes[i];
			int mine = depth(map, shape->region);
			deepest = mine > deepest ? mine : deepest;
			if (mine != level || map_picture(map, shape->view) != p->options->view ||
			    shape->kind == SHAPE_ENTRY)
				continue;
			bool show = shape->region == MAP_NONE ? is_stroke(p, shape)
							      : p->shown[shape->region];
			if (!show)
				continue;
			paint_side(p, shape, false);
			if (shape->mirrored)
				paint_side(p, shape, true);
		}
	}
}

// Cells.

// The place most dots of a cell belong to.
static uint32_t cell_place(const struct painter *p, int row, int col)
{
	struct glyph_grid grid = glyph_grid(p->options->glyphs);
	const uint32_t *cell = p->out->dots + (size_t)(row * grid.rows) * (size_t)p->wide +
			       (size_t)(col * grid.cols);
	uint32_t seen[GLYPH_DOTS], best = MAP_NONE;
	int counts[GLYPH_DOTS], nseen = 0, most = 0;
	for (int i = 0; i < grid.rows * grid.cols; i++) {
		uint32_t here = cell[i / grid.cols * p->wide + i % grid.cols];
		int at = 0;
		while (at < nseen && seen[at] != here)
			at++;
		if (at == nseen) {
			seen[nseen] = here;
			counts[nseen++] = 0;
		}
		counts[at]++;
	}
	for (int i = 0; i < nseen; i++) {
		if (seen[i] == MAP_NONE)
			continue;
		if (counts[i] > p->best[seen[i]].dots)
			p->best[seen[i]] = (struct best_cell){row * p->out->cols + col, counts[i]};
		if (counts[i] > most) {
			most = counts[i];
			best = seen[i];
		}
	}
	return best;
}

static void make_cells(struct painter *p)
{
	struct raster *out = p->out;
	struct glyph_grid grid = glyph_grid(p->options->glyphs);
	unsigned char dots[GLYPH_DOTS];
	for (int row = 0; row < out->rows; row++) {
		for (int col = 0; col < out->cols; col++) {
			const unsigned char *ink = out->ink +
						   (size_t)(row * grid.rows) * (size_t)p->wide +
						   (size_t)(col * grid.cols);
			for (int y = 0; y < grid.rows; y++)
				memcpy(dots + y * grid.cols, ink + y * p->wide, (size_t)grid.cols);
			out->ch[row * out->cols + col] = glyph_of(&p->set, dots);
			out->place[row * out->cols + col] = cell_place(p, row, col);
		}
	}
}

// A place that has dots but won no cell takes the one that holds most of it.
static void rescue_small(struct painter *p)
{
	bool *won = arena_array(p->arena, bool, p->map->nplaces);
	for (int i = 0; i < p->out->rows * p->out->cols; i++) {
		if (p->out->place[i] != MAP_NONE)
			won[p->out->place[i]] = true;
	}
	for (uint32_t i = 0; i < p->map->nplaces; i++) {
		if (!won[i] && p->best[i].dots)
			p->out->place[p->best[i].at] = i;
	}
}

// Writes a word around a point in map units, `below` rows under it.
static void write_word(struct painter *p, struct map_point at, int below, struct str word,
		       uint32_t place)
{
	struct glyph_grid grid = glyph_grid(p->options->glyphs);
	struct raster *out = p->out;
	int row = (int)floor(to_dot_y(p, at.y) / grid.rows) + below;
	int col = (int)floor(to_dot_x(p, at.x) / grid.cols - (double)word.len / 2 + 0.5);
	if (col + (int)word.len > out->cols)
		col = out->cols - (int)word.len;
	if (col < 0)
		col = 0;
	for (size_t i = 0; i < word.len && row >= 0 && row < out->rows; i++, col++) {
		if (col >= out->cols)
			break;
		out->ch[row * out->cols + col] = (unsigned char)word.ptr[i];
		out->place[row * out->cols + col] = place;
	}
}

// The name of a region without a form, a word a row, from the point downwards.
static void write_entry(struct painter *p, const struct map_shape *shape)
{
	uint32_t place = map_place(p->map, shape->region, shape->view, SIDE_NONE);
	struct str words = p->map->regions[shape->region].name;
	for (int row = 0; words.len; row++) {
		struct str word = str_cut(words, ' ', &words);
		write_word(p, shape->points[0], row, word, place);
	}
}

// The name of an inset above it, on both sides where it has two.
static void write_inset_name(struct painter *p, const struct map_view *view)
{
	struct map_point above = {(view->frame.left + view->frame.right) / 2, view->frame.top};
	write_word(p, above, -1, view->id, MAP_NONE);
	above.x = -above.x;
	if (view->frame.left > 0)
		write_word(p, above, -1, view->id, MAP_NONE);
}

static void write_names(struct painter *p)
{
	if (p->options->zoom != MAP_NONE)
		return;
	for (uint32_t i = 0; i < p->map->nshapes; i++) {
		const struct map_shape *shape = &p->map->shapes[i];
		if (shape->kind == SHAPE_ENTRY && shape->view == p->options->view)
			write_entry(p, shape);
	}
	for (uint32_t i = 0; i < p->map->nviews; i++) {
		if (p->map->views[i].inset_of == p->options->view)
			write_inset_name(p, &p->map->views[i]);
	}
}

// Spots.

// The cell of each place that is nearest to the middle of its cells.
static void make_spots(struct raster *out, uint32_t nplaces, struct arena *arena)
{
	struct sum {
		double row, col, best;
	} *sums = arena_array(arena, struct sum, nplaces);
	for (int i = 0; i < out->rows * out->cols; i++) {
		if (out->place[i] == MAP_NONE)
			continue;
		out->spots[out->place[i]].cells++;
		sums[out->place[i]].row += i / out->cols;
		sums[out->place[i]].col += i % out->cols;
	}
	for (int i = 0; i < out->rows * out->cols; i++) {
		uint32_t place = out->place[i];
		if (place == MAP_NONE)
			continue;
		struct raster_spot *spot = &out->spots[place];
		double rows = i / out->cols - sums[place].row / spot->cells;
		double cols = i % out->cols - sums[place].col / spot->cells;
		double near = 1 / (1 + 4 * rows * rows + cols * cols);
		if (near <= sums[place].best + 1e-9)
			continue;
		sums[place].best = near;
		spot->row = i / out->cols;
		spot->col = i % out->cols;
	}
}

// The drawn picture.

// It is used up to the height at which the shapes, drawn anew, look better than it does alone in
// the middle.
static bool fits_skin(const struct map_skin *skin, const struct raster_options *options)
{
	return options->glyphs == GLYPHS_ASCII && options->zoom == MAP_NONE && skin->rows &&
	       options->rows >= skin->rows && options->cols >= skin->cols &&
	       options->rows <= skin->rows + skin->rows / 3;
}

static bool use_skin(struct painter *p, struct arena *arena)
{
	const struct map_skin *skin = &p->map->views[p->options->view].skin;
	const struct raster_options *options = p->options;
	struct raster *out = p->out;
	if (!fits_skin(skin, options))
		return false;
	out->rows = skin->rows;
	out->cols = skin->cols;
	size_t count = (size_t)skin->rows * (size_t)skin->cols;
	out->ch = arena_array(arena, uint32_t, count);
	out->place = arena_array(arena, uint32_t, count);
	memcpy(out->place, skin->mask, count * sizeof *out->place);
	for (size_t i = 0; i < count; i++)
		out->ch[i] = skin->art[i] == ' ' ? 0 : (unsigned char)skin->art[i];
	out->drawn = true;
	return true;
}

void raster_map(const struct map *map, const struct raster_options *options, struct arena *arena,
		struct raster *raster)
{
	*raster = (struct raster){.glyphs = options->glyphs};
	struct painter p = {.map = map, .options = options, .arena = arena, .out = raster};
	raster->spots = arena_array(arena, struct raster_spot, map->nplaces);
	if (use_skin(&p, arena)) {
		make_spots(raster, map->nplaces, arena);
		return;
	}
	fit(&p);
	size_t dots = (size_t)p.wide * (size_t)p.high;
	size_t cells = (size_t)raster->rows * (size_t)raster->cols;
	raster->ch = arena_array(arena, uint32_t, cells);
	raster->place = arena_array(arena, uint32_t, cells);
	raster->dots = arena_array(arena, uint32_t, dots);
	raster->ink = arena_array(arena, unsigned char, dots);
	for (size_t i = 0; i < dots; i++)
		raster->dots[i] = MAP_NONE;
	uint32_t most = 1;
	for (uint32_t i = 0; i < map->nshapes; i++)
		most = map->shapes[i].npoints > most ? map->shapes[i].npoints : most;
	p.crossings = arena_array(arena, double, most);
	p.shown = arena_array(arena, bool, map->nregions);
	p.best = arena_array(arena, struct best_cell, map->nplaces);
	glyph_set_make(&p.set, options->glyphs);
	choose_shown(&p);
	paint_shapes(&p);
	make_cells(&p);
	rescue_small(&p);
	write_names(&p);
	make_spots(raster, map->nplaces, arena);
}

int raster_natural_cols(const struct map *map, const struct raster_options *options)
{
	const struct map_view *view = &map->views[options->view];
	double width = (double)view->frame.right - (double)view->frame.left;
	double height = (double)view->frame.bottom - (double)view->frame.top;
	if (fits_skin(&view->skin, options))
		return view->skin.cols;
	return (int)ceil(width * 2 * options->rows / height - 1e-6);
}

uint32_t raster_filled(const struct raster *raster, int row, int col, uint32_t place,
		       enum raster_fill fill)
{
	int at = row * raster->cols + col;
	if (raster->glyphs == GLYPHS_ASCII) {
		if (raster->place[at] != place)
			return 0;
		return raster->ch[at] ? raster->ch[at] : fill == RASTER_FULL ? '#' : ':';
	}
	struct glyph_grid grid = glyph_grid(raster->glyphs);
	unsigned char dots[GLYPH_DOTS];
	size_t wide = (size_t)(raster->cols * grid.cols);
	size_t corner = (size_t)(row * grid.rows) * wide + (size_t)(col * grid.cols);
	bool any = false;
	for (int i = 0; i < grid.rows * grid.cols; i++) {
		size_t dot = corner + (size_t)(i / grid.cols) * wide + (size_t)(i % grid.cols);
		bool mine = raster->dots[dot] == place;
		any = any || mine;
		bool on = fill == RASTER_FULL || (i / grid.cols + i % grid.cols) % 2 == 0;
		dots[i] = raster->ink[dot] || (mine && on);
	}
	// A name has no dots.
	if (!any)
		return raster->place[at] == place ? raster->ch[at] : 0;
	struct glyph_set set = {.glyphs = raster->glyphs};
	return glyph_of(&set, dots);
}
