// SPDX-License-Identifier: ISC
//
// How long it takes to list the pages of a folder with their sizes and times, beside find(1).
//
// usage: walk FOLDER

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "figures.h"

enum { ROUNDS = 15 };

static uint32_t walk(const char *folder)
{
	static const char *const endings[] = {".md", ".markdown", NULL};
	struct arena arena = {0};
	struct file_list list;
	struct err err;
	if (!file_walk(folder, endings, &arena, &list, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	arena_release(&arena);
	return list.count;
}

static void find(const char *folder)
{
	pid_t child = fork();
	if (child == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(127);
		execlp("find", "find", folder, "-printf", "%s %T@ %p\n", (char *)NULL);
		_exit(127);
	}
	int status;
	if (waitpid(child, &status, 0) != child || status != 0)
		exit(1);
}

int main(int argc, char **argv)
{
	double ours[ROUNDS], peers[ROUNDS];
	uint32_t count = 0;
	if (argc != 2)
		return 2;
	for (int i = 0; i < ROUNDS; i++) {
		double start = now_us();
		count = walk(argv[1]);
		ours[i] = now_us() - start;
		start = now_us();
		find(argv[1]);
		peers[i] = now_us() - start;
	}
	double our = median(ours, ROUNDS), peer = median(peers, ROUNDS);
	printf("%u pages: %.1f ms, find %.1f ms, ratio %.2f\n", count, our / 1e3, peer / 1e3,
	       our / peer);
	return 0;
}
