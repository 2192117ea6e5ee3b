// SPDX-License-Identifier: ISC
//
// Terms that begin alike stand side by side in the dictionary, and so do their lists.  Most of these
// are a few bytes: they are taken straight from the book, as many as fill a batch.

#include "index/pack.h"
#include "index/posting.h"
#include "index/read/dict.h"
#include "index/read/shelf.h"
#include "index/read/term.h"

static struct image *image_of(const struct term_scan *scan)
{
	return &scan->book->shelf->image;
}

// Takes the next entry of the dictionary; false behind the last.
static bool next_entry(struct term_scan *scan)
{
	struct image *image = image_of(scan);
	if (scan->entry.open)
		return true;
	if (scan->next >= scan->end)
		return false;
	if (scan->next % FORMAT_TERMS == 0) {
		uint32_t block = scan->next / FORMAT_TERMS;
		struct cursor entries = dict_block(image, &dict_terms, block);
		scan->at = entries.at;
		scan->behind = entries.end;
	}
	struct cursor cur = cursor_over(scan->at, (size_t)(scan->behind - scan->at));
	struct dict_entry entry = dict_take(&cur, &dict_terms);
	if (cur.bad || entry.extra[0] >> 1 > book_nsections(scan->book)) {
		scan->next = scan->end;
		return image_damaged(image, "a term is wrong");
	}
	scan->at = cur.at;
	scan->next++;
	scan->entry.sections = entry.extra[0] >> 1;
	scan->entry.bytes = entry.extra[1];
	return scan->entry.open = true;
}

static void end_entry(struct term_scan *scan)
{
	scan->list += scan->entry.bytes;
	scan->entry.open = false;
}

void term_scan_open(const struct book *book, struct range terms, struct term_scan *scan)
{
	uint32_t count = book_nterms(book), first = terms.from / FORMAT_TERMS * FORMAT_TERMS;
	scan->book = book;
	scan->next = book->over ? terms.from : first;
	scan->end = terms.to < count ? terms.to : count;
	scan->inside = scan->entry.open = false;
	scan->post.over = NULL;
	if (terms.from >= scan->end)
		scan->next = scan->end;
	if (book->over || scan->next == scan->end)
		return;
	struct image *image = image_of(scan);
	scan->list = image_value(image, PART_TERM_LIST_LOW, first / FORMAT_TERMS) |
		     (uint64_t)image_value(image, PART_TERM_LIST_HIGH, first / FORMAT_TERMS) << 32;
	while (scan->next < terms.from && next_entry(scan))
		end_entry(scan);
}

// The postings of a short list, behind those that the batch has.
static bool take_short(struct term_scan *scan)
{
	struct post *post = &scan->post;
	uint32_t section = UINT32_MAX;
	const uint8_t *bytes = image_at(image_of(scan), PART_LISTS, scan->list, scan->entry.bytes);
	struct cursor cur = cursor_over(bytes, bytes ? scan->entry.bytes : 0);
	for (uint32_t i = 0; i < scan->entry.sections; i++, post->held++) {
		uint32_t gap = cursor_varint(&cur);
		section += (gap >> 1) + 1;
		post->section[post->held] = section;
		post_take_counts(post, post->held, gap & 1 ? cursor_varint(&cur) : 0, &cur);
		if (cur.bad || section >= book_nsections(scan->book))
			return image_damaged(image_of(scan), "a posting list is wrong");
	}
	return true;
}

static bool open_long(struct term_scan *scan)
{
	const struct term_info info = {
		.list = scan->list, .bytes = scan->entry.bytes, .sections = scan->entry.sections};
	post_open_list(scan->book, &info, 0, &scan->post);
	end_entry(scan);
	return scan->inside = post_next(&scan->post) && post_count_block(&scan->post);
}

// Where newer pages lie over a book, a term's lists lie in two.
static bool open_over(struct term_scan *scan)
{
	scan->inside = false;
	while (scan->next < scan->end && !scan->inside) {
		post_open(scan->book, scan->next++, &scan->post);
		scan->inside = post_next(&scan->post) && post_count_block(&scan->post);
	}
	return scan->inside;
}

bool term_scan_next(struct term_scan *scan)
{
	struct post *post = &scan->post;
	if (scan->inside && post_next_block(post) && post_count_block(post))
		return true;
	if (scan->book->over)
		return open_over(scan);
	scan->inside = false;
	post->held = post->nothers = 0;
	while (next_entry(scan)) {
		uint32_t sections = scan->entry.sections;
		if (post->held + sections > FORMAT_BLOCK && post->held)
			return true;
		if (sections > FORMAT_BLOCK) {
			if (open_long(scan))
				return true;
			continue;
		}
		if (!take_short(scan))
			break;
		end_entry(scan);
	}
	return post->held > 0;
}
