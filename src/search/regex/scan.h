// SPDX-License-Identifier: ISC
//
// scan: matches a pattern with the visible text of many sections, on all cores.
//
// The visible text of a section is its part of the page's doc (page/doc.h): heading and body,
// blocks parted by a line feed.

#ifndef BODYMAP_SEARCH_REGEX_SCAN_H
#define BODYMAP_SEARCH_REGEX_SCAN_H

#include "index/book.h"
#include "search/regex/pattern.h"

enum { SCAN_COUNTED = 16 }; // matches in a section that are counted

// Sets found[s] for each section s whose bit is set in `wanted` (book_nsections bits): how often the
// pattern is found.  But behind `best` sections that have as many matches as are counted it may be 1
// whatever is more: with 0, everywhere.  A page that cannot be read has no text.  False when the
// pattern's deadline passed or it gave up a text: there may be more.
bool scan_sections(const struct book *book, struct pattern *pattern, const uint64_t *wanted,
		   uint32_t best, uint8_t *found);

static inline bool scan_wants(const uint64_t *wanted, uint32_t section)
{
	return wanted[section / 64] >> section % 64 & 1;
}

#endif
