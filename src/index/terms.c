// SPDX-License-Identifier: ISC

#include "index/terms.h"

#include <string.h>

#include "index/read/dict.h"
#include "index/read/over.h"
#include "index/read/shelf.h"
#include "index/read/term.h"

// Stems that are their only term's form are not stored: their group is this + the term.
static const uint32_t ALONE = 1u << 31;

uint32_t book_nterms(const struct book *book)
{
	if (book->over)
		return over_nterms(book->over);
	return image_count(&book->shelf->image, PART_TERMS);
}

uint32_t book_find_term(const struct book *book, struct str form)
{
	if (book->over)
		return over_find_term(book->over, form);
	struct dict_place place = dict_find(&book->shelf->image, &dict_terms, form);
	return place.exact ? place.rank : BOOK_NONE;
}

struct str terms_behind(struct str prefix, char behind[64])
{
	size_t len = prefix.len < 64 ? prefix.len : 64;
	memcpy(behind, prefix.ptr, len);
	while (len && (unsigned char)behind[len - 1] == UINT8_MAX)
		len--;
	if (len)
		behind[len - 1] = (char)(behind[len - 1] + 1);
	return (struct str){behind, len};
}

struct range book_prefix_terms(const struct book *book, struct str prefix)
{
	struct image *image = &book->shelf->image;
	char bytes[64];
	if (book->over)
		return over_prefix_terms(book->over, prefix);
	if (prefix.len > sizeof bytes)
		return (struct range){0, 0};
	struct str behind = terms_behind(prefix, bytes);
	if (!behind.len)
		return (struct range){0, book_nterms(book)};
	return (struct range){dict_find(image, &dict_terms, prefix).rank,
			      dict_find(image, &dict_terms, behind).rank};
}

// Puts the next form together from the one before it in `form`.
static bool next_form(const struct dict_entry *entry, char form[64], uint8_t *len)
{
	if (entry->shared > *len || entry->shared + entry->rest.len > 64)
		return false;
	memcpy(form + entry->shared, entry->rest.ptr, entry->rest.len);
	*len = (uint8_t)(entry->shared + entry->rest.len);
	return true;
}

bool term_find(struct image *image, uint32_t term, struct term_info *info)
{
	if (term >= image_count(image, PART_TERMS))
		return false;
	uint32_t block = term / FORMAT_TERMS;
	struct cursor cur = dict_block(image, &dict_terms, block);
	info->list = image_value(image, PART_TERM_LIST_LOW, block) |
		     (uint64_t)image_value(image, PART_TERM_LIST_HIGH, block) << 32;
	for (uint32_t i = block * FORMAT_TERMS;; i++) {
		uint32_t extra[2];
		dict_extras(&cur, &dict_terms, extra);
		if (cur.bad)
			return image_damaged(image, "a term is wrong");
		info->sections = extra[0] >> 1;
		info->alone = extra[0] & 1;
		info->bytes = extra[1];
		if (i == term)
			return true;
		info->list += extra[1];
	}
}

struct str book_term(const struct book *book, uint32_t term, char form[64])
{
	if (book->over)
		return over_term(book->over, term, form);
	struct image *image = &book->shelf->image;
	uint32_t i = term / FORMAT_TERMS * FORMAT_TERMS;
	uint8_t len = 0;
	if (term >= image_count(image, PART_TERMS))
		return STR("");
	struct cursor cur = dict_block(image, &dict_terms, term / FORMAT_TERMS);
	for (; i <= term; i++) {
		struct dict_entry entry = dict_take(&cur, &dict_terms);
		if (cur.bad || !next_form(&entry, form, &len)) {
			image_damaged(image, "a term is wrong");
			return STR("");
		}
	}
	return (struct str){form, len};
}

uint32_t book_term_sections(const struct book *book, uint32_t term)
{
	if (book->over)
		return over_term_sections(book->over, term);
	struct term_info info;
	return term_find(&book->shelf->image, term, &info) ? info.sections : 0;
}

enum { TERM_ENTRY = 64 + 4 * 5 }; // bytes of an entry at most

