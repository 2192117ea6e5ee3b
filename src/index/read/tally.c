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

enum { WORDS = TALLY_LEAF / 64 };

struct tallier {
	struct tally *tally;
	uint16_t *body;   // by section, a leaf's set to 0 when it is first needed
	uint8_t *needed;  // which have been: by leaf
	uint32_t nneeded; // and how many
	struct arena *arena;
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

static void make_leaf(struct tallier *t, uint32_t leaf)
{
	uint16_t *body = t->body + (size_t)TALLY_LEAF * leaf;
	memset(body, 0, TALLY_LEAF * sizeof *body);
	t->tally->leaves[leaf].body = body;
	t->needed[leaf] = 1;
	t->nneeded++;
}

// Those of the sections from `from` up to `last`.
static void need_leaves(struct tallier *t, uint32_t from, uint32_t last)
{
	if (t->nneeded == t->tally->nleaves)
		return;
	for (uint32_t leaf = from / TALLY_LEAF; leaf <= last / TALLY_LEAF; leaf++) {
		if (!t->needed[leaf])
			make_leaf(t, leaf);
	}
}

static inline void add_body(uint16_t *body, uint32_t count)
{
	uint32_t sum = *body + count;
	*body = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
}

static void add_other(struct tallier *t, uint32_t section, uint32_t field, uint32_t count)
{
	uint8_t **other = &t->tally->leaves[section / TALLY_LEAF].other[field];
	if (!*other)
		*other = arena_array(t->arena, uint8_t, TALLY_LEAF);
	uint32_t sum = (*other)[section % TALLY_LEAF] + (count < UINT8_MAX ? count : UINT8_MAX);
	(*other)[section % TALLY_LEAF] = (uint8_t)(sum < UINT8_MAX ? sum : UINT8_MAX);
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
	const uint8_t *const needed = t->needed;
	const uint64_t end = (uint64_t)t->first + t->nsections;
	uint64_t section = t->first + from;
	for (uint32_t i = 0; i < count; i++, section++) {
		uint32_t gap = cursor_long(&cur), code = take_code(&cur, gap);
		section += gap >> 1;
		if (section >= end)
			return wrong_list(t);
		if (!needed[section / TALLY_LEAF])
			make_leaf(t, (uint32_t)(section / TALLY_LEAF));
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

// A full block, whose sections begin at *from and end with `last`.
static bool take_block(struct tallier *t, uint32_t from, uint32_t last, struct cursor *cur)
{
	uint32_t sections[POST_BLOCK], codes[POST_BLOCK], counts[POST_BLOCK], odd = 0;
	uint64_t section = (uint64_t)t->first + from;
	const uint64_t end = (uint64_t)t->first + last + 1;
	uint16_t *const body = t->body;
	need_leaves(t, t->first + from, t->first + last);
	pack_take(cur, sections);
	pack_take(cur, codes);
	for (uint32_t i = 0; i < POST_BLOCK; i++) {
		counts[i] = body_of(codes[i]);
		odd |= codes[i];
	}
	for (uint32_t i = 0; i < POST_BLOCK; i++, section++) {
		section += sections[i];
		if (section >= end)
			return wrong_list(t);
		sections[i] = (uint32_t)section;
		add_body(&body[section], counts[i]);
	}
	if (odd & 1)
		take_others(t, sections, codes, cur);
	return (section == end && !cur->bad) || wrong_list(t);
}

static bool take_long(struct tallier *t, uint64_t list, struct entry entry)
{
	uint32_t full = entry.sections / POST_BLOCK, tail = entry.sections % POST_BLOCK, from = 0;
	uint64_t skips = FORMAT_LIST + (uint64_t)FORMAT_SKIP * (full + (tail != 0));
	const uint8_t *head = image_at(t->image, PART_LISTS, list, skips), *blocks = NULL;
	uint32_t len = head ? le32(head + FORMAT_BOUND) : 0;
	if (head && skips + len <= entry.bytes)
		blocks = image_at(t->image, PART_LISTS, list + skips, len);
	if (!blocks)
		return wrong_list(t);
	struct cursor cur = cursor_over(blocks, len);
	for (uint32_t block = 0; block < full; block++) {
		uint32_t last = le32(head + FORMAT_LIST + (size_t)FORMAT_SKIP * block);
		if (last < from || last >= t->nsections)
			return wrong_list(t);
		if (!take_block(t, from, last, &cur))
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
static uint64_t held_of(const struct tally_leaf *leaf, uint32_t from)
{
	uint8_t flags[64];
	for (uint32_t i = 0; i < 64; i++)
		flags[i] = leaf->body[from + i] != 0;
	for (uint32_t field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		const uint8_t *other = leaf->other[field];
		for (uint32_t i = 0; other && i < 64; i++)
			flags[i] |= other[from + i] != 0;
	}
	return bits_of(flags);
}

static void find_held(struct tally_leaf *leaf, const struct book *book, uint32_t first_word)
{
	for (uint32_t word = 0; leaf->body && word < WORDS; word++)
		leaf->held[word] =
			held_of(leaf, 64 * word) & ~book_gone_sections(book, first_word + word);
}

struct tally *tally_terms(const struct book *book, struct range terms, struct arena *arena)
{
	struct tally *tally = arena_new(arena, struct tally);
	struct tallier t = {.tally = tally, .arena = arena};
	struct range newer;
	tally->nleaves = book_nsections(book) / TALLY_LEAF + 1;
	tally->leaves = arena_array(arena, struct tally_leaf, tally->nleaves);
	t.body = arena_room(arena, (size_t)TALLY_LEAF * tally->nleaves, sizeof *t.body);
	t.needed = arena_array(arena, uint8_t, tally->nleaves);
	if (book->over) {
		over_split_terms(book->over, terms, &terms, &newer);
		take_book(&t, &book->over->base, terms, 0);
		take_book(&t, &book->over->newer, newer, over_first_section(book->over));
	} else {
		take_book(&t, book, terms, 0);
	}
	for (uint32_t l = 0; l < tally->nleaves; l++)
		find_held(&tally->leaves[l], book, WORDS * l);
	return tally;
}

uint32_t tally_next(const struct tally *tally, uint32_t section)
{
	uint32_t word = section / 64;
	uint64_t from = ~(uint64_t)0 << section % 64;
	for (; word / WORDS < tally->nleaves; word++, from = ~(uint64_t)0) {
		const struct tally_leaf *leaf = &tally->leaves[word / WORDS];
		if (!leaf->body) {
			word |= WORDS - 1;
			continue;
		}
		uint64_t held = leaf->held[word % WORDS] & from;
		if (held)
			return 64 * word + (uint32_t)__builtin_ctzll(held);
	}
	return BOOK_NONE;
}
