// SPDX-License-Identifier: ISC
//
// links: the order in which a page's links stand in a book, for the writer, which stores where they
// lead, and the reader, which gets what they say from the page itself.

#ifndef BODYMAP_INDEX_WRITE_LINKS_H
#define BODYMAP_INDEX_WRITE_LINKS_H

#include "page/doc.h"

struct links {
	const uint32_t *order; // the doc's links by section; images and marks of footnotes are none
	uint32_t count;
	const uint32_t *first; // of each of the doc's sections, one more: index in `order`
};

struct links links_by_section(const struct doc *doc, struct arena *arena);

// Whether a section leads to answers instead of giving one ("See also"): most of its paragraphs and
// items begin with a link to another page, or such links are most of its text.  Links out of the
// book do not count: a list of those is what its section has to say.
bool links_lead_on(const struct links *links, const struct doc *doc, uint32_t section);

#endif
