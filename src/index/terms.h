// SPDX-License-Identifier: ISC
//
// terms: a book's vocabulary and its posting lists, for the search.
//
// A term is a form (text/word.h), numbered in the order of its bytes, so a prefix is a range.
// Forms of one stem are a group.

#ifndef BODYMAP_INDEX_TERMS_H
#define BODYMAP_INDEX_TERMS_H

#include "index/book.h"

uint32_t book_nterms(const struct book *book);
uint32_t book_find_term(const struct book *book, struct str form); // BOOK_NONE if there is none
struct range book_prefix_terms(const struct book *book, struct str prefix);
struct str book_term(const struct book *book, uint32_t term, char form[64]); // in `form`
uint32_t book_term_sections(const struct book *book, uint32_t term);         // how many hold it
// The same, and in *own how many in their own heading or body.
uint32_t book_own_sections(const struct book *book, uint32_t term, uint32_t *own);

// Walks terms in order without a search for each: for spelling and prefixes.
struct term_walk {
	const struct book *book;
	uint32_t term;     // the one `form` holds
	uint32_t sections; // that hold it
	uint8_t form_len;
	char form[64];
	uint32_t next, end; // the reader's own
	uint64_t at;
	struct over *over; // NULL without newer pages, nor what is below
	uint32_t number, extra, extra_end, newer;
	bool kept;
	uint8_t kept_len;
	char kept_form[64];
};
struct term_walk book_walk_terms(const struct book *book, struct range terms);
bool term_walk_next(struct term_walk *walk); // false behind the last
// To the next term that does not begin with the first `len` bytes of this one.
bool term_walk_pass(struct term_walk *walk, size_t len);

// For who looks at every term: some at a time, each by what it does not share with the one before.
//     term_skim_open(book, &skim);
//     while (term_skim_next(&skim)) ... skim.term[0 .. skim.count), the first of them skim.first
enum { TERM_SKIM = 32 };
struct term_rest {
	const char *at; // until the next call
	uint32_t sections;
	uint32_t bytes; // the reader's own, like `list`
	uint64_t list;
	uint8_t shared, len; // bytes of the one before; of its own
};
struct term_skim {
	struct term_rest term[TERM_SKIM];
	uint32_t first, count;
	// The reader's own.
	const struct book *book;
	uint64_t list;
	struct term_walk walk;
	char form[TERM_SKIM][64];
};
void term_skim_open(const struct book *book, struct term_skim *skim);
bool term_skim_next(struct term_skim *skim);

// The terms of a stem, ascending, and the stems themselves; count 0 if there is none.
struct range book_stem_terms(const struct book *book, struct str stem); // for book_stem_term
uint32_t book_stem_term(const struct book *book, uint32_t index);

// Sections that are there: book_nsections counts those of pages that are gone as well.
uint32_t book_live_sections(const struct book *book);

// Of 64 sections from 64 * word on, those that are gone, low bits first.
uint64_t book_gone_sections(const struct book *book, uint32_t word);

// Words a section has in a field, as quantised when written (exact below 256), and their average.
uint32_t book_field_length(const struct book *book, uint32_t section, enum field field);
// Those of the sections from 128 * block on, 128 or as many as there are.
void book_field_lengths(const struct book *book, uint32_t block, enum field field,
			uint32_t lengths[128]);
float book_field_average(const struct book *book, enum field field);

// A posting list: the sections that hold a term, ascending.
struct posting {
	uint32_t section;            // BOOK_NONE behind the last
	uint16_t count[FIELD_COUNT]; // how often the term stands in each field
};

enum { POST_BLOCK = 128 };

// About 3 kB; may be copied.
struct post {
	struct posting now;
	uint32_t sections; // of the whole list in its book
	uint32_t own;      // of them, those that hold the term in their own heading or body

	struct over *over; // with newer pages: see index/read/over_post.c
	uint32_t first;    // section of its book
	uint32_t later;    // term of the newer book to go on with

	// The reader's own: see index/read/post.c and places.c.
	const struct book *book;
	uint64_t list;              // its place in the book's lists
	uint32_t bytes;             // of it
	uint32_t blocks, positions; // where they begin in it
	uint32_t nblocks, block;    // all of them; the one decoded
	uint32_t shallow;           // the one last asked for its bound
	uint32_t at, held;          // in the decoded block
	bool counted;               // its counts are decoded as well
	uint32_t walked, passed;    // postings of it whose positions have been passed over,
				    // and how many bytes these are, of a block without groups
	struct {
		bool found;                        // where those of the block are:
		uint32_t positions, positions_end; //
		uint32_t groups;                   // of 128 positions; 0: all are varints
		uint32_t group, next;              // the one in `place`, where the next begins
	} span;
	uint32_t before[POST_BLOCK];      // positions before those of a posting, with groups
	const uint8_t *codes, *codes_end; // of the block, and behind them their others
	uint32_t place[POST_BLOCK];
	uint32_t section[POST_BLOCK];
	uint16_t body[POST_BLOCK];                // counts in the body
	uint8_t other[POST_BLOCK], nothers;       // 0: in no other field; else 1 + its row of
	uint16_t others[POST_BLOCK][FIELD_COUNT]; // all its counts
};

// Begins before the first section: call post_next.  A term that is BOOK_NONE is an empty list.
void post_open(const struct book *book, uint32_t term, struct post *post);
// The same of a term that a skim came by, without a search for it.
void post_open_rest(const struct book *book, uint32_t term, const struct term_rest *rest,
		    struct post *post);
bool post_next(struct post *post);
// To the first section >= `section`, skipping whole blocks; never backwards.
bool post_seek(struct post *post, uint32_t section);
// The same without the counts, for who looks at few of them: post_count sets those of `now`.
bool post_pass(struct post *post, uint32_t section);
void post_count(struct post *post);

// For who reads a list whole: the block at hand with its counts, and the block behind it; its
// postings stand in `section`, `body`, `other` from `at` up to `held`, those of sections that are
// gone among them: book_gone_sections.  False behind the last.
bool post_count_block(struct post *post);
bool post_next_block(struct post *post);

// Positions in the body and heading of the current section, ascending, both counted from the start
// of the heading; at most `room` of them.  Returns how many were written.
uint32_t post_positions(struct post *post, uint32_t *positions, uint32_t room);

// The last section of the block that holds the first section >= `section`, and the largest counts
// any posting of that block has: an upper bound for its score, without decoding the block.
struct post_bound {
	uint32_t last;
	uint16_t count[FIELD_COUNT];
	uint32_t least_body; // the shortest body among them, in words
};
struct post_bound post_block_bound(struct post *post, uint32_t section);
struct post_bound post_list_bound(const struct post *post); // over the whole list

#endif
