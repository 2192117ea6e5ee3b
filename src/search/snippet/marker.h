// SPDX-License-Identifier: ISC
//
// marker: finds the words of a query in a text.

#ifndef BODYMAP_SEARCH_SNIPPET_MARKER_H
#define BODYMAP_SEARCH_SNIPPET_MARKER_H

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

// Whether what it finds may as well be found in a text as it is written.
bool marker_sees_source(const struct marker *marker);

// Weights of the units marked from mark `first` on and before byte `to`, each once.
float marks_worth(const struct mark *marks, uint32_t count, uint32_t first, uint32_t to);

// What a window is worth that begins in code or a table, beside one of prose.
#define MARKS_NOT_PROSE 0.9F

// All words of valid `text` that stand for a unit, ascending by where they begin; those of a joined
// word may overlap its parts.
uint32_t marker_find(const struct marker *marker, struct str text, struct arena *arena,
		     struct mark **marks);

#endif
