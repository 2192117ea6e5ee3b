// SPDX-License-Identifier: ISC

#include "view/map/map_screen.h"

#include <math.h>
static const struct map_screen *of(const struct view *view)
{
	return (const struct map_screen *)view;
}

static const struct map_place *place_of(const struct map_screen *mv, uint32_t place)
{
	return &mv->map->places[place];
}

static struct wish stay(struct str say)
{
	return (struct wish){
		.kind = WISH_STAY, .page = BOOK_NONE, .section = BOOK_NONE, .say = say};
}

// ---- zoom ----

// The coarsest region a place is a part of, where it lies.
static uint32_t whole_of(const struct map_screen *mv, uint32_t place)
{
	const struct map_place *at = place_of(mv, place);
	uint32_t region = at->region;
	while (mv->map->regions[region].parent != MAP_NONE)
		region = mv->map->regions[region].parent;
	uint32_t whole = map_place(mv->map, region, at->view, at->side);
	return whole == MAP_NONE ? place : whole;
}

// A place that its parts cover gives way to the largest of them where that is larger than what one
// sees of the whole.
static uint32_t in_sight(const struct map_screen *mv, uint32_t place)
{
	const struct map_place *at = place_of(mv, place);
	const struct raster *raster = &mv->figures[map_picture(mv->map, at->view)].raster;
	uint32_t best = place;
	for (uint32_t i = 0; raster->ch && i < mv->map->nplaces; i++) {
		const struct map_place *part = place_of(mv, i);
		if (part->view == at->view && part->side == at->side &&
		    map_is_part(mv->map, part->region, at->region) &&
		    raster->spots[i].cells > raster->spots[best].cells)
			best = i;
	}
	return best;
}

static bool has_form(const struct map_screen *mv, uint32_t place)
{
	struct map_box box = map_place_box(mv->map, place);
	return box.right > box.left && box.bottom > box.top;
}

// Closer up, the picture goes along with what is selected; a part that is too small to be drawn in
// the whole picture is gone closer to.
static void follow(struct map_screen *mv)
{
	bool part = whole_of(mv, mv->at) != mv->at;
	if (mv->as_list || map_is_drawn(mv, mv->at) || (mv->zoom == MAP_NONE && !part))
		return;
	uint32_t whole = whole_of(mv, mv->at);
	mv->zoom = has_form(mv, whole) ? whole : MAP_NONE;
	mv->nzooms = mv->zoom != MAP_NONE;
	mv->zooms[0] = (struct map_zoom){whole, MAP_NONE};
	map_arrange(mv);
	mv->at = in_sight(mv, mv->at);
}

// ---- the selected place ----

static void select_place(struct map_screen *mv, uint32_t place)
{
	mv->at = place;
	mv->in_list = false;
	map_show_place(mv);
	follow(mv);
	map_panel_shape(mv);
}

// Chosen otherwise than by an arrow: the opposite arrow does not lead back.
static struct wish jump(struct map_screen *mv, uint32_t place)
{
	mv->came_from = mv->across_from = MAP_NONE;
	select_place(mv, place);
	return stay(STR(""));
}

static struct wish move(struct map_screen *mv, enum step step)
{
	if (!mv->steps.next)
		steps_make(mv->map, mv->active, &mv->drawn, &mv->steps);
	uint32_t to = mv->steps.next[mv->at][step], from = mv->at;
	if (mv->came_from != MAP_NONE && step == steps_opposite(mv->came_by))
		to = mv->came_from;
	if (to == from)
		return stay(STR(""));
	mv->came_from = from;
	mv->came_by = step;
	mv->across_from = MAP_NONE;
	select_place(mv, to);
	return stay(STR(""));
}

// The next region that has a place the arrows lead to, head to toe.
static struct wish next_region(struct map_screen *mv, bool back)
{
	uint32_t count = mv->map->nregions, region = place_of(mv, mv->at)->region;
	for (uint32_t i = 1; i < count; i++) {
		region = (region + (back ? count - 1 : 1)) % count;
		uint32_t place = map_nearest(mv, region, mv->at, true);
		if (place != MAP_NONE)
			return jump(mv, place);
	}
	return stay(STR(""));
}

// ---- the other face, the other side ----

struct spot {
	float x, y; // 0 to 1 in the frame; x from the middle
};

static struct spot spot_of(const struct map_screen *mv, uint32_t place)
{
	const struct map_box *frame =
		&mv->map->views[map_picture(mv->map, place_of(mv, place)->view)].frame;
	struct map_box box = map_place_box(mv->map, place);
	return (struct spot){
		fabsf((box.left + box.right) / 2) / (frame->right - frame->left),
		((box.top + box.bottom) / 2 - frame->top) / (frame->bottom - frame->top),
	};
}

