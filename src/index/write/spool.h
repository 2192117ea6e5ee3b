// SPDX-License-Identifier: ISC
//
// spool: bytes put aside in a file when memory is to be kept.
//
// The file has no name and goes with the spool.  Several threads may put and read.

#ifndef BODYMAP_INDEX_WRITE_SPOOL_H
#define BODYMAP_INDEX_WRITE_SPOOL_H

#include "base/err.h"
#include "base/str.h"

#include <stdatomic.h>

struct spool {
	int fd;
	_Atomic uint64_t len;
};

bool spool_open(struct spool *spool, struct err *err) NODISCARD;
void spool_close(struct spool *spool);

// Puts bytes behind all others; *at gets where.  False when they cannot be written.
bool spool_put(struct spool *spool, struct str bytes, uint64_t *at) NODISCARD;

// Reads what was put; false when it cannot be read.
bool spool_read(const struct spool *spool, uint64_t at, char *bytes, size_t len) NODISCARD;

#endif
