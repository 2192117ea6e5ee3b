// SPDX-License-Identifier: ISC
//
// A scene is what is being talked about: a list, a region, a page, hits.  Telling a scene prints it
// and numbers its choices, each of which is another scene; the scenes one came through are a stack,
// for going back.  What the lists hold is what the screens' lists hold (view/lists/entries.h), so that
// the two cannot differ.

#include "cmd/plain.h"

#include "base/vec.h"
#include "cmd/print.h"
#include "cmd/shown.h"
#include "ui/state.h"
#include "view/flags.h"
#include "view/lists/entries.h"

#include <stdio.h>
#include <time.h>

// A list is told in parts: thousands of lines at once would drown a reader and choke a slow line.
enum { COLS = 80, HITS = 20, PART = 60, ANSWER_BYTES = 1024, NAMED = 64 };

enum scene_kind {
	SCENE_LIST,
	SCENE_REGION,
	SCENE_PAGE, // a page, or a section when one is named
	SCENE_HITS,
	SCENE_HELP,
};

struct scene {
	enum scene_kind kind;
	enum list_kind list;
	uint32_t page, section; // BOOK_NONE where there is none
	struct str text;        // a query, or a region's id
};

struct plain {
	struct desk desk;
	struct places places;
	struct print *print;
	struct arena *arena;
	struct arena scratch; // of the scene being told
	VEC(struct scene) stack;
	VEC(struct scene) choices;
	bool asks;     // somebody answers: there may be parts
	uint32_t told; // how much of the scene's list has been told when there is more; or 0
};

static struct scene list_scene(enum list_kind list, uint32_t page)
{
	return (struct scene){SCENE_LIST, list, page, BOOK_NONE, STR("")};
}

static struct scene page_scene(uint32_t page, uint32_t section)
{
	return (struct scene){.kind = SCENE_PAGE, .page = page, .section = section};
}

static struct scene text_scene(enum scene_kind kind, struct str text)
{
	return (struct scene){kind, LIST_PAGES, BOOK_NONE, BOOK_NONE, text};
}

// ---- telling ----

// Prints the number under which `scene` can be chosen, and what it is called.
static void offer(struct plain *plain, struct scene scene, struct str label, struct str aside)
{
	*vec_push(plain->arena, &plain->choices) = scene;
	print_format(plain->print, "%2u %.*s", plain->choices.count, STR_ARG(label));
	if (aside.len)
		print_format(plain->print, " (%.*s)", STR_ARG(aside));
	print_text(plain->print, STR("\n"));
}

static void offer_entry(struct plain *plain, const struct entry *entry)
{
	struct scene scene = page_scene(entry->page, entry->section);
	if (entry->region.len)
		scene = text_scene(SCENE_REGION, entry->region);
	if (entry->letter)
		print_format(plain->print, "%c ", entry->letter);
	if (entry->say.len)
		print_format(plain->print, "-- %.*s (%.*s)\n", STR_ARG(entry->text),
			     STR_ARG(entry->say));
	else
		offer(plain, scene, entry->text, entry->aside);
	if (entry->more.text.len && !entry->say.len)
		print_format(plain->print, "   %s%.*s\n", entry->flag ? "Red flag: " : "",
			     STR_ARG(entry->more.text));
}

// Says how far it has come when there is more.
static void end_part(struct plain *plain, uint32_t told, uint32_t all)
{
	plain->told = told < all ? told : 0;
	if (plain->told)
		print_format(plain->print, "%u of %u; n tells the next.\n", told, all);
}

// The next part of a list, or all of it.
static void tell_entries(struct plain *plain, struct entries *entries)
{
	uint32_t all = entries->list.count, from = plain->told;
	uint32_t to = plain->asks && all - from > PART ? from + PART : all;
	struct str group = STR("");
	if (!all && entries->none.len)
		print_line(plain->print, entries->none);
	for (uint32_t i = from ? from - 1 : 0; i < to; i++) {
		const struct entry *entry = &entries->list.at[i];
		entries_fill(&plain->desk, entries, i, &plain->scratch);
		if (i >= from && entry->group.len && !str_eq(entry->group, group))
			print_line(plain->print, entry->group);
		group = entry->group;
		if (i >= from)
			offer_entry(plain, entry);
	}
	end_part(plain, to, all);
}

