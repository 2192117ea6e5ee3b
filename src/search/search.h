// SPDX-License-Identifier: ISC
//
// search: the one door: book and question in, hits out.
//
//     struct searcher *searcher = searcher_open(book, &err);
//     search(searcher, STR("sore calf"), &options, &arena, &hits);

#ifndef BODYMAP_SEARCH_SEARCH_H
#define BODYMAP_SEARCH_SEARCH_H

#include "index/book.h"
#include "search/query.h"
#include "search/snippet/snippet.h"

// What is kept between searches of one book: stemmer, synonyms, scratch memory.
struct searcher;
struct searcher *searcher_open(const struct book *book, struct err *err) NODISCARD;
void searcher_close(struct searcher *searcher);

// Gives back what is kept to answer the next question sooner: for a program that waits for a person.
void searcher_rest(struct searcher *searcher);

enum search_flags {
	SEARCH_TYPING = 1 << 0,   // the last word is a prefix
	SEARCH_REGEX = 1 << 1,    // the text is one regex
	SEARCH_AS_TYPED = 1 << 2, // no spelling correction, no split or joined words
	SEARCH_BY_PAGE = 1 << 3,  // one hit a page: its best section
	SEARCH_EXPLAIN = 1 << 4,  // fill `explain` of the hits
};

struct search_options {
	unsigned flags;
	uint32_t limit;       // hits wanted, best first
	struct str region;    // "in this region" besides what the text says; empty: none
	uint32_t kind;        // only sections of this kind; KIND_NONE: all
	uint32_t patience_ms; // what a regex may take; 0: as long as a person waits for a key
};

struct hit {
	uint32_t page, section;
	float score;
	struct str explain; // how the score came about, with SEARCH_EXPLAIN
};

struct hits {
	struct hit *hit;
	uint32_t count;       // at most options.limit
	uint32_t total;       // sections that hold any of the words, conditions kept
	struct str corrected; // the query that was searched for instead, or empty
	struct str reading; // how the query was read, one line; empty when there is nothing to say
	struct str help;    // with no hit: what would match, one line
	struct query query; // as searched (corrected): what to mark
	const uint32_t *by_kind; // hits per kind of the book, settings->nkinds + 1 (last: no kind)
	const uint32_t *by_region; // hits per region of the book
	bool partial;              // a regex ran out of time: there may be more
};

// Never fails; everything in *hits lives in the arena.
void search(struct searcher *searcher, struct str text, const struct search_options *options,
	    struct arena *arena, struct hits *hits);

// Why a hit was found: the best sentence of its section, with the words marked.  `columns` is
// about how much is wanted.
struct snippet search_snippet(struct searcher *searcher, const struct query *query,
			      uint32_t section, uint32_t columns, struct arena *arena);

// The byte ranges of `text` that words of the query match, ascending and disjoint, for marking
// them in a page: forms, stems and synonyms alike.
uint32_t search_marks(struct searcher *searcher, const struct query *query, struct str text,
		      struct arena *arena, struct range **marks);

#endif
