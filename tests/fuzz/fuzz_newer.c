// SPDX-License-Identifier: ISC
//
// No bytes laid over a book as its newer pages make the reader crash, loop or read outside them: as
// they are, and with right sums for a book that is always the same.

#include "exercise.h"
#include "repair.h"

#include <stdlib.h>

#include "index/build.h"
#include "index/read/over.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The book beneath: the one of seeds.sh.
static struct book *open_base(struct arena *arena)
{
	static struct buf bytes; // the same for every input
	struct err err;
	struct str page = STR("# Calf\n\nsoleus [x](#pain) [[heel]]\n\n## Pain\n\nsore calf\n");
	if (!bytes.len && !build_page(STR("calf.md"), page, NULL, arena, &bytes, &err))
		abort();
	struct book *book = book_open_bytes(bytes.ptr, bytes.len, NULL, &err);
	if (!book)
		abort();
	return book;
}

static void repair_newer(uint8_t *bytes, size_t size, const struct book *base)
{
	if (size < FORMAT_NEWER_HEAD)
		return;
	uint64_t book = le64(bytes + 32);
	memcpy(bytes, FORMAT_NEWER_MAGIC, 12);
	le32_put(bytes + 12, FORMAT_VERSION);
	le64_put(bytes + 16, size);
	le64_put(bytes + 24, book_identity(base));
	if (book > size)
		return;
	repair_sums(bytes + book, size - book);
	le32_put(bytes + 100, 0);
	le32_put(bytes + 100, checksum(bytes, book));
}

static void try_newer(const uint8_t *data, size_t size, bool repaired)
{
	struct arena arena = {0};
	struct err err;
	struct book *book = open_base(&arena);
	// At an alignment, as a map is.
	uint8_t *copy = (uint8_t *)arena_array(&arena, uint64_t, size / 8 + 1);
	if (size)
		memcpy(copy, data, size);
	if (repaired)
		repair_newer(copy, size, book);
	if (over_open(book, copy, size, &err))
		exercise_book(book);
	book_close(book);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_newer(data, size, false);
	try_newer(data, size, true);
	return 0;
}
