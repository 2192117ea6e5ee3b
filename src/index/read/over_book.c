// SPDX-License-Identifier: ISC
//
// Each accessor asks one of the two books and gives its numbers those of both.

#include <stdlib.h>

#include "index/read/over.h"

static uint32_t count_of(const struct book *book, enum part part)
{
	return image_count(&book->shelf->image, part);
}

static struct range shifted(struct range range, uint32_t by)
{
	return (struct range){range.from + by, range.to + by};
}

// The book a page stands in; *page becomes its number there.
static const struct book *book_of_page(const struct over *over, uint32_t *page)
{
	uint32_t physical = *page < over->npages ? over->physical[*page] : over->nbase;
	if (physical < over->nbase) {
		*page = physical;
		return &over->base;
	}
	*page = *page < over->npages ? physical - over->nbase : BOOK_NONE;
	return &over->newer;
}

// The same for what is numbered through both.
static const struct book *book_of(const struct over *over, enum part part, uint32_t *number,
				  uint32_t *first)
{
	uint32_t count = count_of(&over->base, part);
	*first = *number < count ? 0 : count;
	*number -= *first;
	return *first || !count ? &over->newer : &over->base;
}

struct shelf *over_shelf_of_page(const struct over *over, uint32_t *page)
{
	return book_of_page(over, page)->shelf;
}

static uint32_t first_section(const struct over *over, const struct book *book)
{
	return book == &over->newer ? over_first_section(over) : 0;
}

struct book_page over_page(const struct over *over, uint32_t page)
{
	const struct book *book = book_of_page(over, &page);
	struct book_page result = book_page(book, page);
	uint32_t strings = book == &over->newer ? count_of(&over->base, PART_STRS) : 0;
	result.sections = shifted(result.sections, first_section(over, book));
	result.aliases = shifted(result.aliases, strings);
	result.sources = shifted(result.sources, strings);
	return result;
}

struct str over_page_title(const struct over *over, uint32_t page)
{
	const struct book *book = book_of_page(over, &page);
	return book_page_title(book, page);
}

struct range over_page_sections(const struct over *over, uint32_t page)
{
	const struct book *book = book_of_page(over, &page);
	return shifted(book_page_sections(book, page), first_section(over, book));
}

uint32_t over_find_page(const struct over *over, struct str path)
{
	uint32_t page = book_find_page(&over->newer, path);
	if (page != BOOK_NONE)
		return over->page_of[over->nbase + page];
	page = book_find_page(&over->base, path);
	return page == BOOK_NONE ? BOOK_NONE : over->page_of[page];
}

uint32_t over_find_name(const struct over *over, struct str key)
{
	enum claim base_claim, newer_claim;
	uint32_t base = shelf_find_name(&over->base, over->gone, key, &base_claim);
	uint32_t newer = shelf_find_name(&over->newer, NULL, key, &newer_claim);
	if (base != BOOK_NONE)
		base = over->page_of[base];
	if (newer != BOOK_NONE)
		newer = over->page_of[over->nbase + newer];
	if (base == BOOK_NONE || newer == BOOK_NONE)
		return base == BOOK_NONE ? newer : base;
	if (base_claim != newer_claim)
		return base_claim < newer_claim ? base : newer;
	return base < newer ? base : newer;
}

struct str over_string(const struct over *over, uint32_t index)
{
	uint32_t first;
	const struct book *book = book_of(over, PART_STRS, &index, &first);
	return book_string(book, index);
}

uint32_t over_nsections(const struct over *over)
{
	return book_nsections(&over->base) + book_nsections(&over->newer);
}

uint32_t over_section_page(const struct over *over, uint32_t section)
{
	uint32_t first, nbase = over->nbase;
	const struct book *book = book_of(over, PART_SECTION_PAGE, &section, &first);
	uint32_t page = book_section_page(book, section);
	if (page == BOOK_NONE)
		return BOOK_NONE;
	if (book == &over->newer)
		return over->page_of[nbase + page];
	return over_is_dead(over, section) ? BOOK_NONE : over->page_of[page];
}

uint32_t over_section_kind(const struct over *over, uint32_t section)
{
	uint32_t first;
	const struct book *book = book_of(over, PART_SECTION_PAGE, &section, &first);
	return book_section_kind(book, section);
}

bool over_section_leads_on(const struct over *over, uint32_t section)
{
	uint32_t first;
	const struct book *book = book_of(over, PART_SECTION_PAGE, &section, &first);
	return book_section_leads_on(book, section);
}

struct book_section over_section(const struct over *over, uint32_t section)
{
	uint32_t first, local = section;
	const struct book *book = book_of(over, PART_SECTION_PAGE, &local, &first);
	struct book_section result = book_section(book, local);
	result.page = over_section_page(over, section);
	return result;
}

struct book_span over_section_span(const struct over *over, uint32_t section)
{
	uint32_t first, local = section;
	const struct book *book = book_of(over, PART_SECTION_PAGE, &local, &first);
	struct book_span result = book_section_span(book, local);
	result.page = over_section_page(over, section);
	return result;
}

uint32_t over_find_section(const struct over *over, uint32_t page, struct str anchor)
{
	const struct book *book = book_of_page(over, &page);
	uint32_t section = book_find_section(book, page, anchor);
	return section == BOOK_NONE ? BOOK_NONE : section + first_section(over, book);
}

