// SPDX-License-Identifier: ISC

#include "index/write/parts.h"

#include <stdatomic.h>
#include <string.h>

#include "base/file.h"
#include "index/checksum.h"
#include "index/le.h"
#include "index/pack.h"
#include "index/write/tasks.h"

static void end_block(struct parts *parts, struct parts_column *column)
{
	if (column->nheld &&
	    !column_block(&column->dir, &column->bits, column->held, column->nheld))
		parts->too_large = true;
	column->nheld = 0;
}

void parts_value(struct parts *parts, enum part part, uint32_t value)
{
	struct parts_column *column = &parts->columns[part];
	column->held[column->nheld++] = value;
	parts->count[part]++;
	if (column->nheld == FORMAT_BLOCK)
		end_block(parts, column);
}

void parts_pack(struct parts *parts, enum part first, enum part last)
{
	for (int p = (int)first; p <= (int)last; p++) {
		struct parts_column *column = &parts->columns[p];
		end_block(parts, column);
		column_end(&column->dir, &column->bits);
		parts->bytes[p] = column->dir;
		column->dir = (struct buf){0};
		if (parts->count[p] >= UINT32_MAX)
			parts->too_large = true;
	}
}

void parts_entry(struct parts *parts, enum part part, enum part column, uint32_t block,
		 struct str before, struct str text)
{
	struct buf *out = &parts->bytes[part];
	size_t shared = 0;
	if (parts->count[part]++ % block == 0) {
		if (out->len > UINT32_MAX)
			parts->too_large = true;
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

// Bytes of PART_LISTS: in `bytes`, or put aside.
struct parts_piece {
	struct buf bytes;
	uint64_t aside, len; // of those in the spool
};

static void add_lists(struct parts *parts, const struct parts_piece *piece)
{
	buf_add(&parts->lists, (struct str){(const char *)piece, sizeof *piece});
}

void parts_lists(struct parts *parts, struct buf *bytes)
{
	add_lists(parts, &(struct parts_piece){.bytes = *bytes});
	*bytes = (struct buf){0};
}

bool parts_spool(struct parts *parts, struct err *err)
{
	parts->spooling = spool_open(&parts->spool, err);
	return parts->spooling;
}

void parts_lists_aside(struct parts *parts, uint64_t at, uint64_t len)
{
	add_lists(parts, &(struct parts_piece){.aside = at, .len = len});
}

static struct parts_piece *list_pieces(const struct parts *parts, size_t *count)
{
	*count = parts->lists.len / sizeof(struct parts_piece);
	return (struct parts_piece *)(void *)parts->lists.ptr;
}

void parts_release(struct parts *parts)
{
	size_t npieces;
	struct parts_piece *pieces = list_pieces(parts, &npieces);
	for (size_t i = 0; i < npieces; i++)
		buf_release(&pieces[i].bytes);
	buf_release(&parts->lists);
	if (parts->spooling)
		spool_close(&parts->spool);
	parts->spooling = false;
	for (int p = 0; p < PART_COUNT; p++) {
		buf_release(&parts->bytes[p]);
		buf_release(&parts->columns[p].dir);
		buf_release(&parts->columns[p].bits);
		parts->columns[p].nheld = 0;
		parts->count[p] = 0;
	}
}

static uint64_t aligned(uint64_t len)
{
	return (len + FORMAT_ALIGN - 1) / FORMAT_ALIGN * FORMAT_ALIGN;
}

static uint64_t chunks_of(uint64_t len)
{
	return (len + FORMAT_CHUNK - 1) / FORMAT_CHUNK;
}

// --- the bytes of the body --------------------------------------------------------------------

struct piece {
	struct str bytes; // without a pointer: put aside
	uint64_t aside;   // where
	uint64_t at;      // in the body
};

struct body {
	const struct spool *spool;
	struct arena arena;
	struct piece *pieces; // and one behind the last, empty
	size_t npieces;
	uint64_t len;
	uint64_t offset[PART_COUNT], part_len[PART_COUNT];
};

static void add_piece(struct body *body, struct str bytes, uint64_t aside)
{
	body->pieces[body->npieces++] = (struct piece){bytes, aside, body->len};
	body->len += bytes.len;
}

static void add_list_piece(struct body *body, const struct parts_piece *lists)
{
	if (lists->len)
		add_piece(body, (struct str){NULL, lists->len}, lists->aside);
	else
		add_piece(body, buf_str(&lists->bytes), 0);
}

static void list_body(const struct parts *parts, struct body *body)
{
	static const char zeros[FORMAT_ALIGN];
	size_t nlists;
	const struct parts_piece *lists = list_pieces(parts, &nlists);
	*body = (struct body){.spool = &parts->spool};
	body->pieces = arena_array(&body->arena, struct piece, 2 * PART_COUNT + nlists + 1);
	for (int p = 0; p < PART_COUNT; p++) {
		body->offset[p] = body->len;
		add_piece(body, buf_str(&parts->bytes[p]), 0);
		for (size_t i = 0; p == PART_LISTS && i < nlists; i++)
			add_list_piece(body, &lists[i]);
		body->part_len[p] = body->len - body->offset[p];
		add_piece(body, (struct str){zeros, aligned(body->len) - body->len}, 0);
	}
	body->pieces[body->npieces].at = body->len;
}

// The piece that has the byte `at`.
static const struct piece *piece_at(const struct body *body, uint64_t at)
{
	size_t from = 0, to = body->npieces;
	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;
		if (body->pieces[middle].at <= at)
			from = middle;
		else
			to = middle;
	}
	return &body->pieces[from];
}

// The bytes from `at` to `to`; brought into `room` when they are put aside or lie in several
// pieces.  Without a pointer when they cannot be read.
static struct str body_bytes(const struct body *body, uint64_t at, uint64_t to, struct buf *room)
{
	const struct piece *piece = piece_at(body, at);
	if (piece->bytes.ptr && piece->at + piece->bytes.len >= to)
		return str_sub(piece->bytes, at - piece->at, to - piece->at);
	buf_reserve(room, to - at);
	for (; at < to; piece++) {
		uint64_t end = piece->at + piece->bytes.len, from = at - piece->at;
		size_t len = (end < to ? end : to) - at;
		char *out = room->ptr + room->len;
		if (piece->bytes.ptr)
			memcpy(out, piece->bytes.ptr + from, len);
		else if (!spool_read(body->spool, piece->aside + from, out, len))
			return (struct str){0};
		room->len += len;
		at += len;
	}
	return buf_str(room);
}

// --- sums, and where it all goes ---------------------------------------------------------------

static void put_sums(uint8_t *sums, struct str bytes)
{
	for (; bytes.len; sums += 4) {
		le32_put(sums, checksum(bytes.ptr, str_sub(bytes, 0, FORMAT_CHUNK).len));
		bytes = str_sub(bytes, FORMAT_CHUNK, bytes.len);
	}
}

static void put_table(const struct parts *parts, const struct body *body, uint8_t *entry)
{
	for (int p = 0; p < PART_COUNT; p++, entry += FORMAT_PART) {
		le64_put(entry, body->offset[p]);
		le64_put(entry + 8, body->part_len[p]);
		le64_put(entry + 16, parts->count[p]);
	}
}

// A book on its way out: the head is made while the body is copied or written, stretch by stretch.
struct finishing {
	const struct body *body;
	const struct file_making *making; // NULL: into the bytes behind `head`
	uint8_t *head;
	uint64_t sums2, sums1, body_at; // in the head; `body_at` is its length
	atomic_bool failed;
	struct err err;
};

enum { STRETCH = 128 << 10 }; // whole chunks

static void put_stretch(struct finishing *f, uint64_t from, struct str bytes)
{
	struct err err;
	if (!bytes.ptr && !atomic_exchange(&f->failed, true))
		err_set(&f->err, "what was put aside cannot be read again");
	if (!bytes.ptr)
		return;
	put_sums(f->head + f->sums1 + 4 * (from / FORMAT_CHUNK), bytes);
	if (!f->making)
		memcpy(f->head + f->body_at + from, bytes.ptr, bytes.len);
	else if (!file_put(f->making, f->body_at + from, bytes, &err) &&
		 !atomic_exchange(&f->failed, true))
		f->err = err;
}

static void finish_stretch(void *user, uint32_t number)
{
	struct finishing *f = user;
	uint64_t from = (uint64_t)STRETCH * number, to = from + STRETCH;
	to = to < f->body->len ? to : f->body->len;
	struct buf room = {0};
	struct str bytes = body_bytes(f->body, from, to, &room);
	put_stretch(f, from, bytes);
	buf_release(&room);
}

static void put_head(const struct parts *parts, struct finishing *f)
{
	uint64_t nsums = chunks_of(f->body->len);
	uint8_t *head = f->head;
	put_table(parts, f->body, head + FORMAT_HEAD);
	put_sums(head + f->sums2, (struct str){(const char *)head + f->sums1, 4 * nsums});
	memcpy(head, FORMAT_MAGIC, 12);
	le32_put(head + 12, FORMAT_VERSION);
	le64_put(head + 16, f->body_at + f->body->len);
	le64_put(head + 24, f->body_at);
	le32_put(head + 32, PART_COUNT);
	le32_put(head + 36, (uint32_t)nsums);
	le32_put(head + 40, checksum(head, f->sums1));
}

// Makes head and body, into `out` or the file in the making.
static bool finish(const struct parts *parts, const struct body *body,
		   const struct file_making *making, struct buf *out, struct err *err)
{
	uint64_t nsums = chunks_of(body->len);
	struct finishing f = {.body = body, .making = making};
	f.sums2 = FORMAT_HEAD + (uint64_t)FORMAT_PART * PART_COUNT;
	f.sums1 = f.sums2 + 4 * chunks_of(4 * nsums);
	f.body_at = aligned(f.sums1 + 4 * nsums);
	buf_fill(out, 0, f.body_at);
	buf_reserve(out, making ? 0 : body->len);
	f.head = (uint8_t *)out->ptr;
	uint32_t stretches = (uint32_t)((body->len + STRETCH - 1) / STRETCH);
	tasks_run(stretches, tasks_threads(stretches / 8), finish_stretch, &f);
	put_head(parts, &f);
	out->len += making ? 0 : body->len;
	if (f.failed)
		return err_set(err, "%s", f.err.text);
	return !making || file_put(making, 0, buf_str(out), err);
}

static bool finish_file(const struct parts *parts, const struct body *body, const char *path,
			struct err *err)
{
	struct file_making making;
	struct buf head = {0};
	if (!file_begin(path, &making, err))
		return false;
	bool ok = finish(parts, body, &making, &head, err);
	buf_release(&head);
	if (ok)
		return file_end(&making, err);
	file_drop(&making);
	return false;
}

bool parts_finish(struct parts *parts, const char *path, struct buf *book, uint64_t *len,
		  struct err *err)
{
	struct body body;
	list_body(parts, &body);
	bool ok = !parts->too_large && chunks_of(body.len) <= UINT32_MAX;
	if (!ok)
		err_set(err, "this is too much for one book");
	else if (path)
		ok = finish_file(parts, &body, path, err);
	else
		ok = finish(parts, &body, NULL, book, err);
	uint64_t nsums = chunks_of(body.len);
	*len = body.len + aligned(FORMAT_HEAD + (uint64_t)FORMAT_PART * PART_COUNT +
				  4 * (chunks_of(4 * nsums) + nsums));
	arena_release(&body.arena);
	parts_release(parts);
	return ok;
}
