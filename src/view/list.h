// SPDX-License-Identifier: ISC
//
// list: a selection that scrolls.  Items are numbered from 0 and may be several rows high; the
// selected one is in sight, and one that is taller than the screen is scrolled through row by row
// before the selection moves on.

#ifndef BODYMAP_VIEW_LIST_H
#define BODYMAP_VIEW_LIST_H

#include "view/action.h"

// Start with `struct list list = {0};`.
struct list {
	uint32_t count, selected;
	uint32_t top;            // the first item in sight
	int skip;                // rows of it that are above the screen
	int rows;                // there are to draw in
	int lead;                // rows of item 0 that may scroll away before its others do
	const uint16_t *heights; // rows of each item; owned by the caller
	// Where they are NULL: rows of an item when they are asked for; NULL: one each.
	int (*height)(const void *user, uint32_t item);
	const void *user;
};

// New items, a new height of the screen, or both; the selection stays as near as it can.
void list_set(struct list *list, uint32_t count, const uint16_t *heights, int rows);

// Selects an item; one that is taller than the screen is seen from its first row.
void list_select(struct list *list, uint32_t item);

// Moves for LIST_UP ... LIST_BOTTOM, HIT_UP ... HIT_PAGE_DOWN, TYPE_OLDER, TYPE_NEWER and the
// wheel; false for any other action.
bool list_act(struct list *list, enum action action);

// Rows of an item.
int list_height(const struct list *list, uint32_t item);

// The last row of the selected item is in sight.
bool list_shows_selected(const struct list *list);

// The item drawn at `row` of the list, or UINT32_MAX; what leads the first is none.
uint32_t list_at(const struct list *list, int row);

#endif
