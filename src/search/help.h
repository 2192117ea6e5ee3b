// SPDX-License-Identifier: ISC
//
// help: what would match, when nothing does.

#ifndef BODYMAP_SEARCH_HELP_H
#define BODYMAP_SEARCH_HELP_H

#include "search/plan.h"

// One line: how many sections match without the conditions, words the unknown ones are near to,
// titles that begin alike.  Lives in the arena.
struct str help_with(struct searcher *searcher, const struct plan *plan,
		     const struct search_options *options, struct arena *arena);

#endif
