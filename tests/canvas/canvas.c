// SPDX-License-Identifier: ISC
//
// canvas: plays steps on a view in memory and prints what a person would see.
//
//     book book            a folder beside the steps, indexed in memory ("book" unless given)
//     size 80x24           of the screen; behind `view`, the window changes
//     ascii                no UTF-8 from here on
//     glyphs braille       of the map: braille, blocks or ascii
//     hits sore calf       the map's hits
//     visited soleus#top   a place of the history
//     bookmark a soleus    a place with a letter
//     searched sore calf   an earlier query
//     view map [REGION]    opens a view: also results [QUERY], in REGION [QUERY],
//                          reader PAGE[#SECTION] [QUERY], pages, flags, history, bookmarks,
//                          regions, links PAGE, backlinks PAGE, outline PAGE,
//                          help map|results|page|list|bookmarks
//     press j <Down> ^K    keys, as the view listens to them; what means nothing says so
//     do MAP_UP MAP_UP     actions by name
//     click 3,10 [again]   a cell, from 0
//     type sore calf       characters
//     see                  the rows, each behind a '|', and where the cursor is
//     see styles           the same and the styles, as in view/canvas.h, each behind a ':'
//
// The steps are printed as they are played, and behind them the wish of the view when it has one.
// usage: canvas CASE.steps

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "stage.h"

struct play {
	const char *path;
	unsigned line;
	struct stage stage;
	struct arena drawn;
};

static _Noreturn void fail(const struct play *play, const char *what)
{
	fflush(stdout);
	fprintf(stderr, "%s:%u: %s\n", play->path, play->line, what);
	exit(1);
}

static struct str word(struct str *rest)
{
	struct str first = str_cut(*rest, ' ', rest);
	if (!rest->ptr)
		*rest = STR("");
	return first;
}

static bool is(struct str s, const char *name)
{
	return str_eq(s, str_of(name));
}

// "80x24", "3,10"
static bool two_numbers(struct str text, char between, int *first, int *second)
{
	uint32_t a, b;
	struct str behind, before = str_cut(text, between, &behind);
	if (!str_number(before, 1000, &a) || !str_number(behind, 1000, &b))
		return false;
	*first = (int)a;
	*second = (int)b;
	return true;
}

// ---- before the view ----

static void open_book(struct play *play, struct str name)
{
	struct arena *arena = &play->stage.arena;
	char *copy = (char *)(uintptr_t)arena_cstr(arena, str_of(play->path));
	struct str folder = arena_printf(arena, "%s/%.*s", dirname(copy), STR_ARG(name));
	struct err err;
	if (!stage_open(&play->stage, arena_cstr(arena, folder), &err))
		fail(play, err.text);
}

static void size(struct play *play, struct str text)
{
	struct stage *stage = &play->stage;
	if (!two_numbers(text, 'x', &stage->cols, &stage->rows) || !stage->rows || !stage->cols)
		fail(play, "a size is COLUMNSxROWS");
	if (stage->view)
		stage->view->ops->resize(stage->view, stage->rows, stage->cols);
}

static struct place place(struct play *play, struct str address)
{
	struct place place;
	struct err err;
	if (!stage_place(&play->stage, address, &place, &err))
		fail(play, err.text);
	return place;
}

static void visit(struct play *play, struct str address)
{
	struct place there = place(play, address);
	places_visit(&play->stage.places, &there);
}

static void bookmark(struct play *play, struct str rest)
{
	struct str letter = word(&rest);
	struct place there = place(play, rest);
	there.letter = letter.len ? letter.ptr[0] : '?';
	places_bookmark(&play->stage.places, &there);
}

static void glyphs(struct play *play, struct str name)
{
	play->stage.desk.glyphs = is(name, "braille")  ? GLYPHS_BRAILLE
				  : is(name, "blocks") ? GLYPHS_BLOCKS
						       : GLYPHS_ASCII;
}

static void open_view(struct play *play, struct str what)
{
	struct err err;
	if (!stage_view(&play->stage, what, &err))
		fail(play, err.text);
}

// ---- what it wishes ----

