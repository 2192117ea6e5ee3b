// SPDX-License-Identifier: ISC

#include "index/write/links.h"

static uint32_t section_of(const struct doc *doc, const struct link *link)
{
	return link->block < doc->nblocks ? doc->blocks[link->block].section : 0;
}

// A picture leads nowhere, a footnote's mark no further than the foot of its own page.
static bool is_counted(const struct link *link)
{
	return !link->image && link->note == DOC_NONE;
}

// Counts, then deals out: a footnote's links stand behind all others of a page but belong to a
// section before, so the doc's order is not that of the sections.
struct links links_by_section(const struct doc *doc, struct arena *arena)
{
	uint32_t *first = arena_array(arena, uint32_t, (size_t)doc->nsections + 1);
	uint32_t *next = arena_array(arena, uint32_t, (size_t)doc->nsections + 1);
	uint32_t *order = arena_array(arena, uint32_t, (size_t)doc->nlinks + 1);
	for (uint32_t i = 0; i < doc->nlinks; i++) {
		if (is_counted(&doc->links[i]))
			first[section_of(doc, &doc->links[i]) + 1]++;
	}
	for (uint32_t s = 0; s < doc->nsections; s++) {
		first[s + 1] += first[s];
		next[s + 1] = first[s + 1];
	}
	for (uint32_t i = 0; i < doc->nlinks; i++) {
		if (is_counted(&doc->links[i]))
			order[next[section_of(doc, &doc->links[i])]++] = i;
	}
	return (struct links){order, first[doc->nsections], first};
}
