// SPDX-License-Identifier: ISC
//
// Only the section's own bytes are parsed, so that a snippet from a book-long page costs no more
// than one from a short page.  What a link reference elsewhere on the page would have said stays as
// it was written.

#include "search/passage.h"

struct passage passage_read_in(struct doc_room *room, const struct book *book, uint32_t section,
			       struct arena *arena)
{
	struct passage passage = {{"", 0}, 0};
	struct book_span place = book_section_span(book, section);
	struct str source;
	struct err err;
	if (!book_source(book, place.page, place.from, place.to, arena, &source, &err))
		return passage;
	struct doc doc;
	doc_parse_in(room, source, 1, 0, arena, &doc);
	passage.text = doc.text;
	if (place.level && doc.nsections > 1)
		passage.heading = doc.sections[1].blocks.from < doc.nblocks
					  ? doc.blocks[doc.sections[1].blocks.from].text.to
					  : 0;
	if (passage.heading < passage.text.len && passage.heading)
		passage.heading++;
	return passage;
}

struct passage passage_read(const struct book *book, uint32_t section, struct arena *arena)
{
	struct doc_room room = {0};
	struct passage passage = passage_read_in(&room, book, section, arena);
	doc_room_release(&room);
	return passage;
}
