// SPDX-License-Identifier: ISC
//
// plan: a query against one book: which terms to look for and what each weighs.
//
// Each different word of the query becomes a *unit*: the terms that may stand for it, each with a
// quality, and a weight by how rare they are.  What must or must not hold becomes a *condition*.
// Here words are corrected, parted, joined and given their synonyms.

#ifndef BODYMAP_SEARCH_PLAN_H
#define BODYMAP_SEARCH_PLAN_H

#include "index/terms.h"
#include "search/searcher.h"

// One way a unit may stand in a text: a term, or several side by side.
struct member {
	const uint32_t *terms;
	uint32_t nterms;
	float quality; // 1: what was typed, or another form of its stem
};

struct unit {
	VEC(struct member) members;
	struct range prefix; // terms that begin like `begin` count as well; empty: none
	struct str begin;
	uint32_t exact; // the term exactly as typed; BOOK_NONE
	float weight;   // of the unit, and of its exact term
	float exact_weight;
	uint32_t sections; // that hold it, about
	bool stop;         // too common to decide
	float trust;       // 1; less for a word that was guessed
	struct str stem;
	uint32_t said; // how often in the query
};

// A word of the searched text that was guessed: where it stands, and of how many words the guess
// is (2: a word that was parted).
struct guessed {
	struct range source;
	uint32_t words;
};

struct condition;
struct marker;

struct plan {
	struct query query; // as searched: corrected
	unsigned flags;     // of the search that shape a plan
	struct str text;    // as typed
	VEC(struct unit) units;
	VEC(uint32_t) order; // units in the order of the query's words, stop words passed over
	VEC(struct condition) conditions;
	struct str corrected;
	struct str reading;    // what to say about how it was read
	struct marker *marker; // made when first asked for
	uint32_t exact_page;   // whose title or alias the text is; BOOK_NONE
	VEC(struct guessed) guessed;
	VEC(struct str) unknown; // words that nothing in the book is like
};

// The plan of a query; kept in the searcher until the next one, so that asking again for the same
// text costs nothing.
const struct plan *plan_make(struct searcher *searcher, struct str text, unsigned flags);

// How much it says that a section holds a word which so many sections hold.
float plan_rarity(const struct book *book, uint32_t sections);

// How rare a stem is whose terms these are (book_stem_terms), from counts alone; 0 for one that a
// single section holds.
float plan_stem_rarity(const struct book *book, struct range terms);

// The unit of a stem by itself, not weighed.
struct unit plan_stem_unit(const struct book *book, struct str stem, struct range terms,
			   struct arena *arena);

// Gives back what a plan holds besides its arena.
void plan_release(struct plan *plan);

#endif
