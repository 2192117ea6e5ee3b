// SPDX-License-Identifier: ISC

#include "index/write/gather.h"

#include <string.h>

#include "index/le.h"
#include "index/posting.h"

enum {
	CHUNK_BITS = 20,
	CHUNK = 1 << CHUNK_BITS,
	PIECE_HEAD = 6,           // where the next piece is, and how long this one
	LARGEST_PIECE = 16 << 10, // so that little of a chunk stays unused
	BATCH_WORDS = 256 << 10,  // with what they are dealt out to, about a cache
	FIELD_BITS = 3,
	FIELD_MASK = (1 << FIELD_BITS) - 1,
};

// --- forms ------------------------------------------------------------------------------------

// What a form is found by.
struct form_key {
	uint64_t head[2];
	uint32_t hash;
	uint32_t likely; // the term, unless another form has the same hash; or SLOTS_NONE
};

// The first `len` of eight bytes as a number.
static inline uint64_t head_of(const char *bytes, size_t len)
{
	uint64_t mask = len < 8 ? ((uint64_t)1 << 8 * len) - 1 : UINT64_MAX;
	return le64((const uint8_t *)bytes) & mask;
}

static inline struct form_key key_of(const char form[FORM_MAX], size_t len)
{
	struct form_key key = {
		.head = {head_of(form, len), len > 8 ? head_of(form + 8, len - 8) : 0},
		.likely = SLOTS_NONE};
	uint64_t hash = slots_mix(slots_mix(len, key.head[0]), key.head[1]);
	for (size_t at = 16; at < len; at += 8)
		hash = slots_mix(hash, head_of(form + at, len - at));
	key.hash = (uint32_t)(hash >> 32);
	return key;
}

static inline struct gather_key *key_at(const struct gather *gather, uint32_t term)
{
	return (struct gather_key *)(void *)gather->keys.ptr + term;
}

static uint32_t term_new(struct gather *gather, struct str form, const struct form_key *found)
{
	struct gather_key key = {.head = {found->head[0], found->head[1]},
				 .form = (uint32_t)gather->forms.len,
				 .len = (uint8_t)form.len};
	struct gather_term term = {.last = UINT32_MAX};
	slots_add(&gather->slots, found->hash, gather->nterms);
	buf_add(&gather->forms, form);
	buf_add(&gather->keys, (struct str){(const char *)&key, sizeof key});
	buf_add(&gather->terms, (struct str){(const char *)&term, sizeof term});
	buf_fill(&gather->fresh, 0, sizeof(uint32_t));
	return gather->nterms++;
}

static inline bool is_form(const struct gather *gather, uint32_t term, struct str form,
			   const struct form_key *key)
{
	const struct gather_key *have = key_at(gather, term);
	return have->head[0] == key->head[0] && have->head[1] == key->head[1] &&
	       have->len == form.len &&
	       (form.len <= sizeof key->head || str_eq(gather_form(gather, term), form));
}

