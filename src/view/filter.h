// SPDX-License-Identifier: ISC
//
// filter: which rows of a list are meant by a few letters typed.

#ifndef BODYMAP_VIEW_FILTER_H
#define BODYMAP_VIEW_FILTER_H

#include "base/arena.h"

// What was typed, taken into words.
struct filter {
	struct str *forms;
	uint32_t nforms;
};
struct filter filter_of(struct str typed, struct arena *arena);

// Every word typed begins a word of `text` or of `also`, case and accents aside.  An empty filter
// takes all.
bool filter_takes(const struct filter *filter, struct str text, struct str also);

#endif
