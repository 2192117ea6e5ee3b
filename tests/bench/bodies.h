// SPDX-License-Identifier: ISC
//
// bodies: the text of a corpus' sections by number, mapped: where a peer that keeps no text takes
// its snippets from.  It costs the peer less than ours pays, who reads and parses the page's file.

#ifndef BODYMAP_TESTS_BENCH_BODIES_H
#define BODYMAP_TESTS_BENCH_BODIES_H

#include "base/str.h"

struct bodies {
	const char *bytes;
	const uint64_t *ends; // of section n its end, `count` of them
	uint64_t count;
};

// Opens what the program `bodies` wrote; ends the program when that cannot be.
struct bodies bodies_open(const char *path);

// Of section `number`, from 0; empty for one that is not there.
struct str bodies_text(const struct bodies *bodies, uint64_t number);

#endif
