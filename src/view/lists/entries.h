// SPDX-License-Identifier: ISC
//
// entries: what the lists hold, as rows to show and places to go to.

#ifndef BODYMAP_VIEW_LISTS_ENTRIES_H
#define BODYMAP_VIEW_LISTS_ENTRIES_H

#include "view/view.h"

struct entry {
	struct str group;       // shown above the first of a group; may be empty
	struct str text, aside; // its row: on the left, on the right
	struct snippet more;    // below it, wrapped; may be empty
	struct str also;        // further words the filter finds it by
	struct str words;       // all of them as the filter wants them, once it has asked; ptr NULL
	uint32_t page, section, at;
	struct str region; // an entry that unfolds into the region's pages, else empty
	struct str say;    // why it cannot be opened, else empty
	uint8_t indent;    // steps of two columns
	bool whole;        // in the list of all pages: entries_fill has been here
	bool flag;         // a red flag
	char letter;       // of a bookmark, else 0
};

struct entries {
	VEC(struct entry) list;
	struct str title; // "Red flags"
	struct str none;  // a sentence for when there are none
	bool of_pages;    // all of them, to be filled when they are wanted
	bool by_kind;     // then: in groups by kind, else by folder
};

// Everything lives in the arena or as long as the book and the desk's places.  `page` is for the
// lists of one page, `unfolded` the id of the region whose pages are shown below it, or empty.
void entries_make(const struct desk *desk, enum list_kind kind, uint32_t page, struct str unfolded,
		  struct arena *arena, struct entries *entries);

// The list of all pages has entries without anything: a book may have many, and few are seen.  This
// makes one whole, if it is not.
void entries_fill(const struct desk *desk, struct entries *entries, uint32_t i,
		  struct arena *arena);
void entries_fill_all(const struct desk *desk, struct entries *entries, struct arena *arena);

// The pages of a region of the book, those with its red flags first, also where these are those of
// what it is a part of.
void entries_of_region(const struct desk *desk, uint32_t region, struct arena *arena,
		       struct entries *entries);

// "Soleus > Where it is", or the page's title alone.
struct str entries_section_name(const struct book *book, uint32_t page, uint32_t section,
				struct arena *arena);

// The folder of a page's path, "notes/legs/"; empty at the root.
struct str entries_folder(struct str path);

// A region's name as people say it: the map's, else its id.
struct str entries_region_name(const struct book *book, struct str id);

#endif