// Reads the entry at walk->at; the form before it is still in `form`.
bool terms_walk_step(struct term_walk *walk)
{
	struct image *image = &walk->book->shelf->image;
	uint64_t left = image->part[PART_TERMS].len - walk->at;
	uint64_t len = left < TERM_ENTRY ? left : TERM_ENTRY;
	const uint8_t *bytes = image_at(image, PART_TERMS, walk->at, len);
	struct cursor cur = cursor_over(bytes, bytes ? len : 0);
	struct dict_entry entry = dict_take(&cur, &dict_terms);
	if (cur.bad || !next_form(&entry, walk->form, &walk->form_len))
		return image_damaged(image, "a term is wrong");
	walk->sections = entry.extra[0] >> 1;
	walk->at += len - cursor_left(&cur);
	walk->term = walk->next++;
	return true;
}

// Blocks lie one behind the other, so a walk goes through them without asking where they begin.
struct term_walk book_walk_terms(const struct book *book, struct range terms)
{
	if (book->over)
		return over_walk_terms(book->over, terms);
	struct image *image = &book->shelf->image;
	uint32_t count = image_count(image, PART_TERMS), block = terms.from / FORMAT_TERMS;
	struct term_walk walk = {.book = book, .end = terms.to < count ? terms.to : count};
	if (terms.from >= walk.end) {
		walk.end = 0;
		return walk;
	}
	walk.at = image_value(image, PART_TERM_BLOCK, block);
	walk.next = block * FORMAT_TERMS;
	while (walk.next < terms.from) {
		if (!terms_walk_step(&walk))
			walk.next = walk.end = 0;
	}
	return walk;
}

bool term_walk_next(struct term_walk *walk)
{
	if (walk->over)
		return over_walk_next(walk);
	if (walk->next >= walk->end)
		return false;
	if (terms_walk_step(walk))
		return true;
	walk->end = 0;
	return false;
}

// The last block from `block` on whose first term begins so, which that of `block` does.
static uint32_t last_block_with(struct image *image, struct str begin, uint32_t block)
{
	uint32_t count = image_count(image, PART_TERM_BLOCK), step = 1;
	for (; step < count - block; block += step, step *= 2) {
		if (!str_starts(dict_first(image, &dict_terms, block + step), begin))
			break;
	}
	for (; step; step /= 2) {
		if (step < count - block &&
		    str_starts(dict_first(image, &dict_terms, block + step), begin))
			block += step;
	}
	return block;
}

// The entries from walk->at on, as many as a block may have.
static struct cursor entries_at(const struct term_walk *walk)
{
	enum { MOST = FORMAT_TERMS * TERM_ENTRY };
	struct image *image = &walk->book->shelf->image;
	uint64_t left = image->part[PART_TERMS].len - walk->at, len = left < MOST ? left : MOST;
	const uint8_t *bytes = image_at(image, PART_TERMS, walk->at, len);
	return cursor_over(bytes, bytes ? len : 0);
}

// Goes on, from the beginning of a block, with the last block that begins with `begin`.
static bool pass_blocks(struct term_walk *walk, struct str begin)
{
	struct image *image = &walk->book->shelf->image;
	struct cursor cur = entries_at(walk);
	if (!str_starts(dict_take(&cur, &dict_terms).rest, begin))
		return false;
	uint32_t block = last_block_with(image, begin, walk->next / FORMAT_TERMS);
	walk->next = block * FORMAT_TERMS;
	walk->at = image_value(image, PART_TERM_BLOCK, block);
	return true;
}

// Goes on behind the terms of the block at hand that begin so, as its first does if that is next;
// false when there are others behind them.
static bool pass_terms(struct term_walk *walk, struct str begin)
{
	struct cursor cur = entries_at(walk);
	const uint8_t *from = cur.at;
	uint32_t first = walk->next % FORMAT_TERMS == 0;
	if (first)
		dict_take(&cur, &dict_terms);
	walk->next += first + dict_pass(&cur, &dict_terms, begin.len,
					FORMAT_TERMS - walk->next % FORMAT_TERMS - first);
	walk->at += (uint64_t)(cur.at - from);
	return !cur.bad && walk->next % FORMAT_TERMS == 0;
}

