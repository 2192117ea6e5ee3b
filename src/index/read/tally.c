// SPDX-License-Identifier: ISC
//
// Terms that begin alike stand side by side in the dictionary, and so do their lists.  Short ones
// are a few bytes; a longer one is read block by block without its positions.

#include "index/tally.h"

#include <string.h>

#include "index/bits.h"
#include "index/pack.h"
#include "index/read/dict.h"
#include "index/read/over.h"
#include "index/read/shelf.h"

struct tallier {
	struct tally *tally;
	struct arena *arena;
	uint16_t *body; // the tally's
	uint8_t *fields;
	uint8_t *other[FIELD_COUNT];
	uint32_t nknown;     // blocks of which any field is
	struct image *image; // of the book at hand
	uint32_t first, nsections;
};

struct entry {
	uint32_t sections, bytes;
};

static bool wrong_list(struct tallier *t)
{
	return image_damaged(t->image, "a posting list is wrong");
}

// ---- the table ----

static void make_bodies(struct tallier *t, uint32_t block, uint32_t count)
{
	uint16_t *from = t->body + (size_t)TALLY_BLOCK * block;
	memset(from, 0, TALLY_BLOCK * sizeof *from * count);
	memset(t->fields + block, 1 << FIELD_BODY, count);
	t->nknown += count;
}

static inline void need_body(struct tallier *t, uint32_t section)
{
	if (!t->fields[section / TALLY_BLOCK])
		make_bodies(t, section / TALLY_BLOCK, 1);
}

// For those from `from` up to `end`: all of them, unless they are many.  False if they were.
static bool need_bodies(struct tallier *t, uint64_t from, uint64_t end)
{
	enum { MANY = POST_BLOCK * TALLY_BLOCK };
	uint32_t block = (uint32_t)(from / TALLY_BLOCK), last = (uint32_t)((end - 1) / TALLY_BLOCK);
	if (t->nknown == t->tally->nblocks)
		return true;
	if (end - from > MANY)
		return false;
	while (block <= last) {
		uint32_t first = block++;
		if (t->fields[first])
			continue;
		while (block <= last && !t->fields[block])
			block++;
		make_bodies(t, first, block - first);
	}
	return true;
}

static void make_other(struct tallier *t, uint32_t block, uint32_t field)
{
	uint8_t **other = &t->other[field];
	if (!*other)
		*other = arena_room(t->arena, t->tally->nblocks, TALLY_BLOCK);
	memset(*other + (size_t)TALLY_BLOCK * block, 0, TALLY_BLOCK);
	t->fields[block] |= (uint8_t)(1 << field);
}

static inline void add_body(uint16_t *body, uint32_t count)
{
	uint32_t sum = *body + count;
	*body = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
}

static inline void add_other(struct tallier *t, uint32_t section, uint32_t field, uint32_t count)
{
	if (!(t->fields[section / TALLY_BLOCK] >> field & 1))
		make_other(t, section / TALLY_BLOCK, field);
	uint8_t *other = &t->other[field][section];
	uint32_t left = UINT8_MAX - (uint32_t)*other;
	*other = (uint8_t)(*other + (count < left ? count : left));
}

// ---- lists ----

// Adds the counts in other fields of a posting, which mostly is one, in one field.
static inline void take_other(struct tallier *t, uint32_t section, struct cursor *cur)
{
	enum { FIELDS = (1 << (FIELD_COUNT - 1)) - 1 };
	if (cur->at == cur->end) {
		cur->bad = true;
		return;
	}
	uint32_t mask = *cur->at++, fields = mask & FIELDS;
	for (; fields; fields &= fields - 1) {
		uint32_t field = (uint32_t)__builtin_ctz(fields) + FIELD_BODY + 1;
		add_other(t, section, field, mask & FORMAT_MASK_ONES ? 1 : cursor_varint(cur));
	}
}

// Of a code (index/format.h): an even one is for the body alone.
static inline uint32_t body_of(uint32_t code)
{
	return ((code ^ 1) + 1) >> 1;
}

// The code behind a gap; 0 where there is none, which cannot be foreseen, so no branch hangs on it.
static inline uint32_t take_code(struct cursor *cur, uint32_t gap)
{
	if (cur->at == cur->end)
		return gap & 1 ? cursor_varint(cur) : 0;
	uint32_t code = *cur->at & -(gap & 1);
	if (code >= 0x80)
		return cursor_varint(cur);
	cur->at += gap & 1;
	return code;
}

