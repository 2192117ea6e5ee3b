// SPDX-License-Identifier: ISC
//
// The keys of the screen one came from, made from the table of actions.  A key that another set
// has taken before is not shown where it would not work.

#include "view/frame.h"
#include "view/marked.h"
#include "view/view.h"

#include "text/column.h"

enum { WIDEST_KEYS = 24 };

// A row: a line of the keys on the left, one of what they do; or a heading.
struct row {
	struct str heading;
	struct marked keys, help;
	uint32_t line;
};

struct help_view {
	struct view view;
	unsigned keysets;    // of the screen one came from
	struct arena shaped; // the rows, at this width
	VEC(struct row) rows;
	int keys_cols;
	int top;
};

enum need { NOTHING, REGIONS, KINDS };

// What can be typed to search; the query language in one screen.
static const struct {
	const char *typed, *means;
	enum need need; // what a book without it has no use for
} language[] = {
	{"sore calf", "pages with these words, the best first; a question will do", NOTHING},
	{"\"sit bone\"", "these words side by side", NOTHING},
	{"stretch*", "words that begin so", NOTHING},
	{"-knee", "not this word", NOTHING},
	{"calf OR shin", "either will do", NOTHING},
	{"title:soleus", "in a page's title", NOTHING},
	{"heading:causes", "in a section's heading", NOTHING},
	{"in:calf", "in this region", REGIONS},
	{"kind:treatment", "of this kind", KINDS},
	{"path:notes/", "in this folder", NOTHING},
	{"/ham.?string/", "a regular expression", NOTHING},
};

// The keys of an action that work where one came from; empty when none does.
static struct str working_keys(enum action action, unsigned sets, struct arena *arena)
{
	struct str keys = str_of(action_info[action].keys), text = {"", 0};
	struct key_name key;
	bool all = true;
	while (action_next_key(&keys, &key)) {
		if (action_of(key.key, sets) != action)
			all = false;
		else if (!text.len)
			text = key.name;
		else
			text = arena_printf(arena, "%.*s or %.*s", STR_ARG(text),
					    STR_ARG(key.name));
	}
	return all ? action_keys(action, arena) : text;
}

static void add(struct help_view *help, struct str keys, struct str text)
{
	struct arena *arena = &help->shaped;
	bool ascii = help->view.desk->ascii;
	int cols = help->view.cols - help->keys_cols - 4;
	struct row row = {.keys = marked_wrap(marked_none(keys), help->keys_cols, 9, ascii, arena),
			  .help = marked_wrap(marked_none(text), cols, 9, ascii, arena)};
	for (; row.line < row.keys.nlines || row.line < row.help.nlines; row.line++)
		*vec_push(arena, &help->rows) = row;
}

static void add_heading(struct help_view *help, const char *heading)
{
	if (help->rows.count)
		*vec_push(&help->shaped, &help->rows) = (struct row){0};
	*vec_push(&help->shaped, &help->rows) = (struct row){.heading = str_of(heading)};
}

static void add_set(struct help_view *help, const struct keyset_info *info)
{
	bool typing = info->set == EVERYWHERE && (help->keysets & TYPING);
	bool first = true;
	for (int action = 0; action < ACT_COUNT; action++) {
		if (action_info[action].where != info->set)
			continue;
		struct str keys = working_keys((enum action)action, help->keysets, &help->shaped);
		if (!keys.len)
			continue;
		if (first)
			add_heading(help, typing ? "Besides" : info->title);
		first = false;
		add(help, keys, str_of(action_info[action].help));
	}
}

static bool has(const struct book *book, enum need need)
{
	return need == REGIONS ? book_nregions(book)
	       : need == KINDS ? book_settings(book)->nkinds
			       : true;
}

static void arrange(struct help_view *help)
{
	arena_clear(&help->shaped);
	help->rows.at = NULL;
	help->rows.count = help->rows.room = 0;
	help->keys_cols = help->view.cols / 3 < WIDEST_KEYS ? help->view.cols / 3 : WIDEST_KEYS;
	for (size_t i = 0; i < KEYSETS; i++) {
		if (help->keysets & keyset_info[i].set)
			add_set(help, &keyset_info[i]);
	}
	add_heading(help, "What can be typed to search");
	for (size_t i = 0; i < countof(language); i++) {
		if (has(help->view.desk->book, language[i].need))
			add(help, str_of(language[i].typed), str_of(language[i].means));
	}
}

