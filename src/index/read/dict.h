// SPDX-License-Identifier: ISC
//
// dict: reads sorted strings that share their beginnings with the one before (format.h: entry).
// An entry may be followed by varints, the last of which is summed over the block.

#ifndef BODYMAP_INDEX_READ_DICT_H
#define BODYMAP_INDEX_READ_DICT_H

#include "index/cursor.h"
#include "index/read/image.h"

struct dict {
	enum part part, blocks; // the entries; the column with the place of each block
	uint32_t block;         // entries in a block
	unsigned extras;        // varints behind each, at most 2
	unsigned steps;         // its place in image.steps
};

extern const struct dict dict_strings, dict_terms, dict_stems;

struct dict_entry {
	uint32_t shared; // with the entry before
	struct str rest;
	uint32_t extra[2];
};

// Takes an entry; a wrong one sets cur->bad.
struct dict_entry dict_take(struct cursor *cur, const struct dict *dict);

// Passes over an entry for what stands behind it.
void dict_extras(struct cursor *cur, const struct dict *dict, uint32_t extra[2]);

// Passes over entries that share `len` bytes or more with the one before, `most` at most, and returns
// how many there were.
uint32_t dict_pass(struct cursor *cur, const struct dict *dict, size_t len, uint32_t most);

// The bytes of a block; bad when it is damaged.
struct cursor dict_block(struct image *image, const struct dict *dict, uint32_t block);

// The first entry of a block, which is whole; empty when it is damaged.
struct str dict_first(struct image *image, const struct dict *dict, uint32_t block);

struct dict_place {
	uint32_t rank;     // of the first entry not below the text; the number of entries if none
	bool exact;        // it is the text
	uint32_t extra[2]; // its own, when exact
	uint64_t before;   // the last extras of those before it in its block, summed
};
struct dict_place dict_find(struct image *image, const struct dict *dict, struct str text);

// The same for a text that is above one whose place has the rank: for who looks for many in order.
struct dict_place dict_find_behind(struct image *image, const struct dict *dict, struct str text,
				   uint32_t rank);

#endif
