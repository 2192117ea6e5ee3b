// SPDX-License-Identifier: ISC
//
// The lists: pages, red flags, history, bookmarks, regions, links, backlinks, outline.  What they
// hold is made by view/entries; here it is filtered, shown and chosen from.  A region unfolds in
// place into its pages, so that the whole book can be walked as text.

#include "view/lists/list_view.h"

#include "view/frame.h"

unsigned list_view_keysets(const struct view *view)
{
	const struct list_view *lv = (const struct list_view *)view;
	if (lv->typing)
		return TYPING;
	return ON_LIST | EVERYWHERE | (lv->kind == LIST_BOOKMARKS ? ON_MARKS : 0);
}

static struct wish stay(struct str say)
{
	return (struct wish){
		.kind = WISH_STAY, .page = BOOK_NONE, .section = BOOK_NONE, .say = say};
}

// Selects a region, what is unfolded below it in sight as far as there is room.
static void select_region(struct list_view *lv, struct str region)
{
	uint32_t at = 0, last;
	while (at < lv->list.count && !str_eq(lv->items[at].entry->region, region))
		at++;
	for (last = at; last + 1 < lv->list.count; last++) {
		if (!list_view_is_of_region(lv, lv->items[last + 1].entry))
			break;
	}
	list_select(&lv->list, last);
	list_select(&lv->list, at);
}

// Shows the pages of a region, or of none when they were shown already.
static void unfold(struct list_view *lv, struct str region)
{
	bool shown = str_eq(region, lv->unfolded);
	lv->unfolded = shown ? STR("") : region;
	list_view_make(lv);
	select_region(lv, region);
}

static struct wish open_entry(struct list_view *lv)
{
	const struct entry *entry = list_view_selected(lv);
	if (!entry)
		return stay(STR(""));
	list_view_fill(lv, lv->list.selected);
	if (entry->say.len)
		return stay(entry->say);
	if (entry->region.len) {
		unfold(lv, entry->region);
		return stay(STR(""));
	}
	return (struct wish){.kind = WISH_OPEN,
			     .page = entry->page,
			     .section = entry->section,
			     .at = entry->at,
			     .list = lv->kind};
}

static void filter_changed(struct list_view *lv)
{
	list_view_arrange(lv);
	list_select(&lv->list, 0);
}

// One layer at a time: the unfolded region, the filter, the list.
static struct wish leave(struct list_view *lv)
{
	if (lv->unfolded.len) {
		unfold(lv, lv->unfolded);
	} else if (edit_text(&lv->filter).len) {
		edit_set(&lv->filter, STR(""));
		list_view_arrange(lv);
	} else {
		return (struct wish){.kind = WISH_CLOSE, .page = BOOK_NONE, .section = BOOK_NONE};
	}
	return stay(STR(""));
}

static struct wish delete_bookmark(struct list_view *lv)
{
	const struct entry *entry = list_view_selected(lv);
	if (!entry)
		return stay(STR(""));
	arena_clear(&lv->said);
	struct str say = arena_printf(&lv->said, "bookmark %c deleted", entry->letter);
	places_unmark(lv->view.desk->places, entry->letter);
	list_view_make(lv);
	return stay(say);
}

static struct wish click(struct list_view *lv, const struct input *input)
{
	uint32_t item = list_at(&lv->list, input->row - frame_of(lv->view.rows).top);
	if (item == UINT32_MAX)
		return stay(STR(""));
	list_select(&lv->list, item);
	return input->again ? open_entry(lv) : stay(STR(""));
}

static struct wish common(struct list_view *lv, enum action action)
{
	struct wish wish = stay(STR(""));
	const struct entry *entry = list_view_selected(lv);
	if (action == ACT_BOOKMARKS && lv->kind == LIST_BOOKMARKS)
		wish.kind = WISH_RESUME;
	else
		view_common(&lv->view, action, &wish);
	if (action == ACT_MAP && entry)
		wish.text = entry->region;
	return wish;
}

static struct wish act_typing(struct list_view *lv, const struct input *input)
{
	lv->walking = input->action == ACT_TYPE_OLDER || input->action == ACT_TYPE_NEWER;
	if (input->action == ACT_TYPE_DONE || input->action == ACT_TYPE_CANCEL) {
		lv->typing = false;
		if (input->action == ACT_TYPE_DONE)
			return open_entry(lv);
		edit_set(&lv->filter, STR(""));
		list_view_arrange(lv);
	} else if (lv->walking) {
		list_act(&lv->list, input->action);
	} else {
		enum edit_result result = edit_act(&lv->filter, input, NULL, 0);
		if (result == EDIT_NOT_MINE)
			return common(lv, input->action);
		if (result == EDIT_CHANGED)
			filter_changed(lv);
	}
	return stay(STR(""));
}

