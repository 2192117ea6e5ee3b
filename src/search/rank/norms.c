// SPDX-License-Identifier: ISC

#include "search/rank/norms.h"

#include "search/rank/weights.h"

static float weight_of(const struct norms *norms, enum field field)
{
	return field == FIELD_TITLE ? norms->title : weights.field[field].weight;
}

static float compute(const struct norms *norms, enum field field, uint32_t length)
{
	float b = weights.field[field].length;
	return weight_of(norms, field) / (1 - b + b * (float)length / norms->average[field]);
}

static void tabulate(struct norms *norms, enum field field)
{
	for (uint32_t length = 0; length < NORMS_SHORT; length++)
		norms->at[field][length] = compute(norms, field, length);
}

void norms_open(const struct book *book, struct arena *arena, struct norms *norms)
{
	uint32_t leaves = book_nsections(book) / NORMS_LEAF + 1;
	*norms = (struct norms){.book = book, .arena = arena};
	norms->title = weights.field[FIELD_TITLE].weight;
	norms->body = arena_array(arena, float *, book_nsections(book) / NORMS_BODIES + 1);
	norms->most = arena_array(arena, float, leaves);
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		float average = book_field_average(book, field);
		norms->average[field] = average > 1 ? average : 1;
		norms->length[field] = arena_array(arena, uint8_t *, leaves);
		tabulate(norms, field);
	}
}

void norms_for(struct norms *norms, bool pages)
{
	float title = pages ? weights.page_title : weights.field[FIELD_TITLE].weight;
	if (title == norms->title)
		return;
	norms->title = title;
	tabulate(norms, FIELD_TITLE);
}

float norms_at(const struct norms *norms, enum field field, uint32_t length)
{
	return length < NORMS_SHORT ? norms->at[field][length] : compute(norms, field, length);
}

static const uint8_t *fill_lengths(struct norms *norms, enum field field, uint32_t leaf)
{
	uint32_t lengths[NORMS_LEAF];
	uint8_t *kept = norms->length[field][leaf] = arena_array(norms->arena, uint8_t, NORMS_LEAF);
	book_field_lengths(norms->book, leaf, field, lengths);
	for (uint32_t i = 0; i < NORMS_LEAF; i++)
		kept[i] = (uint8_t)(lengths[i] < NORMS_SHORT ? lengths[i] : NORMS_SHORT);
	return kept;
}

const uint8_t *norms_lengths(struct norms *norms, enum field field, uint32_t section)
{
	const uint8_t *leaf = norms->length[field][section / NORMS_LEAF];
	return leaf ? leaf : fill_lengths(norms, field, section / NORMS_LEAF);
}

float norms_of(struct norms *norms, enum field field, uint32_t section)
{
	uint32_t length = norms_lengths(norms, field, section)[section % NORMS_LEAF];
	if (length < NORMS_SHORT)
		return norms->at[field][length];
	return norms_at(norms, field, book_field_length(norms->book, section, field));
}

float *norms_bodies(struct norms *norms, uint32_t section)
{
	float **leaf = &norms->body[section / NORMS_BODIES];
	if (!*leaf)
		*leaf = arena_array(norms->arena, float, NORMS_BODIES);
	return *leaf;
}

float norms_fill(struct norms *norms, uint32_t section)
{
	uint32_t lengths[NORMS_LEAF];
	float *bodies = norms_bodies(norms, section), *body, most = 0;
	body = &bodies[section % NORMS_BODIES / NORMS_LEAF * NORMS_LEAF];
	book_field_lengths(norms->book, section / NORMS_LEAF, FIELD_BODY, lengths);
	for (uint32_t i = 0; i < NORMS_LEAF; i++)
		body[i] = norms_at(norms, FIELD_BODY, lengths[i]);
	for (uint32_t i = 0; i < NORMS_LEAF; i++)
		most = body[i] > most ? body[i] : most;
	norms->most[section / NORMS_LEAF] = most;
	return bodies[section % NORMS_BODIES];
}

float norms_most(struct norms *norms, uint32_t section)
{
	float *most = &norms->most[section / NORMS_LEAF];
	if (*most == 0)
		norms_fill(norms, section);
	return *most;
}

float norms_bulk(struct norms *norms, uint32_t section, const uint16_t count[FIELD_COUNT])
{
	float bulk = 0;
	if (count[FIELD_BODY])
		bulk = (float)count[FIELD_BODY] * norms_body(norms, section);
	for (enum field field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
		if (count[field])
			bulk += (float)count[field] * norms_of(norms, field, section);
	}
	return bulk;
}
