// SPDX-License-Identifier: ISC
//
// Whether a process waits for input, as the kernel tells it: /proc/PID/syscall has the call it
// sleeps in with its arguments.  A call with a time limit does not count: a program that looks up
// from time to time has not come to rest.

#define _GNU_SOURCE
#include "terminal.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// The letter behind the name in /proc/.../stat; 'S' is asleep until something wakes it.
static char state_of(const char *path)
{
	char stat[512] = "";
	FILE *file = fopen(path, "r");
	if (!file)
		return 0;
	size_t n = fread(stat, 1, sizeof stat - 1, file);
	fclose(file);
	stat[n] = '\0';
	const char *paren = strrchr(stat, ')');
	return paren && paren[1] ? paren[2] : 0;
}

static bool all_threads_sleep(pid_t pid)
{
	char path[320];
	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *tasks = opendir(path);
	if (!tasks)
		return false;
	bool asleep = true;
	for (struct dirent *task; asleep && (task = readdir(tasks));) {
		if (task->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "/proc/%d/task/%s/stat", (int)pid, task->d_name);
		asleep = state_of(path) == 'S';
	}
	closedir(tasks);
	return asleep;
}

static bool is_terminal(pid_t pid, unsigned long fd)
{
	char path[64], to[64] = "";
	snprintf(path, sizeof path, "/proc/%d/fd/%lu", (int)pid, fd);
	return readlink(path, to, sizeof to - 1) > 0 &&
	       (!strncmp(to, "/dev/pts/", 9) || !strcmp(to, "/dev/tty"));
}

static bool waits_for_input(pid_t pid, long call, const unsigned long arg[5])
{
	switch (call) {
	case SYS_read:
		return is_terminal(pid, arg[0]);
	case SYS_pselect6:
		return arg[4] == 0;
	case SYS_ppoll:
		return arg[2] == 0;
#ifdef SYS_select
	case SYS_select:
		return arg[4] == 0;
#endif
#ifdef SYS_poll
	case SYS_poll:
		return (int)arg[2] < 0;
#endif
	default:
		return false;
	}
}

bool process_waits(pid_t pid)
{
	if (!all_threads_sleep(pid))
		return false;
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/syscall", (int)pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	char line[256];
	bool told = fgets(line, sizeof line, file) != NULL;
	fclose(file);
	if (!told)
		return true; // a kernel that does not let us look; asleep is all there is to know
	long call;
	unsigned long arg[5];
	int n = sscanf(line, "%ld %lx %lx %lx %lx %lx", &call, &arg[0], &arg[1], &arg[2], &arg[3],
		       &arg[4]);
	return n == 6 && waits_for_input(pid, call, arg);
}
