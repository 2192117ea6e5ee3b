// SPDX-License-Identifier: ISC
//
// page: one markdown file, read whole.

#ifndef BODYMAP_PAGE_PAGE_H
#define BODYMAP_PAGE_PAGE_H

#include "page/doc.h"
#include "page/meta.h"

enum { PAGE_LIMIT = 64 << 20 }; // bytes of a page that is still read

struct page {
	struct str path;   // in the book, without ".md": "achilles-tendon", "guide/setup"
	struct str source; // clean UTF-8; byte ranges of sections refer to it
	struct meta meta;
	struct doc doc;
	struct str title;   // meta's, else the first heading, else the path's last name
	struct str problem; // "path:line: ..." when the front matter could not be read, else empty
};

// Parses a file's bytes; `file` is its path in the book with its ending.  Never fails: a page with
// a broken head is still a page, with `problem` set.  Everything lives in the arena, or in `bytes`.
void page_parse(struct str file, struct str bytes, struct arena *arena, struct page *page);

// The same for who parses many pages.
void page_parse_in(struct doc_room *room, struct str file, struct str bytes, struct arena *arena,
		   struct page *page);

// The path of a page for a file: without ".md" or ".markdown".
struct str page_path(struct str file);

#endif
