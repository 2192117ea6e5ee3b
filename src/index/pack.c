// SPDX-License-Identifier: ISC

#define _DEFAULT_SOURCE // le32toh

#include "index/pack.h"

#include <endian.h>
#include <string.h>

#include "index/le.h"

enum { LANES = 4 };

static inline unsigned bits_of(uint32_t value)
{
	return 63 - (unsigned)__builtin_clzll((uint64_t)value << 1 | 1);
}

// Writes 128 numbers of `width` bits: 16 * width bytes.
static void put_bits(struct buf *buf, const uint32_t values[FORMAT_BLOCK], unsigned width)
{
	uint32_t mask = width < 32 ? (1u << width) - 1 : UINT32_MAX;
	if (!width)
		return; // there may be no bytes yet
	buf_reserve(buf, 16 * (size_t)width);
	uint8_t *out = (uint8_t *)buf->ptr + buf->len;
	uint64_t word = 0;
	unsigned have = 0;
	for (size_t i = 0; i < FORMAT_BLOCK; i++) {
		word |= (uint64_t)(values[i] & mask) << have;
		have += width;
		if (have < 32)
			continue;
		le32_put(out, (uint32_t)word);
		out += sizeof(uint32_t);
		word >>= 32;
		have -= 32;
	}
	buf->len += 16 * (size_t)width;
}

struct widths {
	unsigned best, most; // most: bits of the largest value
};

// The width that takes the fewest bytes; of equal ones the smallest.  A value that is wider takes a
// byte for its place, and one for each seven bits, begun or whole, that are above the width.
static struct widths find_widths(const uint32_t values[FORMAT_BLOCK])
{
	enum { MOST = 32, SEVEN = 7, TABLES = 4 };
	uint8_t having[TABLES][MOST + 1] = {
		{0}}; // values of so many bits; four do not wait for each other
	uint32_t wider[MOST + SEVEN + 1] = {0}; // values of more bits
	uint32_t all = 0;
	for (size_t i = 0; i < FORMAT_BLOCK; i += TABLES) {
		for (size_t t = 0; t < TABLES; t++) {
			having[t][bits_of(values[i + t])]++;
			all |= values[i + t];
		}
	}
	struct widths widths = {MOST, bits_of(all)};
	for (unsigned bits = widths.most; bits--;) {
		wider[bits] = wider[bits + 1];
		for (size_t t = 0; t < TABLES; t++)
			wider[bits] += having[t][bits + 1];
	}

	size_t least = SIZE_MAX;
	for (unsigned width = 0; width <= widths.most; width++) {
		size_t bytes = 16 * (size_t)width + wider[width];
		for (unsigned bits = width; bits < widths.most; bits += SEVEN)
			bytes += wider[bits];
		if (bytes < least) {
			least = bytes;
			widths.best = width;
		}
	}
	return widths;
}

// Writes 128 numbers of `width` bits in four lanes: 16 * width bytes.
static void put_lanes(struct buf *buf, const uint32_t values[FORMAT_BLOCK], unsigned width)
{
	uint32_t mask = width < 32 ? (1u << width) - 1 : UINT32_MAX, word[LANES] = {0};
	unsigned have = 0;
	buf_reserve(buf, LANES * sizeof(uint32_t) * width);
	uint8_t *out = (uint8_t *)buf->ptr + buf->len;
	buf->len += LANES * sizeof(uint32_t) * width;
	for (size_t i = 0; width && i < FORMAT_BLOCK; i += LANES) {
		for (size_t lane = 0; lane < LANES; lane++)
			word[lane] |= (values[i + lane] & mask) << have;
		have += width;
		if (have < 32)
			continue;
		have -= 32;
		for (size_t lane = 0; lane < LANES; lane++) {
			le32_put(out, word[lane]);
			out += sizeof(uint32_t);
			word[lane] = have ? (values[i + lane] & mask) >> (width - have) : 0;
		}
	}
}

void pack_put(struct buf *buf, const uint32_t values[FORMAT_BLOCK])
{
	struct widths widths = find_widths(values);
	unsigned width = widths.best;
	size_t head = buf->len;
	buf_char(buf, (char)width);
	buf_char(buf, 0);
	put_lanes(buf, values, width);
	if (width == widths.most)
		return;

	// Without a branch, which would be guessed wrong: all are written, and those stay that are
	// wide.
	uint32_t high[FORMAT_BLOCK];
	uint8_t place[FORMAT_BLOCK];
	size_t count = 0;
	for (size_t i = 0; i < FORMAT_BLOCK; i++) {
		uint32_t above = values[i] >> width;
		place[count] = (uint8_t)i;
		high[count] = above;
		count += above != 0;
	}
	buf_add(buf, (struct str){(const char *)place, count});
	for (size_t i = 0; i < count; i++)
		buf_varint(buf, high[i]);
	buf->ptr[head + 1] = (char)count;
}

// A number of each lane.
typedef uint32_t lanes __attribute__((vector_size(LANES * sizeof(uint32_t))));

__attribute__((always_inline)) static inline lanes lanes_at(const uint8_t *bits)
{
	uint32_t words[LANES];
	lanes taken;
	memcpy(words, bits, sizeof words);
	for (size_t lane = 0; lane < LANES; lane++)
		words[lane] = le32toh(words[lane]);
	memcpy(&taken, words, sizeof taken);
	return taken;
}

