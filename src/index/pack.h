// SPDX-License-Identifier: ISC
//
// pack: numbers in as few bits as they need, 128 at a time, and columns made of such blocks
// (index/format.h has the grammar of both).

#ifndef BODYMAP_INDEX_PACK_H
#define BODYMAP_INDEX_PACK_H

#include "base/buf.h"
#include "index/cursor.h"
#include "index/format.h"

// 128 numbers with the few large ones apart, so that they do not widen the others: patched frame
// of reference (Zukowski, Heman, Nes, Boncz, "Super-Scalar RAM-CPU Cache Compression", ICDE 2006),
// the width chosen by trying all (Yan, Ding, Suel, "Inverted Index Compression and Query Processing
// with Optimized Document Ordering", WWW 2009), in four lanes that are unpacked at once (Lemire,
// Boytsov, "Decoding Billions of Integers per Second through Vectorization", Software: Practice and
// Experience 2015).
void pack_put(struct buf *buf, const uint32_t values[FORMAT_BLOCK]);

// Reads them back.  Bytes that are no such block set cur->bad and give zeros.
void pack_take(struct cursor *cur, uint32_t values[FORMAT_BLOCK]);

// Passes over them.
void pack_skip(struct cursor *cur);

// A column in the making: its next 128 values, or those that are left of it at the end.  False when
// it is too large for the format (1 GiB of bits).
bool column_block(struct buf *dir, struct buf *bits, const uint32_t *values, uint32_t count);

// All blocks are there: makes `dir` the column, and releases `bits`.
void column_end(struct buf *dir, struct buf *bits);

// Appends a column of `count` values.  False when it is too large for the format (1 GiB of bits).
bool column_put(struct buf *buf, const uint32_t *values, uint32_t count);

#endif