// Where the map names no opposite: what lies nearest to the same spot in the other picture.
static uint32_t nearest_across(const struct map_screen *mv)
{
	uint32_t best = MAP_NONE, picture = map_picture(mv->map, place_of(mv, mv->at)->view);
	struct spot here = spot_of(mv, mv->at);
	float least = INFINITY;
	for (uint32_t i = 0; i < mv->map->nplaces; i++) {
		if (!mv->active[i] || map_picture(mv->map, place_of(mv, i)->view) == picture)
			continue;
		struct spot there = spot_of(mv, i);
		float far = hypotf(there.x - here.x, there.y - here.y) +
			    (place_of(mv, i)->side != place_of(mv, mv->at)->side ? 0.05f : 0);
		if (far >= least)
			continue;
		least = far;
		best = i;
	}
	return best;
}

static struct wish go_across(struct map_screen *mv)
{
	uint32_t from = mv->at, to = mv->across_from;
	if (to == MAP_NONE)
		to = map_opposite(mv->map, whole_of(mv, from));
	if (to == MAP_NONE)
		to = nearest_across(mv);
	if (to == MAP_NONE)
		return stay(STR("there is no other face"));
	jump(mv, to);
	mv->across_from = from;
	return stay(STR(""));
}

static struct wish go_twin(struct map_screen *mv)
{
	uint32_t twin = map_twin(mv->map, mv->at);
	return twin == MAP_NONE ? stay(STR("this has no left and right")) : jump(mv, twin);
}

static struct wish zoom_in(struct map_screen *mv)
{
	uint32_t to = mv->zoom == MAP_NONE ? whole_of(mv, mv->at) : mv->at;
	bool same =
		mv->zoom != MAP_NONE && place_of(mv, mv->zoom)->region == place_of(mv, to)->region;
	if (mv->as_list || same || mv->nzooms == MAP_ZOOMS || !has_form(mv, to))
		return stay(STR("this is as near as it gets"));
	mv->zooms[mv->nzooms++] = (struct map_zoom){mv->at, mv->zoom};
	mv->zoom = to;
	map_arrange(mv);
	return jump(mv, in_sight(mv, mv->at));
}

static struct wish zoom_out(struct map_screen *mv)
{
	if (!mv->nzooms)
		return stay(STR("this is the whole picture"));
	struct map_zoom before = mv->zooms[--mv->nzooms];
	const struct map_place *at = place_of(mv, mv->at), *was = place_of(mv, before.at);
	bool same = at->view == was->view && at->side == was->side &&
		    map_is_part(mv->map, at->region, was->region);
	uint32_t to = same ? before.at : whole_of(mv, mv->at);
	mv->zoom = before.zoom;
	mv->at = to;
	map_arrange(mv);
	return jump(mv, in_sight(mv, to));
}

// ---- the panel ----

static struct wish open_item(struct map_screen *mv, uint32_t index)
{
	if (index >= mv->list.count) {
		arena_clear(&mv->said);
		return stay(arena_printf(&mv->said, "there is no page %u here", index + 1));
	}
	const struct map_item *item = &mv->items[index];
	bool hit = item->section != BOOK_NONE;
	return (struct wish){.kind = WISH_OPEN,
			     .page = item->page,
			     .section = item->section,
			     .text = hit ? mv->view.desk->query : STR(""),
			     .region = hit ? mv->view.desk->query_region : STR("")};
}

static struct wish scroll(struct map_screen *mv, enum action action)
{
	list_act(&mv->list, action);
	map_preview_shape(mv);
	return stay(STR(""));
}

static struct wish enter(struct map_screen *mv)
{
	if (mv->in_list && !list_shows_selected(&mv->list)) // red flags come first
		return scroll(mv, ACT_LIST_PAGE_DOWN);
	if (mv->in_list)
		return open_item(mv, mv->list.selected);
	if (!mv->list.count)
		return stay(STR("no page yet"));
	mv->in_list = true;
	return stay(STR(""));
}

static struct wish search_here(struct map_screen *mv)
{
	uint32_t about = mv->about[place_of(mv, mv->at)->region];
	if (about == BOOK_NONE)
		return stay(STR("no page yet"));
	return (struct wish){.kind = WISH_SEARCH,
			     .page = BOOK_NONE,
			     .section = BOOK_NONE,
			     .region = book_region(mv->view.desk->book, about)};
}

