// SPDX-License-Identifier: ISC
//
// passage: the visible text of a section, read from its page's source.

#ifndef BODYMAP_SEARCH_PASSAGE_H
#define BODYMAP_SEARCH_PASSAGE_H

#include "index/book.h"
#include "page/doc.h"

// The text of a section without those below it, blocks parted by a line feed; `heading` bytes at
// its start are the heading and the line feed behind it.  Empty when the source cannot be read.
struct passage {
	struct str text;
	uint32_t heading;
};

// For who reads many, with memory that is kept between them.
struct passage passage_read_in(struct doc_room *room, const struct book *book, uint32_t section,
			       struct arena *arena);

struct passage passage_read(const struct book *book, uint32_t section, struct arena *arena);

#endif