static void tell_list(struct plain *plain, enum list_kind list, uint32_t page)
{
	struct entries entries;
	entries_make(&plain->desk, list, page, STR(""), &plain->scratch, &entries);
	if (!plain->told)
		print_line(plain->print, entries.title);
	tell_entries(plain, &entries);
}

static void tell_flags(struct plain *plain, const struct flags *flags)
{
	for (uint32_t i = 0; i < flags->list.count; i++)
		print_format(plain->print, "Red flag: %.*s\n", STR_ARG(flags->list.at[i].line));
}

static void tell_region(struct plain *plain, struct str id)
{
	struct entries entries = {.none = STR("no page yet")};
	uint32_t region = book_find_region(plain->desk.book, id);
	if (region != BOOK_NONE)
		entries_of_region(&plain->desk, region, &plain->scratch, &entries);
	if (!plain->told)
		print_line(plain->print, entries_region_name(plain->desk.book, id));
	tell_entries(plain, &entries);
}

static void visit(struct plain *plain, const struct scene *scene)
{
	const struct book *book = plain->desk.book;
	struct place place = {
		.page = book_page(book, scene->page).path,
		.anchor = STR(""),
		.title = entries_section_name(book, scene->page, scene->section, &plain->scratch),
		.time = (int64_t)time(NULL),
	};
	if (scene->section != BOOK_NONE)
		place.anchor = book_section(book, scene->section).anchor;
	places_visit(&plain->places, &place);
}

// A narrower terminal would break the lines again.
static int page_cols(void)
{
	int cols = print_cols();
	return cols && cols < COLS ? cols : COLS;
}

static void tell_page(struct plain *plain, const struct scene *scene)
{
	struct book_page page = book_page(plain->desk.book, scene->page);
	struct flags flags = {0};
	struct shown shown;
	struct err err;
	flags_of_page(plain->desk.book, scene->page, &plain->scratch, &flags);
	tell_flags(plain, &flags);
	if (scene->section != BOOK_NONE)
		print_format(plain->print, "From the page: %.*s\n", STR_ARG(page.title));
	print_text(plain->print, STR("\n"));
	if (!shown_read(plain->desk.book, scene->page, scene->section, &plain->scratch, &shown,
			&err)) {
		print_line(plain->print, str_of(err.text));
		return;
	}
	shown_print(plain->print, plain->desk.book, &shown, page_cols(), &plain->scratch);
	visit(plain, scene);
	print_text(plain->print, STR("\n"));
	tell_list(plain, LIST_LINKS, scene->page);
}

// How the query was read, and what comes above the hits.
static void tell_reading(struct plain *plain, struct str query, const struct hits *hits)
{
	struct flags flags = {0};
	places_query(&plain->places, query);
	print_format(plain->print, "%u section%s for: %.*s\n", hits->total,
		     hits->total == 1 ? "" : "s",
		     STR_ARG(hits->corrected.len ? hits->corrected : query));
	if (hits->reading.len)
		print_line(plain->print, hits->reading);
	if (!hits->count && hits->help.len)
		print_line(plain->print, hits->help);
	flags_of_hits(plain->desk.book, hits, &plain->scratch, &flags);
	tell_flags(plain, &flags);
}

static void tell_hits(struct plain *plain, struct str query)
{
	const struct search_options options = {.limit = plain->told + HITS, .kind = KIND_NONE};
	struct searcher *searcher = plain->desk.searcher;
	struct hits hits;
	search(searcher, query, &options, &plain->scratch, &hits);
	if (!plain->told)
		tell_reading(plain, query, &hits);
	for (uint32_t i = plain->told; i < hits.count; i++) {
		const struct hit *hit = &hits.hit[i];
		struct snippet snippet = search_snippet(searcher, &hits.query, hit->section,
							2 * COLS, &plain->scratch);
		offer(plain, page_scene(hit->page, hit->section),
		      entries_section_name(plain->desk.book, hit->page, hit->section,
					   &plain->scratch),
		      STR(""));
		print_format(plain->print, "   %.*s\n", STR_ARG(snippet.text));
	}
	end_part(plain, hits.count, hits.count < options.limit ? hits.count : hits.total);
}

