// SPDX-License-Identifier: ISC

#include "view/action.h"

#include "text/utf8.h"

const struct action_info action_info[ACT_COUNT] = {
	[ACT_NONE] = {"NONE", "", "", 0},
	[ACT_CHAR] = {"CHAR", "", "type it", TYPING},
	[ACT_CLICK] = {"CLICK", "", "choose with the mouse", EVERYWHERE},
	[ACT_WHEEL_UP] = {"WHEEL_UP", "", "up with the mouse's wheel", EVERYWHERE},
	[ACT_WHEEL_DOWN] = {"WHEEL_DOWN", "", "down with the mouse's wheel", EVERYWHERE},
#define ACTION(name, where, keys, help) [ACT_##name] = {#name, keys, help, where},
	ACTIONS
#undef ACTION
};

const struct keyset_info keyset_info[KEYSETS] = {
	{ON_MAP, "On the map"},
	{ON_RESULTS, "While searching"},
	{ON_PAGE, "On a page"},
	{ON_MARKS, "In the bookmarks"},
	{ON_LIST, "In a list"},
	{TYPING, "In a line being typed"},
	{EVERYWHERE, "Everywhere but while typing"},
};

static const struct {
	const char *name;
	uint32_t key;
} named_keys[] = {
	{"Up", KEYS_UP},
	{"Down", KEYS_DOWN},
	{"Left", KEYS_LEFT},
	{"Right", KEYS_RIGHT},
	{"PgUp", KEYS_PGUP},
	{"PgDn", KEYS_PGDN},
	{"Home", KEYS_HOME},
	{"End", KEYS_END},
	{"Tab", KEYS_TAB},
	{"S-Tab", KEYS_STAB},
	{"Enter", KEYS_ENTER},
	{"Esc", KEYS_ESC},
	{"Backspace", KEYS_BACKSPACE},
	{"Delete", KEYS_DELETE},
	{"F1", KEYS_F1},
	{"Space", ' '},
};

static uint32_t key_named(struct str name)
{
	for (size_t i = 0; i < countof(named_keys); i++) {
		if (str_eq(name, str_of(named_keys[i].name)))
			return named_keys[i].key;
	}
	return KEYS_NONE;
}

bool action_next_key(struct str *keys, struct key_name *key)
{
	if (!keys->len)
		return false;
	struct str word = str_cut(*keys, ' ', keys);
	key->name = word;
	if (word.len > 2 && word.ptr[0] == '<') {
		key->name = str_sub(word, 1, word.len - 1);
		key->key = key_named(key->name);
	} else if (word.len == 2 && word.ptr[0] == '^') {
		key->key = word.ptr[1] & 0x1F;
	} else {
		size_t at = 0;
		key->key = word.len ? utf8_next(word, &at) : KEYS_NONE;
	}
	return true;
}

static bool printable(uint32_t key)
{
	return key >= ' ' && key < KEYS_NONE && !(key >= 0x7F && key < 0xA0);
}

static enum action find(uint32_t key, unsigned sets)
{
	for (int action = 0; action < ACT_COUNT; action++) {
		struct str keys = str_of(action_info[action].keys);
		struct key_name found;
		while ((action_info[action].where & sets) && action_next_key(&keys, &found)) {
			if (found.key == key)
				return (enum action)action;
		}
	}
	return ACT_NONE;
}

enum action action_of(uint32_t key, unsigned sets)
{
	if (key == KEYS_NONE)
		return ACT_NONE;
	if (sets & ON_RESULTS)
		sets |= TYPING;
	if ((sets & TYPING) && printable(key))
		return ACT_CHAR;
	enum action action = find(key, sets & ~(unsigned)(EVERYWHERE | TYPING));
	if (!action)
		action = find(key, sets & TYPING);
	if (!action)
		action = find(key, sets & (EVERYWHERE | TYPING) ? EVERYWHERE : 0);
	return action;
}

// "1 2 ... 9" is read as "1 to 9".
static bool row_of_characters(struct str keys)
{
	struct key_name key;
	uint32_t before = 0, count = 0;
	while (action_next_key(&keys, &key)) {
		if (count++ && key.key != before + 1)
			return false;
		before = key.key;
	}
	return count > 2;
}

struct str action_keys(enum action action, struct arena *arena)
{
	struct str keys = str_of(action_info[action].keys), text = {"", 0};
	bool row = row_of_characters(keys);
	struct key_name key;
	for (bool first = true; action_next_key(&keys, &key); first = false) {
		if (first)
			text = key.name;
		else if (!row || !keys.len)
			text = arena_printf(arena, "%.*s %s %.*s", STR_ARG(text), row ? "to" : "or",
					    STR_ARG(key.name));
	}
	return text;
}
