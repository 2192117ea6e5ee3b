// SPDX-License-Identifier: ISC

#include "index/write/gather.h"

#include <string.h>

enum {
	CHUNK_BITS = 20,
	CHUNK = 1 << CHUNK_BITS,
	SLICE_HEAD = 4, // where the next one is
	LEAST_SLICE = 32,
	LARGEST_SLICE = 2048,
	LINE = 64, // of a cache
};

static_assert(sizeof(struct gather_term) == LINE, "a term is one line of a cache");
static_assert(CHAIN_LINK_MAX <= 12, "copy_link() copies no more");

// --- forms ------------------------------------------------------------------------------------

// What a form is found by.
struct form_key {
	uint64_t head[2];
	uint32_t hash;
	struct gather_term *likely; // the term, unless another form has the same hash; or NULL
};

// The first `len` of eight bytes, zeros behind, as a number.
static inline uint64_t head_of(const char *bytes, size_t len)
{
	uint8_t eight[8];
	memcpy(eight, bytes, sizeof eight);
	uint64_t mask = len < 8 ? ((uint64_t)1 << 8 * len) - 1 : UINT64_MAX;
	return le64(eight) & mask;
}

static inline struct form_key key_of(const char form[FORM_MAX], size_t len)
{
	struct form_key key = {
		.head = {head_of(form, len), len > 8 ? head_of(form + 8, len - 8) : 0}};
	uint64_t hash = slots_mix(slots_mix(len, key.head[0]), key.head[1]);
	for (size_t at = 16; at < len; at += 8)
		hash = slots_mix(hash, head_of(form + at, len - at));
	key.hash = (uint32_t)(hash >> 32);
	return key;
}

static struct gather_term *new_block(struct gather *gather)
{
	char *bytes = arena_bytes(&gather->arena,
				  (sizeof(struct gather_term) << GATHER_BLOCK_BITS) + LINE);
	bytes += -(uintptr_t)bytes & (LINE - 1);
	return (struct gather_term *)(void *)bytes;
}

static uint32_t term_new(struct gather *gather, struct str form, const struct form_key *found)
{
	uint32_t number = gather->nterms++;
	slots_add(&gather->slots, found->hash, number);
	if (number >> GATHER_BLOCK_BITS == gather->blocks.count)
		*vec_push(&gather->arena, &gather->blocks) = new_block(gather);
	struct gather_term *term = gather_at(gather, number);
	*term = (struct gather_term){.end.section = UINT32_MAX,
				     .form = (uint32_t)gather->forms.len,
				     .len = (uint8_t)form.len,
				     .room = GATHER_OWN,
				     .left = GATHER_OWN};
	le64_put((uint8_t *)term->head, found->head[0]);
	le64_put((uint8_t *)term->head + 8, found->head[1]);
	if (form.len > GATHER_HEAD)
		buf_add(&gather->forms, form);
	return number;
}

static inline bool is_form(const struct gather *gather, const struct gather_term *term,
			   struct str form, const struct form_key *key)
{
	return le64((const uint8_t *)term->head) == key->head[0] &&
	       le64((const uint8_t *)term->head + 8) == key->head[1] && term->len == form.len &&
	       (form.len <= GATHER_HEAD ||
		!memcmp(gather->forms.ptr + term->form, form.ptr, form.len));
}

static uint32_t find_term(struct gather *gather, struct str form, const struct form_key *key)
{
	struct slots_walk walk = slots_walk(&gather->slots, key->hash);
	for (uint32_t n; (n = slots_next(&gather->slots, &walk)) != SLOTS_NONE;) {
		if (is_form(gather, gather_at(gather, n), form, key))
			return n;
	}
	return term_new(gather, form, key);
}

uint32_t gather_term(struct gather *gather, struct str form)
{
	char bytes[FORM_MAX] = {0};
	memcpy(bytes, form.ptr, form.len);
	struct form_key key = key_of(bytes, form.len);
	return find_term(gather, form, &key);
}

// --- slices -----------------------------------------------------------------------------------

// Two of each size.
static inline uint32_t slice_size(unsigned level)
{
	uint32_t size = (uint32_t)LEAST_SLICE << (level - 1) / 2;
	return level < 14 && size < LARGEST_SLICE ? size : LARGEST_SLICE;
}

static inline uint8_t *byte_at(const struct gather *gather, uint32_t at)
{
	return gather->chunks.at[at >> CHUNK_BITS] + (at & (CHUNK - 1));
}

static uint32_t slice_new(struct gather *gather, uint32_t size)
{
	uint32_t room = CHUNK - (gather->used & (CHUNK - 1));
	if (room < size)
		gather->used += room;
	if (gather->used >> CHUNK_BITS == gather->chunks.count)
		*vec_push(&gather->arena, &gather->chunks) =
			(uint8_t *)arena_bytes(&gather->arena, CHUNK);
	uint32_t at = gather->used;
	gather->used += size;
	return at;
}

// The term's slice is full: it gets the next one.
static void next_slice(struct gather *gather, struct gather_term *term)
{
	unsigned level = term->level < UINT8_MAX ? term->level + 1u : UINT8_MAX;
	uint32_t size = slice_size(level), at = slice_new(gather, size);
	if (term->level)
		le32_put(byte_at(gather, term->at - slice_size(term->level)), at);
	else
		term->first = at;
	term->level = (uint8_t)level;
	term->room += size - SLICE_HEAD;
	term->at = at + SLICE_HEAD;
	term->left = (uint16_t)(size - SLICE_HEAD);
}

