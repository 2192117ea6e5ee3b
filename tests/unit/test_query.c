// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "search/query.h"

static void a_query_is_read_as_it_is_meant(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		const char *typed;
		unsigned flags;
		const char *read; // by query_explain
	} cases[] = {
		{"nothing", "", 0, ""},
		{"only space", " \t\n", 0, ""},
		{"words", "sore calf", 0, "sore, calf"},
		{"a phrase", "\"sore calf\" pain", 0, "\"sore calf\", pain"},
		{"a star", "gastro*", 0, "gastro*"},
		{"a star alone says nothing", "* calf", 0, "calf"},
		{"a minus leaves out", "calf -pain", 0, "calf, not pain"},
		{"a minus alone is nothing", "calf - pain", 0, "calf, pain"},
		{"a hyphen parts", "plantar-flexion", 0, "plantar, flexion"},
		{"what is left out is one thing", "-plantar-flexion", 0, "not \"plantar-flexion\""},
		{"a phrase left out", "-\"sore calf\"", 0, "not \"sore calf\""},
		{"or", "calf OR shin pain", 0, "calf or shin, pain"},
		{"or thrice", "a OR b OR c", 0, "a or b or c"},
		{"two groups", "a OR b c OR d", 0, "a or b, c or d"},
		{"or of a phrase", "\"heel cord\" OR achilles", 0, "\"heel cord\" or achilles"},
		{"an alternative is one thing", "heel-cord OR achilles", 0,
		 "\"heel-cord\" or achilles"},
		{"or with nothing before", "OR calf", 0, "calf"},
		{"or with nothing behind", "calf OR", 0, "calf"},
		{"a lower-case or is a word", "calf or shin", 0, "calf, or, shin"},
		{"title", "title:calf", 0, "calf in the title"},
		{"title, left out", "-title:calf", 0, "not calf in the title"},
		{"phrase in the title", "title:\"calf pain\"", 0, "\"calf pain\" in the title"},
		{"heading", "heading:symptoms", 0, "symptoms in the heading"},
		{"region", "pain in:calf", 0, "pain, in region calf"},
		{"region of two words", "in:\"lower back\"", 0, "in region lower back"},
		{"kind", "KIND:treatment", 0, "of kind treatment"},
		{"path", "path:guide/", 0, "under path guide/"},
		{"a field that is none", "note:this", 0, "note, this"},
		{"a field without a value", "title: calf", 0, "title, calf"},
		{"a regex", "/ca(lf|lves)/", 0, "/ca(lf|lves)/"},
		{"a regex with a slash and a space", "/a\\/b c/ d", 0, "/a\\/b c/, d"},
		{"a path is no regex", "/usr/bin", 0, "usr, bin"},
		{"and/or is no regex", "and/or", 0, "and, or"},
		{"a regex that is not closed", "/calf", 0, "calf"},
		{"an empty regex is nothing", "// calf", 0, "calf"},
		{"the whole text", "ca(lf|lves) \"", QUERY_REGEX, "/ca(lf|lves) \"/"},
		{"an open quote", "\"sore calf", 0, "sore, calf"},
		{"an open quote while typing", "\"sore ca", QUERY_TYPING, "sore, ca*"},
		{"a quote in a word", "6\" nail", 0, "6, nail"},
		{"typing", "sore ca", QUERY_TYPING, "sore, ca*"},
		{"typing, the word is finished", "sore ca ", QUERY_TYPING, "sore, ca"},
		{"typing, punctuation behind", "sore ca?", QUERY_TYPING, "sore, ca"},
		{"typing, last part of a hyphen", "plantar-fl", QUERY_TYPING, "plantar, fl*"},
		{"typing a phrase", "\"sore ca\"", QUERY_TYPING, "\"sore ca\""},
		{"case and accents do not matter", "CAF\xc3\x89", 0, "CAF\xc3\x89"},
		{"nothing but signs", "?! ...", 0, ""},
		{"many quotes", "\"\"\"", 0, ""},
		{"many minuses", "--calf", 0, "not calf"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct query query;
		query_parse(str_of(cases[i].typed), cases[i].flags, &arena, &query);
		struct str read = query_explain(&query, &arena);
		if (!str_eq(read, str_of(cases[i].read)))
			fail_msg("%s: read as: %.*s", cases[i].why, STR_ARG(read));
		arena_release(&arena);
	}
}

static void clauses_say_where_they_stood(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct query query;
	struct str typed = STR("sore -Kn\xc3\xa9"
			       "e \"a b\"");
	query_parse(typed, 0, &arena, &query);
	assert_int_equal(query.nclauses, 3);
	const struct clause *knee = &query.clauses[1];
	assert_true(str_eq(knee->forms[0], STR("knee")));
	assert_true(str_eq(str_sub(typed, knee->source.from, knee->source.to), STR("-Kn\xc3\xa9"
										   "e")));
	assert_int_equal(query.clauses[2].nforms, 2);
	arena_release(&arena);
}

static void odd_input_is_noted_and_bounded(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct query query;
	query_parse(STR("\"sore calf"), 0, &arena, &query);
	assert_true(str_eq(query.notes, STR("the quote before sore is not closed")));

	char many[3 * 200];
	for (size_t i = 0; i < sizeof many; i++)
		many[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 26);
	query_parse((struct str){many, sizeof many}, 0, &arena, &query);
	assert_int_equal(query.nclauses, QUERY_CLAUSES);
	assert_true(str_eq(query.notes, STR("only the first 64 words were read")));

	char wide[2 * QUERY_LIMIT]; // two bytes a letter, the limit falls between them
	wide[0] = 'x';
	for (size_t i = 1; i + 1 < sizeof wide; i += 2)
		memcpy(wide + i, "\xc3\xa9", 2);
	query_parse((struct str){wide, sizeof wide - 1}, 0, &arena, &query);
	assert_int_equal(query.text.len, QUERY_LIMIT - 1);

	query_parse(STR("a\xff"
			"b"),
		    0, &arena, &query);
	assert_int_equal(query.nclauses, 2);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_query_is_read_as_it_is_meant),
		cmocka_unit_test(clauses_say_where_they_stood),
		cmocka_unit_test(odd_input_is_noted_and_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
