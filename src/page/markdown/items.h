// SPDX-License-Identifier: ISC
//
// items: the lists that are open while a page is read, and what stands before their items.

#ifndef BODYMAP_PAGE_MARKDOWN_ITEMS_H
#define BODYMAP_PAGE_MARKDOWN_ITEMS_H

#include "page/markdown/builder.h"

struct item_list {
	uint32_t next;  // number of its next item, or DOC_NONE
	char delimiter; // behind the number
	uint8_t digits; // of the longest number
	bool tight;
};

// Start with `struct items items = {0};`; lies in the builder's arena.
struct items {
	struct item_list *at;
	uint32_t count, room;
};

// A list begins: of bullets, or of `count` numbers from `first` on.
void items_bullets(struct items *items, struct builder *builder, bool tight);
void items_numbers(struct items *items, struct builder *builder, bool tight, uint32_t first,
		   uint32_t count, char delimiter);

// The innermost list ends.
void items_end(struct items *items);

// Opens the container of its next item; `bullet` is what stands before one that has no number.
void items_open(struct items *items, struct builder *builder, char bullet);

#endif
