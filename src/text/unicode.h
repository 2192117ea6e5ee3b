// SPDX-License-Identifier: ISC
//
// unicode: what a code point is.  The only user of <utf8proc.h>; its tables are those of Unicode
// 14 or later.

#ifndef BODYMAP_TEXT_UNICODE_H
#define BODYMAP_TEXT_UNICODE_H

#include "base/base.h"

enum unicode_kind {
	UNICODE_OTHER,   // punctuation, symbols, what is not assigned
	UNICODE_LETTER,  // L and Nl
	UNICODE_MARK,    // M: combines with what stands before
	UNICODE_DIGIT,   // Nd
	UNICODE_SPACE,   // Z
	UNICODE_CONTROL, // Cc
	UNICODE_FORMAT,  // Cf
	UNICODE_PRIVATE, // Co, Cs: private use and surrogates
};

enum unicode_kind unicode_kind(uint32_t cp);

// The lower-case form, one code point to one; `cp` itself when it has none.
uint32_t unicode_lower(uint32_t cp);

// Columns on a terminal: 0, 1 or 2.
int unicode_width(uint32_t cp);

// One of the two letters that are a flag: a regional indicator.
#define UNICODE_FLAG_A 0x1F1E6u
static inline bool unicode_is_flag_letter(uint32_t cp)
{
	return cp - UNICODE_FLAG_A < 26;
}

// Whether a grapheme cluster ends between two code points that follow each other.  *state begins
// as 0 at the start of a text and is carried from pair to pair.
bool unicode_breaks(uint32_t before, uint32_t after, int32_t *state);

enum { UNICODE_PARTS = 20 }; // the longest decomposition has 18

// The full compatibility decomposition (NFKD), with the case folded when `fold` is set: writes the
// parts and returns how many.
size_t unicode_decompose(uint32_t cp, bool fold, uint32_t parts[UNICODE_PARTS]);

// The canonical combining class, 0 for all but most marks.
int unicode_combining_class(uint32_t cp);

#endif
