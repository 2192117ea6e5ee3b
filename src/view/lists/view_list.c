// SPDX-License-Identifier: ISC
//
// The lists: pages, red flags, history, bookmarks, regions, links, backlinks, outline.  What they
// hold is made by view/entries; here it is filtered, shown and chosen from.  A region unfolds in
// place into its pages, so that the whole book can be walked as text.

#include "view/edit.h"
#include "view/lists/entries.h"
#include "view/filter.h"
#include "view/frame.h"
#include "view/list.h"
#include "view/marked.h"
#include "view/view.h"

#include "text/column.h"

enum {
	MORE_LINES = 12, // below an entry, at most; a red flag is never cut
	ROWS_FOR_GROUPS = 3,
	COLS_FOR_ASIDE = 30,
	COLS_FOR_LONG_ASIDE = 60,
	ASIDE_FEW = 10, // columns
	COLS_FOR_INDENT = 12,
};

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

static const struct list_view *of(const struct view *view)
{
	return (const struct list_view *)view;
}

// ---- what is shown ----

static int indent_of(const struct entry *entry)
{
	return 2 + 2 * entry->indent;
}

// Where what stands below an entry begins.
static int more_col(const struct entry *entry, int cols)
{
	return cols >= COLS_FOR_INDENT ? indent_of(entry) + 2 : 0;
}

static struct item shape(const struct list_view *lv, const struct entry *entry, struct arena *arena)
{
	struct item item = {.entry = entry};
	int cols = frame_cols(lv->view.cols);
	cols -= more_col(entry, cols) + (cols >= COLS_FOR_INDENT);
	if (entry->more.text.len)
		item.more = marked_wrap(entry->more, cols, entry->flag ? UINT32_MAX : MORE_LINES,
					lv->view.desk->ascii, arena);
	return item;
}

// A page below its region is shown when the region is.
static bool belongs_to_region(const struct list_view *lv, const struct entry *entry)
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

static struct item item_at(const struct list_view *lv, uint32_t i)
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
	struct item item = item_at(user, i);
	return height_of(&item);
}

static void fill(struct list_view *lv, uint32_t i)
{
	uint32_t entry = (uint32_t)(item_at(lv, i).entry - lv->entries.list.at);
	entries_fill(lv->view.desk, &lv->entries, entry, &lv->made);
}

// Makes those whole that are seen.
static void fill_in_sight(struct list_view *lv)
{
	int used = -lv->list.skip;
	for (uint32_t i = lv->list.top; i < lv->list.count && used < lv->list.rows; i++) {
		fill(lv, i);
		used += list_height(&lv->list, i);
	}
}

