// SPDX-License-Identifier: ISC

#include "cmd/checker.h"

#include "base/file.h"
#include "index/resolve.h"

// A page being checked; its text lives in `scratch`, what outlives it in the checker's arena.
struct visit {
	struct checker *checker;
	struct arena *scratch;
	uint32_t index; // in the book
	struct book_page entry;
	struct page page;
	struct checked_page *checked;
};

#define COMPLAIN(visit, ...)                                                                       \
	findings_add(&(visit)->checker->findings, (visit)->checked->file, __VA_ARGS__)

// The line of a value in the front matter: the first at or behind `key` that holds it.
static uint32_t head_line(const struct visit *visit, struct str key, struct str value)
{
	struct str rest = visit->page.source, line;
	uint32_t found = 1;
	bool inside = false;
	for (uint32_t number = 1; number <= visit->page.meta.lines && str_line(&rest, &line);
	     number++) {
		struct str behind, name = str_cut(line, ':', &behind);
		if (!inside && behind.ptr && str_eq(str_trim(name), key)) {
			inside = true;
			found = number;
		}
		if (inside && str_find(line, value, 0) != SIZE_MAX)
			return number;
	}
	return found;
}

static bool is_on_map(const struct checker *checker, struct str id, bool *has_shape)
{
	bool known = false;
	*has_shape = false;
	for (uint32_t i = 0; i < checker->maps.count; i++) {
		const struct map *map = &checker->maps.at[i];
		uint32_t region = map_region(map, id);
		known |= region != MAP_NONE;
		for (uint32_t p = 0; p < map->nplaces && region != MAP_NONE; p++)
			*has_shape |= map->places[p].region == region;
	}
	return known;
}

static void check_regions(struct visit *visit)
{
	const struct strs *regions = &visit->page.meta.regions;
	for (uint32_t i = 0; i < regions->count && visit->checker->maps.count; i++) {
		bool has_shape, known = is_on_map(visit->checker, regions->at[i], &has_shape);
		uint32_t line = head_line(visit, STR("regions"), regions->at[i]);
		visit->checked->on_map |= has_shape;
		if (!known)
			COMPLAIN(visit, line, "the map has no region \"%.*s\"",
				 STR_ARG(regions->at[i]));
		else if (!has_shape)
			COMPLAIN(visit, line, "the region \"%.*s\" has no shape on the map",
				 STR_ARG(regions->at[i]));
	}
}

static void check_head(struct visit *visit)
{
	struct checker *checker = visit->checker;
	const struct meta *meta = &visit->page.meta;
	if (visit->page.problem.len)
		findings_add_sentence(&checker->findings, STR(""), visit->page.problem,
				      visit->checked->file);
	if (!checker->asks)
		return;
	if (meta->kind.len && settings_kind(checker->settings, meta->kind) == KIND_NONE)
		COMPLAIN(visit, head_line(visit, STR("kind"), STR("")),
			 "book.yaml has no kind \"%.*s\"", STR_ARG(meta->kind));
	if (visit->entry.kind == checker->kind_red_flag && visit->entry.kind != KIND_NONE &&
	    !meta->flag.len)
		COMPLAIN(visit, 1, "a page of kind \"%.*s\" needs a line \"flag: ...\"",
			 STR_ARG(meta->kind));
	for (uint32_t i = 0; i < meta->sources.count; i++) {
		struct str source = meta->sources.at[i];
		if (str_find(source, STR("://"), 0) == SIZE_MAX &&
		    book_find_page(checker->book, source) == BOOK_NONE)
			COMPLAIN(visit, head_line(visit, STR("sources"), source),
				 "there is no source \"%.*s\"", STR_ARG(source));
	}
}

static void add_name(struct visit *visit, struct str name, uint32_t line)
{
	struct arena *arena = visit->checker->arena;
	struct str key = resolve_key(arena, name);
	if (key.len)
		*vec_push(arena, &visit->checker->names) =
			(struct checked_name){key, arena_copy(arena, name), visit->index, line};
}

// Titles of a folder of notes may repeat ("README"); a name that was given may not.
static void gather_names(struct visit *visit)
{
	const struct meta *meta = &visit->page.meta;
	if (visit->checker->asks || meta->title.len)
		add_name(visit, visit->page.title,
			 meta->title.len ? head_line(visit, STR("title"), STR("")) : 1);
	for (uint32_t i = 0; i < meta->aliases.count; i++)
		add_name(visit, meta->aliases.at[i],
			 head_line(visit, STR("aliases"), meta->aliases.at[i]));
}

static bool holds(struct visit *visit, struct str text, const char *before, struct str name,
		  const char *after)
{
	struct str part = arena_printf(visit->scratch, "%s%.*s%s", before, STR_ARG(name), after);
	return str_find(text, part, 0) != SIZE_MAX;
}

// Whether a page marks a place of this name itself: <a id="name">, "{#name}" behind a heading.
static bool marks_place(struct visit *visit, uint32_t page, struct str name)
{
	struct err err;
	struct str text;
	uint64_t bytes = book_page(visit->checker->book, page).bytes;
	return book_source(visit->checker->book, page, 0, bytes, visit->scratch, &text, &err) &&
	       (holds(visit, text, "\"", name, "\"") || holds(visit, text, "'", name, "'") ||
		holds(visit, text, "{#", name, "}"));
}

