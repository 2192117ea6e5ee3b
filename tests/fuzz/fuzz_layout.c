// SPDX-License-Identifier: ISC
//
// Whatever the markdown and the width, the layout shows all of it, no line too wide.  The first
// byte is the width, and whether there is ASCII alone.

#include <stdio.h>
#include <stdlib.h>

#include "../layout_check.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct doc doc;
	struct layout layout;
	if (!size)
		return 0;
	struct layout_options options = {.cols = 1 + data[0] % 120, .ascii = data[0] >= 240};
	struct str body = utf8_clean(&arena, (struct str){(const char *)data + 1, size - 1});
	doc_parse(body, 1, 0, &arena, &doc);
	layout_doc(&doc, (struct range){0, doc.nsections}, &options, &arena, &layout);
	const char *wrong = layout_check(&doc, &layout, options.ascii);
	if (wrong) {
		fprintf(stderr, "at %d columns: %s\n", options.cols, wrong);
		abort();
	}
	arena_release(&arena);
	return 0;
}
