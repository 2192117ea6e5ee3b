// SPDX-License-Identifier: ISC

#include "search/rank/spread.h"

#include <math.h>

#include "index/bits.h"

static_assert((int)TALLY_BLOCK == (int)NORMS_LEAF, "a block has its lengths in one place");

float spread_bulk(const struct tally *tally, struct norms *norms, uint32_t section)
{
	float bulk = (float)(int)tally->body[section] * norms_body(norms, section);
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		uint32_t count = tally_count(tally, section, field);
		if (count)
			bulk += (float)(int)count * norms_of(norms, field, section);
	}
	return bulk;
}

static void add_field(const uint8_t counts[TALLY_BLOCK], struct norms *norms, enum field field,
		      uint32_t section, float bulks[TALLY_BLOCK])
{
	const uint8_t *lengths = norms_lengths(norms, field, section);
	for (uint32_t word = 0; word < TALLY_BLOCK / 64; word++) {
		uint64_t held = bits_of_bytes(counts + (size_t)64 * word);
		while (held) {
			uint32_t i = 64 * word + bits_take(&held);
			float norm = lengths[i] < NORMS_SHORT ? norms->at[field][lengths[i]]
							      : norms_of(norms, field, section + i);
			bulks[i] += (float)(int)counts[i] * norm;
		}
	}
}

void spread_open(const struct tally *tally, struct norms *norms, struct spread *spread)
{
	spread->tally = tally;
	spread->norms = norms;
	for (uint32_t block = 0; block < SPREAD_BLOCKS; block++) {
		spread->most[block] = -1;
		spread->known[block] = false;
	}
}

static void find_bulks(const struct tally *tally, struct norms *norms, uint32_t block,
		       float bulks[TALLY_BLOCK])
{
	uint32_t section = TALLY_BLOCK * block, fields = tally->fields[block];
	const uint16_t *body = tally->body + section;
	const float *bodies = norms_bodies(norms, section) + section % NORMS_BODIES;
	if (bodies[0] == 0)
		norms_fill(norms, section);
	for (uint32_t i = 0; i < TALLY_BLOCK; i++)
		bulks[i] = (float)(int)body[i] * bodies[i];
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (fields >> field & 1)
			add_field(tally->other[field] + section, norms, field, section, bulks);
	}
}

const float *spread_bulks(struct spread *spread, uint32_t block)
{
	uint32_t at = block % SPREAD_BLOCKS;
	if (!spread->known[at])
		find_bulks(spread->tally, spread->norms, block, spread->bulks[at]);
	spread->known[at] = true;
	return spread->bulks[at];
}

uint64_t spread_at_least(const float bulks[64], float least)
{
	uint8_t flags[64];
	for (int i = 0; i < 64; i++)
		flags[i] = bulks[i] >= least;
	return bits_of(flags);
}

static uint16_t most_of_words(const uint16_t counts[TALLY_BLOCK])
{
	uint16_t most = 0;
	for (uint32_t i = 0; i < TALLY_BLOCK; i++)
		most = counts[i] > most ? counts[i] : most;
	return most;
}

static uint8_t most_of_bytes(const uint8_t counts[TALLY_BLOCK])
{
	uint8_t most = 0;
	for (uint32_t i = 0; i < TALLY_BLOCK; i++)
		most = counts[i] > most ? counts[i] : most;
	return most;
}

static float find_most(const struct tally *tally, struct norms *norms, uint32_t block)
{
	uint32_t section = TALLY_BLOCK * block, fields = tally->fields[block];
	uint16_t body = most_of_words(tally->body + section);
	float bulk = (float)(int)body * norms_most(norms, section);
	bool all = body < UINT16_MAX;
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (!(fields >> field & 1))
			continue;
		uint8_t other = most_of_bytes(tally->other[field] + section);
		bulk += (float)(int)other * norms_at(norms, field, 0);
		all &= other < UINT8_MAX;
	}
	return all ? bulk : INFINITY;
}

float spread_most(struct spread *spread, uint32_t block)
{
	float *most = &spread->most[block % SPREAD_BLOCKS];
	if (*most < 0)
		*most = find_most(spread->tally, spread->norms, block);
	return *most;
}
