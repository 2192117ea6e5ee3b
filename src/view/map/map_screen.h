// SPDX-License-Identifier: ISC
//
// map_screen: the state of the map's screen, shared by view_map (what it does), map_arrange (how the
// screen is divided), map_figure (the pictures) and map_panel (what is known of a place).
//
//      R  Front  L      L  Back  R       Information, not a diagnosis.
//         figure           figure      | Calf (right), back
//                                      | ! See a doctor today if ...
//                                      | Anatomy 4
//                                      | 1 The calf muscles
//                                      | o Shin   % left   + 3 parts
//      arrows move  Enter pages  / find a region  s search  ? help

#ifndef BODYMAP_VIEW_MAP_MAP_SCREEN_H
#define BODYMAP_VIEW_MAP_MAP_SCREEN_H

#include "page/map/map.h"
#include "view/edit.h"
#include "view/flags.h"
#include "view/layout/layout.h"
#include "view/list.h"
#include "view/map/raster.h"
#include "view/map/steps.h"
#include "view/view.h"

enum { MAP_FIGURES = 2, MAP_ZOOMS = 8 };

// A picture on the screen.
struct map_figure {
	uint32_t view; // of the map
	int row, col;
	struct raster raster;
};

// A rectangle of the screen.
struct map_pane {
	int row, col, rows, cols;
};

// A row of the panel's list: a page, a hit, or a region while one is looked for.
struct map_item {
	uint32_t page, section; // BOOK_NONE for none
	uint32_t place;         // of a region, else MAP_NONE
	struct str text, aside;
	struct str group; // heading above it; empty when it has that of the item before
	bool flag;
};

// Where one was before zooming in.
struct map_zoom {
	uint32_t at, zoom;
};

struct map_screen {
	struct view view;
	const struct map *map;
	uint32_t *named; // by region: the book's region of that id, or BOOK_NONE
	uint32_t *about; // by region: the same, or that of the next coarser one that has pages

	uint32_t at;   // the selected place
	uint32_t zoom; // place that fills the picture, or MAP_NONE
	struct map_zoom zooms[MAP_ZOOMS];
	uint32_t nzooms;
	uint32_t came_from; // by the last arrow, or MAP_NONE: the opposite one goes back there
	enum step came_by;
	uint32_t across_from; // the same for the opposite place
	bool in_list;         // the keys move in the panel's list
	bool typing;          // a region is looked for by name
	bool walking;         // and the last key chose one of those found: the cursor is there
	uint32_t before;      // the place selected before that
	struct edit filter;
	bool mouse;

	// Of this size and zoom.
	struct arena drawn;
	bool as_list;               // too small for pictures
	struct map_figure *figures; // by view; raster.ch is NULL until it is needed
	uint32_t shown[MAP_FIGURES];
	uint32_t nshown;
	struct map_pane room; // of the pictures
	struct map_pane panel;
	bool *active; // by place: the arrows lead there
	struct steps steps;

	// Of this place and query.
	struct arena shaped;
	struct flags flags;
	struct str kinds; // "Anatomy 4  Symptoms 2", where there are no headings between items
	struct map_item *items;
	uint16_t *heights; // with the flags, where they scroll with the first
	struct list list;
	struct str lines[6]; // below the list
	uint32_t nlines;
	int name_rows, flag_rows, kind_rows, list_row, list_rows,
		preview_row; // in the panel; rows of 0 are not there; flag_rows: those above the list
	struct arena read;   // the preview
	uint32_t read_page, read_section;
	struct layout preview;

	struct arena said;
};

// map_arrange: pictures for the size and zoom there is, and where the arrows lead on them.
void map_arrange(struct map_screen *mv);

// The place whose pictures are shown changes them when it lies in another one.
void map_show_place(struct map_screen *mv);

// The place has cells in a picture that is shown.
bool map_is_drawn(const struct map_screen *mv, uint32_t place);

// Sections that the query found in a region, its parts included; 0 without a query.
uint32_t map_hits(const struct map_screen *mv, uint32_t region);
bool map_has_query(const struct map_screen *mv);

// A place of the region: in the picture and on the side of `from` if there is one there, of those
// the arrows lead to if `active`; MAP_NONE for none.
uint32_t map_nearest(const struct map_screen *mv, uint32_t region, uint32_t from, bool active);

// The title has room for the book's notice.
bool map_notice_fits(const struct map_screen *mv);

// True when the book has pages about a region, or about what it is a part of.
bool map_has_pages(const struct map_screen *mv, uint32_t region);

// Finds `named` and `about`.
void map_find_pages(struct map_screen *mv, struct arena *arena);

// map_figure
// A number in at most four columns: "7", "260", "12k".
struct str map_count(uint32_t count, struct arena *arena);

void map_figures_draw(const struct map_screen *mv, struct canvas *canvas);

// The place at a cell of the screen, or near it; MAP_NONE when there is none.
uint32_t map_figures_hit(const struct map_screen *mv, int row, int col);

// map_panel: makes the panel for the selected place; draws it and puts the cursor on its focus.
void map_panel_shape(struct map_screen *mv);
void map_panel_draw(const struct map_screen *mv, struct canvas *canvas);

// map_draw
void map_screen_draw(const struct view *view, struct canvas *canvas);

// The preview of the list's selected item, read when there is room for it.
void map_preview_shape(struct map_screen *mv);

// "Calf (right), back", or the name alone where the map has one picture.
struct str map_at_name(const struct map_screen *mv, struct arena *arena);

#endif
