// SPDX-License-Identifier: ISC

#include "index/parts.h"

#include "index/checksum.h"
#include "index/le.h"
#include "index/pack.h"

void parts_value(struct parts *parts, enum part column, uint32_t value)
{
	buf_add(&parts->bytes[column], (struct str){(const char *)&value, sizeof value});
	parts->count[column]++;
}

void parts_pack(struct parts *parts, enum part first, enum part last)
{
	for (int p = (int)first; p <= (int)last; p++) {
		struct buf packed = {0};
		const uint32_t *values = (const void *)parts->bytes[p].ptr;
		if (parts->count[p] >= UINT32_MAX ||
		    !column_put(&packed, values, (uint32_t)parts->count[p]))
			parts->too_large = true;
		buf_release(&parts->bytes[p]);
		parts->bytes[p] = packed;
	}
}

void parts_entry(struct parts *parts, enum part part, enum part column, uint32_t block,
		 struct str before, struct str text)
{
	struct buf *out = &parts->bytes[part];
	size_t shared = 0;
	if (parts->count[part]++ % block == 0) {
		parts->too_large |= out->len > UINT32_MAX;
		parts_value(parts, column, (uint32_t)out->len);
	} else {
		while (shared < before.len && shared < text.len &&
		       before.ptr[shared] == text.ptr[shared])
			shared++;
	}
	buf_varint(out, (uint32_t)shared);
	buf_varint(out, (uint32_t)(text.len - shared));
	buf_add(out, str_sub(text, shared, text.len));
}

static uint64_t aligned(uint64_t len)
{
	return (len + FORMAT_ALIGN - 1) / FORMAT_ALIGN * FORMAT_ALIGN;
}

static uint64_t chunks_of(uint64_t len)
{
	return (len + FORMAT_CHUNK - 1) / FORMAT_CHUNK;
}

// `at` gets one sum for each chunk of `bytes`.
static void put_sums(uint8_t *at, const char *bytes, uint64_t len)
{
	for (uint64_t from = 0; from < len; from += FORMAT_CHUNK, at += 4)
		le32_put(at, checksum(bytes + from,
				      len - from < FORMAT_CHUNK ? len - from : FORMAT_CHUNK));
}

static void put_table(struct parts *parts, struct buf *book)
{
	uint64_t offset = 0;
	for (int p = 0; p < PART_COUNT; p++) {
		uint8_t entry[FORMAT_PART];
		le64_put(entry, offset);
		le64_put(entry + 8, parts->bytes[p].len);
		le64_put(entry + 16, parts->count[p]);
		buf_add(book, (struct str){(const char *)entry, sizeof entry});
		offset += aligned(parts->bytes[p].len);
	}
}

static void put_body(struct parts *parts, struct buf *book)
{
	for (int p = 0; p < PART_COUNT; p++) {
		buf_add(book, buf_str(&parts->bytes[p]));
		buf_fill(book, 0, aligned(parts->bytes[p].len) - parts->bytes[p].len);
		buf_release(&parts->bytes[p]);
		parts->count[p] = 0;
	}
}

bool parts_finish(struct parts *parts, struct buf *book, struct err *err)
{
	uint64_t body_len = 0;
	for (int p = 0; p < PART_COUNT; p++)
		body_len += aligned(parts->bytes[p].len);
	uint64_t nsums = chunks_of(body_len);
	uint64_t sums2 = FORMAT_HEAD + (uint64_t)FORMAT_PART * PART_COUNT;
	uint64_t sums1 = sums2 + 4 * chunks_of(4 * nsums), body = aligned(sums1 + 4 * nsums);
	if (parts->too_large || nsums > UINT32_MAX)
		return err_set(err, "this is too much for one book");

	book->len = 0;
	buf_reserve(book, body + body_len);
	buf_fill(book, 0, FORMAT_HEAD);
	put_table(parts, book);
	buf_fill(book, 0, body - book->len);
	put_body(parts, book);

	uint8_t *head = (uint8_t *)book->ptr;
	put_sums(head + sums1, book->ptr + body, body_len);
	put_sums(head + sums2, book->ptr + sums1, 4 * nsums);
	for (size_t i = 0; i < 12; i++)
		head[i] = (uint8_t)FORMAT_MAGIC[i];
	le32_put(head + 12, FORMAT_VERSION);
	le64_put(head + 16, body + body_len);
	le64_put(head + 24, body);
	le32_put(head + 32, PART_COUNT);
	le32_put(head + 36, (uint32_t)nsums);
	le32_put(head + 40, checksum(head, sums1));
	return true;
}
