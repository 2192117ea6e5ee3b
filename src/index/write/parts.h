// SPDX-License-Identifier: ISC
//
// parts: a book in the making, part by part.

#ifndef BODYMAP_INDEX_WRITE_PARTS_H
#define BODYMAP_INDEX_WRITE_PARTS_H

#include "base/buf.h"
#include "base/err.h"
#include "index/format.h"
#include "index/write/spool.h"

// A column in the making.
struct parts_column {
	struct buf dir, bits;
	uint32_t held[FORMAT_BLOCK], nheld; // values that are no block yet
};

// Start with `struct parts parts = {0};`.
struct parts {
	struct buf bytes[PART_COUNT];
	struct parts_column columns[PART_COUNT];
	uint64_t count[PART_COUNT];
	struct buf lists; // struct parts_piece: the bytes of PART_LISTS
	struct spool spool;
	bool spooling; // there is a spool
	bool too_large;
};

// The next bytes of PART_LISTS; `bytes` is empty then.
void parts_lists(struct parts *parts, struct buf *bytes);

// The same for bytes that were put into the spool, which parts_spool opens.
bool parts_spool(struct parts *parts, struct err *err) NODISCARD;
void parts_lists_aside(struct parts *parts, uint64_t at, uint64_t len);

// The next value of a column.
void parts_value(struct parts *parts, enum part column, uint32_t value);

// All values of the columns first..last are there: they become bytes.
void parts_pack(struct parts *parts, enum part first, enum part last);

// The next string of a dictionary (strings, terms, stems), a block of `block` entries; `column`
// gets the place of each block.  `before` is the string before it.
void parts_entry(struct parts *parts, enum part part, enum part column, uint32_t block,
		 struct str before, struct str text);

// Empties it, for a book that is not to be.
void parts_release(struct parts *parts);

// The book: into `path` when that is not NULL, as file_write does it, else into `book`, on as many
// threads as are worth while.  The parts are empty then, also on failure.  *len gets its bytes.
bool parts_finish(struct parts *parts, const char *path, struct buf *book, uint64_t *len,
		  struct err *err) NODISCARD;

#endif
