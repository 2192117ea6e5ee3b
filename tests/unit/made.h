// SPDX-License-Identifier: ISC
//
// made: books of a few pages, made in memory, for tests of what reads them.

#ifndef BODYMAP_TESTS_MADE_H
#define BODYMAP_TESTS_MADE_H

#include "index/write/write.h"

struct made_page {
	const char *file, *text; // "a/b.md", markdown
};

// The book of these pages, dealt to `ncollectors` collectors in turn; in ascending order of path.
// With `aside` their words are put aside after each page.
static inline void made_book_with(const struct made_page *given, uint32_t count,
				  uint32_t ncollectors, bool aside, const char *yaml,
				  const char *synonyms, struct arena *arena, struct buf *book)
{
	struct settings settings = {0};
	struct err err;
	struct write_text texts[] = {{STR("book.yaml"), str_of(yaml)},
				     {STR("synonyms.txt"), str_of(synonyms)}};
	struct collector collectors[4] = {0}, *pointers[4];
	struct write_page *pages = arena_array(arena, struct write_page, count + 1);
	if (!settings_parse(texts[0].path, texts[0].text, arena, &settings, &err) ||
	    !settings_add_synonyms(texts[1].path, texts[1].text, arena, &settings, &err))
		fail_msg("%s", err.text);
	for (uint32_t c = 0; c < ncollectors; c++) {
		collectors[c].settings = &settings;
		pointers[c] = &collectors[c];
	}
	for (uint32_t i = 0; i < count; i++) {
		struct page page;
		struct str file = str_of(given[i].file);
		page_parse(file, str_of(given[i].text), arena, &page);
		pages[i].path = page.path;
		pages[i].ending = str_sub(file, page.path.len, file.len);
		pages[i].got.collector = (uint8_t)(i % ncollectors);
		collect_page(&collectors[i % ncollectors], &page, &pages[i].got);
		pages[i].got.bytes = page.source;
		if (aside && !collect_put_aside(&collectors[i % ncollectors], &err))
			fail_msg("%s", err.text);
	}
	for (uint32_t c = 0; c < ncollectors; c++)
		gather_sort(&collectors[c].gather);
	struct writing writing = {.collectors = pointers,
				  .ncollectors = ncollectors,
				  .pages = pages,
				  .npages = count,
				  .texts = texts,
				  .ntexts = synonyms[0] ? 2 : 1,
				  .settings = &settings,
				  .sources = true};
	uint64_t len;
	if (!write_book(&writing, NULL, book, &len, &err))
		fail_msg("%s", err.text);
	for (uint32_t c = 0; c < ncollectors; c++)
		collect_release(&collectors[c]);
}

static inline void made_book(const struct made_page *given, uint32_t count, uint32_t ncollectors,
			     bool aside, const char *yaml, struct arena *arena, struct buf *book)
{
	made_book_with(given, count, ncollectors, aside, yaml, "", arena, book);
}

#endif
