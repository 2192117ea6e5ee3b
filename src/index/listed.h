// SPDX-License-Identifier: ISC
//
// listed: the order in which a list of all pages has them: in groups, by kind where pages have kinds,
// by folder elsewhere; then by title, as people look for it (text/collate.h).  A book carries it, so
// that the list of a large one is there at once.

#ifndef BODYMAP_INDEX_LISTED_H
#define BODYMAP_INDEX_LISTED_H

#include "base/str.h"

struct listed {
	uint32_t page;
	uint32_t kind; // + 1; 0: none, which stands last
	struct str path, title;
};

int listed_cmp(const struct listed *a, const struct listed *b, bool by_kind);

// Whether a page behind another one, NULL for none, heads a group.  The root's folder has no head.
bool listed_heads(const struct listed *page, const struct listed *before, bool by_kind);

bool listed_by_kind(const struct listed *pages, uint32_t count);
void listed_sort(struct listed *pages, uint32_t count, bool by_kind);

#endif
