// SPDX-License-Identifier: ISC
//
// resolve: where a link leads.  One reading of targets for the build, which asks its tables, and
// for the book, which asks itself.

#ifndef BODYMAP_INDEX_RESOLVE_H
#define BODYMAP_INDEX_RESOLVE_H

#include "index/book.h"

struct resolver {
	void *user;
	uint32_t (*page)(void *user, struct str path); // or BOOK_NONE
	uint32_t (*name)(void *user, struct str key);  // page of a title, alias or last name
	uint32_t (*section)(void *user, uint32_t page, struct str anchor); // without case
};

// `page` and `path` are those of the page the link stands on; scratch is used and not cleared.
enum target resolve_target(const struct resolver *resolver, uint32_t page, struct str path,
			   struct str target, bool wiki, struct arena *scratch, uint32_t *to_page,
			   uint32_t *to_section);

// What two names have in common when they differ in case, accents or punctuation only: the forms
// of their words with a space between.
struct str resolve_key(struct arena *arena, struct str name);

// The last name of a path: "guide/setup" gives "setup".
struct str resolve_last(struct str path);

// What a resolver was asked for, as a number below 2^24: where a link leads can only change when a
// page comes or goes whose path or name has one of the numbers asked for on the way.  The forms of
// a path that lead to one page ("guide/setup/README.md", "guide/setup") have the same.
uint32_t resolve_path_mark(struct str path);
uint32_t resolve_name_mark(struct str key);

#endif
