// SPDX-License-Identifier: ISC
//
// tally: how often the sections of a book hold any of adjacent terms, as all are that begin alike.
//
// Thousands of lists, most of them short, are added up in a table by section instead of being
// merged: each posting is touched once, in no order.

#ifndef BODYMAP_INDEX_TALLY_H
#define BODYMAP_INDEX_TALLY_H

#include "index/terms.h"

enum { TALLY_BLOCK = 128 }; // sections

struct tally {
	uint32_t nblocks;
	uint64_t *held; // a bit for each section that holds any of the terms, and is there
	uint8_t *
		fields; // by block: a bit for each field of which the counts below are known; where
			// there is none, the block holds nothing
	// By section: how often in the body, at most 65535, and in other fields, at most 255; all 0
	// where a block that holds any has no bit for the field.
	uint16_t *body;
	uint8_t *other[FIELD_COUNT];
};

// Lives in the arena.
struct tally *tally_terms(const struct book *book, struct range terms, struct arena *arena);

// The first section >= `section` that holds any of the terms; BOOK_NONE if there is none.
uint32_t tally_next(const struct tally *tally, uint32_t section);

// How often a section that holds any does in a field.
static inline uint32_t tally_count(const struct tally *tally, uint32_t section, enum field field)
{
	if (!(tally->fields[section / TALLY_BLOCK] >> field & 1))
		return 0;
	return field == FIELD_BODY ? tally->body[section] : tally->other[field][section];
}

#endif
