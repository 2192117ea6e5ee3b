// SPDX-License-Identifier: ISC
//
// Eight bytes of the strings at a time, as numbers: a radix sort by these, then those that are the
// same by the next eight.  Every step is stable.

#define _DEFAULT_SOURCE // be64toh

#include "index/write/order.h"

#include <endian.h>
#include <string.h>

#include "base/arena.h"

enum {
	FEW = 48, // are sorted by insertion
	DIGITS = 8,
	DIGIT_BITS = 8,
	DIGIT_VALUES = 1 << DIGIT_BITS,
};

static inline uint64_t key_at(struct str text, size_t depth)
{
	uint8_t bytes[8] = {0};
	if (text.len >= depth + sizeof bytes)
		memcpy(bytes, text.ptr + depth, sizeof bytes);
	else if (text.len > depth)
		memcpy(bytes, text.ptr + depth, text.len - depth);
	uint64_t key;
	memcpy(&key, bytes, sizeof key);
	return be64toh(key);
}

struct ordered ordered_of(struct str text, uint32_t number)
{
	return (struct ordered){key_at(text, 0), text.ptr, (uint32_t)text.len, number};
}

int ordered_cmp(const struct ordered *a, const struct ordered *b)
{
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return str_cmp(ordered_text(a), ordered_text(b));
}

static void sort_few(struct ordered *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct ordered moved = at[i];
		size_t j = i;
		for (; j && ordered_cmp(&at[j - 1], &moved) > 0; j--)
			at[j] = at[j - 1];
		at[j] = moved;
	}
}

// By the key alone, lowest digit first; `other` has room for as many.
static void sort_by_key(struct ordered *at, size_t count, struct ordered *other)
{
	uint32_t have[DIGITS][DIGIT_VALUES] = {{0}};
	struct ordered *from = at, *to = other;
	for (size_t i = 0; i < count; i++) {
		for (int d = 0; d < DIGITS; d++)
			have[d][at[i].key >> d * DIGIT_BITS & (DIGIT_VALUES - 1)]++;
	}
	for (int d = 0; d < DIGITS; d++) {
		uint32_t *place = have[d], sum = 0;
		if (place[from[0].key >> d * DIGIT_BITS & (DIGIT_VALUES - 1)] == count)
			continue;
		for (int value = 0; value < DIGIT_VALUES; value++) {
			uint32_t here = place[value];
			place[value] = sum;
			sum += here;
		}
		for (size_t i = 0; i < count; i++)
			to[place[from[i].key >> d * DIGIT_BITS & (DIGIT_VALUES - 1)]++] = from[i];
		struct ordered *done = to;
		to = from;
		from = done;
	}
	if (from != at)
		memcpy(at, from, sizeof *at * count);
}

// How many at the start have the same key.
static size_t same_keys(const struct ordered *at, size_t count)
{
	size_t same = 1;
	while (same < count && at[same].key == at[0].key)
		same++;
	return same;
}

static void sort_from(struct ordered *at, size_t count, size_t depth, struct ordered *other);

// Sorts strings that are the same in their first `depth` bytes by what is behind; they keep their keys.
static void sort_same(struct ordered *at, size_t count, size_t depth, struct ordered *other)
{
	const uint64_t key = at[0].key;
	bool more;
	for (;; depth += 8) {
		more = false;
		for (size_t i = 0; i < count; i++) {
			at[i].key = key_at(ordered_text(&at[i]), depth);
			more |= at[i].len > depth;
		}
		if (!more || count <= FEW || same_keys(at, count) < count)
			break;
	}
	if (more)
		sort_from(at, count, depth, other);
	else
		sort_few(at, count);
	for (size_t i = 0; i < count; i++)
		at[i].key = key;
}

// Sorts strings that are the same in their first `depth` bytes, and whose keys are the next eight.
static void sort_from(struct ordered *at, size_t count, size_t depth, struct ordered *other)
{
	if (count <= FEW) {
		sort_few(at, count);
		return;
	}
	sort_by_key(at, count, other);
	for (size_t from = 0, same; from < count; from += same) {
		same = same_keys(at + from, count - from);
		if (same > 1)
			sort_same(at + from, same, depth + 8, other);
	}
}

void ordered_sort(struct ordered *at, size_t count)
{
	struct arena arena = {0};
	if (count)
		sort_from(at, count, 0, arena_room(&arena, count, sizeof *at));
	arena_release(&arena);
}
