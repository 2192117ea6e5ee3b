// SPDX-License-Identifier: ISC
//
// write: what was collected becomes the bytes of a book.

#ifndef BODYMAP_INDEX_WRITE_WRITE_H
#define BODYMAP_INDEX_WRITE_WRITE_H

#include "index/write/collect.h"

struct write_page { // in ascending order of path
	struct str path, ending;
	struct file_stat stat;
	struct collected_page got;
};

struct write_text { // book.yaml, synonyms.txt, a map
	struct str path, text;
};

// Pages of another book that links of this one may lead to.
struct outside {
	void *user;
	uint32_t (*page)(void *user, struct str path); // or BOOK_NONE
	// The page with the strongest claim to a key, how strong that is, and the page's path.
	uint32_t (*name)(void *user, struct str key, uint32_t *claim, struct str *path);
	// The number of a section on its page, or BOOK_NONE.
	uint32_t (*section)(void *user, uint32_t page, struct str anchor);
};

struct writing {
	struct collector *const *collectors;
	uint32_t ncollectors;
	const struct write_page *pages; // all present
	uint32_t npages;
	const struct write_text *texts;
	uint32_t ntexts;
	const struct settings *settings;
	bool sources; // the book carries the pages' bytes; else it remembers their files
	const struct outside *outside; // or NULL
};

// Into the file `path`, or into `book` when that is NULL.  What was collected is released on the
// way.  *len gets the book's bytes.
bool write_book(const struct writing *writing, const char *path, struct buf *book, uint64_t *len,
		struct err *err) NODISCARD;

#endif
