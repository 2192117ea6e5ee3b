// SPDX-License-Identifier: ISC
//
// rewrite: what people write in markdown and CommonMark does not know, found in a run of text:
// ~~strikethrough~~, [[wiki links]], bare addresses, footnote marks.

#ifndef BODYMAP_PAGE_MARKDOWN_REWRITE_H
#define BODYMAP_PAGE_MARKDOWN_REWRITE_H

#include "page/markdown/builder.h"

// Takes the run out of the builder and puts it in again, rewritten.
void rewrite_run(struct builder *builder);

// A mark of emphasis that comes now is inside a bare address ("https://host/__init__.py") and a part
// of it.
bool rewrite_in_address(struct builder *builder);

#endif
