// SPDX-License-Identifier: ISC
//
// filter: which rows of a list are meant by a few letters typed.

#ifndef BODYMAP_VIEW_FILTER_H
#define BODYMAP_VIEW_FILTER_H

#include "base/arena.h"
#include "base/buf.h"

// What was typed, taken into words.
struct filter {
	struct str *forms;
	uint32_t nforms;
};
struct filter filter_of(struct str typed, struct arena *arena);

// The words that a row with `text` and, out of sight, `also` is found by: made once for as many
// filters as there will be.  Never NULL.  `room` is used, whatever is in it.
struct str filter_words(struct str text, struct str also, struct buf *room, struct arena *arena);

// Every word typed begins one of them, case and accents aside.  An empty filter takes all.
bool filter_takes(const struct filter *filter, struct str words);

#endif