static void print_wish(struct play *play, const struct wish *wish)
{
	static const char *const names[] = {
		[WISH_STAY] = "stay",     [WISH_OPEN] = "open",       [WISH_MAP] = "map",
		[WISH_SEARCH] = "search", [WISH_LIST] = "list",       [WISH_CLOSE] = "close",
		[WISH_BACK] = "back",     [WISH_FORWARD] = "forward", [WISH_QUIT] = "quit",
		[WISH_REDRAW] = "redraw", [WISH_EDIT] = "edit",       [WISH_MOUSE] = "mouse",
		[WISH_RESUME] = "resume", [WISH_FORGET] = "forget",   [WISH_HELP] = "help",
	};
	const struct book *book = play->stage.book;
	if (wish->kind != WISH_STAY) {
		printf("wish: %s", names[wish->kind]);
		if (wish->kind == WISH_LIST)
			printf(" %d", (int)wish->list);
		if (wish->kind == WISH_OPEN && wish->section != BOOK_NONE)
			printf(" %.*s", STR_ARG(book_address(book, wish->section, &play->drawn)));
		else if (wish->kind == WISH_OPEN || wish->kind == WISH_EDIT)
			printf(" %.*s", STR_ARG(book_page(book, wish->page).path));
		if (wish->at)
			printf(" at %u", wish->at);
		if (wish->text.len)
			printf(" \"%.*s\"", STR_ARG(wish->text));
		if (wish->region.len)
			printf(" in %.*s", STR_ARG(wish->region));
		printf("\n");
	}
	if (wish->say.len)
		printf("say: %.*s\n", STR_ARG(wish->say));
}

// ---- on the view ----

static void act(struct play *play, struct input input)
{
	struct view *view = play->stage.view;
	struct wish wish = view->ops->act(view, &input);
	print_wish(play, &wish);
}

static void press(struct play *play, struct str keys)
{
	struct key_name key;
	while (action_next_key(&keys, &key)) {
		enum action action = stage_action(&play->stage, key.key);
		if (action == ACT_NONE)
			printf("%.*s means nothing here\n", STR_ARG(key.name));
		else
			act(play, (struct input){.action = action, .ch = key.key});
	}
}

static void type(struct play *play, struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		uint32_t ch = (unsigned char)text.ptr[at];
		act(play, (struct input){.action = stage_action(&play->stage, ch), .ch = ch});
	}
}

static void do_actions(struct play *play, struct str rest)
{
	while (rest.len) {
		struct str name = word(&rest);
		int action = 0;
		while (action < ACT_COUNT && !is(name, action_info[action].name))
			action++;
		if (action == ACT_COUNT)
			fail(play, "there is no such action");
		act(play, (struct input){.action = (enum action)action});
	}
}

static void click(struct play *play, struct str rest)
{
	struct input input = {.action = ACT_CLICK};
	if (!two_numbers(word(&rest), ',', &input.row, &input.col))
		fail(play, "a click is ROW,COLUMN");
	input.again = is(rest, "again");
	act(play, input);
}

static void see(struct play *play, struct str how)
{
	struct buf text = {0};
	struct canvas canvas;
	struct err err;
	arena_clear(&play->drawn);
	if (!stage_draw(&play->stage, &play->drawn, &canvas, &err))
		fail(play, err.text);
	canvas_dump(&canvas, is(how, "styles"), &text);
	struct str rest = buf_str(&text), line;
	for (int row = 0; str_line(&rest, &line); row++)
		printf("%c%.*s\n", row < canvas.rows ? '|' : ':', STR_ARG(line));
	printf("cursor %d,%d\n", canvas.cursor_row, canvas.cursor_col);
	buf_release(&text);
}

// ---- the steps ----

static void ascii(struct play *play, struct str rest)
{
	(void)rest;
	play->stage.desk.ascii = true;
}

static void find_hits(struct play *play, struct str query)
{
	stage_hits(&play->stage, query);
}

static void searched(struct play *play, struct str query)
{
	places_query(&play->stage.places, query);
}

static const struct {
	const char *name;
	void (*play)(struct play *play, struct str rest);
	bool needs_view;
} steps[] = {
	{"size", size, false},
	{"ascii", ascii, false},
	{"glyphs", glyphs, false},
	{"hits", find_hits, false},
	{"visited", visit, false},
	{"bookmark", bookmark, false},
	{"searched", searched, false},
	{"view", open_view, false},
	{"press", press, true},
	{"do", do_actions, true},
	{"click", click, true},
	{"type", type, true},
	{"see", see, true},
};

static void step(struct play *play, struct str line)
{
	struct str name = word(&line);
	if (is(name, "book")) {
		open_book(play, line);
		return;
	}
	if (!play->stage.book)
		open_book(play, STR("book"));
	for (size_t i = 0; i < countof(steps); i++) {
		if (!is(name, steps[i].name))
			continue;
		if (steps[i].needs_view && !play->stage.view)
			fail(play, "there is no view yet");
		steps[i].play(play, line);
		return;
	}
	fail(play, "there is no such step");
}

int main(int argc, char **argv)
{
	struct play play = {.stage = {.rows = 24, .cols = 80}};
	struct str script, line;
	struct err err;
	if (argc != 2)
		return 2;
	play.path = argv[1];
	if (!file_read(play.path, 1 << 20, &play.stage.arena, &script, NULL, &err))
		fail(&play, err.text);
	while (str_line(&script, &line)) {
		play.line++;
		printf("%.*s\n", STR_ARG(line));
		if (line.len && line.ptr[0] != '#')
			step(&play, line);
	}
	stage_close(&play.stage);
	arena_release(&play.drawn);
	return 0;
}
