// SPDX-License-Identifier: ISC
//
// largest: the largest so many of numbers that come one by one.

#ifndef BODYMAP_SEARCH_RANK_LARGEST_H
#define BODYMAP_SEARCH_RANK_LARGEST_H

#include "base/arena.h"

struct largest {
	float *at; // a heap, the least of them on top
	uint32_t count, wanted;
};

// The largest `wanted`, which may be 0, of none so far; lives in the arena.
struct largest largest_open(uint32_t wanted, struct arena *arena);

// Takes the next number, which is not NaN.
void largest_add(struct largest *largest, float number);

// What another must exceed to be one of them: -INFINITY as long as fewer have come than are wanted,
// INFINITY when none are.
float largest_least(const struct largest *largest);

#endif
