// SPDX-License-Identifier: ISC
//
// settings: what a book says of itself in book.yaml, and its synonyms.txt.  Both are optional;
// without them everything has a default.

#ifndef BODYMAP_PAGE_SETTINGS_H
#define BODYMAP_PAGE_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "page/meta.h"

// A kind of page or section: anatomy, symptom, red-flag ...  The order of kinds is the order in
// which a region's pages are shown.
struct kind {
	struct str id, label;
	struct strs headings; // heading texts that give a section this kind, compared without case
};

#define KIND_NONE UINT32_MAX

struct settings {
	struct str title;    // of the book; empty when not given
	struct str language; // "en" unless given
	struct str start;    // "map" or a page; empty: the map if there is one, else the page list
	struct str notice; // one line, shown on the first screen and by the commands; may be empty
	struct strs maps;  // paths of map files in the book
	struct kind *kinds;
	uint32_t nkinds;
	// Groups of equivalent words or phrases: group i is synonyms[i], a line of the file.
	struct strs *synonyms;
	uint32_t nsynonyms;
};

// Parses book.yaml; `yaml` may be empty.  Errors are "path:line: ...".
bool settings_parse(struct str path, struct str yaml, struct arena *arena,
		    struct settings *settings, struct err *err) NODISCARD;

// Adds the groups of synonyms.txt: one a line, members separated by '|', '#' at the start of a word
// begins a comment.
bool settings_add_synonyms(struct str path, struct str text, struct arena *arena,
			   struct settings *settings, struct err *err) NODISCARD;

// Index of a kind by id, or of the kind whose headings name `heading`; KIND_NONE when there is none.
uint32_t settings_kind(const struct settings *settings, struct str id);
uint32_t settings_heading_kind(const struct settings *settings, struct str heading);

#endif
