// SPDX-License-Identifier: ISC

#include "index/listed.h"

#include <stdlib.h>

#include "base/base.h"
#include "text/collate.h"

static struct str folder_of(struct str path)
{
	size_t slash = path.len;
	while (slash && path.ptr[slash - 1] != '/')
		slash--;
	return str_sub(path, 0, slash);
}

static int by_group(const struct listed *a, const struct listed *b, bool by_kind)
{
	uint32_t x = a->kind - 1, y = b->kind - 1; // none becomes the last
	return by_kind ? (x > y) - (x < y) : collate_cmp(folder_of(a->path), folder_of(b->path));
}

int listed_cmp(const struct listed *a, const struct listed *b, bool by_kind)
{
	int order = by_group(a, b, by_kind);
	if (!order)
		order = collate_cmp(a->title, b->title);
	return order ? order : str_cmp(a->path, b->path);
}

bool listed_heads(const struct listed *page, const struct listed *before, bool by_kind)
{
	if (!by_kind && !folder_of(page->path).len)
		return false;
	return !before || by_group(page, before, by_kind) != 0;
}

bool listed_by_kind(const struct listed *pages, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (pages[i].kind)
			return true;
	}
	return false;
}

static int with_kinds(const void *a, const void *b)
{
	return listed_cmp(a, b, true);
}

static int with_folders(const void *a, const void *b)
{
	return listed_cmp(a, b, false);
}

void listed_sort(struct listed *pages, uint32_t count, bool by_kind)
{
	if (count)
		qsort(pages, count, sizeof *pages, by_kind ? with_kinds : with_folders);
}