static struct wish escape(struct map_screen *mv)
{
	struct wish wish = stay(STR(""));
	if (mv->in_list) {
		mv->in_list = false;
		list_select(&mv->list, 0);
		map_preview_shape(mv);
	} else if (map_has_query(mv)) {
		wish.kind = WISH_FORGET;
	} else if (mv->nzooms) {
		return zoom_out(mv);
	} else {
		wish.say = STR("this is the whole picture: q closes it");
	}
	return wish;
}

static struct wish act_in_list(struct map_screen *mv, const struct input *input, bool *mine)
{
	*mine = true;
	switch ((int)input->action) {
	case ACT_MAP_UP:
	case ACT_WHEEL_UP:
		return scroll(mv, ACT_LIST_UP);
	case ACT_MAP_DOWN:
	case ACT_WHEEL_DOWN:
		return scroll(mv, ACT_LIST_DOWN);
	case ACT_MAP_NEXT:
		return scroll(mv, ACT_LIST_PAGE_DOWN);
	case ACT_MAP_PREV:
		return scroll(mv, ACT_LIST_PAGE_UP);
	case ACT_MAP_LEFT:
		return escape(mv);
	case ACT_MAP_RIGHT:
		return enter(mv);
	default:
		*mine = false;
		return stay(STR(""));
	}
}

// ---- a region by name ----

static struct wish begin_typing(struct map_screen *mv)
{
	mv->typing = true;
	mv->walking = mv->in_list = false;
	mv->before = mv->at;
	edit_set(&mv->filter, STR(""));
	map_panel_shape(mv);
	return stay(STR(""));
}

static struct wish end_typing(struct map_screen *mv, bool cancel)
{
	mv->typing = mv->walking = false;
	return jump(mv, cancel ? mv->before : mv->at);
}

// The place of the chosen region is shown while one types.
static void show_chosen(struct map_screen *mv)
{
	if (!mv->list.count)
		return;
	mv->at = mv->items[mv->list.selected].place;
	map_show_place(mv);
}

static struct wish act_typing(struct map_screen *mv, const struct input *input)
{
	struct wish wish = stay(STR(""));
	if (input->action == ACT_TYPE_DONE || input->action == ACT_TYPE_CANCEL)
		return end_typing(mv, input->action == ACT_TYPE_CANCEL || !mv->list.count);
	mv->walking = list_act(&mv->list, input->action);
	if (mv->walking) {
		show_chosen(mv);
		return wish;
	}
	enum edit_result result = edit_act(&mv->filter, input, NULL, 0);
	if (result == EDIT_NOT_MINE)
		view_common(&mv->view, input->action, &wish);
	if (result == EDIT_CHANGED) {
		map_panel_shape(mv);
		show_chosen(mv);
	}
	return wish;
}

// ---- the mouse ----

static struct wish click(struct map_screen *mv, const struct input *input)
{
	const struct map_pane *panel = &mv->panel;
	int row = input->row - panel->row - mv->list_row;
	bool in_panel = input->row >= panel->row && input->col >= panel->col;
	uint32_t item = in_panel && row < mv->list_rows ? list_at(&mv->list, row) : UINT32_MAX;
	if (item != UINT32_MAX && mv->typing) { // the items are regions
		list_select(&mv->list, item);
		show_chosen(mv);
		return input->again ? end_typing(mv, false) : stay(STR(""));
	}
	if (item != UINT32_MAX) {
		if (input->again)
			return open_item(mv, item);
		mv->in_list = true;
		list_select(&mv->list, item);
		map_preview_shape(mv);
		return stay(STR(""));
	}
	uint32_t place = in_panel ? MAP_NONE : map_figures_hit(mv, input->row, input->col);
	if (place == MAP_NONE)
		return stay(STR(""));
	return place == mv->at && input->again ? enter(mv) : jump(mv, place);
}

static struct wish toggle_mouse(struct map_screen *mv)
{
	struct wish wish = stay(mv->mouse ? STR("mouse off") : STR("mouse on"));
	mv->mouse = !mv->mouse;
	wish.kind = WISH_MOUSE;
	wish.at = mv->mouse;
	return wish;
}

// ---- acting ----

static struct wish other(struct map_screen *mv, enum action action)
{
	struct wish wish = stay(STR(""));
	if (view_common(&mv->view, action, &wish) && wish.kind == WISH_MAP)
		return jump(mv, mv->map->start);
	return wish;
}

static struct wish list_of_regions(const struct map_screen *mv)
{
	return (struct wish){.kind = WISH_LIST,
			     .page = BOOK_NONE,
			     .section = BOOK_NONE,
			     .region = mv->map->regions[place_of(mv, mv->at)->region].id,
			     .list = LIST_REGIONS};
}