// Every eighth step of a width begins at a byte that is known, and all that depends on the width is
// known to the compiler.
__attribute__((always_inline)) static inline void take_eight(const uint8_t *bits, uint32_t *values,
							     unsigned width, unsigned first)
{
	const uint32_t mask = width < 32 ? (1u << width) - 1 : UINT32_MAX;
	for (unsigned step = first; step < first + 8; step++) {
		unsigned bit = step * width, from = bit % 32;
		const uint8_t *at = bits + bit / 32 * sizeof(lanes);
		lanes value = lanes_at(at) >> from;
		if (from + width > 32)
			value |= lanes_at(at + sizeof(lanes)) << (32 - from);
		value &= mask;
		memcpy(values + (size_t)LANES * step, &value, sizeof value);
	}
}

__attribute__((always_inline)) static inline void take_width(const uint8_t *bits, uint32_t *values,
							     unsigned width)
{
	take_eight(bits, values, width, 0);
	take_eight(bits, values, width, 8);
	take_eight(bits, values, width, 16);
	take_eight(bits, values, width, 24);
}

static void take_lanes(const uint8_t *bits, uint32_t values[FORMAT_BLOCK], unsigned width)
{
	switch (width) {
	case 1:
		take_width(bits, values, 1);
		break;
	case 2:
		take_width(bits, values, 2);
		break;
	case 3:
		take_width(bits, values, 3);
		break;
	case 4:
		take_width(bits, values, 4);
		break;
	case 5:
		take_width(bits, values, 5);
		break;
	case 6:
		take_width(bits, values, 6);
		break;
	case 7:
		take_width(bits, values, 7);
		break;
	case 8:
		take_width(bits, values, 8);
		break;
	case 9:
		take_width(bits, values, 9);
		break;
	case 10:
		take_width(bits, values, 10);
		break;
	case 11:
		take_width(bits, values, 11);
		break;
	case 12:
		take_width(bits, values, 12);
		break;
	default: // of rare words alone
		take_width(bits, values, width);
		break;
	}
}

void pack_take(struct cursor *cur, uint32_t values[FORMAT_BLOCK])
{
	struct cursor head = cursor_take(cur, 2);
	unsigned width = head.bad ? 33 : head.at[0];
	if (width > 32) {
		cursor_take(cur, SIZE_MAX);
		memset(values, 0, FORMAT_BLOCK * sizeof *values);
		return;
	}
	struct cursor bits = cursor_take(cur, 16 * (size_t)width);
	if (width && !bits.bad)
		take_lanes(bits.at, values, width);
	else
		memset(values, 0, FORMAT_BLOCK * sizeof *values);

	struct cursor places = cursor_take(cur, head.at[1]);
	while (cursor_left(&places)) {
		uint32_t high = cursor_varint(cur);
		uint8_t place = *places.at++;
		if (place >= FORMAT_BLOCK || width == 32)
			cursor_take(cur, SIZE_MAX);
		else
			values[place] |= high << width;
	}
}

void pack_skip(struct cursor *cur)
{
	struct cursor head = cursor_take(cur, 2);
	if (head.bad)
		return;
	cursor_take(cur, 16 * (size_t)head.at[0] + head.at[1]);
	for (uint8_t i = 0; i < head.at[1]; i++)
		cursor_varint(cur);
}

static uint32_t least(const uint32_t *values, uint32_t count, uint32_t *most)
{
	uint32_t low = values[0];
	*most = values[0];
	for (uint32_t i = 1; i < count; i++) {
		low = values[i] < low ? values[i] : low;
		*most = values[i] > *most ? values[i] : *most;
	}
	return low;
}

bool column_block(struct buf *dir, struct buf *bits, const uint32_t *values, uint32_t count)
{
	size_t place = bits->len / 16;
	uint32_t most, base = least(values, count, &most), numbers[FORMAT_BLOCK] = {0};
	unsigned width = bits_of(most - base);
	uint8_t entry[8];
	if (place >= (size_t)1 << 26)
		return false;
	for (uint32_t i = 0; i < count; i++)
		numbers[i] = values[i] - base;
	le32_put(entry, base);
	le32_put(entry + 4, (uint32_t)place << 6 | width);
	buf_add(dir, (struct str){(const char *)entry, sizeof entry});
	put_bits(bits, numbers, width);
	return true;
}

void column_end(struct buf *dir, struct buf *bits)
{
	buf_add(dir, buf_str(bits));
	buf_fill(dir, 0, 8);
	buf_release(bits);
}

bool column_put(struct buf *buf, const uint32_t *values, uint32_t count)
{
	struct buf dir = {0}, bits = {0};
	bool fits = true;
	for (uint32_t at = 0, n; at < count && fits; at += n) {
		n = count - at < FORMAT_BLOCK ? count - at : FORMAT_BLOCK;
		fits = column_block(&dir, &bits, values + at, n);
	}
	column_end(&dir, &bits);
	buf_add(buf, buf_str(&dir));
	buf_release(&dir);
	return fits;
}
