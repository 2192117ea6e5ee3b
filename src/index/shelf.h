// SPDX-License-Identifier: ISC
//
// shelf: what an open book is made of, for the files of the reader (book, terms, post, verify).

#ifndef BODYMAP_INDEX_SHELF_H
#define BODYMAP_INDEX_SHELF_H

#include "base/buf.h"
#include "index/book.h"
#include "index/image.h"

// A book is immutable to its callers; what it learns while it is read (which chunks are good,
// strings put together) is here.
struct shelf {
	struct image image;
	struct arena arena;        // lives as long as the book
	struct str **strings;      // by block, when read
	uint32_t **backlinks;      // by page
	uint32_t **region_pages;   // by region
	struct settings *settings; // when read
	struct map *map;
	bool map_read;
	const char *root; // or NULL
	void *mapped;     // to be unmapped
	size_t mapped_len;
	struct buf made; // the book's bytes, when it was made in memory
};

struct book {
	struct shelf *shelf;
};

// A string by its id; empty when there is none.
struct str shelf_string(struct shelf *shelf, uint32_t id);

// Reads settings and maps: index/book_texts.c.
const struct settings *shelf_settings(struct shelf *shelf);
const struct map *shelf_map(struct shelf *shelf);

#endif
