// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/utf8.h"
#include "view/action.h"

static const enum keyset sets[] = {EVERYWHERE, ON_MAP, ON_RESULTS, ON_PAGE, ON_LIST, TYPING};

static void every_action_has_keys_that_exist_and_a_help(void **state)
{
	(void)state;
	for (int action = ACT_WHEEL_DOWN + 1; action < ACT_COUNT; action++) {
		const struct action_info *info = &action_info[action];
		struct str keys = str_of(info->keys);
		struct key_name key;
		if (!keys.len || !str_of(info->help).len)
			fail_msg("%s has no key or no help", info->name);
		while (action_next_key(&keys, &key)) {
			if (key.key == KEYS_NONE)
				fail_msg("%s: no key is called %.*s", info->name,
					 STR_ARG(key.name));
		}
	}
}

static void no_key_stands_twice_in_one_set(void **state)
{
	(void)state;
	for (int action = ACT_WHEEL_DOWN + 1; action < ACT_COUNT; action++) {
		const struct action_info *info = &action_info[action];
		struct str keys = str_of(info->keys);
		struct key_name key;
		while (action_next_key(&keys, &key)) {
			// The first that has the key is found: it must be this one.
			enum action found = info->where == TYPING && key.key == ' '
						    ? ACT_CHAR
						    : action_of(key.key, info->where);
			if (found != (enum action)action)
				fail_msg("%.*s is %s and %s", STR_ARG(key.name), info->name,
					 action_info[found].name);
		}
	}
}

static void keys_are_found_in_the_right_order(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		uint32_t key;
		unsigned sets;
		enum action action;
	} cases[] = {
		{"a screen's own key", 'k', ON_MAP | EVERYWHERE, ACT_MAP_UP},
		{"another screen's key means nothing", 'k', ON_RESULTS, ACT_CHAR},
		{"common to all", 'q', ON_PAGE | EVERYWHERE, ACT_CLOSE},
		{"not listened to", 'q', ON_PAGE, ACT_NONE},
		{"the screen comes before all", 'K', ON_PAGE | EVERYWHERE, ACT_PEEK},
		{"a character is typed", 'q', TYPING | EVERYWHERE, ACT_CHAR},
		{"so is a space", ' ', ON_RESULTS, ACT_CHAR},
		{"and one beyond ASCII", 0xE4, TYPING, ACT_CHAR},
		{"a control character is not", 0x9B, TYPING, ACT_NONE},
		{"DEL is not", 0x7F, TYPING, ACT_NONE},
		{"results are typed at, their keys first", KEYS_UP, ON_RESULTS, ACT_HIT_UP},
		{"^P of the results", 'P' & 0x1F, ON_RESULTS, ACT_QUERY_OLDER},
		{"^P of a line", 'P' & 0x1F, TYPING, ACT_TYPE_OLDER},
		{"the line's own key on the results", 'W' & 0x1F, ON_RESULTS, ACT_TYPE_WORD},
		{"F1 while typing", KEYS_F1, ON_RESULTS, ACT_HELP},
		{"^L while typing", 'L' & 0x1F, TYPING, ACT_REDRAW},
		{"a percent sign is a key", '%', ON_MAP, ACT_MAP_TWIN},
		{"a digit", '7', ON_PAGE, ACT_PAGE_DIGIT},
		{"nothing", KEYS_NONE, ON_MAP | EVERYWHERE, ACT_NONE},
		{"a resize is no action", KEYS_RESIZE, ON_MAP | EVERYWHERE, ACT_NONE},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		enum action got = action_of(cases[i].key, cases[i].sets);
		if (got != cases[i].action)
			fail_msg("%s: %s", cases[i].why, action_info[got].name);
	}
}

static void keys_are_named_as_people_read_them(void **state)
{
	(void)state;
	static const struct {
		enum action action;
		const char *keys;
	} cases[] = {
		{ACT_LINE_DOWN, "j or Down"},
		{ACT_HIT_KIND, "^K"},
		{ACT_PAGE_DOWN, "Space or f or ^F or PgDn"},
		{ACT_MAP_DIGIT, "1 to 9"},
		{ACT_PAGE_DIGIT, "0 to 9"},
		{ACT_BOOKMARKS, "'"},
		{ACT_PREV_LINK, "S-Tab"},
	};
	struct arena arena = {0};
	for (size_t i = 0; i < countof(cases); i++) {
		struct str keys = action_keys(cases[i].action, &arena);
		if (!str_eq(keys, str_of(cases[i].keys)))
			fail_msg("%s: %.*s", cases[i].keys, STR_ARG(keys));
	}
	arena_release(&arena);
}

static void a_key_of_two_sets_that_are_heard_together_is_meant(void **state)
{
	(void)state;
	// Where a screen hides a key that works everywhere, that must be on purpose.
	for (size_t s = 1; s < countof(sets); s++) {
		for (int action = 0; action < ACT_COUNT && sets[s] != TYPING; action++) {
			struct str keys = str_of(action_info[action].keys);
			struct key_name key;
			while (action_info[action].where == EVERYWHERE &&
			       action_next_key(&keys, &key)) {
				enum action found = action_of(key.key, sets[s] | EVERYWHERE);
				if (found != (enum action)action && found != ACT_CHAR)
					fail_msg("%s hides %s", action_info[found].name,
						 action_info[action].name);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_action_has_keys_that_exist_and_a_help),
		cmocka_unit_test(no_key_stands_twice_in_one_set),
		cmocka_unit_test(keys_are_found_in_the_right_order),
		cmocka_unit_test(keys_are_named_as_people_read_them),
		cmocka_unit_test(a_key_of_two_sets_that_are_heard_together_is_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
