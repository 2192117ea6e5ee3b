// SPDX-License-Identifier: ISC

#include "view/list.h"

int list_height(const struct list *list, uint32_t item)
{
	if (list->heights)
		return list->heights[item];
	return list->height ? list->height(list->user, item) : 1;
}

// Where the screen begins.
struct edge {
	uint32_t item;
	int skip;
};

static bool before(struct edge a, struct edge b)
{
	return a.item < b.item || (a.item == b.item && a.skip < b.skip);
}

static bool is_tall(const struct list *list, uint32_t item)
{
	return list_height(list, item) > list->rows;
}

// The beginning of a screen that ends with `last`.
static struct edge edge_for(const struct list *list, uint32_t last)
{
	struct edge edge = {last, 0};
	int rows = list->rows - list_height(list, last);
	if (rows < 0)
		edge.skip = -rows;
	while (edge.item && rows >= list_height(list, edge.item - 1))
		rows -= list_height(list, --edge.item);
	if (edge.item == 1 && rows >= list_height(list, 0) - list->lead) {
		edge.item = 0;
		edge.skip = list_height(list, 0) - rows;
	}
	return edge;
}

static void set_edge(struct list *list, struct edge edge)
{
	list->top = edge.item;
	list->skip = edge.skip;
}

// Of an item that has become lower, or has lost what led it, no rows may be above the screen that it
// does not have.
static struct edge edge_now(const struct list *list)
{
	uint32_t item = list->top < list->count ? list->top : list->count - 1;
	int most = is_tall(list, item) ? list_height(list, item) - 1 : item ? 0 : list->lead;
	return (struct edge){item, list->skip <= most ? list->skip : 0};
}

// The selection is at `selected` and was not there before, or the screen is another.
static void keep_in_sight(struct list *list)
{
	if (!list->count) {
		list->selected = list->top = 0;
		list->skip = 0;
		return;
	}
	if (list->selected >= list->count)
		list->selected = list->count - 1;
	struct edge edge = edge_now(list), start = {list->selected, 0};
	struct edge least = edge_for(list, list->selected);
	struct edge most = edge_for(list, list->count - 1);
	if (is_tall(list, list->selected)) { // anywhere between its first rows and its last
		if (edge.item != list->selected)
			edge = start;
		if (before(least, edge))
			edge = least;
		set_edge(list, edge);
		return;
	}
	if (before(edge, least))
		edge = least;
	if (before(start, edge))
		edge = start;
	if (before(most, edge)) // no empty rows at the end while there are items above
		edge = most;
	set_edge(list, edge);
}

void list_set(struct list *list, uint32_t count, const uint16_t *heights, int rows)
{
	list->count = count;
	list->heights = heights;
	list->rows = rows > 0 ? rows : 1;
	keep_in_sight(list);
}

static void move_to(struct list *list, uint32_t item)
{
	list->selected = item;
	keep_in_sight(list);
}

void list_select(struct list *list, uint32_t item)
{
	if (item < list->count && is_tall(list, item))
		set_edge(list, (struct edge){item, 0});
	move_to(list, item);
}

// Scrolls through a selected item that is taller than the screen; false at its end.
static bool scroll(struct list *list, int rows)
{
	if (!list->count || list->top != list->selected || !is_tall(list, list->selected))
		return false;
	int most = list_height(list, list->selected) - list->rows, skip = list->skip + rows;
	skip = skip < 0 ? 0 : skip > most ? most : skip;
	if (skip == list->skip)
		return false;
	list->skip = skip;
	return true;
}

static void up(struct list *list)
{
	if (scroll(list, -1) || !list->selected)
		return;
	move_to(list, list->selected - 1);
	if (is_tall(list, list->selected)) // come upon from below
		set_edge(list, edge_for(list, list->selected));
}

static void down(struct list *list)
{
	if (!scroll(list, 1) && list->selected + 1 < list->count)
		move_to(list, list->selected + 1);
}

// The last item that is wholly in sight.
static uint32_t bottom(const struct list *list)
{
	uint32_t item = list->top;
	int rows = list->rows + list->skip - list_height(list, item);
	while (item + 1 < list->count && rows >= list_height(list, item + 1))
		rows -= list_height(list, ++item);
	return item;
}

// The selection goes to the end of the screen first, then a screen further: less of what was seen
// is lost than with a jump by the number of rows.
static void page(struct list *list, bool down)
{
	if (scroll(list, down ? list->rows : -list->rows))
		return;
	uint32_t edge = down ? bottom(list) : list->top;
	if (list->selected == edge && edge == (down ? list->count - 1 : 0))
		return;
	if (list->selected == edge) {
		set_edge(list, down ? (struct edge){edge, 0} : edge_for(list, edge));
		uint32_t beyond = down ? bottom(list) : list->top;
		if (beyond == edge) { // one item fills the screen
			beyond = down ? edge + 1 : edge - 1;
			set_edge(list, down ? (struct edge){beyond, 0} : edge_for(list, beyond));
		}
		edge = beyond;
	}
	move_to(list, edge);
}

bool list_act(struct list *list, enum action action)
{
	switch ((int)action) {
	case ACT_LIST_UP:
	case ACT_HIT_UP:
	case ACT_TYPE_OLDER:
	case ACT_WHEEL_UP:
		up(list);
		return true;
	case ACT_LIST_DOWN:
	case ACT_HIT_DOWN:
	case ACT_TYPE_NEWER:
	case ACT_WHEEL_DOWN:
		down(list);
		return true;
	case ACT_LIST_PAGE_UP:
	case ACT_HIT_PAGE_UP:
	case ACT_LIST_PAGE_DOWN:
	case ACT_HIT_PAGE_DOWN:
		if (list->count)
			page(list, action == ACT_LIST_PAGE_DOWN || action == ACT_HIT_PAGE_DOWN);
		return true;
	case ACT_LIST_TOP:
		list_select(list, 0);
		return true;
	case ACT_LIST_BOTTOM:
		move_to(list, list->count ? list->count - 1 : 0);
		if (list->count)
			set_edge(list, edge_for(list, list->selected));
		return true;
	default:
		return false;
	}
}

bool list_shows_selected(const struct list *list)
{
	return list->count && (list->top != list->selected ||
			       list_height(list, list->selected) - list->skip <= list->rows);
}

uint32_t list_at(const struct list *list, int row)
{
	uint32_t item = list->top;
	int leads = list->top ? 0 : list->lead - list->skip;
	if (row < 0 || row < leads || row >= list->rows)
		return UINT32_MAX;
	for (int at = -list->skip; item < list->count; item++) {
		at += list_height(list, item);
		if (row < at)
			return item;
	}
	return UINT32_MAX;
}
