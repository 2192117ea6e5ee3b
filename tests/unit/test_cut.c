// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "page/doc.h"
#include "search/snippet/cut.h"

static const struct {
	const char *why, *text;
	uint32_t parts;
} cases[] = {
	{"nothing", "", 1},
	{"a paragraph", "One\ntwo\n", 1},
	{"paragraphs", "# One\n\nTwo\nthree\n\n\nFour", 3},
	{"items and what belongs to them", "- one\n\n  more\n\n- two\n\n1. three\n", 3},
	{"a table", "| A | B |\n|---|---|\n| c | d |\n\nE\n", 2},
	{"code in a fence is one", "```\none\n\ntwo\n```\n\nThree\n", 2},
	{"a fence of another sign does not end it", "~~~\none\n```\n\ntwo\n~~~\n\nThree\n", 2},
	{"nor a shorter one", "````\none\n```\n\ntwo\n````\n\nThree\n", 2},
	{"nor one with words", "```\none\n``` c\n\ntwo\n```\n\nThree\n", 2},
	{"a fence without end", "One\n\n```\ntwo\n\nthree\n", 2},
	{"code between backticks is no fence", "```one``` two\n\nthree\n", 2},
	{"indented code is one", "One\n\n    two\n\n    three\n\nFour\n", 2},
	{"behind a fence in an item there is no cut", "One\n\n- ```\n  two\n\nthree\n\nfour\n", 2},
	{"nor behind one in a quote", "One\n\n> ```\n> two\n\nthree\n\nfour\n", 2},
	{"HTML ends with an empty line", "<div>\none\n\ntwo\n</div>\n\nthree\n", 3},
	{"but not that of some kinds", "One\n\n<pre>\ntwo\n\nthree</pre>\n\nfour\n", 2},
	{"nor a comment", "One\n\n<!-- two\n\nthree -->\n\nfour\n", 2},
	{"references reach everywhere", "[One]\n\n[one]: two.md\n\nthree\n", 1},
	{"so do footnotes", "One[^1]\n\n[^1]: two\n\nthree\n", 1},
	{"details are passed through",
	 "<details>\n<summary>One</summary>\n\ntwo\n\n</details>\n\nthree\n", 4},
};

static struct str text_of(struct str source, struct arena *arena)
{
	struct doc doc;
	doc_parse(source, 1, 0, arena, &doc);
	return doc.text;
}

static void parts_say_what_the_whole_says(void **state)
{
	(void)state;
	uint32_t bad = 0;
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct str source = str_of(cases[i].text), all = STR("");
		struct cuts cuts = cuts_of(source, &arena);
		for (uint32_t c = 0; c + 1 < cuts.count; c++) {
			struct str part =
				text_of(str_sub(source, cuts.at[c], cuts.at[c + 1]), &arena);
			all = arena_printf(&arena, "%.*s%s%.*s", STR_ARG(all),
					   all.len && part.len ? "\n" : "", STR_ARG(part));
		}
		if (!str_eq(all, text_of(source, &arena)) || cuts.count != cases[i].parts + 1) {
			print_message("# %s: %u parts: %.*s\n", cases[i].why, cuts.count - 1,
				      STR_ARG(all));
			bad++;
		}
		arena_release(&arena);
	}
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(parts_say_what_the_whole_says)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
