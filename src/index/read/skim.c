// SPDX-License-Identifier: ISC
//
// Nearly all entries of the dictionary are a dozen bytes and each of their numbers is one.  So one is
// taken without asking at each byte whether there is another, where there are as many as an entry can
// have; whether they were the block's is asked behind them.

#include <string.h>

#include "index/posting.h"
#include "index/read/dict.h"
#include "index/read/shelf.h"
#include "index/read/term.h"

_Static_assert((int)TERM_SKIM == (int)FORMAT_TERMS, "a skim takes a block at a time");

enum { LONGEST = 64, ENTRY = 2 + LONGEST + 2 * 5 }; // bytes at most

void term_skim_open(const struct book *book, struct term_skim *skim)
{
	const struct range all = {0, book_nterms(book)};
	skim->book = book;
	skim->first = skim->count = 0;
	skim->list = 0;
	if (book->over)
		skim->walk = book_walk_terms(book, all);
}

static inline uint32_t take_varint(const uint8_t **at, struct cursor *cur)
{
	if (**at < 0x80)
		return *(*at)++;
	cur->at = *at;
	uint32_t value = cursor_long_varint(cur);
	*at = cur->at;
	return value;
}

// `end` is behind the dictionary, so that an entry may turn out to end behind its block.
static void take_fast(struct cursor *cur, struct dict_entry *entry)
{
	const uint8_t *at = cur->at;
	entry->shared = *at++;
	uint32_t len = *at++;
	if ((entry->shared | len) > LONGEST) {
		cur->bad = true;
		return;
	}
	entry->rest = (struct str){(const char *)at, len};
	at += len;
	entry->extra[0] = take_varint(&at, cur);
	entry->extra[1] = take_varint(&at, cur);
	cur->at = at;
}

static bool take_block(struct term_skim *skim, struct cursor cur, const uint8_t *end)
{
	uint32_t len = 0, most = book_nterms(skim->book) - skim->first;
	const uint8_t *block_end = cur.end;
	cur.end = end;
	for (; skim->count < TERM_SKIM && skim->count < most; skim->count++) {
		struct dict_entry entry = {0};
		if (cursor_left(&cur) >= ENTRY)
			take_fast(&cur, &entry);
		else
			entry = dict_take(&cur, &dict_terms);
		if (cur.bad || cur.at > block_end || entry.shared > len ||
		    entry.shared + entry.rest.len > LONGEST)
			return false;
		len = entry.shared + (uint32_t)entry.rest.len;
		skim->term[skim->count] = (struct term_rest){
			entry.rest.ptr, entry.extra[0] >> 1,   entry.extra[1],
			skim->list,     (uint8_t)entry.shared, (uint8_t)entry.rest.len};
		skim->list += entry.extra[1];
	}
	return true;
}

// Where newer pages lie over a book there is no one dictionary.
static bool next_walked(struct term_skim *skim)
{
	while (skim->count < TERM_SKIM && term_walk_next(&skim->walk)) {
		uint32_t i = skim->count++;
		memcpy(skim->form[i], skim->walk.form, skim->walk.form_len);
		skim->term[i] = (struct term_rest){skim->form[i],      skim->walk.sections, 0, 0, 0,
						   skim->walk.form_len};
	}
	return skim->count > 0;
}

bool term_skim_next(struct term_skim *skim)
{
	struct image *image = &skim->book->shelf->image;
	skim->first += skim->count;
	skim->count = 0;
	if (skim->book->over)
		return next_walked(skim);
	if (skim->first >= book_nterms(skim->book))
		return false;
	struct cursor cur = dict_block(image, &dict_terms, skim->first / FORMAT_TERMS);
	const struct image_part *part = &image->part[PART_TERMS];
	if (cur.bad || !take_block(skim, cur, image->body + part->offset + part->len)) {
		skim->count = 0;
		return image_damaged(image, "a term is wrong");
	}
	return true;
}

void post_open_rest(const struct book *book, uint32_t term, const struct term_rest *rest,
		    struct post *post)
{
	if (book->over) {
		post_open(book, term, post);
		return;
	}
	const struct term_info info = {
		.list = rest->list, .bytes = rest->bytes, .sections = rest->sections};
	post_open_list(book, &info, 0, post);
}
