// SPDX-License-Identifier: ISC
//
// translit: what a character is called in ASCII.

#ifndef BODYMAP_TEXT_TRANSLIT_H
#define BODYMAP_TEXT_TRANSLIT_H

#include "base/base.h"

enum { TRANSLIT_MAX = 24 };

// ASCII for one code point ("ä" "ae", "–" "-", "½" "1/2"), ended by a NUL; false when it has no
// accepted rendering.
bool translit(uint32_t cp, char ascii[TRANSLIT_MAX]);

#endif
