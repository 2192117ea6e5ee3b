// SPDX-License-Identifier: ISC

#include "cmd/cmd.h"
#include "cmd/print.h"

static const struct option options[] = {
	OPTION_BOOK, {"kind", 0, "KIND"}, {"in", 0, "REGION"}, {"json", 0, NULL}, {NULL, 0, NULL},
};

static bool has_region(const struct book *book, const struct book_page *page, uint32_t region)
{
	for (uint32_t i = page->regions.from; i < page->regions.to; i++) {
		if (book_page_region(book, i) == region)
			return true;
	}
	return false;
}

static void print_json(struct print *print, const struct book *book, const struct book_page *page)
{
	const struct settings *settings = book_settings(book);
	json_open(print, NULL, '{');
	json_str(print, "page", page->path);
	json_str(print, "title", page->title);
	json_str(print, "kind", page->kind == KIND_NONE ? STR("") : settings->kinds[page->kind].id);
	json_open(print, "regions", '[');
	for (uint32_t i = page->regions.from; i < page->regions.to; i++)
		json_str(print, NULL, book_region(book, book_page_region(book, i)));
	json_close(print);
	json_open(print, "sections", '[');
	for (uint32_t i = page->sections.from; i < page->sections.to; i++) {
		struct book_section section = book_section(book, i);
		if (!section.level)
			continue;
		json_open(print, NULL, '{');
		json_str(print, "section", section.anchor);
		json_str(print, "heading", section.heading);
		json_number(print, "level", section.level);
		json_close(print);
	}
	json_close(print);
	json_close(print);
}

static void print_row(struct print *print, const struct book *book, const struct book_page *page)
{
	const struct settings *settings = book_settings(book);
	print_path(print, page->path);
	print_text(print, STR("\t"));
	if (page->kind != KIND_NONE)
		print_text(print, settings->kinds[page->kind].id);
	print_text(print, STR("\t"));
	print_line(print, page->title);
}

static enum status print_pages(struct book *book, const struct args *args, struct arena *arena,
			       struct err *err)
{
	(void)arena;
	uint32_t kind = KIND_NONE, region = BOOK_NONE, count = 0;
	bool by_kind = args_given(args, "kind"), by_region = args_given(args, "in");
	bool json = args_given(args, "json");
	if ((by_kind && !cmd_find_kind(book, args_value(args, "kind", STR("")), &kind, err)) ||
	    (by_region && !cmd_find_region(book, args_value(args, "in", STR("")), &region, err)))
		return STATUS_TROUBLE;
	struct print *print = print_open(false);
	if (json) {
		json_open(print, NULL, '{');
		json_number(print, "format_version", 1);
		json_open(print, "pages", '[');
	}
	for (uint32_t i = 0; i < book_npages(book); i++) {
		struct book_page page = book_page(book, i);
		if ((by_kind && page.kind != kind) ||
		    (by_region && !has_region(book, &page, region)))
			continue;
		count++;
		if (json)
			print_json(print, book, &page);
		else
			print_row(print, book, &page);
	}
	if (json) {
		json_close(print);
		json_close(print);
	}
	if (!print_close(print, err))
		return STATUS_TROUBLE;
	return count ? STATUS_DONE : STATUS_NOTHING;
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	if (!args_no_words(args, "list", err))
		return STATUS_TROUBLE;
	return cmd_with_book(args_value(args, "book", STR("")), print_pages, args, arena, err);
}

const struct command cmd_list = {
	.name = "list",
	.usage = "[-b BOOK] [--kind KIND] [--in REGION] [--json]",
	.help = "the pages of the book: path, kind and title",
	.more = "  --kind KIND     only those of a kind\n"
		"  --in REGION     only those of a region: bodymap map --list\n"
		"  --json          with regions and sections, for scripts\n",
	.options = options,
	.run = run,
};
