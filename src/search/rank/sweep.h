// SPDX-License-Identifier: ISC
//
// sweep: the first look at a query's lists, without their positions: how many sections there are,
// and which of them may be among the best.
//
// First it is marked in which sections the words are, which is all there is to know about most of
// them.  Then the book is swept in windows of sections that fit the nearest cache.  In each, list
// after list is added up in a table by section (windows of term-at-a-time evaluation, as in Lucene's
// BooleanScorer; Khattab, Hammoud, Elsayed, "Finding the Best of Both Worlds: Faster and More Robust
// Top-k Document Retrieval", SIGIR 2020, compare such ways), but for a posting whose section is in no
// other list and that comes to too little alone.  A section's sum leaves out what costs most to
// know, how near the words stand, so it is two bounds of the score; what cannot be among the best by
// the greater is dropped (a threshold on sums of bounds, as in MaxScore: Turtle, Flood 1995), and
// scored exactly is only what is left.
//
// The bounds of a list's blocks (post_block_bound) would not help: of 128 postings one nearly always
// is such that it might be among the best.

#ifndef BODYMAP_SEARCH_RANK_SWEEP_H
#define BODYMAP_SEARCH_RANK_SWEEP_H

#include "search/rank/score.h"

// A section that may be among the best.
struct swept {
	uint32_t section;
	float most;    // what it scores at most
	bool open;     // it may be less; else that is its score
	bool summed;   // no track was left out, and the score but for how near the words stand is
	uint16_t held; // known: as scorer_near takes it
	float words, title;
};

struct sweeping {
	struct swept *at; // by section
	uint32_t count, room;
	uint32_t total;        // sections that hold a unit that can decide
	const uint64_t *there; // and which these are: a bit for each section of the book
};

enum { SWEEP_WINDOW = 2048 };

// Whether a score of at most `most` is below another.  Sums of the same numbers in another order
// differ a little.
static inline bool sweep_falls_short(float most, float least)
{
	return most * 1.0001F < least;
}

// `wanted` is how many of the best are looked for.  What it finds lies in the arena.
void sweep(struct scorer *scorer, uint32_t wanted, struct arena *arena, struct sweeping *found);

#endif
