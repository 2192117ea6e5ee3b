// SPDX-License-Identifier: ISC
//
// Whatever an article holds, its lines lie in order, and the page made of it has its title as a
// heading, no head that cannot be read, and no section that the article has no heading for.

#include <stdlib.h>

#include "page/article/article.h"
#include "page/page.h"
#include "text/safe.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct article article;
	struct page page;
	article_read(utf8_clean(&arena, (struct str){(const char *)data, size}), &arena, &article);
	uint32_t headings = 2, last = 0; // with what stands before the first, and the title
	for (uint32_t i = 0; i < article.lines.count; i++) {
		const struct article_line *line = &article.lines.at[i];
		check(line->line > last && line->text.len + line->term.len > 0);
		last = line->line;
		headings += line->kind == ARTICLE_HEADING || line->kind == ARTICLE_QUESTION;
	}
	struct str title = STR("Any title");
	page_parse(STR("a.md"), article_markdown(&article, title, &arena), &arena, &page);
	check(!page.problem.len && str_eq(page.title, title));
	check(page.doc.nsections <= headings);
	arena_release(&arena);
	return 0;
}
