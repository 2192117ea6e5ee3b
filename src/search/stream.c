// SPDX-License-Identifier: ISC

#include "search/stream.h"

enum { POSITIONS = 512 }; // of a word in a section that a phrase looks at

static void settle(struct stream *stream)
{
	if (stream->at < stream->count)
		stream->now = stream->list[stream->at];
	else
		stream->now.section = BOOK_NONE;
}

void stream_seek(struct stream *stream, uint32_t section)
{
	if (stream->now.section >= section)
		return;
	if (stream->term != BOOK_NONE) {
		post_seek(&stream->post, section);
		stream->now = stream->post.now;
		return;
	}
	uint32_t low = stream->at, high = stream->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (stream->list[middle].section < section)
			low = middle + 1;
		else
			high = middle;
	}
	stream->at = low;
	settle(stream);
}

// How often b stands right behind a; what is left of `a` are the places of b.
static uint32_t step(uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb)
{
	uint32_t found = 0;
	for (uint32_t i = 0, j = 0; i < na && j < nb;) {
		if (a[i] + 1 == b[j]) {
			a[found++] = b[j];
			i++;
			j++;
		} else if (a[i] + 1 < b[j]) {
			i++;
		} else {
			j++;
		}
	}
	return found;
}

// Moves all posts to the first section >= that of the first which all of them hold.
static bool meet(struct post *posts, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		uint32_t section = posts[0].now.section;
		if (section == BOOK_NONE || !post_seek(&posts[i], section))
			return false;
		if (posts[i].now.section != section) {
			if (!post_seek(&posts[0], posts[i].now.section))
				return false;
			i = 0;
		}
	}
	return posts[0].now.section != BOOK_NONE;
}

static uint32_t side_by_side(struct post *posts, uint32_t count)
{
	uint32_t places[POSITIONS], next[POSITIONS];
	uint32_t found = post_positions(&posts[0], places, POSITIONS);
	for (uint32_t i = 1; i < count && found; i++) {
		uint32_t n = post_positions(&posts[i], next, POSITIONS);
		found = step(places, found, next, n);
	}
	return found;
}

static void make_phrase(const struct book *book, const struct member *member, struct arena *arena,
			struct stream *stream)
{
	VEC(struct posting) list = {0};
	struct post *posts = arena_array(arena, struct post, member->nterms);
	bool more = true;
	for (uint32_t i = 0; i < member->nterms; i++) {
		post_open(book, member->terms[i], &posts[i]);
		more = post_next(&posts[i]) && more;
	}
	while (more && meet(posts, member->nterms)) {
		uint32_t found = side_by_side(posts, member->nterms);
		if (found)
			*vec_push(arena, &list) = (struct posting){
				.section = posts[0].now.section,
				.count = {[FIELD_BODY] = (uint16_t)found},
			};
		more = post_next(&posts[0]);
	}
	stream->list = list.at;
	stream->count = list.count;
}

void stream_open(const struct book *book, const struct member *member, struct arena *arena,
		 struct stream *stream)
{
	*stream = (struct stream){.quality = member->quality, .term = BOOK_NONE};
	if (member->nterms == 1) {
		stream->term = member->terms[0];
		post_open(book, stream->term, &stream->post);
		post_next(&stream->post);
		stream->now = stream->post.now;
		return;
	}
	make_phrase(book, member, arena, stream);
	settle(stream);
}

static void add_counts(struct posting *sum, const struct posting *more)
{
	for (uint32_t f = 0; f < FIELD_COUNT; f++) {
		uint32_t both = (uint32_t)sum->count[f] + more->count[f];
		sum->count[f] = (uint16_t)(both < UINT16_MAX ? both : UINT16_MAX);
	}
}

// A slot for each section says where in the list it stands, so that thousands of terms are added up
// without sorting.
void stream_open_prefix(const struct book *book, struct range terms, float quality,
			struct arena *arena, struct stream *stream)
{
	VEC(struct posting) sums = {0};
	uint32_t nsections = book_nsections(book), count = 0;
	uint32_t *slots = arena_array(arena, uint32_t, nsections + 1); // 0: none
	for (uint32_t term = terms.from; term < terms.to; term++) {
		struct post post;
		post_open(book, term, &post);
		while (post_next(&post)) {
			uint32_t *slot = &slots[post.now.section];
			if (*slot) {
				add_counts(&sums.at[*slot - 1], &post.now);
			} else {
				*vec_push(arena, &sums) = post.now;
				*slot = sums.count;
			}
		}
	}
	struct posting *list = arena_array(arena, struct posting, sums.count + 1);
	for (uint32_t s = 0; s < nsections; s++) {
		if (slots[s])
			list[count++] = sums.at[slots[s] - 1];
	}
	*stream = (struct stream){
		.quality = quality, .term = BOOK_NONE, .list = list, .count = count};
	settle(stream);
}
