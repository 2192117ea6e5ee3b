// SPDX-License-Identifier: ISC
//
// gather: postings in the making, in memory, packed.
//
// Sections come one after the other, each with its words in any order of fields.  Words are noted
// as they come; when there are some hundred thousand they are dealt out to their terms (a counting
// sort), and each term's postings of that batch are packed into one piece behind its earlier ones.
// So a word costs a look-up and two writes in a row, and memory is little more than what will be
// written (Heinz, Zobel, "Efficient single-pass index construction for text databases", JASIST
// 2003, with a batch sorted at a time).

#ifndef BODYMAP_INDEX_WRITE_GATHER_H
#define BODYMAP_INDEX_WRITE_GATHER_H

#include "base/vec.h"
#include "index/book.h"
#include "index/write/order.h"
#include "index/write/slots.h"
#include "text/word.h"

#define GATHER_NOWHERE UINT32_MAX
enum {
	GATHER_MOST = UINT16_MAX,
	GATHER_BATCH = 32, // words that gather_words takes at most
};

struct gather_key {
	uint64_t head[2]; // the form's first bytes; with its length the whole of nearly all
	uint32_t form;    // place of its bytes in `forms`
	uint8_t len;
};

struct gather_term {
	uint32_t sections, last; // that hold it, and the last of them
	uint32_t first, end;     // pieces of its postings
	uint32_t bytes;          // in all of them
};

struct gather_word {
	uint32_t term, mark; // mark: position << 3 | field
};

struct gather_section {
	uint32_t number, words; // in the batch up to its end
};

struct gather {
	struct arena arena;
	struct buf keys, terms; // struct gather_key, struct gather_term
	struct buf forms;
	struct slots slots; // of forms
	uint32_t nterms;
	VEC(uint8_t *) chunks; // of pieces
	uint32_t used;         // of all chunks, in bytes
	struct buf words;      // struct gather_word: the batch
	struct buf ends;       // struct gather_section
	struct buf fresh;      // uint32_t: words of each term in the batch
	struct buf touched;    // uint32_t: terms that have any
	struct buf dealt;      // the batch's words by term
	struct buf places;     // positions of one posting
	struct buf encoded;    // one term's postings of the batch
	struct buf sorted;     // uint32_t: terms in order, when all is gathered
};

// The number of a form, a new one if it is new.
uint32_t gather_term(struct gather *gather, struct str form);

// One more occurrence in the section being gathered.  The body and the heading have positions;
// elsewhere it is GATHER_NOWHERE.
void gather_add(struct gather *gather, uint32_t term, enum field field, uint32_t position);

// Words of a text with positions, the first at `first`: looked up together, so that memory is asked
// for all of them before the first is needed.
void gather_words(struct gather *gather, const struct word *words, uint32_t count, enum field field,
		  uint32_t first);

// The section ends; numbers must ascend.
void gather_end(struct gather *gather, uint32_t section);

// All sections have ended: puts the terms in order, in `sorted`.
void gather_sort(struct gather *gather);

// Bytes held, about.
size_t gather_size(const struct gather *gather);

static inline struct gather_term *gather_at(const struct gather *gather, uint32_t term)
{
	return (struct gather_term *)(void *)gather->terms.ptr + term;
}

static inline struct str gather_form(const struct gather *gather, uint32_t term)
{
	const struct gather_key *key = (const struct gather_key *)(void *)gather->keys.ptr + term;
	return (struct str){gather->forms.ptr + key->form, key->len};
}

// The terms in order, when they have been sorted.
static inline const uint32_t *gather_sorted(const struct gather *gather)
{
	return (const uint32_t *)(const void *)gather->sorted.ptr;
}

// A term's postings in the form of `tail` with gaps between the gatherer's own section numbers, each
// followed by its positions (index/format.h); in the gatherer, or in `room` when they lie scattered.
struct str gather_postings(const struct gather *gather, uint32_t term, struct buf *room);

// Asks memory for the terms that follow the one that is `at` in order: they are soon to be read, and
// lie anywhere.
void gather_prefetch(const struct gather *gather, uint32_t at);

// Gives back everything but the forms.
void gather_release_postings(struct gather *gather);

void gather_release(struct gather *gather);

#endif
