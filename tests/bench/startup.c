// SPDX-License-Identifier: ISC
//
// startup: what it takes programs to be there, side by side: from exec to the last byte before
// 50 ms of silence, none of it spent computing, in a terminal of 80x24; the bytes sent until then,
// and the most memory held.
//
// usage: startup RUNS COMMAND...
//
// A command is split at blanks and run directly; with a bar in it, by the shell, and the memory is
// that of all its processes.  The commands take turns, so that what else the machine does falls on
// all of them alike; the figures are medians.

#define _GNU_SOURCE
#include "figures.h"

#include <dirent.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_RUNS = 101, MAX_COMMANDS = 16, MAX_WORDS = 32, SILENCE_MS = 50 };

struct figures {
	double ms[MAX_RUNS], bytes[MAX_RUNS], kib[MAX_RUNS];
};

static _Noreturn void become(const char *command)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (strchr(command, '|')) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	char words[4096], *argv[MAX_WORDS + 1];
	int n = 0;
	snprintf(words, sizeof words, "%s", command);
	for (char *word = strtok(words, " "); word && n < MAX_WORDS; word = strtok(NULL, " "))
		argv[n++] = word;
	argv[n] = NULL;
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

// What the processes of a session do and hold.
struct session {
	long kib; // the most memory held, of all together
	bool busy;
};

static void add_process(const char *pid, struct session *session)
{
	char path[300], line[256], state;
	long kib;
	snprintf(path, sizeof path, "/proc/%s/status", pid);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file)) {
		if (sscanf(line, "State: %c", &state) == 1)
			session->busy |= state == 'R' || state == 'D';
		else if (sscanf(line, "VmHWM: %ld", &kib) == 1)
			session->kib += kib;
	}
	if (file)
		fclose(file);
}

static struct session look_at(pid_t leader)
{
	struct session session = {0};
	DIR *proc = opendir("/proc");
	for (struct dirent *entry; proc && (entry = readdir(proc));) {
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' &&
		    getsid((pid_t)atol(entry->d_name)) == leader)
			add_process(entry->d_name, &session);
	}
	if (proc)
		closedir(proc);
	return session;
}

static void measure(const char *command, int run, struct figures *figures)
{
	struct winsize ws = {.ws_row = 24, .ws_col = 80};
	int pty;
	double start = now_us(), last = start;
	pid_t child = forkpty(&pty, NULL, NULL, &ws);
	if (child < 0) {
		perror("forkpty");
		exit(2);
	}
	if (child == 0)
		become(command);

	char buf[1 << 16];
	long bytes = 0;
	struct session session;
	struct pollfd pfd = {.fd = pty, .events = POLLIN};
	do {
		// A program that says nothing at first gets more time than one that has begun.
		while (poll(&pfd, 1, bytes ? SILENCE_MS : 100 * SILENCE_MS) > 0) {
			ssize_t n = read(pty, buf, sizeof buf);
			if (n <= 0)
				break;
			last = now_us();
			bytes += n;
		}
		session = look_at(child);
	} while (session.busy);
	figures->ms[run] = (last - start) / 1e3;
	figures->bytes[run] = (double)bytes;
	figures->kib[run] = (double)session.kib;
	kill(-child, SIGKILL);
	close(pty);
	waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
	static struct figures figures[MAX_COMMANDS];
	int runs = argc > 2 ? atoi(argv[1]) : 0, ncommands = argc - 2;
	if (runs < 1 || runs > MAX_RUNS || ncommands > MAX_COMMANDS) {
		fprintf(stderr, "usage: startup RUNS COMMAND...\n");
		return 2;
	}
	for (int run = 0; run < runs; run++) {
		for (int i = 0; i < ncommands; i++)
			measure(argv[2 + i], run, &figures[i]);
	}
	printf("%9s %9s %9s  median of %d\n", "ms", "bytes", "MiB", runs);
	for (int i = 0; i < ncommands; i++) {
		struct figures *f = &figures[i];
		printf("%9.2f %9.0f %9.1f  %s\n", median(f->ms, runs), median(f->bytes, runs),
		       median(f->kib, runs) / 1024, argv[2 + i]);
	}
	return 0;
}
