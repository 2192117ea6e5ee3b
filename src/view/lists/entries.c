// SPDX-License-Identifier: ISC

#include "view/lists/entries.h"

#include <stdlib.h>

#include "page/doc.h"
#include "view/flags.h"

enum { SENTENCES = 200 }; // backlinks whose sentence is looked up: each costs reading a section

struct str entries_section_name(const struct book *book, uint32_t page, uint32_t section,
				struct arena *arena)
{
	struct str title = book_page(book, page).title;
	if (section == BOOK_NONE)
		return title;
	struct str heading = book_section(book, section).heading;
	if (!heading.len || str_eq(heading, title))
		return title;
	return arena_printf(arena, "%.*s > %.*s", STR_ARG(title), STR_ARG(heading));
}

struct str entries_region_name(const struct book *book, struct str id)
{
	const struct map *map = book_map(book);
	uint32_t region = map ? map_region(map, id) : MAP_NONE;
	return region == MAP_NONE ? id : map->regions[region].name;
}

static struct entry *add(struct arena *arena, struct entries *entries, struct entry entry)
{
	struct entry *added = vec_push(arena, &entries->list);
	*added = entry;
	return added;
}

// "a, b, c" of what `item` gives for each index of a range.
static struct str joined(const struct book *book, struct range range,
			 struct str (*item)(const struct book *book, uint32_t index),
			 struct arena *arena)
{
	struct str all = {"", 0};
	for (uint32_t i = range.from; i < range.to; i++) {
		struct str one = item(book, i);
		all = i == range.from
			      ? one
			      : arena_printf(arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(one));
	}
	return all;
}

static struct str region_name_at(const struct book *book, uint32_t index)
{
	return entries_region_name(book, book_region(book, book_page_region(book, index)));
}

static struct entry entry_of(const struct book *book, uint32_t page, const struct book_page *info,
			     struct arena *arena)
{
	struct str aliases = joined(book, info->aliases, book_string, arena);
	return (struct entry){
		.text = info->title,
		.aside = joined(book, info->regions, region_name_at, arena),
		.also = aliases.len ? arena_printf(arena, "%.*s %.*s", STR_ARG(info->path),
						   STR_ARG(aliases))
				    : info->path,
		.page = page,
		.section = BOOK_NONE,
		.flag = info->flag.len > 0,
	};
}

static struct entry page_entry(const struct book *book, uint32_t page, struct arena *arena)
{
	struct book_page info = book_page(book, page);
	return entry_of(book, page, &info, arena);
}

struct str entries_folder(struct str path)
{
	size_t slash = path.len;
	while (slash && path.ptr[slash - 1] != '/')
		slash--;
	return str_sub(path, 0, slash);
}

// By kind where pages have kinds, by folder elsewhere.
static struct str group_of(const struct desk *desk, const struct entries *entries,
			   const struct book_page *info)
{
	const struct settings *settings = book_settings(desk->book);
	if (!entries->by_kind)
		return entries_folder(info->path);
	return info->kind == KIND_NONE ? STR("Other pages") : settings->kinds[info->kind].label;
}

void entries_fill(const struct desk *desk, struct entries *entries, uint32_t i, struct arena *arena)
{
	struct entry *entry = &entries->list.at[i];
	bool heads;
	if (entry->whole || !entries->of_pages)
		return;
	uint32_t page = book_listed_page(desk->book, i, &heads);
	struct book_page info = book_page(desk->book, page);
	*entry = entry_of(desk->book, page, &info, arena);
	entry->group = group_of(desk, entries, &info);
	entry->whole = true;
}

void entries_fill_all(const struct desk *desk, struct entries *entries, struct arena *arena)
{
	for (uint32_t i = 0; i < entries->list.count; i++)
		entries_fill(desk, entries, i, arena);
}

static void pages(const struct desk *desk, struct arena *arena, struct entries *entries)
{
	uint32_t count = book_npages(desk->book);
	bool heads; // the first has a kind when any page has one
	uint32_t first = book_listed_page(desk->book, 0, &heads);
	entries->by_kind = book_page(desk->book, first).kind != KIND_NONE;
	entries->title = STR("Pages");
	entries->none = STR("This book has no pages: they are files .md and .markdown.");
	entries->list.at = arena_array(arena, struct entry, (size_t)count + 1);
	entries->list.count = entries->list.room = count;
	entries->of_pages = true;
}

