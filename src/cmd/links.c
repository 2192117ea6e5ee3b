// SPDX-License-Identifier: ISC

#include "cmd/links.h"

#include "cmd/cmd.h"
#include "cmd/print.h"
#include "cmd/shown.h"

static const struct option options[] = {
	OPTION_BOOK,
	{"json", 0, NULL},
	{NULL, 0, NULL},
};

struct str link_target(const struct book *book, const struct book_link *link, struct arena *arena)
{
	if (link->section != BOOK_NONE)
		return book_address(book, link->section, arena);
	return link->page != BOOK_NONE ? book_page(book, link->page).path : link->target;
}

void json_links(struct print *print, const struct book *book, struct range sections,
		struct arena *arena)
{
	json_open(print, "links", '[');
	for (uint32_t s = sections.from; s < sections.to; s++) {
		struct range links = book_section_links(book, s);
		for (uint32_t i = links.from; i < links.to; i++) {
			struct book_link link = book_link(book, i);
			json_open(print, NULL, '{');
			json_str(print, "text", link.text);
			json_str(print, "target", link_target(book, &link, arena));
			json_close(print);
		}
	}
	json_close(print);
}

// A link leads here when it names the page, or a section of those shown.
static bool leads_to(const struct book_link *link, bool whole, struct range sections)
{
	return whole || (link->section >= sections.from && link->section < sections.to);
}

void json_backlinks(struct print *print, const struct book *book, uint32_t page, uint32_t section,
		    struct arena *arena)
{
	uint32_t count, last = BOOK_NONE;
	const uint32_t *links = book_backlinks(book, page, &count);
	struct range sections = sections_shown(book, page, section);
	json_open(print, "backlinks", '[');
	for (uint32_t i = 0; i < count; i++) {
		struct book_link link = book_link(book, links[i]);
		if (!leads_to(&link, section == BOOK_NONE, sections) || link.from == last)
			continue;
		json_str(print, NULL, book_address(book, link.from, arena));
		last = link.from;
	}
	json_close(print);
}

static void print_row(struct print *print, const char *way, struct str place, struct str text)
{
	print_format(print, "%s\t", way);
	print_path(print, place);
	print_format(print, "\t%.*s\n", STR_ARG(text));
}

static uint32_t print_rows(struct print *print, const struct book *book, uint32_t page,
			   uint32_t section, struct arena *arena)
{
	struct range sections = sections_shown(book, page, section);
	uint32_t rows = 0, count;
	for (uint32_t s = sections.from; s < sections.to; s++) {
		struct range links = book_section_links(book, s);
		for (uint32_t i = links.from; i < links.to; i++, rows++) {
			struct book_link link = book_link(book, i);
			struct str target = link_target(book, &link, arena);
			print_row(print, "to", target, link.text);
		}
	}
	const uint32_t *back = book_backlinks(book, page, &count);
	for (uint32_t i = 0; i < count; i++) {
		struct book_link link = book_link(book, back[i]);
		if (!leads_to(&link, section == BOOK_NONE, sections))
			continue;
		struct str from = book_address(book, link.from, arena);
		print_row(print, "from", from, link.text);
		rows++;
	}
	return rows;
}

static enum status print_links(struct book *book, const struct args *args, struct arena *arena,
			       struct err *err)
{
	uint32_t page, section, rows = 1;
	if (!cmd_locate(book, args->words[0], &page, &section, err))
		return STATUS_NOTHING;
	struct print *print = print_open(false);
	if (args_given(args, "json")) {
		json_open(print, NULL, '{');
		json_number(print, "format_version", 1);
		json_str(print, "page", book_page(book, page).path);
		json_links(print, book, sections_shown(book, page, section), arena);
		json_backlinks(print, book, page, section, arena);
		json_close(print);
	} else {
		rows = print_rows(print, book, page, section, arena);
	}
	if (!print_close(print, err))
		return STATUS_TROUBLE;
	return rows ? STATUS_DONE : STATUS_NOTHING;
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	if (args->nwords == 1)
		return cmd_with_book(args_value(args, "book", STR("")), print_links, args, arena,
				     err);
	err_set(err, "links wants one page, as in: bodymap links calf-pain");
	return STATUS_TROUBLE;
}

const struct command cmd_links = {
	.name = "links",
	.usage = "[-b BOOK] [--json] PAGE[#SECTION]",
	.help = "where a page's links lead, and what links to it",
	.more = "  --json          one object, for scripts\n",
	.options = options,
	.run = run,
};
