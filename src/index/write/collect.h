// SPDX-License-Identifier: ISC
//
// collect: what pages give to a book, one collector for each thread.
//
// A collector takes pages in the order of the book, though not all of them: its sections are
// numbered as it meets them, and every page remembers where its own begin, so that the merge can
// give each its place.

#ifndef BODYMAP_INDEX_WRITE_COLLECT_H
#define BODYMAP_INDEX_WRITE_COLLECT_H

#include "base/file.h"
#include "index/write/gather.h"
#include "index/write/intern.h"
#include "index/write/run.h"
#include "page/map/map.h"
#include "page/page.h"
#include "page/settings.h"

struct collected_section {
	uint32_t heading, anchor; // of collector.strings
	uint32_t line, from, to;
	uint32_t first_link;
	uint32_t kind; // + 1
	uint32_t length[FIELD_COUNT];
	uint8_t level;
	bool leads_on; // links.h
};

struct collected_link {
	uint32_t target;  // of collector.targets
	uint32_t section; // of the collector's
	bool wiki;
};

struct collected_page {
	bool present; // false: it could not be read, and has no place in the book
	uint8_t collector;
	uint32_t title, flag; // of collector.strings
	uint32_t kind;        // + 1
	struct range sections, links, regions, aliases, sources;
	struct str bytes; // when the book carries its sources
	uint64_t size;
};

struct collector {
	const struct settings *settings;
	const struct map *map; // or NULL
	struct gather gather;
	VEC(struct run) runs; // words gathered before, put aside
	struct arena arena;   // the runs' table
	struct intern strings, targets;
	struct buf sections; // struct collected_section
	struct buf links;    // struct collected_link
	struct buf lists;    // string numbers: regions, aliases, sources of pages
	uint64_t words;
	uint32_t nsections, nlinks, nlists;
	struct arena scratch; // for one page
};

void collect_page(struct collector *collector, const struct page *page,
		  struct collected_page *collected);

// Puts the words gathered so far aside, between two pages.
bool collect_put_aside(struct collector *collector, struct err *err) NODISCARD;

// All pages have been collected: puts the words in order, and aside if others have been.
bool collect_end(struct collector *collector, struct err *err) NODISCARD;

// Everything but the words.
void collect_release_tables(struct collector *collector);

void collect_release(struct collector *collector);

#endif