static void flags(const struct desk *desk, struct arena *arena, struct entries *entries)
{
	entries->title = STR("Red flags");
	entries->none = STR("This book names no red flags.");
	for (uint32_t page = 0; page < book_npages(desk->book); page++) {
		struct book_page info = book_page(desk->book, page);
		if (!info.flag.len)
			continue;
		struct entry *entry = add(arena, entries, page_entry(desk->book, page, arena));
		entry->more.text = info.flag;
	}
}

// A place by its address, which may lead nowhere any more.
static void place(const struct desk *desk, const struct place *place, struct arena *arena,
		  struct entries *entries)
{
	struct entry entry = {.text = place->title, .at = place->at, .letter = place->letter};
	entry.page = book_find_page(desk->book, place->page);
	entry.section = BOOK_NONE;
	if (entry.page == BOOK_NONE) {
		entry.aside = STR("gone");
		entry.say = arena_printf(arena, "the page %.*s is no longer in the book",
					 STR_ARG(place->page));
	} else if (place->anchor.len) {
		entry.section = book_find_section(desk->book, entry.page, place->anchor);
	}
	if (!entry.text.len)
		entry.text = place->page;
	if (entry.letter)
		entry.also = arena_printf(arena, "%c", entry.letter);
	add(arena, entries, entry);
}

static void history(const struct desk *desk, struct arena *arena, struct entries *entries)
{
	const struct places *places = desk->places;
	entries->title = STR("History, last first");
	entries->none = STR("No page was opened yet.");
	for (uint32_t i = places->history.count; i-- > 0;)
		place(desk, &places->history.at[i], arena, entries);
}

static void bookmarks(const struct desk *desk, struct arena *arena, struct entries *entries)
{
	const struct places *places = desk->places;
	entries->title = STR("Bookmarks");
	entries->none = STR("No bookmarks yet: m and a letter makes one on a page.");
	for (uint32_t i = 0; i < places->bookmarks.count; i++)
		place(desk, &places->bookmarks.at[i], arena, entries);
}

static void add_page(const struct desk *desk, uint32_t page, struct arena *arena,
		     struct entries *entries)
{
	const struct settings *settings = book_settings(desk->book);
	struct book_page info = book_page(desk->book, page);
	struct entry entry = page_entry(desk->book, page, arena);
	entry.indent = 1;
	entry.more.text = info.flag;
	entry.aside = info.kind == KIND_NONE ? STR("") : settings->kinds[info.kind].label;
	add(arena, entries, entry);
}

void entries_of_region(const struct desk *desk, uint32_t region, struct arena *arena,
		       struct entries *entries)
{
	struct flags flags = {0};
	uint32_t count;
	const uint32_t *list = book_region_pages(desk->book, region, &count);
	flags_of_region(desk->book, region, arena, &flags);
	for (uint32_t i = 0; i < flags.list.count; i++)
		add_page(desk, flags.list.at[i].page, arena, entries);
	for (uint32_t i = 0; i < count; i++) {
		if (!flags_has_page(&flags, list[i]))
			add_page(desk, list[i], arena, entries);
	}
}

static void region(const struct desk *desk, struct str id, struct str unfolded, struct arena *arena,
		   struct entries *entries)
{
	const struct map *map = book_map(desk->book);
	uint32_t known = book_find_region(desk->book, id), count = 0, on_map = MAP_NONE;
	if (known != BOOK_NONE)
		book_region_pages(desk->book, known, &count);
	struct entry entry = {.text = entries_region_name(desk->book, id),
			      .region = id,
			      .page = BOOK_NONE,
			      .section = BOOK_NONE,
			      .aside = STR("no page yet")};
	if (count) {
		struct flags flags = {0};
		flags_of_region(desk->book, known, arena, &flags);
		entry.aside = arena_printf(arena, "%u page%s%s", count, count == 1 ? "" : "s",
					   flags.list.count ? ", red flags" : "");
	}
	if (map)
		on_map = map_region(map, id);
	if (on_map != MAP_NONE) {
		const struct map_region *info = &map->regions[on_map];
		for (uint32_t i = 0; i < info->aliases.count; i++)
			entry.also = arena_printf(arena, "%.*s %.*s", STR_ARG(entry.also),
						  STR_ARG(info->aliases.at[i]));
		entry.indent = info->parent != MAP_NONE;
	}
	if (!count)
		entry.say = STR("no page yet");
	add(arena, entries, entry);
	if (count && str_eq(id, unfolded))
		entries_of_region(desk, known, arena, entries);
}

