// SPDX-License-Identifier: ISC

#include "index/write/intern.h"

static uint32_t find(const struct intern *intern, struct str text, uint32_t hash)
{
	struct slots_walk walk = slots_walk(&intern->slots, hash);
	for (uint32_t n; (n = slots_next(&intern->slots, &walk)) != SLOTS_NONE;) {
		if (str_eq(intern_str(intern, n), text))
			return n;
	}
	return UINT32_MAX;
}

uint32_t intern_ask(const struct intern *intern, struct str text)
{
	uint32_t hash = slots_hash(text);
	slots_prefetch(&intern->slots, hash);
	return hash;
}

uint32_t intern_add_asked(struct intern *intern, struct str text, uint32_t hash)
{
	uint32_t found = find(intern, text, hash);
	if (found != UINT32_MAX)
		return found;
	struct str copy = arena_copy(&intern->arena, text);
	buf_add(&intern->strings, (struct str){(const char *)&copy, sizeof copy});
	slots_add(&intern->slots, hash, intern->count);
	return intern->count++;
}

uint32_t intern_add(struct intern *intern, struct str text)
{
	return intern_add_asked(intern, text, slots_hash(text));
}

uint32_t intern_find(const struct intern *intern, struct str text)
{
	return find(intern, text, slots_hash(text));
}

void intern_release(struct intern *intern)
{
	buf_release(&intern->strings);
	slots_release(&intern->slots);
	arena_release(&intern->arena);
	intern->count = 0;
}
