// SPDX-License-Identifier: ISC

#include "view/results/results.h"

#include <ctype.h>

#include "text/column.h"
#include "view/lists/entries.h"
#include "view/frame.h"

enum { COLS_FOR_LABEL = 24, COLS_FOR_KIND = 40, COLS_FOR_SNIPPET = 50 };

// ---- the prompt ----

// "Search in Calf [Treatment] [regex]"
static struct str label(const struct results *results, struct arena *arena)
{
	static const char *const modes[] = {
		[MODE_WORDS] = "", [MODE_EXACT] = " [exact]", [MODE_REGEX] = " [regex]"};
	const struct book *book = results->view.desk->book;
	struct str text = STR("Search");
	if (results->region.len)
		text = arena_printf(arena, "%.*s in %.*s", STR_ARG(text),
				    STR_ARG(entries_region_name(book, results->region)));
	if (results->kind != KIND_NONE)
		text = arena_printf(arena, "%.*s [%.*s]", STR_ARG(text),
				    STR_ARG(book_settings(book)->kinds[results->kind].label));
	return arena_printf(arena, "%.*s%s", STR_ARG(text), modes[results->mode]);
}

static void draw_prompt(const struct results *results, struct canvas *canvas)
{
	struct arena scratch = {0};
	struct str text = label(results, &scratch);
	bool plain = !results->region.len && results->kind == KIND_NONE && !results->mode;
	int col = 0, room = canvas->cols / 2 - 2;
	if ((canvas->cols >= COLS_FOR_LABEL || !plain) && room > 0) {
		col = canvas_fit(canvas, 0, 0, room, text, STYLE_TITLE);
		col = canvas_text(canvas, 0, col, STR(": "), STYLE_TITLE);
	}
	edit_draw(&results->edit, canvas, 0, col, canvas->cols - col, STYLE_PLAIN);
	arena_release(&scratch);
}

// ---- hits by kind ----

struct tab {
	struct str text;
	bool chosen;
};

static uint32_t make_tabs(const struct results *results, struct arena *arena, struct tab *tabs)
{
	const struct settings *settings = book_settings(results->view.desk->book);
	uint32_t count = 0;
	tabs[count++] = (struct tab){arena_printf(arena, "All %u", results->any_kind),
				     results->kind == KIND_NONE};
	for (uint32_t kind = 0; kind < settings->nkinds; kind++) {
		if (results->by_kind[kind] || results->kind == kind)
			tabs[count++] = (struct tab){
				arena_printf(arena, "%.*s %u", STR_ARG(settings->kinds[kind].label),
					     results->by_kind[kind]),
				results->kind == kind};
	}
	return count;
}

static int tabs_cols(const struct tab *tabs, uint32_t from, uint32_t to)
{
	int cols = 0;
	for (uint32_t i = from; i < to; i++)
		cols += column_count(tabs[i].text) + 2;
	return cols;
}

// The chosen one is in brackets, and always in sight.
static void draw_kinds(const struct results *results, struct canvas *canvas)
{
	struct arena scratch = {0};
	uint32_t nkinds = book_settings(results->view.desk->book)->nkinds;
	struct tab *tabs = arena_array(&scratch, struct tab, nkinds + 1);
	uint32_t count = make_tabs(results, &scratch, tabs), chosen = 0, first = 0;
	while (!tabs[chosen].chosen)
		chosen++;
	while (first < chosen && tabs_cols(tabs, first, chosen + 1) > canvas->cols)
		first++;
	int row = results->kinds_row, col = 0;
	for (uint32_t i = first; i < count; i++) {
		enum style style = tabs[i].chosen ? STYLE_SELECTED : STYLE_KIND;
		int room = canvas->cols - (i + 1 < count ? 2 : 0);
		if (i > first && col + column_count(tabs[i].text) + 2 > room) {
			canvas_text(canvas, row, col, STR("…"), STYLE_KIND);
			break;
		}
		int from = col;
		col = canvas_text(canvas, row, col, tabs[i].chosen ? STR("[") : STR(" "), style);
		col = canvas_text(canvas, row, col, tabs[i].text, style);
		col = canvas_text(canvas, row, col, tabs[i].chosen ? STR("]") : STR(" "), style);
		canvas_restyle(canvas, row, from, col - from, style);
	}
	arena_release(&scratch);
}

static void draw_flags(const struct results *results, struct canvas *canvas, int row)
{
	for (uint32_t i = 0; i < results->flags.rows.count; i++)
		flags_draw(&results->flags, i, canvas, row + (int)i, 0);
}

// ---- hits ----

// The end of a folder's path in `cols` columns, whole names of it where there is one.
static struct str fit_folder(struct str folder, int cols, bool ascii, struct arena *arena)
{
	if (column_count(folder) <= cols)
		return folder;
	const char *dots = ascii ? "..." : "…";
	struct str end = column_fit_end(folder, cols - (ascii ? 3 : 1));
	struct str behind, cut = str_cut(end, '/', &behind);
	if (behind.len)
		end = str_sub(end, cut.len, end.len);
	return arena_printf(arena, "%s%.*s", dots, STR_ARG(end));
}

