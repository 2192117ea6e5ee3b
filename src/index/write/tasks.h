// SPDX-License-Identifier: ISC
//
// tasks: work in numbered pieces, done by as many threads as there are cores.

#ifndef BODYMAP_INDEX_WRITE_TASKS_H
#define BODYMAP_INDEX_WRITE_TASKS_H

#include "base/base.h"

enum { TASKS_THREADS = 8 }; // at most

// How many threads are worth while for so many pieces of work: at least 1.
uint32_t tasks_threads(uint32_t pieces);

// Calls run(user, 0) to run(user, count - 1), each once, on up to `threads` threads of which the
// caller's is one; a thread takes the next number when it is done with one.  Returns when all are
// done.
void tasks_run(uint32_t count, uint32_t threads, void (*run)(void *user, uint32_t task),
	       void *user);

#endif
