// SPDX-License-Identifier: ISC
//
// The pictures take the height there is, the panel what they leave beside them; where that is less
// than the panel needs, the pictures shrink.  In narrow windows the panel is below a single
// picture, in tiny ones there is only a list.

#include "view/map/map_screen.h"

#include <math.h>

#include "text/column.h"
#include "view/map/map_print.h"
#include "view/frame.h"

enum {
	LIST_BELOW_COLS = 28,
	LIST_BELOW_ROWS = 12,
	TWO_FROM_COLS = 54,
	PANEL_LEAST = 20,     // columns, beside two pictures
	PANEL_LEAST_ONE = 16, // beside one
	GAP = 2,              // between pictures
};

bool map_has_query(const struct map_screen *mv)
{
	return mv->view.desk->hits && mv->view.desk->query.len;
}

uint32_t map_hits(const struct map_screen *mv, uint32_t region)
{
	uint32_t named = mv->named[region];
	return map_has_query(mv) && named != BOOK_NONE ? mv->view.desk->hits->by_region[named] : 0;
}

bool map_has_pages(const struct map_screen *mv, uint32_t region)
{
	return mv->about[region] != BOOK_NONE;
}

// Which regions the book has pages about; a part without pages of its own has its whole's.
void map_find_pages(struct map_screen *mv, struct arena *arena)
{
	const struct book *book = mv->view.desk->book;
	mv->named = arena_array(arena, uint32_t, mv->map->nregions);
	mv->about = arena_array(arena, uint32_t, mv->map->nregions);
	for (uint32_t i = 0; i < mv->map->nregions; i++) {
		mv->named[i] = book_find_region(book, mv->map->regions[i].id);
		mv->about[i] = BOOK_NONE;
		for (uint32_t at = i; at != MAP_NONE && mv->about[i] == BOOK_NONE;
		     at = mv->map->regions[at].parent) {
			uint32_t region = book_find_region(book, mv->map->regions[at].id),
				 count = 0;
			if (region != BOOK_NONE)
				book_region_pages(book, region, &count);
			if (count)
				mv->about[i] = region;
		}
	}
}

uint32_t map_nearest(const struct map_screen *mv, uint32_t region, uint32_t from, bool active)
{
	uint32_t best = MAP_NONE;
	int most = -1;
	const struct map_place *near = &mv->map->places[from];
	for (uint32_t i = 0; i < mv->map->nplaces; i++) {
		const struct map_place *place = &mv->map->places[i];
		int alike = 2 * (place->view == near->view) + (place->side == near->side);
		if (place->region != region || alike <= most || (active && !mv->active[i]))
			continue;
		most = alike;
		best = i;
	}
	return best;
}

bool map_notice_fits(const struct map_screen *mv)
{
	struct str notice = book_settings(mv->view.desk->book)->notice;
	bool beside =
		mv->as_list || mv->panel.col; // the title's right part is as wide as the panel
	return !map_has_query(mv) && beside && column_count(notice) <= mv->panel.cols - 1;
}

// Sizes.

static struct raster_options options_of(const struct map_screen *mv, uint32_t view, int rows,
					int cols)
{
	return (struct raster_options){.glyphs = mv->view.desk->glyphs,
				       .view = view,
				       .zoom = mv->zoom,
				       .rows = rows,
				       .cols = cols};
}

// Columns a whole picture takes at a height.
static int natural_cols(const struct map_screen *mv, uint32_t view, int rows)
{
	struct raster_options options = options_of(mv, view, rows, INT16_MAX);
	options.zoom = MAP_NONE;
	return raster_natural_cols(mv->map, &options);
}

