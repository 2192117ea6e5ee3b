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

// Reads the counts they wrote.  What cannot be a posting sets cur->bad.
void posting_take_counts(struct cursor *cur, uint32_t code, uint16_t count[FIELD_COUNT]);

static inline uint32_t posting_places(const uint16_t count[FIELD_COUNT])
{
	return (uint32_t)count[FIELD_BODY] + count[FIELD_HEADING];
}

#endif
