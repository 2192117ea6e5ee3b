// SPDX-License-Identifier: ISC

#include "expect.h"

#include "page/settings.h"

static const char whole[] = "title: Body map\n"
			    "start: map\n"
			    "notice: Information.\n"
			    "maps: [a.map, b.map]\n"
			    "other: {x: y}\n"
			    "kinds:\n"
			    "  - {id: anatomy, label: Anatomy, headings: [Anatomy, Where it is]}\n"
			    "  - id: red-flag\n";

static void a_book_says_what_it_is(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct settings settings;
	struct err err;
	assert_true(settings_parse(STR("book.yaml"), str_of(whole), &arena, &settings, &err));
	expect_str("title", settings.title, STR("Body map"));
	expect_str("language, unless given", settings.language, STR("en"));
	expect_str("start", settings.start, STR("map"));
	expect_str("notice", settings.notice, STR("Information."));
	expect_number("maps", settings.maps.count, 2);
	expect_str("map", settings.maps.at[1], STR("b.map"));
	expect_number("kinds", settings.nkinds, 2);
	expect_str("label", settings.kinds[0].label, STR("Anatomy"));
	expect_str("a label, unless given", settings.kinds[1].label, STR("red-flag"));
	expect_number("a kind by its id", settings_kind(&settings, STR("red-flag")), 1);
	expect_number("no such kind", settings_kind(&settings, STR("x")), KIND_NONE);
	expect_number("a kind by a heading, without case",
		      settings_heading_kind(&settings, STR("WHERE it is")), 0);
	expect_number("no such heading", settings_heading_kind(&settings, STR("Where")), KIND_NONE);
	arena_release(&arena);
}

static void a_book_need_not_say_anything(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct settings settings;
	struct err err;
	assert_true(settings_parse(STR("book.yaml"), STR(""), &arena, &settings, &err));
	expect_str("title", settings.title, STR(""));
	expect_str("language", settings.language, STR("en"));
	expect_number("kinds", settings.nkinds, 0);
	arena_release(&arena);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *says;
	} cases[] = {
		{"- a", "b.yaml:1: must be lines of \"name: value\""},
		{"title: [a]", "b.yaml:1: \"title\" must be a line of text"},
		{"maps: a", "b.yaml:1: \"maps\" must be a list"},
		{"maps:\n- a\n- [b]", "b.yaml:3: \"maps\" must hold lines of text only"},
		{"kinds: a", "b.yaml:1: \"kinds\" must be a list"},
		{"kinds:\n- a", "b.yaml:2: \"kinds\" must be a list of {id, label, headings}"},
		{"kinds:\n- {label: a}", "b.yaml:2: \"kinds\" has an entry without an id"},
		{"kinds:\n- {id: a}\n- {id: a}", "b.yaml:3: \"kinds\" names a kind twice"},
		{"a: b: c", "b.yaml:1: YAML: mapping values are not allowed in this context"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct settings settings;
		struct err err;
		if (settings_parse(STR("b.yaml"), str_of(cases[i].yaml), &arena, &settings, &err))
			fail_msg("%s: is accepted", cases[i].yaml);
		expect_str(cases[i].yaml, str_of(err.text), str_of(cases[i].says));
		arena_release(&arena);
	}
}

static void synonyms_are_groups(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct settings settings = {0};
	struct err err;
	assert_true(settings_add_synonyms(STR("s.txt"),
					  STR("# comment\n\n a b |c  d| | e # more\nf|g\n"), &arena,
					  &settings, &err));
	assert_true(
		settings_add_synonyms(STR("s.txt"), STR("C# | c sharp"), &arena, &settings, &err));
	expect_number("groups", settings.nsynonyms, 3);
	expect_number("members; empty ones are none", settings.synonyms[0].count, 3);
	expect_str("a member is one line", settings.synonyms[0].at[1], STR("c d"));
	expect_str("behind a comment", settings.synonyms[0].at[2], STR("e"));
	expect_str("a number sign inside a word", settings.synonyms[2].at[0], STR("C#"));
	assert_false(settings_add_synonyms(STR("s.txt"), STR("a|b\nc\n"), &arena, &settings, &err));
	expect_str("a group of one", str_of(err.text),
		   STR("s.txt:2: a group needs two members or more, with \"|\" between them"));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_book_says_what_it_is),
		cmocka_unit_test(a_book_need_not_say_anything),
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
		cmocka_unit_test(synonyms_are_groups),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
