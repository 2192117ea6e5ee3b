// SPDX-License-Identifier: ISC

#include "index/write/names.h"

#include "index/format.h"

static void add_number(struct buf *buf, uint32_t number)
{
	buf_add(buf, (struct str){(const char *)&number, sizeof number});
}

static void add_key(struct names *n, struct str name, uint32_t page, uint32_t kind,
		    struct arena *scratch)
{
	struct str key = resolve_key(scratch, name);
	struct name_claim claim = {key.len ? intern_add(&n->keys, key) : 0, page, kind};
	if (key.len) {
		if (claim.key == n->first.len / sizeof claim.key)
			add_number(&n->first, (uint32_t)(n->claims.len / sizeof claim));
		buf_add(&n->claims, (struct str){(const char *)&claim, sizeof claim});
	}
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
		add_key(n, intern_str(&c->strings, lists[i]), page, CLAIM_ALIAS, scratch);
}

// The first to claim a key has it, so the strongest claims come first.
static void add_keys(struct names *n)
{
	struct arena scratch = {0};
	uint32_t npages = n->in->npages;
	for (uint32_t p = 0; p < npages; p++)
		add_key(n, intern_str(&collector_of(n, p)->strings, n->in->pages[p].got.title), p,
			CLAIM_TITLE, &scratch);
	for (uint32_t p = 0; p < npages; p++)
		add_aliases(n, p, &scratch);
	for (uint32_t p = 0; p < npages; p++)
		add_key(n, resolve_last(n->in->pages[p].path), p, CLAIM_LAST, &scratch);
	arena_release(&scratch);
}

const struct name_claim *names_claims(const struct names *n, uint32_t *count)
{
	*count = (uint32_t)(n->claims.len / sizeof(struct name_claim));
	return (const struct name_claim *)(const void *)n->claims.ptr;
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

static uint32_t outside(const struct names *n, uint32_t page)
{
	return page == BOOK_NONE ? BOOK_NONE : n->in->npages + page;
}

static uint32_t find_page(void *user, struct str path)
{
	const struct names *n = user;
	uint32_t page = intern_find(&n->paths, path);
	if (page == UINT32_MAX && n->in->outside)
		return outside(n, n->in->outside->page(n->in->outside->user, path));
	return page == UINT32_MAX ? BOOK_NONE : page;
}

static uint32_t find_name(void *user, struct str key)
{
	const struct names *n = user;
	uint32_t found = intern_find(&n->keys, key), count, kind;
	const struct name_claim *claim = NULL;
	if (found != UINT32_MAX)
		claim = names_claims(n, &count) +
			((const uint32_t *)(const void *)n->first.ptr)[found];
	if (!n->in->outside)
		return claim ? claim->page : BOOK_NONE;
	struct str path;
	uint32_t other = n->in->outside->name(n->in->outside->user, key, &kind, &path);
	bool ours = claim &&
		    (other == BOOK_NONE || claim->kind < kind ||
		     (claim->kind == kind && str_cmp(n->in->pages[claim->page].path, path) < 0));
	return ours ? claim->page : outside(n, other);
}

static uint32_t find_section(void *user, uint32_t page, struct str anchor)
{
	const struct names *n = user;
	if (page >= n->in->npages)
		return n->in->outside->section(n->in->outside->user, page - n->in->npages, anchor);
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

void names_close(struct names *n)
{
	intern_release(&n->paths);
	intern_release(&n->keys);
	buf_release(&n->claims);
	buf_release(&n->first);
	slots_release(&n->anchors);
}
