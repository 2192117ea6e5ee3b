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

// Start with `struct list_writer writer = {0};`; one serves for many lists.
struct list_writer {
	struct buf *out;
	struct buf positions;
	struct buf places;      // uint32_t: the gaps between those of the block in the making
	size_t start;           // of the list in `out`
	uint32_t nblocks, done; // blocks of the list; 0 when it is a mere tail
	uint32_t held;          // postings of the block in the making
	uint32_t own;           // of all, those in heading or body
	uint32_t gaps[FORMAT_BLOCK], last;
	uint16_t count[FORMAT_BLOCK][FIELD_COUNT];
	struct list_bound bound, whole;
	size_t block_positions; // where those of the block begin
};

void list_begin(struct list_writer *writer, struct buf *out, uint32_t sections);

// The next posting; `body` is the length of the section's body, `positions` are in their form.
void list_add(struct list_writer *writer, uint32_t section, const uint16_t count[FIELD_COUNT],
	      uint32_t body, struct str positions);

void list_end(struct list_writer *writer);
void list_release(struct list_writer *writer);

#endif