// Whether a file of the folder that is no page, or a folder of it, has this name as seen from the
// page: "../LICENSE", "img/".
static bool names_file(struct visit *visit, struct str target)
{
	const struct checker *checker = visit->checker;
	struct str path = visit->entry.path;
	size_t folder = target.len && target.ptr[0] == '/' ? 0 : path.len - resolve_last(path).len;
	const char *name = arena_printf(visit->scratch, "%.*s%.*s%.*s", STR_ARG(checker->prefix),
					(int)folder, path.ptr, STR_ARG(target))
				   .ptr;
	return checker->folder && (file_exists(name, NULL) || file_is_folder(name));
}

static void check_link(struct visit *visit, const struct link *link, uint32_t *to_page,
		       uint32_t *to_section)
{
	struct str anchor, page = str_cut(link->target, '#', &anchor);
	switch (book_resolve(visit->checker->book, visit->index, link->target, link->wiki, to_page,
			     to_section)) {
	case TARGET_SECTION:
	case TARGET_EXTERNAL:
		return;
	case TARGET_NO_PAGE:
		if (link->wiki || !names_file(visit, page))
			COMPLAIN(visit, link->line, "a link to \"%.*s\": there is no such page",
				 STR_ARG(link->target));
		return;
	case TARGET_NO_SECTION:
		if (!marks_place(visit, *to_page, anchor))
			COMPLAIN(visit, link->line, "a link to \"%.*s\": %s has no such section",
				 STR_ARG(link->target), page.len ? "that page" : "this page");
		return;
	}
}

static bool is_red_flag(const struct checker *checker, uint32_t page, uint32_t section)
{
	return book_page(checker->book, page).kind == checker->kind_red_flag ||
	       (section != BOOK_NONE &&
		book_section(checker->book, section).kind == checker->kind_red_flag);
}

static bool is_see_also(const struct doc *doc, const struct link *link)
{
	const struct section *section = &doc->sections[doc->blocks[link->block].section];
	return str_eq_nocase(section->heading, STR("See also"));
}

// All links of the page; whether one leads to a red flag.
static bool check_links(struct visit *visit)
{
	struct checker *checker = visit->checker;
	const struct doc *doc = &visit->page.doc;
	bool red_flag = false;
	for (uint32_t i = 0; i < doc->nlinks; i++) {
		const struct link *link = &doc->links[i];
		uint32_t page = BOOK_NONE, section = BOOK_NONE;
		if (link->image || link->note != DOC_NONE)
			continue;
		check_link(visit, link, &page, &section);
		if (page == BOOK_NONE)
			continue;
		red_flag |= is_red_flag(checker, page, section);
		checker->pages[page].near_map |= visit->checked->on_map;
		checker->pages[page].linked |= page != visit->index;
		if (is_see_also(doc, link) && page != visit->index)
			*vec_push(checker->arena, &checker->see_also) =
				(struct see_also){visit->index, page, link->line};
	}
	return red_flag;
}

static void check_symptom(struct visit *visit, bool red_flag)
{
	const struct checker *checker = visit->checker;
	if (checker->kind_symptom == KIND_NONE || checker->kind_red_flag == KIND_NONE ||
	    visit->entry.kind != checker->kind_symptom)
		return;
	for (uint32_t i = visit->entry.sections.from; i < visit->entry.sections.to; i++)
		red_flag |= book_section(checker->book, i).kind == checker->kind_red_flag;
	if (!red_flag)
		COMPLAIN(visit, 1,
			 "a page of symptoms needs a section on red flags, or a link to "
			 "a page of them");
}

// The page's file as a finding names it.
static struct str page_file(const struct checker *checker, struct str path)
{
	struct str file;
	static const char *const endings[] = {".md", ".markdown", ".MD", ""};
	for (size_t i = 0; checker->folder && i < countof(endings); i++) {
		file = arena_printf(checker->arena, "%.*s%.*s%s", STR_ARG(checker->prefix),
				    STR_ARG(path), endings[i]);
		if (file_exists(file.ptr, NULL))
			return file;
	}
	return arena_printf(checker->arena, "%.*s%.*s.md", STR_ARG(checker->prefix), STR_ARG(path));
}

static void check_page(struct visit *visit)
{
	struct err err;
	struct str source;
	const struct checker *checker = visit->checker;
	visit->entry = book_page(checker->book, visit->index);
	visit->checked = &checker->pages[visit->index];
	visit->checked->file = page_file(checker, visit->entry.path);
	if (!book_source(checker->book, visit->index, 0, visit->entry.bytes, visit->scratch,
			 &source, &err)) {
		COMPLAIN(visit, 1, "%s", err.text);
		return;
	}
	page_parse(visit->checked->file, source, visit->scratch, &visit->page);
	if (visit->page.doc.problem.len)
		COMPLAIN(visit, 1, "%.*s", STR_ARG(visit->page.doc.problem));
	check_regions(visit);
	check_head(visit);
	gather_names(visit);
	check_symptom(visit, check_links(visit));
}

void check_pages(struct checker *checker)
{
	struct arena scratch = {0};
	uint32_t count = book_npages(checker->book);
	checker->pages = arena_array(checker->arena, struct checked_page, count);
	for (uint32_t i = 0; i < count; i++) {
		struct visit visit = {.checker = checker, .scratch = &scratch, .index = i};
		check_page(&visit);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
}