static void tell_help(struct plain *plain)
{
	print_text(plain->print,
		   STR("Answer with a number to choose, a region's name, or one of these:\n"
		       " /words  search the book\n"
		       " n       the next part of a long list\n"
		       " b       back\n"
		       " m       the regions, head to toe\n"
		       " p       all pages\n"
		       " !       red flags\n"
		       " v       history\n"
		       " '       bookmarks\n"
		       " q       quit\n"
		       "and on a page:\n"
		       " o       its sections\n"
		       " w       the whole of it, when a section is shown\n"
		       " k       what links to it\n"
		       " +a      bookmark it under the letter a\n"));
}

static void tell_on(struct plain *plain, const struct scene *scene)
{
	arena_clear(&plain->scratch);
	switch (scene->kind) {
	case SCENE_LIST:
		tell_list(plain, scene->list, scene->page);
		break;
	case SCENE_REGION:
		tell_region(plain, scene->text);
		break;
	case SCENE_PAGE:
		tell_page(plain, scene);
		break;
	case SCENE_HITS:
		tell_hits(plain, scene->text);
		break;
	case SCENE_HELP:
		tell_help(plain);
		break;
	}
}

static void tell(struct plain *plain, const struct scene *scene)
{
	plain->choices.count = 0;
	plain->told = 0;
	tell_on(plain, scene);
}

// ---- answering ----

static void enter(struct plain *plain, struct scene scene)
{
	scene.text = arena_copy(plain->arena, scene.text);
	*vec_push(plain->arena, &plain->stack) = scene;
	tell(plain, &scene);
}

static const struct scene *now(const struct plain *plain)
{
	return &plain->stack.at[plain->stack.count - 1];
}

static void back(struct plain *plain)
{
	if (plain->stack.count > 1)
		plain->stack.count--;
	struct scene scene = *now(plain);
	tell(plain, &scene);
}

// The next part; what was offered before stays so.
static void more(struct plain *plain)
{
	struct scene scene = *now(plain);
	if (!plain->told)
		print_line(plain->print, STR("There is no more of this."));
	else if (scene.kind == SCENE_PAGE)
		tell_list(plain, LIST_LINKS, scene.page);
	else
		tell_on(plain, &scene);
}

// Lists and pages about the page that is being read.
static void enter_about_page(struct plain *plain, char letter)
{
	uint32_t page = now(plain)->page;
	if (page == BOOK_NONE)
		print_line(plain->print, STR("There is no page here; choose one first."));
	else if (letter == 'w')
		enter(plain, page_scene(page, BOOK_NONE));
	else
		enter(plain, list_scene(letter == 'o' ? LIST_OUTLINE : LIST_BACKLINKS, page));
}

static void bookmark(struct plain *plain, char letter)
{
	uint32_t page = now(plain)->page;
	if (page == BOOK_NONE || now(plain)->kind != SCENE_PAGE || letter < 'a' || letter > 'z') {
		print_line(plain->print, STR("+ and a letter bookmarks the page being read."));
		return;
	}
	struct place place = plain->places.history.at[plain->places.history.count - 1];
	place.letter = letter;
	places_bookmark(&plain->places, &place);
	print_format(plain->print, "Bookmarked under %c.\n", letter);
}

// A name: the regions that are called so; one is entered, several are offered, none is searched.
static void enter_named(struct plain *plain, struct str name)
{
	const struct map *map = book_map(plain->desk.book);
	uint32_t found[NAMED], count = map ? map_find(map, name, found, NAMED) : 0;
	for (uint32_t i = 0; i < count; i++) {
		if (str_eq_nocase(map->regions[found[i]].name, name)) {
			found[0] = found[i]; // the name itself: nothing else is meant
			count = 1;
		}
	}
	if (count == 1) {
		enter(plain, text_scene(SCENE_REGION, map->regions[found[0]].id));
	} else if (!count) {
		enter(plain, text_scene(SCENE_HITS, name));
	} else {
		plain->choices.count = plain->told = 0;
		print_format(plain->print, "%u regions match:\n", count);
		for (uint32_t i = 0; i < count; i++)
			offer(plain, text_scene(SCENE_REGION, map->regions[found[i]].id),
			      map->regions[found[i]].name, STR(""));
	}
}

