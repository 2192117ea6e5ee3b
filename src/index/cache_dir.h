// SPDX-License-Identifier: ISC
//
// cache_dir: the user's folder of caches, and files in it that nobody else can have put there.
//
// $XDG_CACHE_HOME/bodymap, or .cache/bodymap in the home folder; never a place that others write
// to.  No such folder, or one that is not ours, means no caches: that is no error.

#ifndef BODYMAP_INDEX_CACHE_DIR_H
#define BODYMAP_INDEX_CACHE_DIR_H

#include "base/arena.h"

// The path of the cache for a book's folder; NULL when there can be none.
const char *cache_dir_file(const char *root, struct arena *arena);

// That of the pages that are newer than such a cache.
const char *cache_dir_newer(const char *file, struct arena *arena);

// Opens a cache: a regular file of ours (or root's) that others cannot write to, in such a folder.
// -1 otherwise.  Marks it as used.
int cache_dir_open(const char *file, size_t *len);

// Removes caches that were not opened for ninety days, and what an interrupted write left behind.
void cache_dir_sweep(const char *file);

#endif
