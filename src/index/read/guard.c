// SPDX-License-Identifier: ISC
//
// A signal handler can be told nothing, so the maps stand in a table of the whole program: with the
// terminal's signal flags its only variables that are not somebody's.

// MAP_ANONYMOUS is not POSIX.
#define _DEFAULT_SOURCE

#include "index/read/guard.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAPS = 16 };

static struct guarded {
	char *volatile at;
	volatile size_t len;
	volatile sig_atomic_t hit;
} maps[MAPS];

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

const void *guard_map(int fd, size_t len)
{
	struct guarded *free_map = NULL;
	for (size_t i = 0; i < MAPS && !free_map; i++) {
		if (!maps[i].at)
			free_map = &maps[i];
	}
	if (!free_map) {
		errno = EMFILE;
		return NULL;
	}
	struct sigaction action = {.sa_sigaction = on_bus, .sa_flags = SA_SIGINFO | SA_RESTART};
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGBUS, &action, NULL) != 0)
		return NULL;
	void *at = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return NULL;
	free_map->len = len;
	free_map->hit = 0;
	free_map->at = at;
	return at;
}

void guard_unmap(const void *at, size_t len)
{
	struct guarded *map = map_of(at);
	if (!map)
		return;
	char *start = map->at;
	map->at = NULL;
	munmap(start, len);
}

bool guard_hit(const void *at)
{
	const struct guarded *map = map_of(at);
	return map && map->hit;
}
