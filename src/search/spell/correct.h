// SPDX-License-Identifier: ISC
//
// correct: what a word the book does not have may have meant, from the book's own vocabulary.

#ifndef BODYMAP_SEARCH_SPELL_CORRECT_H
#define BODYMAP_SEARCH_SPELL_CORRECT_H

#include "search/searcher.h"
#include "search/spell/spell.h"

enum { CORRECT_GUESSES = SPELL_BEST };

struct guess {
	struct str form;
	uint32_t cost; // of its edits, in hundredths
};

// Whether the book has the form, another form of its stem, or a synonym for it.
bool correct_is_known(const struct searcher *searcher, struct str form);

// The form nearest to `form`; with `far` the nearest CORRECT_GUESSES, also such as are shown but not
// searched for without asking.  They live in the arena.
uint32_t correct_guess(struct searcher *searcher, struct str form, bool far, struct arena *arena,
		       struct guess guesses[CORRECT_GUESSES]);

// Two words of the book that were written as one: "calfpain".  False when there are none.
bool correct_split(struct searcher *searcher, struct str form, struct str parts[2]);

#endif
