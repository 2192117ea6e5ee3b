// SPDX-License-Identifier: ISC
//
// fold: what a code point is to the words of a text, and what it becomes in a form.

#ifndef BODYMAP_TEXT_FOLD_H
#define BODYMAP_TEXT_FOLD_H

#include "base/base.h"

// The first four begin no word.
enum letter_class {
	LETTER_NONE, // parts words and belongs to none
	LETTER_APOSTROPHE,
	LETTER_HYPHEN,
	LETTER_MARK, // belongs to what stands before it
	LETTER_WORD, // a letter
	LETTER_DIGIT,
	LETTER_SOLID, // a letter of a script without spaces between words
};

extern const uint8_t letter_ascii[128]; // enum letter_class of the ASCII characters

// The class of a code point from 0x80.
enum letter_class letter_class(uint32_t cp);

// A form in the making: `room` bytes at most.  What does not fit is left out, and all after it.
struct fold {
	char *form;
	size_t len, room;
	bool full;
};

// Appends what a letter, digit or mark becomes: at least one byte for a letter or digit.
void fold_append(struct fold *fold, uint32_t cp);

#endif
