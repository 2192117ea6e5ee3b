// SPDX-License-Identifier: ISC

#include "search/spread.h"

static struct spread_leaf *leaf_of(struct spread *spread, uint32_t section, struct arena *arena)
{
	struct spread_leaf **leaf = &spread->leaves[section / SPREAD_LEAF];
	if (!*leaf)
		*leaf = arena_new(arena, struct spread_leaf);
	return *leaf;
}

static void add_other(struct spread_leaf *leaf, struct norms *norms, uint32_t section,
		      const uint16_t count[FIELD_COUNT])
{
	uint32_t i = section % SPREAD_LEAF, titles = (uint32_t)leaf->titles[i] + count[FIELD_TITLE];
	leaf->bulk[i] += norms_bulk(norms, section, count);
	leaf->titles[i] = (uint8_t)(titles < UINT8_MAX ? titles : UINT8_MAX);
}

static_assert((int)SPREAD_LEAF == (int)NORMS_BODIES, "a leaf has its norms in one place");

static void add_batch(struct spread *spread, struct norms *norms, const struct post *post,
		      struct arena *arena)
{
	const uint32_t held = post->held;
	for (uint32_t at = 0; at < held;) {
		uint32_t from = post->section[at] / SPREAD_LEAF * SPREAD_LEAF;
		struct spread_leaf *leaf = leaf_of(spread, from, arena);
		const float *bodies = norms_bodies(norms, from);
		for (; at < held && post->section[at] - from < SPREAD_LEAF; at++) {
			uint32_t i = post->section[at] - from;
			leaf->held[i / 64] |= (uint64_t)1 << i % 64;
			if (post->other[at]) {
				add_other(leaf, norms, from + i, post->others[post->other[at] - 1]);
				continue;
			}
			float norm = bodies[i] > 0 ? bodies[i] : norms_fill(norms, from + i);
			leaf->bulk[i] += (float)(int)post->body[at] * norm;
		}
	}
}

static void drop_gone(struct spread *spread, const struct book *book)
{
	enum { WORDS = SPREAD_LEAF / 64 };
	for (uint32_t w = 0; w < WORDS * spread->nleaves; w++) {
		if (spread->leaves[w / WORDS])
			spread->leaves[w / WORDS]->held[w % WORDS] &= ~book_gone_sections(book, w);
	}
}

struct spread *spread_make(struct norms *norms, struct range terms, struct arena *arena)
{
	struct spread *spread = arena_new(arena, struct spread);
	spread->nleaves = book_nsections(norms->book) / SPREAD_LEAF + 1;
	spread->leaves = arena_array(arena, struct spread_leaf *, spread->nleaves);
	struct term_scan scan;
	term_scan_open(norms->book, terms, &scan);
	while (term_scan_next(&scan))
		add_batch(spread, norms, &scan.post, arena);
	drop_gone(spread, norms->book);
	return spread;
}

uint32_t spread_next(const struct spread *spread, uint32_t section)
{
	enum { WORDS = SPREAD_LEAF / 64 };
	uint32_t word = section / 64;
	uint64_t from = ~(uint64_t)0 << section % 64;
	for (; word / WORDS < spread->nleaves; word++, from = ~(uint64_t)0) {
		const struct spread_leaf *leaf = spread->leaves[word / WORDS];
		if (!leaf) {
			word |= WORDS - 1;
			continue;
		}
		uint64_t held = leaf->held[word % WORDS] & from;
		if (held)
			return 64 * word + (uint32_t)__builtin_ctzll(held);
	}
	return BOOK_NONE;
}
