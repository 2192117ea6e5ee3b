// SPDX-License-Identifier: ISC
//
// posting: how one posting stands in bytes, in a chain being gathered and in a book's list alike
// (`tail`, `code` and `other` of index/format.h).

#ifndef BODYMAP_INDEX_POSTING_H
#define BODYMAP_INDEX_POSTING_H

#include "base/buf.h"
#include "index/cursor.h"
#include "index/format.h"

// The code of a posting's counts; when it is odd its `other` follows.
uint32_t posting_code(const uint16_t count[FIELD_COUNT]);
void posting_put_other(struct buf *buf, const uint16_t count[FIELD_COUNT]);
void posting_put_tail(struct buf *buf, uint32_t gap, const uint16_t count[FIELD_COUNT]);

// The rest of posting_take_other, where a field holds the term more than once.
void posting_take_many(struct cursor *cur, unsigned mask, uint16_t count[FIELD_COUNT]);

// Reads an `other`: the counts of all fields but the body.  What cannot be one sets cur->bad.
static inline void posting_take_other(struct cursor *cur, uint16_t count[FIELD_COUNT])
{
	unsigned mask = cur->at < cur->end ? *cur->at : 0;
	for (int field = FIELD_BODY + 1; field < FIELD_COUNT; field++)
		count[field] = mask >> (field - 1) & 1;
	if (mask & FORMAT_MASK_ONES)
		cur->at++;
	else
		posting_take_many(cur, mask, count);
}

static inline uint32_t posting_places(const uint16_t count[FIELD_COUNT])
{
	return (uint32_t)count[FIELD_BODY] + count[FIELD_HEADING];
}

#endif
