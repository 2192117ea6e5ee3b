// SPDX-License-Identifier: ISC
//
// A signal handler can be told nothing, so the maps stand in a table of the whole program: with the
// terminal's signal flags its only variables that are not somebody's.  A thread may open a book
// while another closes one; the handler only looks at entries that are whole.

// MAP_ANONYMOUS and madvise are not POSIX; what POSIX has in its place may do nothing.
#define _DEFAULT_SOURCE

#include "index/read/guard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAPS = 16 };

static struct guarded {
	char *volatile at;
	volatile size_t len;
	volatile sig_atomic_t hit;
} maps[MAPS];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct guarded *map_of(const void *address)
{
	for (size_t i = 0; i < MAPS; i++) {
		uintptr_t at = (uintptr_t)maps[i].at, where = (uintptr_t)address;
		if (at && where >= at && where - at < maps[i].len)
			return &maps[i];
	}
	return NULL;
}

// Puts a page of zeros where there is none and lets the read go on.  Another SIGBUS is as deadly as
// it would be without us.
static void on_bus(int number, siginfo_t *info, void *context)
{
	(void)context;
	struct guarded *map = map_of(info->si_addr);
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	int saved = errno;
	if (map) {
		uintptr_t offset = ((uintptr_t)info->si_addr - (uintptr_t)map->at) / page * page;
		map->hit = 1;
		if (mmap(map->at + offset, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
			 -1, 0) != MAP_FAILED) {
			errno = saved;
			return;
		}
	}
	signal(number, SIG_DFL);
}

static struct guarded *free_entry(void)
{
	for (size_t i = 0; i < MAPS; i++) {
		if (!maps[i].at)
			return &maps[i];
	}
	errno = EMFILE;
	return NULL;
}

static void *map_into(struct guarded *map, int fd, size_t len)
{
	struct sigaction action = {.sa_sigaction = on_bus, .sa_flags = SA_SIGINFO | SA_RESTART};
	sigemptyset(&action.sa_mask);
	if (!map || sigaction(SIGBUS, &action, NULL) != 0)
		return NULL;
	void *at = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return NULL;
	map->len = len;
	map->hit = 0;
	map->at = at;
	return at;
}

const void *guard_map(int fd, size_t len)
{
	pthread_mutex_lock(&lock);
	void *at = map_into(free_entry(), fd, len);
	pthread_mutex_unlock(&lock);
	return at;
}

void guard_unmap(const void *at, size_t len)
{
	pthread_mutex_lock(&lock);
	struct guarded *map = map_of(at);
	char *start = map ? map->at : NULL;
	if (map)
		map->at = NULL;
	pthread_mutex_unlock(&lock);
	if (start)
		munmap(start, len);
}

void guard_rest(const void *at, struct str part)
{
	struct guarded *map = map_of(at);
	uintptr_t from = (uintptr_t)part.ptr, to = from + part.len;
	if (!map)
		return;
	uintptr_t start = (uintptr_t)map->at, end = start + map->len;
	from = from < start ? start : from;
	to = to < end ? to : end;
	if (from < to)
		madvise(map->at + (from - start), to - from, MADV_DONTNEED);
}

bool guard_hit(const void *at)
{
	const struct guarded *map = map_of(at);
	return map && map->hit;
}
