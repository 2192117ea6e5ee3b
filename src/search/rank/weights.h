// SPDX-License-Identifier: ISC
//
// weights: every number of the ranking, in one place.  docs/ranking.md says how they were found.

#ifndef BODYMAP_SEARCH_RANK_WEIGHTS_H
#define BODYMAP_SEARCH_RANK_WEIGHTS_H

#include "index/book.h"

struct field_weight {
	float weight; // of a word in this field beside one in the body
	float length; // how much a long field counts against it: BM25's b
};

struct weights {
	float k1; // saturation: how soon more of the same word stops helping
	struct field_weight field[FIELD_COUNT];
	float page_title;  // of a word in the title, where pages are the hits
	float stop;        // of a word too common to decide
	float exact;       // more, for the word as typed and not only its stem
	float near;        // of two neighbouring words of the query that stand near
	float near_words;  // how near at most
	float title;       // of the query's words in a title, by the share of the title they are
	float exact_title; // of being the title or an alias
	float synonym, joined, prefix, corrected; // qualities beside the word itself
	float leads_on;                           // of a section that is little more than links
	float support;                            // of the best other hit of its page, for each hit
	float same_page;                          // of a hit for each better one of its page
	float feedback; // of words from the best sections beside those of the query
	float feedback_k;
};

extern const struct weights weights;

#endif