static void answer_letter(struct plain *plain, char letter, struct str line)
{
	switch (letter) {
	case 'b':
		back(plain);
		break;
	case 'n':
		more(plain);
		break;
	case 'm':
		enter(plain, list_scene(LIST_REGIONS, BOOK_NONE));
		break;
	case 'p':
		enter(plain, list_scene(LIST_PAGES, BOOK_NONE));
		break;
	case '!':
		enter(plain, list_scene(LIST_FLAGS, BOOK_NONE));
		break;
	case 'v':
		enter(plain, list_scene(LIST_HISTORY, BOOK_NONE));
		break;
	case '\'':
		enter(plain, list_scene(LIST_BOOKMARKS, BOOK_NONE));
		break;
	case '?':
		enter(plain, text_scene(SCENE_HELP, STR("")));
		break;
	case 'o':
	case 'w':
	case 'k':
		enter_about_page(plain, letter);
		break;
	default:
		enter_named(plain, line);
		break;
	}
}

static void answer_number(struct plain *plain, uint32_t number)
{
	if (number && number <= plain->choices.count)
		enter(plain, plain->choices.at[number - 1]);
	else
		print_line(plain->print, STR("That number was not offered."));
}

// False when it asked to end.
static bool answer(struct plain *plain, struct str line)
{
	uint32_t number;
	if (str_eq(line, STR("q")))
		return false;
	if (!line.len) {
		struct scene scene = *now(plain);
		tell(plain, &scene);
	} else if (line.ptr[0] == '/') {
		enter(plain, text_scene(SCENE_HITS, str_trim(str_sub(line, 1, line.len))));
	} else if (line.ptr[0] == '+') {
		bookmark(plain, line.len == 2 ? line.ptr[1] : 0);
	} else if (str_number(line, UINT32_MAX, &number)) {
		answer_number(plain, number);
	} else {
		answer_letter(plain, line.len == 1 ? line.ptr[0] : 0, line);
	}
	return true;
}

static void converse(struct plain *plain)
{
	char line[ANSWER_BYTES];
	for (;;) {
		print_text(plain->print, STR("\nNumber, name, /words, b back, ? help, q quit: "));
		print_flush(plain->print);
		if (!fgets(line, sizeof line, stdin) || !answer(plain, str_trim(str_of(line))))
			return;
	}
}

static bool begin(struct plain *plain, const struct plain_options *options, struct err *err)
{
	const struct book *book = plain->desk.book;
	struct str notice = book_settings(book)->notice;
	struct scene scene = list_scene(book_map(book) ? LIST_REGIONS : LIST_PAGES, BOOK_NONE);
	uint32_t page, section;
	if (book_npages(book) == 1)
		scene = page_scene(0, BOOK_NONE);
	if (options->query.len) {
		scene = text_scene(SCENE_HITS, options->query);
	} else if (options->page.len) {
		if (!cmd_locate(book, options->page, &page, &section, err))
			return false;
		scene = page_scene(page, section);
	}
	if (notice.len)
		print_line(plain->print, notice);
	enter(plain, scene);
	return true;
}

static enum status talk(struct book *book, const struct plain_options *options, bool ask,
			struct arena *arena, struct err *err)
{
	struct plain plain = {.desk = {.book = book}, .arena = arena, .asks = ask};
	plain.desk.places = &plain.places;
	plain.desk.searcher = searcher_open(book, err);
	if (!plain.desk.searcher)
		return STATUS_TROUBLE;
	plain.print = print_open(false);
	if (ask)
		state_read(options->name, &plain.places);
	enum status status = begin(&plain, options, err) ? STATUS_DONE : STATUS_NOTHING;
	if (status == STATUS_DONE && ask) {
		converse(&plain);
		state_write(options->name, &plain.places);
	}
	if (!print_close(plain.print, err))
		status = STATUS_TROUBLE;
	searcher_close(plain.desk.searcher);
	arena_release(&plain.scratch);
	arena_release(&plain.places.arena);
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
