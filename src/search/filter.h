// SPDX-License-Identifier: ISC
//
// filter: asks a plan's conditions, and those of the search's options, section by section.

#ifndef BODYMAP_SEARCH_FILTER_H
#define BODYMAP_SEARCH_FILTER_H

#include "search/condition.h"

struct filter;

// Lives in the arena.
struct filter *filter_open(struct searcher *searcher, const struct plan *plan,
			   const struct search_options *options, struct arena *arena);

// False when every section keeps all conditions, because there are none.
bool filter_is_needed(const struct filter *filter);

// The first section >= `section` that may keep all conditions, by the lists of those that have one;
// BOOK_NONE if there is none.  Never backwards.
uint32_t filter_next(struct filter *filter, uint32_t section);

// Whether a section keeps all conditions; sections must come in ascending order.  *found is how
// often a regex was found in it.
bool filter_holds(struct filter *filter, uint32_t section, uint32_t *found);

// A regex ran out of time or memory: there may be more hits.
bool filter_stopped(const struct filter *filter);

// Gives back what it holds besides its arena.
void filter_close(struct filter *filter);

#endif