// The postings of a short list, or of what is left of a longer one, which begins at `from`.
static bool take_tail(struct tallier *t, uint32_t count, uint64_t from, struct cursor cur)
{
	uint16_t *const body = t->body;
	const uint64_t end = (uint64_t)t->first + t->nsections;
	uint64_t section = t->first + from;
	for (uint32_t i = 0; i < count; i++, section++) {
		uint32_t gap = cursor_long(&cur), code = take_code(&cur, gap);
		section += gap >> 1;
		if (section >= end)
			return wrong_list(t);
		need_body(t, (uint32_t)section);
		add_body(&body[section], body_of(code));
		if (code & 1)
			take_other(t, (uint32_t)section, &cur);
	}
	return !cur.bad || wrong_list(t);
}

// The counts in other fields of a full block.
static void take_others(struct tallier *t, const uint32_t sections[POST_BLOCK],
			const uint32_t codes[POST_BLOCK], struct cursor *cur)
{
	for (uint32_t from = 0; from < POST_BLOCK; from += 64) {
		uint8_t odd[64];
		for (uint32_t i = 0; i < 64; i++)
			odd[i] = codes[from + i] & 1;
		for (uint64_t others = bits_of(odd); others;)
			take_other(t, sections[from + bits_take(&others)], cur);
	}
}

// Adds to sections from `from` up to `end`, of which the gaps are given and become the sections.
static inline bool add_bodies(struct tallier *t, uint64_t from, uint64_t end, bool known,
			      uint32_t sections[POST_BLOCK], const uint32_t counts[POST_BLOCK])
{
	uint16_t *const body = t->body;
	for (uint32_t i = 0; i < POST_BLOCK; i++, from++) {
		from += sections[i];
		if (from >= end)
			return false;
		sections[i] = (uint32_t)from;
		if (!known)
			need_body(t, (uint32_t)from);
		add_body(&body[from], counts[i]);
	}
	return from == end;
}

// A full block, whose sections begin at `from` and end before `end`.
static bool take_block(struct tallier *t, uint64_t from, uint64_t end, struct cursor *cur)
{
	uint32_t sections[POST_BLOCK], codes[POST_BLOCK], counts[POST_BLOCK], odd = 0;
	pack_take(cur, sections);
	pack_take(cur, codes);
	for (uint32_t i = 0; i < POST_BLOCK; i++) {
		counts[i] = body_of(codes[i]);
		odd |= codes[i];
	}
	bool added = need_bodies(t, from, end) ? add_bodies(t, from, end, true, sections, counts)
					       : add_bodies(t, from, end, false, sections, counts);
	if (!added)
		return wrong_list(t);
	if (odd & 1)
		take_others(t, sections, codes, cur);
	return !cur->bad || wrong_list(t);
}

static bool take_long(struct tallier *t, uint64_t list, struct entry entry)
{
	uint32_t full = entry.sections / POST_BLOCK, tail = entry.sections % POST_BLOCK;
	uint64_t skips = FORMAT_LIST + (uint64_t)FORMAT_SKIP * (full + (tail != 0)), from = 0;
	const uint8_t *head = image_at(t->image, PART_LISTS, list, skips), *blocks = NULL;
	uint32_t len = head ? le32(head + FORMAT_BOUND) : 0;
	if (head && skips + len <= entry.bytes)
		blocks = image_at(t->image, PART_LISTS, list + skips, len);
	if (!blocks)
		return wrong_list(t);
	struct cursor cur = cursor_over(blocks, len);
	for (uint32_t block = 0; block < full; block++) {
		uint64_t last = le32(head + FORMAT_LIST + (size_t)FORMAT_SKIP * block);
		if (last < from || last >= t->nsections)
			return wrong_list(t);
		if (!take_block(t, t->first + from, t->first + last + 1, &cur))
			return false;
		from = last + 1;
	}
	return take_tail(t, tail, from, cur);
}

