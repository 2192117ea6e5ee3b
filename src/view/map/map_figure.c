// SPDX-License-Identifier: ISC
//
// What a cell shows, first that applies: the selected place (filled), its twin (filled lightly),
// a region with hits (the best filled, the others lightly, the number at its middle), the outline
// of what the selected place is a part of, the picture itself, dim where there are no pages.

#include "view/map/map_screen.h"

#include "text/column.h"

#include <stdlib.h>

struct pen {
	const struct map_screen *mv;
	const struct map_figure *figure;
	uint32_t at; // the selected place, or what it is a part of where that is all one sees
	uint32_t twin;
	uint32_t above;     // place that the selected one is a part of, or MAP_NONE
	uint32_t most_hits; // of any region drawn
};

static bool is_ascii(const struct pen *pen)
{
	return pen->figure->raster.glyphs == GLYPHS_ASCII;
}

// A region without a form is a name in the picture.
static bool is_name(const struct map_screen *mv, uint32_t place)
{
	struct map_box box = map_place_box(mv->map, place);
	return box.left >= box.right && box.top >= box.bottom;
}

struct look {
	uint32_t ch;
	enum style style;
};

static struct look plain_look(const struct pen *pen, int at)
{
	const struct map_screen *mv = pen->mv;
	uint32_t place = pen->figure->raster.place[at];
	bool known = place != MAP_NONE && map_has_pages(mv, mv->map->places[place].region);
	enum style style = known ? STYLE_BODY : STYLE_BODY_DIM;
	if (place != MAP_NONE && place == pen->above)
		style = STYLE_BODY_TWIN;
	return (struct look){pen->figure->raster.ch[at], style};
}

// Regions with at least half of the most hits are hot.
static bool hit_look(const struct pen *pen, int row, int col, struct look *look)
{
	const struct raster *raster = &pen->figure->raster;
	uint32_t place = raster->place[row * raster->cols + col];
	if (place == MAP_NONE)
		return false;
	uint32_t hits = map_hits(pen->mv, pen->mv->map->places[place].region);
	if (!hits)
		return false;
	enum raster_fill fill = hits * 2 >= pen->most_hits ? RASTER_FULL : RASTER_LIGHT;
	if (!is_name(pen->mv, place))
		look->ch = raster_filled(raster, row, col, place, fill);
	look->style = STYLE_BODY_HIT;
	return true;
}

static struct look look_of(const struct pen *pen, int row, int col)
{
	const struct raster *raster = &pen->figure->raster;
	int at = row * raster->cols + col;
	struct look look = plain_look(pen, at);
	uint32_t filled = 0;
	if (pen->at != MAP_NONE)
		filled = raster_filled(raster, row, col, pen->at, RASTER_FULL);
	if (filled && (is_ascii(pen) || is_name(pen->mv, pen->at))) {
		look.style = STYLE_SELECTED;
		return look;
	}
	if (filled)
		return (struct look){filled, STYLE_BODY_ON};
	if (map_has_query(pen->mv) && hit_look(pen, row, col, &look))
		return look;
	if (pen->twin != MAP_NONE)
		filled = raster_filled(raster, row, col, pen->twin, RASTER_LIGHT);
	if (filled)
		return (struct look){filled, look.style};
	return look;
}

// Lines as the terminal draws them, where it can without UTF-8.
static uint32_t line_drawn(const struct pen *pen, uint32_t ch)
{
	const struct desk *desk = pen->mv->view.desk;
	if (!desk->ascii || !desk->acs || !is_ascii(pen))
		return ch;
	return ch == '|' ? 0x2502 : ch == '-' ? 0x2500 : ch;
}

static void draw_cells(const struct pen *pen, struct canvas *canvas)
{
	const struct map_figure *figure = pen->figure;
	for (int row = 0; row < figure->raster.rows; row++) {
		for (int col = 0; col < figure->raster.cols; col++) {
			struct look look = look_of(pen, row, col);
			if (look.ch || look.style == STYLE_SELECTED)
				canvas_char(canvas, figure->row + row, figure->col + col,
					    look.ch ? line_drawn(pen, look.ch) : ' ', look.style);
		}
	}
}

// A name keeps its letters: its number stands below it.
static struct raster_spot count_spot(const struct pen *pen, uint32_t place)
{
	const struct raster *raster = &pen->figure->raster;
	struct raster_spot spot = raster->spots[place];
	if (!spot.cells || !is_name(pen->mv, place))
		return spot;
	for (int at = 0; at < raster->rows * raster->cols; at++) {
		if (raster->place[at] == place)
			spot.row = at / raster->cols + 1;
	}
	if (spot.row >= raster->rows)
		spot.cells = 0;
	return spot;
}

struct str map_count(uint32_t count, struct arena *arena)
{
	if (count < 1000)
		return arena_printf(arena, "%u", count);
	return arena_printf(arena, "%uk", count / 1000 < 999 ? count / 1000 : 999);
}

// The number of hits of a place, where it would stand.
struct number {
	uint32_t place, hits;
	struct str text;
	int row, col;
};

// Two numbers side by side would be read as one.
static bool touches(const struct number *a, const struct number *b)
{
	return a->row == b->row && a->col <= b->col + (int)b->text.len &&
	       b->col <= a->col + (int)a->text.len;
}

