// SPDX-License-Identifier: ISC
//
// starts: where in a text a word may stand that begins as some given forms do.
//
// Most words of a text are none of those that are looked for, which two of their letters say.  A
// stretch is what stands between white space; no word goes over its ends.

#ifndef BODYMAP_SEARCH_SNIPPET_STARTS_H
#define BODYMAP_SEARCH_SNIPPET_STARTS_H

#include "base/str.h"

enum { STARTS_MOST = 8 };

struct starts {
	struct start {
		uint8_t first, second; // letters or digits; second 0: any
	} at[STARTS_MOST];
	uint32_t count;
	bool all; // too many to be told apart: any word may be one
};

void starts_add(struct starts *starts, struct str form);

// The first stretch behind `at`, the end of one or 0, that may hold such a word; text.len if there
// is none.  What is not ASCII may always be one.
size_t starts_next(const struct starts *starts, struct str text, size_t at);

// The end of the stretch that begins at `at`.
size_t starts_end(struct str text, size_t at);

#endif
