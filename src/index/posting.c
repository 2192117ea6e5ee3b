// SPDX-License-Identifier: ISC

#include "index/posting.h"

#include "index/le.h"

static bool only_body(const uint16_t count[FIELD_COUNT])
{
	for (int field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (count[field])
			return false;
	}
	return count[FIELD_BODY] != 0;
}

uint32_t posting_code(const uint16_t count[FIELD_COUNT])
{
	if (only_body(count))
		return (uint32_t)(count[FIELD_BODY] - 1) << 1;
	return (uint32_t)count[FIELD_BODY] << 1 | 1;
}

void posting_put_other(struct buf *buf, const uint16_t count[FIELD_COUNT])
{
	unsigned mask = FORMAT_MASK_ONES;
	for (int field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (count[field])
			mask |= 1u << (field - 1);
		if (count[field] > 1)
			mask &= ~(unsigned)FORMAT_MASK_ONES;
	}
	buf_char(buf, (char)mask);
	for (int field = FIELD_BODY + 1; !(mask & FORMAT_MASK_ONES) && field < FIELD_COUNT;
	     field++) {
		if (count[field])
			buf_varint(buf, count[field]);
	}
}

void posting_put_tail(struct buf *buf, uint32_t gap, const uint16_t count[FIELD_COUNT])
{
	uint32_t code = posting_code(count);
	buf_reserve(buf, 2 * (size_t)VARINT_MAX);
	uint8_t *at = (uint8_t *)buf->ptr + buf->len;
	size_t len = varint_put(at, gap << 1 | (code != 0));
	if (code)
		len += varint_put(at + len, code);
	buf->len += len;
	if (code & 1)
		posting_put_other(buf, count);
}

static uint16_t count_of(struct cursor *cur, uint32_t value)
{
	if (value > UINT16_MAX)
		cursor_take(cur, SIZE_MAX);
	return (uint16_t)value;
}

void posting_take_many(struct cursor *cur, unsigned mask, uint16_t count[FIELD_COUNT])
{
	cursor_take(cur, 1);
	for (int field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (mask >> (field - 1) & 1)
			count[field] = count_of(cur, cursor_varint(cur));
	}
}
