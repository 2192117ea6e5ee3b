// SPDX-License-Identifier: ISC

#include "search/rank/presence.h"

struct presence presence_open(uint32_t nsections, uint32_t more, struct arena *arena)
{
	size_t words = nsections / 64 + 1 + more / 64;
	return (struct presence){
		.there = arena_array(arena, uint64_t, words),
		.several = arena_array(arena, uint64_t, words),
	};
}

static void mark(struct presence *presence, uint32_t section)
{
	uint64_t *there = &presence->there[section / 64], bit = (uint64_t)1 << section % 64;
	presence->several[section / 64] |= *there & bit;
	*there |= bit;
}

static void mark_list(struct presence *presence, const struct stream *stream)
{
	struct post post = stream->post;
	bool more = post.now.section != BOOK_NONE;
	for (; more; more = post_next_block(&post)) {
		for (uint32_t at = 0; at < post.held; at++)
			mark(presence, post.section[at]);
	}
}

static void mark_spread(struct presence *presence, const struct tally *spread)
{
	for (uint32_t word = 0; word < TALLY_BLOCK / 64 * spread->nblocks; word++) {
		presence->several[word] |= presence->there[word] & spread->held[word];
		presence->there[word] |= spread->held[word];
	}
}

void presence_add(struct presence *presence, const struct stream *stream)
{
	if (stream->term != BOOK_NONE) {
		mark_list(presence, stream);
	} else if (stream->spread) {
		mark_spread(presence, stream->spread);
	} else {
		for (uint32_t at = 0; at < stream->count; at++)
			mark(presence, stream->list[at].section);
	}
}

// Hacker's Delight (Warren 2012), chapter 5.
static uint32_t count_bits(uint64_t bits)
{
	bits -= bits >> 1 & 0x5555555555555555;
	bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
	return (uint32_t)(((bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f) * 0x0101010101010101 >> 56);
}

uint32_t presence_count(struct presence *presence, const struct book *book)
{
	uint32_t nsections = book_nsections(book), count = 0;
	bool gone = book_live_sections(book) < nsections;
	for (uint32_t word = 0; word <= nsections / 64; word++) {
		if (gone)
			presence->there[word] &= ~book_gone_sections(book, word);
		count += count_bits(presence->there[word]);
	}
	return count;
}
