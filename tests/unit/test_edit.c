// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "view/edit.h"

// Steps: each character is typed, but for these.
static const struct {
	char step;
	enum action action;
} steps[] = {
	{'<', ACT_TYPE_LEFT},  {'>', ACT_TYPE_RIGHT},     {'^', ACT_TYPE_HOME},
	{'$', ACT_TYPE_END},   {'#', ACT_TYPE_BACKSPACE}, {'x', ACT_TYPE_DELETE},
	{'w', ACT_TYPE_WORD},  {'u', ACT_TYPE_CLEAR},     {'p', ACT_TYPE_OLDER},
	{'n', ACT_TYPE_NEWER},
};

static const struct str earlier[] = {{"heel", 4}, {"calf", 4}};

static void play(struct edit *edit, struct str script)
{
	for (size_t at = 0; at < script.len; at++) {
		struct input input = {.action = ACT_CHAR, .ch = (unsigned char)script.ptr[at]};
		for (size_t i = 0; i < countof(steps); i++) {
			if (steps[i].step == script.ptr[at])
				input.action = steps[i].action;
		}
		if (script.ptr[at] == '~')
			input.ch = 0x0301; // an accent on the character before
		if (script.ptr[at] == '=')
			input.ch = 0x8DB3; // two columns wide
		edit_act(edit, &input, earlier, countof(earlier));
	}
}

static void editing(void **state)
{
	(void)state;
	static const struct {
		const char *why, *script, *text; // '|' in the text is the cursor
	} cases[] = {
		{"typing", "abc", "abc|"},
		{"in the middle", "ac<b", "ab|c"},
		{"left at the start", "a<<<b", "b|a"},
		{"right at the end", "a>>b", "ab|"},
		{"home and end", "b^a$c", "abc|"},
		{"backspace", "abc<#", "a|c"},
		{"backspace at the start", "a^#", "|a"},
		{"delete", "abc^x", "|bc"},
		{"delete at the end", "abx", "ab|"},
		{"a word", "sore calf", "sore calf|"},
		{"word before", "sore calfw", "sore |"},
		{"word before with blanks", "sore  w", "|"},
		{"clear", "soreu", "|"},
		{"an accent is one with its letter", "e~a<<", "|e\u0301a"},
		{"and goes with it", "e~#", "|"},
		{"an accent typed before a letter", "ea<~", "e\u0301|a"},
		{"wide", "==<#", "|足"},
		{"an earlier line", "ap", "calf|"},
		{"two back", "app", "heel|"},
		{"no further", "appp", "heel|"},
		{"and forward again", "appn", "calf|"},
		{"to what was being typed", "abpn", "ab|"},
		{"not beyond", "abnn", "ab|"},
		{"the newest is on the line already", "calfp", "heel|"},
		{"typing on an earlier line", "apb", "calfb|"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct edit edit = {0};
		struct arena arena = {0};
		play(&edit, str_of(cases[i].script));
		struct str text = edit_text(&edit);
		struct str got = arena_printf(&arena, "%.*s|%.*s", (int)edit.at, text.ptr,
					      (int)(text.len - edit.at), text.ptr + edit.at);
		if (!str_eq(got, str_of(cases[i].text)))
			fail_msg("%s: %.*s", cases[i].why, STR_ARG(got));
		arena_release(&arena);
	}
}

static void drawing_follows_the_cursor(void **state)
{
	(void)state;
	static const struct {
		const char *why, *script;
		int cols;
		bool ascii;
		int cursor;
		const char *see;
	} cases[] = {
		{"short", "abc", 6, false, 4, " abc\n"},
		{"empty", "", 6, false, 1, "\n"},
		{"as wide as there is", "abcdef", 6, false, 4, " def\n"},
		{"back at the start", "abcdefghi^", 6, false, 1, " abcdef\n"},
		{"in the middle", "abcdefghi<<<", 6, false, 4, " defghi\n"},
		{"one column", "abc", 1, false, 1, "\n"},
		{"wide characters", "====", 6, false, 6, "  足足\n"},
		{"no columns", "abc", 0, false, 0, "\n"},
		{"ASCII", "e~=b<", 6, true, 4, " e??b\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct canvas canvas = canvas_new(&arena, 1, 9);
		struct edit edit = {0};
		struct buf out = {0};
		canvas.ascii = cases[i].ascii;
		play(&edit, str_of(cases[i].script));
		edit_draw(&edit, &canvas, 0, 1, cases[i].cols, STYLE_PLAIN);
		canvas_dump(&canvas, false, &out);
		if (!str_eq(buf_str(&out), str_of(cases[i].see)) ||
		    canvas.cursor_col != cases[i].cursor)
			fail_msg("%s: cursor at %d, %.*s", cases[i].why, canvas.cursor_col,
				 STR_ARG(buf_str(&out)));
		buf_release(&out);
		arena_release(&arena);
	}
}

static void a_line_has_a_limit(void **state)
{
	(void)state;
	static char much[2000];
	memset(much, 'a', sizeof much);
	memcpy(much + EDIT_LIMIT - 1, "\xc3\xa4", 2); // "ä" over the limit
	struct edit edit = {0};
	edit_set(&edit, (struct str){much, sizeof much});
	assert_int_equal(edit.len, EDIT_LIMIT - 1);
	play(&edit, STR("bbb"));
	assert_int_equal(edit.len, EDIT_LIMIT);
	play(&edit, STR("u"));
	assert_int_equal(edit.len, 0);
	edit_set(&edit, STR(" sore\n\tcalf "));
	assert_true(str_eq(edit_text(&edit), STR("sore calf")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(editing),
		cmocka_unit_test(drawing_follows_the_cursor),
		cmocka_unit_test(a_line_has_a_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
