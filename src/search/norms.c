// SPDX-License-Identifier: ISC

#include "search/norms.h"

#include "search/weights.h"

void norms_open(const struct book *book, struct arena *arena, struct norms *norms)
{
	*norms = (struct norms){.book = book, .arena = arena};
	norms->body = arena_array(arena, float *, book_nsections(book) / NORMS_LEAF + 1);
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		float average = book_field_average(book, field);
		norms->average[field] = average > 1 ? average : 1;
	}
}

void norms_for(struct norms *norms, bool pages)
{
	norms->title = pages ? weights.page_title : weights.field[FIELD_TITLE].weight;
}

float norms_at(const struct norms *norms, enum field field, uint32_t length)
{
	float b = weights.field[field].length;
	float weight = field == FIELD_TITLE ? norms->title : weights.field[field].weight;
	return weight / (1 - b + b * (float)length / norms->average[field]);
}

float norms_of(const struct norms *norms, enum field field, uint32_t section)
{
	return norms_at(norms, field, book_field_length(norms->book, section, field));
}

const float *norms_fill(struct norms *norms, uint32_t leaf)
{
	float *body = norms->body[leaf] = arena_array(norms->arena, float, NORMS_LEAF);
	uint32_t from = leaf * NORMS_LEAF, count = book_nsections(norms->book);
	for (uint32_t i = 0; i < NORMS_LEAF && from + i < count; i++)
		body[i] = norms_of(norms, FIELD_BODY, from + i);
	return body;
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
