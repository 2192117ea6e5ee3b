// SPDX-License-Identifier: ISC
//
// markdown: cmark's tree to a doc.  The only user of <cmark.h>.

#ifndef BODYMAP_PAGE_MARKDOWN_MARKDOWN_H
#define BODYMAP_PAGE_MARKDOWN_MARKDOWN_H

#include "page/doc.h"

// As doc_parse_in, but leaves the room full; false when a bound was reached: then *doc is untouched
// and *why is "time" or "memory".
bool markdown_parse(struct str body, uint32_t first_line, size_t first_byte, struct doc_room *room,
		    struct arena *arena, struct doc *doc, const char **why) NODISCARD;

// The characters an entity's name stands for ("eacute"), by cmark's table, written to `out`; 0
// bytes when there is none.  Only while a page is parsed.
size_t markdown_entity(struct str name, char *out, size_t room);

#endif
