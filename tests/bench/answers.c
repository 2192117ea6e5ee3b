// SPDX-License-Identifier: ISC

#include "answers.h"

#include "base/file.h"
#include "base/vec.h"
#include "figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"common", "rare", "and", "or", "phrase", "prefix"};

struct query_asked {
	enum query_class of;
	struct str text;
	double us;
	uint32_t hits;
};

struct queries {
	VEC(struct query_asked);
};

static enum query_class class_of(struct str id)
{
	for (int c = 0; c < QUERY_CLASSES; c++) {
		if (str_starts(id, str_of(names[c])))
			return (enum query_class)c;
	}
	return QUERY_AND;
}

static struct queries read_queries(const char *file, struct arena *arena)
{
	enum { LARGEST = 1 << 20 };
	struct queries queries = {0};
	struct str lines, line;
	struct err err;
	if (!file_read(file, LARGEST, arena, &lines, NULL, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	while (str_line(&lines, &line)) {
		struct str text, id = str_cut(line, '\t', &text);
		if (text.ptr)
			*vec_push(arena, &queries) = (struct query_asked){class_of(id), text, 0, 0};
	}
	return queries;
}

static void ask(struct queries *queries, int rounds,
		uint32_t (*answer)(void *, enum query_class, struct str), void *context)
{
	for (int round = 0; round < rounds; round++) {
		for (uint32_t q = 0; q < queries->count; q++) {
			struct query_asked *query = &queries->at[q];
			double before = now_us();
			query->hits = answer(context, query->of, query->text);
			double us = now_us() - before;
			if (!round || us < query->us)
				query->us = us;
		}
	}
}

static double percentile(const double *sorted, uint32_t count, uint32_t percent)
{
	return sorted[(count - 1) * percent / 100];
}

static void print_class(const struct queries *queries, int of, struct arena *arena)
{
	double *us = arena_array(arena, double, queries->count);
	uint32_t count = 0, hits = 0;
	for (uint32_t q = 0; q < queries->count; q++) {
		if (of != QUERY_CLASSES && queries->at[q].of != (enum query_class)of)
			continue;
		us[count++] = queries->at[q].us;
		hits += queries->at[q].hits;
	}
	if (!count)
		return;
	median(us, (int)count); // sorted now
	printf("%-8s %4u %9.0f %9.0f %9.0f %9.0f %6u\n", of == QUERY_CLASSES ? "all" : names[of],
	       count, percentile(us, count, 50), percentile(us, count, 95),
	       percentile(us, count, 99), us[count - 1], hits);
}

// A figure of /proc/self/smaps_rollup, in KiB.
static long memory(const char *name)
{
	char line[128];
	long kib, sum = 0;
	FILE *file = fopen("/proc/self/smaps_rollup", "r");
	while (file && fgets(line, sizeof line, file)) {
		if (strncmp(line, name, strlen(name)) == 0 && sscanf(line, "%*s %ld", &kib) == 1)
			sum += kib;
	}
	if (file)
		fclose(file);
	return sum;
}

void answers_print_memory(void)
{
	printf("rss_kib %ld private_kib %ld\n", memory("Rss:"), memory("Private_"));
}

void answers_print(const char *file, int rounds,
		   uint32_t (*answer)(void *, enum query_class, struct str), void *context)
{
	struct arena arena = {0};
	struct queries queries = read_queries(file, &arena);
	ask(&queries, rounds, answer, context);
	printf("%-8s %4s %9s %9s %9s %9s %6s\n", "class", "n", "p50_us", "p95_us", "p99_us",
	       "max_us", "hits");
	for (int of = 0; of <= QUERY_CLASSES; of++)
		print_class(&queries, of, &arena);
	answers_print_memory();
	arena_release(&arena);
}
