// SPDX-License-Identifier: ISC
//
// searcher: what the modules of this floor share while they search one book.

#ifndef BODYMAP_SEARCH_SEARCHER_H
#define BODYMAP_SEARCH_SEARCHER_H

#include "index/terms.h"
#include "search/rank/norms.h"
#include "search/snippet/recent.h"
#include "search/search.h"
#include "search/synonyms.h"

struct plan;
struct known;

struct searcher {
	const struct book *book;
	struct stemmer *stemmer;
	struct synonyms synonyms;
	struct arena arena; // as long as the searcher
	struct norms norms;
	uint32_t most_sections;  // that any term has; 0: not yet known
	uint8_t *title_words;    // by page: its title's words that say something, 255: not counted
	struct known *known;     // of stems: search/rank/feedback.c; NULL: none yet
	struct arena plan_arena; // of the last plan, kept for the snippets of its hits
	struct plan *plan;
	struct arena scratch; // of the search or the snippet at hand
	struct recent recent; // sections it has read
};

#endif
