// SPDX-License-Identifier: ISC
//
// The list of all pages: the newer ones are put among those beneath, whose order is known, so only
// the places of the few are looked for.

#include "index/listed.h"
#include "index/read/over.h"

static struct listed listed_of(const struct over *over, uint32_t page)
{
	uint32_t local = page;
	struct shelf *shelf = over_shelf_of_page(over, &local);
	struct image *image = &shelf->image;
	return (struct listed){
		.page = page,
		.kind = image_value(image, PART_PAGE_KIND, local),
		.path = shelf_string(shelf, image_value(image, PART_PAGE_PATH, local)),
		.title = shelf_string(shelf, image_value(image, PART_PAGE_TITLE, local)),
	};
}

// A list in the making.
struct making {
	struct over *over;
	struct listed *newer; // in order
	uint32_t nnewer;
	uint32_t *base; // pages beneath, in order: page << 1 | heads
	uint32_t nbase;
	bool by_kind;
};

// Of those beneath that are there, in the numbers of both; one behind a page that is gone may head
// its group now, which is looked at.
static void read_base(struct making *m, struct arena *arena)
{
	struct image *image = &m->over->base.shelf->image;
	m->base = arena_array(arena, uint32_t, (size_t)m->over->nbase + 1);
	bool lost = false;
	for (uint32_t i = 0; i < m->over->nbase; i++) {
		uint32_t value = image_value(image, PART_PAGE_LISTED, i), page = value >> 1;
		bool gone = page >= m->over->nbase || m->over->gone[page / 64] >> page % 64 & 1;
		if (!gone) {
			page = m->over->page_of[page];
			if (lost && !(value & 1)) {
				struct listed one = listed_of(m->over, page), before;
				if (m->nbase)
					before = listed_of(m->over, m->base[m->nbase - 1] >> 1);
				value |= listed_heads(&one, m->nbase ? &before : NULL, m->by_kind);
			}
			m->base[m->nbase++] = page << 1 | (value & 1);
		}
		lost = gone;
	}
}

// Whether any page beneath has a kind; those that are gone count or not.
static bool base_has_kinds(const struct over *over, bool with_gone)
{
	struct image *image = &over->base.shelf->image;
	bool kinds = false;
	for (uint32_t i = 0; i < over->nbase && !kinds; i++) {
		bool counts = with_gone || !(over->gone[i / 64] >> i % 64 & 1);
		kinds = counts && image_value(image, PART_PAGE_KIND, i) != 0;
	}
	return kinds;
}

static uint32_t place_among(const struct making *m, const struct listed *page, uint32_t from)
{
	uint32_t to = m->nbase;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		struct listed other = listed_of(m->over, m->base[middle] >> 1);
		if (listed_cmp(&other, page, m->by_kind) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static uint32_t with_head(const struct making *m, uint32_t page, uint32_t before)
{
	struct listed one = listed_of(m->over, page), other;
	if (before != BOOK_NONE)
		other = listed_of(m->over, before);
	return page << 1 | listed_heads(&one, before == BOOK_NONE ? NULL : &other, m->by_kind);
}

static void merge(const struct making *m, uint32_t *listed)
{
	uint32_t count = 0, at = 0;
	for (uint32_t n = 0; n <= m->nnewer; n++) {
		uint32_t to = n < m->nnewer ? place_among(m, &m->newer[n], at) : m->nbase;
		for (uint32_t first = at; at < to; at++) {
			uint32_t before = count ? listed[count - 1] >> 1 : BOOK_NONE;
			listed[count++] = at == first && n ? with_head(m, m->base[at] >> 1, before)
							   : m->base[at];
		}
		if (n < m->nnewer) {
			uint32_t before = count ? listed[count - 1] >> 1 : BOOK_NONE;
			listed[count++] = with_head(m, m->newer[n].page, before);
		}
	}
}

// Some pages have kinds now, or none any more: all are sorted.
static void sort_all(struct over *over, bool by_kind, uint32_t *listed, struct arena *arena)
{
	struct listed *all = arena_array(arena, struct listed, (size_t)over->npages + 1);
	for (uint32_t i = 0; i < over->npages; i++)
		all[i] = listed_of(over, i);
	listed_sort(all, over->npages, by_kind);
	for (uint32_t i = 0; i < over->npages; i++)
		listed[i] =
			all[i].page << 1 | listed_heads(&all[i], i ? &all[i - 1] : NULL, by_kind);
}

static uint32_t *make_list(struct over *over)
{
	struct arena scratch = {0};
	uint32_t *listed = arena_array(&over->arena, uint32_t, (size_t)over->npages + 1);
	struct making m = {.over = over, .nnewer = book_npages(&over->newer)};
	m.newer = arena_array(&scratch, struct listed, (size_t)m.nnewer + 1);
	for (uint32_t i = 0; i < m.nnewer; i++)
		m.newer[i] = listed_of(over, over->page_of[over->nbase + i]);
	m.by_kind = base_has_kinds(over, false) || listed_by_kind(m.newer, m.nnewer);
	if (m.by_kind != base_has_kinds(over, true)) {
		sort_all(over, m.by_kind, listed, &scratch);
	} else {
		listed_sort(m.newer, m.nnewer, m.by_kind);
		read_base(&m, &scratch);
		merge(&m, listed);
	}
	arena_release(&scratch);
	return listed;
}

uint32_t over_listed_page(struct over *over, uint32_t i)
{
	if (!over->listed)
		over->listed = make_list(over);
	return i < over->npages ? over->listed[i] : BOOK_NONE;
}
