// SPDX-License-Identifier: ISC
//
// A book stores where its links lead.  What they say stands in their pages, which are read for it
// when somebody asks: it would be a tenth of a folder's cache.

#include "index/write/links.h"
#include "index/read/shelf.h"
#include "page/page.h"

struct shelf_link {
	struct str text, target;
};

// What the page's links say, in their order; NULL when it cannot be read, or is not what it was.
static struct shelf_link *read_links(const struct book *book, uint32_t page, uint32_t count)
{
	struct shelf *shelf = book->shelf;
	struct arena scratch = {0};
	struct str source;
	struct page parsed;
	struct err err;
	struct shelf_link *links = NULL;
	struct str file = arena_printf(&scratch, "%.*s.md", STR_ARG(book_page(book, page).path));
	if (book_source(book, page, 0, UINT64_MAX, &scratch, &source, &err)) {
		page_parse(file, source, &scratch, &parsed);
		struct links order = links_by_section(&parsed.doc, &scratch);
		if (order.count == count)
			links = arena_array(&shelf->arena, struct shelf_link, count);
		for (uint32_t i = 0; links && i < count; i++) {
			const struct link *link = &parsed.doc.links[order.order[i]];
			struct str text = str_sub(parsed.doc.text, link->text.from, link->text.to);
			links[i].text = arena_copy(&shelf->arena, text);
			links[i].target = arena_copy(&shelf->arena, link->target);
		}
	}
	arena_release(&scratch);
	return links;
}

static struct range links_of(const struct book *book, uint32_t page)
{
	struct range sections = book_page(book, page).sections;
	if (sections.from == sections.to)
		return (struct range){0, 0};
	return (struct range){book_section_links(book, sections.from).from,
			      book_section_links(book, sections.to - 1).to};
}

void shelf_link_says(const struct book *book, uint32_t link, struct book_link *result)
{
	struct shelf *shelf = book->shelf;
	uint32_t npages = book_npages(book), page = book_section_page(book, result->from);
	result->text = result->target = STR("");
	struct range links = page < npages ? links_of(book, page) : (struct range){0, 0};
	if (link < links.from || link >= links.to)
		return;
	if (!shelf->links)
		shelf->links = arena_array(&shelf->arena, struct shelf_link *, npages);
	if (!shelf->links[page])
		shelf->links[page] = read_links(book, page, links.to - links.from);
	if (!shelf->links[page])
		return;
	result->text = shelf->links[page][link - links.from].text;
	result->target = shelf->links[page][link - links.from].target;
}
