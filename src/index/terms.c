// SPDX-License-Identifier: ISC

#include "index/terms.h"

#include <string.h>

#include "index/read/dict.h"
#include "index/read/shelf.h"
#include "index/read/term.h"

// Stems that are their only term's form are not stored: their group is this + the term.
static const uint32_t ALONE = 1u << 31;

uint32_t book_nterms(const struct book *book)
{
	return image_count(&book->shelf->image, PART_TERMS);
}

uint32_t book_find_term(const struct book *book, struct str form)
{
	struct dict_place place = dict_find(&book->shelf->image, &dict_terms, form);
	return place.exact ? place.rank : BOOK_NONE;
}

struct range book_prefix_terms(const struct book *book, struct str prefix)
{
	struct image *image = &book->shelf->image;
	char behind[64]; // the least string above all that begin with the prefix
	if (prefix.len > sizeof behind)
		return (struct range){0, 0};
	size_t len = prefix.len;
	memcpy(behind, prefix.ptr, len);
	while (len && (unsigned char)behind[len - 1] == UINT8_MAX)
		len--;
	if (!len)
		return (struct range){0, book_nterms(book)};
	behind[len - 1] = (char)(behind[len - 1] + 1);
	return (struct range){dict_find(image, &dict_terms, prefix).rank,
			      dict_find(image, &dict_terms, (struct str){behind, len}).rank};
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
	info->form_len = 0;
	for (uint32_t i = block * FORMAT_TERMS;; i++) {
		struct dict_entry entry = dict_take(&cur, &dict_terms);
		if (cur.bad || !next_form(&entry, info->form, &info->form_len))
			return image_damaged(image, "a term is wrong");
		info->sections = entry.extra[0] >> 1;
		info->alone = entry.extra[0] & 1;
		info->bytes = entry.extra[1];
		if (i == term)
			return true;
		info->list += entry.extra[1];
	}
}

struct str book_term(const struct book *book, uint32_t term, char form[64])
{
	struct term_info info;
	if (!term_find(&book->shelf->image, term, &info))
		return STR("");
	memcpy(form, info.form, info.form_len);
	return (struct str){form, info.form_len};
}

uint32_t book_term_sections(const struct book *book, uint32_t term)
{
	struct term_info info;
	return term_find(&book->shelf->image, term, &info) ? info.sections : 0;
}

// Reads the entry at walk->at; the form before it is still in `form`.
static bool walk_step(struct term_walk *walk)
{
	enum { MOST = 64 + 4 * 5 }; // bytes of an entry
	struct image *image = &walk->book->shelf->image;
	uint64_t left = image->part[PART_TERMS].len - walk->at;
	uint64_t len = left < MOST ? left : MOST;
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
		if (!walk_step(&walk))
			walk.next = walk.end = 0;
	}
	return walk;
}

bool term_walk_next(struct term_walk *walk)
{
	if (walk->next >= walk->end)
		return false;
	if (walk_step(walk))
		return true;
	walk->end = 0;
	return false;
}

struct range book_stem_terms(const struct book *book, struct str stem)
{
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
	struct image *image = &book->shelf->image;
	uint32_t term = index >= ALONE ? index - ALONE : image_value(image, PART_STEM_TERM, index);
	return term < image_count(image, PART_TERMS) ? term : BOOK_NONE;
}

uint32_t book_field_length(const struct book *book, uint32_t section, enum field field)
{
	uint32_t length = image_value(&book->shelf->image, PART_LENGTH + field, section);
	return length == IMAGE_BAD ? 0 : length;
}

float book_field_average(const struct book *book, enum field field)
{
	const uint8_t *sum = image_at(&book->shelf->image, PART_SUMS, 8 * (uint64_t)field, 8);
	uint32_t sections = book_nsections(book);
	return sum && sections ? (float)((double)le64(sum) / sections) : 0;
}
