// SPDX-License-Identifier: ISC
//
// flags: red flags are never folded and never cut.  At every size, on every screen that shows them,
// what is on the screen first is a flag, and who scrolls from the top to the end has seen every
// flag whole, word after word.
//
// usage: flags BOOK        the cases below at every size, on the book beside this file
//        flags BOOK pages  any book: each page and each region's panel, at a few sizes

#include <stdio.h>
#include <stdlib.h>

#include "stage.h"
#include "text/safe.h"

enum { STEPS = 400, STEPS_OF_PAGE = 60, MOST_FLAGS = 64 };

static const char *const flags[] = {
	"Calf suddenly swollen, warm and red? That may be a clot: have it looked at today, do not "
	"rub it.",
	"A snap as of a whip, and no standing on tiptoe since? The tendon may have torn right "
	"through.",
	"Numb, cold or pale from the knee down? Go to an emergency ward now \u2013 at once, not "
	"tomorrow.",
	"Knee hot and locked, with fever? An infected joint cannot wait until Monday morning.",
};

static const struct {
	const char *why, *view, *keys;
	bool shows[countof(flags)];
} cases[] = {
	{"a page of a region with three", "reader calf", "", {true, true, true}},
	{"opened at a section", "reader calf#below", "", {true, true, true}},
	{"a page of a part of that region", "reader soleus", "", {true, true, true}},
	{"a page of three regions", "reader leg calf", "", {true, true, true, true}},
	{"the red-flag page itself", "reader joint", "", {false, false, true, true}},
	{"a page without", "reader shin", "", {false}},
	{"from the end, back at the beginning", "reader calf", "G g", {true, true, true}},
	{"past a match, back at the beginning",
	 "reader calf",
	 "/ e n d <Enter> g",
	 {true, true, true}},
	{"past a link, back up", "reader calf", "<Tab> 9 9 k", {true, true, true}},
	{"hits", "results leg", "", {true, true, true, true}},
	{"hits of one kind", "results leg", "^K", {true, true, true, true}},
	{"hits of one region", "in soleus calf", "", {true, true, true}},
	{"hits of a regular expression", "results leg", "^R", {true, true, true, true}},
	{"the panel", "map calf", "<Enter>", {true, true, true}},
	{"the panel of a part", "map soleus", "<Enter>", {true, true, true}},
	{"the panel closer up", "map calf", "+ <Enter>", {true, true, true}},
	{"the panel of another region", "map knee", "<Enter>", {false, false, true, true}},
	{"the list of them", "flags", "", {true, true, true, true}},
};

// A flag and whether it belongs on a screen.
struct want {
	struct str line;
	bool shown;
};

struct wants {
	struct want at[MOST_FLAGS];
	size_t count;
};

// What is seen of flags: each row once, in the order in which they appear.
struct seen {
	struct arena arena;
	VEC(struct str) rows;
	struct buf all;
};

// What of a row looks like a flag.
static struct str flag_in_row(const struct canvas *canvas, int row, struct arena *arena)
{
	struct canvas part = canvas_rows(canvas, row, 1), only = canvas_new(arena, 1, canvas->cols);
	struct buf text = {0};
	for (int col = 0; col < part.cols; col++) {
		if (part.cells[col].style == STYLE_FLAG)
			only.cells[col] = part.cells[col];
	}
	canvas_dump(&only, false, &text);
	struct str line = safe_line(arena, arena_copy(arena, buf_str(&text)));
	buf_release(&text);
	return line;
}

static bool is_new(const struct seen *seen, struct str row)
{
	for (uint32_t i = 0; i < seen->rows.count; i++) {
		if (str_eq(seen->rows.at[i], row))
			return false;
	}
	return row.len > 0;
}

// `list`: without the titles that stand above the flags there.
static void see(struct seen *seen, const struct canvas *canvas, bool list)
{
	for (int row = 0; row < canvas->rows; row++) {
		struct str line = flag_in_row(canvas, row, &seen->arena);
		if (!is_new(seen, line) || (list && line.ptr[0] == '!'))
			continue;
		*vec_push(&seen->arena, &seen->rows) = line;
		buf_add(&seen->all, line);
		buf_add(&seen->all, STR(" "));
	}
}

static void forget(struct seen *seen)
{
	arena_release(&seen->arena);
	buf_release(&seen->all);
	*seen = (struct seen){0};
}

