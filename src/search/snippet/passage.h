// SPDX-License-Identifier: ISC
//
// passage: the visible text of a section, read from its page's source.

#ifndef BODYMAP_SEARCH_SNIPPET_PASSAGE_H
#define BODYMAP_SEARCH_SNIPPET_PASSAGE_H

#include "index/book.h"
#include "page/doc.h"

enum passage_kind {
	PASSAGE_PROSE, // a paragraph, an item, a heading, text of HTML
	PASSAGE_CODE,  // with its lines
	PASSAGE_ROW,   // the first cell of a table's row that is not empty
	PASSAGE_CELL,  // another one
};

// What stands by itself; never empty.
struct passage_part {
	struct range text;
	enum passage_kind kind;
};

// What a snippet leaves out.
struct passage_aside {
	struct range text;
	bool always; // also when it is looked for
};

// The text of a section without those below it, or of a part of it, its parts parted by line feeds;
// `heading` bytes at its start are the heading and the line feed behind it.  Empty when the source
// cannot be read.
struct passage {
	struct str text;
	uint32_t heading;
	const struct passage_part *parts; // in order
	uint32_t nparts;
	// Marks of footnotes and sources, signs of alerts, and always the signs of links to
	// references that stand elsewhere on the page; in order.
	const struct passage_aside *asides;
	uint32_t nasides;
	bool whole; // of the whole section
	bool ends;  // there is no more of it behind this
};

// The source of a section, of which `heading` bytes are its heading; empty when it cannot be read.
struct str passage_source(const struct book *book, uint32_t section, struct arena *arena,
			  uint32_t *heading);

// The passage of a part of that source, which may be parsed by itself (search/snippet/cut.h); with
// memory that is kept between them.
struct passage passage_of(struct doc_room *room, const struct book *book, uint32_t section,
			  struct str source, struct range part, struct arena *arena);

// The whole one, read.
struct passage passage_read_in(struct doc_room *room, const struct book *book, uint32_t section,
			       struct arena *arena);
struct passage passage_read(const struct book *book, uint32_t section, struct arena *arena);

// A copy that needs nothing else.
struct passage passage_copy(struct arena *arena, const struct passage *passage);

#endif
