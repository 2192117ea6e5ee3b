// SPDX-License-Identifier: ISC
//
// bound: memory and time for a parser that bounds neither.
//
// cmark aborts the program when its allocator fails, and its releases before 0.31 need minutes for
// some small inputs.  So it gets its memory here: from an arena with a cap, with a look at the
// clock now and then, and a jump out of the parser when either is used up.  What the parser built
// is then abandoned whole; nothing of it needs to be freed one by one.

#ifndef BODYMAP_PAGE_MARKDOWN_BOUND_H
#define BODYMAP_PAGE_MARKDOWN_BOUND_H

#include <setjmp.h>

#include "base/arena.h"

struct bound {
	struct arena *arena;
	char *at, *end;        // the free part of its newest piece
	char *newest;          // the last allocation, which may grow and shrink in place
	size_t left, most;     // bytes that may still be taken, and at a time
	uint64_t allowed;      // ns
	uint64_t look;         // on the monotonic clock: the thread's own is not asked before
	uint64_t cpu_deadline; // on the thread's own clock, once that has been asked
	uint32_t calls;        // until the next look at the clock
	const char *why;       // what was used up, after the jump
	jmp_buf stop;
};

// Limits for an input of `bytes`: a quarter of a second and a little more for each byte, so that
// an honest page of many megabytes passes on a slow machine; a mebibyte and 64 times the input.
// All memory comes from `arena`, which must be empty and is the caller's to empty again.
void bound_start(struct bound *bound, size_t bytes, struct arena *arena);

// Gives the memory back that was taken so far, for another tree under the same limits.
void bound_again(struct bound *bound);

// Makes `bound` the one that bound_calloc, bound_realloc and bound_free of this thread draw on;
// they have no parameter to pass it by.  Returns the one before, to be set again.
struct bound *bound_use(struct bound *bound);

// As the C library's, but they never return NULL: they jump to bound->stop.
void *bound_calloc(size_t count, size_t size);
void *bound_realloc(void *old, size_t size);
void bound_free(void *memory);

// Jumps when the time is used up.
void bound_check(struct bound *bound);

#endif