static void press(struct stage *stage, struct str keys)
{
	struct key_name key;
	while (action_next_key(&keys, &key)) {
		struct input input = {.action = stage_action(stage, key.key), .ch = key.key};
		if (input.action != ACT_NONE)
			stage->view->ops->act(stage->view, &input);
	}
}

static bool same(struct str *before, const struct canvas *canvas, struct arena *arena)
{
	struct buf text = {0};
	canvas_dump(canvas, true, &text);
	bool same = str_eq(*before, buf_str(&text));
	*before = arena_copy(arena, buf_str(&text));
	buf_release(&text);
	return same;
}

// Looks at the view from where it is to the end, line by line, `most` steps.
static bool look_through(struct stage *stage, struct seen *seen, int most, struct err *err)
{
	struct arena drawn = {0};
	struct str before = {"", 0};
	struct canvas canvas;
	bool good = true, still = false;
	int step = 0;
	for (; good && !still && step < most; step++) {
		good = stage_draw(stage, &drawn, &canvas, err);
		if (!good)
			break;
		see(seen, &canvas, str_eq(str_of(stage->view->ops->name), STR("list")));
		still = step % 2 == 0 && same(&before, &canvas, &drawn); // a message comes and goes
		press(stage, STR("<Down>"));
	}
	arena_release(&drawn);
	return good && (still || most < STEPS || err_set(err, "there is no end"));
}

static bool right(const struct seen *seen, const struct wants *wants, const struct stage *stage,
		  struct err *err)
{
	struct arena arena = {0};
	struct str all = buf_str(&seen->all);
	bool good = true, any = false;
	for (size_t i = 0; i < wants->count && good; i++) {
		struct str flag = wants->at[i].line;
		flag = stage->desk.ascii ? safe_ascii(&arena, flag) : flag;
		bool shown = str_find(all, flag, 0) != SIZE_MAX;
		if (shown != wants->at[i].shown)
			good = err_set(err, "%s \"%.*s\" in: %.*s", shown ? "there is" : "no",
				       STR_ARG(flag), STR_ARG(all));
		any |= shown;
	}
	// In their own list each stands below the title of its page.
	if (good && any && !str_eq(str_of(stage->view->ops->name), STR("list")) &&
	    (!seen->rows.count || seen->rows.at[0].ptr[0] != '!'))
		good = err_set(err, "a flag does not come first: %.*s", STR_ARG(all));
	arena_release(&arena);
	return good;
}

static bool try(struct stage *stage, const char *view, const char *keys, const struct wants *wants,
		int steps, struct err *err)
{
	struct seen seen = {0};
	if (!stage_view(stage, str_of(view), err))
		return false;
	press(stage, str_of(keys));
	bool good = look_through(stage, &seen, steps, err) && right(&seen, wants, stage, err);
	if (!good)
		err_wrap(err, "%s, %dx%d%s", view, stage->cols, stage->rows,
			 stage->desk.ascii ? ", ASCII" : "");
	forget(&seen);
	return good;
}

static bool try_case(struct stage *stage, size_t c, struct err *err)
{
	struct wants wants = {.count = countof(flags)};
	for (size_t i = 0; i < countof(flags); i++)
		wants.at[i] = (struct want){str_of(flags[i]), cases[c].shows[i]};
	return try(stage, cases[c].view, cases[c].keys, &wants, STEPS, err) ||
	       err_wrap(err, "%s", cases[c].why);
}

// ---- every page and panel of a book ----

// Whether `region` is `above` or a part of it; both of the book.
static bool belongs(const struct book *book, uint32_t region, uint32_t above)
{
	const struct map *map = book_map(book);
	uint32_t part = map ? map_region(map, book_region(book, region)) : MAP_NONE;
	uint32_t whole = map ? map_region(map, book_region(book, above)) : MAP_NONE;
	return region == above ||
	       (part != MAP_NONE && whole != MAP_NONE && map_is_part(map, part, whole));
}

static bool page_is_about(const struct book *book, uint32_t page, uint32_t region)
{
	struct range regions = book_page(book, page).regions;
	for (uint32_t i = regions.from; i < regions.to; i++) {
		if (belongs(book, region, book_page_region(book, i)))
			return true;
	}
	return false;
}

static struct wants wants_of_region(const struct book *book, uint32_t region)
{
	struct wants wants = {0};
	for (uint32_t page = 0; page < book_npages(book); page++) {
		struct str line = book_page(book, page).flag;
		if (line.len && wants.count < MOST_FLAGS)
			wants.at[wants.count++] =
				(struct want){line, page_is_about(book, page, region)};
	}
	return wants;
}