// The map's regions head to toe, then those that pages name and no map has.
static void regions(const struct desk *desk, struct str unfolded, struct arena *arena,
		    struct entries *entries)
{
	const struct map *map = book_map(desk->book);
	entries->title = map ? STR("Regions, head to toe") : STR("Regions");
	entries->none = STR("This book has no regions.");
	for (uint32_t i = 0; map && i < map->nregions; i++)
		region(desk, map->regions[i].id, unfolded, arena, entries);
	for (uint32_t i = 0; i < book_nregions(desk->book); i++) {
		struct str id = book_region(desk->book, i);
		if (!map || map_region(map, id) == MAP_NONE)
			region(desk, id, unfolded, arena, entries);
	}
}

static bool same_link(const struct book_link *a, const struct book_link *b)
{
	if (a->page == BOOK_NONE || b->page == BOOK_NONE)
		return a->page == b->page && str_eq(a->target, b->target);
	return a->page == b->page && a->section == b->section;
}

static bool linked_before(const struct book *book, struct range before,
			  const struct book_link *link)
{
	for (uint32_t i = before.from; i < before.to; i++) {
		struct book_link other = book_link(book, i);
		if (same_link(&other, link))
			return true;
	}
	return false;
}

static struct str where_to(const struct book *book, uint32_t page, struct book_link *link,
			   struct entry *entry, struct arena *arena)
{
	uint32_t to_page, to_section;
	if (link->page != BOOK_NONE)
		return entries_section_name(book, link->page, link->section, arena);
	if (book_resolve(book, page, link->target, false, &to_page, &to_section) ==
	    TARGET_EXTERNAL) {
		entry->say = arena_printf(arena, "outside the book: %.*s", STR_ARG(link->target));
		return entry->say;
	}
	entry->say = arena_printf(arena, "leads nowhere: %.*s", STR_ARG(link->target));
	return entry->say;
}

// Each target once: a page often names its sources behind every sentence.
static void links(const struct desk *desk, uint32_t page, struct arena *arena,
		  struct entries *entries)
{
	struct range sections = book_page(desk->book, page).sections, seen = {0};
	entries->title =
		arena_printf(arena, "Links of %.*s", STR_ARG(book_page(desk->book, page).title));
	entries->none = STR("This page links nowhere.");
	for (uint32_t section = sections.from; section < sections.to; section++) {
		struct range range = book_section_links(desk->book, section);
		if (section == sections.from)
			seen.from = range.from;
		for (uint32_t i = range.from; i < range.to; i++) {
			struct book_link link = book_link(desk->book, i);
			seen.to = i;
			if (linked_before(desk->book, seen, &link))
				continue;
			struct entry entry = {
				.text = link.text, .page = link.page, .section = link.section};
			entry.also = where_to(desk->book, page, &link, &entry, arena);
			if (!entry.text.len)
				entry.text = link.target;
			if (!str_eq_nocase(entry.also, entry.text))
				entry.more.text = entry.also;
			add(arena, entries, entry);
		}
	}
}

// The end of the sentence that byte `at` stands in.
static size_t sentence_end(struct str text, size_t at)
{
	for (; at < text.len; at++) {
		bool stop = text.ptr[at] == '.' || text.ptr[at] == '!' || text.ptr[at] == '?';
		if (stop && (at + 1 == text.len || text.ptr[at + 1] == ' '))
			return at + 1;
	}
	return text.len;
}

static struct snippet sentence_around(struct str text, struct range link, struct arena *arena)
{
	size_t from = 0;
	for (size_t next; (next = sentence_end(text, from)) <= link.from && next < text.len;)
		from = next + 1;
	struct range *mark = arena_new(arena, struct range);
	*mark = (struct range){link.from - (uint32_t)from, link.to - (uint32_t)from};
	struct str sentence = str_sub(text, from, sentence_end(text, link.to));
	char *line = arena_bytes(arena, sentence.len + 1);
	for (size_t i = 0; i < sentence.len; i++)
		line[i] =
			sentence.ptr[i] == '\n' || sentence.ptr[i] == '\t' ? ' ' : sentence.ptr[i];
	return (struct snippet){{line, sentence.len}, mark, 1};
}

