// SPDX-License-Identifier: ISC
//
// A list of chunks, newest first.  An allocation is a bump of `used`; one that does not fit opens
// a new chunk, twice the size of the last, so that the number of chunks grows with the logarithm
// of what is stored.  Only what is handed out as objects is zeroed, text is not.
//
// Small chunks come from malloc.  Large ones are mapped: when they are given back they are given back,
// whatever lies behind them, and their pages are zero.  Of a large array only what was used before is
// zeroed, and pages that nobody uses cost nothing.  A small one is zeroed all the same: a page that is
// read before it is written is asked of the system twice.

// MAP_ANONYMOUS is not POSIX.
#define _DEFAULT_SOURCE

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
	FIRST_CHUNK = 16 << 10,
	LARGEST_DOUBLING = 64 << 20,
	MAPPED = 128 << 10,
	PAGE = 4096,
	LARGE = 64 << 10, // of an array, much of which may never be used
};

struct arena_chunk {
	struct arena_chunk *prev;
	size_t size;
	size_t used;
	size_t dirty; // bytes that may not be zero
	alignas(max_align_t) unsigned char bytes[];
};

static _Noreturn void out_of_memory(void)
{
	fputs("bodymap: out of memory\n", stderr);
	exit(2);
}

static bool is_mapped(const struct arena_chunk *chunk)
{
	return sizeof *chunk + chunk->size >= MAPPED;
}

static struct arena_chunk *open_chunk(size_t all)
{
	if (all < MAPPED)
		return malloc(all);
	void *at = mmap(NULL, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return at == MAP_FAILED ? NULL : at;
}

static void grow(struct arena *arena, size_t need)
{
	size_t size = arena->last ? arena->last->size : FIRST_CHUNK / 2;
	if (need > SIZE_MAX / 4)
		out_of_memory();
	if (size < LARGEST_DOUBLING)
		size *= 2;
	if (size < need)
		size = need;

	size_t all = sizeof(struct arena_chunk) + size;
	if (all >= MAPPED)
		all = (all + PAGE - 1) / PAGE * PAGE;
	struct arena_chunk *chunk = open_chunk(all);
	if (!chunk)
		out_of_memory();
	chunk->prev = arena->last;
	chunk->size = all - sizeof(struct arena_chunk);
	chunk->used = 0;
	chunk->dirty = is_mapped(chunk) ? 0 : chunk->size;
	arena->last = chunk;
}

// Where `need` bytes begin in the newest chunk, which has room for them.
static size_t find_room(struct arena *arena, size_t need, size_t align)
{
	const struct arena_chunk *chunk = arena->last;
	size_t at = chunk ? (chunk->used + align - 1) & ~(align - 1) : 0;
	if (chunk && at <= chunk->size && chunk->size - at >= need)
		return at;
	grow(arena, need);
	return 0;
}

static void use(struct arena_chunk *chunk, size_t end)
{
	chunk->used = end;
	if (chunk->dirty < end)
		chunk->dirty = end;
}

static void *take(struct arena *arena, size_t need, size_t align)
{
	size_t at = find_room(arena, need, align);
	use(arena->last, at + need);
	return arena->last->bytes + at;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	size_t need = count * size, at = find_room(arena, need, alignof(max_align_t));
	struct arena_chunk *chunk = arena->last;
	size_t old = need < LARGE ? need : chunk->dirty < at ? 0 : chunk->dirty - at;
	memset(chunk->bytes + at, 0, old < need ? old : need);
	use(chunk, at + need);
	return chunk->bytes + at;
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
		if (is_mapped(chunk))
			munmap(chunk, sizeof *chunk + chunk->size);
		else
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

void arena_empty(struct arena *arena, size_t most)
{
	if (arena->last && arena->last->size > most)
		arena_release(arena);
	else
		arena_clear(arena);
}

void arena_release(struct arena *arena)
{
	free_chunks(arena->last);
	arena->last = NULL;
}
