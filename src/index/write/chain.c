// SPDX-License-Identifier: ISC

#include "index/write/chain.h"

void chain_open(struct chain *chain, struct str bytes)
{
	enum { FIRST_ROOM = 64 };
	chain->at = (const uint8_t *)bytes.ptr;
	chain->end = chain->at + bytes.len;
	chain->section = UINT32_MAX;
	if (!chain->gaps.room)
		buf_reserve(&chain->gaps, FIRST_ROOM);
}

static inline void add_place(struct chain *chain, uint32_t value)
{
	if (chain->gaps.room < sizeof value * ((size_t)chain->places + 1)) {
		chain->gaps.len = sizeof value * (size_t)chain->places;
		buf_grow(&chain->gaps, sizeof value);
	}
	((uint32_t *)(void *)chain->gaps.ptr)[chain->places++] = value;
}

// The same form twice at one position (a joined form that equals a part) counts once: makes the
// positions strictly ascend, and returns how many are left.
static uint32_t order_positions(uint32_t *positions, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		uint32_t position = positions[i], j = i;
		for (; j && positions[j - 1] > position; j--)
			positions[j] = positions[j - 1];
		positions[j] = position;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (!kept || positions[i] != positions[kept - 1])
			positions[kept++] = positions[i];
	}
	return kept;
}

static void count_one(struct chain *chain, enum field field, uint32_t position)
{
	if (chain->count[field] == CHAIN_MOST)
		return;
	chain->count[field]++;
	if (chain_has_position(field))
		add_place(chain, position);
}

// Goes on with a posting of which words of the body, `plain` in number, have been read, up to
// another with the tag of `other` shifted away.
static void take_others(struct chain *chain, uint32_t other)
{
	uint32_t *positions = (uint32_t *)(void *)chain->gaps.ptr, next = 0;
	for (uint32_t i = 0; i < chain->places; i++) {
		positions[i] += next;
		next = positions[i] + 1;
	}
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++)
		chain->count[field] = 0;
	chain->count[FIELD_BODY] = (uint16_t)chain->places;
	for (bool body = false;;) {
		enum field field = body ? FIELD_BODY : (enum field)other;
		uint32_t position = 0;
		if (body)
			position = next + other;
		else if (chain_has_position(field))
			position = varint_take_wide(&chain->at);
		if (chain_has_position(field) && position >= next)
			next = position + 1;
		count_one(chain, field, position);
		if (chain_posting_ends(chain))
			break;
		uint32_t link = varint_take_wide(&chain->at);
		body = !(link & 2);
		other = link >> 2;
	}
	positions = (uint32_t *)(void *)chain->gaps.ptr;
	uint32_t kept = order_positions(positions, chain->places);
	for (; chain->places > kept; chain->places--)
		chain->count[chain->count[FIELD_BODY] ? FIELD_BODY : FIELD_HEADING]--;
	for (uint32_t i = kept; i-- > 1;)
		positions[i] -= positions[i - 1] + 1;
}

void chain_go_on(struct chain *chain, uint32_t first)
{
	chain->places = 0;
	chain->plain = false;
	if (first & 1) {
		take_others(chain, first >> 1);
		return;
	}
	add_place(chain, first >> 1);
	while (!chain_posting_ends(chain)) {
		uint32_t link = varint_take_wide(&chain->at);
		if (link & 2) {
			take_others(chain, link >> 2);
			return;
		}
		if (chain->places < CHAIN_MOST)
			add_place(chain, link >> 2);
	}
	chain->plain = true;
	chain->count[FIELD_BODY] = (uint16_t)chain->places;
}

void chain_release(struct chain *chain)
{
	buf_release(&chain->gaps);
}
