// SPDX-License-Identifier: ISC

#include "search/snippet/starts.h"

#include "expect.h"
#include "text/word.h"

#include <stdlib.h>

// Whether a word with the form lies in a stretch that is found, wherever one does.
static bool is_found(struct str text, const struct word *word)
{
	struct starts starts = {0};
	size_t from = 0, end = 0;
	starts_add(&starts, (struct str){word->form, word->form_len});
	while (end < text.len && end < word->text.to) {
		from = starts_next(&starts, text, end);
		end = starts_end(text, from);
	}
	return from <= word->text.from && end >= word->text.to;
}

static void every_word_is_found(void **state)
{
	(void)state;
	// What is glued together, parted, joined, folded or without spaces, at any place of a block.
	static const char *const parts[] = {
		"a",
		"the",
		"calf",
		"Calf",
		"x",
		"15",
		"mm",
		"2,000",
		"1.5",
		"_",
		"-",
		"'",
		"'s",
		" ",
		" ",
		" ",
		"\n",
		"\t",
		".",
		",",
		"(",
		"\xc3\xa9",
		"\xe5\xad\x97",
		"\xe2\x80\x99",
		"\xd0\xb6",
		"o",
		"l",
		"E",
		"sore",
		"pain",
		"|",
		"*",
	};
	srand(1);
	for (int round = 0; round < 3000; round++) {
		char bytes[256];
		struct str text = {bytes, 0};
		for (int n = rand() % 60; n && text.len < sizeof bytes - 8; n--) {
			struct str part = str_of(parts[(size_t)rand() % countof(parts)]);
			memcpy(bytes + text.len, part.ptr, part.len);
			text.len += part.len;
		}
		struct words words = words_of(text);
		for (struct word word; word_next(&words, &word);) {
			if (!is_found(text, &word))
				fail_msg("%.*s in: %.*s", (int)word.form_len, word.form,
					 STR_ARG(text));
		}
	}
}

static void few_stretches_are_looked_at(void **state)
{
	(void)state;
	static const struct {
		const char *form, *text;
		uint32_t count;
		const char *why;
	} cases[] = {
		{"calf", "the calf and the Calves cling, 3calls", 3,
		 "two letters tell, and where it begins"},
		{"calf", "focal scalp c-alf", 1, "inside a word none begins"},
		{"c", "cow c c3 call", 4, "a single letter may begin anything"},
		{"calf", "", 0, "nothing in nothing"},
		{"calf", "\xc3\xa9 \xe5\xad\x97", 2, "what is not ASCII may fold to anything"},
		{"\xd0\xb6", "calf", 0, "and is nowhere else"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct starts starts = {0};
		struct str text = str_of(cases[i].text);
		uint32_t count = 0;
		starts_add(&starts, str_of(cases[i].form));
		for (size_t at = 0; (at = starts_next(&starts, text, at)) < text.len; count++)
			at = starts_end(text, at);
		if (count != cases[i].count)
			fail_msg("%s: %u stretches", cases[i].why, count);
	}
}

static void too_many_forms_are_all_words(void **state)
{
	(void)state;
	struct starts starts = {0};
	for (char c = 'a'; c < 'a' + STARTS_MOST + 1; c++)
		starts_add(&starts, (struct str){&c, 1});
	assert_int_equal(starts_next(&starts, STR("zzz zz"), 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_found),
		cmocka_unit_test(few_stretches_are_looked_at),
		cmocka_unit_test(too_many_forms_are_all_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
