// SPDX-License-Identifier: ISC

#include "index/gather.h"

#include <string.h>

#include "index/le.h"
#include "index/posting.h"

enum {
	CHUNK_BITS = 20,
	CHUNK = 1 << CHUNK_BITS,
	LINK = 4,         // bytes at a slice's end: where the next one is
	FIRST_SLICE = 16, // with its link
	LEVELS = 6,       // 16 to 512 bytes
};

static uint32_t hash_form(struct str form)
{
	uint64_t hash = form.len;
	char word[8];
	for (size_t at = 0; at < form.len; at += 8) {
		size_t len = form.len - at < 8 ? form.len - at : 8;
		memset(word, 0, sizeof word);
		memcpy(word, form.ptr + at, len);
		hash = (hash ^ le64((const uint8_t *)word)) * 0x9E3779B97F4A7C15;
		hash ^= hash >> 32;
	}
	return (uint32_t)hash;
}

static void grow_slots(struct gather *gather)
{
	uint32_t nslots = gather->nslots ? gather->nslots * 2 : 1024;
	uint64_t *slots = arena_array(&gather->arena, uint64_t, nslots);
	for (uint32_t i = 0; i < gather->nslots; i++) {
		uint32_t at = (uint32_t)(gather->slots[i] >> 32) & (nslots - 1);
		if (!gather->slots[i])
			continue;
		while (slots[at])
			at = (at + 1) & (nslots - 1);
		slots[at] = gather->slots[i];
	}
	gather->slots = slots;
	gather->nslots = nslots;
}

static uint32_t slice_new(struct gather *gather, uint32_t len)
{
	uint32_t room = CHUNK - (gather->used & (CHUNK - 1));
	if (room < len || !gather->chunks.count)
		gather->used = gather->chunks.count << CHUNK_BITS;
	if (gather->used >> CHUNK_BITS == gather->chunks.count)
		*vec_push(&gather->arena, &gather->chunks) =
			(uint8_t *)arena_bytes(&gather->arena, CHUNK);
	uint32_t at = gather->used;
	gather->used += len;
	return at;
}

static uint8_t *slice_at(const struct gather *gather, uint32_t at)
{
	return gather->chunks.at[at >> CHUNK_BITS] + (at & (CHUNK - 1));
}

static uint32_t term_new(struct gather *gather, struct str form, uint32_t hash)
{
	struct gather_term term = {.form = (uint32_t)gather->forms.len,
				   .form_len = (uint8_t)form.len,
				   .hash = hash,
				   .last = UINT32_MAX,
				   .left = FIRST_SLICE - LINK};
	buf_add(&gather->forms, form);
	term.first = term.at = slice_new(gather, FIRST_SLICE);
	buf_add(&gather->terms, (struct str){(const char *)&term, sizeof term});
	return gather->nterms++;
}

uint32_t gather_term(struct gather *gather, struct str form)
{
	if (gather->nterms >= gather->nslots / 2)
		grow_slots(gather);
	uint32_t hash = hash_form(form), mask = gather->nslots - 1, at = hash & mask;
	for (; gather->slots[at]; at = (at + 1) & mask) {
		uint32_t term = (uint32_t)gather->slots[at] - 1;
		if (gather->slots[at] >> 32 == hash && str_eq(gather_form(gather, term), form))
			return term;
	}
	uint32_t term = term_new(gather, form, hash);
	gather->slots[at] = (uint64_t)hash << 32 | (term + 1);
	return term;
}

static struct gather_touch *touch_at(const struct gather *gather, uint32_t touch)
{
	return (struct gather_touch *)(void *)gather->touches.ptr + touch;
}

void gather_add(struct gather *gather, uint32_t number, enum field field, uint32_t position)
{
	struct gather_term *term = gather_at(gather, number);
	if (term->stamp != gather->stamp + 1) {
		struct gather_touch touch = {.term = number};
		term->stamp = gather->stamp + 1;
		term->touch = (uint32_t)(gather->touches.len / sizeof touch);
		buf_add(&gather->touches, (struct str){(const char *)&touch, sizeof touch});
	}
	struct gather_touch *touch = touch_at(gather, term->touch);
	if (touch->count[field] == GATHER_MOST)
		return;
	touch->count[field]++;
	if (position != GATHER_NOWHERE) {
		struct gather_place place = {term->touch, position};
		buf_add(&gather->places, (struct str){(const char *)&place, sizeof place});
	}
}

