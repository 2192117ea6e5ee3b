// SPDX-License-Identifier: ISC
//
// checker: what `bodymap check` knows of a book while it goes over it.
//
// First the texts beside the pages are read (book.yaml, synonyms, maps), then each page by itself,
// then what can only be said when all pages are known.  What a book has to have is asked of books
// that say what they are: one without kinds in its book.yaml is any folder of notes, and nothing
// is asked of it but that its links lead somewhere.

#ifndef BODYMAP_CMD_CHECKER_H
#define BODYMAP_CMD_CHECKER_H

#include "base/vec.h"
#include "cmd/findings.h"
#include "index/book.h"
#include "page/page.h"

// A name that leads to a page, for finding those that lead to two.
struct checked_name {
	struct str key; // as links are resolved: without case, accents, punctuation
	struct str name;
	uint32_t page, line;
};

// A link of a "See also" section.
struct see_also {
	uint32_t from, to; // pages
	uint32_t line;
};

struct checked_page {
	struct str file; // as it is named in a finding
	bool on_map;     // one of its regions is on a map
	bool linked;     // another page links to it
	bool near_map;   // a page on the map links to it
};

struct checker {
	struct arena *arena;
	struct findings findings;
	struct str prefix;  // before a file's path: "notes/"; empty for a book without a folder
	const char *folder; // or NULL
	bool unmakeable;    // into a book: a finding says why
	const struct book *book;
	const struct settings *settings;
	VEC(struct map) maps;
	bool asks; // the book says what it is: its kinds
	uint32_t kind_source, kind_symptom, kind_red_flag;
	struct checked_page *pages;
	VEC(struct checked_name) names;
	VEC(struct see_also) see_also;
};

// book.yaml, synonyms.txt and the maps of a folder; false when the folder cannot be made a book
// because of them: then there is a finding that says why.
bool check_texts(struct checker *checker);

// The same of a book that is open: its synonyms and its map.
void check_parts(struct checker *checker);

// Each page by itself, and what is gathered for check_whole.
void check_pages(struct checker *checker);

void check_whole(struct checker *checker);

#endif
