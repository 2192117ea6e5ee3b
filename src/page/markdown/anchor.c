// SPDX-License-Identifier: ISC
//
// A hash table, open addressing, at most half full.  Each name remembers the last number tried
// behind it, so that a page of equal headings takes linear time.

#include "page/markdown/anchor.h"

#include <string.h>

struct anchor_slot {
	struct str name; // ptr NULL: free
	uint32_t last;
};

static struct anchor_slot *find(const struct anchors *anchors, struct str name)
{
	uint32_t at = (uint32_t)str_hash(name) & (anchors->room - 1);
	while (anchors->slots[at].name.ptr && !str_eq(anchors->slots[at].name, name))
		at = (at + 1) & (anchors->room - 1);
	return &anchors->slots[at];
}

static void grow(struct anchors *anchors)
{
	struct anchors larger = *anchors;
	larger.room *= 2;
	larger.slots = arena_array(anchors->arena, struct anchor_slot, larger.room);
	for (uint32_t i = 0; i < anchors->room; i++) {
		if (anchors->slots[i].name.ptr)
			*find(&larger, anchors->slots[i].name) = anchors->slots[i];
	}
	*anchors = larger;
}

// Gives a free slot to a new name; slots may move.
static void add(struct anchors *anchors, struct anchor_slot *slot, struct str name)
{
	slot->name = name;
	if (++anchors->count * 2 > anchors->room)
		grow(anchors);
}

static void start(struct anchors *anchors)
{
	anchors->room = 16;
	anchors->slots = arena_array(anchors->arena, struct anchor_slot, anchors->room);
	add(anchors, find(anchors, STR("")), STR(""));
}

// "base-number"; there may be many, and printing is slow.
static struct str numbered(struct arena *arena, struct str base, uint32_t number)
{
	char digits[10], *out = arena_bytes(arena, base.len + 1 + sizeof digits);
	size_t from = sizeof digits;
	do {
		digits[--from] = (char)('0' + number % 10);
	} while (number /= 10);
	memcpy(out, base.ptr, base.len);
	out[base.len] = '-';
	memcpy(out + base.len + 1, digits + from, sizeof digits - from);
	return (struct str){out, base.len + 1 + sizeof digits - from};
}

struct str anchors_take(struct anchors *anchors, struct str base)
{
	if (!anchors->slots)
		start(anchors);
	struct str name = base;
	struct anchor_slot *first = find(anchors, base), *slot = first;
	while (slot->name.ptr) {
		name = numbered(anchors->kept, base, ++first->last);
		slot = find(anchors, name);
	}
	add(anchors, slot, name);
	return name;
}