static void chain_add(struct gather *gather, struct gather_term *term, const char *bytes,
		      size_t len)
{
	term->bytes += (uint32_t)len;
	while (len) {
		if (!term->left) {
			if (term->level < LEVELS - 1)
				term->level++;
			uint32_t size = FIRST_SLICE << term->level;
			uint32_t next = slice_new(gather, size);
			le32_put(slice_at(gather, term->at), next);
			term->at = next;
			term->left = (uint16_t)(size - LINK);
		}
		size_t part = len < term->left ? len : term->left;
		memcpy(slice_at(gather, term->at), bytes, part);
		bytes += part;
		len -= part;
		term->at += (uint32_t)part;
		term->left = (uint16_t)(term->left - part);
	}
}

void gather_chain(const struct gather *gather, uint32_t number, struct buf *out)
{
	const struct gather_term *term = gather_at(gather, number);
	uint32_t at = term->first, level = 0, left = term->bytes;
	buf_reserve(out, left);
	while (left) {
		uint32_t room = (uint32_t)(FIRST_SLICE << level) - LINK;
		uint32_t part = left < room ? left : room;
		const uint8_t *slice = slice_at(gather, at);
		memcpy(out->ptr + out->len, slice, part);
		out->len += part;
		left -= part;
		if (left)
			at = le32(slice + room);
		level += level < LEVELS - 1;
	}
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

static void end_term(struct gather *gather, struct gather_touch *touch, uint32_t section,
		     uint32_t *positions)
{
	struct gather_term *term = gather_at(gather, touch->term);
	uint32_t count = (uint32_t)touch->count[FIELD_BODY] + touch->count[FIELD_HEADING];
	uint32_t kept = order_positions(positions, count);
	for (; count > kept; count--)
		touch->count[touch->count[FIELD_BODY] ? FIELD_BODY : FIELD_HEADING]--;

	struct buf *out = &gather->encoded;
	out->len = 0;
	posting_put_tail(out, section - term->last - 1, touch->count);
	uint32_t before = UINT32_MAX;
	for (uint32_t i = 0; i < count; i++) {
		buf_varint(out, positions[i] - before - 1);
		before = positions[i];
	}
	term->last = section;
	term->sections++;
	chain_add(gather, term, out->ptr, out->len);
}

void gather_end(struct gather *gather, uint32_t section)
{
	uint32_t ntouches = (uint32_t)(gather->touches.len / sizeof(struct gather_touch));
	uint32_t nplaces = (uint32_t)(gather->places.len / sizeof(struct gather_place)), at = 0;
	for (uint32_t i = 0; i < ntouches; i++) {
		struct gather_touch *touch = touch_at(gather, i);
		touch->at = at;
		at += (uint32_t)touch->count[FIELD_BODY] + touch->count[FIELD_HEADING];
	}
	gather->ordered.len = 0;
	buf_reserve(&gather->ordered, sizeof(uint32_t) * ((size_t)nplaces + 1));
	uint32_t *ordered = (uint32_t *)(void *)gather->ordered.ptr;
	const struct gather_place *places = (const void *)gather->places.ptr;
	for (uint32_t i = 0; i < nplaces; i++)
		ordered[touch_at(gather, places[i].touch)->at++] = places[i].position;
	for (uint32_t i = 0; i < ntouches; i++) {
		struct gather_touch *touch = touch_at(gather, i);
		uint32_t count = (uint32_t)touch->count[FIELD_BODY] + touch->count[FIELD_HEADING];
		end_term(gather, touch, section, ordered + (touch->at - count));
	}
	gather->touches.len = gather->places.len = 0;
	gather->stamp++;
}

size_t gather_size(const struct gather *gather)
{
	return gather->used + gather->terms.room + gather->forms.room +
	       sizeof *gather->slots * gather->nslots;
}

void gather_release(struct gather *gather)
{
	struct buf *bufs[] = {&gather->terms,  &gather->forms,   &gather->touches,
			      &gather->places, &gather->ordered, &gather->encoded};
	for (size_t i = 0; i < countof(bufs); i++)
		buf_release(bufs[i]);
	arena_release(&gather->arena);
}
