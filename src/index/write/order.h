// SPDX-License-Identifier: ISC
//
// order: sorts strings bytewise, shorter first, by their first eight bytes as a number where those
// differ.

#ifndef BODYMAP_INDEX_WRITE_ORDER_H
#define BODYMAP_INDEX_WRITE_ORDER_H

#include "base/str.h"

struct ordered {
	uint64_t key;
	const char *ptr;
	uint32_t len;
	uint32_t number; // the caller's; ascending among equal strings
};

struct ordered ordered_of(struct str text, uint32_t number);

static inline struct str ordered_text(const struct ordered *ordered)
{
	return (struct str){ordered->ptr, ordered->len};
}

int ordered_cmp(const struct ordered *a, const struct ordered *b);

void ordered_sort(struct ordered *at, size_t count);

#endif
