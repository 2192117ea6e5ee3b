// SPDX-License-Identifier: ISC
//
// steps: where an arrow key leads on a map: in space, not along a list.
//
// A table made once from the shapes: for each place and direction the best place that lies there,
// by distance, overlap and alignment, walking round the body where a figure is left by its side.
// Only places that take part are led to, and each of them can be reached from each other one.

#ifndef BODYMAP_VIEW_MAP_STEPS_H
#define BODYMAP_VIEW_MAP_STEPS_H

#include "page/map/map.h"

enum step { STEP_UP, STEP_DOWN, STEP_LEFT, STEP_RIGHT, STEP_COUNT };

struct steps {
	uint32_t (*next)[STEP_COUNT]; // by place; itself where there is nowhere to go
	uint32_t nplaces;
};

// `active[p]` says whether place p takes part; the others lead somewhere too, but nowhere leads to
// them.  Lives in the arena.
void steps_make(const struct map *map, const bool *active, struct arena *arena,
		struct steps *steps);

enum step steps_opposite(enum step step);

// The fewest steps from `from` to each place, UINT32_MAX where no steps lead; `far` has room for
// every place.
void steps_count(const struct steps *steps, uint32_t from, uint32_t *far, struct arena *arena);

#endif
