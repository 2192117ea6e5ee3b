// SPDX-License-Identifier: ISC

#include "expect.h"

#include "ui/paste.h"

// Keys in a line: '[' and ']' around what is pasted, '|' Enter, '_' Tab, '^' the arrow up.
static uint32_t key_of(uint32_t ch)
{
	switch (ch) {
	case '[':
		return KEYS_PASTE;
	case ']':
		return KEYS_PASTE_END;
	case '|':
		return KEYS_ENTER;
	case '_':
		return KEYS_TAB;
	case '^':
		return KEYS_UP;
	default:
		return ch;
	}
}

static char sign_of(uint32_t key, bool pasted)
{
	return key == KEYS_ENTER       ? '|'
	       : key == KEYS_TAB       ? '_'
	       : key == KEYS_UP        ? '^'
	       : key == KEYS_PASTE_END ? ']'
	       : pasted && key != ' '  ? (char)(key - 'a' + 'A')
				       : (char)key;
}

static void what_is_pasted_is_text(void **state)
{
	(void)state;
	static const struct {
		const char *why, *keys, *want; // pasted letters as capitals
	} cases[] = {
		{"keys are keys", "ab|_c", "ab|_c"},
		{"text", "a[bc]d|", "aBC]d|"},
		{"a line end is a space", "[a|b]", "A B]"},
		{"one however it is written, with what is around it", "[a ||  b_c]", "A B C]"},
		{"spaces are spaces elsewhere", "[a  b]", "A  B]"},
		{"a tab", "[a_b]", "A B]"},
		{"at the end as well", "[a|]|", "A ]|"},
		{"nothing acts", "[a\003\033b]", "AB]"},
		{"one paste does not know another", "[a|][|b]", "A ] B]"},
		{"its end was lost: a key that nobody pastes is one", "[a|^b|", "A ^b|"},
		{"an end alone", "a]b", "a]b"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct paste paste = {0};
		char got[64];
		size_t len = 0;
		for (const char *at = cases[i].keys; *at; at++) {
			uint32_t key = paste_key(&paste, key_of((unsigned char)*at));
			if (key != KEYS_NONE)
				got[len++] = sign_of(key, paste.on);
		}
		expect_str(cases[i].why, (struct str){got, len}, str_of(cases[i].want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_pasted_is_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
