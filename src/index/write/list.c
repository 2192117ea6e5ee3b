// SPDX-License-Identifier: ISC

#include "index/write/list.h"

#include <string.h>

#include "index/le.h"
#include "index/pack.h"
#include "index/posting.h"

static const struct list_bound nothing = {.least_body = UINT8_MAX};

void list_begin(struct list_writer *w, struct buf *out, uint32_t sections, const uint8_t *body)
{
	w->body = body;
	w->out = out;
	w->start = out->len;
	w->nblocks = sections > FORMAT_BLOCK ? (sections + FORMAT_BLOCK - 1) / FORMAT_BLOCK : 0;
	w->full = w->nblocks ? sections / FORMAT_BLOCK : 0;
	w->done = w->held = w->own = 0;
	w->last = UINT32_MAX;
	w->bound = w->whole = nothing;
	w->positions.len = w->block_positions = 0;
	if (w->nblocks)
		buf_fill(out, 0, FORMAT_LIST + (size_t)FORMAT_SKIP * w->nblocks);
	w->block_at = out->len;
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

static uint8_t byte_of(uint32_t value)
{
	return (uint8_t)(value < UINT8_MAX ? value : UINT8_MAX);
}

static void bound_posting(struct list_writer *w, const struct list_posting *p)
{
	const uint8_t body = w->body[p->section];
	struct list_bound *bound = &w->bound;
	for (int field = FIELD_BODY; field < (p->plain ? FIELD_BODY + 1 : FIELD_COUNT); field++) {
		if (bound->count[field] < p->count[field])
			bound->count[field] = byte_of(p->count[field]);
	}
	if (bound->least_body > body)
		bound->least_body = body;
	w->own += p->places != 0;
}

// The positions of a full block: in groups, and what is left over as varints.
static void put_places(struct list_writer *w)
{
	const uint32_t *places = (const void *)w->places.ptr;
	size_t count = w->places.len / sizeof *places, at = 0;
	for (; count - at >= FORMAT_BLOCK; at += FORMAT_BLOCK)
		pack_put(&w->positions, places + at);
	for (; at < count; at++)
		buf_varint(&w->positions, places[at]);
	w->places.len = 0;
}

static void put_block(struct list_writer *w)
{
	pack_put(w->out, w->gaps);
	pack_put(w->out, w->codes);
	buf_add(w->out, buf_str(&w->others));
	put_places(w);
	w->others.len = 0;
	w->held = 0;
}

// A block, or the tail behind them, has been written.
static void end_block(struct list_writer *w)
{
	size_t skips = w->start + FORMAT_LIST;
	size_t blocks = skips + (size_t)FORMAT_SKIP * w->nblocks;
	uint8_t *skip = (uint8_t *)w->out->ptr + skips + (size_t)FORMAT_SKIP * w->done;
	le32_put(skip, w->last);
	le32_put(skip + 4, (uint32_t)(w->block_at - blocks));
	le32_put(skip + 8, (uint32_t)w->block_positions);
	bound_put(skip + 12, &w->bound);
	bound_widen(&w->whole, &w->bound);
	w->bound = nothing;
	w->block_at = w->out->len;
	w->block_positions = w->positions.len;
	w->done++;
}

static uint32_t code_of(const struct list_posting *p)
{
	return p->plain ? (p->count[FIELD_BODY] - 1u) << 1 : posting_code(p->count);
}

static void hold(struct list_writer *w, const struct list_posting *p, uint32_t gap)
{
	uint32_t code = code_of(p);
	w->gaps[w->held] = gap;
	w->codes[w->held] = code;
	w->held++;
	if (code & 1)
		posting_put_other(&w->others, p->count);
	if (!p->places)
		return;
	buf_reserve(&w->places, sizeof(uint32_t) * p->places);
	uint32_t *places = (uint32_t *)(void *)(w->places.ptr + w->places.len);
	for (uint32_t i = 0; i < p->places; i++) // mostly less than a call of memcpy takes
		places[i] = p->gaps[i];
	w->places.len += sizeof *places * p->places;
}

static void put_tail(struct list_writer *w, const struct list_posting *p, uint32_t gap)
{
	struct buf *out = w->out;
	uint32_t code = code_of(p);
	buf_reserve(out, 2 * (size_t)VARINT_MAX);
	uint8_t *at = (uint8_t *)out->ptr + out->len;
	size_t len = varint_put(at, gap << 1 | (code != 0));
	if (code)
		len += varint_put(at + len, code);
	out->len += len;
	if (code & 1)
		posting_put_other(out, p->count);
	if (!p->places)
		return; // there may be no bytes yet to count from
	buf_reserve(&w->positions, VARINT_MAX * (size_t)p->places);
	at = (uint8_t *)w->positions.ptr + w->positions.len;
	for (uint32_t i = 0; i < p->places; i++)
		at += varint_put(at, p->gaps[i]);
	w->positions.len = (size_t)(at - (uint8_t *)w->positions.ptr);
}

void list_add(struct list_writer *w, const struct list_posting *p)
{
	uint32_t gap = p->section - w->last - 1;
	w->last = p->section;
	if (w->nblocks)
		bound_posting(w, p);
	if (w->done == w->full) {
		put_tail(w, p, gap);
		return;
	}
	hold(w, p, gap);
	if (w->held == FORMAT_BLOCK) {
		put_block(w);
		end_block(w);
	}
}

void list_end(struct list_writer *w)
{
	if (w->done < w->nblocks)
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
	buf_release(&w->others);
	buf_release(&w->positions);
	buf_release(&w->places);
}