// What stands on the right: the kind; in a book that has none, and pages of one name in several
// folders, the folder.
static struct str aside_of(const struct results *results, const struct result *row,
			   struct arena *arena)
{
	const struct book *book = results->view.desk->book;
	const struct hit *hit = &results->hits.hit[row->hit];
	uint32_t kind = book_section(book, hit->section).kind;
	if (kind != KIND_NONE)
		return book_settings(book)->kinds[kind].label;
	if (book_settings(book)->nkinds || row->inner)
		return STR("");
	int cols = frame_cols(results->view.cols);
	return fit_folder(entries_folder(book_page(book, hit->page).path), cols / 3,
			  results->view.desk->ascii, arena);
}

// Draws the name and, on the right, the kind; returns the column behind the name.
static int draw_hit_title(const struct results *results, const struct result *row,
			  struct canvas *canvas, int at, int col, int name_cols)
{
	int cols = frame_cols(canvas->cols);
	struct arena scratch = {0};
	struct str kind = aside_of(results, row, &scratch);
	int wide = cols >= COLS_FOR_KIND ? column_count(kind) : 0;
	int room = cols - col - wide - 2;
	if (wide)
		canvas_text(canvas, at, cols - 1 - wide, kind, STYLE_KIND);
	struct str more = row->folded ? arena_printf(&scratch, "+%u more", row->folded) : STR("");
	int more_cols = row->folded && room > 30 ? column_count(more) + 2 : 0;
	if (room - more_cols < name_cols)
		name_cols = room - more_cols;
	if (row->name.nlines)
		col = marked_draw(&row->name, 0, canvas, at, col, name_cols, STYLE_HEADING_2);
	if (more_cols)
		col = canvas_text(canvas, at, col + 2, more, STYLE_HINT);
	arena_release(&scratch);
	return col;
}

static void draw_tall_hit(const struct results *results, const struct result *row,
			  struct canvas *canvas, int at)
{
	int cols = frame_cols(canvas->cols);
	int col = row->inner ? 4 : 2;
	draw_hit_title(results, row, canvas, at, col, cols);
	for (uint32_t line = 0; line < row->snippet.nlines; line++)
		marked_draw(&row->snippet, line, canvas, at + 1 + (int)line, 4, cols - 4,
			    STYLE_PLAIN);
}

static void draw_flat_hit(const struct results *results, const struct result *row,
			  struct canvas *canvas, int at)
{
	int cols = frame_cols(canvas->cols);
	bool snippet = cols >= COLS_FOR_SNIPPET && row->snippet.nlines;
	int col = cols > 8 ? (row->inner ? 4 : 2) : 1;
	int names = snippet ? cols * 2 / 5 : cols;
	col = draw_hit_title(results, row, canvas, at, col, names);
	struct arena scratch = {0};
	int kind = column_count(aside_of(results, row, &scratch));
	arena_release(&scratch);
	if (snippet)
		marked_draw(&row->snippet, 0, canvas, at, col + 2, cols - col - 5 - kind,
			    STYLE_PLAIN);
}

static void draw_choice(const struct result *row, struct canvas *canvas, int at)
{
	int cols = frame_cols(canvas->cols);
	static const char *const what[] = {
		[RESULT_QUERY] = "searched  ", [RESULT_PLACE] = "read      "};
	int col = cols > 8 ? 2 : 1;
	if (row->kind == RESULT_REGION) {
		struct arena scratch = {0};
		struct str count = arena_printf(&scratch, "%u", row->count);
		col = canvas_fit(canvas, at, col, cols - col - 8, row->text, STYLE_PLAIN);
		canvas_text(canvas, at, col + 2, count, STYLE_KIND);
		arena_release(&scratch);
		return;
	}
	if (cols >= COLS_FOR_KIND)
		col = canvas_text(canvas, at, col, str_of(what[row->kind]), STYLE_HINT);
	canvas_fit(canvas, at, col, cols - col, row->text, STYLE_PLAIN);
}

static void draw_row(const struct results *results, uint32_t i, struct canvas *canvas, int at)
{
	const struct result *row = &results->rows[i];
	if (row->kind != RESULT_HIT)
		draw_choice(row, canvas, at);
	else if (results->hit_rows > 1)
		draw_tall_hit(results, row, canvas, at);
	else
		draw_flat_hit(results, row, canvas, at);
	if (i == results->list.selected) {
		canvas_char(canvas, at, 0, '>', STYLE_PLAIN);
		canvas_restyle(canvas, at, 0, frame_cols(canvas->cols), STYLE_SELECTED);
	}
}

// Returns the row of the screen that the selected one begins in, or -1.
static int draw_rows(const struct results *results, struct canvas *canvas)
{
	const struct list *list = &results->list;
	struct canvas part = canvas_rows(canvas, results->list_row, list->rows);
	int at = -list->skip, selected = -1;
	for (uint32_t i = list->top; i < list->count && at < list->rows; i++) {
		int lead = i ? 0 : list->lead;
		if (lead)
			draw_flags(results, &part, at);
		draw_row(results, i, &part, at + lead);
		if (i == list->selected && at + lead >= 0 && at + lead < part.rows)
			selected = results->list_row + at + lead;
		at += results->heights[i];
	}
	return selected;
}

