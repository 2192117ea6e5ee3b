// SPDX-License-Identifier: ISC
//
// No bytes make the reader of books crash, loop or read outside them: as they are, and with right
// sums, without which nothing but the sums would be tested.

#include "exercise.h"
#include "repair.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_book(const uint8_t *bytes, size_t size)
{
	struct err err;
	struct book *book = book_open_bytes(bytes, size, NULL, &err);
	if (!book)
		return;
	exercise_book(book);
	(void)!book_verify(book, &err);
	book_close(book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);
	try_book(data, size);
	if (size)
		memcpy(copy, data, size);
	repair_sums(copy, size);
	try_book(copy, size);
	free(copy);
	return 0;
}
