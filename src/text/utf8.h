// SPDX-License-Identifier: ISC
//
// utf8: bytes to code points and back.  Text is made valid once, where it enters (utf8_clean), so
// that everything behind that door may rely on it.

#ifndef BODYMAP_TEXT_UTF8_H
#define BODYMAP_TEXT_UTF8_H

#include "base/arena.h"

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MAX = 4 };

// Decodes the code point at byte *at and moves *at behind it.  Invalid bytes give
// UTF8_REPLACEMENT, one for each maximal subpart (Unicode 15, section 3.9, table 3-8), so the
// result never depends on where text was cut before.  *at must be below text.len.
uint32_t utf8_next(struct str text, size_t *at);

// The code point that ends before byte *at; moves *at to its first byte.  *at must be above 0.
uint32_t utf8_prev(struct str text, size_t *at);

// Writes `cp` and returns its length in bytes, 1 to UTF8_MAX.  What cannot be written (a
// surrogate, above 10FFFF) becomes UTF8_REPLACEMENT.
size_t utf8_put(uint32_t cp, char out[UTF8_MAX]);

bool utf8_valid(struct str text);

// Valid UTF-8 without NUL and without a byte-order mark at its start; invalid parts become
// UTF8_REPLACEMENT.  Returns `text` itself when there is nothing to do.
struct str utf8_clean(struct arena *arena, struct str text);

#endif
