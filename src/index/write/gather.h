// SPDX-License-Identifier: ISC
//
// gather: postings in the making, in memory, packed.
//
// Sections come one after the other, each with its words in any order of fields.  An occurrence is
// put at once behind the earlier ones of its term (chain.h), in slices that are the larger the more
// a term has, the first in the term itself: so most terms, which are rare, take one line of a cache
// and nothing else (Heinz, Zobel, "Efficient single-pass index construction for text databases",
// JASIST 2003; slices as in Busch, Gade, Larson, Lok, Luckenbill, Lin, "Earlybird: Real-Time Search
// at Twitter", ICDE 2012).

#ifndef BODYMAP_INDEX_WRITE_GATHER_H
#define BODYMAP_INDEX_WRITE_GATHER_H

#include "base/vec.h"
#include "index/write/chain.h"
#include "index/write/order.h"
#include "index/write/slots.h"
#include "text/word.h"

#define GATHER_NOWHERE UINT32_MAX
enum {
	GATHER_BATCH = 32, // words that gather_words takes at most
	GATHER_HEAD = 16,
	GATHER_OWN = 16,
	GATHER_BLOCK_BITS = 12,
};

// 64 bytes.
struct gather_term {
	char head[GATHER_HEAD]; // the form's first bytes, zeros behind
	uint32_t form;          // place of the bytes of a longer one in `forms`
	uint32_t sections;      // that hold it
	struct chain_end end;
	uint32_t room;      // bytes of its slices so far, all that holds its chain
	uint32_t first, at; // slices: the first, where the next byte goes
	uint16_t left;      // of the last slice
	uint8_t len;        // of the form
	uint8_t level;      // of the slice; 0: `own`
	uint8_t own[GATHER_OWN];
};

struct gather {
	struct arena arena;
	VEC(struct gather_term *) blocks; // of terms
	uint32_t nterms;
	struct buf forms;
	struct slots slots;    // of forms
	VEC(uint8_t *) chunks; // of slices
	uint32_t used;         // of all chunks, in bytes
	uint32_t section;      // the one being gathered
	struct buf sorted;     // uint32_t: terms in order, when all is gathered
};

// What follows belongs to this section; numbers must ascend.
static inline void gather_begin(struct gather *gather, uint32_t section)
{
	gather->section = section;
}

// The number of a form, a new one if it is new.
uint32_t gather_term(struct gather *gather, struct str form);

// One more occurrence in the section being gathered.  The body and the heading have positions;
// elsewhere it is GATHER_NOWHERE.
void gather_add(struct gather *gather, uint32_t term, enum field field, uint32_t position);

// Words of a text with positions, the first at `first`: looked up together, so that memory is asked
// for all of them before the first is needed.
void gather_words(struct gather *gather, const struct word *words, uint32_t count, enum field field,
		  uint32_t first);

// All is gathered: puts the terms in order, in `sorted`.
void gather_sort(struct gather *gather);

// Bytes held, about.
size_t gather_size(const struct gather *gather);

static inline struct gather_term *gather_at(const struct gather *gather, uint32_t term)
{
	return gather->blocks.at[term >> GATHER_BLOCK_BITS] +
	       (term & ((1u << GATHER_BLOCK_BITS) - 1));
}

// Bytes of a term's chain.
static inline uint32_t gather_bytes(const struct gather_term *term)
{
	return term->room - term->left;
}

static inline struct str gather_form(const struct gather *gather, uint32_t term)
{
	const struct gather_term *at = gather_at(gather, term);
	return (struct str){at->len > GATHER_HEAD ? gather->forms.ptr + at->form : at->head,
			    at->len};
}

// The terms in order, when they have been sorted.
static inline const uint32_t *gather_sorted(const struct gather *gather)
{
	return (const uint32_t *)(const void *)gather->sorted.ptr;
}

// Adds a term's chain to `out`.
void gather_chain(const struct gather *gather, uint32_t term, struct buf *out);

// Asks memory for the terms that follow the one that is `at` in order: they are soon to be read, and
// lie anywhere.
void gather_prefetch(const struct gather *gather, uint32_t at);

// Forgets what was gathered and keeps the memory for more.
void gather_clear(struct gather *gather);

void gather_release(struct gather *gather);

#endif
