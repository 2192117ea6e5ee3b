// SPDX-License-Identifier: ISC
//
// track: the streams of a unit moving together, and the most they can add to a score: in any
// section, and in those of the blocks at hand (block maxima: Ding, Suel, "Faster Top-k Document
// Retrieval Using Block-Max Indexes", SIGIR 2011).

#ifndef BODYMAP_SEARCH_TRACK_H
#define BODYMAP_SEARCH_TRACK_H

#include "search/stream.h"

// How long the fields of the book's sections are on average, at least 1.
struct averages {
	float of[FIELD_COUNT];
};

struct track {
	const struct unit *unit;
	uint32_t index; // of the unit in the plan
	struct stream *streams;
	uint32_t nstreams;
	uint32_t section; // the first that any of the streams holds
	float most;       // the most it adds to a section's score
	float pairs;      // of that, for standing near its neighbours
	float block_most; // the same from the section last asked for up to block_last
	uint32_t block_last;
};

void track_open(const struct book *book, const struct unit *unit, const struct averages *averages,
		struct arena *arena, struct track *track);

// To the first section >= `section`; never backwards.
void track_seek(struct track *track, uint32_t section);

// Sets block_most and block_last for `section`, which is not before the track's own.
void track_look(struct track *track, const struct averages *averages, uint32_t section);

// BM25's saturation of a bulk (search/score.c).
float track_saturated(float bulk);

#endif
