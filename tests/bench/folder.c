// SPDX-License-Identifier: ISC
//
// folder: what it takes to see what has changed in a folder, beside find(1): listing its pages with
// their sizes and times; opening it through its cache when nothing has changed, the comparison
// included; and, when some pages have, until a search finds what is new in them.
//
// usage: folder FOLDER [CHANGES]
//
// With CHANGES so many of its pages are written to, round for round: give it a copy.

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "figures.h"
#include "index/cache.h"
#include "search/search.h"

enum { ROUNDS = 15, CHANGE_ROUNDS = 7 };

static const char *const endings[] = {".md", ".markdown", NULL};

static _Noreturn void fail(const struct err *err)
{
	fprintf(stderr, "folder: %s\n", err->text);
	exit(2);
}

static struct file_list list_pages(const char *folder, struct arena *arena)
{
	struct file_list list;
	struct err err;
	if (!file_walk(folder, endings, arena, &list, &err))
		fail(&err);
	return list;
}

static void walk(const char *folder)
{
	struct arena arena = {0};
	list_pages(folder, &arena);
	arena_release(&arena);
}

static void find(const char *folder)
{
	pid_t child = vfork();
	if (child == 0) {
		execlp("find", "find", folder, "-fprintf", "/dev/null", "%s %T@ %p\n",
		       (char *)NULL);
		_exit(127);
	}
	int status;
	if (waitpid(child, &status, 0) != child || status != 0)
		exit(2);
}

static void open_unchanged(const char *folder)
{
	struct err err;
	struct book *book = book_open_any(folder, &err);
	if (!book)
		fail(&err);
	book_close(book);
}

static double timed(void (*run)(const char *folder), const char *folder)
{
	double start = now_us();
	run(folder);
	return now_us() - start;
}

// A word that no page has: one for each round.
static struct str new_word(int round, struct arena *arena)
{
	return arena_printf(arena, "zqx%c%cqxz", 'a' + round / 26, 'a' + round % 26);
}

static void change(const char *folder, uint32_t changes, struct str word)
{
	struct arena arena = {0};
	struct file_list list = list_pages(folder, &arena);
	for (uint32_t i = 0; i < changes; i++) {
		struct str path = list.at[(uint64_t)list.count * i / changes].path;
		const char *name = arena_printf(&arena, "%s/%.*s", folder, STR_ARG(path)).ptr;
		FILE *file = fopen(name, "a");
		if (!file || fprintf(file, "\n\nOf %.*s.\n", STR_ARG(word)) < 0 ||
		    fclose(file) != 0) {
			perror(name);
			exit(2);
		}
	}
	arena_release(&arena);
}

// How many sections are found that have the word.
static uint32_t open_and_search(const char *folder, struct str word)
{
	struct arena arena = {0};
	struct search_options options = {.limit = 10, .kind = KIND_NONE};
	struct hits hits;
	struct err err;
	struct book *book = book_open_any(folder, &err);
	struct searcher *searcher = book ? searcher_open(book, &err) : NULL;
	if (!searcher)
		fail(&err);
	search(searcher, word, &options, &arena, &hits);
	searcher_close(searcher);
	book_close(book);
	arena_release(&arena);
	return hits.total;
}

static void print_ratio(const char *what, double *us, double *peers)
{
	double our = median(us, ROUNDS), peer = median(peers, ROUNDS);
	printf("%-22s %8.1f ms, find %.1f ms, ratio %.2f\n", what, our / 1e3, peer / 1e3,
	       our / peer);
}

static void measure_changes(const char *folder, uint32_t changes)
{
	double us[CHANGE_ROUNDS];
	uint32_t found = 0;
	for (int i = 0; i < CHANGE_ROUNDS; i++) {
		struct arena arena = {0};
		struct str word = new_word(i, &arena);
		change(folder, changes, word);
		double start = now_us();
		found = open_and_search(folder, word);
		us[i] = now_us() - start;
		if (found != changes)
			printf("%u of %u changed pages found\n", found, changes);
		arena_release(&arena);
	}
	double typical = median(us, CHANGE_ROUNDS);
	printf("changed, to searchable %8.1f ms, at most %.1f ms, %u pages\n", typical / 1e3,
	       us[CHANGE_ROUNDS - 1] / 1e3, changes);
}

int main(int argc, char **argv)
{
	double walks[ROUNDS], opens[ROUNDS], finds[ROUNDS];
	if (argc < 2 || argc > 3)
		return 2;
	open_unchanged(argv[1]); // makes the cache
	for (int i = 0; i < ROUNDS; i++) {
		walks[i] = timed(walk, argv[1]);
		opens[i] = timed(open_unchanged, argv[1]);
		finds[i] = timed(find, argv[1]);
	}
	print_ratio("walk", walks, finds);
	print_ratio("open unchanged", opens, finds);
	if (argc == 3)
		measure_changes(argv[1], (uint32_t)strtoul(argv[2], NULL, 10));
	return 0;
}
