// SPDX-License-Identifier: ISC

#include "expect.h"

#include "text/utf8.h"

#define FFFD "\xEF\xBF\xBD"

static void clean_replaces_each_maximal_subpart(void **state)
{
	(void)state;
	static const struct {
		const char *why, *bytes, *want;
	} cases[] = {
		{"valid stays", "a\xC3\xA4\xE2\x82\xAC\xF0\x9D\x84\x9E",
		 "a\xC3\xA4\xE2\x82\xAC\xF0\x9D\x84\x9E"},
		{"table 3-8: truncated sequences", "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41",
		 FFFD FFFD FFFD FFFD "A"},
		{"table 3-9: non-shortest forms", "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
		 FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A"},
		{"table 3-10: surrogates", "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41",
		 FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A"},
		{"above 10FFFF", "\xF4\x90\x80\x80", FFFD FFFD FFFD FFFD},
		{"a lone continuation", "a\x80z", "a" FFFD "z"},
		{"cut at the end", "a\xF0\x9D\x84", "a" FFFD},
		{"bytes that are never there", "\xFE\xFF", FFFD FFFD},
		{"a mark of byte order at the start", "\xEF\xBB\xBFx", "x"},
		{"and anywhere else", "x\xEF\xBB\xBF", "x\xEF\xBB\xBF"},
		{"alone", "\xEF\xBB\xBF", ""},
		{"noncharacters are characters", "\xEF\xBF\xBF", "\xEF\xBF\xBF"},
		{"bad behind eight good ones", "abcdefgh\x80ijklmnopq",
		 "abcdefgh" FFFD "ijklmnopq"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct str bytes = str_of(cases[i].bytes);
		struct str clean = utf8_clean(&arena, bytes);
		expect_str(cases[i].why, clean, str_of(cases[i].want));
		if (str_eq(clean, bytes) && clean.ptr != bytes.ptr)
			fail_msg("%s: copied without need", cases[i].why);
		arena_release(&arena);
	}
}

static void nul_is_replaced_wherever_it_stands(void **state)
{
	(void)state;
	struct arena arena = {0};
	for (size_t at = 0; at < 40; at++) {
		char text[40], want[42];
		memset(text, 'x', sizeof text);
		memset(want, 'x', sizeof want);
		text[at] = '\0';
		memcpy(want + at, FFFD, 3);
		expect_str("eight at a time, and the rest",
			   utf8_clean(&arena, (struct str){text, sizeof text}),
			   (struct str){want, sizeof want});
		assert_true(utf8_valid((struct str){text, sizeof text}));
	}
	arena_release(&arena);
}

static void every_code_point_is_written_and_read(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x110000; cp++) {
		char bytes[UTF8_MAX];
		struct str text = {bytes, utf8_put(cp, bytes)};
		bool exists = cp < 0x110000 && (cp < 0xD800 || cp > 0xDFFF);
		size_t at = 0, end = text.len;
		uint32_t read = utf8_next(text, &at);
		if (read != (exists ? cp : UTF8_REPLACEMENT) || at != text.len || !utf8_valid(text))
			fail_msg("%X became %X", cp, read);
		assert_true(utf8_prev(text, &end) == read && end == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_replaces_each_maximal_subpart),
		cmocka_unit_test(nul_is_replaced_wherever_it_stands),
		cmocka_unit_test(every_code_point_is_written_and_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
