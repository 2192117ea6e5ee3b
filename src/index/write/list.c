// SPDX-License-Identifier: ISC

#include "index/write/list.h"

#include <string.h>

#include "index/le.h"
#include "index/pack.h"
#include "index/posting.h"

static const struct list_bound nothing = {.least_body = UINT8_MAX};

void list_begin(struct list_writer *w, struct buf *out, uint32_t sections)
{
	w->out = out;
	w->start = out->len;
	w->nblocks = sections > FORMAT_BLOCK ? (sections + FORMAT_BLOCK - 1) / FORMAT_BLOCK : 0;
	w->done = w->held = w->own = 0;
	w->last = UINT32_MAX;
	w->bound = w->whole = nothing;
	w->positions.len = w->places.len = w->block_positions = 0;
	if (w->nblocks)
		buf_fill(out, 0, FORMAT_LIST + (size_t)FORMAT_SKIP * w->nblocks);
}

static void bound_put(uint8_t *at, const struct list_bound *bound)
{
	memcpy(at, bound->count, FIELD_COUNT);
	at[FIELD_COUNT] = bound->least_body;
	at[FIELD_COUNT + 1] = 0;
}

static void bound_widen(struct list_bound *bound, const struct list_bound *by)
{
	for (int field = 0; field < FIELD_COUNT; field++) {
		if (by->count[field] > bound->count[field])
			bound->count[field] = by->count[field];
	}
	if (by->least_body < bound->least_body)
		bound->least_body = by->least_body;
}

// The positions of a block: in groups, and what is left over as it was.
static void put_places(struct list_writer *w, bool grouped)
{
	const uint32_t *places = (const void *)w->places.ptr;
	size_t count = w->places.len / sizeof *places, at = 0;
	for (; grouped && count - at >= FORMAT_BLOCK; at += FORMAT_BLOCK)
		pack_put(&w->positions, places + at);
	for (; at < count; at++)
		buf_varint(&w->positions, places[at]);
	w->places.len = 0;
}

static void put_block(struct list_writer *w)
{
	uint32_t codes[FORMAT_BLOCK];
	for (uint32_t i = 0; i < FORMAT_BLOCK; i++)
		codes[i] = posting_code(w->count[i]);
	pack_put(w->out, w->gaps);
	pack_put(w->out, codes);
	for (uint32_t i = 0; i < FORMAT_BLOCK; i++) {
		if (codes[i] & 1)
			posting_put_other(w->out, w->count[i]);
	}
}

static void end_block(struct list_writer *w)
{
	size_t skips = w->start + FORMAT_LIST;
	size_t blocks = skips + (size_t)FORMAT_SKIP * w->nblocks;
	size_t offset = w->out->len - blocks;
	bool full = w->held == FORMAT_BLOCK && w->nblocks;
	if (full) {
		put_block(w);
	} else {
		for (uint32_t i = 0; i < w->held; i++)
			posting_put_tail(w->out, w->gaps[i], w->count[i]);
	}
	if (w->nblocks) {
		uint8_t *skip = (uint8_t *)w->out->ptr + skips + (size_t)FORMAT_SKIP * w->done;
		le32_put(skip, w->last);
		le32_put(skip + 4, (uint32_t)offset);
		le32_put(skip + 8, (uint32_t)w->block_positions);
		bound_put(skip + 12, &w->bound);
	}
	put_places(w, full);
	bound_widen(&w->whole, &w->bound);
	w->bound = nothing;
	w->block_positions = w->positions.len;
	w->held = 0;
	w->done++;
}

static uint8_t byte_of(uint32_t value)
{
	return (uint8_t)(value < UINT8_MAX ? value : UINT8_MAX);
}

// A list without blocks keeps the varints as they are; they are a few bytes, mostly.
static void add_places(struct list_writer *w, struct str positions)
{
	if (!positions.len)
		return;
	struct buf *out = w->nblocks ? &w->places : &w->positions;
	buf_reserve(out, sizeof(uint32_t) * positions.len);
	if (!w->nblocks) {
		for (size_t i = 0; i < positions.len; i++)
			out->ptr[out->len++] = positions.ptr[i];
		return;
	}
	const uint8_t *at = (const uint8_t *)positions.ptr, *end = at + positions.len;
	uint32_t *places = (uint32_t *)(void *)out->ptr + out->len / sizeof *places;
	while (at < end) {
		*places++ = varint_take(&at);
		out->len += sizeof *places;
	}
}

void list_add(struct list_writer *w, uint32_t section, const uint16_t count[FIELD_COUNT],
	      uint32_t body, struct str positions)
{
	struct list_bound bound = {.least_body = byte_of(body)};
	for (int field = 0; field < FIELD_COUNT; field++)
		bound.count[field] = byte_of(count[field]);
	bound_widen(&w->bound, &bound);
	w->own += count[FIELD_BODY] || count[FIELD_HEADING];
	memcpy(w->count[w->held], count, sizeof w->count[0]);
	w->gaps[w->held++] = section - w->last - 1;
	w->last = section;
	add_places(w, positions);
	if (w->held == FORMAT_BLOCK)
		end_block(w);
}

void list_end(struct list_writer *w)
{
	if (w->held)
		end_block(w);
	if (w->nblocks) {
		uint8_t *head = (uint8_t *)w->out->ptr + w->start;
		size_t blocks = FORMAT_LIST + (size_t)FORMAT_SKIP * w->nblocks;
		bound_put(head, &w->whole);
		le32_put(head + FORMAT_BOUND, (uint32_t)(w->out->len - w->start - blocks));
		le32_put(head + FORMAT_BOUND + 4, w->own);
	}
	buf_add(w->out, buf_str(&w->positions));
}

void list_release(struct list_writer *w)
{
	buf_release(&w->positions);
	buf_release(&w->places);
}
