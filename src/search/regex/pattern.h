// SPDX-License-Identifier: ISC
//
// pattern: a regular expression with bounds on time, memory and stack.  The only user of
// <pcre2.h>.

#ifndef BODYMAP_SEARCH_REGEX_PATTERN_H
#define BODYMAP_SEARCH_REGEX_PATTERN_H

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

// What matches one pattern on one thread; a pattern may have any number of them, which must be
// released before it and share its deadline.
struct finder;
struct finder *finder_new(const struct pattern *pattern);
void finder_release(struct finder *finder);

// How often the pattern is found in `text`, at most `most` times, empty matches counted.
uint32_t finder_count(struct finder *finder, struct str text, uint32_t most);

// Whether a place matches is decided by what matches and the character on either side alone, soon.
// Then what finder_finds_inside finds in a part of a text, ASCII, is found in the whole of it: a
// match that neither begins nor ends with the part.  It does not look for all of them.
bool pattern_is_local(const struct pattern *pattern);
bool finder_finds_inside(struct finder *finder, struct str part);

// Whether text made from these bytes of markdown (search/regex/raw says which) may match; true is
// no promise. It is always true before pattern_weaken.
void pattern_weaken(struct pattern *pattern);
bool finder_may_match(struct finder *finder, struct str source);

bool finder_late(const struct finder *finder);    // the deadline has passed
bool finder_stopped(const struct finder *finder); // as pattern_stopped

#endif
