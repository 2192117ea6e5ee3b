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

#endif
