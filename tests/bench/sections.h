// SPDX-License-Identifier: ISC
//
// sections: what the benchmarks and the peers take as a corpus: the sections of a folder's pages,
// cut by the same cmark as ours, each with its page's title, the headings above it and its text.

#ifndef BODYMAP_TESTS_BENCH_SECTIONS_H
#define BODYMAP_TESTS_BENCH_SECTIONS_H

#include "base/str.h"

struct section_text {
	struct str title, path, body; // the body begins with the section's heading
};

struct sections_stats {
	uint32_t pages, sections;
	double parsing; // seconds of the clock, for reading and cutting
};

// Calls `each` for every section, in the order of the book; the text lives for the call.  Ends the
// program when the folder cannot be read.
struct sections_stats sections_each(const char *root,
				    void (*each)(void *context, const struct section_text *section),
				    void *context);

// Prints what a build of a peer took, ended by a line feed: sections, seconds of the clock and of the
// processors, the most memory held and the bytes of `file`.
void print_build(const struct sections_stats *stats, double seconds, const char *file);

#endif
