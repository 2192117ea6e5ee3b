// SPDX-License-Identifier: ISC
//
// presence: in which sections the words of a query are, and in which of them more than one list is.

#ifndef BODYMAP_SEARCH_RANK_PRESENCE_H
#define BODYMAP_SEARCH_RANK_PRESENCE_H

#include "search/rank/stream.h"

struct presence {
	uint64_t *there;   // a bit for each section that holds any of the words
	uint64_t *several; // and for each that is in several lists
};

// None yet, of `nsections`, with room for bits of `more` behind them; in the arena.
struct presence presence_open(uint32_t nsections, uint32_t more, struct arena *arena);

// Adds the sections of a stream, which does not move.
void presence_add(struct presence *presence, const struct stream *stream);

// Takes out the sections that are no more and returns how many there are.
uint32_t presence_count(struct presence *presence, const struct book *book);

static inline bool presence_is(const uint64_t *bits, uint32_t section)
{
	return bits[section / 64] >> section % 64 & 1;
}

#endif
