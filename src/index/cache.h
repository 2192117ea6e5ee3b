// SPDX-License-Identifier: ISC
//
// cache: opens whatever BOOK names: the folder's cache when it is fresh, else a new index; a
// .book; one markdown file.

#ifndef BODYMAP_INDEX_CACHE_H
#define BODYMAP_INDEX_CACHE_H

#include "index/book.h"
#include "index/build.h"

// Opens a folder, a markdown file or a .book at `path`.  What it allocates belongs to the book.
// A folder is indexed in memory, or read from and written to its cache in
// $XDG_CACHE_HOME/bodymap; no cache folder that is ours and writable: it still works, in memory.
struct book *book_open_any(const char *path, struct err *err) NODISCARD;

// The same without a look at the folder when it has a cache, and, with `part`, of a large page or
// folder without one only the beginning: *unchecked then says that the book is what the folder was,
// or a part, and book_renew finds out what it is.
struct book *book_open_soon(const char *path, bool part, bool *unchecked,
			    struct err *err) NODISCARD;

// Told how many pages the folder has, and how many are new, changed or gone, before a book is made.
struct book_finder {
	void (*found)(void *user, uint32_t pages, uint32_t newer);
	void *user;
};

// Opens `path` as it is now, for a program that uses the book with the identity `shown`.  NULL when
// that book is as good, with `err` as it was, or on a failure.
struct book *book_renew(const char *path, uint64_t shown, const struct book_finder *finder,
			struct err *err) NODISCARD;

// Makes a folder's cache anew when so much of it is newer pages that each change costs more than it
// need; for a thread that nobody waits for.
void book_settle(const char *path);

#endif
