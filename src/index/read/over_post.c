// SPDX-License-Identifier: ISC
//
// A term's list is that beneath without the sections that are gone, then that of the newer book.
// A post reads one of the two at a time, by what post.c does for a book alone.

#include <string.h>

#include "index/read/over.h"
#include "index/read/term.h"

void over_post_open(struct over *over, uint32_t term, struct post *post)
{
	uint32_t base, newer;
	over_split_term(over, term, &base, &newer);
	if (base == BOOK_NONE)
		post_open_at(&over->newer, newer, over_first_section(over), post);
	else
		post_open_at(&over->base, base, 0, post);
	post->later = base == BOOK_NONE ? BOOK_NONE : newer;
	post->over = over;
}

static bool is_dead(const struct post *post, const struct over *over)
{
	return post->book == &over->base && over_is_dead(over, post->now.section);
}

// Goes on with the newer list, if there is one that has not been read; from here on the post is one
// of a book alone.
static bool go_on(struct post *post, const struct over *over, uint32_t section)
{
	if (post->later == BOOK_NONE)
		return false;
	post_open_at(&over->newer, post->later, over_first_section(over), post);
	post->later = BOOK_NONE;
	return post_pass(post, section);
}

// To the first section from `section` on that is there.
bool over_post_pass(struct post *post, uint32_t section)
{
	struct over *over = post->over;
	post->over = NULL;
	bool there = post_pass(post, section);
	while (there && is_dead(post, over))
		there = post_pass(post, post->now.section + 1);
	there = there || go_on(post, over, section);
	post->over = over;
	return there;
}

bool over_post_step(struct post *post)
{
	bool fresh = post->block == UINT32_MAX;
	return over_post_pass(post, fresh ? 0 : post->now.section + 1);
}

bool over_post_on(struct post *post)
{
	struct over *over = post->over;
	bool there = go_on(post, over, 0);
	post->now.section = there ? post->now.section : BOOK_NONE;
	post->over = over;
	return there;
}

// What is behind the list beneath is not looked at before the post is there: all may be in it.
struct post_bound over_block_bound(struct post *post, uint32_t section)
{
	struct over *over = post->over;
	post->over = NULL;
	struct post_bound bound = post_block_bound(post, section);
	post->over = over;
	if (bound.last == BOOK_NONE && post->later != BOOK_NONE) {
		memset(bound.count, 0xff, sizeof bound.count);
		bound.least_body = 0;
		bound.last = over_nsections(over) - 1;
	}
	return bound;
}

static void widen(struct post_bound *bound, const struct post_bound *more)
{
	for (int field = 0; field < FIELD_COUNT; field++) {
		if (more->count[field] > bound->count[field])
			bound->count[field] = more->count[field];
	}
	if (more->least_body < bound->least_body)
		bound->least_body = more->least_body;
	bound->last = more->last;
}

struct post_bound over_list_bound(const struct post *post)
{
	struct post one = *post, other;
	one.over = NULL;
	struct post_bound bound = post_list_bound(&one);
	if (post->later == BOOK_NONE)
		return bound;
	post_open_at(&post->over->newer, post->later, over_first_section(post->over), &other);
	struct post_bound newer = post_list_bound(&other);
	if (bound.last == BOOK_NONE)
		return newer;
	widen(&bound, &newer);
	return bound;
}
