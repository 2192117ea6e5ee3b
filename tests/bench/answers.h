// SPDX-License-Identifier: ISC
//
// answers: asks a file of queries (queries.c) of whoever answers, in process, and prints what each
// class took.  The same for ours and the peers, so only what answers differs.

#ifndef BODYMAP_TESTS_BENCH_ANSWERS_H
#define BODYMAP_TESTS_BENCH_ANSWERS_H

#include "base/str.h"

enum { ANSWERS_HITS = 10, ANSWERS_COLUMNS = 160 }; // of a snippet

enum query_class {
	QUERY_COMMON, // one word
	QUERY_RARE,
	QUERY_AND,    // words, all of them
	QUERY_OR,     // words, any of them
	QUERY_PHRASE, // words side by side, in quotes
	QUERY_PREFIX, // a word's beginning and a star
	QUERY_CLASSES
};

// Asks all queries of the file `rounds` times over; `answer` ranks ten hits, makes a snippet of
// each and returns how many there were.  Prints, in microseconds of the clock, p50, p95, p99 and
// the most of each class and of all; a query's time is the least of its rounds, so that what else
// the machine does is left out.  The last line has the memory of the process. Ends the program when
// the file cannot be read.
void answers_print(const char *file, int rounds,
		   uint32_t (*answer)(void *context, enum query_class of, struct str text),
		   void *context);

// Prints such a last line.
void answers_print_memory(void);

#endif
