// SPDX-License-Identifier: ISC
//
// run: gathered terms put aside in a file, in order, when memory is to be kept.
//
// The file has no name and goes with the run.  Reading is in order from any form on, through a
// small buffer; runs are what an external merge sort merges.

#ifndef BODYMAP_INDEX_WRITE_RUN_H
#define BODYMAP_INDEX_WRITE_RUN_H

#include "base/err.h"
#include "index/write/gather.h"
#include "index/write/spool.h"

struct run_sample; // one term of many, and its place

struct run {
	struct arena arena; // the samples
	struct spool spool;
	uint32_t nterms;
	VEC(struct run_sample) samples;
};

// Writes what is gathered and sorted.
bool run_write(const struct gather *gather, struct run *run, struct err *err) NODISCARD;
void run_close(struct run *run);

// A form of the run to cut its terms at: about `part` of `parts`.
struct str run_cut(const struct run *run, uint32_t part, uint32_t parts);

struct run_reader {
	const struct run *run;
	struct buf bytes; // of the file, from `offset`
	uint64_t offset;
	size_t at;         // in bytes: the next entry
	struct str form;   // of the current term; until the next step
	uint32_t sections; // that hold it
	struct str chain;
	bool failed; // the file could not be read
};

// Begins before the first term that is not below `from`.
void run_open(const struct run *run, struct str from, struct run_reader *reader);
bool run_next(struct run_reader *reader); // false behind the last
void run_reader_release(struct run_reader *reader);

#endif