static struct wish act(struct list_view *lv, const struct input *input)
{
	if (list_act(&lv->list, input->action))
		return stay(STR(""));
	switch ((int)input->action) {
	case ACT_LIST_OPEN:
		return open_entry(lv);
	case ACT_LIST_BACK:
		return leave(lv);
	case ACT_LIST_DELETE:
		return delete_bookmark(lv);
	case ACT_CLICK:
		return click(lv, input);
	case ACT_LIST_FILTER:
		lv->typing = true;
		lv->walking = false;
		return stay(STR(""));
	default:
		return common(lv, input->action);
	}
}

// A letter goes to its bookmark; one without a bookmark means what it means in any list.
static struct wish jump(struct list_view *lv, const struct input *input)
{
	for (uint32_t i = 0; lv->items && i < lv->list.count; i++) {
		if ((uint32_t)lv->items[i].entry->letter == input->ch) {
			list_select(&lv->list, i);
			return open_entry(lv);
		}
	}
	struct input other = *input;
	other.action = action_of(input->ch, ON_LIST | EVERYWHERE);
	return act(lv, &other);
}

static struct wish act_as_is(struct list_view *lv, const struct input *input)
{
	if (lv->typing)
		return act_typing(lv, input);
	if (input->action == ACT_MARK_JUMP)
		return jump(lv, input);
	return act(lv, input);
}

static struct wish list_view_act(struct view *view, const struct input *input)
{
	struct list_view *lv = (struct list_view *)view;
	struct wish wish = act_as_is(lv, input);
	list_view_fill_in_sight(lv);
	return wish;
}

static void list_resize(struct view *view, int rows, int cols)
{
	struct list_view *lv = (struct list_view *)view;
	view->rows = rows;
	view->cols = cols;
	list_view_arrange(lv);
}

static struct view *list_renew(struct view *view, const struct book *before)
{
	struct list_view *lv = (struct list_view *)view;
	uint32_t page = view_same_page(view, before, lv->page);
	if (lv->page != BOOK_NONE && page == BOOK_NONE)
		return NULL;
	lv->page = page;
	lv->unfolded = arena_copy(&view->arena, lv->unfolded);
	list_view_make(lv);
	return view;
}

static void list_release(struct view *view)
{
	struct list_view *lv = (struct list_view *)view;
	arena_release(&lv->made);
	arena_release(&lv->shaped);
	arena_release(&lv->said);
}

static const struct view_ops list_ops = {
	.name = "list",
	.draw = list_view_draw,
	.act = list_view_act,
	.resize = list_resize,
	.keysets = list_view_keysets,
	.release = list_release,
	.renew = list_renew,
};

static bool is_of_page(enum list_kind kind)
{
	return kind == LIST_LINKS || kind == LIST_BACKLINKS || kind == LIST_OUTLINE;
}

// In the list of all pages.
static void select_page(struct list_view *lv, uint32_t page)
{
	for (uint32_t i = 0; i < lv->list.count; i++) {
		bool heads;
		if (book_listed_page(lv->view.desk->book, i, &heads) == page) {
			list_select(&lv->list, i);
			list_view_fill_in_sight(lv);
			return;
		}
	}
}

struct view *view_list_new(const struct desk *desk, int rows, int cols, enum list_kind list,
			   uint32_t page)
{
	struct arena arena = {0};
	struct list_view *lv = arena_new(&arena, struct list_view);
	lv->view = (struct view){&list_ops, desk, arena, rows, cols};
	lv->kind = list;
	lv->page = is_of_page(list) ? page : BOOK_NONE;
	list_view_make(lv);
	if (list == LIST_PAGES && page != BOOK_NONE)
		select_page(lv, page);
	return &lv->view;
}

void view_list_show(struct view *list, uint32_t section, struct str region)
{
	struct list_view *lv = (struct list_view *)list;
	uint32_t at = 0;
	if (lv->kind != LIST_OUTLINE && lv->kind != LIST_REGIONS)
		return;
	for (uint32_t i = 0; i < lv->list.count; i++) {
		const struct entry *entry = lv->items[i].entry;
		bool here = lv->kind == LIST_OUTLINE ? entry->section <= section
						     : str_eq(entry->region, region);
		at = here ? i : at;
	}
	list_select(&lv->list, at);
}
