// SPDX-License-Identifier: ISC
//
// part: takes the letters or the digits of a word, character by character, and folds them.
//
// What stands between them and does not part words (text/word.h) is taken with them and left out.

#ifndef BODYMAP_TEXT_PART_H
#define BODYMAP_TEXT_PART_H

#include "text/fold.h"
#include "text/utf8.h"

struct character {
	uint32_t cp;
	uint8_t class; // enum letter_class
	uint8_t len;   // bytes
};

// The character at `at` of valid text, which is not ASCII.
struct character part_long_character(struct str text, size_t at);

// The character at `at`; nothing, a separator, at the end.
static inline struct character part_character(struct str text, size_t at)
{
	if (at >= text.len)
		return (struct character){0, LETTER_NONE, 0};
	unsigned char c = (unsigned char)text.ptr[at];
	if (c < 0x80)
		return (struct character){c, letter_ascii[c], 1};
	return part_long_character(text, at);
}

// Takes the letters at *at.  When they end at an apostrophe that parts words, returns the byte
// behind that, else 0.
size_t part_letters(struct str text, size_t *at, struct fold *fold);

void part_digits(struct str text, size_t *at, struct fold *fold);

// Whether the letters and digits that are glued together at `at` change between these too often to be
// taken apart; then part_jumble takes them all alike.
bool part_is_jumble(struct str text, size_t at);
void part_jumble(struct str text, size_t *at, struct fold *fold);

// Takes the character at *at, which is `here`, and its marks, in a text without spaces, and returns
// what follows.
struct character part_solid(struct str text, size_t *at, struct character here, struct fold *fold);

#endif
