// SPDX-License-Identifier: ISC
//
// tallied: a tally beside what the posting lists of its terms say one by one.

#ifndef BODYMAP_TESTS_TALLIED_H
#define BODYMAP_TESTS_TALLIED_H

#include <stdlib.h>
#include <string.h>

#include "index/tally.h"

// A book's section: how often the terms are in each field.
struct counted {
	uint32_t count[FIELD_COUNT];
	bool held;
};

static inline void count_postings(const struct book *book, struct range terms,
				  struct counted *sections)
{
	struct post post;
	for (uint32_t term = terms.from; term < terms.to; term++) {
		post_open(book, term, &post);
		while (post_next(&post)) {
			struct counted *section = &sections[post.now.section];
			section->held = true;
			for (enum field f = 0; f < FIELD_COUNT; f++)
				section->count[f] += post.now.count[f];
		}
	}
}

static inline uint32_t at_most(uint32_t count, uint32_t most)
{
	return count < most ? count : most;
}

static inline void check_section(const struct tally *tally, uint32_t section,
				 const struct counted *is)
{
	for (enum field f = 0; f < FIELD_COUNT; f++)
		assert_int_equal(tally_count(tally, section, f),
				 at_most(is->count[f], f == FIELD_BODY ? 65535 : 255));
}

static inline void check_tally(const struct book *book, struct range terms)
{
	struct arena arena = {0};
	uint32_t all = book_nsections(book), next = 0;
	struct counted *sections = arena_array(&arena, struct counted, all);
	const struct tally *tally = tally_terms(book, terms, &arena);
	count_postings(book, terms, sections);
	for (uint32_t s = 0; s < all; s++) {
		if (!sections[s].held)
			continue;
		assert_int_equal(tally_next(tally, next), s);
		check_section(tally, s, &sections[s]);
		next = s + 1;
	}
	assert_int_equal(tally_next(tally, next), BOOK_NONE);
	arena_release(&arena);
}

#endif
