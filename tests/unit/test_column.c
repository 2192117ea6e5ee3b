// SPDX-License-Identifier: ISC

#include "expect.h"

#include "text/column.h"

#include <stdio.h>

static void clusters_have_the_width_of_their_widest_part(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		size_t clusters;
		int cols;
	} cases[] = {
		{"nothing", "", 0, 0},
		{"ASCII", "calf", 4, 4},
		{"an accent apart from its letter", "e\u0301a", 2, 2},
		{"the last letter has one", "ae\u0301", 2, 2},
		{"wide characters", "東京", 2, 4},
		{"full width", "Ａ", 1, 2},
		{"half-width kana", "ｶ", 1, 1},
		{"Hangul as syllable and as letters", "한\u1112\u1161\u11AB", 2, 4},
		{"an emoji", "👍", 1, 2},
		{"with a tone of skin", "👍🏽", 1, 2},
		{"a family", "👨\u200D👩\u200D👧", 1, 2},
		{"a narrow heart on wide fire", "\u2764\uFE0F\u200D🔥", 1, 2},
		{"two flags", "🇩🇪🇫🇷", 2, 4},
		{"half a flag", "🇩a", 2, 2},
		{"a mark alone", "\u0301", 1, 0},
		{"a box", "┌─┐", 3, 3},
		{"Thai with a vowel above", "สวัส", 3, 3},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct str text = str_of(cases[i].text);
		size_t clusters = 0;
		int cols;
		for (size_t at = 0; at < text.len; clusters++)
			at = column_next(text, at, &cols);
		expect_number(cases[i].why, clusters, cases[i].clusters);
		expect_number(cases[i].why, (size_t)column_count(text), (size_t)cases[i].cols);
	}
}

static void text_is_cut_between_clusters(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		int cols;
		const char *start, *end;
	} cases[] = {
		{"all of it", "calf", 4, "calf", "calf"},
		{"more room than text", "calf", 9, "calf", "calf"},
		{"less", "calf", 3, "cal", "alf"},
		{"no room", "calf", 0, "", ""},
		{"less than none", "calf", -1, "", ""},
		{"a wide one that does not fit whole", "東京都", 5, "東京", "京都"},
		{"an accent stays on its letter", "ae\u0301a", 2, "ae\u0301", "e\u0301a"},
		{"a family is not parted", "x👨\u200D👩x", 2, "x", "x"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct str text = str_of(cases[i].text);
		expect_str(cases[i].why, column_fit(text, cases[i].cols), str_of(cases[i].start));
		expect_str(cases[i].why, column_fit_end(text, cases[i].cols), str_of(cases[i].end));
	}
}

// Long runs of plain letters are passed over many at a time: whatever stands among them, wherever.
static void long_text_is_cut_where_clusters_say(void **state)
{
	(void)state;
	static const char *const among[] = {"", "\u0301", "東", "\x7f", "\t", "é"};
	for (size_t a = 0; a < countof(among); a++) {
		for (int place = 0; place <= 40; place++) {
			char bytes[64];
			struct str text = {bytes, 0};
			text.len = (size_t)snprintf(bytes, sizeof bytes, "%.*s%s%.*s", place,
						    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNO",
						    among[a], 40 - place,
						    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNO");
			size_t at = 0;
			for (int cols = 0, width; cols <= 42; cols++) {
				size_t behind = at;
				while (behind < text.len &&
				       column_count(str_sub(text, 0, behind)) <= cols) {
					at = behind;
					behind = column_next(text, behind, &width);
				}
				if (behind == text.len && column_count(text) <= cols)
					at = text.len;
				expect_str(among[a], column_fit(text, cols), str_sub(text, 0, at));
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters_have_the_width_of_their_widest_part),
		cmocka_unit_test(text_is_cut_between_clusters),
		cmocka_unit_test(long_text_is_cut_where_clusters_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
