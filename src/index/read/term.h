// SPDX-License-Identifier: ISC
//
// term: what the dictionary says of one term, for the reader of its list.

#ifndef BODYMAP_INDEX_READ_TERM_H
#define BODYMAP_INDEX_READ_TERM_H

#include "index/cursor.h"
#include "index/read/image.h"
#include "index/terms.h"

struct term_info {
	uint32_t sections; // that hold it
	uint64_t list;     // the place of its list in PART_LISTS
	uint32_t bytes;    // of the list
	bool alone;        // it is its own stem, and nothing else's
};

// The least string above all that begin with the prefix, in `behind`; empty when there is none.
struct str terms_behind(struct str prefix, char behind[64]);

// Takes the next term of a walk through one book.
bool terms_walk_step(struct term_walk *walk);

// Words of all sections in a field.
uint64_t terms_words(const struct book *book, enum field field);

// False when there is no such term, or it is damaged.
bool term_find(struct image *image, uint32_t term, struct term_info *info);

// Opens a list of a book whose sections are numbered from `first` on.
void post_open_at(const struct book *book, uint32_t term, uint32_t first, struct post *post);

// The same of a list whose place is known.
void post_open_list(const struct book *book, const struct term_info *info, uint32_t first,
		    struct post *post);

#endif
