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

// To another place of the book.  A drive ("C:\\") is no scheme.
static bool leads_inside(const struct link *link)
{
	size_t colon = str_find(link->target, STR(":"), 0);
	size_t slash = str_find(link->target, STR("/"), 0);
	bool scheme = colon != SIZE_MAX && colon > 1 && colon < slash;
	return link->wiki || (!scheme && !str_starts(link->target, STR("//")));
}

// What a section's links amount to.
struct leading {
	uint32_t blocks, begun; // paragraphs and the like; those that begin with a link
	size_t text, linked;    // bytes of them; of links
};

static void count_links(const struct doc *doc, const struct links *links, uint32_t section,
			struct leading *leading)
{
	for (uint32_t i = links->first[section]; i < links->first[section + 1]; i++) {
		const struct link *link = &doc->links[links->order[i]];
		if (link->block >= doc->nblocks || !leads_inside(link))
			continue;
		leading->linked += link->text.to - link->text.from;
		leading->begun += link->text.from == doc->blocks[link->block].text.from;
	}
}

static void count_blocks(const struct doc *doc, struct range blocks, struct leading *leading)
{
	for (uint32_t i = blocks.from; i < blocks.to; i++) {
		const struct block *block = &doc->blocks[i];
		if (block->kind == BLOCK_HEADING || block->text.from == block->text.to)
			continue;
		leading->blocks++;
		leading->text += block->text.to - block->text.from;
	}
}

bool links_lead_on(const struct links *links, const struct doc *doc, uint32_t section)
{
	struct leading leading = {0};
	if (links->first[section] == links->first[section + 1])
		return false;
	count_links(doc, links, section, &leading);
	count_blocks(doc, doc->sections[section].blocks, &leading);
	return (leading.begun > 1 && 4 * leading.begun >= 3 * leading.blocks) ||
	       2 * leading.linked > leading.text;
}
