// SPDX-License-Identifier: ISC

#include "page/page.h"

#include <string.h>

#include "text/utf8.h"

struct str page_path(struct str file)
{
	static const char *const endings[] = {".md", ".markdown"};
	for (size_t i = 0; i < countof(endings); i++) {
		struct str ending = str_of(endings[i]);
		if (file.len > ending.len &&
		    str_eq_nocase(str_sub(file, file.len - ending.len, file.len), ending))
			return str_sub(file, 0, file.len - ending.len);
	}
	return file;
}

static struct str last_name(struct str path)
{
	size_t from = path.len;
	while (from && path.ptr[from - 1] != '/')
		from--;
	return str_sub(path, from, path.len);
}

static struct str title_of(const struct page *page)
{
	if (page->meta.title.len)
		return page->meta.title;
	for (uint32_t i = 0; i < page->doc.nsections; i++) {
		if (page->doc.sections[i].heading.len)
			return page->doc.sections[i].heading;
	}
	return last_name(page->path);
}

void page_parse_in(struct doc_room *room, struct str file, struct str bytes, struct arena *arena,
		   struct page *page)
{
	struct err err;
	memset(page, 0, sizeof *page);
	page->path = page_path(file);
	page->source = utf8_clean(arena, bytes);
	if (!meta_parse(file, page->source, arena, &page->meta, &err))
		page->problem = arena_copy(arena, str_of(err.text));
	size_t from = page->meta.bytes;
	doc_parse_in(room, str_sub(page->source, from, page->source.len), page->meta.lines + 1,
		     from, arena, &page->doc);
	page->title = title_of(page);
}

void page_parse(struct str file, struct str bytes, struct arena *arena, struct page *page)
{
	struct doc_room room = {0};
	page_parse_in(&room, file, bytes, arena, page);
	doc_room_release(&room);
}
