// SPDX-License-Identifier: ISC
//
// Everything gets its final number first: pages by path, sections by page, strings and regions by
// their bytes.  Then each table is written in that order, so the bytes do not depend on which
// collector met what.

#include "index/write/write.h"

#include <stdlib.h>

#include "index/le.h"
#include "index/listed.h"
#include "index/write/asked.h"
#include "index/write/merge.h"
#include "index/write/names.h"
#include "index/write/order.h"
#include "index/write/parts.h"
#include "index/write/tasks.h"
#include "text/collate.h"

struct writer {
	const struct writing *in;
	struct parts *parts;
	struct arena arena;
	struct intern extra;     // strings that no collector has: paths, endings, regions, keys
	uint32_t **rank;         // of each collector's strings, then of the extra ones
	uint32_t *first_section; // of each page; one more
	struct names names;
};

static const struct collected_section *section_of(const struct collector *c, uint32_t section)
{
	return (const struct collected_section *)(const void *)c->sections.ptr + section;
}

static const struct collected_link *link_of(const struct collector *c, uint32_t link)
{
	return (const struct collected_link *)(const void *)c->links.ptr + link;
}

static uint32_t listed(const struct collector *c, uint32_t i)
{
	return ((const uint32_t *)(const void *)c->lists.ptr)[i];
}

static const struct collector *collector_of(const struct writer *w, const struct write_page *page)
{
	return w->in->collectors[page->got.collector];
}

static void number_sections(struct writer *w)
{
	w->first_section = arena_array(&w->arena, uint32_t, (size_t)w->in->npages + 1);
	for (uint32_t p = 0; p < w->in->npages; p++) {
		struct range sections = w->in->pages[p].got.sections;
		w->first_section[p + 1] = w->first_section[p] + (sections.to - sections.from);
	}
}

static const struct intern *intern_of(const struct writer *w, uint32_t i)
{
	return i < w->in->ncollectors ? &w->in->collectors[i]->strings : &w->extra;
}

// Sorts the strings of all, writes them, and notes the rank of each.
static void put_strings(struct writer *w)
{
	uint32_t n = w->in->ncollectors + 1, total = 0;
	w->rank = arena_array(&w->arena, uint32_t *, n);
	for (uint32_t i = 0; i < n; i++)
		total += intern_of(w, i)->count;
	uint32_t *ranks = arena_array(&w->arena, uint32_t, (size_t)total + 1);
	struct arena scratch = {0};
	struct ordered *all = arena_array(&scratch, struct ordered, (size_t)total + 1);
	for (uint32_t i = 0, count = 0; i < n; i++) {
		w->rank[i] = ranks + count;
		for (uint32_t s = 0; s < intern_of(w, i)->count; s++, count++)
			all[count] = ordered_of(intern_str(intern_of(w, i), s), count);
	}
	ordered_sort(all, total);
	for (uint32_t i = 0; i < total; i++) {
		struct str before = i ? ordered_text(&all[i - 1]) : STR("");
		if (!i || !str_eq(before, ordered_text(&all[i])))
			parts_entry(w->parts, PART_STRINGS, PART_STRING_BLOCK, FORMAT_STRINGS,
				    before, ordered_text(&all[i]));
		ranks[all[i].number] = (uint32_t)w->parts->count[PART_STRINGS] - 1;
	}
	parts_pack(w->parts, PART_STRING_BLOCK, PART_STRING_BLOCK);
	arena_release(&scratch);
}

static uint32_t extra_rank(const struct writer *w, struct str text)
{
	return w->rank[w->in->ncollectors][intern_find(&w->extra, text)];
}

// The strings that the tables need besides those collected.  Regions go in too, so that they have
// one rank whatever collector saw them.
static void add_extra(struct writer *w)
{
	for (uint32_t p = 0; p < w->in->npages; p++) {
		const struct write_page *page = &w->in->pages[p];
		const struct collector *c = collector_of(w, page);
		intern_add(&w->extra, page->path);
		intern_add(&w->extra, page->ending);
		for (uint32_t i = page->got.regions.from; i < page->got.regions.to; i++)
			intern_add(&w->extra, intern_str(&c->strings, listed(c, i)));
	}
	for (uint32_t i = 0; i < w->names.keys.count; i++)
		intern_add(&w->extra, intern_str(&w->names.keys, i));
}

