// SPDX-License-Identifier: ISC
//
// score: what a section is worth for the units of a plan.  docs/ranking.md has the formula in full,
// the reason for each part and what it gains.

#ifndef BODYMAP_SEARCH_RANK_SCORE_H
#define BODYMAP_SEARCH_RANK_SCORE_H

#include "base/buf.h"
#include "search/plan.h"
#include "search/rank/track.h"

struct scored {
	uint32_t section;
	float score;
};

struct scorer {
	struct searcher *searcher;
	const struct book *book;
	const struct plan *plan;
	struct track *tracks; // the one that can add most first, those of common words last
	uint32_t ntracks;
	struct track **of_unit; // the plan's units' tracks; NULL for others'
	float all;              // the sum of the units' weights
	struct range whole;     // sections of the page whose title was typed
	uint32_t section;       // being scored
};

// `units` may be those of the plan or others (feedback).  Lives in the arena.
struct scorer *scorer_open(struct searcher *searcher, const struct plan *plan,
			   const struct unit *units, uint32_t nunits, struct arena *arena);

// The first section >= `section` that holds a unit that can decide; BOOK_NONE if there is none.
// Never backwards.
uint32_t scorer_next(struct scorer *scorer, uint32_t section);

// The score of a section; never backwards.  `tell` gets how it came about unless it is NULL.
float scorer_score(struct scorer *scorer, uint32_t section, struct buf *tell);

// The same where all is known but how near the words stand: the tracks that are there, a bit for each
// of the first and one more for all others, what the words come to, also as typed, and what the title
// gains.  There is no unit of a common word in the section.
enum { SCORER_SET = 8 };
float scorer_near(struct scorer *scorer, uint32_t section, uint32_t held, float words, float title);

// What the words of a track alone come to in each of the sections, neither where they stand nor as
// typed: list after list.  The sections ascend; the track is used up.
void scorer_words(struct scorer *scorer, uint32_t track, const uint32_t *sections, uint32_t count,
		  float *words);

// Parts of a score: what a section gains when so many words of its page's title, of this weight, are
// the query's, and what share of the sum it keeps.
float scorer_title(struct scorer *scorer, uint32_t section, float cover, uint32_t covered);
float scorer_share(const struct scorer *scorer, uint32_t section);

#endif