// The pictures that are shown together: two by two in the order of the map.
static void choose_shown(struct map_screen *mv, bool two)
{
	uint32_t mine = map_picture(mv->map, mv->map->places[mv->at].view), index = 0, count = 0;
	for (uint32_t i = 0; i < mv->map->nviews; i++) {
		if (mv->map->views[i].inset_of != MAP_NONE)
			continue;
		index = i == mine ? count : index;
		count++;
	}
	mv->nshown = 0;
	if (!two) {
		mv->shown[mv->nshown++] = mine;
		return;
	}
	count = 0;
	for (uint32_t i = 0; i < mv->map->nviews; i++) {
		if (mv->map->views[i].inset_of != MAP_NONE)
			continue;
		if (count / MAP_FIGURES == index / MAP_FIGURES)
			mv->shown[mv->nshown++] = i;
		count++;
	}
}

static int natural_total(const struct map_screen *mv, int rows)
{
	int cols = GAP * ((int)mv->nshown - 1);
	for (uint32_t i = 0; i < mv->nshown; i++)
		cols += natural_cols(mv, mv->shown[i], rows);
	return cols;
}

// Rows of a panel as wide as the screen that holds the red flags of any region and some of its
// pages.
static int rows_for_flags(const struct map_screen *mv)
{
	enum { BESIDES = 4 }; // the name, and pages
	struct arena scratch = {0};
	int most = 0;
	for (uint32_t i = 0; i < mv->map->nregions; i++) {
		struct flags flags = {0};
		if (!map_has_pages(mv, i))
			continue;
		flags_of_region(mv->view.desk->book, mv->about[i], &scratch, &flags);
		flags_wrap(&flags, mv->view.cols, mv->view.desk->ascii, &scratch);
		most = (int)flags.rows.count > most ? (int)flags.rows.count : most;
	}
	arena_release(&scratch);
	return most + BESIDES;
}

// Divides the screen between pictures and panel.
static void divide(struct map_screen *mv)
{
	struct frame frame = frame_of(mv->view.rows);
	int cols = mv->view.cols, rows = frame.rows;
	bool two = cols >= TWO_FROM_COLS;
	mv->as_list = cols < LIST_BELOW_COLS || mv->view.rows < LIST_BELOW_ROWS;
	choose_shown(mv, two);
	mv->room = (struct map_pane){frame.top, 0, rows, 0};
	mv->panel = (struct map_pane){frame.top, 0, rows, cols};
	if (mv->as_list)
		return;
	int wide = natural_total(mv, rows) + 1, least = two ? PANEL_LEAST : PANEL_LEAST_ONE;
	if (!two && cols - wide - 2 < least) {
		int below = rows / 3 > 5 ? rows / 3 : 5, wanted = rows_for_flags(mv);
		if (below < wanted)
			below = wanted < rows / 2 ? wanted : rows / 2;
		mv->room = (struct map_pane){frame.top, 0, rows - below, cols};
		mv->panel = (struct map_pane){frame.top + rows - below, 0, below, cols};
		return;
	}
	if (wide > cols - least - 2)
		wide = cols - least - 2;
	mv->room.cols = wide;
	mv->panel.col = wide + 2;
	mv->panel.cols = cols - mv->panel.col;
}

// Pictures.

static void draw_picture(struct map_screen *mv, uint32_t view, int rows, int cols)
{
	struct map_figure *figure = &mv->figures[view];
	if (figure->raster.ch)
		return;
	struct raster_options options = options_of(mv, view, rows, cols);
	raster_map(mv->map, &options, &mv->drawn, &figure->raster);
	figure->view = view;
}

// The largest height at which the pictures fit beside one another.
static int rows_that_fit(const struct map_screen *mv)
{
	int rows = mv->room.rows;
	while (rows > 1 && natural_total(mv, rows) + 1 > mv->room.cols)
		rows--;
	return rows;
}

static void place_pictures(struct map_screen *mv)
{
	int rows = mv->zoom == MAP_NONE ? rows_that_fit(mv) : mv->room.rows;
	int wide = 0;
	for (uint32_t i = 0; i < mv->nshown; i++) {
		draw_picture(mv, mv->shown[i], rows, mv->room.cols);
		wide += mv->figures[mv->shown[i]].raster.cols + (i ? GAP : 0);
	}
	int col = mv->room.col + (mv->at == MAP_NONE ? 0 : (mv->room.cols - wide) / 2);
	for (uint32_t i = 0; i < mv->nshown; i++) {
		struct map_figure *figure = &mv->figures[mv->shown[i]];
		figure->row = mv->room.row + (mv->room.rows - figure->raster.rows) / 2;
		figure->col = col;
		col += figure->raster.cols + GAP;
	}
}

