// SPDX-License-Identifier: ISC
//
// spell: which words of a vocabulary a misspelt word may have meant.
//
// A guess costs what its edits cost: a letter left out, added, changed or swapped with its
// neighbour, less where that is how people err (a doubled letter, a key beside the right one, a
// vowel for a vowel, "f" for "ph"), more at the first letter.  Of two guesses that cost about the
// same the one that more sections hold wins.  Edit distance with such weights: Wagner and Fischer
// 1974, transpositions after Damerau 1964; the noisy channel after Kernighan, Church and Gale 1990.
//
// The module knows no book: the caller offers its vocabulary in the order of its bytes, so that what
// words begin with in common is computed once; first, best, those with the same first letter, among
// which the word most often is: what cannot be better is then passed over sooner.
//
//     spell_start(&spell, word, sections, 1, SPELL_NEAR);
//     while (next term)
//             spell_offer(&spell, form, frequency, term);
//     spell.best[0 .. spell.count)

#ifndef BODYMAP_SEARCH_SPELL_SPELL_H
#define BODYMAP_SEARCH_SPELL_SPELL_H

#include "base/str.h"

enum {
	SPELL_BEST = 3,     // guesses kept
	SPELL_LONGEST = 32, // characters; longer words are not guessed at
	SPELL_EDIT = 100,   // what an edit without excuse costs
	SPELL_SOUNDS = 3,   // words of 64 bits
};

// How far guesses may be: an edit with an excuse, as far as may be searched for without asking, or as
// may be shown.
enum spell_reach { SPELL_NEXT, SPELL_NEAR, SPELL_FAR };

struct spell_guess {
	uint32_t id; // the caller's
	uint32_t frequency;
	int cost;  // of the edits alone
	int score; // with the frequency; lower is better
};

struct spell {
	struct spell_guess best[SPELL_BEST]; // best first
	uint32_t count, wanted;
	// Its own.
	int limit;     // what edits may cost at most
	int ceiling;   // scores from here on are worse than what is known
	double rarest; // frequency that a form needs to be among the best
	double common; // the highest frequency there is, as a logarithm
	uint32_t word[SPELL_LONGEST], length;
	uint64_t word_sounds[SPELL_LONGEST + 1][SPELL_SOUNDS];
	int word_gap[SPELL_LONGEST + 1]; // cost of the word's i-th letter when the form lacks it
	bool word_sounded[SPELL_LONGEST + 1]; // any sound rule ends there
	uint8_t change[SPELL_LONGEST][26];    // cost of each letter in the word's i-th place
	uint64_t by_last[26][SPELL_SOUNDS];   // sides of sound rules by their last letter
	uint64_t by_first[26][SPELL_SOUNDS];
	char bytes[64];       // of the last form
	uint8_t nbytes, dead; // no form that shares so many bytes with it can be near; 0: some can
	uint32_t form[SPELL_LONGEST], rows; // its letters and how many of their rows hold
	uint64_t form_sounds[SPELL_LONGEST + 1][SPELL_SOUNDS];
	int least[SPELL_LONGEST + 1]; // of a row
	int cost[SPELL_LONGEST + 1][SPELL_LONGEST + 1];
};

// Begins with a folded word, which is none of the forms; `most` is the highest frequency that will
// be offered, `wanted` how many guesses, at most SPELL_BEST: the fewer, the sooner found.
void spell_start(struct spell *spell, struct str word, uint32_t most, uint32_t wanted,
		 enum spell_reach reach);

// Begins again, farther, after some forms were offered: as spell_start, but what is worse than all
// that was found so far is passed over sooner.
void spell_again(struct spell *spell, enum spell_reach reach);

void spell_offer(struct spell *spell, struct str form, uint32_t frequency, uint32_t id);

// What the form offered last begins with and no guess can; empty when there is no such thing.  All
// forms that begin so may be passed over.
struct str spell_dead_end(const struct spell *spell);

#endif