// The text that a link's sentence is looked for in: of a table its row.
static struct range text_around(const struct doc *doc, const struct link *link)
{
	const struct block *block = &doc->blocks[link->block];
	struct range text = block->text;
	if (block->kind != BLOCK_TABLE)
		return text;
	const struct table *table = &doc->tables[block->table];
	for (uint32_t row = 0; row < table->rows && table->cols; row++) {
		const struct cell_text *cells = table->cells + (size_t)row * table->cols;
		struct range all = {cells->text.from, cells[table->cols - 1].text.to};
		if (all.from <= link->text.from && link->text.to <= all.to)
			text = all;
	}
	return text;
}

// The sentence a link stands in; empty when its section cannot be read.
static struct snippet linking_sentence(const struct book *book, const struct book_link *link,
				       struct arena *arena)
{
	struct book_section section = book_section(book, link->from);
	struct str source;
	struct err err;
	struct doc doc;
	if (!book_source(book, section.page, section.from, section.to, arena, &source, &err))
		return (struct snippet){.text = STR("")};
	doc_parse(source, 1, 0, arena, &doc);
	for (uint32_t i = 0; i < doc.nlinks; i++) {
		const struct link *here = &doc.links[i];
		if (!str_eq(here->target, link->target))
			continue;
		struct range around = text_around(&doc, here);
		struct range range = {here->text.from - around.from, here->text.to - around.from};
		return sentence_around(str_sub(doc.text, around.from, around.to), range, arena);
	}
	return (struct snippet){.text = STR("")};
}

static void backlinks(const struct desk *desk, uint32_t page, struct arena *arena,
		      struct entries *entries)
{
	uint32_t count, before = BOOK_NONE;
	const uint32_t *list = book_backlinks(desk->book, page, &count);
	entries->title = arena_printf(arena, "What links to %.*s",
				      STR_ARG(book_page(desk->book, page).title));
	entries->none = STR("No other page links here.");
	for (uint32_t i = 0; i < count; i++) {
		struct book_link link = book_link(desk->book, list[i]);
		uint32_t from = book_section(desk->book, link.from).page;
		if (link.from == before || from == page)
			continue;
		before = link.from;
		struct entry entry = {
			.text = entries_section_name(desk->book, from, link.from, arena),
			.page = from,
			.section = link.from};
		if (entries->list.count < SENTENCES)
			entry.more = linking_sentence(desk->book, &link, arena);
		entry.also = entry.more.text;
		add(arena, entries, entry);
	}
}

static void outline(const struct desk *desk, uint32_t page, struct arena *arena,
		    struct entries *entries)
{
	struct book_page info = book_page(desk->book, page);
	const struct settings *settings = book_settings(desk->book);
	entries->title = arena_printf(arena, "Outline of %.*s", STR_ARG(info.title));
	entries->none = STR("This page has no headings.");
	for (uint32_t i = info.sections.from; i < info.sections.to; i++) {
		struct book_section section = book_section(desk->book, i);
		if (!section.level)
			continue;
		bool own_kind = section.kind != KIND_NONE && section.kind != info.kind;
		add(arena, entries,
		    (struct entry){.text = section.heading,
				   .aside =
					   own_kind ? settings->kinds[section.kind].label : STR(""),
				   .page = page,
				   .section = i,
				   .indent = (uint8_t)(section.level - 1)});
	}
}

void entries_make(const struct desk *desk, enum list_kind kind, uint32_t page, struct str unfolded,
		  struct arena *arena, struct entries *entries)
{
	*entries = (struct entries){0};
	switch (kind) {
	case LIST_PAGES:
		pages(desk, arena, entries);
		break;
	case LIST_FLAGS:
		flags(desk, arena, entries);
		break;
	case LIST_HISTORY:
		history(desk, arena, entries);
		break;
	case LIST_BOOKMARKS:
		bookmarks(desk, arena, entries);
		break;
	case LIST_REGIONS:
		regions(desk, unfolded, arena, entries);
		break;
	case LIST_LINKS:
		links(desk, page, arena, entries);
		break;
	case LIST_BACKLINKS:
		backlinks(desk, page, arena, entries);
		break;
	case LIST_OUTLINE:
		outline(desk, page, arena, entries);
		break;
	}
}