static void choose_items(struct list_view *lv)
{
	struct arena *arena = &lv->shaped;
	uint32_t all = lv->entries.list.count, count = 0;
	bool taken = true, groups = shows_groups(lv);
	struct filter filter = filter_of(edit_text(&lv->filter), arena);
	if (is_filtered(lv))
		entries_fill_all(lv->view.desk, &lv->entries, &lv->made);
	lv->items = arena_array(arena, struct item, all);
	lv->heights = arena_array(arena, uint16_t, all);
	for (uint32_t i = 0; i < all; i++) {
		const struct entry *entry = &lv->entries.list.at[i];
		if (!belongs_to_region(lv, entry) && is_filtered(lv))
			taken = filter_takes(&filter, entry->text, entry->also);
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

// Chooses and measures the items anew; the selection stays where it is as far as possible.
static void arrange(struct list_view *lv)
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
	fill_in_sight(lv);
}

static void make(struct list_view *lv)
{
	arena_clear(&lv->made);
	entries_make(lv->view.desk, lv->kind, lv->page, lv->unfolded, &lv->made, &lv->entries);
	arrange(lv);
}

static const struct entry *selected(const struct list_view *lv)
{
	return lv->list.count ? item_at(lv, lv->list.selected).entry : NULL;
}

// ---- drawing ----

// Columns of the right side of a row: what the text leaves.  A few words there are worth more than
// the end of the text, in a wide window a third of the row is; a stub is not.
static int aside_cols(const struct entry *entry, int cols, int room)
{
	int wanted = column_count(entry->aside), left = room - column_count(entry->text) - 2;
	int least = wanted <= ASIDE_FEW ? wanted : cols >= COLS_FOR_LONG_ASIDE ? room / 3 : 0;
	if (cols < COLS_FOR_ASIDE || wanted <= (left > least ? left : least))
		return cols < COLS_FOR_ASIDE ? 0 : wanted;
	left = left > least ? left : least;
	return left >= ASIDE_FEW ? left : 0;
}

static void draw_row(struct canvas *canvas, int row, int col, const struct entry *entry,
		     bool chosen)
{
	int cols = frame_cols(canvas->cols), room = cols - col - (cols > 8);
	int aside = entry->aside.len ? aside_cols(entry, cols, room) : 0;
	if (aside) {
		canvas_fit(canvas, row, cols - 1 - aside, aside, entry->aside, STYLE_KIND);
		room -= aside + 2;
	}
	enum style style = entry->flag ? STYLE_FLAG : entry->say.len ? STYLE_HINT : STYLE_PLAIN;
	canvas_fit(canvas, row, col, room, entry->text, style);
	if (chosen)
		canvas_restyle(canvas, row, 0, cols, STYLE_SELECTED);
}

static void draw_item(const struct list_view *lv, uint32_t i, struct canvas *canvas, int row)
{
	const struct item item = item_at(lv, i);
	const struct entry *entry = item.entry;
	bool chosen = i == lv->list.selected;
	int col = canvas->cols > 8 ? indent_of(entry) : 0;

	if (item.heads_group)
		canvas_fit(canvas, row++, 0, canvas->cols, entry->group, STYLE_HEADING_2);
	if (chosen) {
		canvas_char(canvas, row, 0, '>', STYLE_PLAIN);
		canvas->cursor_row = row < 0 ? 0 : row; // of a tall one that is scrolled through
		canvas->cursor_col = col < canvas->cols ? col : 0;
	}
	int text = col;
	if (entry->letter)
		text = canvas_text(canvas, row, text, (struct str){&entry->letter, 1},
				   STYLE_STRONG) +
		       2;
	if (entry->flag)
		text = canvas_text(canvas, row, text, STR("! "), STYLE_FLAG);
	draw_row(canvas, row, text, entry, chosen);
	for (uint32_t line = 0; line < item.more.nlines; line++)
		marked_draw(&item.more, line, canvas, ++row, more_col(entry, canvas->cols),
			    canvas->cols, entry->flag ? STYLE_FLAG : STYLE_HINT);
}

static void draw_none(const struct list_view *lv, struct canvas *canvas, int row)
{
	struct arena scratch = {0};
	struct str none =
		edit_text(&lv->filter).len ? STR("No word here begins so.") : lv->entries.none;
	struct marked lines =
		marked_wrap(marked_none(none), canvas->cols - 2, 3, canvas->ascii, &scratch);
	for (uint32_t i = 0; i < lines.nlines; i++)
		marked_draw(&lines, i, canvas, row + (int)i, canvas->cols > 8, canvas->cols,
			    STYLE_PLAIN);
	canvas->cursor_row = row;
	canvas->cursor_col = canvas->cols > 8;
	arena_release(&scratch);
}

static unsigned list_keysets(const struct view *view)
{
	const struct list_view *lv = of(view);
	if (lv->typing)
		return TYPING;
	return ON_LIST | EVERYWHERE | (lv->kind == LIST_BOOKMARKS ? ON_MARKS : 0);
}

static void draw_hints(const struct list_view *lv, struct canvas *canvas, int row)
{
	const struct entry *entry = selected(lv);
	bool fold = entry && entry->region.len && str_eq(entry->region, lv->unfolded);
	struct hint hints[8] = {
		{ACT_LIST_OPEN,
		 entry && entry->region.len ? (fold ? "fold" : "show its pages") : "open"},
		{ACT_LIST_FILTER, "filter"},
	};
	size_t count = 2;
	if (lv->kind == LIST_REGIONS)
		hints[count++] = (struct hint){ACT_MAP, "on the map"};
	if (lv->kind == LIST_BOOKMARKS && lv->list.count) {
		hints[count++] = (struct hint){ACT_LIST_DELETE, "delete"};
		hints[count++] = (struct hint){ACT_BOOKMARKS, "where I was"};
	}
	hints[count++] = (struct hint){ACT_LIST_BACK, "back"};
	hints[count++] = (struct hint){ACT_HELP, "help"};
	hints[count++] = (struct hint){ACT_SEARCH, "search"};
	frame_hints(canvas, row, list_keysets(&lv->view), hints, count);
}

static void draw_title(const struct list_view *lv, struct canvas *canvas)
{
	struct arena scratch = {0};
	struct str typed = edit_text(&lv->filter), title = lv->entries.title;
	uint32_t all = lv->entries.list.count, shown = lv->list.count;
	for (uint32_t i = 0; lv->kind == LIST_REGIONS && i < lv->entries.list.count; i++)
		all -= belongs_to_region(lv, &lv->entries.list.at[i]);
	for (uint32_t i = 0; lv->kind == LIST_REGIONS && i < lv->list.count; i++)
		shown -= belongs_to_region(lv, lv->items[i].entry);
	struct str count = arena_printf(&scratch, "%u", all);
	if (typed.len) {
		title = arena_printf(&scratch, "%.*s: %.*s", STR_ARG(title), STR_ARG(typed));
		count = arena_printf(&scratch, "%u of %.*s", shown, STR_ARG(count));
	}
	frame_title(canvas, 0, title, count);
	arena_release(&scratch);
}

static void draw_filter(const struct list_view *lv, struct canvas *canvas, int row)
{
	int chosen_row = canvas->cursor_row, chosen_col = canvas->cursor_col;
	canvas_fill(canvas, row, 0, 1, canvas->cols, STYLE_PLAIN);
	int col = canvas->cols > 20 ? canvas_text(canvas, row, 0, STR("Filter: "), STYLE_TITLE) : 0;
	edit_draw(&lv->filter, canvas, row, col, canvas->cols - col, STYLE_PLAIN);
	if (lv->walking && lv->list.count) {
		canvas->cursor_row = chosen_row;
		canvas->cursor_col = chosen_col;
	}
}

static void list_draw(const struct view *view, struct canvas *canvas)
{
	const struct list_view *lv = of(view);
	struct frame frame = frame_of(canvas->rows);
	struct canvas inner = canvas_rows(canvas, frame.top, frame.rows);
	int row = -lv->list.skip;

	for (uint32_t i = lv->list.top; i < lv->list.count && row < frame.rows; i++) {
		draw_item(lv, i, &inner, row);
		row += list_height(&lv->list, i);
	}
	if (!lv->list.count)
		draw_none(lv, &inner, 0);
	canvas->cursor_row = frame.top + inner.cursor_row;
	canvas->cursor_col = inner.cursor_col;
	if (frame.top)
		draw_title(lv, canvas);
	if (frame.hint_row >= 0)
		draw_hints(lv, canvas, frame.hint_row);
	if (lv->typing)
		draw_filter(lv, canvas, frame.hint_row >= 0 ? frame.hint_row : 0);
}

// ---- acting ----

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
		if (!belongs_to_region(lv, lv->items[last + 1].entry))
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
	make(lv);
	select_region(lv, region);
}

