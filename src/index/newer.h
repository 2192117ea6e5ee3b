// SPDX-License-Identifier: ISC
//
// newer: what has changed in a folder since its book was made, as a book of its own to lay over it
// (index/read/over.h).
//
// Pages that are new or changed are indexed, and with them those whose links may lead elsewhere
// now.  It costs about as much as these pages, whatever the size of the book.

#ifndef BODYMAP_INDEX_NEWER_H
#define BODYMAP_INDEX_NEWER_H

#include "index/fresh.h"

enum newer {
	NEWER_MADE,
	NEWER_TOO_MUCH, // the book is better made anew
	NEWER_NONE,     // it cannot be said in this way, or a page cannot be indexed: likewise
};

// Indexes the changes of a book without newer pages; *pages gets how many pages that were.
enum newer newer_make(const struct book *book, const char *root, const struct folder *folder,
		      const struct changes *changes, struct buf *bytes, uint32_t *pages);

#endif
