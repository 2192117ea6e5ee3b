// SPDX-License-Identifier: ISC
//
// places: where one has been and wants to be again: history, bookmarks, visited pages and earlier
// queries of one book.  In memory here; ui/state reads and writes them.

#ifndef BODYMAP_VIEW_PLACES_H
#define BODYMAP_VIEW_PLACES_H

#include "base/arena.h"
#include "base/vec.h"

// A place in the book that survives another width, an edit and another index: by address, not by
// number or line.
struct place {
	struct str page;   // path
	struct str anchor; // of the section; empty before the first heading
	uint32_t at;       // byte of the section's text that stands at the top of the screen
	struct str title;  // to show: "Soleus > Where it is"
	int64_t time;      // seconds since 1970, when last there
	char letter;       // of a bookmark, else 0
};

// Lines typed before, oldest first, each once.
struct earlier {
	struct str *at;
	uint32_t count, room;
};

struct places {
	struct arena arena;
	VEC(struct place) history;   // oldest first, a page's section once
	VEC(struct place) bookmarks; // by letter
	struct earlier queries;
	struct earlier sought;  // in pages
	VEC(struct place) kept; // the bookmarks as they were at places_keep
};

void places_visit(struct places *places, const struct place *place);
bool places_visited(const struct places *places, struct str page);
void places_bookmark(struct places *places, const struct place *place); // replaces its letter
void places_unmark(struct places *places, char letter);
const struct place *places_find(const struct places *places, char letter); // NULL if free
void places_query(struct places *places, struct str query);
void places_sought(struct places *places, struct str text);

// Two sessions of one book.  places_keep says that what is in *places now is what was stored;
// places_join takes into *places (the store, as it is now) what `ours` has that is newer: later
// visits, queries, and the bookmarks set or deleted since its places_keep.
void places_keep(struct places *places);
void places_join(struct places *places, const struct places *ours);

#endif
