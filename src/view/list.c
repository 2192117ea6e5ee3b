// SPDX-License-Identifier: ISC

#include "view/list.h"

int list_height(const struct list *list, uint32_t item)
{
	return list->heights ? list->heights[item] : 1;
}

// The first item of a screen that ends with `last`.
static uint32_t top_for(const struct list *list, uint32_t last)
{
	int rows = list->rows - list_height(list, last);
	while (last && rows >= list_height(list, last - 1))
		rows -= list_height(list, --last);
	return last;
}

static void keep_in_sight(struct list *list)
{
	if (!list->count) {
		list->selected = list->top = 0;
		return;
	}
	if (list->selected >= list->count)
		list->selected = list->count - 1;
	uint32_t least = top_for(list, list->selected), most = top_for(list, list->count - 1);
	if (list->top < least)
		list->top = least;
	if (list->top > list->selected)
		list->top = list->selected;
	if (list->top > most) // no empty rows at the end while there are items above
		list->top = most;
}

void list_set(struct list *list, uint32_t count, const uint8_t *heights, int rows)
{
	list->count = count;
	list->heights = heights;
	list->rows = rows > 0 ? rows : 1;
	keep_in_sight(list);
}

void list_select(struct list *list, uint32_t item)
{
	list->selected = item;
	keep_in_sight(list);
}

// The last item that is wholly in sight.
static uint32_t bottom(const struct list *list)
{
	uint32_t item = list->top;
	int rows = list->rows - list_height(list, item);
	while (item + 1 < list->count && rows >= list_height(list, item + 1))
		rows -= list_height(list, ++item);
	return item;
}

// The selection goes to the end of the screen first, then a screen further: less of what was seen
// is lost than with a jump by the number of rows.
static void page(struct list *list, bool down)
{
	uint32_t edge = down ? bottom(list) : list->top;
	if (list->selected == edge) {
		list->top = down ? edge : top_for(list, edge);
		uint32_t beyond = down ? bottom(list) : list->top;
		if (beyond == edge) // one item fills the screen
			beyond = down ? edge + 1 : edge - (edge > 0);
		edge = beyond;
	}
	list_select(list, edge);
}

bool list_act(struct list *list, enum action action)
{
	uint32_t last = list->count ? list->count - 1 : 0;
	switch ((int)action) {
	case ACT_LIST_UP:
	case ACT_HIT_UP:
	case ACT_TYPE_OLDER:
	case ACT_WHEEL_UP:
		list_select(list, list->selected ? list->selected - 1 : 0);
		return true;
	case ACT_LIST_DOWN:
	case ACT_HIT_DOWN:
	case ACT_TYPE_NEWER:
	case ACT_WHEEL_DOWN:
		list_select(list, list->selected < last ? list->selected + 1 : last);
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
		list_select(list, last);
		return true;
	default:
		return false;
	}
}

uint32_t list_at(const struct list *list, int row)
{
	uint32_t item = list->top;
	for (int at = 0; row >= 0 && row < list->rows && item < list->count; item++) {
		at += list_height(list, item);
		if (row < at)
			return item;
	}
	return UINT32_MAX;
}
