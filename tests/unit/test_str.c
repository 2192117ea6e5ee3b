// SPDX-License-Identifier: ISC

#include "expect.h"

#include "base/str.h"

static void order_is_bytewise_and_shorter_first(void **state)
{
	(void)state;
	static const struct {
		const char *why, *a, *b;
		int order;
	} cases[] = {
		{"the same", "calf", "calf", 0},
		{"shorter first", "calf", "calfs", -1},
		{"nothing before something", "", "a", -1},
		{"bytes are not signed", "z", "\xC3\xA4", -1},
		{"capitals before small letters", "Z", "a", -1},
		{"both empty", "", "", 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct str a = str_of(cases[i].a), b = str_of(cases[i].b);
		int there = str_cmp(a, b), back = str_cmp(b, a);
		if ((there > 0) - (there < 0) != cases[i].order ||
		    (back > 0) - (back < 0) != -cases[i].order)
			fail_msg("%s: %d and %d", cases[i].why, there, back);
		assert_int_equal(str_eq(a, b), cases[i].order == 0);
	}
}

static void case_is_that_of_ascii_alone(void **state)
{
	(void)state;
	assert_true(str_eq_nocase(STR("CALF-9z"), STR("calf-9Z")));
	assert_false(str_eq_nocase(STR("calf"), STR("calfs")));
	assert_false(str_eq_nocase(STR("@[`{"), STR("`{@[")));
	assert_false(str_eq_nocase(STR("\xC3\x84"), STR("\xC3\xA4")));
}

static void find_gives_the_first_place_at_or_after(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text, *needle;
		size_t from, at;
	} cases[] = {
		{"the first", "abcabc", "bc", 0, 1},
		{"at the start given", "abcabc", "bc", 1, 1},
		{"after it", "abcabc", "bc", 2, 4},
		{"begun but not finished", "aab", "ab", 0, 1},
		{"longer than what is left", "ab", "abc", 0, SIZE_MAX},
		{"cut off by the end", "abca", "abc", 1, SIZE_MAX},
		{"nothing is found everywhere", "abc", "", 2, 2},
		{"and at the end", "abc", "", 3, 3},
		{"but not behind it", "abc", "", 4, SIZE_MAX},
		{"in nothing", "", "a", 0, SIZE_MAX},
	};
	for (size_t i = 0; i < countof(cases); i++)
		expect_number(
			cases[i].why,
			str_find(str_of(cases[i].text), str_of(cases[i].needle), cases[i].from),
			cases[i].at);
}

static void parts_are_cut_to_what_there_is(void **state)
{
	(void)state;
	struct str s = STR("calf");
	expect_str("a part", str_sub(s, 1, 3), STR("al"));
	expect_str("to the end", str_sub(s, 2, 99), STR("lf"));
	expect_str("behind the end", str_sub(s, 50, 99), STR(""));
	expect_str("backwards", str_sub(s, 3, 1), STR(""));
	expect_str("of one that is empty and NULL", str_sub((struct str){NULL, 0}, 0, 9), STR(""));
	expect_str("trimmed at both ends", str_trim(STR(" \t\r\n a b \n")), STR("a b"));
	expect_str("nothing but blanks", str_trim(STR(" \n")), STR(""));
	assert_true(str_starts(s, STR("ca")) && str_starts(s, STR("")) && str_ends(s, STR("lf")));
	assert_false(str_starts(s, STR("calfs")));
	assert_false(str_ends(s, STR("xcalf")));
}

static void lines_end_at_a_line_feed_with_or_without_a_return(void **state)
{
	(void)state;
	static const char *const want[] = {"one", "", "three\rstill", "four"};
	struct str rest = STR("one\n\r\nthree\rstill\r\nfour"), line;
	size_t count = 0;
	for (; str_line(&rest, &line); count++) {
		assert_true(count < countof(want));
		expect_str("a line", line, str_of(want[count]));
	}
	expect_number("the last needs no end", count, countof(want));

	rest = STR("one\n");
	assert_true(str_line(&rest, &line));
	assert_false(str_line(&rest, &line)); // an end is not a further line
}

static void cut_tells_an_empty_rest_from_none(void **state)
{
	(void)state;
	struct str rest;
	expect_str("before", str_cut(STR("page#calf#x"), '#', &rest), STR("page"));
	expect_str("after", rest, STR("calf#x"));
	expect_str("an empty rest", str_cut(STR("page#"), '#', &rest), STR("page"));
	assert_true(rest.ptr && !rest.len);
	expect_str("no separator", str_cut(STR("page"), '#', &rest), STR("page"));
	assert_true(!rest.ptr && !rest.len);
}

static void numbers_are_digits_up_to_a_bound(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
		uint32_t max, number;
		bool ok;
	} cases[] = {
		{"plain", "42", 100, 42, true},
		{"the bound itself", "100", 100, 100, true},
		{"above it", "101", 100, 0, false},
		{"the largest", "4294967295", UINT32_MAX, UINT32_MAX, true},
		{"one more", "4294967296", UINT32_MAX, 0, false},
		{"far too long", "99999999999999999999999", UINT32_MAX, 0, false},
		{"leading zeros", "007", 100, 7, true},
		{"nothing", "", 100, 0, false},
		{"a sign", "+4", 100, 0, false},
		{"a blank", "4 ", 100, 0, false},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		uint32_t number = 0;
		bool ok = str_number(str_of(cases[i].text), cases[i].max, &number);
		if (ok != cases[i].ok || number != cases[i].number)
			fail_msg("%s: %d, %u", cases[i].why, ok, number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_bytewise_and_shorter_first),
		cmocka_unit_test(case_is_that_of_ascii_alone),
		cmocka_unit_test(find_gives_the_first_place_at_or_after),
		cmocka_unit_test(parts_are_cut_to_what_there_is),
		cmocka_unit_test(lines_end_at_a_line_feed_with_or_without_a_return),
		cmocka_unit_test(cut_tells_an_empty_rest_from_none),
		cmocka_unit_test(numbers_are_digits_up_to_a_bound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
