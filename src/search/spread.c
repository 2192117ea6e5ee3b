// SPDX-License-Identifier: ISC

#include "search/spread.h"

#include <string.h>

#include "index/bits.h"

enum { WORDS = TALLY_LEAF / 64, BLOCK_WORDS = NORMS_LEAF / 64 };

static_assert((int)TALLY_LEAF == (int)NORMS_BODIES, "a leaf has its norms in one place");

static const struct tally_leaf *leaf_of(const struct tally *tally, uint32_t section)
{
	return &tally->leaves[section / TALLY_LEAF];
}

uint32_t spread_titles(const struct tally *tally, uint32_t section)
{
	const uint8_t *titles = leaf_of(tally, section)->other[FIELD_TITLE];
	return titles ? titles[section % TALLY_LEAF] : 0;
}

float spread_bulk(const struct tally *tally, struct norms *norms, uint32_t section)
{
	const struct tally_leaf *leaf = leaf_of(tally, section);
	uint32_t i = section % TALLY_LEAF;
	float bulk = (float)(int)leaf->body[i] * norms_body(norms, section);
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (leaf->other[field] && leaf->other[field][i])
			bulk += (float)(int)leaf->other[field][i] * norms_of(norms, field, section);
	}
	return bulk;
}

static void add_field(const uint8_t *counts, struct norms *norms, enum field field,
		      uint32_t section, float bulks[NORMS_LEAF])
{
	const uint8_t *lengths = NULL;
	for (uint32_t word = 0; word < BLOCK_WORDS; word++) {
		uint64_t held = bits_of_bytes(counts + (size_t)64 * word);
		if (held && !lengths)
			lengths = norms_lengths(norms, field, section);
		while (held) {
			uint32_t i = 64 * word + bits_take(&held);
			float norm = lengths[i] < NORMS_SHORT ? norms->at[field][lengths[i]]
							      : norms_of(norms, field, section + i);
			bulks[i] += (float)(int)counts[i] * norm;
		}
	}
}

// In as many sections as have their lengths in one place.
static void add_block(const struct tally_leaf *leaf, uint32_t from, struct norms *norms,
		      uint32_t section, float bulks[NORMS_LEAF])
{
	const float *bodies = norms_bodies(norms, section) + from;
	const uint16_t *body = leaf->body + from;
	if (bodies[0] == 0)
		norms_fill(norms, section);
	for (uint32_t i = 0; i < NORMS_LEAF; i++)
		bulks[i] = (float)(int)body[i] * bodies[i];
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (leaf->other[field])
			add_field(leaf->other[field] + from, norms, field, section, bulks);
	}
}

void spread_bulks(const struct tally *tally, struct norms *norms, uint32_t section,
		  float bulks[TALLY_LEAF])
{
	const struct tally_leaf *leaf = leaf_of(tally, section);
	for (uint32_t i = 0; i < TALLY_LEAF; i += NORMS_LEAF) {
		const uint64_t *held = leaf->held + i / 64;
		if (held[0] | held[1])
			add_block(leaf, i, norms, section + i, bulks + i);
		else
			memset(bulks + i, 0, NORMS_LEAF * sizeof *bulks);
	}
}
