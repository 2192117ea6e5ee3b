// SPDX-License-Identifier: ISC
//
// A bump of a pointer, with the size in front of each allocation for realloc.  cmark grows its
// line and text buffers at the end of the heap most of the time, so the newest allocation grows
// in place and is taken back when it is freed.  It keeps nothing in its memory but pointers, numbers
// and text, so eight bytes align all of it, and a node with its size fills two lines of the cache.
//
// Time runs by the monotonic clock, which is cheap to read; when that is over the thread's own
// clock decides, so that a busy machine does not make an honest page fail.  That one costs a system
// call, so it is first read when a page has taken longer than most.

#include "page/markdown/bound.h"

#include <string.h>
#include <time.h>

enum {
	ALIGN = 8,
	HEAD = 8,    // for the size
	ZEROED = 64, // bytes at a time
	PIECE = 64 << 10,
	LARGEST_PIECE = 4 << 20,
	CALLS_PER_LOOK = 256,
	INPUT_FACTOR = 64,
};

// An allocation that is refused; one without ceremony.
static const size_t largest = SIZE_MAX / 2, small = 1 << 16;

static const size_t least_bytes = 1 << 20;
// A dense honest page takes 70 ns a byte here; an old laptop is five times slower.
static const uint64_t least_ns = 250 * 1000 * 1000, ns_per_byte = 400, short_ns = 1000 * 1000;

static _Thread_local struct bound *in_use;

static uint64_t clock_ns(clockid_t clock)
{
	struct timespec now = {0};
	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void bound_start(struct bound *bound, size_t bytes, struct arena *arena)
{
	memset(bound, 0, sizeof *bound);
	bound->arena = arena;
	bound->left = bound->most = least_bytes + INPUT_FACTOR * bytes;
	bound->allowed = least_ns + ns_per_byte * bytes;
	bound->look = clock_ns(CLOCK_MONOTONIC) + short_ns;
	bound->calls = CALLS_PER_LOOK;
}

void bound_again(struct bound *bound)
{
	arena_clear(bound->arena);
	bound->at = bound->end = bound->newest = NULL;
	bound->left = bound->most;
}

struct bound *bound_use(struct bound *bound)
{
	struct bound *before = in_use;
	in_use = bound;
	return before;
}

static _Noreturn void stop(struct bound *bound, const char *why)
{
	bound->why = why;
	longjmp(bound->stop, 1);
}

void bound_check(struct bound *bound)
{
	bound->calls = CALLS_PER_LOOK;
	uint64_t now = clock_ns(CLOCK_MONOTONIC);
	if (now < bound->look)
		return;
	uint64_t cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID);
	if (!bound->cpu_deadline) {
		bound->cpu_deadline = cpu + bound->allowed;
		bound->look = now + bound->allowed;
	} else if (cpu > bound->cpu_deadline) {
		stop(bound, "time");
	}
}

// Another piece, with room for `need` bytes; it counts whole against the cap.  What is zeroed may
// reach behind it.
static void add_piece(struct bound *bound, size_t need)
{
	size_t piece = arena_used(bound->arena) / 2;
	if (piece < PIECE)
		piece = PIECE;
	if (piece > LARGEST_PIECE)
		piece = LARGEST_PIECE;
	if (piece > bound->left)
		piece = bound->left;
	piece &= ~(size_t)(ALIGN - 1);
	if (piece < need)
		piece = need;
	if (piece > bound->left)
		stop(bound, "memory");
	bound->left -= piece;
	char *at = arena_bytes(bound->arena, piece + ALIGN + ZEROED);
	bound->at = at + (-(uintptr_t)at & (ALIGN - 1));
	bound->end = bound->at + piece;
}

// NULL when there is more to do than to take it; `size` is not so large that a sum wraps.
static inline char *take_at_once(struct bound *bound, size_t size)
{
	size_t need = HEAD + ((size + ALIGN - 1) & ~(size_t)(ALIGN - 1));
	if (need > (size_t)(bound->end - bound->at) || --bound->calls == 0)
		return NULL;
	char *memory = bound->at + HEAD;
	memcpy(bound->at, &size, sizeof size);
	bound->at += need;
	bound->newest = memory;
	return memory;
}

static char *take(struct bound *bound, size_t size)
{
	if (size > largest)
		stop(bound, "memory");
	char *memory = take_at_once(bound, size);
	if (memory)
		return memory;
	bound_check(bound);
	if (size + HEAD + ALIGN > (size_t)(bound->end - bound->at))
		add_piece(bound, size + HEAD + ALIGN);
	return take_at_once(bound, size);
}

static inline void *zeroed(char *memory, size_t size)
{
	for (size_t at = 0; at < size; at += ZEROED)
		memset(memory + at, 0, ZEROED);
	return memory;
}

// Apart from the common case, which then needs no stack.
static __attribute__((noinline)) void *calloc_slowly(size_t count, size_t size)
{
	if (size && count > largest / size)
		stop(in_use, "memory");
	return zeroed(take(in_use, count * size), count * size);
}

void *bound_calloc(size_t count, size_t size)
{
	char *memory = (count | size) < small ? take_at_once(in_use, count * size) : NULL;
	return memory ? zeroed(memory, count * size) : calloc_slowly(count, size);
}

static void take_back(struct bound *bound, char *memory)
{
	bound->at = memory - HEAD;
	bound->newest = NULL;
}

static __attribute__((noinline)) void *grow(char *old, size_t had, size_t size)
{
	if (old == in_use->newest)
		take_back(in_use, old); // the bytes stay, whether or not it can grow where it is
	char *memory = take(in_use, size);
	return memory != old ? memcpy(memory, old, had) : memory;
}

void *bound_realloc(void *old, size_t size)
{
	char *memory = !old && size < small ? take_at_once(in_use, size) : NULL;
	if (memory)
		return memory;
	if (!old)
		return take(in_use, size);
	size_t had;
	memcpy(&had, (char *)old - HEAD, sizeof had);
	return size <= had ? old : grow(old, had, size);
}

void bound_free(void *memory)
{
	if (memory && memory == in_use->newest)
		take_back(in_use, memory);
}
