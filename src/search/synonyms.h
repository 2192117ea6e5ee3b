// SPDX-License-Identifier: ISC
//
// synonyms: the book's groups of equivalent words and phrases, ready to be found in a query.

#ifndef BODYMAP_SEARCH_SYNONYMS_H
#define BODYMAP_SEARCH_SYNONYMS_H

#include "base/vec.h"
#include "page/settings.h"
#include "text/word.h"

struct saying { // a word or phrase of a group
	uint32_t group;
	const struct str *forms, *stems; // `count` of each
	uint32_t count;
};

struct synonyms {
	VEC(struct saying) sayings; // by group
	bool made;
};

// Folds and stems the groups of a book; lives in the arena.
void synonyms_make(const struct settings *settings, struct stemmer *stemmer, struct arena *arena,
		   struct synonyms *synonyms);

// The saying whose stems stand at the beginning of `stems`, the longest if there are several; NULL
// if there is none.
const struct saying *synonyms_find(const struct synonyms *synonyms, const struct str *stems,
				   uint32_t count);

// Whether a form is a word of any saying, so that it is known though no page holds it.
bool synonyms_hold(const struct synonyms *synonyms, struct str form);

#endif
