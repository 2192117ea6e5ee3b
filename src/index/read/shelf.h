// SPDX-License-Identifier: ISC
//
// shelf: what an open book is made of, for the files of the reader (book, terms, post, verify).

#ifndef BODYMAP_INDEX_READ_SHELF_H
#define BODYMAP_INDEX_READ_SHELF_H

#include "base/buf.h"
#include "base/file.h"
#include "index/book.h"
#include "index/read/image.h"

// A book is immutable to its callers; what it learns while it is read (which chunks are good,
// strings put together) is here.
struct shelf {
	struct image image;
	struct arena arena;        // lives as long as the book
	struct strings **strings;  // by block, when read
	struct shelf_link **links; // what they say, by page, when read
	uint32_t **backlinks;      // by page
	uint32_t **region_pages;   // by region
	struct settings *settings; // when read
	struct map *map;
	bool map_read, synonyms_read;
	const char *root;   // or NULL
	const void *mapped; // to be unmapped
	size_t mapped_len;
	const char
		*cache;  // the file it was read from, which is removed when it is damaged; or NULL
	struct buf made; // the book's bytes, when it was made in memory
};

// Whatever reads a book by its shelf asks first whether there is something over it.
struct book {
	struct shelf *shelf;
	struct over *over; // newer pages over those of the shelf, or NULL: index/read/over.h
};

// The shelf a page stands on; *page becomes its number there.
struct shelf *shelf_of_page(const struct book *book, uint32_t *page);

// The page of a book's shelf with the strongest claim to a name, and how strong that is.  Pages with
// a bit in `gone`, which may be NULL, have none.  BOOK_NONE when there is no such page.
uint32_t shelf_find_name(const struct book *book, const uint64_t *gone, struct str key,
			 enum claim *claim);

// Opens the book in an open file, mapped; the file may be closed then.
struct book *shelf_open(int fd, size_t len, const char *root, struct err *err);

// A string by its id; empty when there is none: index/read/book_strings.c.
struct str shelf_string(struct shelf *shelf, uint32_t id);

// Fills the text and target of a link whose `from` is set: index/read/book_links.c.
void shelf_link_says(const struct book *book, uint32_t link, struct book_link *result);

// A text that the book carries (book.yaml, a map), by its path; ptr NULL when it has none.  The
// folder it was made of, if it remembers files, stands under SHELF_FOLDER.
#define SHELF_FOLDER "."
struct str shelf_text(struct shelf *shelf, struct str path);

// The file of a page as it was when the book was made.
struct file_stat shelf_file(struct shelf *shelf, uint32_t page);

const struct settings *shelf_settings(struct shelf *shelf);
const struct settings *shelf_synonyms(struct shelf *shelf); // the same with synonyms
const struct map *shelf_map(struct shelf *shelf);

#endif
