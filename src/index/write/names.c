// SPDX-License-Identifier: ISC

#include "index/write/names.h"

static void add_key(struct names *n, struct str name, uint32_t page, struct arena *scratch)
{
	struct str key = resolve_key(scratch, name);
	if (key.len && intern_add(&n->keys, key) == n->pages.len / sizeof page)
		buf_add(&n->pages, (struct str){(const char *)&page, sizeof page});
	arena_clear(scratch);
}

static const struct collector *collector_of(const struct names *n, uint32_t page)
{
	return n->in->collectors[n->in->pages[page].got.collector];
}

static void add_aliases(struct names *n, uint32_t page, struct arena *scratch)
{
	const struct collector *c = collector_of(n, page);
	const uint32_t *lists = (const void *)c->lists.ptr;
	struct range aliases = n->in->pages[page].got.aliases;
	for (uint32_t i = aliases.from; i < aliases.to; i++)
		add_key(n, intern_str(&c->strings, lists[i]), page, scratch);
}

// The first to claim a key has it, so the strongest claims come first.
static void add_keys(struct names *n)
{
	struct arena scratch = {0};
	uint32_t npages = n->in->npages;
	for (uint32_t p = 0; p < npages; p++)
		add_key(n, intern_str(&collector_of(n, p)->strings, n->in->pages[p].got.title), p,
			&scratch);
	for (uint32_t p = 0; p < npages; p++)
		add_aliases(n, p, &scratch);
	for (uint32_t p = 0; p < npages; p++)
		add_key(n, resolve_last(n->in->pages[p].path), p, &scratch);
	arena_release(&scratch);
}

static uint32_t anchor_hash(uint32_t page, struct str anchor)
{
	uint64_t hash = page * 0x9E3779B97F4A7C15u;
	for (size_t i = 0; i < anchor.len; i++) {
		char c = anchor.ptr[i];
		unsigned char lower = (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
		hash = (hash ^ lower) * 0x100000001b3;
	}
	return (uint32_t)(hash ^ hash >> 32);
}

static struct str anchor_of(const struct names *n, uint32_t page, uint32_t section)
{
	const struct collector *c = collector_of(n, page);
	uint32_t local = section - n->first_section[page] + n->in->pages[page].got.sections.from;
	return intern_str(
		&c->strings,
		((const struct collected_section *)(const void *)c->sections.ptr)[local].anchor);
}

static void add_anchors(struct names *n)
{
	for (uint32_t p = 0; p < n->in->npages; p++) {
		for (uint32_t s = n->first_section[p]; s < n->first_section[p + 1]; s++)
			slots_add(&n->anchors, anchor_hash(p, anchor_of(n, p, s)), s);
	}
}

static uint32_t find_page(void *user, struct str path)
{
	const struct names *n = user;
	return intern_find(&n->paths, path);
}

static uint32_t find_name(void *user, struct str key)
{
	const struct names *n = user;
	uint32_t found = intern_find(&n->keys, key);
	return found == UINT32_MAX ? BOOK_NONE : names_page(n, found);
}

static uint32_t find_section(void *user, uint32_t page, struct str anchor)
{
	const struct names *n = user;
	struct slots_walk walk = slots_walk(&n->anchors, anchor_hash(page, anchor));
	for (uint32_t s; (s = slots_next(&n->anchors, &walk)) != SLOTS_NONE;) {
		if (s >= n->first_section[page] && s < n->first_section[page + 1] &&
		    str_eq_nocase(anchor_of(n, page, s), anchor))
			return s;
	}
	return BOOK_NONE;
}

void names_open(struct names *n, const struct writing *in, const uint32_t *first_section)
{
	*n = (struct names){.in = in, .first_section = first_section};
	n->resolver = (struct resolver){n, find_page, find_name, find_section};
	for (uint32_t p = 0; p < in->npages; p++)
		intern_add(&n->paths, in->pages[p].path);
	add_keys(n);
	add_anchors(n);
}

uint32_t names_page(const struct names *n, uint32_t key)
{
	return ((const uint32_t *)(const void *)n->pages.ptr)[key];
}

void names_close(struct names *n)
{
	intern_release(&n->paths);
	intern_release(&n->keys);
	buf_release(&n->pages);
	slots_release(&n->anchors);
}
