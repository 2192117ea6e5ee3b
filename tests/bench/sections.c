// SPDX-License-Identifier: ISC

#include "sections.h"

#include "figures.h"
#include "index/folder.h"
#include "page/page.h"

#include <stdio.h>
#include <stdlib.h>

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

struct sections_stats sections_each(const char *root,
				    void (*each)(void *context, const struct section_text *section),
				    void *context)
{
	struct arena arena = {0}, scratch = {0};
	struct folder folder;
	struct sections_stats stats = {0};
	struct err err;
	if (!folder_list(root, &arena, &folder, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	for (uint32_t i = 0; i < folder.nfiles; i++) {
		struct str bytes;
		struct page page;
		double before = now_us();
		const char *path =
			arena_printf(&scratch, "%s/%.*s", root, STR_ARG(folder.files[i].file)).ptr;
		if (file_read(path, PAGE_LIMIT, &scratch, &bytes, NULL, &err)) {
			page_parse(folder.files[i].file, bytes, &scratch, &page);
			stats.parsing += (now_us() - before) / 1e6;
			stats.pages++;
			stats.sections += page.doc.nsections;
			for (uint32_t s = 0; s < page.doc.nsections; s++) {
				struct range text = page.doc.sections[s].text;
				struct section_text section = {
					page.title, heading_path(&page.doc, s, &scratch),
					str_sub(page.doc.text, text.from, text.to)};
				each(context, &section);
			}
		}
		arena_clear(&scratch);
	}
	arena_release(&arena);
	arena_release(&scratch);
	return stats;
}
