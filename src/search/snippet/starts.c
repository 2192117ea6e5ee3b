// SPDX-License-Identifier: ISC
//
// A block of bytes at a time, without branches, so that the compiler can look at many at once.

#include "search/snippet/starts.h"

#include <string.h>

#include "index/le.h"

enum { BLOCK = 32 };

void starts_add(struct starts *starts, struct str form)
{
	uint8_t first = form.len ? (uint8_t)form.ptr[0] : 0;
	uint8_t second = form.len > 1 ? (uint8_t)form.ptr[1] : 0;
	if (first >= 0x80 || second >= 0x80)
		return; // stands nowhere else than in what is not ASCII
	for (uint32_t i = 0; i < starts->count; i++) {
		if (starts->at[i].first == first && starts->at[i].second == second)
			return;
	}
	if (starts->count == STARTS_MOST)
		starts->all = true;
	else
		starts->at[starts->count++] = (struct start){first, second};
}

static inline uint8_t lower(char c)
{
	return (uint8_t)((uint8_t)c | 0x20);
}

static inline uint8_t is_letter(uint8_t lowered)
{
	return (uint8_t)(lowered - 'a') < 26;
}

// Whether a word may begin with byte `c` so: letters stand behind what is none, and before one more
// that is theirs, or what joins words ("e-mail", "o'neil").
static inline uint8_t begins(struct start start, uint8_t glued, uint8_t any, char before, char c,
			     char behind)
{
	uint8_t next = lower(behind);
	return (lower(c) == start.first) & (any | (next == start.second) | !is_letter(next)) &
	       !(glued & is_letter(lower(before)));
}

// Marks bytes of a block with 1 where such a word may begin, with 0x80 where there is no ASCII.
static void mark_block(const struct starts *starts, const char *text, uint8_t marks[BLOCK])
{
	for (int i = 0; i < BLOCK; i++)
		marks[i] = (uint8_t)text[i] & 0x80;
	for (uint32_t s = 0; s < starts->count; s++) {
		struct start start = starts->at[s];
		uint8_t glued = is_letter(start.first), any = start.second == 0;
		for (int i = 0; i < BLOCK; i++)
			marks[i] |= begins(start, glued, any, text[i - 1], text[i], text[i + 1]);
	}
}

// The first byte of a block that is marked; BLOCK if there is none.
static size_t first_marked(const uint8_t marks[BLOCK])
{
	for (size_t i = 0; i < BLOCK; i += 8) {
		uint64_t eight = le64(marks + i);
		if (eight)
			return i + (size_t)__builtin_ctzll(eight) / 8;
	}
	return BLOCK;
}

// The same in the block of a text that begins at `at`; what lies around the text is space.
static size_t look(const struct starts *starts, struct str text, size_t at)
{
	char copy[BLOCK + 2];
	uint8_t marks[BLOCK];
	const char *block = text.ptr + at;
	if (!at || text.len - at <= BLOCK) {
		size_t from = at ? at - 1 : 0, len = text.len - from;
		memset(copy, ' ', sizeof copy);
		memcpy(copy + !at, text.ptr + from, len < BLOCK + 1 ? len : BLOCK + 1);
		block = copy + 1;
	}
	mark_block(starts, block, marks);
	return first_marked(marks);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static size_t stretch_begin(struct str text, size_t at, size_t least)
{
	while (at > least && !is_space(text.ptr[at - 1]))
		at--;
	return at;
}

size_t starts_next(const struct starts *starts, struct str text, size_t at)
{
	if (starts->all)
		return at;
	for (size_t i = at; i < text.len; i += BLOCK) {
		size_t found = look(starts, text, i);
		if (found < BLOCK)
			return stretch_begin(text, i + found, at);
	}
	return text.len;
}

size_t starts_end(struct str text, size_t at)
{
	while (at < text.len && !is_space(text.ptr[at]))
		at++;
	return at;
}
