// SPDX-License-Identifier: ISC

#include "expect.h"

#include "page/page.h"

static struct str joined(const struct strs *list, struct arena *arena)
{
	struct str all = STR("");
	for (uint32_t i = 0; i < list->count; i++)
		all = arena_printf(arena, "%.*s%s%.*s", STR_ARG(all), i ? "," : "",
				   STR_ARG(list->at[i]));
	return all;
}

static void a_head_is_read(void **state)
{
	(void)state;
	static const struct {
		const char *why, *source, *title, *kind, *regions, *aliases;
		uint32_t lines;
	} cases[] = {
		{"every key",
		 "---\ntitle: T\nkind: k\nregions: [a, b]\naliases:\n- c\n- d e\n---\nx", "T", "k",
		 "a,b", "c,d e", 8},
		{"a single value stands for a list", "---\nregions: a\n---\n", "", "", "a", "", 3},
		{"keys it does not know",
		 "---\ntags: [a, {b: c}]\ntitle: T\nother: |\n  title: U\n---\n", "T", "", "", "",
		 6},
		{"dots end it too", "---\ntitle: T\n...\nx", "T", "", "", "", 3},
		{"quotes, escapes, one line", "---\ntitle: \"a\\tb \\\"c\\\"\"\n---\n", "a b \"c\"",
		 "", "", "", 3},
		{"lines that end in \\r\\n", "---\r\ntitle: T\r\n---\r\nx", "T", "", "", "", 3},
		{"what a terminal would obey", "---\ntitle: \"\\e[1m\"\n---\n", "\xe2\x90\x9b[1m",
		 "", "", "", 3},
		{"a flow list that goes on at the margin", "---\naliases: [a,\nb]\ntitle: T\n---\n",
		 "T", "", "", "a,b", 5},
		{"an error in a key no one asks for", "---\nother: [\ntitle: T\n---\n", "T", "", "",
		 "", 4},
		{"an empty head", "---\n---\nx", "", "", "", "", 2},
		{"comments only", "---\n# a\n---\nx", "", "", "", "", 3},
		{"not at the very start", "\n---\ntitle: T\n---\n", "", "", "", "", 0},
		{"never ended", "---\ntitle: T\n", "", "", "", "", 0},
		{"text between two rules", "---\nSome text\n---\n", "", "", "", "", 0},
		{"a list between two rules", "---\n- a\n- b\n---\n", "", "", "", "", 0},
		{"a rule of more hyphens", "----\ntitle: T\n---\n", "", "", "", "", 0},
		{"TOML",
		 "+++\ndate = 2020-01-01\ntitle = \"a \\\"b\\\"\"\n[x]\ntitle = \"c\"\n+++\nx",
		 "a \"b\"", "", "", "", 6},
		{"TOML, raw", "+++\ntitle = 'a\\b'\n+++\n", "a\\b", "", "", "", 3},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct meta meta;
		struct err err;
		if (!meta_parse(STR("a.md"), str_of(cases[i].source), &arena, &meta, &err))
			fail_msg("%s: %s", cases[i].why, err.text);
		expect_str(cases[i].why, meta.title, str_of(cases[i].title));
		expect_str(cases[i].why, meta.kind, str_of(cases[i].kind));
		expect_str(cases[i].why, joined(&meta.regions, &arena), str_of(cases[i].regions));
		expect_str(cases[i].why, joined(&meta.aliases, &arena), str_of(cases[i].aliases));
		expect_number(cases[i].why, meta.lines, cases[i].lines);
		arena_release(&arena);
	}
}

static void a_broken_head_is_said_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *why, *source, *says;
		uint32_t lines;
	} cases[] = {
		{"a list that is not closed", "---\nkind: a\ntitle: [b\n---\nx",
		 "a.md:4: YAML: did not find expected ',' or ']'", 4},
		{"a colon in a value", "---\ntitle: a: b\n---\nx",
		 "a.md:2: YAML: mapping values are not allowed in this context", 3},
		{"nested too deeply",
		 "---\ntitle: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n---\nx",
		 "a.md:2: YAML: nested too deeply", 3},
		{"a key that is a list", "---\ntitle: {[a]: b}\n---\nx",
		 "a.md:2: YAML: a key must be plain text", 3},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct page page;
		page_parse(STR("a.md"), str_of(cases[i].source), &arena, &page);
		expect_str(cases[i].why, page.problem, str_of(cases[i].says));
		expect_number(cases[i].why, page.meta.lines, cases[i].lines);
		expect_str(cases[i].why, page.doc.text, STR("x"));
		arena_release(&arena);
	}
}

static void a_page_has_a_title(void **state)
{
	(void)state;
	static const struct {
		const char *file, *source, *title, *path;
	} cases[] = {
		{"a/b.md", "---\ntitle: T\n---\n# H\n", "T", "a/b"},
		{"a/b.markdown", "x\n\n## H *i*\n", "H i", "a/b"},
		{"a/b.MD", "x", "b", "a/b"},
		{".md", "x", ".md", ".md"},
		{"b.txt", "#\n\n# H", "H", "b.txt"},
		{"b.md", "\xef\xbb\xbf---\ntitle: T\n---\nx", "T", "b"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct page page;
		page_parse(str_of(cases[i].file), str_of(cases[i].source), &arena, &page);
		expect_str(cases[i].file, page.title, str_of(cases[i].title));
		expect_str(cases[i].file, page.path, str_of(cases[i].path));
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_head_is_read),
		cmocka_unit_test(a_broken_head_is_said_with_its_line),
		cmocka_unit_test(a_page_has_a_title),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
