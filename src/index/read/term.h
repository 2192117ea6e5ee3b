// SPDX-License-Identifier: ISC
//
// term: what the dictionary says of one term, for the reader of its list.

#ifndef BODYMAP_INDEX_READ_TERM_H
#define BODYMAP_INDEX_READ_TERM_H

#include "index/read/image.h"

struct term_info {
	uint32_t sections; // that hold it
	uint64_t list;     // the place of its list in PART_LISTS
	uint32_t bytes;    // of the list
	bool alone;        // it is its own stem, and nothing else's
	uint8_t form_len;
	char form[64];
};

// False when there is no such term, or it is damaged.
bool term_find(struct image *image, uint32_t term, struct term_info *info);

#endif
