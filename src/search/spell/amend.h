// SPDX-License-Identifier: ISC
//
// amend: a query as the book can answer it: misspelt words corrected, words that were parted or
// joined put right, and what was done said in words.

#ifndef BODYMAP_SEARCH_SPELL_AMEND_H
#define BODYMAP_SEARCH_SPELL_AMEND_H

#include "search/plan.h"

// Reads plan->text into plan->query, `corrected`, `reading` and `unknown`.  A word that the book
// has is never changed, nor is anything in quotes.
void amend_query(struct searcher *searcher, struct plan *plan);

#endif
