// SPDX-License-Identifier: ISC
//
// needs: which words every text that a regex matches must hold.
//
// A need is told of the text's *forms* (text/word.h), which are what a book knows: characters in a
// row, each out of a set, that stand in a form, perhaps at its beginning or end.  Needs are joined by
// "all of" and "any of".  After Cox, "Regular Expression Matching with a Trigram Index", 2012, with
// words in place of trigrams.

#ifndef BODYMAP_SEARCH_REGEX_NEEDS_H
#define BODYMAP_SEARCH_REGEX_NEEDS_H

#include "search/regex/regex.h"

#define NEED_NONE UINT32_MAX // nothing is known to be needed

enum { NEED_LONGEST = 32 }; // characters of a test

// Characters in a row of one form.  A set has a bit for each ASCII character from '.' on.
struct need_test {
	uint64_t sets[NEED_LONGEST][2];
	uint32_t len;
	bool begins, ends; // they stand at the form's beginning, its end
	bool digits;       // a form with digits beyond ASCII passes as well
};

enum need_kind { NEED_TEST, NEED_ALL, NEED_ANY };

struct need {
	enum need_kind kind;
	uint32_t test;
	uint32_t child, next; // of NEED_ALL, NEED_ANY: the first; the next of the parent's
};

struct needs {
	VEC(struct need) list;
	VEC(struct need_test) tests;
	uint32_t root; // NEED_NONE: any text may match
};

void needs_of(const struct regex *regex, struct arena *arena, struct needs *needs);

// Whether a form is so long that it may have been cut, and what was cut away is needed.
bool needs_maybe_cut(size_t form_len);

#endif