static void put_files(struct writer *w, const struct write_page *page)
{
	const struct file_stat *s = &page->stat;
	const uint64_t value[] = {
		s->size,           (uint32_t)s->mtime_ns, s->mtime_ns >> 32, (uint32_t)s->ctime_ns,
		s->ctime_ns >> 32, (uint32_t)s->inode,    s->inode >> 32};
	for (size_t i = 0; i < countof(value); i++)
		parts_value(w->parts, PART_FILE_SIZE + (enum part)i, (uint32_t)value[i]);
}

static void put_strs(struct writer *w, const struct collected_page *got, struct range list)
{
	const struct collector *c = w->in->collectors[got->collector];
	for (uint32_t i = list.from; i < list.to; i++)
		parts_value(w->parts, PART_STRS, w->rank[got->collector][listed(c, i)]);
}

static void put_page(struct writer *w, uint32_t p, uint64_t *source_at)
{
	const struct write_page *page = &w->in->pages[p];
	const struct collected_page *got = &page->got;
	const uint32_t *rank = w->rank[got->collector];
	struct parts *parts = w->parts;
	parts_value(parts, PART_PAGE_PATH, extra_rank(w, page->path));
	parts_value(parts, PART_PAGE_TITLE, rank[got->title]);
	parts_value(parts, PART_PAGE_FLAG, rank[got->flag]);
	parts_value(parts, PART_PAGE_ENDING, extra_rank(w, page->ending));
	parts_value(parts, PART_PAGE_KIND, got->kind);
	parts_value(parts, PART_PAGE_BYTES, (uint32_t)got->size);
	parts_value(parts, PART_PAGE_SECTION, w->first_section[p]);
	parts_value(parts, PART_PAGE_ALIASES, (uint32_t)parts->count[PART_STRS]);
	put_strs(w, got, got->aliases);
	parts_value(parts, PART_PAGE_SOURCES, (uint32_t)parts->count[PART_STRS]);
	put_strs(w, got, got->sources);
	if (w->in->sources) {
		parts_value(parts, PART_PAGE_AT_LOW, (uint32_t)*source_at);
		parts_value(parts, PART_PAGE_AT_HIGH, (uint32_t)(*source_at >> 32));
		buf_add(&parts->bytes[PART_SOURCES], got->bytes);
		*source_at += got->bytes.len;
	} else {
		put_files(w, page);
	}
}

static void put_listed(struct writer *w)
{
	struct arena scratch = {0};
	uint32_t count = w->in->npages;
	struct listed *pages = arena_array(&scratch, struct listed, (size_t)count + 1);
	for (uint32_t p = 0; p < count; p++) {
		const struct write_page *page = &w->in->pages[p];
		struct str title = intern_str(&collector_of(w, page)->strings, page->got.title);
		pages[p] = (struct listed){p, page->got.kind, page->path, title};
	}
	bool by_kind = listed_by_kind(pages, count);
	listed_sort(pages, count, by_kind);
	for (uint32_t i = 0; i < count; i++) {
		bool heads = listed_heads(&pages[i], i ? &pages[i - 1] : NULL, by_kind);
		parts_value(w->parts, PART_PAGE_LISTED, pages[i].page << 1 | heads);
	}
	arena_release(&scratch);
}

