// SPDX-License-Identifier: ISC

#include "search/rank/pages.h"

#include "search/rank/weights.h"

// What has been seen of a page among the best: a table by page, open addressing.
struct seen {
	uint32_t page; // + 1; 0: free
	uint32_t hits;
	float first, second; // the scores of the best of them
	float share;         // that the next of them keeps
	struct scored *last; // of those that gained their part
};

struct pages {
	struct seen *at;
	uint32_t mask;
};

static struct seen *seen_of(const struct pages *pages, uint32_t page)
{
	uint32_t at = page * 0x9e3779b1 & pages->mask;
	while (pages->at[at].page && pages->at[at].page != page)
		at = (at + 1) & pages->mask;
	pages->at[at].page = page;
	return &pages->at[at];
}

// By index of the best.
static struct seen **see_all(const struct book *book, const struct scored *best, uint32_t count,
			     struct arena *arena)
{
	uint32_t room = 16;
	while (room < 2 * count)
		room *= 2;
	struct pages pages = {arena_array(arena, struct seen, room), room - 1};
	struct seen **seen = arena_array(arena, struct seen *, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		seen[i] = seen_of(&pages, book_section_page(book, best[i].section) + 1);
		seen[i]->share = 1;
		if (!seen[i]->hits++)
			seen[i]->first = best[i].score;
		else if (seen[i]->hits == 2)
			seen[i]->second = best[i].score;
	}
	return seen;
}

// False when two of a page change places: what differed little before may be equal now.
static bool support(struct scored *best, uint32_t count, struct seen *const *seen)
{
	bool kept = true;
	for (uint32_t i = 0; i < count; i++) {
		struct seen *page = seen[i];
		best[i].score += weights.support * (page->last ? page->first : page->second);
		if (page->last && scored_is_worse(page->last, &best[i]))
			kept = false;
		page->last = &best[i];
	}
	return kept;
}

void pages_weigh(const struct book *book, struct scored *best, uint32_t count, struct arena *arena)
{
	struct seen **seen = see_all(book, best, count, arena);
	if (!support(best, count, seen)) {
		scored_sort(best, count);
		seen = see_all(book, best, count, arena);
	}
	for (uint32_t i = 0; i < count; i++) {
		best[i].score *= seen[i]->share;
		seen[i]->share *= weights.same_page;
	}
}
