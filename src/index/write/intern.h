// SPDX-License-Identifier: ISC
//
// intern: strings, each kept once and known by a number.

#ifndef BODYMAP_INDEX_WRITE_INTERN_H
#define BODYMAP_INDEX_WRITE_INTERN_H

#include "base/arena.h"
#include "index/write/slots.h"

// Start with `struct intern intern = {0};`.
struct intern {
	struct arena arena;
	struct buf strings; // struct str, in order of number
	struct slots slots;
	uint32_t count;
};

// The number of `text`, a new one if it is new; the bytes are copied.
uint32_t intern_add(struct intern *intern, struct str text);

// The same in two steps: what is asked for first, of many, is near when it is added.
uint32_t intern_ask(const struct intern *intern, struct str text);
uint32_t intern_add_asked(struct intern *intern, struct str text, uint32_t asked);

// UINT32_MAX when it is not there.
uint32_t intern_find(const struct intern *intern, struct str text);

static inline struct str intern_str(const struct intern *intern, uint32_t number)
{
	return ((const struct str *)(const void *)intern->strings.ptr)[number];
}

void intern_release(struct intern *intern);

#endif
