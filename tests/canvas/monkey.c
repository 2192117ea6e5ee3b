// SPDX-License-Identifier: ISC
//
// monkey: random keys, clicks and sizes on every view.  Whatever is pressed, nothing crashes, the
// cursor stays on the canvas, and a wish names pages and sections that exist.
//
// The numbers come from a seed, so a failure can be played again: monkey BOOK SEED KEYS.

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "stage.h"

static uint64_t state;

static uint32_t below(uint32_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 33) % limit;
}

static const char *const views[] = {
	"map",
	"map calf",
	"results",
	"results sore calf",
	"in calf",
	"reader soleus",
	"reader soleus#symptoms sore calf",
	"pages",
	"flags",
	"history",
	"bookmarks",
	"regions",
	"links soleus",
	"backlinks soleus",
	"outline soleus",
	"help map",
	"help results",
};

static uint32_t random_key(void)
{
	switch (below(4)) {
	case 0:
		return KEYS_NONE + 1 + below(KEYS_MOUSE - KEYS_NONE - 1);
	case 1:
		return 1 + below(31);
	default:
		return ' ' + below(95);
	}
}

static struct input random_input(const struct stage *stage)
{
	struct input input = {0};
	if (!below(12)) {
		input.action = (enum action)(ACT_CLICK + below(3));
		input.row = (int)below((uint32_t)stage->rows);
		input.col = (int)below((uint32_t)stage->cols);
		input.again = below(2);
	} else {
		input.ch = random_key();
		input.action = stage_action(stage, input.ch);
	}
	return input;
}

static bool resize(struct stage *stage)
{
	static const int sizes[][2] = {{24, 80}, {43, 132}, {12, 40}, {1, 1}, {2, 9}, {5, 20}};
	uint32_t pick = below(countof(sizes) + 2);
	stage->rows = pick < countof(sizes) ? sizes[pick][0] : 1 + (int)below(60);
	stage->cols = pick < countof(sizes) ? sizes[pick][1] : 1 + (int)below(200);
	stage->view->ops->resize(stage->view, stage->rows, stage->cols);
	return true;
}

static bool good_wish(const struct stage *stage, const struct wish *wish, struct err *err)
{
	const char *name = stage->view->ops->name;
	if (wish->kind != WISH_OPEN)
		return true;
	if (wish->page >= book_npages(stage->book))
		return err_set(err, "%s opens page %u, which is none", name, wish->page);
	if (wish->section != BOOK_NONE && wish->section >= book_nsections(stage->book))
		return err_set(err, "%s opens section %u, which is none", name, wish->section);
	return true;
}

static bool play(struct stage *stage, uint32_t keys, struct err *err)
{
	struct arena drawn = {0};
	bool good = true;
	for (uint32_t i = 0; i < keys && good; i++) {
		struct input input = random_input(stage);
		struct canvas canvas;
		if (!below(20))
			resize(stage);
		if (input.action != ACT_NONE) {
			struct wish wish = stage->view->ops->act(stage->view, &input);
			good = good_wish(stage, &wish, err) ||
			       err_wrap(err, "%s", action_info[input.action].name);
		}
		arena_clear(&drawn);
		good = good && stage_draw(stage, &drawn, &canvas, err);
	}
	arena_release(&drawn);
	return good;
}

// What the lists show.
static void remember(struct stage *stage)
{
	for (uint32_t page = 0; page < book_npages(stage->book); page++) {
		struct place place = {.page = book_page(stage->book, page).path,
				      .title = book_page(stage->book, page).title,
				      .letter = (char)('a' + page % 26)};
		places_bookmark(&stage->places, &place);
		places_visit(&stage->places, &place);
		places_query(&stage->places, place.title);
	}
}

int main(int argc, char **argv)
{
	struct stage stage = {.rows = 24, .cols = 80};
	struct err err = {""};
	if (argc != 4)
		return 2;
	state = strtoull(argv[2], NULL, 10) * 2 + 1;
	uint32_t keys = (uint32_t)strtoul(argv[3], NULL, 10);
	bool good = stage_open(&stage, argv[1], &err);
	for (size_t i = 0; i < countof(views) && good; i++) {
		remember(&stage);
		stage.desk.ascii = below(2);
		stage.desk.glyphs = (enum glyphs)below(3);
		if (below(2))
			stage_hits(&stage, STR("sore calf"));
		good = stage_view(&stage, str_of(views[i]), &err) && play(&stage, keys, &err);
		if (!good)
			fprintf(stderr, "%s, seed %s: %s\n", views[i], argv[2], err.text);
	}
	stage_close(&stage);
	return !good;
}
