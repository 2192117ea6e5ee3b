// SPDX-License-Identifier: ISC
//
// A scene is what is being talked about: the regions, one region, a page, hits.  Telling a scene
// prints it and numbers its choices, each of which is another scene; scenes one came through are a
// stack, for going back.

#include "cmd/plain.h"

#include "base/vec.h"
#include "cmd/print.h"
#include "cmd/shown.h"
#include "search/search.h"

#include <stdio.h>
#include <unistd.h>

enum { COLS = 80, HITS = 20, ANSWER_BYTES = 1024 };

enum scene_kind {
	SCENE_REGIONS,
	SCENE_REGION,
	SCENE_PAGES,
	SCENE_PAGE, // a page, or a section when one is named
	SCENE_OUTLINE,
	SCENE_BACKLINKS,
	SCENE_HITS,
	SCENE_FLAGS,
	SCENE_HELP,
};

struct scene {
	enum scene_kind kind;
	uint32_t page, section, region; // BOOK_NONE where there is none
	struct str query;
};

struct plain {
	struct book *book;
	struct searcher *searcher;
	struct print *print;
	struct arena *arena;
	struct arena scratch; // of the scene being told
	VEC(struct scene) stack;
	VEC(struct scene) choices;
};

static struct scene scene_of(enum scene_kind kind)
{
	return (struct scene){kind, BOOK_NONE, BOOK_NONE, BOOK_NONE, STR("")};
}

static struct scene page_scene(uint32_t page, uint32_t section)
{
	struct scene scene = scene_of(SCENE_PAGE);
	scene.page = page;
	scene.section = section;
	return scene;
}

// Prints the number under which `scene` can be chosen, and what it is called.
static void offer(struct plain *plain, struct scene scene, struct str label)
{
	*vec_push(plain->arena, &plain->choices) = scene;
	print_format(plain->print, "%2u %.*s\n", plain->choices.count, STR_ARG(label));
}

// ---- telling ----

static struct str region_name(const struct plain *plain, uint32_t region)
{
	const struct map *map = book_map(plain->book);
	struct str id = book_region(plain->book, region);
	uint32_t named = map ? map_region(map, id) : MAP_NONE;
	return named == MAP_NONE ? id : map->regions[named].name;
}

// Prints the red flags of a region's pages; returns how many there are.
static uint32_t tell_flags(struct plain *plain, uint32_t region)
{
	uint32_t count, flags = 0;
	const uint32_t *pages = book_region_pages(plain->book, region, &count);
	for (uint32_t i = 0; i < count; i++) {
		struct str flag = book_page(plain->book, pages[i]).flag;
		if (flag.len && ++flags)
			print_format(plain->print, "Red flag: %.*s\n", STR_ARG(flag));
	}
	return flags;
}

static bool has_flags(const struct plain *plain, uint32_t region)
{
	uint32_t count;
	const uint32_t *pages = book_region_pages(plain->book, region, &count);
	bool flags = false;
	for (uint32_t i = 0; i < count && !flags; i++)
		flags = book_page(plain->book, pages[i]).flag.len > 0;
	return flags;
}

static void offer_region(struct plain *plain, struct str id)
{
	uint32_t region = book_find_region(plain->book, id), count = 0;
	if (region == BOOK_NONE)
		return;
	book_region_pages(plain->book, region, &count);
	if (!count)
		return;
	struct scene scene = scene_of(SCENE_REGION);
	scene.region = region;
	offer(plain, scene,
	      arena_printf(&plain->scratch, "%.*s: %u page%s%s",
			   STR_ARG(region_name(plain, region)), count, count == 1 ? "" : "s",
			   has_flags(plain, region) ? ", red flags" : ""));
}

// Head to toe, in the order of the map.
static void tell_regions(struct plain *plain)
{
	const struct map *map = book_map(plain->book);
	print_format(plain->print, "%.*s. Regions, head to toe.\n",
		     STR_ARG(book_settings(plain->book)->title));
	for (uint32_t i = 0; map && i < map->nregions; i++)
		offer_region(plain, map->regions[i].id);
}

