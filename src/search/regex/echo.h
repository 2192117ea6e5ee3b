// SPDX-License-Identifier: ISC
//
// echo: what a regex with a back-reference needs: a row of characters, others behind it, and the row
// again, as "(\w+) \1" does.
//
// That is soon seen, where a backtracking matcher tries each beginning.

#ifndef BODYMAP_SEARCH_REGEX_ECHO_H
#define BODYMAP_SEARCH_REGEX_ECHO_H

#include "base/buf.h"
#include "search/regex/regex.h"

enum { ECHO_BETWEEN = 8 };

struct echo {
	uint32_t between; // characters between the two rows; 0: nothing is known
	bool leads;       // matches begin with the first row
	bool in_source;   // echo_in_source can tell
	bool row[256];    // bytes of a row; all of others than ASCII if one of these may be in it
	bool set[ECHO_BETWEEN][128];
	unsigned char folded[256];
	unsigned char kinds[256]; // for echo_in_source
};

// What a regex needs; `between` is 0 where it has no such row.  `nocase` as it is matched.
void echo_of(const struct regex *regex, bool nocase, struct echo *echo);

// No match in a text of ASCII begins between `from` and what this returns; SIZE_MAX: nor behind.
size_t echo_next(const struct echo *echo, struct str text, size_t from);

// Whether text that is made from these bytes of markdown may match; true is no promise.  The bytes
// are as for raw_write.  `scratch` is for its use.
bool echo_in_source(const struct echo *echo, struct str source, struct buf *scratch);

#endif
