// SPDX-License-Identifier: ISC
//
// norms: what one occurrence of a word counts in a field of a section: the field's weight, less in a
// field that is longer than the average (BM25F: search/rank/score.c).

#ifndef BODYMAP_SEARCH_RANK_NORMS_H
#define BODYMAP_SEARCH_RANK_NORMS_H

#include "index/terms.h"

enum { NORMS_LEAF = 128, NORMS_BODIES = 2048, NORMS_SHORT = 255 };

struct norms {
	const struct book *book;
	struct arena *arena;
	float title;                        // weight of a page's title
	float average[FIELD_COUNT];         // length of a field in words, at least 1
	float at[FIELD_COUNT][NORMS_SHORT]; // of fields that long
	// By section, in leaves that are filled when first asked for.
	float **body;                  // norms of bodies; 0: not yet known
	float *most;                   // the largest of NORMS_LEAF bodies, likewise
	uint8_t **length[FIELD_COUNT]; // of other fields; NORMS_SHORT: as long or longer
};

// What it keeps lies in the arena.
void norms_open(const struct book *book, struct arena *arena, struct norms *norms);

// A title names its page: for hits that are pages it weighs most.  Sections are told apart by their
// headings, and a page's title is one more of these.
void norms_for(struct norms *norms, bool pages);

// Of a field that long.
float norms_at(const struct norms *norms, enum field field, uint32_t length);

float norms_of(struct norms *norms, enum field field, uint32_t section);

// How long the field is in the NORMS_LEAF sections of which the first is given; NORMS_SHORT: as long
// or longer.
const uint8_t *norms_lengths(struct norms *norms, enum field field, uint32_t section);

// Those of NORMS_BODIES bodies, of which the section's is one; 0 for one that nobody asked for.
float *norms_bodies(struct norms *norms, uint32_t section);

// Computes a body's, and its neighbours'.
float norms_fill(struct norms *norms, uint32_t section);

// The largest norm of the NORMS_LEAF bodies of which the first is given.
float norms_most(struct norms *norms, uint32_t section);

// Of a section's body, which is asked for by nearly every posting.
static inline float norms_body(struct norms *norms, uint32_t section)
{
	const float *leaf = norms->body[section / NORMS_BODIES];
	float norm = leaf ? leaf[section % NORMS_BODIES] : 0;
	return norm > 0 ? norm : norms_fill(norms, section);
}

// Of a posting: its counts in all fields.
float norms_bulk(struct norms *norms, uint32_t section, const uint16_t count[FIELD_COUNT]);

#endif
