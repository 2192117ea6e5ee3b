// SPDX-License-Identifier: ISC

#include "sections.h"

#include "figures.h"
#include "index/folder.h"
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

// The headings above a section, a space between.
static struct str heading_path(const struct doc *doc, uint32_t section, struct arena *arena)
{
	struct str path = STR("");
	uint8_t level = doc->sections[section].level;
	for (uint32_t s = section; s-- && level > 1;) {
		if (!doc->sections[s].level || doc->sections[s].level >= level)
			continue;
		level = doc->sections[s].level;
		path = arena_printf(arena, "%.*s %.*s", STR_ARG(doc->sections[s].heading),
				    STR_ARG(path));
	}
	return path;
}

struct reading {
	const char *root;
	void (*each)(void *context, const struct section_text *section);
	void *context;
	struct sections_stats stats;
};

static void read_page(struct reading *reading, struct str file, struct arena *arena)
{
	struct str bytes;
	struct page page;
	struct err err;
	double before = now_us();
	const char *path = arena_printf(arena, "%s/%.*s", reading->root, STR_ARG(file)).ptr;
	if (!file_read(path, PAGE_LIMIT, arena, &bytes, NULL, &err))
		return;
	page_parse(file, bytes, arena, &page);
	reading->stats.parsing += (now_us() - before) / 1e6;
	reading->stats.pages++;
	reading->stats.sections += page.doc.nsections;
	for (uint32_t s = 0; s < page.doc.nsections; s++) {
		struct range text = page.doc.sections[s].text;
		struct section_text section = {page.title, heading_path(&page.doc, s, arena),
					       str_sub(page.doc.text, text.from, text.to)};
		reading->each(reading->context, &section);
	}
}

struct sections_stats sections_each(const char *root,
				    void (*each)(void *context, const struct section_text *section),
				    void *context)
{
	struct arena arena = {0}, scratch = {0};
	struct reading reading = {root, each, context, {0}};
	struct folder folder;
	struct err err;
	if (!folder_list(root, &arena, &folder, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	for (uint32_t i = 0; i < folder.nfiles; i++) {
		read_page(&reading, folder.files[i].file, &scratch);
		arena_clear(&scratch);
	}
	arena_release(&arena);
	arena_release(&scratch);
	return reading.stats;
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

void print_build(const struct sections_stats *stats, double seconds, const char *file)
{
	struct rusage usage;
	struct stat st = {0};
	getrusage(RUSAGE_SELF, &usage);
	stat(file, &st);
	printf("%u sections, %.2f s (%.2f s of it reading and parsing), cpu %.2f s, %ld MiB, %lld "
	       "bytes\n",
	       stats->sections, seconds, stats->parsing,
	       seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), usage.ru_maxrss >> 10,
	       (long long)st.st_size);
}