static struct wish act(struct map_screen *mv, const struct input *input)
{
	switch ((int)input->action) {
	case ACT_MAP_UP:
		return mv->as_list ? next_region(mv, true) : move(mv, STEP_UP);
	case ACT_MAP_DOWN:
		return mv->as_list ? next_region(mv, false) : move(mv, STEP_DOWN);
	case ACT_MAP_LEFT:
		return move(mv, STEP_LEFT);
	case ACT_MAP_RIGHT:
		return move(mv, STEP_RIGHT);
	case ACT_MAP_ENTER:
		return enter(mv);
	case ACT_MAP_NEXT:
		return next_region(mv, false);
	case ACT_MAP_PREV:
		return next_region(mv, true);
	case ACT_MAP_OPPOSITE:
		return go_across(mv);
	case ACT_MAP_TWIN:
		return go_twin(mv);
	case ACT_MAP_ZOOM_IN:
	case ACT_WHEEL_UP:
		return zoom_in(mv);
	case ACT_MAP_ZOOM_OUT:
	case ACT_WHEEL_DOWN:
		return zoom_out(mv);
	case ACT_MAP_FILTER:
		return begin_typing(mv);
	case ACT_MAP_SEARCH:
		return search_here(mv);
	case ACT_MAP_LIST:
		return list_of_regions(mv);
	case ACT_MAP_MOUSE:
		return toggle_mouse(mv);
	case ACT_MAP_DIGIT:
		return open_item(mv, input->ch - '1');
	case ACT_MAP_ESCAPE:
		return escape(mv);
	case ACT_CLICK:
		return click(mv, input);
	default:
		return other(mv, input->action);
	}
}

static struct wish map_act(struct view *view, const struct input *input)
{
	struct map_screen *mv = (struct map_screen *)view;
	bool mine = false;
	struct wish wish;
	if (mv->typing && input->action != ACT_CLICK)
		return act_typing(mv, input);
	if (mv->in_list) {
		wish = act_in_list(mv, input, &mine);
		if (mine)
			return wish;
	}
	return act(mv, input);
}

// ---- the view ----

static void map_resize(struct view *view, int rows, int cols)
{
	struct map_screen *mv = (struct map_screen *)view;
	uint32_t selected = mv->list.selected;
	view->rows = rows;
	view->cols = cols;
	map_arrange(mv);
	map_panel_shape(mv);
	list_select(&mv->list, selected);
	map_preview_shape(mv);
	mv->in_list = mv->in_list && mv->list.count;
}

static unsigned map_keysets(const struct view *view)
{
	return of(view)->typing ? TYPING : ON_MAP | EVERYWHERE;
}

static void map_release(struct view *view)
{
	struct map_screen *mv = (struct map_screen *)view;
	arena_release(&mv->drawn);
	arena_release(&mv->shaped);
	arena_release(&mv->read);
	arena_release(&mv->said);
}

// Another map may have other places: the region stays.
static struct view *map_renew(struct view *view, const struct book *before)
{
	const struct map_screen *mv = (const struct map_screen *)view;
	(void)before;
	if (!book_map(view->desk->book))
		return NULL;
	return view_map_new(view->desk, view->rows, view->cols,
			    mv->map->regions[mv->map->places[mv->at].region].id);
}

static const struct view_ops map_ops = {
	.name = "map",
	.draw = map_screen_draw,
	.act = map_act,
	.resize = map_resize,
	.keysets = map_keysets,
	.release = map_release,
	.renew = map_renew,
};

// The map's start, or the first place with pages.
static uint32_t first_place(const struct map_screen *mv)
{
	const struct map *map = mv->map;
	uint32_t first = MAP_NONE;
	for (uint32_t i = 0; i < map->nplaces; i++) {
		bool known = map_has_pages(mv, map->places[i].region);
		if (known && i == map->start)
			return i;
		if (known && first == MAP_NONE)
			first = i;
	}
	return first == MAP_NONE ? map->start : first;
}

struct view *view_map_new(const struct desk *desk, int rows, int cols, struct str region)
{
	struct arena arena = {0};
	struct map_screen *mv = arena_new(&arena, struct map_screen);
	mv->map = book_map(desk->book);
	mv->view = (struct view){.ops = &map_ops, .desk = desk, .rows = rows, .cols = cols};
	mv->zoom = mv->came_from = mv->across_from = MAP_NONE;
	mv->mouse = true;
	map_find_pages(mv, &arena);
	mv->at = first_place(mv);
	uint32_t wanted = map_region(mv->map, region);
	if (wanted != MAP_NONE) {
		uint32_t place = map_nearest(mv, wanted, mv->at, false);
		mv->at = place == MAP_NONE ? mv->at : place;
	}
	mv->view.arena = arena;
	map_resize(&mv->view, rows, cols);
	jump(mv, mv->at);
	return &mv->view;
}
