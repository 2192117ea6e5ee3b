// SPDX-License-Identifier: ISC
//
// A filter is asked of every entry with each letter typed, and there may be as many entries as the
// book has pages: so the words of each are taken apart once.

#include "view/lists/list_view.h"

#include "view/filter.h"
#include "view/frame.h"

enum {
	MORE_LINES = 12, // below an entry, at most; a red flag is never cut
	ROWS_FOR_GROUPS = 3,
	COLS_FOR_INDENT = 12,
};

int list_view_indent(const struct entry *entry)
{
	return 2 + 2 * entry->indent;
}

int list_view_more_col(const struct entry *entry, int cols)
{
	return cols >= COLS_FOR_INDENT ? list_view_indent(entry) + 2 : 0;
}

static struct item shape(const struct list_view *lv, const struct entry *entry, struct arena *arena)
{
	struct item item = {.entry = entry};
	int cols = frame_cols(lv->view.cols);
	cols -= list_view_more_col(entry, cols) + (cols >= COLS_FOR_INDENT);
	if (entry->more.text.len)
		item.more = marked_wrap(entry->more, cols, entry->flag ? UINT32_MAX : MORE_LINES,
					lv->view.desk->ascii, arena);
	return item;
}

bool list_view_is_of_region(const struct list_view *lv, const struct entry *entry)
{
	return lv->kind == LIST_REGIONS && !entry->region.len;
}

static bool is_filtered(const struct list_view *lv)
{
	return edit_text(&lv->filter).len > 0;
}

// Where there may be as many items as the book has pages.
static bool is_lazy(const struct list_view *lv)
{
	return lv->kind == LIST_PAGES && !is_filtered(lv);
}

static bool heads_group(const struct list_view *lv, const struct entry *entry,
			const struct entry *before)
{
	bool heads = false;
	if (is_lazy(lv)) {
		book_listed_page(lv->view.desk->book, (uint32_t)(entry - lv->entries.list.at),
				 &heads);
		return heads;
	}
	return entry->group.len && (!before || !str_eq(before->group, entry->group));
}

static bool shows_groups(const struct list_view *lv)
{
	return frame_of(lv->view.rows).rows >= ROWS_FOR_GROUPS;
}

struct item list_view_item(const struct list_view *lv, uint32_t i)
{
	if (lv->items)
		return lv->items[i];
	const struct entry *entry = &lv->entries.list.at[i];
	return (struct item){.entry = entry,
			     .heads_group = shows_groups(lv) && heads_group(lv, entry, NULL)};
}

static int height_of(const struct item *item)
{
	return 1 + item->heads_group + (int)item->more.nlines;
}

static int lazy_height(const void *user, uint32_t i)
{
	struct item item = list_view_item(user, i);
	return height_of(&item);
}

void list_view_fill(struct list_view *lv, uint32_t i)
{
	uint32_t entry = (uint32_t)(list_view_item(lv, i).entry - lv->entries.list.at);
	entries_fill(lv->view.desk, &lv->entries, entry, &lv->made);
}

void list_view_fill_in_sight(struct list_view *lv)
{
	int used = -lv->list.skip;
	for (uint32_t i = lv->list.top; i < lv->list.count && used < lv->list.rows; i++) {
		list_view_fill(lv, i);
		used += list_height(&lv->list, i);
	}
}

static void make_words(struct list_view *lv)
{
	struct buf room = {0};
	entries_fill_all(lv->view.desk, &lv->entries, &lv->made);
	for (uint32_t i = 0; i < lv->entries.list.count; i++) {
		struct entry *entry = &lv->entries.list.at[i];
		if (!entry->words.ptr)
			entry->words = filter_words(entry->text, entry->also, &room, &lv->made);
	}
	buf_release(&room);
}

static void choose_items(struct list_view *lv)
{
	struct arena *arena = &lv->shaped;
	uint32_t all = lv->entries.list.count, count = 0;
	bool taken = true, groups = shows_groups(lv);
	struct filter filter = filter_of(edit_text(&lv->filter), arena);
	if (is_filtered(lv))
		make_words(lv);
	lv->items = arena_array(arena, struct item, all);
	lv->heights = arena_array(arena, uint16_t, all);
	for (uint32_t i = 0; i < all; i++) {
		const struct entry *entry = &lv->entries.list.at[i];
		if (!list_view_is_of_region(lv, entry) && is_filtered(lv))
			taken = filter_takes(&filter, entry->words);
		if (!taken)
			continue;
		struct item item = shape(lv, entry, arena);
		item.heads_group =
			groups && heads_group(lv, entry, count ? lv->items[count - 1].entry : NULL);
		lv->heights[count] = (uint16_t)height_of(&item);
		lv->items[count++] = item;
	}
	lv->list.count = count;
}

void list_view_arrange(struct list_view *lv)
{
	arena_clear(&lv->shaped);
	lv->items = NULL;
	lv->heights = NULL;
	lv->list.count = lv->entries.list.count;
	lv->list.height = lazy_height;
	lv->list.user = lv;
	if (!is_lazy(lv))
		choose_items(lv);
	list_set(&lv->list, lv->list.count, lv->heights, frame_of(lv->view.rows).rows);
	list_view_fill_in_sight(lv);
}

void list_view_make(struct list_view *lv)
{
	arena_clear(&lv->made);
	entries_make(lv->view.desk, lv->kind, lv->page, lv->unfolded, &lv->made, &lv->entries);
	list_view_arrange(lv);
}

const struct entry *list_view_selected(const struct list_view *lv)
{
	return lv->list.count ? list_view_item(lv, lv->list.selected).entry : NULL;
}
