// SPDX-License-Identifier: ISC
//
// fresh: whether a cache still says what its folder says.

#ifndef BODYMAP_INDEX_FRESH_H
#define BODYMAP_INDEX_FRESH_H

#include "index/folder.h"
#include "index/read/shelf.h"

// Counts pages that are new, changed or gone.  Settings that differ count as all pages.
uint32_t fresh_compare(struct shelf *shelf, const char *root, const struct folder *folder);

#endif
