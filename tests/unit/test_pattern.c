// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "search/regex/pattern.h"

static void a_pattern_finds_what_it_says(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		const char *regex;
		unsigned flags;
		const char *text;
		size_t from;
		bool found;
		struct range match;
	} cases[] = {
		{"first match", "ca(lf|lves)", 0, "sore calves", 0, true, {5, 11}},
		{"from a place", "a", 0, "aba", 1, true, {2, 3}},
		{"none", "knee", 0, "calf", 0, false, {0, 0}},
		{"case counts", "Calf", 0, "calf", 0, false, {0, 0}},
		{"case does not", "Calf", PATTERN_NOCASE, "calf", 0, true, {0, 4}},
		{"case beyond ASCII", "\xc3\x84", PATTERN_NOCASE, "\xc3\xa4", 0, true, {0, 2}},
		{"letters beyond ASCII", "\\bw\\w+r\\b", 0, "w\xc3\xa4r", 0, true, {0, 4}},
		{"literal", "a.b(", PATTERN_LITERAL, "axb( a.b(", 0, true, {5, 9}},
		{"^ is every line's", "^b", 0, "a\nb", 0, true, {2, 3}},
		{"the empty match", "x*", 0, "ab", 2, true, {2, 2}},
		{"behind the end", "x*", 0, "ab", 3, false, {0, 0}},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct err err;
		struct pattern *pattern = pattern_new(str_of(cases[i].regex), cases[i].flags, &err);
		assert_non_null(pattern);
		pattern_deadline(pattern, 1000);
		struct range match = {0, 0};
		bool found = pattern_find(pattern, str_of(cases[i].text), cases[i].from, &match);
		if (found != cases[i].found || match.from != cases[i].match.from ||
		    match.to != cases[i].match.to)
			fail_msg("%s: %d [%u, %u)", cases[i].why, found, match.from, match.to);
		assert_false(pattern_stopped(pattern));
		pattern_release(pattern);
	}
}

static void what_cannot_be_compiled_is_a_sentence(void **state)
{
	(void)state;
	static const struct {
		const char *why, *regex, *says;
	} cases[] = {
		{"not closed", "(calf", "regex: missing closing parenthesis at 5"},
		{"nothing to repeat", "*a",
		 "regex: quantifier does not follow a repeatable item at 0"},
		{"a byte by itself", "\\C", "regex: using \\C is disabled by the application at 2"},
		{"no text", "\xff", NULL},
		{"a bomb", "((((((a{1,60}){1,60}){1,60}){1,60}){1,60}){1,60})", NULL},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct err err = {{0}};
		struct pattern *pattern = pattern_new(str_of(cases[i].regex), 0, &err);
		if (pattern || strncmp(err.text, "regex: ", 7) != 0 ||
		    (cases[i].says && strcmp(err.text, cases[i].says) != 0))
			fail_msg("%s: %s", cases[i].why, err.text);
	}
	char deep[200], long_one[2000];
	struct err err;
	memset(deep, '(', sizeof deep);
	assert_null(pattern_new((struct str){deep, sizeof deep}, 0, &err));
	memset(long_one, 'a', sizeof long_one);
	assert_null(pattern_new((struct str){long_one, sizeof long_one}, 0, &err));
}

static void a_catastrophe_is_stopped_and_said(void **state)
{
	(void)state;
	static const char *const hostile[] = {"(a+)+$", "(a|aa)+$", "^(a|a?)+a{30}b"};
	char text[40001];
	memset(text, 'a', sizeof text);
	memcpy(text + sizeof text - 4, "! bx", 4); // what the patterns end in is there, in vain
	for (size_t i = 0; i < countof(hostile); i++) {
		struct err err;
		struct pattern *pattern = pattern_new(str_of(hostile[i]), 0, &err);
		assert_non_null(pattern);
		pattern_deadline(pattern, 100);
		struct range match;
		assert_false(pattern_find(pattern, (struct str){text, sizeof text}, 0, &match));
		assert_true(pattern_stopped(pattern));
		pattern_release(pattern);
	}
}

static void after_the_deadline_nothing_matches(void **state)
{
	(void)state;
	struct err err;
	struct pattern *pattern = pattern_new(STR("a"), 0, &err);
	struct range match;
	pattern_deadline(pattern, 0);
	assert_false(pattern_find(pattern, STR("a"), 0, &match));
	assert_true(pattern_stopped(pattern));
	pattern_deadline(pattern, 1000);
	assert_true(pattern_find(pattern, STR("a"), 0, &match));
	assert_false(pattern_stopped(pattern));
	pattern_release(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_finds_what_it_says),
		cmocka_unit_test(what_cannot_be_compiled_is_a_sentence),
		cmocka_unit_test(a_catastrophe_is_stopped_and_said),
		cmocka_unit_test(after_the_deadline_nothing_matches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
