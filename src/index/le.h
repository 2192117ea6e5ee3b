// SPDX-License-Identifier: ISC
//
// le: little-endian numbers at any address, and varints to write; compilers make one load of each.

#ifndef BODYMAP_INDEX_LE_H
#define BODYMAP_INDEX_LE_H

#include "base/buf.h"

static inline uint32_t le32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t le64(const uint8_t *p)
{
	return (uint64_t)le32(p) | (uint64_t)le32(p + 4) << 32;
}

static inline void le32_put(uint8_t *p, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(value >> 8 * i);
}

static inline void le64_put(uint8_t *p, uint64_t value)
{
	le32_put(p, (uint32_t)value);
	le32_put(p + 4, (uint32_t)(value >> 32));
}

enum { VARINT_MAX = 5 };

// LEB128, as cursor_varint reads it; returns the bytes written.
static inline size_t varint_put(uint8_t *p, uint32_t value)
{
	size_t len = 0;
	for (; value >= 0x80; value >>= 7)
		p[len++] = (uint8_t)(value | 0x80);
	p[len++] = (uint8_t)value;
	return len;
}

// Reads one of our own, without a check; a cursor reads those of others.
static inline uint32_t varint_take(const uint8_t **at)
{
	uint32_t value = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = *(*at)++;
		value |= (uint32_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return value;
	}
}

// The same where a byte behind it may be read: nothing branches on whether it takes one or two.
static inline uint32_t varint_take_wide(const uint8_t **at)
{
	const uint8_t *from = *at;
	uint32_t more = from[0] >> 7;
	if (from[0] & from[1] & 0x80)
		return varint_take(at);
	*at = from + 1 + more;
	return (from[0] & 0x7Fu) | (from[1] & (0u - more)) << 7;
}

static inline void buf_varint(struct buf *buf, uint32_t value)
{
	buf_reserve(buf, VARINT_MAX);
	buf->len += varint_put((uint8_t *)buf->ptr + buf->len, value);
}

#endif
