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

// A filter with a regex is settled at once, before it is asked: `among` has a bit for each section
// that matters; NULL: all do.  How often regexes are found need be known of the `best` sections
// only, in which they are most often; the earlier of two comes first.  It lives in the arena from
// then on.
bool filter_has_regex(const struct filter *filter);
void filter_settle(struct filter *filter, const uint64_t *among, uint32_t best,
		   struct arena *arena);

// The first section >= `section` that may keep all conditions, by the lists of those that have one;
// BOOK_NONE if there is none.  Never backwards.
uint32_t filter_next(struct filter *filter, uint32_t section);

// Whether a section keeps all conditions; sections must come in ascending order, as filter_next gave
// them.  *found is how often regexes were found in it.
bool filter_holds(struct filter *filter, uint32_t section, uint32_t *found);

// A regex ran out of time or memory: there may be more hits.
bool filter_stopped(const struct filter *filter);

#endif