static bool take_list(struct tallier *t, uint64_t list, struct entry entry)
{
	if (entry.sections > POST_BLOCK)
		return take_long(t, list, entry);
	const uint8_t *bytes = image_at(t->image, PART_LISTS, list, entry.bytes);
	return take_tail(t, entry.sections, 0, cursor_over(bytes, bytes ? entry.bytes : 0));
}

// ---- terms ----

// The terms of a block of the dictionary that are among those.
static bool take_terms(struct tallier *t, uint32_t block, struct range terms)
{
	struct cursor cur = dict_block(t->image, &dict_terms, block);
	uint64_t list = image_value(t->image, PART_TERM_LIST_LOW, block) |
			(uint64_t)image_value(t->image, PART_TERM_LIST_HIGH, block) << 32;
	uint32_t term = block * FORMAT_TERMS, end = term + FORMAT_TERMS;
	for (; term < end && term < terms.to; term++) {
		uint32_t extra[2];
		dict_extras(&cur, &dict_terms, extra);
		struct entry entry = {.sections = extra[0] >> 1, .bytes = extra[1]};
		if (cur.bad || entry.sections > t->nsections)
			return image_damaged(t->image, "a term is wrong");
		if (term >= terms.from && !take_list(t, list, entry))
			return false;
		list += entry.bytes;
	}
	return true;
}

// All of one book, whose sections are numbered from `first` on.
static void take_book(struct tallier *t, const struct book *book, struct range terms,
		      uint32_t first)
{
	uint32_t count = book_nterms(book), block = terms.from / FORMAT_TERMS;
	t->image = &book->shelf->image;
	t->first = first;
	t->nsections = book_nsections(book);
	terms.to = terms.to < count ? terms.to : count;
	while (terms.from < terms.to && block * FORMAT_TERMS < terms.to &&
	       take_terms(t, block, terms))
		block++;
}

// Of 64 sections those that hold any.
static uint64_t held_of(const struct tally *tally, uint32_t section)
{
	uint32_t fields = tally->fields[section / TALLY_BLOCK];
	const uint16_t *body = tally->body + section;
	uint8_t flags[64];
	for (uint32_t i = 0; i < 64; i++)
		flags[i] = body[i] != 0;
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (!(fields >> field & 1))
			continue;
		const uint8_t *other = tally->other[field] + section;
		for (uint32_t i = 0; i < 64; i++)
			flags[i] |= other[i] != 0;
	}
	return bits_of(flags);
}

static void find_held(struct tally *tally, const struct book *book)
{
	for (uint32_t block = 0; block < tally->nblocks; block++) {
		for (uint32_t i = 0; tally->fields[block] && i < TALLY_BLOCK; i += 64) {
			uint32_t section = TALLY_BLOCK * block + i;
			tally->held[section / 64] =
				held_of(tally, section) & ~book_gone_sections(book, section / 64);
		}
	}
}

struct tally *tally_terms(const struct book *book, struct range terms, struct arena *arena)
{
	struct tally *tally = arena_new(arena, struct tally);
	struct tallier t = {.tally = tally, .arena = arena};
	struct range newer;
	tally->nblocks = book_nsections(book) / TALLY_BLOCK + 1;
	tally->held = arena_array(arena, uint64_t, (size_t)TALLY_BLOCK / 64 * tally->nblocks);
	tally->fields = t.fields = arena_array(arena, uint8_t, tally->nblocks);
	tally->body = t.body = arena_room(arena, tally->nblocks, TALLY_BLOCK * sizeof *t.body);
	if (book->over) {
		over_split_terms(book->over, terms, &terms, &newer);
		take_book(&t, &book->over->base, terms, 0);
		take_book(&t, &book->over->newer, newer, over_first_section(book->over));
	} else {
		take_book(&t, book, terms, 0);
	}
	memcpy(tally->other, t.other, sizeof t.other);
	find_held(tally, book);
	return tally;
}

uint32_t tally_next(const struct tally *tally, uint32_t section)
{
	const uint32_t nwords = TALLY_BLOCK / 64 * tally->nblocks;
	uint32_t word = section / 64;
	uint64_t from = ~(uint64_t)0 << section % 64;
	for (; word < nwords; word++, from = ~(uint64_t)0) {
		uint64_t held = tally->held[word] & from;
		if (held)
			return 64 * word + (uint32_t)__builtin_ctzll(held);
	}
	return BOOK_NONE;
}
