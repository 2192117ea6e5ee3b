// SPDX-License-Identifier: ISC
//
// arena: memory that is given back all at once.
//
// Everything the program allocates belongs to some arena, and the arena says how long it lives:
// the book's until book_close(), a view's until the view is left, the scratch arena until the
// next key.  There is no free().
//
// Allocation never returns NULL: when memory runs out the program says so and ends with status 2,
// after restoring the terminal (atexit).  Inputs are bounded where they enter, so this is not a
// way in.

#ifndef BODYMAP_BASE_ARENA_H
#define BODYMAP_BASE_ARENA_H

#include "base/base.h"
#include "base/str.h"

struct arena_chunk;

// Start with `struct arena arena = {0};`.
struct arena {
	struct arena_chunk *last;
};

// Returns `count * size` zeroed bytes aligned for any object.
void *arena_alloc(struct arena *arena, size_t count, size_t size) NODISCARD;

// Typed forms; arena_new(a, struct hit) is a struct hit *.
#define arena_new(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

// The same, not zeroed: for an array whose elements are written whole before they are read.
void *arena_room(struct arena *arena, size_t count, size_t size) NODISCARD;

// `len` bytes, neither zeroed nor aligned: for text.
char *arena_bytes(struct arena *arena, size_t len) NODISCARD;

// A copy of `text` that lives as long as the arena.
struct str arena_copy(struct arena *arena, struct str text) NODISCARD;

// The same, ended by a NUL that is not counted in the length: for the C library and system calls.
const char *arena_cstr(struct arena *arena, struct str text) NODISCARD;

// Formats like snprintf, to any length.
struct str arena_printf(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3) NODISCARD;

// Bytes handed out so far, a measure for bounds.
size_t arena_used(const struct arena *arena);

// Empties the arena but keeps its largest chunk, for a loop that fills it again.
void arena_clear(struct arena *arena);

// The same, but keeps no chunk of more than `most` bytes: for a loop in which a great one is rare.
void arena_empty(struct arena *arena, size_t most);

// Gives everything back and leaves the arena ready for use.
void arena_release(struct arena *arena);

#endif
