// SPDX-License-Identifier: ISC
//
// A heap.  Finding the n'th of numbers that were gathered (Hoare, "Algorithm 65: Find", 1961) guesses
// a branch wrong for every other number; here most numbers are too small and known to be so.

#include "search/rank/largest.h"

#include <math.h>

struct largest largest_open(uint32_t wanted, struct arena *arena)
{
	return (struct largest){arena_array(arena, float, wanted + 1), 0, wanted};
}

static void sink(float *heap, uint32_t count)
{
	float moved = heap[0];
	uint32_t at = 0;
	for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
		child += child + 1 < count && heap[child + 1] < heap[child];
		if (heap[child] >= moved)
			break;
		heap[at] = heap[child];
	}
	heap[at] = moved;
}

static void rise(float *heap, uint32_t at)
{
	float moved = heap[at];
	for (; at && moved < heap[(at - 1) / 2]; at = (at - 1) / 2)
		heap[at] = heap[(at - 1) / 2];
	heap[at] = moved;
}

void largest_add(struct largest *largest, float number)
{
	if (largest->count < largest->wanted) {
		largest->at[largest->count] = number;
		rise(largest->at, largest->count++);
	} else if (largest->wanted && number > largest->at[0]) {
		largest->at[0] = number;
		sink(largest->at, largest->wanted);
	}
}

float largest_least(const struct largest *largest)
{
	if (largest->count < largest->wanted)
		return -INFINITY;
	return largest->wanted ? largest->at[0] : INFINITY;
}
