// SPDX-License-Identifier: ISC
//
// The tables that put the pages in order are made when the book is opened: a few bytes a page.

#include "index/read/over.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "index/checksum.h"
#include "index/le.h"
#include "index/read/dict.h"
#include "index/read/guard.h"

struct newer_head {
	const uint8_t *gone, *terms;
	uint32_t ngone, nterms;
	size_t book;
};

static bool read_head(const uint8_t *bytes, size_t len, uint64_t beneath, struct newer_head *head,
		      struct err *err)
{
	if (len < FORMAT_NEWER_HEAD || memcmp(bytes, FORMAT_NEWER_MAGIC, 12) != 0 ||
	    le32(bytes + 12) != FORMAT_VERSION || le64(bytes + 16) != len)
		return err_set(err, "these are no newer pages");
	if (le64(bytes + 24) != beneath)
		return err_set(err, "the newer pages are those of another book");
	uint64_t book = le64(bytes + 32);
	*head = (struct newer_head){.ngone = le32(bytes + 40), .nterms = le32(bytes + 44)};
	uint64_t tables = FORMAT_NEWER_HEAD + 4 * ((uint64_t)head->ngone + head->nterms);
	if (book > len || book % FORMAT_ALIGN || tables > book)
		return err_set(err, "the newer pages are damaged");
	struct arena arena = {0};
	uint8_t *copy = (uint8_t *)arena_bytes(&arena, book);
	memcpy(copy, bytes, book);
	le32_put(copy + 100, 0);
	bool sound = checksum(copy, book) == le32(bytes + 100);
	arena_release(&arena);
	head->gone = bytes + FORMAT_NEWER_HEAD;
	head->terms = head->gone + 4 * (size_t)head->ngone;
	head->book = book;
	return sound || err_set(err, "the newer pages are damaged");
}

static void bury(struct over *over, uint32_t page)
{
	over->gone[page / 64] |= (uint64_t)1 << page % 64;
	struct range sections = book_page_sections(&over->base, page);
	for (uint32_t s = sections.from; s < sections.to; s++)
		over->is_dead[s / 64] |= (uint64_t)1 << s % 64;
}

// The page beneath that a path would stand before, and whether it is its own.
static uint32_t place_of(const struct over *over, struct str path, bool *same)
{
	struct image *image = &over->base.shelf->image;
	struct dict_place place = dict_find(image, &dict_strings, path);
	uint32_t at = image_lower_bound(image, PART_PAGE_PATH, place.rank);
	*same = place.exact && image_value(image, PART_PAGE_PATH, at) == place.rank;
	return at;
}

static void add_page(struct over *over, uint32_t physical)
{
	over->physical[over->npages] = physical;
	over->page_of[physical] = over->npages++;
}

// Merges the pages of both in the order of their paths.  What is gone has the place BOOK_NONE, and
// what was replaced that of the newer page.
static bool order_pages(struct over *over, const struct newer_head *head)
{
	uint32_t nbase = over->nbase, nnewer = book_npages(&over->newer), base = 0, gone = 0;
	for (uint32_t n = 0; n <= nnewer; n++) {
		struct shelf *shelf = over->newer.shelf;
		uint32_t id = n < nnewer ? image_value(&shelf->image, PART_PAGE_PATH, n) : 0;
		bool same = false;
		uint32_t to = n < nnewer ? place_of(over, shelf_string(shelf, id), &same) : nbase;
		if (to < base)
			return false;
		for (; base < to; base++) {
			if (gone < head->ngone && le32(head->gone + 4 * (size_t)gone) == base) {
				over->page_of[base] = BOOK_NONE;
				bury(over, base);
				gone++;
			} else {
				add_page(over, base);
			}
		}
		if (n == nnewer)
			break;
		over->replaced[n] = same ? to : BOOK_NONE;
		add_page(over, nbase + n);
		if (!same)
			continue;
		if (gone >= head->ngone || le32(head->gone + 4 * (size_t)gone) != to)
			return false;
		over->page_of[to] = over->page_of[nbase + n];
		bury(over, to);
		gone++;
		base++;
	}
	return gone == head->ngone;
}

static void set_up(struct over *over, const uint8_t *bytes, const struct newer_head *head)
{
	uint32_t nnewer = book_npages(&over->newer);
	over->nbase = book_npages(&over->base);
	size_t pages = (size_t)over->nbase + nnewer + 1;
	over->physical = arena_array(&over->arena, uint32_t, pages);
	over->page_of = arena_array(&over->arena, uint32_t, pages);
	over->replaced = arena_array(&over->arena, uint32_t, (size_t)nnewer + 1);
	over->is_dead = arena_array(&over->arena, uint64_t, (size_t)over_nsections(over) / 64 + 1);
	over->gone = arena_array(&over->arena, uint64_t, (size_t)over->nbase / 64 + 1);
	over->terms = head->terms;
	over->dead = le32(bytes + 96);
	for (size_t field = 0; field < FIELD_COUNT; field++)
		over->words[field] = le64(bytes + 48 + 8 * field);
}

bool over_open(struct book *book, const void *bytes, size_t len, struct err *err)
{
	struct newer_head head = {0};
	struct arena arena = {0};
	if (!read_head(bytes, len, book_identity(book), &head, err))
		return false;
	struct book *newer = book_open_bytes((const uint8_t *)bytes + head.book, len - head.book,
					     book->shelf->root, err);
	if (!newer)
		return false;
	struct over *over = arena_new(&arena, struct over);
	*over = (struct over){.base = {.shelf = book->shelf}, .newer = *newer, .arena = arena};
	set_up(over, bytes, &head);
	bool good = head.nterms == book_nterms(newer) && !book_nregions(newer) &&
		    order_pages(over, &head) && !book_damage(newer) && !book_damage(book);
	if (!good) {
		over_close(over);
		return err_set(err, "the newer pages are damaged");
	}
	book->over = over;
	return true;
}

bool over_open_file(struct book *book, int fd, size_t len, struct err *err)
{
	const void *bytes = guard_map(fd, len);
	if (!bytes)
		return err_set(err, "it cannot be read: %s", strerror(errno));
	if (!over_open(book, bytes, len, err)) {
		guard_unmap(bytes, len);
		return false;
	}
	book->over->mapped = bytes;
	book->over->mapped_len = len;
	return true;
}

void over_close(struct over *over)
{
	if (over->file && over_damage(over))
		unlink(over->file); // made anew when it is next wanted
	book_close(&over->newer);
	if (over->mapped)
		guard_unmap(over->mapped, over->mapped_len);
	buf_release(&over->made);
	struct arena arena = over->arena;
	arena_release(&arena);
}

const char *over_damage(const struct over *over)
{
	if (over->mapped && guard_hit(over->mapped))
		image_damaged(&over->newer.shelf->image, "its file has become shorter");
	return over->newer.shelf->image.damage;
}

uint32_t over_first_section(const struct over *over)
{
	return image_count(&over->base.shelf->image, PART_SECTION_PAGE);
}