static struct str page_label(struct plain *plain, uint32_t page)
{
	const struct settings *settings = book_settings(plain->book);
	struct book_page told = book_page(plain->book, page);
	if (told.kind == KIND_NONE)
		return told.title;
	return arena_printf(&plain->scratch, "%.*s (%.*s)", STR_ARG(told.title),
			    STR_ARG(settings->kinds[told.kind].label));
}

static void tell_region(struct plain *plain, uint32_t region)
{
	uint32_t count;
	const uint32_t *pages = book_region_pages(plain->book, region, &count);
	print_line(plain->print, region_name(plain, region));
	tell_flags(plain, region);
	for (uint32_t i = 0; i < count; i++)
		offer(plain, page_scene(pages[i], BOOK_NONE), page_label(plain, pages[i]));
}

static void tell_pages(struct plain *plain)
{
	print_line(plain->print, STR("Pages"));
	for (uint32_t i = 0; i < book_npages(plain->book); i++)
		offer(plain, page_scene(i, BOOK_NONE), page_label(plain, i));
}

static void tell_all_flags(struct plain *plain)
{
	print_line(plain->print, STR("Red flags"));
	for (uint32_t i = 0; i < book_npages(plain->book); i++) {
		struct book_page page = book_page(plain->book, i);
		if (page.flag.len)
			offer(plain, page_scene(i, BOOK_NONE),
			      arena_printf(&plain->scratch, "%.*s\n   %.*s", STR_ARG(page.title),
					   STR_ARG(page.flag)));
	}
}

static void tell_text(struct plain *plain, const struct scene *scene)
{
	struct shown shown;
	struct err err;
	if (shown_read(plain->book, scene->page, scene->section, &plain->scratch, &shown, &err))
		shown_print(plain->print, plain->book, &shown, COLS, &plain->scratch);
	else
		print_line(plain->print, str_of(err.text));
}

static void offer_links(struct plain *plain, const struct scene *scene)
{
	struct range sections = sections_shown(plain->book, scene->page, scene->section);
	for (uint32_t s = sections.from; s < sections.to; s++) {
		struct range links = book_section_links(plain->book, s);
		for (uint32_t i = links.from; i < links.to; i++) {
			struct book_link link = book_link(plain->book, i);
			if (link.page != BOOK_NONE)
				offer(plain, page_scene(link.page, link.section), link.text);
		}
	}
}

static void tell_page(struct plain *plain, const struct scene *scene)
{
	struct book_page page = book_page(plain->book, scene->page);
	for (uint32_t i = page.regions.from; i < page.regions.to && !page.flag.len; i++) {
		if (tell_flags(plain, book_page_region(plain->book, i)))
			break;
	}
	if (page.flag.len)
		print_format(plain->print, "Red flag: %.*s\n", STR_ARG(page.flag));
	if (scene->section != BOOK_NONE)
		print_format(plain->print, "From the page: %.*s\n", STR_ARG(page.title));
	print_text(plain->print, STR("\n"));
	tell_text(plain, scene);
	print_line(plain->print, STR("\nLinks:"));
	offer_links(plain, scene);
}

static void tell_outline(struct plain *plain, uint32_t page)
{
	struct book_page told = book_page(plain->book, page);
	print_format(plain->print, "Sections of: %.*s\n", STR_ARG(told.title));
	for (uint32_t s = told.sections.from; s < told.sections.to; s++) {
		struct book_section section = book_section(plain->book, s);
		if (section.level)
			offer(plain, page_scene(page, s), section.heading);
	}
}

static void tell_backlinks(struct plain *plain, uint32_t page)
{
	uint32_t count;
	const uint32_t *links = book_backlinks(plain->book, page, &count);
	print_format(plain->print, "Pages that link to: %.*s\n",
		     STR_ARG(book_page(plain->book, page).title));
	for (uint32_t i = 0; i < count; i++) {
		struct book_section from =
			book_section(plain->book, book_link(plain->book, links[i]).from);
		struct str title = book_page(plain->book, from.page).title;
		offer(plain, page_scene(from.page, book_link(plain->book, links[i]).from),
		      arena_printf(&plain->scratch, "%.*s > %.*s", STR_ARG(title),
				   STR_ARG(from.heading)));
	}
}

