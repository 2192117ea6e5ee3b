// SPDX-License-Identifier: ISC
//
// gather: postings in the making, in memory, packed.
//
// Sections come one after the other, each with its words in any order of fields; a term's postings
// are one chain of bytes in slices that double (Büttcher, Clarke, Cormack, "Information Retrieval",
// 2010, section 4.5), so memory is little more than what will be written.  A section's postings
// are put together when it ends, so a chain is touched once for a section, not once for a word.

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
	GATHER_BATCH = 16, // words that gather_words takes at most
};

struct gather_term {
	uint64_t head;           // its first bytes
	uint32_t form;           // place of its bytes in `forms`
	uint32_t sections, last; // that hold it, and the last of them
	uint32_t first, at;      // its chain: first slice, where the next byte goes
	uint32_t bytes;          // in the chain
	uint32_t touch, stamp;   // in the section being gathered
	uint16_t left;           // bytes before the slice is full
	uint8_t level;           // of the slice: how often it has doubled
	uint8_t form_len;
};

struct gather_touch { // a term of the section being gathered
	uint32_t term, at;
	uint16_t count[FIELD_COUNT];
};

struct gather_place { // a positional word of it
	uint32_t touch, position;
};

struct gather {
	struct arena arena;
	struct buf terms; // struct gather_term
	struct buf forms;
	struct slots slots; // of forms
	uint32_t nterms, ntouches, nplaces;
	VEC(uint8_t *) chunks;
	uint32_t used;      // of all chunks, in bytes
	struct buf touches; // struct gather_touch
	struct buf places;  // struct gather_place
	struct buf ordered; // positions, by touch
	struct buf encoded; // one posting
	struct buf sorted;  // struct ordered, when all is gathered
	uint32_t stamp;     // of the section being gathered
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
	const struct gather_term *t = gather_at(gather, term);
	return (struct str){gather->forms.ptr + t->form, t->form_len};
}

static inline const struct ordered *gather_sorted(const struct gather *gather)
{
	return (const struct ordered *)(const void *)gather->sorted.ptr;
}

// Appends a term's chain to `out`: its postings in the form of `tail` with gaps between the
// gatherer's own section numbers, each followed by its positions (index/format.h).
void gather_chain(const struct gather *gather, uint32_t term, struct buf *out);

void gather_release(struct gather *gather);

#endif
