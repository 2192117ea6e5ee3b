// SPDX-License-Identifier: ISC

#include "index/write/slots.h"

#include <string.h>

enum { FIRST_SLOTS = 256 };

static void put(struct buf *table, uint32_t mask, uint64_t slot)
{
	uint64_t *at = (uint64_t *)(void *)table->ptr;
	uint32_t i = (uint32_t)(slot >> 32) & mask;
	while (at[i])
		i = (i + 1) & mask;
	at[i] = slot;
}

static void grow(struct slots *slots)
{
	uint32_t before = slots->at.ptr ? slots->mask + 1 : 0;
	uint32_t after = before ? before * 2 : FIRST_SLOTS;
	const uint64_t *old = (const uint64_t *)(const void *)slots->at.ptr;
	struct buf table = {0};
	buf_fill(&table, 0, sizeof *old * after);
	for (uint32_t i = 0; i < before; i++) {
		if (old[i])
			put(&table, after - 1, old[i]);
	}
	buf_release(&slots->at);
	slots->at = table;
	slots->mask = after - 1;
}

uint32_t slots_hash(struct str text)
{
	uint64_t hash = text.len, word = 0;
	size_t at = 0;
	for (; text.len - at >= sizeof word; at += sizeof word) {
		memcpy(&word, text.ptr + at, sizeof word);
		hash = slots_mix(hash, word);
	}
	word = 0;
	if (at < text.len)
		memcpy(&word, text.ptr + at, text.len - at);
	return (uint32_t)(slots_mix(hash, word) >> 32);
}

void slots_add(struct slots *slots, uint32_t hash, uint32_t number)
{
	if (!slots->at.ptr || slots->count > slots->mask / 2)
		grow(slots);
	put(&slots->at, slots->mask, (uint64_t)hash << 32 | (number + 1));
	slots->count++;
}

void slots_clear(struct slots *slots)
{
	if (slots->at.ptr)
		memset(slots->at.ptr, 0, slots->at.len);
	slots->count = 0;
}

void slots_release(struct slots *slots)
{
	buf_release(&slots->at);
	*slots = (struct slots){0};
}