static void put_pages(struct writer *w)
{
	struct parts *parts = w->parts;
	uint64_t source_at = 0;
	for (uint32_t p = 0; p < w->in->npages; p++)
		put_page(w, p, &source_at);
	put_listed(w);
	parts_value(parts, PART_PAGE_SECTION, w->first_section[w->in->npages]);
	parts_value(parts, PART_PAGE_ALIASES, (uint32_t)parts->count[PART_STRS]);
	parts_value(parts, PART_PAGE_SOURCES, (uint32_t)parts->count[PART_STRS]);
	if (w->in->sources) {
		parts_value(parts, PART_PAGE_AT_LOW, (uint32_t)source_at);
		parts_value(parts, PART_PAGE_AT_HIGH, (uint32_t)(source_at >> 32));
	}
	parts_pack(parts, PART_STRS, PART_PAGE_SECTION);
	parts_pack(parts, PART_PAGE_ALIASES, PART_PAGE_AT_HIGH);
	parts_pack(parts, PART_FILE_SIZE, PART_FILE_INODE_HIGH);
}

static void put_section(struct writer *w, const struct write_page *page, uint32_t p, uint32_t link,
			const struct collected_section *section, uint64_t sums[FIELD_COUNT])
{
	const uint32_t *rank = w->rank[page->got.collector];
	parts_value(w->parts, PART_SECTION_PAGE, p);
	parts_value(w->parts, PART_SECTION_HEADING, rank[section->heading]);
	parts_value(w->parts, PART_SECTION_ANCHOR, rank[section->anchor]);
	parts_value(w->parts, PART_SECTION_KIND, section->kind);
	parts_value(w->parts, PART_SECTION_LEVEL, section->level);
	parts_value(w->parts, PART_SECTION_LEADS, section->leads_on);
	parts_value(w->parts, PART_SECTION_LINE, section->line);
	parts_value(w->parts, PART_SECTION_FROM, section->from);
	parts_value(w->parts, PART_SECTION_TO, section->to);
	parts_value(w->parts, PART_SECTION_LINK, link);
	for (int field = 0; field < FIELD_COUNT; field++) {
		parts_value(w->parts, PART_LENGTH + (enum part)field, section->length[field]);
		sums[field] += section->length[field];
	}
}

static void put_sections(struct writer *w)
{
	uint64_t sums[FIELD_COUNT] = {0};
	uint32_t links = 0;
	for (uint32_t p = 0; p < w->in->npages; p++) {
		const struct write_page *page = &w->in->pages[p];
		const struct collector *c = collector_of(w, page);
		for (uint32_t s = page->got.sections.from; s < page->got.sections.to; s++) {
			const struct collected_section *section = section_of(c, s);
			uint32_t before = section->first_link - page->got.links.from;
			put_section(w, page, p, links + before, section, sums);
		}
		links += page->got.links.to - page->got.links.from;
	}
	parts_value(w->parts, PART_SECTION_LINK, links);
	parts_pack(w->parts, PART_SECTION_PAGE, PART_LENGTH_LAST);
	for (int field = 0; field < FIELD_COUNT; field++) {
		uint8_t sum[8];
		le64_put(sum, sums[field]);
		buf_add(&w->parts->bytes[PART_SUMS], (struct str){(const char *)sum, sizeof sum});
	}
}

struct page_links {
	uint32_t count, linking; // links to it, sections that have one
	uint32_t last;           // section that had the last one, + 1
};

// A page outside is none of those that have backlinks here.
static void count_link(struct writer *w, uint32_t p, const struct collected_link *link,
		       struct page_links *to)
{
	const struct collected_page *got = &w->in->pages[p].got;
	uint32_t section = w->first_section[p] + (link->section - got->sections.from);
	to->count++;
	to->linking += to->last != section + 1;
	to->last = section + 1;
}

static uint32_t number_on_page(const struct writer *w, enum target kind, uint32_t page,
			       uint32_t section)
{
	if (kind == TARGET_NO_SECTION)
		return LINK_LOST;
	if (section == BOOK_NONE)
		return LINK_PAGE;
	return LINK_SECTION + section - (page < w->in->npages ? w->first_section[page] : 0);
}

