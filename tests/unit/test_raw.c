// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "search/regex/pattern.h"
#include "search/regex/raw.h"

// Lehmer's generator (Park and Miller 1988).
static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = (uint32_t)((uint64_t)*seed * 48271 % 0x7fffffff);
	return *seed % below;
}

static struct pattern *hard_pattern(void)
{
	struct raw_hard hard = {.before.ascii = {0, (uint64_t)1 << ('a' - 64)}};
	struct buf regex = {0};
	struct err err;
	raw_write_hard(&hard, &regex);
	struct pattern *pattern = pattern_new(buf_str(&regex), 0, &err);
	buf_release(&regex);
	assert_non_null(pattern);
	return pattern;
}

// What is asked first is no finer than the regex it spares.
static void nothing_hard_is_passed_over(void **state)
{
	(void)state;
	enum { TRIES = 100000 };
	static const char *const pieces[] = {
		"a", "a",   "a<b", "<",  ">", "&", "[",    "]",       "](",     "][",
		")", "b\"", "'",   "#",  "!", "?", "/",    " ",       "\n",     "`",
		"*", "-",   "x.y", "\\", "(", "1", "<img", "<Script", "</style"};
	struct pattern *pattern = hard_pattern();
	uint32_t seed = 7, hard = 0, spared = 0;
	for (uint32_t i = 0; i < TRIES; i++) {
		struct buf text = {0};
		struct range match;
		for (uint32_t n = roll(&seed, i % 8 ? 8 : 60); n; n--)
			buf_add(&text, str_of(pieces[roll(&seed, countof(pieces))]));
		struct str bytes = buf_str(&text);
		bool is_hard = pattern_find(pattern, bytes, 0, &match);
		if (is_hard && !raw_has_hard(bytes))
			fail_msg("passed over: %.*s", STR_ARG(bytes));
		hard += is_hard;
		spared += !is_hard && !raw_has_hard(bytes);
		buf_release(&text);
	}
	assert_true(hard > TRIES / 10 && spared > TRIES / 10);
	pattern_release(pattern);
}

static void what_is_plain_is_not_hard(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		bool hard;
	} cases[] = {
		{"", false},
		{"a word, *two* and `three` of more than thirty bytes", false},
		{"[a link](to/there.md) in more than thirty bytes", false},
		{"[a link][label] & [another](there)", false},
		{"a <b title=\"two words\">tag</b> < 3", false},
		{"more than thirty bytes before an [a](b \"c\")", true},
		{"&amp;", true},
		{"&#45;", true},
		{"<!-- -->", true},
		{"<b title='>'>", true},
		{"<SCRIPT>", true},
		{"[![image](there)](here)", true},
		{"[a][b", true},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		if (raw_has_hard(str_of(cases[i].bytes)) != cases[i].hard)
			fail_msg("%s", cases[i].bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_hard_is_passed_over),
		cmocka_unit_test(what_is_plain_is_not_hard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
