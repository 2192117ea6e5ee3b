// SPDX-License-Identifier: ISC

#include "expect.h"

#include "base/arena.h"
#include "text/linebreak.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_where_uax_14_lets_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