static void put_link(struct writer *w, uint32_t p, const struct collected_link *link,
		     struct page_links *to, uint32_t *target_page, struct asked *asked,
		     struct arena *scratch)
{
	const struct write_page *page = &w->in->pages[p];
	struct str target = intern_str(&collector_of(w, page)->targets, link->target);
	uint32_t to_page, to_section;
	enum target kind = resolve_target(&asked->resolver, p, page->path, target, link->wiki,
					  scratch, &to_page, &to_section);
	arena_clear(scratch);
	bool dead = to_page == BOOK_NONE;
	parts_value(w->parts, PART_LINK_PAGE, dead ? 0 : to_page + 1);
	parts_value(w->parts, PART_LINK_SECTION, number_on_page(w, kind, to_page, to_section));
	*target_page = to_page < w->in->npages ? to_page : BOOK_NONE;
	if (*target_page != BOOK_NONE)
		count_link(w, p, link, &to[to_page]);
}

// Links, and what leads to each page; `linking` gets how many sections do.
static void put_links(struct writer *w, struct page_links *to)
{
	uint32_t nlinks = 0, at = 0;
	for (uint32_t p = 0; p < w->in->npages; p++)
		nlinks += w->in->pages[p].got.links.to - w->in->pages[p].got.links.from;
	struct arena scratch = {0}, temporary = {0};
	struct asked asked;
	asked_open(&asked, &w->names.resolver);
	uint32_t *target = arena_array(&temporary, uint32_t, (size_t)nlinks + 1);
	for (uint32_t p = 0; p < w->in->npages; p++) {
		const struct write_page *page = &w->in->pages[p];
		for (uint32_t i = page->got.links.from; i < page->got.links.to; i++)
			put_link(w, p, link_of(collector_of(w, page), i), to, &target[at++], &asked,
				 &scratch);
		asked_end_page(&asked, p);
	}
	if (!w->in->sources)
		asked_put(&asked, w->parts);
	asked_close(&asked);
	uint32_t *first = arena_array(&temporary, uint32_t, (size_t)w->in->npages + 1);
	for (uint32_t p = 0; p < w->in->npages; p++)
		first[p + 1] = first[p] + to[p].count;
	for (uint32_t p = 0; p <= w->in->npages; p++)
		parts_value(w->parts, PART_PAGE_BACK, first[p]);
	uint32_t *back = arena_array(&temporary, uint32_t, (size_t)nlinks + 1);
	for (uint32_t i = 0; i < nlinks; i++) {
		if (target[i] != BOOK_NONE)
			back[first[target[i]]++] = i;
	}
	for (uint32_t i = 0; w->in->npages && i < first[w->in->npages - 1]; i++)
		parts_value(w->parts, PART_BACK, back[i]);
	parts_pack(w->parts, PART_LINK_PAGE, PART_BACK);
	parts_pack(w->parts, PART_PAGE_BACK, PART_PAGE_BACK);
	arena_release(&scratch);
	arena_release(&temporary);
}

// A page in a region's list.
struct place {
	uint32_t region, kind, early, linking, page;
	struct str title;
};

static int by_answer(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	const uint32_t left[] = {x->region, x->kind, x->early, y->linking};
	const uint32_t right[] = {y->region, y->kind, y->early, x->linking};
	for (size_t i = 0; i < countof(left); i++) {
		if (left[i] != right[i])
			return left[i] < right[i] ? -1 : 1;
	}
	int order = collate_cmp(x->title, y->title);
	return order ? order : (x->page > y->page) - (x->page < y->page);
}

static bool named_before(const struct collector *c, struct range list, uint32_t i)
{
	for (uint32_t j = list.from; j < i; j++) {
		if (listed(c, j) == listed(c, i))
			return true;
	}
	return false;
}

// The places of all pages in regions; region is the rank of its string.
static uint32_t find_places(struct writer *w, const struct page_links *to, struct buf *places)
{
	uint32_t count = 0;
	for (uint32_t p = 0; p < w->in->npages; p++) {
		const struct collected_page *got = &w->in->pages[p].got;
		const struct collector *c = w->in->collectors[got->collector];
		for (uint32_t i = got->regions.from; i < got->regions.to; i++) {
			struct place place = {
				.region = extra_rank(w, intern_str(&c->strings, listed(c, i))),
				.kind = got->kind ? got->kind : UINT32_MAX,
				.early = i - got->regions.from,
				.linking = to[p].linking,
				.page = p,
				.title = intern_str(&c->strings, got->title),
			};
			if (named_before(c, got->regions, i))
				continue;
			buf_add(places, (struct str){(const char *)&place, sizeof place});
			count++;
		}
	}
	if (count)
		qsort(places->ptr, count, sizeof(struct place), by_answer);
	return count;
}

