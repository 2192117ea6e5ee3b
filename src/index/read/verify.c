// SPDX-License-Identifier: ISC
//
// Every byte of a book: sums first, then what the sums cannot know, that tables and lists say what
// they may say.

#include <string.h>

#include "index/read/dict.h"
#include "index/read/shelf.h"
#include "index/terms.h"

static bool check_sums(struct image *image)
{
	for (const uint8_t *pad = image->sums + 4 * image->nsums; pad < image->body; pad++) {
		if (*pad)
			return image_damaged(image, "its head is wrong");
	}
	return image_check(image, 0, image->len);
}

// Entries ascend, and the blocks hold as many as the part says.
static bool check_dict(struct shelf *shelf, const struct dict *dict)
{
	struct image *image = &shelf->image;
	uint32_t count = image_count(image, dict->part), seen = 0;
	struct buf before = {0}, text = {0};
	bool good = image_count(image, dict->blocks) == (count + dict->block - 1) / dict->block;
	for (uint32_t block = 0; good && block < image_count(image, dict->blocks); block++) {
		struct cursor cur = dict_block(image, dict, block);
		for (uint32_t i = 0; good && cursor_left(&cur); i++, seen++) {
			struct dict_entry entry = dict_take(&cur, dict);
			good = !cur.bad && i < dict->block && entry.shared <= before.len &&
			       (i || !entry.shared);
			text.len = 0;
			buf_add(&text, str_sub(buf_str(&before), 0, entry.shared));
			buf_add(&text, entry.rest);
			good = good && (!seen || str_cmp(buf_str(&before), buf_str(&text)) < 0);
			before.len = 0;
			buf_add(&before, buf_str(&text));
		}
		good = good && !cur.bad;
	}
	good = good && seen == count;
	buf_release(&before);
	buf_release(&text);
	return good || image_damaged(image, "its strings are out of order");
}

static bool below(struct image *image, enum part column, uint64_t limit)
{
	for (uint32_t i = 0; i < image_count(image, column); i++) {
		if (image_value(image, column, i) >= limit)
			return image_damaged(image, "a reference leads nowhere");
	}
	return true;
}

static bool ascends(struct image *image, enum part column, uint64_t last)
{
	uint32_t before = 0;
	for (uint32_t i = 0; i < image_count(image, column); i++) {
		uint32_t value = image_value(image, column, i);
		if (value < before || value > last)
			return image_damaged(image, "a table is out of order");
		before = value;
	}
	return true;
}

static bool check_columns(struct image *image)
{
	uint64_t strings = image_count(image, PART_STRINGS),
		 pages = image_count(image, PART_PAGE_PATH);
	uint64_t sections = image_count(image, PART_SECTION_PAGE);
	uint64_t links = image_count(image, PART_LINK_PAGE), terms = image_count(image, PART_TERMS);
	const struct {
		enum part column;
		uint64_t limit;
	} references[] =
		{
			{PART_STRS, strings},
			{PART_PAGE_PATH, strings},
			{PART_PAGE_TITLE, strings},
			{PART_PAGE_LISTED, 2 * pages},
			{PART_PAGE_FLAG, strings},
			{PART_PAGE_ENDING, strings},
			{PART_PAGE_REGION, image_count(image, PART_REGION)},
			{PART_REGION, strings},
			{PART_REGION_PAGE, pages},
			{PART_NAME, strings},
			{PART_NAME_PAGE, 4 * pages},
			{PART_ASKED_PAGE, pages},
			{PART_SECTION_PAGE, pages},
			{PART_SECTION_HEADING, strings},
			{PART_SECTION_ANCHOR, strings},
			{PART_LINK_PAGE, pages + 1},
			{PART_BACK, links},
			{PART_STEM_TERM, terms},
		},
	  orders[] = {
		  {PART_PAGE_SECTION, sections},
		  {PART_PAGE_REGIONS, image_count(image, PART_PAGE_REGION)},
		  {PART_PAGE_ALIASES, image_count(image, PART_STRS)},
		  {PART_PAGE_SOURCES, image_count(image, PART_STRS)},
		  {PART_PAGE_BACK, image_count(image, PART_BACK)},
		  {PART_REGION_PAGES, image_count(image, PART_REGION_PAGE)},
		  {PART_SECTION_LINK, links},
		  {PART_PAGE_PATH, strings},
		  {PART_SECTION_PAGE, pages},
		  {PART_ASKED, UINT32_MAX},
		  {PART_NAME, strings},
	  };
	for (size_t i = 0; i < countof(references); i++) {
		if (!below(image, references[i].column, references[i].limit))
			return false;
	}
	for (size_t i = 0; i < countof(orders); i++) {
		if (!ascends(image, orders[i].column, orders[i].limit))
			return false;
	}
	return true;
}

static bool check_lists(const struct book *book)
{
	struct post post;
	uint32_t place;
	for (uint32_t term = 0; term < book_nterms(book) && !book_damage(book); term++) {
		uint32_t sections = 0, own = 0;
		post_open(book, term, &post);
		for (; post_next(&post); sections++) {
			bool placed = post.now.count[FIELD_BODY] || post.now.count[FIELD_HEADING];
			if (!post_positions(&post, &place, 1) && placed)
				break;
			own += placed;
		}
		if (sections != post.sections || own != post.own)
			return image_damaged(&book->shelf->image, "a posting list is wrong");
	}
	return !book_damage(book);
}

bool book_verify(const struct book *book, struct err *err)
{
	struct shelf *shelf = book->shelf;
	struct image *image = &shelf->image;
	bool good = check_sums(image) && check_dict(shelf, &dict_strings) &&
		    check_dict(shelf, &dict_terms) && check_dict(shelf, &dict_stems) &&
		    check_columns(image) && check_lists(book);
	if (good) {
		shelf_synonyms(shelf);
		shelf_map(shelf);
	}
	return image->damage ? err_set(err, "%s", image->damage) : good;
}