static void tell_hits(struct plain *plain, struct str query)
{
	const struct search_options options = {.limit = HITS, .kind = KIND_NONE};
	struct hits hits;
	search(plain->searcher, query, &options, &plain->scratch, &hits);
	print_format(plain->print, "%u section%s for: %.*s\n", hits.total,
		     hits.total == 1 ? "" : "s",
		     STR_ARG(hits.corrected.len ? hits.corrected : query));
	if (hits.reading.len)
		print_line(plain->print, hits.reading);
	if (!hits.count && hits.help.len)
		print_line(plain->print, hits.help);
	for (uint32_t i = 0; i < hits.count; i++) {
		struct book_section section = book_section(plain->book, hits.hit[i].section);
		struct str title = book_page(plain->book, section.page).title;
		struct snippet snippet =
			search_snippet(plain->searcher, &hits.query, hits.hit[i].section, 2 * COLS,
				       &plain->scratch);
		offer(plain, page_scene(section.page, hits.hit[i].section),
		      arena_printf(&plain->scratch, "%.*s > %.*s\n   %.*s", STR_ARG(title),
				   STR_ARG(section.heading), STR_ARG(snippet.text)));
	}
}

static void tell_help(struct plain *plain)
{
	print_text(plain->print,
		   STR("Answer with a number to choose, a region's name, or one of these:\n"
		       " /words  search the book\n"
		       " b       back\n"
		       " m       the regions, head to toe\n"
		       " p       all pages\n"
		       " !       red flags\n"
		       " o       sections of this page\n"
		       " w       the whole page\n"
		       " l       what links to this page\n"
		       " q       quit\n"));
}

static void tell(struct plain *plain, const struct scene *scene)
{
	plain->choices.count = 0;
	arena_clear(&plain->scratch);
	switch (scene->kind) {
	case SCENE_REGIONS:
		tell_regions(plain);
		break;
	case SCENE_REGION:
		tell_region(plain, scene->region);
		break;
	case SCENE_PAGES:
		tell_pages(plain);
		break;
	case SCENE_PAGE:
		tell_page(plain, scene);
		break;
	case SCENE_OUTLINE:
		tell_outline(plain, scene->page);
		break;
	case SCENE_BACKLINKS:
		tell_backlinks(plain, scene->page);
		break;
	case SCENE_HITS:
		tell_hits(plain, scene->query);
		break;
	case SCENE_FLAGS:
		tell_all_flags(plain);
		break;
	case SCENE_HELP:
		tell_help(plain);
		break;
	}
}

// ---- answering ----

static void enter(struct plain *plain, struct scene scene)
{
	*vec_push(plain->arena, &plain->stack) = scene;
	tell(plain, &scene);
}

static struct scene *now(struct plain *plain)
{
	return &plain->stack.at[plain->stack.count - 1];
}

static void back(struct plain *plain)
{
	if (plain->stack.count > 1)
		plain->stack.count--;
	tell(plain, now(plain));
}

// Scenes about the page that is being read.
static void enter_about_page(struct plain *plain, enum scene_kind kind)
{
	uint32_t page = now(plain)->page;
	if (page == BOOK_NONE) {
		print_line(plain->print, STR("There is no page here; choose one first."));
		return;
	}
	struct scene scene = page_scene(page, BOOK_NONE);
	scene.kind = kind;
	enter(plain, scene);
}

static void enter_search(struct plain *plain, struct str query)
{
	struct scene scene = scene_of(SCENE_HITS);
	scene.query = arena_copy(plain->arena, query);
	enter(plain, scene);
}

