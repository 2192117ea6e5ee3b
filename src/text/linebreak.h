// SPDX-License-Identifier: ISC
//
// linebreak: where a line may end (UAX #14, by libunibreak).

#ifndef BODYMAP_TEXT_LINEBREAK_H
#define BODYMAP_TEXT_LINEBREAK_H

#include "base/str.h"

enum linebreak { LINEBREAK_NO, LINEBREAK_MAY, LINEBREAK_MUST };

// Fills breaks[i], an enum linebreak, for each byte of valid `text`: what is allowed behind byte
// i.  Inside a cluster the answer is LINEBREAK_NO, behind the last byte LINEBREAK_MAY or, if that is
// a line feed, LINEBREAK_MUST.  `language` ("en", "zh") may be empty.
void linebreak_find(struct str text, struct str language, uint8_t *breaks);

// Takes the next line of at most `cols` columns from *at on: a range of the text without the spaces
// at its end.  False when nothing is left.  A word wider than the line is cut between clusters, and
// a character wider than `cols` stands alone.  Every byte is looked at once for its line and at most
// once more when the line is cut before it: what is scanned in vain is shorter than the line.
bool linebreak_line(struct str text, const uint8_t *breaks, uint32_t *at, int cols,
		    struct range *line);

#endif
