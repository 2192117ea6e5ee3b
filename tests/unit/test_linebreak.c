// SPDX-License-Identifier: ISC

#include "expect.h"

#include <linebreak.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "text/column.h"
#include "text/linebreak.h"
#include "text/utf8.h"

// Writes '|' where a line may end and '!' where it must.
static struct str with_breaks(struct str text, const char *language, struct arena *arena)
{
	uint8_t *breaks = arena_array(arena, uint8_t, text.len + 1);
	char *out = arena_bytes(arena, text.len * 2 + 1);
	size_t len = 0;
	linebreak_find(text, str_of(language), breaks);
	for (size_t i = 0; i < text.len; i++) {
		out[len++] = text.ptr[i];
		if (breaks[i] != LINEBREAK_NO)
			out[len++] = breaks[i] == LINEBREAK_MUST ? '!' : '|';
	}
	return (struct str){out, len};
}

static void lines_end_where_uax_14_lets_them(void **state)
{
	(void)state;
	static const struct {
		const char *why, *language, *text;
	} cases[] = {
		{"behind spaces", "en", "calf  |pain|"},
		{"behind a hyphen, not before it", "en", "two-|headed|"},
		{"not before punctuation", "en", "pain, |(or |not)!?|"},
		{"not in a number", "en", "1,000.5 |mm|"},
		{"not at a space that holds", "en", "5\u00A0mm|"},
		{"must at a line feed", "en", "one\n!two|"},
		{"and at the end", "en", "one\n!"},
		{"between ideographs, not before their stop", "zh", "東|京|都。|"},
		{"no language", "", "a |b|"},
		{"a language that is too long", "a-language-of-many-letters", "a |b|"},
		{"not in a character of many bytes", "en", "é|"},
		{"not before an accent", "en", "e\u0301a|"},
		{"between flags, not in one", "en", "🇩🇪|🇫🇷|"},
		{"a letter of a flag alone", "en", "a|🇩|b|"},
		{"not in a family", "en", "👨\u200D👩|👍|"},
		{"a noncharacter is not the end", "en", "a |\uFFFF |b|"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct str want = str_of(cases[i].text);
		char *text = arena_bytes(&arena, want.len);
		size_t len = 0;
		for (size_t j = 0; j < want.len; j++) {
			if (want.ptr[j] != '|' && (want.ptr[j] != '!' || want.ptr[j - 1] == ')'))
				text[len++] = want.ptr[j];
		}
		expect_str(cases[i].why,
			   with_breaks((struct str){text, len}, cases[i].language, &arena), want);
		arena_release(&arena);
	}
}

// What the library says of the whole of a text without its hazards, outside of clusters.
static uint8_t *by_library(struct str text, const char *language, struct arena *arena)
{
	uint8_t *breaks = arena_array(arena, uint8_t, text.len + 1);
	set_linebreaks_utf8((const utf8_t *)text.ptr, text.len, *language ? language : NULL,
			    (char *)breaks);
	for (size_t at = 0, behind; at < text.len; at = behind) {
		int cols;
		behind = column_next(text, at, &cols);
		uint8_t found = breaks[behind - 1];
		memset(breaks + at, LINEBREAK_NO, behind - at);
		if (found == LINEBREAK_MUSTBREAK)
			breaks[behind - 1] = LINEBREAK_MUST;
		else if (found == LINEBREAK_ALLOWBREAK)
			breaks[behind - 1] = LINEBREAK_MAY;
	}
	if (text.len && text.ptr[text.len - 1] != '\n')
		breaks[text.len - 1] = LINEBREAK_MAY;
	return breaks;
}

static void agrees(struct str text, const char *language)
{
	struct arena arena = {0};
	uint8_t *breaks = arena_array(&arena, uint8_t, text.len + 1);
	linebreak_find(text, str_of(language), breaks);
	const uint8_t *want = by_library(text, language, &arena);
	for (size_t i = 0; i < text.len; i++) {
		if (breaks[i] != want[i])
			fail_msg("byte %zu of \"%.*s\" (%s): %d, not %d", i, STR_ARG(text),
				 language, breaks[i], want[i]);
	}
	arena_release(&arena);
}

static uint32_t chance(uint32_t *dice, uint32_t sides)
{
	*dice = *dice * 1664525 + 1013904223;
	return (*dice >> 8) % sides;
}

// Words and stops as a text has them, and now and then whatever else there is.
static struct str random_text(uint32_t *dice, struct buf *buf)
{
	static const char *const others[] = {
		"(",       ")",
		"-",       "'",
		"\"",      "\u2013",
		"\u201c",  "\u201d",
		"%",       "$",
		"/",       "!",
		"?",       ":",
		";",       "\n",
		"\t",      "\r\n",
		"\u00a0",  "\u00e4",
		"e\u0301", "\u6771\u4eac",
		"\u3002",  "\u0600",
		"[",       "]",
		"{",       "}",
		"|",       "\u200d",
		"\u200b",  "\u00ad",
		"\\",      "\U0001f469",
		"...",     " .",
		" ,",      "--",
		"1,5",     "\u0e01",
		"+",       "*",
		"_",       "#",
		"=",       "<",
		">",       "\u05d0",
	};
	uint32_t rare = 1 + chance(dice, 30);
	buf->len = 0;
	for (uint32_t n = 1 + chance(dice, 200); n; n--) {
		uint32_t kind = chance(dice, rare + 24);
		if (kind >= 24)
			buf_add(buf, str_of(others[chance(dice, countof(others))]));
		else if (kind < 16)
			buf_printf(buf, "%c", (int)('a' + chance(dice, 26)));
		else
			buf_printf(buf, "%c", " ,.9A  e"[kind - 16]);
	}
	return buf_str(buf);
}

static void plain_text_has_the_breaks_of_the_library(void **state)
{
	(void)state;
	static const char *const languages[] = {"", "en", "de", "fr", "es", "ru", "zh"};
	struct buf buf = {0};
	uint32_t dice = 1;
	init_linebreak();
	for (int i = 0; i < 30000; i++)
		agrees(random_text(&dice, &buf), languages[i % (int)countof(languages)]);
	// Each two characters of ASCII in the midst of plain text, apart and side by side.
	for (int a = 1; a < 127; a++) {
		for (int b = 1; b < 127; b++) {
			buf.len = 0;
			buf_printf(&buf,
				   "Words before a%cb%c%c words behind, words%c %c far enough", a,
				   b, a, b, a);
			agrees(buf_str(&buf), "en");
		}
	}
	buf_release(&buf);
}

static void each_line_agrees(const char *folder, const char *file)
{
	struct arena arena = {0};
	struct str text, line;
	struct err err;
	if (!file_read(arena_cstr(&arena, arena_printf(&arena, "%s/%s", folder, file)), 1 << 24,
		       &arena, &text, NULL, &err))
		fail_msg("%s", err.text);
	text = utf8_clean(&arena, text);
	while (str_line(&text, &line)) {
		if (str_find(line, STR("\xF0\x9F\x87"), 0) == SIZE_MAX &&
		    str_find(line, STR("\xEF\xBF\xBF"), 0) == SIZE_MAX)
			agrees(line, "en");
	}
	arena_release(&arena);
}

// Real text and, where it is there, what is meant to break programs.
static void so_have_files(void **state)
{
	(void)state;
	static const char *const own[] = {"README.md", "docs/ranking.md", "content/calf-pain.md"};
	static const char *const others[] = {"data/commonmark-0.30-spec.txt", "data/blns.json",
					     "data/UTF-8-test.txt", "data/utf8tests.bin"};
	const char *root = getenv("BODYMAP_TESTDATA");
	for (size_t i = 0; i < countof(own); i++)
		each_line_agrees(getenv("ROOT"), own[i]);
	for (size_t i = 0; root && i < countof(others); i++)
		each_line_agrees(root, others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_where_uax_14_lets_them),
		cmocka_unit_test(plain_text_has_the_breaks_of_the_library),
		cmocka_unit_test(so_have_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
