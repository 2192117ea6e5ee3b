// SPDX-License-Identifier: ISC
//
// A term is kept as
//
//     form_len:u8 stem:u8 form stem_bytes? sections:varint bytes:varint
//
// where `stem` is the length of the stem, with the top bit set when it is not the beginning of the
// form and stands behind it.

#include "index/write/vocabulary.h"

#include "index/le.h"
#include "index/write/order.h"

#include <string.h>

enum { STEM_APART = 0x80 };

void vocabulary_add(struct vocabulary_piece *piece, struct str form, struct str stem,
		    uint32_t sections, uint32_t bytes)
{
	bool apart = !str_starts(form, stem);
	struct buf *out = &piece->bytes;
	buf_char(out, (char)form.len);
	buf_char(out, (char)(stem.len | (apart ? STEM_APART : 0)));
	buf_add(out, form);
	if (apart)
		buf_add(out, stem);
	buf_varint(out, sections);
	buf_varint(out, bytes);
	piece->nterms++;
	piece->nothers += stem.len != form.len || apart;
}

// A walk over the terms of all pieces.
struct walk {
	const struct vocabulary *vocabulary;
	uint32_t piece, next; // the piece; how many terms have been met
	const uint8_t *at;    // in the piece; NULL before the first

	uint32_t number;
	struct str form, stem;
	bool own_stem;
	uint32_t sections, bytes;
};

static struct walk walk_of(const struct vocabulary *vocabulary)
{
	return (struct walk){.vocabulary = vocabulary};
}

static bool walk_next(struct walk *walk)
{
	const struct vocabulary *v = walk->vocabulary;
	for (; walk->piece < v->npieces; walk->piece++, walk->at = NULL) {
		const struct buf *bytes = &v->pieces[walk->piece].bytes;
		if (!walk->at)
			walk->at = (const uint8_t *)bytes->ptr;
		if (bytes->len && walk->at < (const uint8_t *)bytes->ptr + bytes->len)
			break;
	}
	if (walk->piece == v->npieces)
		return false;
	const uint8_t *at = walk->at;
	walk->form = (struct str){(const char *)at + 2, at[0]};
	walk->stem = (struct str){walk->form.ptr, at[1] & ~(size_t)STEM_APART};
	bool apart = at[1] & STEM_APART;
	at += 2 + walk->form.len;
	if (apart) {
		walk->stem.ptr = (const char *)at;
		at += walk->stem.len;
	}
	walk->own_stem = !apart && walk->stem.len == walk->form.len;
	walk->sections = varint_take(&at);
	walk->bytes = varint_take(&at);
	walk->at = at;
	walk->number = walk->next++;
	return true;
}

// --- stems ------------------------------------------------------------------------------------

// Terms that are not their own stem, in order of their stems.
static struct ordered *others_by_stem(const struct vocabulary *v, struct arena *arena,
				      uint32_t *count)
{
	*count = 0;
	for (uint32_t i = 0; i < v->npieces; i++)
		*count += v->pieces[i].nothers;
	struct ordered *others = arena_array(arena, struct ordered, (size_t)*count + 1);
	struct ordered *next = others;
	for (struct walk walk = walk_of(v); walk_next(&walk);) {
		if (!walk.own_stem)
			*next++ = ordered_of(walk.stem, walk.number);
	}
	ordered_sort(others, *count);
	return others;
}

// Goes on to the first term that is not below `form`; whether it is the form.
static bool find_form(struct walk *walk, bool *there, struct str form)
{
	int order = -1;
	while (*there && (order = str_cmp(walk->form, form)) < 0)
		*there = walk_next(walk);
	return *there && !order;
}

// A stem and its terms: `others`, and its own if there is one.
static void put_stem(struct parts *parts, struct str before, const struct ordered *others,
		     uint32_t nothers, uint32_t own)
{
	if (parts->count[PART_STEMS] % FORMAT_TERMS == 0)
		parts_value(parts, PART_STEM_FIRST, (uint32_t)parts->count[PART_STEM_TERM]);
	parts_entry(parts, PART_STEMS, PART_STEM_BLOCK, FORMAT_TERMS, before, ordered_text(others));
	buf_varint(&parts->bytes[PART_STEMS], nothers + (own != BOOK_NONE));
	for (uint32_t i = 0; i < nothers; i++) {
		if (own < others[i].number) {
			parts_value(parts, PART_STEM_TERM, own);
			own = BOOK_NONE;
		}
		parts_value(parts, PART_STEM_TERM, others[i].number);
	}
	if (own != BOOK_NONE)
		parts_value(parts, PART_STEM_TERM, own);
}

// Stems in order, each with its terms.  Only terms that are not their own stem are sorted by it; a
// term that is joins those of its stem, if there are any, and stands alone otherwise.
void vocabulary_put_stems(struct vocabulary *v, struct parts *parts)
{
	struct arena arena = {0};
	uint32_t nothers;
	const struct ordered *others = others_by_stem(v, &arena, &nothers);
	struct str before = STR("");
	struct walk walk = walk_of(v);
	bool there = walk_next(&walk);
	for (uint32_t from = 0, to; from < nothers; from = to) {
		for (to = from + 1; to < nothers && !ordered_cmp(&others[from], &others[to]); to++)
			;
		struct str stem = ordered_text(&others[from]);
		bool joins = find_form(&walk, &there, stem) && walk.own_stem;
		if (joins)
			buf_add(&v->joined,
				(struct str){(const char *)&walk.number, sizeof walk.number});
		put_stem(parts, before, others + from, to - from, joins ? walk.number : BOOK_NONE);
		before = stem;
	}
	arena_release(&arena);
	parts_pack(parts, PART_STEM_BLOCK, PART_STEM_TERM);
}

// --- terms ------------------------------------------------------------------------------------

// As if every term that is its own stem stood alone: those that do not are known with the stems.
void vocabulary_put_terms(struct vocabulary *v, struct parts *parts)
{
	struct buf *out = &parts->bytes[PART_TERMS];
	struct str before = STR("");
	uint32_t nterms = 0;
	uint64_t list = 0;
	for (uint32_t i = 0; i < v->npieces; i++)
		nterms += v->pieces[i].nterms;
	v->place = arena_array(&v->arena, uint32_t, (size_t)nterms + 1);
	for (struct walk walk = walk_of(v); walk_next(&walk);) {
		if (walk.number % FORMAT_TERMS == 0) {
			parts_value(parts, PART_TERM_LIST_LOW, (uint32_t)list);
			parts_value(parts, PART_TERM_LIST_HIGH, (uint32_t)(list >> 32));
		}
		parts_entry(parts, PART_TERMS, PART_TERM_BLOCK, FORMAT_TERMS, before, walk.form);
		v->place[walk.number] = (uint32_t)out->len;
		buf_varint(out, walk.sections << 1 | walk.own_stem);
		buf_varint(out, walk.bytes);
		list += walk.bytes;
		before = walk.form;
	}
	parts_pack(parts, PART_TERM_BLOCK, PART_TERM_LIST_HIGH);
}

void vocabulary_end(struct vocabulary *v, struct parts *parts)
{
	const uint32_t *number = (const void *)v->joined.ptr;
	for (size_t i = 0; i < v->joined.len / sizeof *number; i++)
		parts->bytes[PART_TERMS].ptr[v->place[number[i]]] &= ~1;
	buf_release(&v->joined);
	for (uint32_t i = 0; i < v->npieces; i++)
		buf_release(&v->pieces[i].bytes);
	arena_release(&v->arena);
}
