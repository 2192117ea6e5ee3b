// SPDX-License-Identifier: ISC
//
// marker: finds the words of a query in a text.

#ifndef BODYMAP_SEARCH_MARKER_H
#define BODYMAP_SEARCH_MARKER_H

#include "search/plan.h"

struct mark {
	struct range text;
	uint32_t unit; // of the plan; MARK_REGEX: a match of a regex
	float weight;
};

#define MARK_REGEX UINT32_MAX

// The marker of a plan, made once for each.
struct marker *marker_of(struct searcher *searcher, struct plan *plan);

// The weights of all units that words may stand for, together.
float marker_all(const struct marker *marker);

// All words of valid `text` that stand for a unit, ascending by where they begin; those of a joined
// word may overlap its parts.
uint32_t marker_find(const struct marker *marker, struct str text, struct arena *arena,
		     struct mark **marks);

#endif
