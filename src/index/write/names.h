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
	struct intern paths; // number = page
	struct intern keys;  // folded titles, aliases, last names
	struct buf claims;   // struct name_claim: all that pages make to keys, strongest kind first
	struct buf first;    // uint32_t for each key: the claim that has it
	struct slots anchors; // by hash of page and anchor: section
	struct resolver resolver;
};

// A page is called so, by its title, an alias or the last name of its path (format.h: claim).
struct name_claim {
	uint32_t key, page, kind;
};

// Pages the writing lacks but its outside has are numbered behind its own; the resolver's section
// of such a page is its number on the page.  `names` must not move while it is open.
void names_open(struct names *names, const struct writing *in, const uint32_t *first_section);
void names_close(struct names *names);

const struct name_claim *names_claims(const struct names *names, uint32_t *count);

#endif
