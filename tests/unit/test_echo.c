// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page/page.h"
#include "search/regex/echo.h"
#include "search/regex/pattern.h"
#include "search/regex/raw.h"

// Lehmer's generator (Park and Miller 1988).
static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = (uint32_t)((uint64_t)*seed * 48271 % 0x7fffffff);
	return *seed % below;
}

static struct echo echo_for(const char *regex, bool nocase, struct arena *arena)
{
	struct regex read;
	struct echo echo = {0};
	if (regex_read(str_of(regex), arena, &read))
		echo_of(&read, nocase, &echo);
	return echo;
}

static void what_is_needed_is_read_off(void **state)
{
	(void)state;
	static const struct {
		const char *regex;
		uint32_t between;
		bool leads, in_source;
	} cases[] = {
		{"(\\w+) \\1", 1, true, true},
		{"\\b(\\w+) \\1\\b", 1, true, true},
		{"(?<word>[a-z]+), \\1", 2, true, true},
		{"a(b)(\\w+) and \\2", 5, false, true},
		{"(a|bc) \\1", 1, true, true},
		{"(\\w+)-\\1", 1, true, false},     // it may stand in a link's target
		{"(.+) \\1", 1, true, false},       // any mark is in the row
		{"(\\w+)\\s\\1", 1, true, false},   // or a line's end
		{"(\\w+)[_ ]\\1", 1, true, false},  // what may vanish lies between
		{"(\\w+)[- ] \\1", 2, true, false}, // spaces may be shown as one
		{"(\\w*) \\1", 0, false, false},    // the row may be empty
		{"(\\w+)\\1", 0, false, false},     // nothing between
		{"(\\w+)\\s+\\1", 0, false, false}, // any number between
		{"(\\w+) \\1|x", 0, false, false},  // not needed
		{"((\\w+) \\2)?", 0, false, false},
		{"(\\w+)+ \\1", 0, false, false},
		{"(\\w+) (x) \\1", 0, false, false},
		{"(\\w+) \\2(x)", 0, false, false},
	};
	struct arena arena = {0};
	for (size_t i = 0; i < countof(cases); i++) {
		struct echo echo = echo_for(cases[i].regex, false, &arena);
		if (echo.between != cases[i].between ||
		    (echo.between &&
		     (echo.leads != cases[i].leads || echo.in_source != cases[i].in_source)))
			fail_msg("%s", cases[i].regex);
	}
	arena_release(&arena);
}

static bool says_nothing(struct str source)
{
	bool nothing = str_find(source, STR("]:"), 0) != SIZE_MAX;
	for (size_t i = 0; i < source.len; i++) {
		uint8_t bytes[3] = {0};
		for (size_t n = 0; n < 3 && i + n < source.len; n++)
			bytes[n] = (uint8_t)source.ptr[i + n];
		nothing |= raw_is_wild(bytes[0], bytes[1], bytes[2]) ||
			   raw_is_wild_beyond(bytes[0], bytes[1], bytes[2]);
	}
	return nothing;
}

struct tried {
	struct pattern *pattern;
	struct echo echo;
	uint32_t matching, denied;
};

static void check_source(struct tried *tried, struct str source, struct str text)
{
	struct buf scratch = {0};
	struct range match;
	bool matches = pattern_find(tried->pattern, text, 0, &match);
	bool denied = !echo_in_source(&tried->echo, source, &scratch);
	if (matches && denied)
		fail_msg("denied: %.*s\nshown: %.*s", STR_ARG(source), STR_ARG(text));
	tried->matching += matches;
	tried->denied += denied;
	buf_release(&scratch);
}

// In small pages, made of what may stand between two rows and inside of them.
static void no_match_in_source_is_denied(void **state)
{
	(void)state;
	enum { TRIES = 120000 };
	static const char *const regexes[] = {"(\\w+) \\1",       "(?i)(\\w\\w) \\1\\b",
					      "([a-z0-9]+), \\1", "(\\w) \\1",
					      "([a-z]+)[,-] \\1", "(\\w+) b \\1"};
	static const char *const pieces[] = {"a",
					     "a",
					     "b",
					     "ab",
					     "ab",
					     "ba",
					     "_",
					     "\xc3\xa9",
					     "1",
					     " ",
					     " ",
					     " ",
					     ", ",
					     "\n",
					     "-",
					     "*",
					     "**",
					     "`",
					     "`",
					     "``",
					     "_",
					     "[",
					     "]",
					     "](",
					     ")",
					     "](a)",
					     "](a b)",
					     "][a]",
					     "][a b]",
					     "<b>",
					     "</b>",
					     "<a b>",
					     "<br>",
					     "&amp;",
					     "&nbsp;",
					     "&a",
					     "\n> ",
					     "\n- ",
					     "\n\n",
					     "\\",
					     "<http:a>",
					     "<",
					     ">",
					     "!",
					     "~~",
					     "|",
					     "\t",
					     "\n    ",
					     "<a href='a b'>",
					     "<!-- a",
					     "-->",
					     "\n```\n",
					     "[[a|",
					     "]]",
					     "\"",
					     "\xc2\xad",
					     "\xe4\xb8\xad",
					     "b ab",
					     "a` b `",
					     "a a",
					     "(",
					     "\n| a | a |\n|---|---|\n"};
	struct tried tried[countof(regexes)] = {{0}};
	struct arena arena = {0}, pages = {0};
	struct err err;
	uint32_t seed = 11;
	for (size_t r = 0; r < countof(regexes); r++) {
		tried[r].pattern = pattern_new(str_of(regexes[r]), 0, &err);
		tried[r].echo = echo_for(regexes[r], false, &arena);
		assert_non_null(tried[r].pattern);
		assert_true(tried[r].echo.in_source);
	}
	for (uint32_t i = 0; i < TRIES; i++) {
		struct buf source = {0};
		struct page page;
		for (uint32_t n = 3 + roll(&seed, i % 4 ? 8 : 20); n; n--)
			buf_add(&source, str_of(pieces[roll(&seed, countof(pieces))]));
		if (!says_nothing(buf_str(&source))) {
			page_parse(STR("a.md"), buf_str(&source), &pages, &page);
			check_source(&tried[i % countof(tried)], buf_str(&source), page.doc.text);
		}
		arena_clear(&pages);
		buf_release(&source);
	}
	for (size_t r = 0; r < countof(regexes); r++) {
		assert_true(tried[r].matching > 10 && tried[r].denied > TRIES / 40);
		pattern_release(tried[r].pattern);
	}
	arena_release(&arena);
	arena_release(&pages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_needed_is_read_off),
		cmocka_unit_test(no_match_in_source_is_denied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
