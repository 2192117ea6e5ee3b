// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "view/filter.h"
#include "view/marked.h"

static struct arena arena;

static int done(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void lines_are_wrapped_where_words_end(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		int cols;
		uint32_t limit;
		const char *lines; // '|' between
	} cases[] = {
		{"fits", "sore calf", 9, 9, "sore calf"},
		{"two lines", "sore calf", 8, 9, "sore|calf"},
		{"a blank may hang over", "sore calf", 4, 9, "sore|calf"},
		{"a long word is cut", "gastrocnemius", 5, 9, "gastr|ocnem|ius"},
		{"the last line takes the rest", "a sore calf hurts", 6, 2, "a sore|calf hurts"},
		{"wide characters", "足足足", 4, 9, "足足|足"},
		{"too narrow for one", "足足", 1, 9, "足|足"},
		{"no width at all", "ab", -4, 9, "a|b"},
		{"nothing", "", 9, 9, ""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct snippet text = marked_none(str_of(cases[i].text));
		struct marked marked =
			marked_wrap(text, cases[i].cols, cases[i].limit, false, &arena);
		struct str got = {"", 0};
		for (uint32_t l = 0; l < marked.nlines; l++) {
			struct str line =
				str_sub(marked.text.text, marked.lines[l].from, marked.lines[l].to);
			got = arena_printf(&arena, "%.*s%s%.*s", STR_ARG(got), l ? "|" : "",
					   STR_ARG(line));
		}
		if (!str_eq(got, str_of(cases[i].lines)))
			fail_msg("%s: %.*s", cases[i].why, STR_ARG(got));
	}
}

static void marks_follow_their_words(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		struct range marks[2];
		bool ascii;
		const char *see;
	} cases[] = {
		{"on one line", "sore calf", {{0, 4}, {5, 9}}, false, "sore\ncalf\nrrrr\nrrrr\n"},
		{"over the end of a line",
		 "sore calf",
		 {{2, 7}, {8, 9}},
		 false,
		 "sore\ncalf\n..rr\nrr.r\n"},
		{"moved along in ASCII",
		 "\u00e4\u00e4 calf",
		 {{5, 6}, {7, 9}},
		 true,
		 "aeae\ncalf\n\nr.rr\n"},
		{"widened in ASCII", "\u00bd calf", {{0, 2}, {3, 3}}, true, "1/2\ncalf\nrrr\n\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct snippet text = {str_of(cases[i].text), cases[i].marks, 2};
		struct marked marked = marked_wrap(text, 5, 9, cases[i].ascii, &arena);
		struct canvas canvas = canvas_new(&arena, 2, 5);
		struct buf out = {0};
		assert_int_equal(marked.nlines, 2);
		marked_draw(&marked, 0, &canvas, 0, 0, 5, STYLE_PLAIN);
		marked_draw(&marked, 1, &canvas, 1, 0, 5, STYLE_PLAIN);
		canvas_dump(&canvas, true, &out);
		if (!str_eq(buf_str(&out), str_of(cases[i].see)))
			fail_msg("%s: %.*s", cases[i].why, STR_ARG(buf_str(&out)));
		buf_release(&out);
	}
}

static void a_filter_takes_what_its_words_begin(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *text;
		bool taken;
	} cases[] = {
		{"", "Calf pain", true},
		{"ca", "Calf pain", true},
		{"pa", "Calf pain", true},
		{"alf", "Calf pain", false},
		{"pain ca", "Calf pain", true},
		{"calf x", "Calf pain", false},
		{"uber", "Übersicht", true},
		{"back-p", "Back pain", true},
		{"!?", "Calf pain", true},
		{"sol calf", "Calf pain", true},
		{"backpa", "Back-pain", true},
		{"kpain", "Back-pain", false},
		{"so", "", true},
	};
	struct buf room = {0};
	for (size_t i = 0; i < countof(cases); i++) {
		struct filter filter = filter_of(str_of(cases[i].typed), &arena);
		struct str words =
			filter_words(str_of(cases[i].text), STR("legs/Soleus"), &room, &arena);
		if (filter_takes(&filter, words) != cases[i].taken)
			fail_msg("%s in %s", cases[i].typed, cases[i].text);
	}
	buf_release(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(lines_are_wrapped_where_words_end, done),
		cmocka_unit_test_teardown(marks_follow_their_words, done),
		cmocka_unit_test_teardown(a_filter_takes_what_its_words_begin, done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
