// SPDX-License-Identifier: ISC
//
// list: writes one posting list (index/format.h); index/read/post.c reads it.

#ifndef BODYMAP_INDEX_WRITE_LIST_H
#define BODYMAP_INDEX_WRITE_LIST_H

#include "base/buf.h"
#include "index/format.h"

struct list_bound {
	uint8_t count[FIELD_COUNT], least_body;
};

struct list_posting {
	uint32_t section;
	bool plain;            // it has words of the body alone
	const uint16_t *count; // for each field; when it is plain only that of the body counts
	uint32_t places;       // how many positions
	const uint32_t *gaps;  // theirs, each less one
};

// Start with `struct list_writer writer = {0};`; one serves for many lists.
struct list_writer {
	struct buf *out;
	const uint8_t *body;
	struct buf others;      // of the block in the making
	struct buf places;      // uint32_t: its positions
	struct buf positions;   // of the list so far, written
	size_t start;           // of the list in `out`
	uint32_t nblocks, full; // blocks of the list, 0 when it is a mere tail; those of 128
	uint32_t done, held;    // blocks written, postings of the one in the making
	uint32_t own;           // of all postings, those in heading or body
	uint32_t last;          // section
	uint32_t gaps[FORMAT_BLOCK], codes[FORMAT_BLOCK];
	struct list_bound bound, whole;
	size_t block_at, block_positions; // where those of the block begin
};

// Of `sections` postings; `body` has the length of each section's body, or the most that is told apart.
void list_begin(struct list_writer *writer, struct buf *out, uint32_t sections,
		const uint8_t *body);

// The next posting.
void list_add(struct list_writer *writer, const struct list_posting *posting);

void list_end(struct list_writer *writer);
void list_release(struct list_writer *writer);

#endif
