// SPDX-License-Identifier: ISC
//
// spread: what all terms that begin alike come to, section by section (search/rank/norms.h).

#ifndef BODYMAP_SEARCH_RANK_SPREAD_H
#define BODYMAP_SEARCH_RANK_SPREAD_H

#include "index/tally.h"
#include "search/rank/norms.h"

// In a section that holds any of them.
float spread_bulk(const struct tally *tally, struct norms *norms, uint32_t section);

// What is known of adjacent blocks, of which much is asked for twice, or never.
enum { SPREAD_BLOCKS = NORMS_BODIES / TALLY_BLOCK };
struct spread {
	const struct tally *tally;
	struct norms *norms;
	float most[SPREAD_BLOCKS]; // less than 0: not yet known
	bool known[SPREAD_BLOCKS]; // the bulks
	float bulks[SPREAD_BLOCKS][TALLY_BLOCK];
};

void spread_open(const struct tally *tally, struct norms *norms, struct spread *spread);

// What the terms come to in the sections of a block that holds any; 0 in those that hold none.
const float *spread_bulks(struct spread *spread, uint32_t block);

// At least what they come to in any of them; INFINITY when one of them holds more than is known.
float spread_most(struct spread *spread, uint32_t block);

// A bit for each of 64 that come to as much.
uint64_t spread_at_least(const float bulks[64], float least);

#endif
