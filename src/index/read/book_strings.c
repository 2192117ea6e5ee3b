// SPDX-License-Identifier: ISC

#include "index/read/shelf.h"

#include <string.h>

#include "index/read/dict.h"

// What has been read of a block of strings: mostly only one of them is ever asked for.
struct strings {
	uint32_t number; // in the block, of the first that was asked for
	struct str first;
	struct str *all; // when another one was
};

struct string_block {
	struct dict_entry entries[FORMAT_STRINGS];
	uint32_t count;
};

// The first entries of a block, up to `most`.
static void take_entries(struct shelf *shelf, uint32_t number, uint32_t most,
			 struct string_block *block)
{
	struct cursor cur = dict_block(&shelf->image, &dict_strings, number);
	size_t before = 0;
	block->count = 0;
	while (block->count < most && cursor_left(&cur)) {
		struct dict_entry entry = dict_take(&cur, &dict_strings);
		if (cur.bad || entry.shared > before) {
			image_damaged(&shelf->image, "a string is wrong");
			break;
		}
		before = entry.shared + entry.rest.len;
		block->entries[block->count++] = entry;
	}
}

// Put together from its end: an entry has what those behind it do not share.  Empty when the block
// does not reach so far.
static struct str put_together(const struct string_block *block, uint32_t i, struct arena *arena)
{
	if (i >= block->count)
		return STR("");
	const struct dict_entry *entry = &block->entries[i];
	size_t len = entry->shared + entry->rest.len, missing = len;
	if (!entry->shared)
		return entry->rest;
	char *bytes = arena_bytes(arena, len);
	for (; missing; entry--) {
		if (entry->shared >= missing)
			continue;
		memcpy(bytes + entry->shared, entry->rest.ptr, missing - entry->shared);
		missing = entry->shared;
	}
	return (struct str){bytes, len};
}

static struct strings *read_first(struct shelf *shelf, uint32_t number, uint32_t i)
{
	struct strings *strings = arena_new(&shelf->arena, struct strings);
	struct string_block block;
	take_entries(shelf, number, i + 1, &block);
	strings->number = i;
	strings->first = put_together(&block, i, &shelf->arena);
	return strings;
}

static struct str *read_all(struct shelf *shelf, uint32_t number)
{
	struct str *all = arena_array(&shelf->arena, struct str, FORMAT_STRINGS);
	struct string_block block;
	take_entries(shelf, number, FORMAT_STRINGS, &block);
	for (uint32_t i = 0; i < FORMAT_STRINGS; i++)
		all[i] = put_together(&block, i, &shelf->arena);
	return all;
}

struct str shelf_string(struct shelf *shelf, uint32_t id)
{
	uint32_t number = id / FORMAT_STRINGS, i = id % FORMAT_STRINGS,
		 nblocks = image_count(&shelf->image, PART_STRING_BLOCK);
	if (id >= image_count(&shelf->image, PART_STRINGS) || number >= nblocks)
		return STR("");
	if (!shelf->strings)
		shelf->strings = arena_array(&shelf->arena, struct strings *, nblocks);
	struct strings *strings = shelf->strings[number];
	if (!strings)
		strings = shelf->strings[number] = read_first(shelf, number, i);
	if (strings->number == i)
		return strings->first;
	if (!strings->all)
		strings->all = read_all(shelf, number);
	return strings->all[i];
}