// Where the arrows lead.

static bool any_hits(const struct map_screen *mv)
{
	for (uint32_t i = 0; i < mv->map->nregions; i++) {
		if (map_hits(mv, i))
			return true;
	}
	return false;
}

bool map_is_drawn(const struct map_screen *mv, uint32_t place)
{
	for (uint32_t i = 0; i < mv->nshown; i++) {
		if (mv->figures[mv->shown[i]].raster.spots[place].cells)
			return true;
	}
	return false;
}

static uint32_t cells_of(const struct map_screen *mv, uint32_t place)
{
	const struct map_place *at = &mv->map->places[place];
	const struct raster *raster = &mv->figures[map_picture(mv->map, at->view)].raster;
	return raster->ch ? raster->spots[place].cells : 0;
}

// With a query the arrows go from hit to hit.  Coarser regions take part even out of sight, the
// parts of one only where they are drawn; what they leave of it then counts only when there is
// more of it than of a part.
static void choose_active(struct map_screen *mv)
{
	const struct map *map = mv->map;
	bool hits = any_hits(mv);
	for (uint32_t i = 0; i < map->nplaces; i++) {
		uint32_t region = map->places[i].region;
		bool part = map->regions[region].parent != MAP_NONE;
		mv->active[i] = hits ? map_hits(mv, region) > 0 : map_has_pages(mv, region);
		if (part && !map_is_drawn(mv, i))
			mv->active[i] = false;
	}
	for (uint32_t i = 0; i < map->nplaces; i++) {
		uint32_t parent = map->regions[map->places[i].region].parent;
		if (!mv->active[i] || parent == MAP_NONE)
			continue;
		uint32_t above = map_place(map, parent, map->places[i].view, map->places[i].side);
		if (above != MAP_NONE && cells_of(mv, above) < cells_of(mv, i))
			mv->active[above] = false;
	}
}

void map_arrange(struct map_screen *mv)
{
	arena_clear(&mv->drawn);
	mv->figures = arena_array(&mv->drawn, struct map_figure, mv->map->nviews);
	mv->active = arena_array(&mv->drawn, bool, mv->map->nplaces);
	divide(mv);
	if (mv->zoom != MAP_NONE)
		choose_shown(mv, false);
	if (mv->as_list)
		mv->nshown = 0;
	else
		place_pictures(mv);
	choose_active(mv);
	mv->steps = (struct steps){0};
}

void map_show_place(struct map_screen *mv)
{
	uint32_t picture = map_picture(mv->map, mv->map->places[mv->at].view);
	for (uint32_t i = 0; i < mv->nshown; i++) {
		if (mv->shown[i] == picture)
			return;
	}
	if (mv->as_list)
		return;
	choose_shown(mv, mv->zoom == MAP_NONE && mv->view.cols >= TWO_FROM_COLS);
	place_pictures(mv);
}

// Without a selected place there is no panel either.
void map_print(const struct desk *desk, const struct map_print *print, struct canvas *canvas)
{
	struct arena arena = {0};
	struct map_screen *mv = arena_new(&arena, struct map_screen);
	mv->map = book_map(desk->book);
	mv->view = (struct view){.desk = desk, .rows = canvas->rows, .cols = canvas->cols};
	mv->at = MAP_NONE;
	mv->zoom = print->zoom;
	map_find_pages(mv, &arena);
	mv->figures = arena_array(&arena, struct map_figure, mv->map->nviews);
	mv->room = (struct map_pane){1, 0, canvas->rows - 1, canvas->cols};
	for (uint32_t i = 0; i < print->nviews; i++)
		mv->shown[mv->nshown++] = print->views[i];
	place_pictures(mv);
	map_figures_draw(mv, canvas);
	arena_release(&mv->drawn);
	arena_release(&arena);
}
