// SPDX-License-Identifier: ISC

#include "view/map/map_screen.h"

#include "text/column.h"
#include "view/frame.h"

static void draw_title(const struct map_screen *mv, struct canvas *canvas)
{
	struct arena scratch = {0};
	const struct desk *desk = mv->view.desk;
	const struct settings *settings = book_settings(desk->book);
	struct str text = map_notice_fits(mv) ? settings->notice : settings->title;
	if (map_has_query(mv))
		text = arena_printf(&scratch, "\"%.*s\": %u found", STR_ARG(desk->query),
				    desk->hits->total);
	int col = mv->nshown && mv->panel.col ? mv->panel.col : 1;
	if (mv->nshown && !mv->panel.col)
		col = mv->room.cols / 2 + 12;
	canvas_fill(canvas, 0, 0, 1, canvas->cols, STYLE_TITLE);
	canvas_fit(canvas, 0, col, canvas->cols - col, text, STYLE_TITLE);
	arena_release(&scratch);
}

static void draw_hints(const struct map_screen *mv, struct canvas *canvas, int row)
{
	bool more = mv->list.lead && !list_shows_selected(&mv->list); // red flags to read
	const struct hint enter = {ACT_MAP_ENTER, more && !mv->as_list ? "read on" : "pages"};
	const struct hint on_pictures[] = {
		{ACT_NONE, "arrows move"},
		enter,
		{ACT_HELP, "help"},
		{ACT_SEARCH, "search"},
		{ACT_MAP_FILTER, "find a region"},
		{ACT_MAP_OPPOSITE, "front/back"},
		{ACT_MAP_TWIN, "left/right"},
		{ACT_MAP_ZOOM_IN, "zoom"},
		{ACT_CLOSE, "close"},
	};
	// What the picture that is not seen is reached with comes first.
	const struct hint on_picture[] = {
		enter,
		{ACT_MAP_OPPOSITE, "front/back"},
		{ACT_HELP, "help"},
		{ACT_SEARCH, "search"},
		{ACT_MAP_FILTER, "find a region"},
		{ACT_MAP_TWIN, "left/right"},
		{ACT_MAP_ZOOM_IN, "zoom"},
	};
	const struct hint in_list[] = {
		{ACT_MAP_ENTER, more ? "read on" : "open"},
		{ACT_MAP_ESCAPE, "back to the picture"},
		{ACT_MAP_SEARCH, "search here"},
		{ACT_HELP, "help"},
	};
	static const struct hint with_query[] = {
		{ACT_MAP_ENTER, "hits"},
		{ACT_MAP_ESCAPE, "drop the query"},
		{ACT_HELP, "help"},
		{ACT_MAP_SEARCH, "search here"},
		{ACT_MAP_OPPOSITE, "front/back"},
	};
	if (mv->in_list)
		frame_hints(canvas, row, ON_MAP | EVERYWHERE, in_list, countof(in_list));
	else if (map_has_query(mv))
		frame_hints(canvas, row, ON_MAP | EVERYWHERE, with_query, countof(with_query));
	else if (mv->nshown > 1)
		frame_hints(canvas, row, ON_MAP | EVERYWHERE, on_pictures, countof(on_pictures));
	else
		frame_hints(canvas, row, ON_MAP | EVERYWHERE, on_picture, countof(on_picture));
}

static uint32_t here_of(const struct map_screen *mv)
{
	return mv->map->places[mv->at].region;
}

static void draw_region_row(const struct map_screen *mv, struct canvas *canvas, int row,
			    uint32_t region)
{
	const struct book *book = mv->view.desk->book;
	struct arena scratch = {0};
	struct flags flags = {0};
	uint32_t pages = 0;
	bool here = region == here_of(mv);
	if (map_has_pages(mv, region))
		book_region_pages(book, mv->about[region], &pages);
	flags_of_region(book, mv->about[region], &scratch, &flags);
	struct str count = map_count(pages, &scratch);
	int right = canvas->cols - 1 - (int)count.len;
	if (flags.list.count)
		canvas_char(canvas, row, 1, '!', STYLE_FLAG);
	canvas_fit(canvas, row, 2, right - 3, mv->map->regions[region].name, STYLE_PLAIN);
	canvas_text(canvas, row, right, count, STYLE_KIND);
	arena_release(&scratch);
	if (!here)
		return;
	canvas_char(canvas, row, 0, '>', STYLE_PLAIN);
	canvas_restyle(canvas, row, 0, canvas->cols, STYLE_SELECTED);
	canvas->cursor_row = row;
	canvas->cursor_col = canvas->cols > 2 ? 2 : 0;
}

// Where there is no room for a picture: the regions head to toe, the selected one in the middle.
static void draw_regions(const struct map_screen *mv, struct canvas *canvas)
{
	uint32_t before = 0, here = here_of(mv), count = 0;
	for (uint32_t i = 0; i < mv->map->nregions; i++) {
		bool listed = map_nearest(mv, i, mv->at, true) != MAP_NONE;
		before += listed && i < here;
		count += listed;
	}
	int rows = mv->panel.rows, top = (int)before - rows / 2;
	if (top > (int)count - rows)
		top = (int)count - rows;
	int index = top < 0 ? 0 : -top;
	for (uint32_t i = 0; i < mv->map->nregions && index < rows; i++) {
		if (i != here && map_nearest(mv, i, mv->at, true) == MAP_NONE)
			continue;
		if (index >= 0)
			draw_region_row(mv, canvas, mv->panel.row + index, i);
		index++;
	}
}

void map_screen_draw(const struct view *view, struct canvas *canvas)
{
	const struct map_screen *mv = (const struct map_screen *)view;
	struct frame frame = frame_of(canvas->rows);
	if (frame.top)
		draw_title(mv, canvas);
	map_figures_draw(mv, canvas);
	if (mv->as_list && !mv->in_list && !mv->typing)
		draw_regions(mv, canvas);
	else
		map_panel_draw(mv, canvas);
	if (mv->typing)
		edit_draw_row(&mv->filter, canvas, frame.hint_row >= 0 ? frame.hint_row : 0,
			      STR("Region: "), mv->walking && mv->list.count);
	else if (frame.hint_row >= 0)
		draw_hints(mv, canvas, frame.hint_row);
}
