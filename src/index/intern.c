// SPDX-License-Identifier: ISC

#include "index/intern.h"

static void grow_slots(struct intern *intern)
{
	uint32_t nslots = intern->nslots ? intern->nslots * 2 : 256;
	uint64_t *slots = arena_array(&intern->arena, uint64_t, nslots);
	for (uint32_t i = 0; i < intern->nslots; i++) {
		uint32_t at = (uint32_t)(intern->slots[i] >> 32) & (nslots - 1);
		if (!intern->slots[i])
			continue;
		while (slots[at])
			at = (at + 1) & (nslots - 1);
		slots[at] = intern->slots[i];
	}
	intern->slots = slots;
	intern->nslots = nslots;
}

static uint32_t half_hash(struct str text)
{
	uint64_t hash = str_hash(text);
	return (uint32_t)(hash ^ hash >> 32);
}

// The slot of `text`, or the empty one where it would go.
static uint64_t *slot_of(const struct intern *intern, struct str text, uint32_t hash)
{
	uint32_t mask = intern->nslots - 1, at = hash & mask;
	for (; intern->slots[at]; at = (at + 1) & mask) {
		uint64_t slot = intern->slots[at];
		if (slot >> 32 == hash && str_eq(intern_str(intern, (uint32_t)slot - 1), text))
			break;
	}
	return &intern->slots[at];
}

uint32_t intern_add(struct intern *intern, struct str text)
{
	if (intern->count >= intern->nslots / 2)
		grow_slots(intern);
	uint32_t hash = half_hash(text);
	uint64_t *slot = slot_of(intern, text, hash);
	if (*slot)
		return (uint32_t)*slot - 1;
	struct str copy = arena_copy(&intern->arena, text);
	buf_add(&intern->strings, (struct str){(const char *)&copy, sizeof copy});
	*slot = (uint64_t)hash << 32 | (intern->count + 1);
	return intern->count++;
}

uint32_t intern_find(const struct intern *intern, struct str text)
{
	if (!intern->nslots)
		return UINT32_MAX;
	return (uint32_t)*slot_of(intern, text, half_hash(text)) - 1;
}

void intern_release(struct intern *intern)
{
	buf_release(&intern->strings);
	arena_release(&intern->arena);
}