// A name: the regions that are called so; one is entered, several are offered.
static void enter_named(struct plain *plain, struct str name)
{
	const struct map *map = book_map(plain->book);
	uint32_t found[64], count = map ? map_find(map, name, found, countof(found)) : 0;
	plain->choices.count = 0;
	for (uint32_t i = 0; i < count; i++)
		offer_region(plain, map->regions[found[i]].id);
	if (plain->choices.count == 1)
		enter(plain, plain->choices.at[0]);
	else if (!plain->choices.count)
		enter_search(plain, name);
}

static void answer_letter(struct plain *plain, char letter, struct str answer)
{
	switch (letter) {
	case 'b':
		back(plain);
		break;
	case 'm':
		enter(plain, scene_of(SCENE_REGIONS));
		break;
	case 'p':
		enter(plain, scene_of(SCENE_PAGES));
		break;
	case '!':
		enter(plain, scene_of(SCENE_FLAGS));
		break;
	case '?':
		enter(plain, scene_of(SCENE_HELP));
		break;
	case 'o':
		enter_about_page(plain, SCENE_OUTLINE);
		break;
	case 'w':
		enter_about_page(plain, SCENE_PAGE);
		break;
	case 'l':
		enter_about_page(plain, SCENE_BACKLINKS);
		break;
	default:
		enter_named(plain, answer);
		break;
	}
}

// False when it asked to end.
static bool answer(struct plain *plain, struct str line)
{
	uint32_t number;
	if (!line.len) {
		tell(plain, now(plain));
	} else if (str_eq(line, STR("q"))) {
		return false;
	} else if (line.ptr[0] == '/') {
		enter_search(plain, str_trim(str_sub(line, 1, line.len)));
	} else if (str_number(line, UINT32_MAX, &number)) {
		if (number && number <= plain->choices.count)
			enter(plain, plain->choices.at[number - 1]);
		else
			print_line(plain->print, STR("That number was not offered."));
	} else {
		answer_letter(plain, line.len == 1 ? line.ptr[0] : 0, line);
	}
	return true;
}

static bool first_scene(struct plain *plain, const struct plain_options *options, struct err *err)
{
	uint32_t page, section;
	struct scene scene = scene_of(book_map(plain->book) ? SCENE_REGIONS : SCENE_PAGES);
	if (book_npages(plain->book) == 1)
		scene = page_scene(0, BOOK_NONE);
	if (options->page.len) {
		if (!cmd_locate(plain->book, options->page, &page, &section, err))
			return false;
		scene = page_scene(page, section);
	}
	if (options->query.len) {
		scene = scene_of(SCENE_HITS);
		scene.query = options->query;
	}
	struct str notice = book_settings(plain->book)->notice;
	if (notice.len && book_npages(plain->book) > 1)
		print_line(plain->print, notice);
	enter(plain, scene);
	return true;
}

static void converse(struct plain *plain)
{
	char line[ANSWER_BYTES];
	for (;;) {
		print_text(plain->print, STR("\nNumber, name, /words, b back, ? help, q quit: "));
		print_flush(plain->print);
		if (!fgets(line, sizeof line, stdin))
			return;
		if (!answer(plain, str_trim(str_of(line))))
			return;
	}
}

static enum status talk(struct book *book, const struct plain_options *options, bool ask,
			struct arena *arena, struct err *err)
{
	struct plain plain = {.book = book, .arena = arena};
	plain.searcher = searcher_open(book, err);
	if (!plain.searcher)
		return STATUS_TROUBLE;
	plain.print = print_open(false);
	enum status status = first_scene(&plain, options, err) ? STATUS_DONE : STATUS_NOTHING;
	if (status == STATUS_DONE && ask)
		converse(&plain);
	if (!print_close(plain.print, err))
		status = STATUS_TROUBLE;
	searcher_close(plain.searcher);
	arena_release(&plain.scratch);
	return status;
}

enum status plain_run(struct book *book, const struct plain_options *options, struct arena *arena,
		      struct err *err)
{
	return talk(book, options, true, arena, err);
}

enum status plain_print(struct book *book, const struct plain_options *options, struct arena *arena,
			struct err *err)
{
	return talk(book, options, false, arena, err);
}
