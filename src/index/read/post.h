// SPDX-License-Identifier: ISC
//
// post: what reads a posting list and what reads its positions have in common.

#ifndef BODYMAP_INDEX_READ_POST_H
#define BODYMAP_INDEX_READ_POST_H

#include "index/posting.h"
#include "index/read/shelf.h"
#include "index/terms.h"

// Notes that the list is damaged, and ends it; returns false.
bool post_wrong(struct post *post);

static inline struct image *post_image(const struct post *post)
{
	return &post->book->shelf->image;
}

// `len` bytes of the list from `offset`, or NULL.
static inline const uint8_t *post_bytes(const struct post *post, uint64_t offset, uint64_t len)
{
	if (offset > post->bytes || len > post->bytes - offset)
		return NULL;
	return image_at(post_image(post), PART_LISTS, post->list + offset, len);
}

static inline bool post_has_skips(const struct post *post)
{
	return post->sections > FORMAT_BLOCK;
}

static inline const uint8_t *post_skip(const struct post *post, uint32_t block)
{
	return post_bytes(post, FORMAT_LIST + (uint64_t)FORMAT_SKIP * block, FORMAT_SKIP);
}

// How many positions a posting of the decoded block has.
static inline uint32_t post_places(const struct post *post, uint32_t at)
{
	uint32_t row = post->other[at];
	return row ? posting_places(post->others[row - 1]) : post->body[at];
}

#endif
