// SPDX-License-Identifier: ISC
//
// pattern: a regular expression with bounds on time, memory and stack.  The only user of
// <pcre2.h>.

#ifndef BODYMAP_SEARCH_PATTERN_H
#define BODYMAP_SEARCH_PATTERN_H

#include "base/err.h"
#include "base/str.h"

struct pattern;

enum { PATTERN_NOCASE = 1 << 0, PATTERN_LITERAL = 1 << 1 };

// Compiles PCRE2 syntax, UTF-8.  An error is a sentence with the place: `regex: missing ) at 7`.
struct pattern *pattern_new(struct str regex, unsigned flags, struct err *err) NODISCARD;
void pattern_release(struct pattern *pattern);

// All matches from here on share a deadline: after `ms` milliseconds nothing matches any more.
// pattern_stopped() says that this has happened, or that a text was given up for the bounds of steps
// and memory: that there may be more matches than were found.
void pattern_deadline(struct pattern *pattern, unsigned ms);
bool pattern_stopped(const struct pattern *pattern);

// The first match at or after byte `from` of valid `text`.  False without one.
bool pattern_find(struct pattern *pattern, struct str text, size_t from, struct range *match);

#endif
