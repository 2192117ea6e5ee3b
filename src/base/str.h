// SPDX-License-Identifier: ISC
//
// str: borrowed bytes with a length.  A struct str never owns what it points to and is not ended
// by a NUL; who made the bytes says how long they live.  Offsets and lengths are bytes.

#ifndef BODYMAP_BASE_STR_H
#define BODYMAP_BASE_STR_H

#include "base/base.h"

struct str {
	const char *ptr;
	size_t len;
};

// A literal: STR("calf").
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

// The two arguments of "%.*s".
#define STR_ARG(s) (int)(s).len, (s).ptr

// A NUL-ended string; NULL gives the empty one.
struct str str_of(const char *cstr);

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); // ASCII letters only

// Bytewise, shorter first: the order of terms in a book.  < 0, 0 or > 0.
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

// The part [from, to) of s; both are cut to its length.
struct str str_sub(struct str s, size_t from, size_t to);

// s without white space (space, \t, \n, \r) at both ends.
struct str str_trim(struct str s);

// First place of `needle` in s at or after byte `from`; SIZE_MAX when there is none.
size_t str_find(struct str s, struct str needle, size_t from);

// Cuts at the first `sep`: returns what is before it and leaves what is after it in *rest; without
// one returns all of it and leaves *rest empty with ptr NULL.
struct str str_cut(struct str s, char sep, struct str *rest);

// Takes the next line off *rest, without its end (\n or \r\n).  False when nothing is left.
bool str_line(struct str *rest, struct str *line);

// A decimal number without sign, the whole of s; false if it is none or above `max`.
bool str_number(struct str s, uint32_t max, uint32_t *number);

// FNV-1a, for hash tables in memory; never stored.
uint64_t str_hash(struct str s);

#endif
