// SPDX-License-Identifier: ISC
//
// chain: one term's occurrences in the order they are met, as bytes that grow at the end.
//
//     chain      := posting*
//     posting    := gap << 1 | 1 : varint, first, { more }
//     first      := position << 1 : varint                    a word of the body
//                 | field << 1 | 1 : varint, position?        any other
//     more       := gap << 2 : varint                         a word of the body behind the last
//                 | field << 2 | 2 : varint, position?
//     position?  := position : varint, for heading and body
//
// Gaps are less one: of sections to the one before, of positions to the last that did not go back.

#ifndef BODYMAP_INDEX_WRITE_CHAIN_H
#define BODYMAP_INDEX_WRITE_CHAIN_H

#include "base/buf.h"
#include "index/book.h"
#include "index/le.h"

enum {
	CHAIN_LINK_MAX = 2 * VARINT_MAX + 1, // bytes of one occurrence
	CHAIN_MOST = UINT16_MAX,             // occurrences that count in one field of a section
};

// Where a chain ends, to put more behind it; start with `{.section = UINT32_MAX}`.
struct chain_end {
	uint32_t section, next; // the last section; the position behind the last in it
};

static inline bool chain_has_position(enum field field)
{
	return field == FIELD_BODY || field == FIELD_HEADING;
}

// Writes the next occurrence and returns how many bytes it takes.
static inline size_t chain_put(struct chain_end *end, uint32_t section, enum field field,
			       uint32_t position, uint8_t bytes[CHAIN_LINK_MAX])
{
	bool opens = end->section != section;
	uint8_t *at = bytes;
	if (opens) {
		at += varint_put(at, (section - end->section - 1) << 1 | 1);
		*end = (struct chain_end){section, 0};
	}
	if (field == FIELD_BODY && position >= end->next) {
		at += varint_put(at, (position - end->next) << (opens ? 1 : 2));
		end->next = position + 1;
		return (size_t)(at - bytes);
	}
	at += varint_put(at, opens ? (uint32_t)field << 1 | 1 : (uint32_t)field << 2 | 2);
	if (chain_has_position(field)) {
		at += varint_put(at, position);
		end->next = position >= end->next ? position + 1 : end->next;
	}
	return (size_t)(at - bytes);
}

// A chain being read.
struct chain {
	const uint8_t *at, *end;
	uint32_t section;            // of the current posting
	bool plain;                  // it has words of the body alone
	uint16_t count[FIELD_COUNT]; // only that of the body when it is plain
	uint32_t places;             // positions of heading and body
	struct buf gaps;             // uint32_t: each less one to the one before
};

// `chain` keeps its buffer from earlier ones; start with `struct chain chain = {0};`.  A byte behind
// `bytes` may be read.
void chain_open(struct chain *chain, struct str bytes);

static inline bool chain_posting_ends(const struct chain *chain)
{
	return chain->at == chain->end || (*chain->at & 1);
}

// The rest of a posting that begins with `first` and is more than one word of the body.
void chain_go_on(struct chain *chain, uint32_t first);

// The next posting; false behind the last.  The bytes are our own, so they are read without a check.
static inline bool chain_next(struct chain *chain)
{
	if (chain->at == chain->end)
		return false;
	chain->section += (varint_take_wide(&chain->at) >> 1) + 1;
	uint32_t first = varint_take_wide(&chain->at);
	if ((first & 1) || !chain_posting_ends(chain)) {
		chain_go_on(chain, first);
		return true;
	}
	*(uint32_t *)(void *)chain->gaps.ptr = first >> 1;
	chain->places = chain->count[FIELD_BODY] = 1;
	chain->plain = true;
	return true;
}

static inline const uint32_t *chain_gaps(const struct chain *chain)
{
	return (const uint32_t *)(const void *)chain->gaps.ptr;
}

void chain_release(struct chain *chain);

#endif