// The book's number of a region by the rank of its string: they stand in the column ascending.
static uint32_t region_number(const uint32_t *regions, uint32_t count, uint32_t rank)
{
	uint32_t from = 0, to = count;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (regions[middle] < rank)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void put_regions(struct writer *w, const struct page_links *to)
{
	struct parts *parts = w->parts;
	struct buf places = {0}, ranks = {0};
	uint32_t count = find_places(w, to, &places);
	const struct place *place = (const void *)places.ptr;
	for (uint32_t i = 0; i < count; i++) {
		if (!i || place[i].region != place[i - 1].region) {
			buf_add(&ranks, (struct str){(const char *)&place[i].region,
						     sizeof place[i].region});
			parts_value(parts, PART_REGION, place[i].region);
			parts_value(parts, PART_REGION_PAGES, i);
		}
		parts_value(parts, PART_REGION_PAGE, place[i].page);
	}
	parts_value(parts, PART_REGION_PAGES, count);

	const uint32_t *regions = (const void *)ranks.ptr;
	for (uint32_t p = 0; p < w->in->npages; p++) {
		const struct collected_page *got = &w->in->pages[p].got;
		const struct collector *c = w->in->collectors[got->collector];
		parts_value(parts, PART_PAGE_REGIONS, (uint32_t)parts->count[PART_PAGE_REGION]);
		for (uint32_t i = got->regions.from; i < got->regions.to; i++) {
			uint32_t rank = extra_rank(w, intern_str(&c->strings, listed(c, i)));
			if (!named_before(c, got->regions, i))
				parts_value(parts, PART_PAGE_REGION,
					    region_number(regions,
							  (uint32_t)parts->count[PART_REGION],
							  rank));
		}
	}
	parts_value(parts, PART_PAGE_REGIONS, (uint32_t)parts->count[PART_PAGE_REGION]);
	parts_pack(parts, PART_PAGE_REGIONS, PART_PAGE_REGIONS);
	parts_pack(parts, PART_PAGE_REGION, PART_PAGE_REGION);
	parts_pack(parts, PART_REGION, PART_REGION_PAGE);
	buf_release(&places);
	buf_release(&ranks);
}

// A key, and who claims it, the strongest first.
struct named {
	uint32_t key, claim; // the string's id; kind << 30 | page
};

static int by_claim(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = (x->key > y->key) - (x->key < y->key);
	return order ? order : (x->claim > y->claim) - (x->claim < y->claim);
}

static void put_names(struct writer *w)
{
	uint32_t count, nkeys = w->names.keys.count;
	const struct name_claim *claims = names_claims(&w->names, &count);
	uint32_t *id = arena_array(&w->arena, uint32_t, (size_t)nkeys + 1);
	struct named *named = arena_array(&w->arena, struct named, (size_t)count + 1);
	for (uint32_t i = 0; i < nkeys; i++)
		id[i] = extra_rank(w, intern_str(&w->names.keys, i));
	for (uint32_t i = 0; i < count; i++)
		named[i] = (struct named){id[claims[i].key], claims[i].kind << 30 | claims[i].page};
	qsort(named, count, sizeof *named, by_claim);
	const struct named *before = NULL;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t page = named[i].claim & ~(3u << 30);
		if (before && before->key == named[i].key && (before->claim & ~(3u << 30)) == page)
			continue; // its last name is its title
		before = &named[i];
		parts_value(w->parts, PART_NAME, named[i].key);
		parts_value(w->parts, PART_NAME_PAGE, page << 2 | named[i].claim >> 30);
	}
	parts_pack(w->parts, PART_NAME, PART_NAME_PAGE);
}