static uint32_t find_term(struct gather *gather, struct str form, const struct form_key *key)
{
	struct slots_walk walk = slots_walk(&gather->slots, key->hash);
	for (uint32_t n; (n = slots_next(&gather->slots, &walk)) != SLOTS_NONE;) {
		if (is_form(gather, n, form, key))
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

// --- words of the batch -----------------------------------------------------------------------

// There is room for the word.
static inline void note_word(struct gather *gather, uint32_t term, enum field field,
			     uint32_t position)
{
	uint32_t *fresh = (uint32_t *)(void *)gather->fresh.ptr + term;
	if (!(*fresh)++)
		buf_add(&gather->touched, (struct str){(const char *)&term, sizeof term});
	struct gather_word word = {term, position << FIELD_BITS | (uint32_t)field};
	memcpy(gather->words.ptr + gather->words.len, &word, sizeof word);
	gather->words.len += sizeof word;
}

void gather_add(struct gather *gather, uint32_t term, enum field field, uint32_t position)
{
	buf_reserve(&gather->words, sizeof(struct gather_word));
	note_word(gather, term, field, position);
}

// The table and the terms are larger than a cache, so almost every rare word waits for memory
// twice; asking for all of a batch first makes the waits one (Chen, Ailamaki, Gibbons, Mowry,
// "Improving Hash Join Performance through Prefetching", ICDE 2004: group prefetching).
void gather_words(struct gather *gather, const struct word *words, uint32_t count, enum field field,
		  uint32_t first)
{
	struct form_key keys[GATHER_BATCH];
	buf_reserve(&gather->words, sizeof(struct gather_word) * count);
	for (uint32_t i = 0; i < count; i++) {
		keys[i] = key_of(words[i].form, words[i].form_len);
		slots_prefetch(&gather->slots, keys[i].hash);
	}
	for (uint32_t i = 0; i < count; i++) {
		struct slots_walk walk = slots_walk(&gather->slots, keys[i].hash);
		keys[i].likely = slots_next(&gather->slots, &walk);
		if (keys[i].likely != SLOTS_NONE)
			__builtin_prefetch(key_at(gather, keys[i].likely));
	}
	for (uint32_t i = 0; i < count; i++) {
		struct str form = {words[i].form, words[i].form_len};
		uint32_t term = keys[i].likely;
		if (term == SLOTS_NONE || !is_form(gather, term, form, &keys[i]))
			term = find_term(gather, form, &keys[i]);
		note_word(gather, term, field, first + words[i].position);
	}
}

// --- pieces -----------------------------------------------------------------------------------

static uint8_t *piece_at(const struct gather *gather, uint32_t at)
{
	return gather->chunks.at[at >> CHUNK_BITS] + (at & (CHUNK - 1));
}

static uint32_t piece_new(struct gather *gather, uint32_t len)
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

static void add_piece(struct gather *gather, struct gather_term *term, struct str bytes)
{
	uint32_t at = piece_new(gather, PIECE_HEAD + (uint32_t)bytes.len);
	uint8_t *piece = piece_at(gather, at);
	le32_put(piece, at);
	piece[4] = (uint8_t)bytes.len;
	piece[5] = (uint8_t)(bytes.len >> 8);
	memcpy(piece + PIECE_HEAD, bytes.ptr, bytes.len);
	if (term->bytes)
		le32_put(piece_at(gather, term->end), at);
	else
		term->first = at;
	term->end = at;
	term->bytes += (uint32_t)bytes.len;
}

struct str gather_postings(const struct gather *gather, uint32_t number, struct buf *room)
{
	const struct gather_term *term = gather_at(gather, number);
	const uint8_t *piece = piece_at(gather, term->first);
	if (term->first == term->end)
		return (struct str){(const char *)piece + PIECE_HEAD, term->bytes};
	room->len = 0;
	buf_reserve(room, term->bytes);
	for (uint32_t left = term->bytes; left; piece = piece_at(gather, le32(piece))) {
		uint32_t len = (uint32_t)(piece[4] | piece[5] << 8);
		memcpy(room->ptr + room->len, piece + PIECE_HEAD, len);
		room->len += len;
		left -= len;
	}
	return buf_str(room);
}

void gather_prefetch(const struct gather *gather, uint32_t at)
{
	enum { FAR = 16, NEAR = 8 };
	if (gather->nterms - at > FAR) {
		uint32_t far = gather_sorted(gather)[at + FAR];
		__builtin_prefetch(key_at(gather, far));
		__builtin_prefetch(gather_at(gather, far));
	}
	if (gather->nterms - at > NEAR) {
		uint32_t near = gather_sorted(gather)[at + NEAR];
		__builtin_prefetch(gather_form(gather, near).ptr);
		__builtin_prefetch(piece_at(gather, gather_at(gather, near)->first));
	}
}

// --- dealing out ------------------------------------------------------------------------------

// A word that has been dealt out to its term.
struct dealt {
	uint32_t section, mark;
};

// Makes `fresh` the place where each term's words begin, and then end, when all are dealt out.
static void deal_out(struct gather *gather)
{
	uint32_t *place = (uint32_t *)(void *)gather->fresh.ptr;
	const uint32_t *touched = (const void *)gather->touched.ptr;
	const struct gather_word *word = (const void *)gather->words.ptr;
	const struct gather_section *end = (const void *)gather->ends.ptr;
	size_t ntouched = gather->touched.len / sizeof *touched;
	size_t nends = gather->ends.len / sizeof *end;
	uint32_t at = 0;
	for (size_t i = 0; i < ntouched; i++) {
		uint32_t count = place[touched[i]];
		place[touched[i]] = at;
		at += count;
	}
	gather->dealt.len = 0;
	buf_reserve(&gather->dealt, sizeof(struct dealt) * ((size_t)at + 1));
	struct dealt *dealt = (void *)gather->dealt.ptr;
	for (size_t s = 0, i = 0; s < nends; s++) {
		for (; i < end[s].words; i++)
			dealt[place[word[i].term]++] = (struct dealt){end[s].number, word[i].mark};
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

// Puts a posting, the words of one section, behind those in `encoded`.
static void put_posting(struct gather *gather, uint32_t gap, const struct dealt *word,
			uint32_t nwords)
{
	uint16_t count[FIELD_COUNT] = {0};
	uint32_t places = 0;
	gather->places.len = 0;
	buf_reserve(&gather->places, sizeof(uint32_t) * nwords);
	uint32_t *positions = (uint32_t *)(void *)gather->places.ptr;
	for (uint32_t i = 0; i < nwords; i++) {
		unsigned field = word[i].mark & FIELD_MASK;
		if (count[field] == GATHER_MOST)
			continue;
		count[field]++;
		if (field == FIELD_BODY || field == FIELD_HEADING)
			positions[places++] = word[i].mark >> FIELD_BITS;
	}
	uint32_t kept = order_positions(positions, places);
	for (; places > kept; places--)
		count[count[FIELD_BODY] ? FIELD_BODY : FIELD_HEADING]--;

	struct buf *out = &gather->encoded;
	posting_put_tail(out, gap, count);
	buf_reserve(out, VARINT_MAX * (size_t)kept);
	uint32_t before = UINT32_MAX;
	for (uint32_t i = 0; i < kept; i++) {
		out->len += varint_put((uint8_t *)out->ptr + out->len, positions[i] - before - 1);
		before = positions[i];
	}
}

// Whether all are words of the body in order, as in most postings.
static inline bool is_plain(const struct dealt *word, uint32_t nwords)
{
	bool plain = (word->mark & FIELD_MASK) == FIELD_BODY && nwords < GATHER_MOST;
	for (uint32_t i = 1; i < nwords && plain; i++)
		plain = word[i].mark > word[i - 1].mark &&
			(word[i].mark & FIELD_MASK) == FIELD_BODY;
	return plain;
}

// The same as put_posting for those.
static inline void put_plain(struct gather *gather, uint32_t gap, const struct dealt *word,
			     uint32_t nwords)
{
	struct buf *out = &gather->encoded;
	buf_reserve(out, VARINT_MAX * ((size_t)nwords + 2));
	uint8_t *at = (uint8_t *)out->ptr + out->len;
	at += varint_put(at, gap << 1 | (nwords > 1));
	if (nwords > 1)
		at += varint_put(at, (nwords - 1) << 1);
	uint32_t next = 0;
	for (uint32_t i = 0; i < nwords; i++) {
		uint32_t position = word[i].mark >> FIELD_BITS;
		at += varint_put(at, position - next);
		next = position + 1;
	}
	out->len = (size_t)(at - (uint8_t *)out->ptr);
}

static void put_term(struct gather *gather, uint32_t number, const struct dealt *word,
		     const struct dealt *end)
{
	struct gather_term *term = gather_at(gather, number);
	gather->encoded.len = 0;
	while (word < end) {
		const struct dealt *first = word;
		while (word < end && word->section == first->section)
			word++;
		uint32_t gap = first->section - term->last - 1;
		uint32_t nwords = (uint32_t)(word - first);
		if (is_plain(first, nwords))
			put_plain(gather, gap, first, nwords);
		else
			put_posting(gather, gap, first, nwords);
		term->last = first->section;
		term->sections++;
	}
	struct str all = buf_str(&gather->encoded);
	for (size_t at = 0; at < all.len; at += LARGEST_PIECE)
		add_piece(gather, term, str_sub(all, at, at + LARGEST_PIECE));
}

static void end_batch(struct gather *gather)
{
	deal_out(gather);
	uint32_t *place = (uint32_t *)(void *)gather->fresh.ptr, from = 0;
	const uint32_t *touched = (const void *)gather->touched.ptr;
	const struct dealt *dealt = (const void *)gather->dealt.ptr;
	size_t ntouched = gather->touched.len / sizeof *touched;
	for (size_t i = 0; i < ntouched; i++) {
		uint32_t to = place[touched[i]];
		put_term(gather, touched[i], dealt + from, dealt + to);
		place[touched[i]] = 0;
		from = to;
	}
	gather->words.len = gather->ends.len = gather->touched.len = 0;
}

void gather_end(struct gather *gather, uint32_t section)
{
	uint32_t words = (uint32_t)(gather->words.len / sizeof(struct gather_word));
	struct gather_section end = {section, words};
	buf_add(&gather->ends, (struct str){(const char *)&end, sizeof end});
	if (words >= BATCH_WORDS)
		end_batch(gather);
}

// --- the end ----------------------------------------------------------------------------------

static void release_batch(struct gather *gather)
{
	struct buf *bufs[] = {&gather->words, &gather->ends,   &gather->fresh,  &gather->touched,
			      &gather->dealt, &gather->places, &gather->encoded};
	for (size_t i = 0; i < countof(bufs); i++)
		buf_release(bufs[i]);
	slots_release(&gather->slots);
}

void gather_sort(struct gather *gather)
{
	end_batch(gather);
	release_batch(gather);
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
	return gather->used + gather->terms.len + gather->keys.len + gather->forms.len +
	       gather->slots.at.len;
}

void gather_release_postings(struct gather *gather)
{
	release_batch(gather);
	buf_release(&gather->keys);
	buf_release(&gather->terms);
	buf_release(&gather->sorted);
	arena_release(&gather->arena);
	gather->nterms = 0;
}

void gather_release(struct gather *gather)
{
	gather_release_postings(gather);
	buf_release(&gather->forms);
}
