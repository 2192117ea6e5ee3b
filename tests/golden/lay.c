// SPDX-License-Identifier: ISC
//
// lay: prints a markdown file as the layout has it.
// usage: lay COLS[a] FILE    a: ASCII alone

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "page/page.h"
#include "view/layout/layout.h"

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct str bytes;
	struct err err;
	char *end;
	if (argc != 3 || !file_read(argv[2], PAGE_LIMIT, &arena, &bytes, NULL, &err))
		return 2;
	struct layout_options options = {.cols = (int)strtol(argv[1], &end, 10),
					 .ascii = *end == 'a'};
	struct page page;
	struct layout layout;
	page_parse(str_of(argv[2]), bytes, &arena, &page);
	layout_doc(&page.doc, (struct range){0, page.doc.nsections}, &options, &arena, &layout);

	struct buf out = {0};
	layout_text(&layout, &out);
	fwrite(out.ptr, 1, out.len, stdout);
	buf_release(&out);
	arena_release(&arena);
	return 0;
}
