// SPDX-License-Identifier: ISC

#include "cmd/checker.h"

#include <stdlib.h>

#include "index/resolve.h"

static struct str path_of(const struct checker *checker, uint32_t page)
{
	return book_page(checker->book, page).path;
}

static int compare_names(const void *a, const void *b)
{
	const struct checked_name *x = a, *y = b;
	int order = str_cmp(x->key, y->key);
	if (!order)
		order = (x->page > y->page) - (x->page < y->page);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void check_names(struct checker *checker)
{
	struct checked_name *names = checker->names.at;
	if (checker->names.count)
		qsort(names, checker->names.count, sizeof *names, compare_names);
	for (uint32_t i = 1; i < checker->names.count; i++) {
		if (!str_eq(names[i].key, names[i - 1].key))
			continue;
		struct str other = path_of(checker, names[i - 1].page);
		findings_add(&checker->findings, checker->pages[names[i].page].file, names[i].line,
			     "\"%.*s\" is a name of the page \"%.*s\" already",
			     STR_ARG(names[i].name), STR_ARG(other));
	}
}

// The page a book or a folder begins with.
static bool is_start(const struct checker *checker, struct str path)
{
	static const char *const names[] = {"README", "index", "_index", "SUMMARY"};
	if (str_eq(path, checker->settings->start))
		return true;
	for (size_t i = 0; i < countof(names); i++) {
		if (str_eq_nocase(resolve_last(path), str_of(names[i])))
			return true;
	}
	return false;
}

static void check_ways(struct checker *checker)
{
	uint32_t count = book_npages(checker->book);
	for (uint32_t i = 0; i < count && count > 1; i++) {
		const struct checked_page *page = &checker->pages[i];
		struct book_page entry = book_page(checker->book, i);
		bool source = entry.kind != KIND_NONE && entry.kind == checker->kind_source;
		if (source || is_start(checker, entry.path))
			continue;
		if (!page->linked)
			findings_add(&checker->findings, page->file, 1,
				     "no page links to this one");
		if (checker->asks && checker->maps.count && !page->on_map && !page->near_map)
			findings_add(&checker->findings, page->file, 1,
				     "more than two steps from the map: it names no region with a "
				     "shape, and no page that does links to it");
	}
}

static int compare_see_also(const void *a, const void *b)
{
	const struct see_also *x = a, *y = b;
	int order = (x->from > y->from) - (x->from < y->from);
	return order ? order : (x->to > y->to) - (x->to < y->to);
}

static void check_see_also(struct checker *checker)
{
	struct see_also *all = checker->see_also.at;
	uint32_t count = checker->see_also.count;
	if (!checker->asks || !count)
		return;
	qsort(all, count, sizeof *all, compare_see_also);
	for (uint32_t i = 0; i < count; i++) {
		struct see_also back = {.from = all[i].to, .to = all[i].from};
		struct str other = path_of(checker, all[i].to);
		if (!bsearch(&back, all, count, sizeof *all, compare_see_also))
			findings_add(
				&checker->findings, checker->pages[all[i].from].file, all[i].line,
				"\"See also\" names \"%.*s\", whose own does not name this page",
				STR_ARG(other));
	}
}

void check_whole(struct checker *checker)
{
	check_names(checker);
	check_ways(checker);
	check_see_also(checker);
}
