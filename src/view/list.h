// SPDX-License-Identifier: ISC
//
// list: a selection that scrolls.  Items are numbered from 0 and may be several rows high; the
// selected one is always in sight.

#ifndef BODYMAP_VIEW_LIST_H
#define BODYMAP_VIEW_LIST_H

#include "view/action.h"

// Start with `struct list list = {0};`.
struct list {
	uint32_t count, selected, top; // top: the first item in sight
	int rows;                      // there are to draw in
	const uint8_t *heights;        // rows of each item, or NULL: one each; owned by the caller
};

// New items, a new height of the screen, or both; the selection stays as near as it can.
void list_set(struct list *list, uint32_t count, const uint8_t *heights, int rows);

void list_select(struct list *list, uint32_t item);

// Moves for LIST_UP ... LIST_BOTTOM, HIT_UP ... HIT_PAGE_DOWN, TYPE_OLDER, TYPE_NEWER and the
// wheel; false for any other action.
bool list_act(struct list *list, enum action action);

// Rows of an item.
int list_height(const struct list *list, uint32_t item);

// The item drawn at `row` of the list, or UINT32_MAX.
uint32_t list_at(const struct list *list, int row);

#endif
