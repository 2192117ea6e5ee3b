// SPDX-License-Identifier: ISC
//
// spread: what all terms that begin alike come to, section by section (search/norms.h).

#ifndef BODYMAP_SEARCH_SPREAD_H
#define BODYMAP_SEARCH_SPREAD_H

#include "index/tally.h"
#include "search/norms.h"

// In a section that holds any of them.
float spread_bulk(const struct tally *tally, struct norms *norms, uint32_t section);

// In all sections of a block that holds any; 0 in those that hold none.
void spread_bulks(const struct tally *tally, struct norms *norms, uint32_t block,
		  float bulks[TALLY_BLOCK]);

#endif
