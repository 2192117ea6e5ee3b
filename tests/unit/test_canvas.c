// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "view/canvas.h"

static struct arena arena;

static int done(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void see(const struct canvas *canvas, bool styles, const char *expected, const char *why)
{
	struct buf out = {0};
	canvas_dump(canvas, styles, &out);
	if (!str_eq(buf_str(&out), str_of(expected)))
		fail_msg("%s: got\n%.*s", why, STR_ARG(buf_str(&out)));
	buf_release(&out);
}

static void text_is_clipped_and_measured(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		int row, col, end;
		const char *see;
	} cases[] = {
		{"inside", "calf", 0, 1, 5, " calf\n\n"},
		{"at the right edge", "gastrocnemius", 1, 4, 8, "\n    gast\n"},
		{"left of the canvas", "soleus", 0, -3, 3, "eus\n\n"},
		{"above the canvas", "soleus", -1, 0, 6, "\n\n"},
		{"below the canvas", "soleus", 2, 0, 6, "\n\n"},
		{"blanks are kept", "  a  b", 0, 0, 6, "  a  b\n\n"},
		{"two columns", "足が", 0, 1, 5, " 足が\n\n"},
		{"two columns, one left", "足が足が足", 0, 1, 7, " 足が足\n\n"},
		{"half of two columns", "足が", 0, -1, 3, " が\n\n"},
		{"marks stay on their letter", "o\u0308a", 0, 0, 2, "o\u0308a\n\n"},
		{"a tab is a blank", "a\tb", 0, 0, 3, "a b\n\n"},
		{"an escape is a picture", "a\033[1mb", 0, 0, 6, "a\u241b[1mb\n\n"},
		{"invalid bytes", "a\xff", 0, 0, 2, "a\uFFFD\n\n"},
		{"nothing", "", 1, 3, 3, "\n\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct canvas canvas = canvas_new(&arena, 2, 8);
		int end = canvas_text(&canvas, cases[i].row, cases[i].col, str_of(cases[i].text),
				      STYLE_PLAIN);
		see(&canvas, false, cases[i].see, cases[i].why);
		if (end != cases[i].end)
			fail_msg("%s: ends at %d", cases[i].why, end);
	}
}

static void text_is_fitted_with_dots(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		bool ascii;
		int cols;
		const char *see;
	} cases[] = {
		{"fits", "soleus", false, 6, "soleus\n"},
		{"cut", "soleus", false, 5, "sole…\n"},
		{"cut in front of a wide one", "s足足足", false, 5, "s足…\n"},
		{"one column", "soleus", false, 1, "…\n"},
		{"no column", "soleus", false, 0, "\n"},
		{"less than none", "soleus", false, -3, "\n"},
		{"ASCII", "soleus", true, 5, "so...\n"},
		{"ASCII, two columns", "soleus", true, 2, "..\n"},
		{"ASCII measures what it draws", "½ Ärzte", true, 9, "1/2 Ae...\n"},
		{"one line", "so\nleus", false, 9, "so leus\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct canvas canvas = canvas_new(&arena, 1, 9);
		canvas.ascii = cases[i].ascii;
		canvas_fit(&canvas, 0, 0, cases[i].cols, str_of(cases[i].text), STYLE_PLAIN);
		see(&canvas, false, cases[i].see, cases[i].why);
	}
}

static void half_a_wide_character_never_stays(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		int col;
		const char *text, *see;
	} cases[] = {
		{"its left half is drawn over", 1, "x", " x 足\n"},
		{"its right half is drawn over", 2, "x", "  x足\n"},
		{"two halves of two", 2, "足", "  足\n"},
		{"exactly it", 1, "が", " が足\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct canvas canvas = canvas_new(&arena, 1, 6);
		canvas_text(&canvas, 0, 1, STR("足足"), STYLE_PLAIN);
		canvas_text(&canvas, 0, cases[i].col, str_of(cases[i].text), STYLE_PLAIN);
		see(&canvas, false, cases[i].see, cases[i].why);
	}
	struct canvas canvas = canvas_new(&arena, 1, 6);
	canvas_text(&canvas, 0, 1, STR("足足"), STYLE_PLAIN);
	canvas_fill(&canvas, 0, 0, 1, 2, STYLE_PLAIN);
	see(&canvas, false, "   足\n", "filled over its left half");
	canvas_char(&canvas, 0, 4, '|', STYLE_PLAIN);
	see(&canvas, false, "    |\n", "a frame over its right half");
}

static void styles_are_dumped_beside_the_text(void **state)
{
	(void)state;
	struct canvas canvas = canvas_new(&arena, 2, 6);
	canvas_text(&canvas, 0, 0, STR("ab"), STYLE_TITLE);
	canvas_fill(&canvas, 1, 1, 9, 2, STYLE_HINT);
	canvas_restyle(&canvas, 0, 1, 99, STYLE_STRONG);
	see(&canvas, true, "ab\n\nbggggg\n.cc\n", "text rows, then style rows");
}

static void a_canvas_may_be_tiny(void **state)
{
	(void)state;
	struct canvas canvas = canvas_new(&arena, 1, 1);
	canvas_text(&canvas, 0, 0, STR("足"), STYLE_PLAIN);
	canvas_fit(&canvas, 0, 0, 5, STR("calf and foot"), STYLE_PLAIN);
	see(&canvas, false, "c\n", "1x1");
	canvas_char(&canvas, 0, 0, 0x1B, STYLE_PLAIN);
	see(&canvas, false, "\n", "a control character is a blank");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(text_is_clipped_and_measured, done),
		cmocka_unit_test_teardown(text_is_fitted_with_dots, done),
		cmocka_unit_test_teardown(half_a_wide_character_never_stays, done),
		cmocka_unit_test_teardown(styles_are_dumped_beside_the_text, done),
		cmocka_unit_test_teardown(a_canvas_may_be_tiny, done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