static int last_top(const struct help_view *help)
{
	int more = (int)help->rows.count - frame_of(help->view.rows).rows;
	return more > 0 ? more : 0;
}

static void scroll_to(struct help_view *help, int top)
{
	int last = last_top(help);
	help->top = top < 0 ? 0 : top > last ? last : top;
}

static void help_draw(const struct view *view, struct canvas *canvas)
{
	static const struct hint hints[] = {{ACT_LIST_DOWN, "down"},
					    {ACT_LIST_PAGE_DOWN, "a screen down"},
					    {ACT_LIST_BACK, "back"}};
	const struct help_view *help = (const struct help_view *)view;
	struct frame frame = frame_of(canvas->rows);

	for (int i = 0; i < frame.rows && help->top + i < (int)help->rows.count; i++) {
		const struct row *row = &help->rows.at[help->top + i];
		int at = frame.top + i, col = canvas->cols > 20 ? 1 : 0;
		canvas_fit(canvas, at, col, canvas->cols, row->heading, STYLE_HEADING_2);
		if (row->line < row->keys.nlines)
			marked_draw(&row->keys, row->line, canvas, at, col, help->keys_cols,
				    STYLE_STRONG);
		if (row->line < row->help.nlines)
			marked_draw(&row->help, row->line, canvas, at, help->keys_cols + 3,
				    canvas->cols - help->keys_cols - 3, STYLE_PLAIN);
	}
	canvas->cursor_row = frame.top;
	canvas->cursor_col = canvas->cols > 20;
	if (frame.top)
		frame_title(canvas, 0, STR("Keys"),
			    help->top < last_top(help) ? STR("more below") : STR(""));
	if (frame.hint_row >= 0)
		frame_hints(canvas, frame.hint_row, ON_LIST | EVERYWHERE, hints, countof(hints));
}

static struct wish help_act(struct view *view, const struct input *input)
{
	struct help_view *help = (struct help_view *)view;
	struct wish wish = {.kind = WISH_STAY, .page = BOOK_NONE, .section = BOOK_NONE};
	int screen = frame_of(view->rows).rows - 1;

	switch ((int)input->action) {
	case ACT_LIST_UP:
	case ACT_WHEEL_UP:
		scroll_to(help, help->top - 1);
		break;
	case ACT_LIST_DOWN:
	case ACT_WHEEL_DOWN:
		scroll_to(help, help->top + 1);
		break;
	case ACT_LIST_PAGE_UP:
		scroll_to(help, help->top - (screen > 0 ? screen : 1));
		break;
	case ACT_LIST_PAGE_DOWN:
		scroll_to(help, help->top + (screen > 0 ? screen : 1));
		break;
	case ACT_LIST_TOP:
		scroll_to(help, 0);
		break;
	case ACT_LIST_BOTTOM:
		scroll_to(help, last_top(help));
		break;
	case ACT_LIST_BACK:
	case ACT_LIST_OPEN:
	case ACT_HELP:
		wish.kind = WISH_CLOSE;
		break;
	default:
		view_common(view, input->action, &wish);
	}
	return wish;
}

static void help_resize(struct view *view, int rows, int cols)
{
	struct help_view *help = (struct help_view *)view;
	view->rows = rows;
	view->cols = cols;
	arrange(help);
	scroll_to(help, help->top);
}

static unsigned help_keysets(const struct view *view)
{
	(void)view;
	return ON_LIST | EVERYWHERE;
}

static void help_release(struct view *view)
{
	arena_release(&((struct help_view *)view)->shaped);
}

static const struct view_ops help_ops = {
	.name = "help",
	.draw = help_draw,
	.act = help_act,
	.resize = help_resize,
	.keysets = help_keysets,
	.release = help_release,
};

struct view *view_help_new(const struct desk *desk, int rows, int cols, unsigned keysets)
{
	struct arena arena = {0};
	struct help_view *help = arena_new(&arena, struct help_view);
	help->view = (struct view){&help_ops, desk, arena, rows, cols};
	help->keysets = keysets & ON_RESULTS ? keysets | TYPING | EVERYWHERE : keysets;
	arrange(help);
	return &help->view;
}
