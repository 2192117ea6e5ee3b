// SPDX-License-Identifier: ISC
//
// guard: files mapped so that nobody can end the program by making them shorter.
//
// Reading a mapped page that its file no longer has raises SIGBUS.  Here it reads as zeros instead,
// and guard_hit says so; what reads the bytes must cope with any of them, as it must anyhow.

#ifndef BODYMAP_INDEX_READ_GUARD_H
#define BODYMAP_INDEX_READ_GUARD_H

#include "base/str.h"

// Maps `len` bytes of an open file to read; NULL, with errno set, when that cannot be done.
const void *guard_map(int fd, size_t len);
void guard_unmap(const void *at, size_t len);

// Gives back the memory of a part of a map, of which only what lies in the map counts; its bytes are
// read from the file again when they are next wanted.
void guard_rest(const void *at, struct str part);

// Whether bytes of this map were missing when they were read.
bool guard_hit(const void *at);

#endif
