// SPDX-License-Identifier: ISC
//
// stream: the sections that hold a member of a unit, in order, with its counts: a term's posting
// list as it is, or a list made for a phrase or for all terms that begin alike.

#ifndef BODYMAP_SEARCH_RANK_STREAM_H
#define BODYMAP_SEARCH_RANK_STREAM_H

#include "search/plan.h"
#include "search/rank/spread.h"

struct stream {
	struct posting now; // section BOOK_NONE behind the last; its counts: stream_count
	float quality;
	uint32_t term; // BOOK_NONE for a list that was made
	// The reader's own.
	const struct posting *list;
	uint32_t count, at;
	struct post_bound bound;    // of the list
	const struct tally *spread; // of terms that begin alike; NULL for others
	struct post post;           // of a term, else nothing
};

// At its first section.
void stream_open(const struct book *book, const struct member *member, struct arena *arena,
		 struct stream *stream);
void stream_open_prefix(const struct book *book, struct range terms, float quality,
			struct arena *arena, struct stream *stream);

// To the first section >= `section`; never backwards.
void stream_seek(struct stream *stream, uint32_t section);

// How often the current posting's section holds the member, by field; until the stream moves.
const uint16_t *stream_count(struct stream *stream);

// What the current posting comes to: see search/rank/norms.h.
float stream_bulk(struct stream *stream, struct norms *norms);

// As post_list_bound.
struct post_bound stream_list_bound(const struct stream *stream);

#endif
