// SPDX-License-Identifier: ISC
//
// embedded: the built-in book's bytes, made from content/ at build time by mkbook.

#ifndef BODYMAP_CMD_EMBEDDED_H
#define BODYMAP_CMD_EMBEDDED_H

#include <stddef.h>

extern const unsigned char embedded_book[];
extern const size_t embedded_book_len;

#endif
