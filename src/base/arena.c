// SPDX-License-Identifier: ISC
//
// A list of chunks, newest first.  An allocation is a bump of `used`; one that does not fit opens
// a new chunk, twice the size of the last, so that the number of chunks grows with the logarithm
// of what is stored.  Chunks come from malloc, not calloc: only what is handed out as objects is
// zeroed, and text is not.  A large array has a chunk from calloc, whose pages are zero as the
// system gives them: those that nobody uses cost nothing.

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 16 << 10, LARGEST_DOUBLING = 64 << 20, LARGE = 1 << 20 };

struct arena_chunk {
	struct arena_chunk *prev;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

static _Noreturn void out_of_memory(void)
{
	fputs("bodymap: out of memory\n", stderr);
	exit(2);
}

static struct arena_chunk *grow(struct arena *arena, size_t need, bool zeroed)
{
	size_t size = arena->last ? arena->last->size : FIRST_CHUNK / 2;
	if (need > SIZE_MAX / 4)
		out_of_memory();
	if (size < LARGEST_DOUBLING)
		size *= 2;
	if (size < need)
		size = need;

	size_t all = sizeof(struct arena_chunk) + size;
	struct arena_chunk *chunk = zeroed ? calloc(1, all) : malloc(all);
	if (!chunk)
		out_of_memory();
	chunk->prev = arena->last;
	chunk->size = size;
	chunk->used = 0;
	arena->last = chunk;
	return chunk;
}

static void *take(struct arena *arena, size_t need, size_t align)
{
	struct arena_chunk *chunk = arena->last;
	size_t at = chunk ? (chunk->used + align - 1) & ~(align - 1) : 0;
	if (!chunk || at > chunk->size || chunk->size - at < need) {
		chunk = grow(arena, need, false);
		at = 0;
	}
	chunk->used = at + need;
	return chunk->bytes + at;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	size_t need = count * size;
	const struct arena_chunk *last = arena->last;
	if (need >= LARGE && (!last || last->size - last->used < need + alignof(max_align_t))) {
		grow(arena, need, true);
		return take(arena, need, alignof(max_align_t));
	}
	return memset(take(arena, need, alignof(max_align_t)), 0, need);
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return take(arena, count * size, alignof(max_align_t));
}

char *arena_bytes(struct arena *arena, size_t len)
{
	return take(arena, len, 1);
}

struct str arena_copy(struct arena *arena, struct str text)
{
	return (struct str){arena_cstr(arena, text), text.len};
}

const char *arena_cstr(struct arena *arena, struct str text)
{
	char *copy = arena_bytes(arena, text.len + 1);
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	return copy;
}

struct str arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		return (struct str){"", 0};

	char *text = arena_bytes(arena, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return (struct str){text, (size_t)len};
}

size_t arena_used(const struct arena *arena)
{
	size_t used = 0;
	for (const struct arena_chunk *chunk = arena->last; chunk; chunk = chunk->prev)
		used += chunk->used;
	return used;
}

static void free_chunks(struct arena_chunk *chunk)
{
	while (chunk) {
		struct arena_chunk *prev = chunk->prev;
		free(chunk);
		chunk = prev;
	}
}

void arena_clear(struct arena *arena)
{
	if (!arena->last)
		return;
	free_chunks(arena->last->prev);
	arena->last->prev = NULL;
	arena->last->used = 0;
}

void arena_release(struct arena *arena)
{
	free_chunks(arena->last);
	arena->last = NULL;
}
