// SPDX-License-Identifier: ISC
//
// list_view: the state of a list on the screen, shared by view_list (what it does), list_items (what
// of it is shown) and list_draw.

#ifndef BODYMAP_VIEW_LISTS_LIST_VIEW_H
#define BODYMAP_VIEW_LISTS_LIST_VIEW_H

#include "view/edit.h"
#include "view/list.h"
#include "view/lists/entries.h"
#include "view/marked.h"

// An entry as it is shown.
struct item {
	const struct entry *entry;
	struct marked more;
	bool heads_group;
};

struct list_view {
	struct view view;
	enum list_kind kind;
	uint32_t page;
	struct arena made; // the entries
	struct entries entries;
	struct str unfolded; // id of the region whose pages are shown
	bool typing;         // the filter is being typed
	bool walking;        // and the last key chose an entry: the cursor is there
	struct edit filter;
	struct arena shaped; // items and heights: of this filter and width
	struct item *items;  // NULL: every entry is one, and is shaped when it is seen
	uint16_t *heights;
	struct list list;
	struct arena said;
};

// ---- list_items ----

// Makes the entries anew, and what is shown of them.
void list_view_make(struct list_view *lv);

// Chooses and measures the items anew; the selection stays where it is as far as possible.
void list_view_arrange(struct list_view *lv);

struct item list_view_item(const struct list_view *lv, uint32_t i);
const struct entry *list_view_selected(const struct list_view *lv); // NULL: there is none

// Makes an item's entry whole, and those that are seen.
void list_view_fill(struct list_view *lv, uint32_t i);
void list_view_fill_in_sight(struct list_view *lv);

// A page below its region is shown when the region is.
bool list_view_is_of_region(const struct list_view *lv, const struct entry *entry);

// Columns at which an entry begins, and what stands below it.
int list_view_indent(const struct entry *entry);
int list_view_more_col(const struct entry *entry, int cols);

// ---- list_draw, view_list ----

void list_view_draw(const struct view *view, struct canvas *canvas);
unsigned list_view_keysets(const struct view *view);

#endif