// A link, without the call that memcpy would be.
static inline void copy_link(uint8_t *to, const uint8_t *from, size_t len)
{
	if (len >= 8) {
		memcpy(to, from, 8);
		memcpy(to + len - 4, from + len - 4, 4);
	} else if (len >= 4) {
		memcpy(to, from, 4);
		memcpy(to + len - 4, from + len - 4, 4);
	} else {
		to[0] = from[0];
		to[len / 2] = from[len / 2];
		to[len - 1] = from[len - 1];
	}
}

static void put_over_slices(struct gather *gather, struct gather_term *term, const uint8_t *bytes,
			    size_t len)
{
	while (len) {
		if (!term->left)
			next_slice(gather, term);
		size_t some = len < term->left ? len : term->left;
		copy_link(term->level ? byte_at(gather, term->at) : term->own + term->at, bytes,
			  some);
		term->at += (uint32_t)some;
		term->left = (uint16_t)(term->left - some);
		bytes += some;
		len -= some;
	}
}

static inline void put_occurrence(struct gather *gather, struct gather_term *term, uint32_t section,
				  enum field field, uint32_t position)
{
	struct chain_end end = term->end;
	uint32_t left = term->left;
	term->sections += end.section != section;
	if (left >= CHAIN_LINK_MAX) {
		uint8_t *to = term->level ? byte_at(gather, term->at) : term->own + term->at;
		size_t len = chain_put(&end, section, field, position, to);
		term->at += (uint32_t)len;
		term->left = (uint16_t)(left - len);
	} else {
		uint8_t bytes[CHAIN_LINK_MAX];
		size_t len = chain_put(&end, section, field, position, bytes);
		put_over_slices(gather, term, bytes, len);
	}
	term->end = end;
}

void gather_chain(const struct gather *gather, uint32_t number, struct buf *out)
{
	const struct gather_term *term = gather_at(gather, number);
	uint32_t left = gather_bytes(term), own = left < GATHER_OWN ? left : GATHER_OWN;
	buf_reserve(out, left + GATHER_OWN);
	char *to = out->ptr + out->len;
	out->len += left;
	memcpy(to, term->own, GATHER_OWN); // more than there may be, at once
	to += own;
	left -= own;
	uint32_t at = term->first;
	for (unsigned level = 1; left; level++) {
		const uint8_t *slice = byte_at(gather, at);
		uint32_t room = slice_size(level) - SLICE_HEAD, len = left < room ? left : room;
		memcpy(to, slice + SLICE_HEAD, len);
		at = le32(slice);
		to += len;
		left -= len;
	}
}

void gather_prefetch(const struct gather *gather, uint32_t at)
{
	enum { FAR = 16, NEAR = 8 };
	if (gather->nterms - at > FAR)
		__builtin_prefetch(gather_at(gather, gather_sorted(gather)[at + FAR]));
	if (gather->nterms - at > NEAR) {
		const struct gather_term *near =
			gather_at(gather, gather_sorted(gather)[at + NEAR]);
		if (near->level)
			__builtin_prefetch(byte_at(gather, near->first));
	}
}

// --- words ------------------------------------------------------------------------------------

void gather_add(struct gather *gather, uint32_t term, enum field field, uint32_t position)
{
	put_occurrence(gather, gather_at(gather, term), gather->section, field, position);
}

// The table and the terms are larger than a cache, so almost every rare word waits for memory
// twice; asking for all of a batch first makes the waits one (Chen, Ailamaki, Gibbons, Mowry,
// "Improving Hash Join Performance through Prefetching", ICDE 2004: group prefetching).
void gather_words(struct gather *gather, const struct word *words, uint32_t count, enum field field,
		  uint32_t first)
{
	struct form_key keys[GATHER_BATCH];
	const uint32_t section = gather->section;
	for (uint32_t i = 0; i < count; i++) {
		keys[i] = key_of(words[i].form, words[i].form_len);
		slots_prefetch(&gather->slots, keys[i].hash);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct slots_walk walk = slots_walk(&gather->slots, keys[i].hash);
		uint32_t number = slots_next(&gather->slots, &walk);
		keys[i].likely = number == SLOTS_NONE ? NULL : gather_at(gather, number);
		if (keys[i].likely)
			__builtin_prefetch(keys[i].likely);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct str form = {words[i].form, words[i].form_len};
		struct gather_term *term = keys[i].likely;
		if (!term || !is_form(gather, term, form, &keys[i]))
			term = gather_at(gather, find_term(gather, form, &keys[i]));
		put_occurrence(gather, term, section, field, first + words[i].position);
	}
}

// --- the end ----------------------------------------------------------------------------------

void gather_sort(struct gather *gather)
{
	struct arena arena = {0};
	struct ordered *order = arena_array(&arena, struct ordered, (size_t)gather->nterms + 1);
	for (uint32_t i = 0; i < gather->nterms; i++)
		order[i] = ordered_of(gather_form(gather, i), i);
	ordered_sort(order, gather->nterms);
	gather->sorted.len = 0;
	buf_reserve(&gather->sorted, sizeof(uint32_t) * ((size_t)gather->nterms + 1));
	uint32_t *sorted = (uint32_t *)(void *)gather->sorted.ptr;
	for (uint32_t i = 0; i < gather->nterms; i++)
		sorted[i] = order[i].number;
	arena_release(&arena);
}

size_t gather_size(const struct gather *gather)
{
	return gather->used + sizeof(struct gather_term) * (size_t)gather->nterms +
	       gather->forms.len + gather->slots.at.len;
}

void gather_clear(struct gather *gather)
{
	slots_clear(&gather->slots);
	gather->nterms = gather->used = 0;
	gather->forms.len = 0;
}

void gather_release(struct gather *gather)
{
	slots_release(&gather->slots);
	buf_release(&gather->forms);
	buf_release(&gather->sorted);
	arena_release(&gather->arena);
	*gather = (struct gather){0};
}