static struct wants wants_of_page(const struct book *book, uint32_t page)
{
	struct range regions = book_page(book, page).regions;
	struct wants wants = wants_of_region(book, book_nregions(book) ? 0 : BOOK_NONE);
	for (size_t i = 0; i < wants.count; i++)
		wants.at[i].shown = false;
	for (uint32_t r = regions.from; r < regions.to; r++) {
		struct wants more = wants_of_region(book, book_page_region(book, r));
		for (size_t i = 0; i < wants.count; i++)
			wants.at[i].shown |= more.at[i].shown;
	}
	return wants;
}

static bool try_pages(struct stage *stage, struct err *err)
{
	const struct book *book = stage->book;
	bool good = true;
	for (uint32_t page = 0; page < book_npages(book) && good; page++) {
		struct wants wants = wants_of_page(book, page);
		struct str view = arena_printf(&stage->arena, "reader %.*s",
					       STR_ARG(book_page(book, page).path));
		good = try(stage, arena_cstr(&stage->arena, view), "", &wants, STEPS_OF_PAGE, err);
	}
	return good;
}

static bool try_panels(struct stage *stage, struct err *err)
{
	const struct book *book = stage->book;
	const struct map *map = book_map(book);
	bool good = true;
	for (uint32_t i = 0; map && i < map->nregions && good; i++) {
		uint32_t region = book_find_region(book, map->regions[i].id), count = 0;
		if (region != BOOK_NONE)
			book_region_pages(book, region, &count);
		if (!count)
			continue;
		struct wants wants = wants_of_region(book, region);
		struct str view =
			arena_printf(&stage->arena, "map %.*s", STR_ARG(map->regions[i].id));
		good = try(stage, arena_cstr(&stage->arena, view), "<Enter>", &wants, STEPS, err);
	}
	return good;
}

static bool every_page(struct stage *stage, struct err *err)
{
	static const int sizes[][2] = {{4, 20}, {8, 40}, {12, 40}, {24, 80}, {43, 132}};
	bool good = true;
	for (size_t i = 0; i < countof(sizes) && good; i++) {
		stage->rows = sizes[i][0];
		stage->cols = sizes[i][1];
		stage->desk.ascii = i % 2;
		good = try_pages(stage, err) && try_panels(stage, err);
	}
	return good;
}

// ---- every size ----

// Whether the first cell of the content has the mark of a flag, in windows of a few cells.
static bool try_tiny(struct stage *stage, struct err *err)
{
	static const char *const views[] = {"reader calf", "reader calf#below"};
	struct arena drawn = {0};
	struct canvas canvas;
	bool good = true;
	for (size_t i = 0; i < countof(views) && good; i++) {
		good = stage_view(stage, str_of(views[i]), err) &&
		       stage_draw(stage, &drawn, &canvas, err);
		int row = stage->rows >= 3;
		if (good && canvas.cells[row * canvas.cols].ch[0] != '!')
			good = err_set(err, "%s, %dx%d: no flag first", views[i], stage->cols,
				       stage->rows);
	}
	arena_release(&drawn);
	return good;
}

static bool every_size(struct stage *stage, struct err *err)
{
	static const int cols[] = {20, 21, 22, 23, 24, 25, 27, 28, 29,  30,  32, 36,
				   40, 44, 53, 54, 60, 70, 80, 99, 100, 110, 132};
	static const int rows[] = {4, 5, 6, 8, 10, 11, 12, 16, 24, 43};
	bool good = true;
	for (size_t i = 0; i < countof(cols) * countof(rows) && good; i++) {
		stage->cols = cols[i / countof(rows)];
		stage->rows = rows[i % countof(rows)];
		stage->desk.ascii = i % 2;
		for (size_t c = 0; c < countof(cases) && good; c++)
			good = try_case(stage, c, err);
	}
	for (int i = 0; i < 24 * 6 && good; i++) {
		stage->cols = 1 + i / 6;
		stage->rows = 1 + i % 6;
		good = try_tiny(stage, err);
	}
	return good;
}

int main(int argc, char **argv)
{
	struct stage stage = {0};
	struct err err = {""};
	if (argc != 2 && argc != 3)
		return 2;
	bool good = stage_open(&stage, argv[1], &err) &&
		    (argc == 3 ? every_page(&stage, &err) : every_size(&stage, &err));
	if (!good)
		fprintf(stderr, "%s\n", err.text);
	stage_close(&stage);
	return !good;
}
