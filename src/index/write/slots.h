// SPDX-License-Identifier: ISC
//
// slots: the table of a hash table whose things are numbered from 0 and lie elsewhere.
//
//     struct slots_walk walk = slots_walk(&slots, hash);
//     for (uint32_t n; (n = slots_next(&slots, &walk)) != SLOTS_NONE;)
//             if (thing n is it) return n;
//     slots_add(&slots, hash, number of the new thing);
//
// Open addressing, linear probing, at most half full; half of a slot is the hash, so that things
// with another one are passed over without a look at them.

#ifndef BODYMAP_INDEX_WRITE_SLOTS_H
#define BODYMAP_INDEX_WRITE_SLOTS_H

#include "base/buf.h"

#define SLOTS_NONE UINT32_MAX

// Start with `struct slots slots = {0};`.
struct slots {
	struct buf at; // uint64_t: hash << 32 | number + 1; 0: empty
	uint32_t mask, count;
};

struct slots_walk {
	uint32_t hash, at;
};

static inline struct slots_walk slots_walk(const struct slots *slots, uint32_t hash)
{
	return (struct slots_walk){hash, hash & slots->mask};
}

// The next thing whose hash is that of the walk.
static inline uint32_t slots_next(const struct slots *slots, struct slots_walk *walk)
{
	const uint64_t *table = (const uint64_t *)(const void *)slots->at.ptr;
	while (table && table[walk->at]) {
		uint64_t slot = table[walk->at];
		walk->at = (walk->at + 1) & slots->mask;
		if (slot >> 32 == walk->hash)
			return (uint32_t)slot - 1;
	}
	return SLOTS_NONE;
}

// Asks memory for the slot where a walk for this hash begins.
static inline void slots_prefetch(const struct slots *slots, uint32_t hash)
{
	if (slots->at.ptr)
		__builtin_prefetch(slots->at.ptr + sizeof(uint64_t) * (hash & slots->mask));
}

// Sixty-four bits at a time into a hash: multiplied, and the upper half folded in before the next.
static inline uint64_t slots_mix(uint64_t hash, uint64_t more)
{
	return ((hash ^ hash >> 32) ^ more) * 0x9E3779B97F4A7C15;
}

// A hash of a string's bytes; the same on one machine, so never stored.
uint32_t slots_hash(struct str text);

void slots_add(struct slots *slots, uint32_t hash, uint32_t number);

// Empties the table and keeps its room.
void slots_clear(struct slots *slots);

void slots_release(struct slots *slots);

#endif
