// SPDX-License-Identifier: ISC

#include "index/write/gather.h"

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

// The first eight bytes of a form as a number; with its length it is the whole of most.
static uint64_t head_of(struct str form)
{
	char word[8] = {0};
	memcpy(word, form.ptr, form.len < 8 ? form.len : 8);
	return le64((const uint8_t *)word);
}

static uint32_t hash_form(struct str form, uint64_t head)
{
	uint64_t hash = (form.len ^ head) * 0x9E3779B97F4A7C15;
	for (size_t at = 8; at < form.len; at += 8) {
		hash ^= hash >> 32;
		hash = (hash ^ head_of(str_sub(form, at, form.len))) * 0x9E3779B97F4A7C15;
	}
	return (uint32_t)(hash >> 32);
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

static uint32_t term_new(struct gather *gather, struct str form, uint64_t head)
{
	struct gather_term term = {.head = head,
				   .form = (uint32_t)gather->forms.len,
				   .form_len = (uint8_t)form.len,
				   .last = UINT32_MAX,
				   .left = FIRST_SLICE - LINK};
	buf_add(&gather->forms, form);
	term.first = term.at = slice_new(gather, FIRST_SLICE);
	buf_add(&gather->terms, (struct str){(const char *)&term, sizeof term});
	return gather->nterms++;
}

struct form_key {
	uint64_t head;
	uint32_t hash;
};

static struct form_key key_of(struct str form)
{
	uint64_t head = head_of(form);
	return (struct form_key){head, hash_form(form, head)};
}

static uint32_t find_term(struct gather *gather, struct str form, struct form_key key)
{
	struct slots_walk walk = slots_walk(&gather->slots, key.hash);
	for (uint32_t n; (n = slots_next(&gather->slots, &walk)) != SLOTS_NONE;) {
		const struct gather_term *term = gather_at(gather, n);
		if (term->head == key.head && term->form_len == form.len &&
		    (form.len <= 8 || str_eq(gather_form(gather, n), form)))
			return n;
	}
	slots_add(&gather->slots, key.hash, gather->nterms);
	return term_new(gather, form, key.head);
}

uint32_t gather_term(struct gather *gather, struct str form)
{
	return find_term(gather, form, key_of(form));
}

static struct gather_touch *touch_at(const struct gather *gather, uint32_t touch)
{
	return (struct gather_touch *)(void *)gather->touches.ptr + touch;
}

// Room for so many more words of the section, so that each is added without asking.
static void reserve_words(struct gather *gather, uint32_t count)
{
	buf_reserve(&gather->touches, sizeof(struct gather_touch) * count);
	buf_reserve(&gather->places, sizeof(struct gather_place) * count);
}

static void add_word(struct gather *gather, uint32_t number, enum field field, uint32_t position)
{
	struct gather_term *term = gather_at(gather, number);
	if (term->stamp != gather->stamp + 1) {
		term->stamp = gather->stamp + 1;
		term->touch = gather->ntouches++;
		*touch_at(gather, term->touch) = (struct gather_touch){.term = number};
		gather->touches.len += sizeof(struct gather_touch);
	}
	struct gather_touch *touch = touch_at(gather, term->touch);
	if (touch->count[field] == GATHER_MOST)
		return;
	touch->count[field]++;
	if (position != GATHER_NOWHERE) {
		struct gather_place *places = (void *)gather->places.ptr;
		places[gather->nplaces++] = (struct gather_place){term->touch, position};
		gather->places.len += sizeof *places;
	}
}

void gather_add(struct gather *gather, uint32_t term, enum field field, uint32_t position)
{
	reserve_words(gather, 1);
	add_word(gather, term, field, position);
}

// The table and the terms are larger than a cache, so almost every rare word waits for memory
// twice; asking for all of a batch first makes the waits one (Chen, Ailamaki, Gibbons, Mowry,
// "Improving Hash Join Performance through Prefetching", ICDE 2004: group prefetching).
void gather_words(struct gather *gather, const struct word *words, uint32_t count, enum field field,
		  uint32_t first)
{
	struct form_key keys[GATHER_BATCH];
	reserve_words(gather, count);
	for (uint32_t i = 0; i < count; i++) {
		keys[i] = key_of((struct str){words[i].form, words[i].form_len});
		slots_prefetch(&gather->slots, keys[i].hash);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct slots_walk walk = slots_walk(&gather->slots, keys[i].hash);
		uint32_t n = slots_next(&gather->slots, &walk);
		if (n != SLOTS_NONE)
			__builtin_prefetch(gather_at(gather, n));
	}
	for (uint32_t i = 0; i < count; i++) {
		struct str form = {words[i].form, words[i].form_len};
		add_word(gather, find_term(gather, form, keys[i]), field,
			 first + words[i].position);
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
		uint8_t *to = slice_at(gather, term->at);
		for (size_t i = 0; i < part; i++) // mostly less than a call of memcpy takes
			to[i] = (uint8_t)bytes[i];
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
	buf_reserve(out, VARINT_MAX * (size_t)count);
	uint32_t before = UINT32_MAX;
	for (uint32_t i = 0; i < count; i++) {
		out->len += varint_put((uint8_t *)out->ptr + out->len, positions[i] - before - 1);
		before = positions[i];
	}
	term->last = section;
	term->sections++;
	chain_add(gather, term, out->ptr, out->len);
}

void gather_end(struct gather *gather, uint32_t section)
{
	uint32_t ntouches = gather->ntouches, nplaces = gather->nplaces, at = 0;
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
	gather->ntouches = gather->nplaces = 0;
	gather->stamp++;
}

void gather_sort(struct gather *gather)
{
	slots_release(&gather->slots);
	buf_release(&gather->touches);
	buf_release(&gather->places);
	buf_release(&gather->ordered);
	gather->sorted.len = 0;
	buf_reserve(&gather->sorted, sizeof(struct ordered) * ((size_t)gather->nterms + 1));
	struct ordered *sorted = (void *)gather->sorted.ptr;
	for (uint32_t i = 0; i < gather->nterms; i++)
		sorted[i] = ordered_of(gather_form(gather, i), i);
	ordered_sort(sorted, gather->nterms);
}

size_t gather_size(const struct gather *gather)
{
	return gather->used + gather->terms.len + gather->forms.len + gather->slots.at.len;
}

void gather_release(struct gather *gather)
{
	gather->nterms = 0;
	struct buf *bufs[] = {&gather->terms,   &gather->forms,   &gather->touches, &gather->places,
			      &gather->ordered, &gather->encoded, &gather->sorted};
	for (size_t i = 0; i < countof(bufs); i++)
		buf_release(bufs[i]);
	slots_release(&gather->slots);
	arena_release(&gather->arena);
}
