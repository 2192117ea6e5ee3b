// SPDX-License-Identifier: ISC
//
// raw: a regex for the bytes of markdown, weaker than one for its visible text.
//
// Bytes that it does not match hold no text that the other matches, so that they need not be parsed.

#ifndef BODYMAP_SEARCH_REGEX_RAW_H
#define BODYMAP_SEARCH_REGEX_RAW_H

#include "base/buf.h"
#include "search/regex/regex.h"

// Of the whole regex, or of its end from its rarest character on: that says less, sooner.
enum raw_part { RAW_END, RAW_WHOLE, RAW_PARTS };

// What stands before places of which it is not plain how they are shown.
struct raw_hard {
	struct regex_set before; // all sets that something must follow
	bool nocase;
	bool entity; // a match may begin with a mark, which an entity may stand for
};

// Writes it, for PCRE2 without UTF; `nocase`: case does not count anywhere.  False when it would say
// too little to be worth asking.  Bytes that match neither it nor what raw_write_hard writes of *hard
// hold no match; that need not be asked of bytes in which raw_has_hard finds nothing.
//
// The bytes are those of a section, or of a whole page where the text of one section may come from
// another: where headings stand in raw HTML.  It says nothing of pages with footnotes, nor of bytes in
// which raw_is_wild finds something.
bool raw_write(const struct regex *regex, enum raw_part part, bool nocase, struct buf *out,
	       struct raw_hard *hard);
void raw_write_hard(const struct raw_hard *hard, struct buf *out);
bool raw_has_hard(struct str bytes);

// Behind the tag, "](target)" or "][label]" that begins at `at`, or behind the mark that is there;
// RAW_HARD where it is not plain to see what that is.
#define RAW_HARD SIZE_MAX
size_t raw_pass(struct str bytes, size_t at);

// Whether three bytes in a row begin something whose text is not told by where it stands: "<img", a
// character by its number.
static inline uint8_t raw_is_wild(uint8_t a, uint8_t b, uint8_t c)
{
	return (uint8_t)(((a == '&') & ((b == '#') | ((b == 'f') & (c == 'j')))) |
			 ((a == '<') & ((b | 0x20) == 'i') & ((c | 0x20) == 'm')));
}

// The same beyond ASCII: digits, and letters that are ASCII's in another case, may match as those do;
// controls become several characters or a line end where text is made safe.
static inline uint8_t raw_is_wild_beyond(uint8_t a, uint8_t b, uint8_t c)
{
	uint8_t digit = (uint8_t)(((a >= 0xD9) & (a <= 0xE0)) | ((a == 0xE1) & (b < 0xB4)) |
				  ((a == 0xEA) & (b < 0xB0)) |
				  ((a == 0xEF) & (b == 0xBC) & (c >= 0x90) & (c <= 0x99)) |
				  ((a == 0xF0) & ((b != 0x9F) | (c == 0xAF))));
	uint8_t letter =
		(uint8_t)(((a == 0xE2) & (b == 0x84) & (c == 0xAA)) | ((a == 0xC5) & (b == 0xBF)));
	uint8_t control = (uint8_t)(((a == 0xC2) & (b < 0xA0)) |
				    ((a == 0xE2) & (b == 0x80) & (c >= 0xA8) & (c <= 0xAE)) |
				    ((a == 0xE2) & (b == 0x81) & (c >= 0xA6) & (c <= 0xA9)));
	return digit | letter | control;
}

#endif