static void put_texts(struct writer *w)
{
	struct buf *out = &w->parts->bytes[PART_TEXTS];
	for (uint32_t i = 0; i < w->in->ntexts; i++) {
		uint8_t lens[8];
		le32_put(lens, (uint32_t)w->in->texts[i].path.len);
		le32_put(lens + 4, (uint32_t)w->in->texts[i].text.len);
		buf_add(out, (struct str){(const char *)lens, sizeof lens});
		buf_add(out, w->in->texts[i].path);
		buf_add(out, w->in->texts[i].text);
	}
	w->parts->count[PART_TEXTS] = w->in->ntexts;
}

// The book's number of each section of a collector, and the length of each section's body.
static struct merge_source *number_words(struct writer *w, uint8_t *body, uint32_t *count)
{
	const struct writing *in = w->in;
	uint32_t **map = arena_array(&w->arena, uint32_t *, in->ncollectors);
	*count = in->ncollectors;
	for (uint32_t c = 0; c < in->ncollectors; c++)
		*count += in->collectors[c]->runs.count;
	struct merge_source *sources = arena_array(&w->arena, struct merge_source, *count);
	for (uint32_t c = 0, n = 0; c < in->ncollectors; c++) {
		struct collector *from = in->collectors[c];
		map[c] = arena_array(&w->arena, uint32_t, (size_t)from->nsections + 1);
		for (uint32_t r = 0; r < from->runs.count; r++)
			sources[n++] =
				(struct merge_source){.run = &from->runs.at[r], .section = map[c]};
		sources[n++] = (struct merge_source){.gather = &from->gather, .section = map[c]};
	}
	for (uint32_t p = 0; p < in->npages; p++) {
		const struct collected_page *got = &in->pages[p].got;
		const struct collector *c = in->collectors[got->collector];
		for (uint32_t s = got->sections.from; s < got->sections.to; s++) {
			uint32_t number = w->first_section[p] + (s - got->sections.from);
			map[got->collector][s] = number;
			uint32_t len = section_of(c, s)->length[FIELD_BODY];
			body[number] = len < UINT8_MAX ? (uint8_t)len : UINT8_MAX;
		}
	}
	return sources;
}

static void put_tables(struct writer *w)
{
	names_open(&w->names, w->in, w->first_section);
	add_extra(w);
	put_strings(w);
	put_pages(w);
	put_sections(w);
	struct page_links *to =
		arena_array(&w->arena, struct page_links, (size_t)w->in->npages + 1);
	put_links(w, to);
	put_regions(w, to);
	put_names(w);
	put_texts(w);
	names_close(&w->names);
	intern_release(&w->extra);
	for (uint32_t c = 0; c < w->in->ncollectors; c++)
		collect_release_tables(w->in->collectors[c]);
}

// What the tables hold of the collectors is given back when they are done, so they come first; lists
// have nothing to do with them.
struct making {
	struct writer *writer;
	struct merging *merging;
};

static void make_part(void *user, uint32_t number)
{
	struct making *m = user;
	if (!number)
		put_tables(m->writer);
	else
		merge_piece(m->merging, number - 1);
}

bool write_book(const struct writing *writing, const char *path, struct buf *book, uint64_t *len,
		struct err *err)
{
	struct parts parts = {0};
	struct writer w = {.in = writing, .parts = &parts};
	struct making making = {.writer = &w};
	uint32_t nsources;
	number_sections(&w);
	uint8_t *body =
		arena_array(&w.arena, uint8_t, (size_t)w.first_section[writing->npages] + 1);
	struct merge_source *sources = number_words(&w, body, &nsources);
	making.merging =
		merge_begin(sources, nsources, body, writing->settings->language, &parts, err);
	if (!making.merging) {
		arena_release(&w.arena);
		return false;
	}
	tasks_run(1 + merge_pieces(making.merging), writing->ncollectors, make_part, &making);
	bool ok = merge_end(making.merging, err);
	if (!ok)
		parts_release(&parts);
	ok = ok && parts_finish(&parts, path, book, len, err);
	arena_release(&w.arena);
	return ok;
}
