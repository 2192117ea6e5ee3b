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

#endif