// That of the selected place first, then the largest, then in the order of the map.
static bool goes_before(const struct pen *pen, const struct number *a, const struct number *b)
{
	bool here = a->place == pen->at, there = b->place == pen->at;
	if (here != there)
		return here;
	return a->hits != b->hits ? a->hits > b->hits : a->place < b->place;
}

// Puts it among those before it that it does not touch; it is left out when it touches one that
// goes before it, and takes the place of those that do not.
static uint32_t add_number(const struct pen *pen, struct number *numbers, uint32_t count,
			   struct number number)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (touches(&numbers[i], &number) && goes_before(pen, &numbers[i], &number))
			return count;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (!touches(&numbers[i], &number))
			numbers[kept++] = numbers[i];
	}
	numbers[kept++] = number;
	return kept;
}

// The number of hits in the middle of each place, as many as stand free.
static void draw_counts(const struct pen *pen, struct canvas *canvas)
{
	const struct map_screen *mv = pen->mv;
	struct arena scratch = {0};
	struct number *numbers = arena_array(&scratch, struct number, mv->map->nplaces + 1);
	uint32_t count = 0;
	for (uint32_t i = 0; i < mv->map->nplaces; i++) {
		uint32_t hits = map_hits(mv, mv->map->places[i].region);
		struct raster_spot spot = count_spot(pen, i);
		if (!spot.cells || !hits)
			continue;
		struct str text = map_count(hits, &scratch);
		int col = spot.col - (int)text.len / 2;
		count = add_number(pen, numbers, count,
				   (struct number){i, hits, text, spot.row, col > 0 ? col : 0});
	}
	for (uint32_t i = 0; i < count; i++)
		canvas_text(canvas, pen->figure->row + numbers[i].row,
			    pen->figure->col + numbers[i].col, numbers[i].text,
			    numbers[i].place == pen->at ? STYLE_SELECTED : STYLE_BODY_HIT);
	arena_release(&scratch);
}

static bool has_sides(const struct map *map, uint32_t picture)
{
	for (uint32_t i = 0; i < map->nplaces; i++) {
		if (map->places[i].side != SIDE_NONE &&
		    map_picture(map, map->places[i].view) == picture)
			return true;
	}
	return false;
}

// The picture's name over it, and which of its sides is the body's right.
static void draw_label(const struct pen *pen, struct canvas *canvas)
{
	const struct map_figure *figure = pen->figure;
	const struct map_view *view = &pen->mv->map->views[figure->view];
	int row = pen->mv->room.row - 1, cols = figure->raster.cols;
	int name = column_count(view->name), middle = figure->col + (cols - name) / 2;
	if (row < 0 || name > cols)
		return;
	canvas_fit(canvas, row, middle, name, view->name, STYLE_TITLE);
	if (!has_sides(pen->mv->map, figure->view) || cols < name + 4)
		return;
	int off = (cols - name) / 4 + 1;
	canvas_char(canvas, row, middle - off, view->faces_reader ? 'R' : 'L', STYLE_TITLE);
	canvas_char(canvas, row, middle + name + off - 1, view->faces_reader ? 'L' : 'R',
		    STYLE_TITLE);
}

static uint32_t most_hits(const struct map_screen *mv)
{
	uint32_t most = 0;
	for (uint32_t i = 0; i < mv->map->nregions; i++) {
		uint32_t hits = map_hits(mv, i);
		most = hits > most ? hits : most;
	}
	return most;
}

// The place that a place is a part of.
static uint32_t above(const struct map_screen *mv, uint32_t place)
{
	const struct map_place *at = &mv->map->places[place];
	uint32_t parent = mv->map->regions[at->region].parent;
	return parent == MAP_NONE ? MAP_NONE : map_place(mv->map, parent, at->view, at->side);
}

void map_figures_draw(const struct map_screen *mv, struct canvas *canvas)
{
	struct pen pen = {.mv = mv, .at = mv->at, .twin = MAP_NONE, .above = MAP_NONE};
	pen.most_hits = most_hits(mv);
	while (pen.at != MAP_NONE && !map_is_drawn(mv, pen.at) && above(mv, pen.at) != MAP_NONE)
		pen.at = above(mv, pen.at);
	if (pen.at != MAP_NONE) {
		pen.twin = map_twin(mv->map, pen.at);
		pen.above = above(mv, pen.at);
	}
	for (uint32_t i = 0; i < mv->nshown; i++) {
		pen.figure = &mv->figures[mv->shown[i]];
		draw_cells(&pen, canvas);
		draw_counts(&pen, canvas);
		draw_label(&pen, canvas);
	}
}

uint32_t map_figures_hit(const struct map_screen *mv, int row, int col)
{
	uint32_t best = MAP_NONE;
	int nearest = 8;
	for (uint32_t i = 0; i < mv->nshown; i++) {
		const struct map_figure *figure = &mv->figures[mv->shown[i]];
		const struct raster *raster = &figure->raster;
		for (int at = 0; at < raster->rows * raster->cols; at++) {
			int rows = abs(figure->row + at / raster->cols - row);
			int cols = abs(figure->col + at % raster->cols - col);
			if (raster->place[at] == MAP_NONE || rows > 1 || cols > 2 ||
			    3 * rows + cols >= nearest)
				continue;
			nearest = 3 * rows + cols;
			best = raster->place[at];
		}
	}
	return best;
}
