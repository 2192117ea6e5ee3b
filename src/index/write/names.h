// SPDX-License-Identifier: ISC
//
// names: finds pages and sections of a book in the making, so that links can be resolved before
// there is a book to ask.

#ifndef BODYMAP_INDEX_WRITE_NAMES_H
#define BODYMAP_INDEX_WRITE_NAMES_H

#include "index/resolve.h"
#include "index/write/write.h"

struct names {
	const struct writing *in;
	const uint32_t *first_section;
	struct intern paths;  // number = page
	struct intern keys;   // folded titles, aliases, last names: see names_page
	struct buf pages;     // uint32_t for each key
	struct slots anchors; // by hash of page and anchor: section
	struct resolver resolver;
};

// `names` must not move while it is open.
void names_open(struct names *names, const struct writing *in, const uint32_t *first_section);
void names_close(struct names *names);

// The page a key means: that with this title, else this alias, else this last name; the first in
// the book of several.
uint32_t names_page(const struct names *names, uint32_t key);

#endif
