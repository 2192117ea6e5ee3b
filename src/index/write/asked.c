// SPDX-License-Identifier: ISC

#include "index/write/asked.h"

#include <stdlib.h>

static void note(struct asked *asked, uint32_t mark)
{
	buf_add(&asked->page, (struct str){(const char *)&mark, sizeof mark});
}

static uint32_t ask_page(void *user, struct str path)
{
	struct asked *asked = user;
	note(asked, resolve_path_mark(path));
	return asked->other->page(asked->other->user, path);
}

static uint32_t ask_name(void *user, struct str key)
{
	struct asked *asked = user;
	note(asked, resolve_name_mark(key));
	return asked->other->name(asked->other->user, key);
}

static uint32_t ask_section(void *user, uint32_t page, struct str anchor)
{
	const struct asked *asked = user;
	return asked->other->section(asked->other->user, page, anchor);
}

void asked_open(struct asked *asked, const struct resolver *other)
{
	*asked = (struct asked){{asked, ask_page, ask_name, ask_section}, other, {0}, {0}};
}

static int by_mark(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static int by_mark_and_page(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

void asked_end_page(struct asked *asked, uint32_t page)
{
	uint32_t *marks = (void *)asked->page.ptr;
	size_t count = asked->page.len / sizeof *marks;
	if (count)
		qsort(marks, count, sizeof *marks, by_mark);
	for (size_t i = 0; i < count; i++) {
		uint64_t entry = (uint64_t)marks[i] << 32 | page;
		if (!i || marks[i] != marks[i - 1])
			buf_add(&asked->all, (struct str){(const char *)&entry, sizeof entry});
	}
	asked->page.len = 0;
}

void asked_put(struct asked *asked, struct parts *parts)
{
	uint64_t *entries = (void *)asked->all.ptr;
	size_t count = asked->all.len / sizeof *entries;
	if (count)
		qsort(entries, count, sizeof *entries, by_mark_and_page);
	for (size_t i = 0; i < count; i++) {
		parts_value(parts, PART_ASKED, (uint32_t)(entries[i] >> 32));
		parts_value(parts, PART_ASKED_PAGE, (uint32_t)entries[i]);
	}
	parts_pack(parts, PART_ASKED, PART_ASKED_PAGE);
}

void asked_close(struct asked *asked)
{
	buf_release(&asked->page);
	buf_release(&asked->all);
}