uint32_t over_nlinks(const struct over *over)
{
	return book_nlinks(&over->base) + book_nlinks(&over->newer);
}

// A link of the newer book names pages beneath by numbers behind its own.
static uint32_t target_of(const struct over *over, const struct book *book, uint32_t link)
{
	uint32_t page = image_value(&book->shelf->image, PART_LINK_PAGE, link);
	if (!page || page == IMAGE_BAD)
		return BOOK_NONE;
	page--;
	if (book == &over->newer) {
		uint32_t own = book_npages(book);
		page = page < own ? over->nbase + page : page - own;
	}
	return page < over->nbase + book_npages(&over->newer) ? page : BOOK_NONE;
}

// The section of a page, which may have been another one when the link was read: then by its
// anchor.
static uint32_t target_section(const struct over *over, uint32_t physical, uint32_t number)
{
	uint32_t page = over->page_of[physical];
	bool beneath = physical < over->nbase;
	const struct book *book = beneath ? &over->base : &over->newer;
	uint32_t local = beneath ? physical : physical - over->nbase;
	struct range sections = book_page_sections(book, local);
	if (number < LINK_SECTION || number - LINK_SECTION >= sections.to - sections.from)
		return BOOK_NONE;
	uint32_t section = sections.from + number - LINK_SECTION;
	if (over->physical[page] == physical)
		return section + first_section(over, book);
	return over_find_section(over, page, book_section(book, section).anchor);
}

struct book_link over_link(const struct over *over, uint32_t link)
{
	uint32_t first;
	const struct book *book = book_of(over, PART_LINK_PAGE, &link, &first);
	struct book_link result = book_link(book, link);
	if (result.from != BOOK_NONE)
		result.from += first_section(over, book);
	uint32_t physical = target_of(over, book, link);
	result.page = physical == BOOK_NONE ? BOOK_NONE : over->page_of[physical];
	result.section = BOOK_NONE;
	if (result.page != BOOK_NONE)
		result.section = target_section(
			over, physical, image_value(&book->shelf->image, PART_LINK_SECTION, link));
	return result;
}

struct range over_section_links(const struct over *over, uint32_t section)
{
	uint32_t first;
	const struct book *book = book_of(over, PART_SECTION_PAGE, &section, &first);
	uint32_t links = book == &over->newer ? book_nlinks(&over->base) : 0;
	return shifted(book_section_links(book, section), links);
}

// Where the links of the newer pages lead: they are few.
static void read_links(struct over *over)
{
	uint32_t count = book_nlinks(&over->newer), before = book_nlinks(&over->base);
	over->links = arena_array(&over->arena, struct over_link, (size_t)count + 1);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t physical = target_of(over, &over->newer, i);
		if (physical != BOOK_NONE)
			over->links[over->nlinks++] =
				(struct over_link){over->page_of[physical], before + i};
	}
}

static uint32_t page_of_link(const struct over *over, uint32_t link)
{
	uint32_t first;
	const struct book *book = book_of(over, PART_LINK_PAGE, &link, &first);
	uint32_t section = image_lower_bound(&book->shelf->image, PART_SECTION_LINK, link + 1);
	return over_section_page(over, (section ? section - 1 : 0) + first_section(over, book));
}

// For one list: .page is that of the page the link stands on.
static int by_page(const void *a, const void *b)
{
	const struct over_link *x = a, *y = b;
	int order = (x->page > y->page) - (x->page < y->page);
	return order ? order : (x->link > y->link) - (x->link < y->link);
}

// Links beneath lead to the page that stood in this one's place.
static uint32_t *gather_backlinks(struct over *over, uint32_t page, uint32_t *count)
{
	struct arena arena = {0};
	uint32_t n = 0, found = 0, physical = over->physical[page];
	uint32_t base = physical < over->nbase ? physical : over->replaced[physical - over->nbase];
	const uint32_t *links = base == BOOK_NONE ? NULL : book_backlinks(&over->base, base, &n);
	struct over_link *all = arena_array(&arena, struct over_link, (size_t)n + over->nlinks + 1);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t from = page_of_link(over, links[i]);
		if (from != BOOK_NONE)
			all[found++] = (struct over_link){from, links[i]};
	}
	for (uint32_t i = 0; i < over->nlinks; i++) {
		uint32_t link = over->links[i].link;
		if (over->links[i].page == page)
			all[found++] = (struct over_link){page_of_link(over, link), link};
	}
	qsort(all, found, sizeof *all, by_page);
	uint32_t *result = arena_array(&over->arena, uint32_t, (size_t)found + 1);
	result[0] = found;
	for (uint32_t i = 0; i < found; i++)
		result[i + 1] = all[i].link;
	arena_release(&arena);
	*count = found;
	return result;
}

// Kept with the number of them before them.
const uint32_t *over_backlinks(struct over *over, uint32_t page, uint32_t *count)
{
	*count = 0;
	if (page >= over->npages)
		return NULL;
	if (!over->backlinks) {
		over->backlinks = arena_array(&over->arena, uint32_t *, over->npages);
		read_links(over);
	}
	if (!over->backlinks[page])
		over->backlinks[page] = gather_backlinks(over, page, count);
	*count = over->backlinks[page][0];
	return *count ? over->backlinks[page] + 1 : NULL;
}
