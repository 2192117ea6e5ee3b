// SPDX-License-Identifier: ISC
//
// How fast markdown becomes a doc, beside the parser under it: cmark alone, in memory as cheap as
// can be, given each page whole, its tree then forgotten.  Pages and sections (what a snippet
// parses) are taken in turn.  Time is that of the processor, so that a busy machine shows less.
//
// usage: parse FOLDER

#define _GNU_SOURCE
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/vec.h"
#include "figures.h"
#include "page/page.h"
#include "text/utf8.h"

enum { ROUNDS = 7 };

static struct {
	char *at, *end;
} heap;

// ---- cmark's memory ----

static void *heap_take(size_t size)
{
	size_t need = 16 + ((size + 15) & ~(size_t)15);
	if (need > (size_t)(heap.end - heap.at))
		abort();
	memcpy(heap.at, &size, sizeof size);
	heap.at += need;
	return heap.at - need + 16;
}

static void *heap_calloc(size_t count, size_t size)
{
	return memset(heap_take(count * size), 0, count * size);
}

static void *heap_realloc(void *old, size_t size)
{
	size_t had = 0;
	if (old)
		memcpy(&had, (char *)old - 16, sizeof had);
	if (size <= had)
		return old;
	void *new = heap_take(size);
	return old ? memcpy(new, old, had) : new;
}

static void heap_free(void *memory)
{
	(void)memory;
}

// ---- what is parsed ----

struct bodies {
	struct str *at;
	uint32_t count, room;
	size_t bytes, largest;
};

static void add(struct bodies *bodies, struct str body, struct arena *arena)
{
	*vec_push(arena, bodies) = body;
	bodies->bytes += body.len;
	if (body.len > bodies->largest)
		bodies->largest = body.len;
}

static void read_folder(const char *folder, struct arena *arena, struct bodies *pages,
			struct bodies *sections)
{
	static const char *const endings[] = {".md", ".markdown", NULL};
	struct file_list list;
	struct err err;
	if (!file_walk(folder, endings, arena, &list, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	for (uint32_t i = 0; i < list.count; i++) {
		struct str file = list.at[i].path, bytes;
		struct arena scratch = {0};
		struct page page;
		const char *path = arena_printf(&scratch, "%s/%.*s", folder, STR_ARG(file)).ptr;
		if (file_read(path, PAGE_LIMIT, arena, &bytes, NULL, &err)) {
			bytes = utf8_clean(arena, bytes);
			page_parse(file, bytes, &scratch, &page);
			add(pages, str_sub(bytes, page.meta.bytes, bytes.len), arena);
			for (uint32_t s = 0; s < page.doc.nsections; s++) {
				struct range source = page.doc.sections[s].source;
				add(sections, str_sub(bytes, source.from, source.to), arena);
			}
		}
		arena_release(&scratch);
	}
}

// ---- parsing ----

static void by_cmark(const struct bodies *bodies)
{
	static cmark_mem memory = {heap_calloc, heap_realloc, heap_free};
	char *start = heap.at;
	for (uint32_t i = 0; i < bodies->count; i++) {
		cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
		cmark_parser_feed(parser, bodies->at[i].ptr, bodies->at[i].len);
		cmark_parser_finish(parser);
		heap.at = start;
	}
}

static void by_doc(const struct bodies *bodies)
{
	struct doc_room room = {0};
	struct arena arena = {0};
	for (uint32_t i = 0; i < bodies->count; i++) {
		struct doc doc;
		doc_parse_in(&room, bodies->at[i], 1, 0, &arena, &doc);
		arena_clear(&arena);
	}
	arena_release(&arena);
	doc_room_release(&room);
}

static double time_of(void (*parse)(const struct bodies *bodies), const struct bodies *bodies)
{
	double us[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		double start = processor_us();
		parse(bodies);
		us[i] = processor_us() - start;
	}
	return median(us, ROUNDS);
}

static void report(const char *name, const struct bodies *bodies)
{
	double peer = time_of(by_cmark, bodies), ours = time_of(by_doc, bodies);
	printf("%u %s, %zu bytes: cmark %.0f ms, doc %.0f ms, doc / cmark: %.2f\n", bodies->count,
	       name, bodies->bytes, peer / 1e3, ours / 1e3, ours / peer);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	struct arena arena = {0};
	struct bodies pages = {0}, sections = {0};
	read_folder(argv[1], &arena, &pages, &sections);
	size_t room = (1 << 20) + 200 * pages.largest;
	heap.at = malloc(room);
	if (!heap.at)
		return 1;
	heap.end = heap.at + room;
	report("pages", &pages);
	report("sections", &sections);
	return 0;
}
