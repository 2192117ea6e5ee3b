// SPDX-License-Identifier: ISC
//
// repair: gives a mutated book right sums, so that what is behind them is tested.

#ifndef BODYMAP_TESTS_REPAIR_H
#define BODYMAP_TESTS_REPAIR_H

#include <string.h>

#include "index/checksum.h"
#include "index/format.h"
#include "index/le.h"

static inline void repair_chunks(uint8_t *sums, const uint8_t *bytes, uint64_t len)
{
	for (uint64_t from = 0; from < len; from += FORMAT_CHUNK, sums += 4) {
		uint64_t left = len - from;
		le32_put(sums, checksum(bytes + from, left < FORMAT_CHUNK ? left : FORMAT_CHUNK));
	}
}

// What is too short to be a book stays as it is.
static inline void repair_sums(uint8_t *book, size_t len)
{
	uint64_t sums2 = FORMAT_HEAD + (uint64_t)FORMAT_PART * PART_COUNT;
	if (len < sums2)
		return;
	uint64_t body = le64(book + 24);
	if (body > len || body % FORMAT_ALIGN || body < sums2)
		return;
	uint64_t nsums = (len - body + FORMAT_CHUNK - 1) / FORMAT_CHUNK;
	uint64_t sums1 = sums2 + 4 * ((4 * nsums + FORMAT_CHUNK - 1) / FORMAT_CHUNK);
	if (sums1 + 4 * nsums > body)
		return;
	memcpy(book, FORMAT_MAGIC, 12);
	le32_put(book + 12, FORMAT_VERSION);
	le64_put(book + 16, len);
	le32_put(book + 32, PART_COUNT);
	le32_put(book + 36, (uint32_t)nsums);
	repair_chunks(book + sums1, book + body, len - body);
	repair_chunks(book + sums2, book + sums1, 4 * nsums);
	le32_put(book + 40, 0);
	le32_put(book + 40, checksum(book, sums1));
}

#endif
