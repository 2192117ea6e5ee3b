// SPDX-License-Identifier: ISC
//
// fresh: whether a book still says what its folder says.

#ifndef BODYMAP_INDEX_FRESH_H
#define BODYMAP_INDEX_FRESH_H

#include "index/folder.h"
#include "index/read/shelf.h"

// A page that is new (page BOOK_NONE), gone (file BOOK_NONE), or changed.
struct change {
	uint32_t page, file; // of the book, of the folder
};

struct changes {
	VEC(struct change); // in the order of paths
	bool all;           // settings differ: the pages do not matter
};

void fresh_compare(const struct book *book, const char *root, const struct folder *folder,
		   struct arena *arena, struct changes *changes);

// A file changed twice within a tick of its file system's clock looks the same both times (git's
// "racy" entries).  One that was written just before it was read, or by a clock that is ahead, is
// remembered without its inode, so that it counts as changed the next time.
void fresh_distrust_recent(struct file_stat *stat);

#endif