static struct wish open_entry(struct list_view *lv)
{
	const struct entry *entry = selected(lv);
	if (!entry)
		return stay(STR(""));
	fill(lv, lv->list.selected);
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
	arrange(lv);
	list_select(&lv->list, 0);
}

// One layer at a time: the unfolded region, the filter, the list.
static struct wish leave(struct list_view *lv)
{
	if (lv->unfolded.len) {
		unfold(lv, lv->unfolded);
	} else if (edit_text(&lv->filter).len) {
		edit_set(&lv->filter, STR(""));
		arrange(lv);
	} else {
		return (struct wish){.kind = WISH_CLOSE, .page = BOOK_NONE, .section = BOOK_NONE};
	}
	return stay(STR(""));
}

static struct wish delete_bookmark(struct list_view *lv)
{
	const struct entry *entry = selected(lv);
	if (!entry)
		return stay(STR(""));
	arena_clear(&lv->said);
	struct str say = arena_printf(&lv->said, "bookmark %c deleted", entry->letter);
	places_unmark(lv->view.desk->places, entry->letter);
	make(lv);
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
	const struct entry *entry = selected(lv);
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
		arrange(lv);
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
	fill_in_sight(lv);
	return wish;
}

static void list_resize(struct view *view, int rows, int cols)
{
	struct list_view *lv = (struct list_view *)view;
	view->rows = rows;
	view->cols = cols;
	arrange(lv);
}

static struct view *list_renew(struct view *view, const struct book *before)
{
	struct list_view *lv = (struct list_view *)view;
	uint32_t page = view_same_page(view, before, lv->page);
	if (lv->page != BOOK_NONE && page == BOOK_NONE)
		return NULL;
	lv->page = page;
	lv->unfolded = arena_copy(&view->arena, lv->unfolded);
	make(lv);
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
	.draw = list_draw,
	.act = list_view_act,
	.resize = list_resize,
	.keysets = list_keysets,
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
			fill_in_sight(lv);
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
	make(lv);
	if (list == LIST_PAGES && page != BOOK_NONE)
		select_page(lv, page);
	return &lv->view;
}

void view_list_show(struct view *list, uint32_t section, struct str region)
{
	struct list_view *lv = (struct list_view *)list;
	uint32_t at = 0;
	for (uint32_t i = 0; lv->items && i < lv->list.count; i++) {
		const struct entry *entry = lv->items[i].entry;
		bool here = lv->kind == LIST_OUTLINE   ? entry->section <= section
			    : lv->kind == LIST_REGIONS ? str_eq(entry->region, region)
						       : false;
		at = here ? i : at;
	}
	list_select(&lv->list, at);
}
