// SPDX-License-Identifier: ISC
//
// Whatever a page holds, its doc holds together: doc_check.h says how.

#include <stdio.h>
#include <stdlib.h>

#include "../doc_check.h"
#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct page page;
	page_parse(STR("folder/page.md"), (struct str){(const char *)data, size}, &arena, &page);
	const char *wrong = doc_check(&page.doc, page.meta.bytes, page.source.len);
	if (wrong) {
		fprintf(stderr, "fuzz_markdown: %s\n", wrong);
		abort();
	}
	arena_release(&arena);
	return 0;
}
