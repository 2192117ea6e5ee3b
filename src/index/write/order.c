// SPDX-License-Identifier: ISC

#include "index/write/order.h"

#include <stdlib.h>

struct ordered ordered_of(struct str text, uint32_t number)
{
	uint64_t key = 0;
	for (size_t i = 0; i < 8; i++)
		key = key << 8 | (i < text.len ? (unsigned char)text.ptr[i] : 0);
	return (struct ordered){key, text, number};
}

int ordered_cmp(const struct ordered *a, const struct ordered *b)
{
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return str_cmp(a->text, b->text);
}

static int by_text(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int order = ordered_cmp(x, y);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

void ordered_sort(struct ordered *at, size_t count)
{
	if (count)
		qsort(at, count, sizeof *at, by_text);
}
