// SPDX-License-Identifier: ISC

#include "index/read/dict.h"

const struct dict dict_strings = {PART_STRINGS, PART_STRING_BLOCK, FORMAT_STRINGS, 0, 0};
const struct dict dict_terms = {PART_TERMS, PART_TERM_BLOCK, FORMAT_TERMS, 2, 1};
const struct dict dict_stems = {PART_STEMS, PART_STEM_BLOCK, FORMAT_TERMS, 1, 2};

static inline struct dict_entry take(struct cursor *cur, const struct dict *dict)
{
	struct dict_entry entry = {.shared = cursor_varint(cur)};
	struct cursor rest = cursor_take(cur, cursor_varint(cur));
	entry.rest = (struct str){(const char *)rest.at, cursor_left(&rest)};
	for (unsigned i = 0; i < dict->extras; i++)
		entry.extra[i] = cursor_varint(cur);
	return entry;
}

struct dict_entry dict_take(struct cursor *cur, const struct dict *dict)
{
	return take(cur, dict);
}

void dict_extras(struct cursor *cur, const struct dict *dict, uint32_t extra[2])
{
	cursor_varint(cur); // shared
	cursor_take(cur, cursor_varint(cur));
	for (unsigned i = 0; i < dict->extras; i++)
		extra[i] = cursor_long(cur);
}

uint32_t dict_pass(struct cursor *cur, const struct dict *dict, size_t len, uint32_t most)
{
	uint32_t passed = 0;
	for (; passed < most && cursor_left(cur); passed++) {
		struct cursor before = *cur;
		if (take(cur, dict).shared < len) {
			*cur = before;
			break;
		}
	}
	return passed;
}

struct cursor dict_block(struct image *image, const struct dict *dict, uint32_t block)
{
	uint32_t from = image_value(image, dict->blocks, block);
	uint64_t to = block + 1 < image_count(image, dict->blocks)
			      ? image_value(image, dict->blocks, block + 1)
			      : image->part[dict->part].len;
	const uint8_t *bytes = to >= from ? image_at(image, dict->part, from, to - from) : NULL;
	if (!bytes) {
		image_damaged(image, "a dictionary is wrong");
		return (struct cursor){
			.at = (const uint8_t *)"", .end = (const uint8_t *)"", .bad = true};
	}
	return cursor_over(bytes, to - from);
}

// Asked for at each step of a search, so only what it needs is looked at.
struct str dict_first(struct image *image, const struct dict *dict, uint32_t block)
{
	enum { HEAD = 2 * 5 }; // bytes of two varints at most
	uint64_t at = image_value(image, dict->blocks, block), end = image->part[dict->part].len;
	uint64_t len = end > at && end - at < HEAD ? end - at : HEAD;
	const uint8_t *head = image_at(image, dict->part, at, len);
	struct cursor cur = cursor_over(head, head ? len : 0);
	cursor_varint(&cur); // shared with none
	uint32_t rest = cursor_varint(&cur);
	const uint8_t *first =
		head && !cur.bad ? image_at(image, dict->part, at + (uint64_t)(cur.at - head), rest)
				 : NULL;
	if (!first)
		image_damaged(image, "a dictionary is wrong");
	return (struct str){first ? (const char *)first : "", first ? rest : 0};
}

// What a text begins with, as a number in the order of texts.
static uint64_t beginning(struct str text)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes = bytes << 8 | (i < text.len ? (uint8_t)text.ptr[i] : 0);
	return bytes;
}

// Whether a block begins above the text.  The first steps of every search are the same ones: how the
// blocks begin that are asked for there is kept, by the `step`, which is 1 for the first and twice the
// one before it, or one more, for another.
static bool is_above(struct image *image, const struct dict *dict, uint32_t block, uint32_t step,
		     struct str text, uint64_t begins)
{
	uint64_t *steps = image->steps[dict->steps];
	if (step < IMAGE_STEPS && steps && steps[step] && steps[step] != begins)
		return steps[step] > begins;
	struct str first = dict_first(image, dict, block);
	if (step < IMAGE_STEPS) {
		if (!steps)
			steps = arena_array(&image->arena, uint64_t, IMAGE_STEPS);
		image->steps[dict->steps] = steps;
		steps[step] = beginning(first);
	}
	return str_cmp(first, text) > 0;
}

// The last block from `from` on whose first entry is not above the text, or that one.
static uint32_t block_of(struct image *image, const struct dict *dict, struct str text,
			 uint32_t from)
{
	uint32_t to = image_count(image, dict->blocks), at = from ? IMAGE_STEPS : 1;
	uint64_t begins = beginning(text);
	for (uint32_t step = 1; from && from + step < to; step *= 2) { // not far, probably
		if (str_cmp(dict_first(image, dict, from + step), text) > 0)
			to = from + step;
		else
			from += step;
	}
	while (to - from > 1) {
		uint32_t middle = from + (to - from) / 2;
		bool above = is_above(image, dict, middle, at, text, begins);
		to = above ? middle : to;
		from = above ? from : middle;
		at = at < IMAGE_STEPS ? 2 * at + !above : at;
	}
	return from;
}

static size_t common(struct str a, struct str b)
{
	size_t n = 0;
	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

// The entries before the place are below the text and have `matched` bytes in common with it: so
// an entry that shares more with its predecessor is below as well, one that shares less is above,
// and only one that shares as much must be looked at.
struct dict_place dict_find_behind(struct image *image, const struct dict *dict, struct str text,
				   uint32_t rank)
{
	uint32_t nblocks = image_count(image, dict->blocks), count = image_count(image, dict->part);
	struct dict_place place = {0};
	if (!nblocks)
		return place;
	uint32_t hint = rank / dict->block;
	uint32_t block = block_of(image, dict, text, hint < nblocks ? hint : 0);
	struct cursor cur = dict_block(image, dict, block);
	size_t matched = 0;
	place.rank = block * dict->block;
	for (uint32_t i = 0; i < dict->block && cursor_left(&cur); i++, place.rank++) {
		struct dict_entry entry = take(&cur, dict);
		if (cur.bad)
			break;
		if (entry.shared < matched)
			return place;
		if (entry.shared == matched) {
			struct str rest = str_sub(text, matched, text.len);
			int order = str_cmp(entry.rest, rest);
			matched += common(entry.rest, rest);
			if (order >= 0) {
				place.exact = order == 0;
				place.extra[0] = entry.extra[0];
				place.extra[1] = entry.extra[1];
				return place;
			}
		}
		if (dict->extras)
			place.before += entry.extra[dict->extras - 1];
	}
	if (cur.bad) {
		image_damaged(image, "a dictionary is wrong");
		return (struct dict_place){.rank = count};
	}
	place.rank = place.rank < count ? place.rank : count;
	return place;
}

struct dict_place dict_find(struct image *image, const struct dict *dict, struct str text)
{
	return dict_find_behind(image, dict, text, 0);
}
