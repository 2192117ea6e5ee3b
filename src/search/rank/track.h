// SPDX-License-Identifier: ISC
//
// track: the streams of a unit moving together, and the most they can add to a score.

#ifndef BODYMAP_SEARCH_RANK_TRACK_H
#define BODYMAP_SEARCH_RANK_TRACK_H

#include "search/rank/norms.h"
#include "search/rank/stream.h"
#include "search/rank/weights.h"

struct track {
	const struct unit *unit;
	uint32_t index; // of the unit in the plan
	struct stream *streams;
	uint32_t nstreams;
	uint32_t section; // the first that any of the streams holds
	float most;       // the most it adds to a section's score
	float pairs;      // of that, for standing near its neighbours
};

void track_open(const struct book *book, const struct unit *unit, struct norms *norms,
		struct arena *arena, struct track *track);

// To the first section >= `section`; never backwards.
void track_seek(struct track *track, uint32_t section);

// BM25's saturation of a bulk (search/rank/score.c).
static inline float track_saturated(float bulk)
{
	return bulk * (weights.k1 + 1) / (weights.k1 + bulk);
}

#endif