// ---- nothing to choose from ----

static int paragraph(const struct results *results, struct canvas *canvas, int row, struct str text)
{
	struct arena scratch = {0};
	int end = results->list_row + results->list.rows;
	struct marked lines = marked_wrap(marked_none(text), frame_cols(canvas->cols) - 3, 4,
					  canvas->ascii, &scratch);
	for (uint32_t i = 0; i < lines.nlines && row < end; i++, row++)
		marked_draw(&lines, i, canvas, row, canvas->cols > 8 ? 2 : 0, canvas->cols,
			    STYLE_PLAIN);
	arena_release(&scratch);
	return row;
}

static void draw_no_hit(const struct results *results, struct canvas *canvas)
{
	struct arena scratch = {0};
	struct str none = STR("Nothing was found. All pages: Esc, then T.");
	struct str help = results->hits.help;
	if (help.len) // a sentence of its own: it begins with a number or a small letter
		none = arena_printf(&scratch, "Nothing was found. %c%.*s.",
				    toupper((unsigned char)*help.ptr), (int)help.len - 1,
				    help.ptr + 1);
	int row = paragraph(results, canvas, results->list_row, none);
	arena_release(&scratch);
	if (results->kind != KIND_NONE && results->any_kind)
		row = paragraph(results, canvas, row, STR("There are hits of other kinds: ^K."));
	if (results->region.len)
		row = paragraph(results, canvas, row,
				STR("Only one region was searched: ^F chooses others."));
	if (results->mode == MODE_EXACT)
		row = paragraph(results, canvas, row, STR("^X searches for similar words too."));
	if (results->mode == MODE_REGEX)
		paragraph(results, canvas, row, STR("^R searches for words again."));
}

static void draw_nothing_typed(const struct results *results, struct canvas *canvas)
{
	int used = (int)results->list.count;
	int row = results->list_row + used + (used > 0);
	row = paragraph(results, canvas, row,
			STR("Type what you want to know, in your own words. The hits change as "
			    "you type."));
	paragraph(
		results, canvas, row,
		STR("\"two words\" side by side, -word without it, word* what begins so; F1 shows "
		    "more."));
}

// ---- all of it ----

// Those that mean something in this book and now.
static void draw_hints(const struct results *results, struct canvas *canvas)
{
	static const struct hint choosing[] = {{ACT_HIT_OPEN, "only this region"},
					       {ACT_HIT_BACK, "leave it as it was"}};
	const struct book *book = results->view.desk->book;
	bool typed = edit_text(&results->edit).len > 0, some = results->list.count > 0;
	const struct {
		struct hint hint;
		bool means;
	} all[] = {
		{{ACT_HIT_DOWN, "read on"},
		 results->list.lead && !list_shows_selected(&results->list)},
		{{ACT_HIT_OPEN, typed ? "open" : "take"}, typed || some},
		{{ACT_QUERY_OLDER, "earlier"}, !typed},
		{{ACT_HIT_BACK, "back"}, true},
		{{ACT_HELP, "help"}, true},
		{{ACT_HIT_KIND, "kind"}, typed && book_settings(book)->nkinds},
		{{ACT_HIT_REGION, "region"}, book_nregions(book)},
		{{ACT_HIT_REGEX, "regex"}, true},
		{{ACT_HIT_EXACT, "exact"}, typed},
		{{ACT_HIT_UNFOLD, "more"}, typed},
	};
	struct hint hints[countof(all)];
	size_t count = 0;
	for (size_t i = 0; i < countof(all); i++) {
		if (all[i].means)
			hints[count++] = all[i].hint;
	}
	if (results->choosing)
		frame_hints(canvas, results->hint_row, ON_RESULTS, choosing, countof(choosing));
	else
		frame_hints(canvas, results->hint_row, ON_RESULTS, hints, count);
}

void results_draw(const struct view *view, struct canvas *canvas)
{
	const struct results *results = (const struct results *)view;
	bool typed = str_trim(edit_text(&results->edit)).len > 0;
	int selected = -1;

	if (results->kinds_row >= 0)
		draw_kinds(results, canvas);
	for (int i = 0; i < results->notes_rows; i++)
		canvas_fit(canvas, results->notes_row + i, 0, canvas->cols, results->notes[i],
			   STYLE_EMPH);
	if (results->flags_row >= 0)
		draw_flags(results, canvas, results->flags_row);
	if (results->list_row > 0) {
		selected = draw_rows(results, canvas);
		if (typed && !results->list.count)
			draw_no_hit(results, canvas);
		else if (!typed && !results->choosing)
			draw_nothing_typed(results, canvas);
	}
	if (results->hint_row >= 0)
		draw_hints(results, canvas);
	draw_prompt(results, canvas);
	if (selected >= 0 && (results->walking || results->choosing)) {
		canvas->cursor_row = selected;
		canvas->cursor_col = frame_cols(canvas->cols) <= 8                 ? 1
				     : results->rows[results->list.selected].inner ? 4
										   : 2;
	}
}
