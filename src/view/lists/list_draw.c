// SPDX-License-Identifier: ISC

#include "view/lists/list_view.h"

#include "text/column.h"
#include "view/frame.h"

enum {
	COLS_FOR_ASIDE = 30,
	COLS_FOR_LONG_ASIDE = 60,
	ASIDE_FEW = 10, // columns
};

static const struct list_view *of(const struct view *view)
{
	return (const struct list_view *)view;
}

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
	const struct item item = list_view_item(lv, i);
	const struct entry *entry = item.entry;
	bool chosen = i == lv->list.selected;
	int col = canvas->cols > 8 ? list_view_indent(entry) : 0;

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
		marked_draw(&item.more, line, canvas, ++row,
			    list_view_more_col(entry, canvas->cols), canvas->cols,
			    entry->flag ? STYLE_FLAG : STYLE_HINT);
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

static void draw_hints(const struct list_view *lv, struct canvas *canvas, int row)
{
	const struct entry *entry = list_view_selected(lv);
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
	frame_hints(canvas, row, list_view_keysets(&lv->view), hints, count);
}

// The group that the first entry in sight belongs to, where its head is above the screen.
static struct str group_above(const struct list_view *lv)
{
	if (!lv->list.count)
		return STR("");
	struct item top = list_view_item(lv, lv->list.top);
	return top.heads_group && !lv->list.skip ? STR("") : top.entry->group;
}

static void draw_title(const struct list_view *lv, struct canvas *canvas)
{
	struct arena scratch = {0};
	struct str typed = edit_text(&lv->filter), title = lv->entries.title;
	uint32_t all = lv->entries.list.count, shown = lv->list.count;
	for (uint32_t i = 0; lv->kind == LIST_REGIONS && i < lv->entries.list.count; i++)
		all -= list_view_is_of_region(lv, &lv->entries.list.at[i]);
	for (uint32_t i = 0; lv->kind == LIST_REGIONS && i < lv->list.count; i++)
		shown -= list_view_is_of_region(lv, lv->items[i].entry);
	struct str count = arena_printf(&scratch, "%u", all);
	if (typed.len) {
		title = arena_printf(&scratch, "%.*s: %.*s", STR_ARG(title), STR_ARG(typed));
		count = arena_printf(&scratch, "%u of %.*s", shown, STR_ARG(count));
	}
	struct str group = group_above(lv);
	if (group.len)
		title = arena_printf(&scratch, "%.*s > %.*s", STR_ARG(title), STR_ARG(group));
	frame_title(canvas, 0, title, count);
	arena_release(&scratch);
}

void list_view_draw(const struct view *view, struct canvas *canvas)
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
		edit_draw_row(&lv->filter, canvas, frame.hint_row >= 0 ? frame.hint_row : 0,
			      STR("Filter: "), lv->walking && lv->list.count);
}