bool term_walk_pass(struct term_walk *walk, size_t len)
{
	char bytes[64];
	struct str begin = {bytes, len};
	memcpy(bytes, walk->form, len);
	while (walk->over && term_walk_next(walk)) {
		if (!str_starts((struct str){walk->form, walk->form_len}, begin))
			return true;
	}
	while (walk->next < walk->end) {
		if (walk->next % FORMAT_TERMS == 0 && !pass_blocks(walk, begin))
			break;
		if (!pass_terms(walk, begin))
			break;
	}
	return term_walk_next(walk);
}

struct range book_stem_terms(const struct book *book, struct str stem)
{
	if (book->over)
		return over_stem_terms(book->over, stem);
	struct image *image = &book->shelf->image;
	struct dict_place place = dict_find(image, &dict_stems, stem);
	if (place.exact) {
		uint64_t from = place.before +
				image_value(image, PART_STEM_FIRST, place.rank / FORMAT_TERMS);
		if (from + place.extra[0] <= image_count(image, PART_STEM_TERM))
			return (struct range){(uint32_t)from, (uint32_t)from + place.extra[0]};
		image_damaged(image, "a stem is wrong");
		return (struct range){0, 0};
	}
	uint32_t term = book_find_term(book, stem);
	struct term_info info;
	if (term == BOOK_NONE || !term_find(image, term, &info) || !info.alone)
		return (struct range){0, 0};
	return (struct range){ALONE + term, ALONE + term + 1};
}

uint32_t book_stem_term(const struct book *book, uint32_t index)
{
	if (book->over)
		return over_stem_term(book->over, index);
	struct image *image = &book->shelf->image;
	uint32_t term = index >= ALONE ? index - ALONE : image_value(image, PART_STEM_TERM, index);
	return term < image_count(image, PART_TERMS) ? term : BOOK_NONE;
}

uint32_t book_field_length(const struct book *book, uint32_t section, enum field field)
{
	struct image *image = &book->shelf->image;
	if (book->over && section >= over_first_section(book->over)) {
		section -= over_first_section(book->over);
		image = &book->over->newer.shelf->image;
	}
	uint32_t length = image_value(image, PART_LENGTH + field, section);
	return length == IMAGE_BAD ? 0 : length;
}

uint64_t terms_words(const struct book *book, enum field field)
{
	const uint8_t *sum = image_at(&book->shelf->image, PART_SUMS, 8 * (uint64_t)field, 8);
	return sum ? le64(sum) : 0;
}

float book_field_average(const struct book *book, enum field field)
{
	if (book->over)
		return over_field_average(book->over, field);
	uint32_t sections = book_nsections(book);
	return sections ? (float)((double)terms_words(book, field) / sections) : 0;
}

uint32_t book_live_sections(const struct book *book)
{
	return book_nsections(book) - (book->over ? book->over->dead : 0);
}

void book_field_lengths(const struct book *book, uint32_t block, enum field field,
			uint32_t lengths[FORMAT_BLOCK])
{
	uint32_t from = FORMAT_BLOCK * block, all = book_nsections(book), known = 0;
	if (!book->over || from + FORMAT_BLOCK <= over_first_section(book->over))
		known = image_block(&book->shelf->image, PART_LENGTH + field, block, lengths);
	for (uint32_t i = known; i < FORMAT_BLOCK; i++)
		lengths[i] = from + i < all ? book_field_length(book, from + i, field) : 0;
}

uint64_t book_gone_sections(const struct book *book, uint32_t word)
{
	return book->over && word <= over_first_section(book->over) / 64 ? book->over->is_dead[word]
									 : 0;
}

uint32_t book_own_sections(const struct book *book, uint32_t term, uint32_t *own)
{
	struct post post;
	if (book->over)
		return over_own_sections(book->over, term, own);
	post_open(book, term, &post);
	*own = post.own;
	return post.sections;
}
