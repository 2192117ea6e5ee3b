// SPDX-License-Identifier: ISC
//
// links: links and backlinks as `links` and `show` print them.

#ifndef BODYMAP_CMD_LINKS_H
#define BODYMAP_CMD_LINKS_H

#include "cmd/print.h"
#include "index/book.h"

// "page#section" or "page" for a link into the book, else the target as written.
struct str link_target(const struct book *book, const struct book_link *link, struct arena *arena);

// The members "links" and "backlinks" of a JSON object.
void json_links(struct print *print, const struct book *book, struct range sections,
		struct arena *arena);
void json_backlinks(struct print *print, const struct book *book, uint32_t page, uint32_t section,
		    struct arena *arena);

#endif
