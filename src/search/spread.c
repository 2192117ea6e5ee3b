// SPDX-License-Identifier: ISC

#include "search/spread.h"

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

void spread_bulks(const struct tally *tally, struct norms *norms, uint32_t block,
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
