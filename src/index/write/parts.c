// SPDX-License-Identifier: ISC

#include "index/write/parts.h"

#include <string.h>

#include "base/file.h"
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

// Sums of chunks of bytes that come in pieces.
struct summing {
	uint8_t *at; // where the next sum goes
	uint32_t sum;
	uint64_t done; // bytes
};

static void sum_piece(struct summing *s, struct str piece)
{
	while (piece.len) {
		size_t room = FORMAT_CHUNK - s->done % FORMAT_CHUNK;
		size_t len = piece.len < room ? piece.len : room;
		s->sum = checksum_more(s->sum, piece.ptr, len);
		s->done += len;
		piece = str_sub(piece, len, piece.len);
		if (len == room) {
			le32_put(s->at, s->sum);
			s->at += 4;
			s->sum = 0;
		}
	}
}

static void sum_end(struct summing *s)
{
	if (s->done % FORMAT_CHUNK)
		le32_put(s->at, s->sum);
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

static void release_part(struct parts *parts, int p)
{
	buf_release(&parts->bytes[p]);
	parts->count[p] = 0;
}

void parts_release(struct parts *parts)
{
	for (int p = 0; p < PART_COUNT; p++)
		release_part(parts, p);
}

// The bytes of the body: each part and its padding.
static void list_body(const struct parts *parts, struct str body[2 * PART_COUNT])
{
	static const char zeros[FORMAT_ALIGN];
	for (int p = 0; p < PART_COUNT; p++) {
		uint64_t len = parts->bytes[p].len;
		body[2 * p] = buf_str(&parts->bytes[p]);
		body[2 * p + 1] = (struct str){zeros, aligned(len) - len};
	}
}

static void put_head(struct parts *parts, const struct str body[2 * PART_COUNT], uint64_t body_len,
		     struct buf *out)
{
	uint64_t nsums = chunks_of(body_len);
	uint64_t sums2 = FORMAT_HEAD + (uint64_t)FORMAT_PART * PART_COUNT;
	uint64_t sums1 = sums2 + 4 * chunks_of(4 * nsums), body_at = aligned(sums1 + 4 * nsums);
	buf_fill(out, 0, FORMAT_HEAD);
	put_table(parts, out);
	buf_fill(out, 0, body_at - out->len);

	uint8_t *head = (uint8_t *)out->ptr;
	struct summing one = {.at = head + sums1}, two = {.at = head + sums2};
	for (int i = 0; i < 2 * PART_COUNT; i++)
		sum_piece(&one, body[i]);
	sum_end(&one);
	sum_piece(&two, (struct str){out->ptr + sums1, 4 * nsums});
	sum_end(&two);
	memcpy(head, FORMAT_MAGIC, 12);
	le32_put(head + 12, FORMAT_VERSION);
	le64_put(head + 16, body_at + body_len);
	le64_put(head + 24, body_at);
	le32_put(head + 32, PART_COUNT);
	le32_put(head + 36, (uint32_t)nsums);
	le32_put(head + 40, checksum(head, sums1));
}

static bool write_parts(const char *path, struct str head, const struct str body[2 * PART_COUNT],
			struct err *err)
{
	struct str all[1 + 2 * PART_COUNT] = {head};
	memcpy(all + 1, body, sizeof *body * 2 * PART_COUNT);
	return file_write_parts(path, all, countof(all), err);
}

bool parts_finish(struct parts *parts, const char *path, struct buf *book, uint64_t *len,
		  struct err *err)
{
	struct str body[2 * PART_COUNT];
	uint64_t body_len = 0;
	list_body(parts, body);
	for (int i = 0; i < 2 * PART_COUNT; i++)
		body_len += body[i].len;
	bool ok = !parts->too_large && chunks_of(body_len) <= UINT32_MAX;
	struct buf head = {0};
	if (!ok)
		err_set(err, "this is too much for one book");
	else
		put_head(parts, body, body_len, &head);
	*len = head.len + body_len;
	if (ok && path) {
		ok = write_parts(path, buf_str(&head), body, err);
		buf_release(&head);
	}
	for (int p = 0; p < PART_COUNT; p++) {
		if (ok && !path) {
			buf_add(&head, body[2 * p]);
			buf_add(&head, body[2 * p + 1]);
		}
		release_part(parts, p);
	}
	if (ok && !path)
		*book = head;
	return ok;
}
