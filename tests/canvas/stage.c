// SPDX-License-Identifier: ISC

#include "stage.h"

#include "base/file.h"
#include "index/build.h"

bool stage_open(struct stage *stage, const char *folder, struct err *err)
{
	const struct build_options options = {.sources = true};
	struct build_stats stats;
	struct build_notes notes = {0};

	if (!build_folder(folder, &options, &stage->arena, &stage->bytes, &stats, &notes, err))
		return false;
	if (notes.count)
		return err_set(err, "%.*s", STR_ARG(notes.at[0]));
	stage->book = book_open_bytes(stage->bytes.ptr, stage->bytes.len, NULL, err);
	if (!stage->book)
		return false;
	stage->desk.book = stage->book;
	stage->desk.places = &stage->places;
	stage->desk.searcher = searcher_open(stage->book, err);
	return stage->desk.searcher != NULL;
}

void stage_close(struct stage *stage)
{
	if (stage->view)
		view_close(stage->view);
	if (stage->desk.searcher)
		searcher_close(stage->desk.searcher);
	if (stage->book)
		book_close(stage->book);
	buf_release(&stage->bytes);
	arena_release(&stage->places.arena);
	arena_release(&stage->arena);
}

static bool locate(struct stage *stage, struct str address, uint32_t *page, uint32_t *section,
		   struct err *err)
{
	if (!book_locate(stage->book, address, page, section))
		return err_set(err, "there is no page or section \"%.*s\"", STR_ARG(address));
	return true;
}

bool stage_place(struct stage *stage, struct str address, struct place *place, struct err *err)
{
	uint32_t page, section;
	if (!locate(stage, address, &page, &section, err))
		return false;
	struct book_page info = book_page(stage->book, page);
	*place = (struct place){.page = info.path, .title = info.title};
	if (section != BOOK_NONE) {
		struct book_section there = book_section(stage->book, section);
		place->anchor = there.anchor;
		place->title = arena_printf(&stage->arena, "%.*s > %.*s", STR_ARG(info.title),
					    STR_ARG(there.heading));
	}
	return true;
}

void stage_hits(struct stage *stage, struct str query)
{
	const struct search_options options = {.limit = 100, .kind = KIND_NONE};
	stage->desk.query = arena_copy(&stage->arena, query);
	search(stage->desk.searcher, stage->desk.query, &options, &stage->arena, &stage->hits);
	stage->desk.hits = &stage->hits;
}

static unsigned keysets_of(struct str name)
{
	if (str_eq(name, STR("map")))
		return ON_MAP | EVERYWHERE;
	if (str_eq(name, STR("results")))
		return ON_RESULTS;
	if (str_eq(name, STR("page")))
		return ON_PAGE | EVERYWHERE;
	if (str_eq(name, STR("bookmarks")))
		return ON_MARKS | ON_LIST | EVERYWHERE;
	return ON_LIST | EVERYWHERE;
}

static struct view *list_view(struct stage *stage, struct str name, struct str of, struct err *err)
{
	static const char *const lists[] = {
		[LIST_PAGES] = "pages",         [LIST_FLAGS] = "flags",
		[LIST_HISTORY] = "history",     [LIST_BOOKMARKS] = "bookmarks",
		[LIST_REGIONS] = "regions",     [LIST_LINKS] = "links",
		[LIST_BACKLINKS] = "backlinks", [LIST_OUTLINE] = "outline",
	};
	uint32_t page = BOOK_NONE, section;
	if (of.len && !locate(stage, of, &page, &section, err))
		return NULL;
	for (size_t i = 0; i < countof(lists); i++) {
		if (str_eq(name, str_of(lists[i])))
			return view_list_new(&stage->desk, stage->rows, stage->cols,
					     (enum list_kind)i, page);
	}
	err_set(err, "there is no view \"%.*s\"", STR_ARG(name));
	return NULL;
}

static struct view *reader_view(struct stage *stage, struct str of, struct err *err)
{
	uint32_t page, section;
	struct str query, address = str_cut(of, ' ', &query);
	if (!locate(stage, address, &page, &section, err))
		return NULL;
	return view_reader_new(&stage->desk, stage->rows, stage->cols, page, section, 0, query);
}

static struct view *view_of(struct stage *stage, struct str name, struct str of, struct err *err)
{
	const struct desk *desk = &stage->desk;
	int rows = stage->rows, cols = stage->cols;
	if (str_eq(name, STR("map")))
		return view_map_new(desk, rows, cols, of);
	if (str_eq(name, STR("reader")))
		return reader_view(stage, of, err);
	if (str_eq(name, STR("results")))
		return view_results_new(desk, rows, cols, of, STR(""));
	if (str_eq(name, STR("in"))) {
		struct str query, region = str_cut(of, ' ', &query);
		return view_results_new(desk, rows, cols, query, region);
	}
	if (str_eq(name, STR("help")))
		return view_help_new(desk, rows, cols, keysets_of(of));
	return list_view(stage, name, of, err);
}

bool stage_view(struct stage *stage, struct str what, struct err *err)
{
	struct str of, name = str_cut(what, ' ', &of);
	if (stage->view)
		view_close(stage->view);
	stage->view = view_of(stage, name, of.ptr ? of : STR(""), err);
	return stage->view != NULL;
}

bool stage_draw(struct stage *stage, struct arena *arena, struct canvas *canvas, struct err *err)
{
	*canvas = canvas_new(arena, stage->rows, stage->cols);
	canvas->ascii = stage->desk.ascii;
	view_draw(stage->view, canvas);
	if (canvas->cursor_row < 0 || canvas->cursor_row >= stage->rows || canvas->cursor_col < 0 ||
	    canvas->cursor_col >= stage->cols)
		return err_set(err, "%s, %dx%d: the cursor is at %d,%d", stage->view->ops->name,
			       stage->cols, stage->rows, canvas->cursor_row, canvas->cursor_col);
	return true;
}

enum action stage_action(const struct stage *stage, uint32_t key)
{
	return action_of(key, stage->view->ops->keysets(stage->view));
}
