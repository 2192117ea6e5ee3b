// SPDX-License-Identifier: ISC
//
// effort: how long a backtracking matcher may take with a regex.

#ifndef BODYMAP_SEARCH_REGEX_EFFORT_H
#define BODYMAP_SEARCH_REGEX_EFFORT_H

#include "search/regex/regex.h"

// The steps from one beginning are at most length^power * 2^doublings, where `length` is that of the
// longest run, in the text, of bytes that what repeats without end may match.
struct effort {
	double power, doublings;
	bool endless;  // no bound worth the name
	size_t length; // of a text that takes few steps whatever stands in it
	bool runs[256];
};

struct effort effort_of(const struct regex *regex);
struct effort effort_of_literal(size_t length);

// Whether all matches in a text are certainly found within some 2^31 steps.
bool effort_is_small(const struct effort *effort, struct str text);

#endif
