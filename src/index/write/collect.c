// SPDX-License-Identifier: ISC

#include "index/write/collect.h"

#include "index/write/links.h"
#include "text/word.h"

// Terms of a text that counts for many sections: tokenised once.
struct term_list {
	VEC(uint32_t) terms;
	uint32_t words; // joined forms not counted
};

struct page_terms {
	struct term_list title, aliases, regions;
	struct term_list heading[7]; // open headings by level: those above the section
};

static struct str form_of(const struct word *word)
{
	return (struct str){word->form, word->form_len};
}

static void list_add(struct collector *c, struct term_list *list, struct str text)
{
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		*vec_push(&c->scratch, &list->terms) = gather_term(&c->gather, form_of(&word));
		list->words += !word.joined;
	}
}

static void list_apply(struct collector *c, const struct term_list *list, enum field field,
		       struct collected_section *section)
{
	for (uint32_t i = 0; i < list->terms.count; i++)
		gather_add(&c->gather, list->terms.at[i], field, GATHER_NOWHERE);
	section->length[field] += list->words;
}

// Words with positions from `first` on; returns the position behind the last.
static uint32_t add_text(struct collector *c, struct str text, enum field field, uint32_t first,
			 struct collected_section *section)
{
	struct words words = words_of(text);
	struct word batch[GATHER_BATCH];
	uint32_t next = first;
	for (uint32_t count; (count = words_next(&words, batch, GATHER_BATCH));) {
		for (uint32_t i = 0; i < count; i++) {
			uint32_t position = first + batch[i].position;
			section->length[field] += !batch[i].joined;
			next = position >= next ? position + 1 : next;
		}
		gather_words(&c->gather, batch, count, field, first);
	}
	return next;
}

static void add_region(struct collector *c, struct term_list *list, struct str id)
{
	uint32_t region = c->map ? map_region(c->map, id) : MAP_NONE;
	if (region == MAP_NONE) {
		list_add(c, list, id);
		return;
	}
	list_add(c, list, c->map->regions[region].name);
	const struct strs *aliases = &c->map->regions[region].aliases;
	for (uint32_t i = 0; i < aliases->count; i++)
		list_add(c, list, aliases->at[i]);
}

static struct page_terms page_terms(struct collector *c, const struct page *page)
{
	struct page_terms terms = {0};
	list_add(c, &terms.title, page->title);
	for (uint32_t i = 0; i < page->meta.aliases.count; i++)
		list_add(c, &terms.aliases, page->meta.aliases.at[i]);
	for (uint32_t i = 0; i < page->meta.regions.count; i++)
		add_region(c, &terms.regions, page->meta.regions.at[i]);
	return terms;
}

// Opens the section's heading for those below it.  A heading that repeats the title would count
// twice, so it does not stand in the path.
static void open_heading(struct collector *c, struct page_terms *terms, const struct page *page,
			 const struct section *s)
{
	for (unsigned level = s->level; level < countof(terms->heading); level++)
		terms->heading[level] = (struct term_list){0};
	if (s->level && !str_eq(s->heading, page->title))
		list_add(c, &terms->heading[s->level], s->heading);
}

static struct str body_of(const struct doc *doc, const struct section *s)
{
	uint32_t from = s->text.from;
	if (s->level && s->blocks.from < s->blocks.to)
		from = doc->blocks[s->blocks.from].text.to;
	return str_sub(doc->text, from, s->text.to);
}

static uint32_t section_kind(const struct collector *c, const struct section *s, uint32_t of_page)
{
	uint32_t kind = s->level ? settings_heading_kind(c->settings, s->heading) : KIND_NONE;
	return kind == KIND_NONE ? of_page : kind;
}

// What stands before the first heading is a section even where nothing stands there.  It is not
// found then: its page is, by the sections that say something.
static bool is_silent(const struct page *page, const struct section *s)
{
	return !s->level && page->doc.nsections > 1 && !str_trim(body_of(&page->doc, s)).len;
}

static void add_terms(struct collector *c, const struct page *page, struct page_terms *terms,
		      const struct section *s, uint32_t kind, struct collected_section *section)
{
	uint32_t body = add_text(c, s->heading, FIELD_HEADING, 0, section);
	add_text(c, body_of(&page->doc, s), FIELD_BODY, body, section);
	for (unsigned level = 1; level < s->level && level < countof(terms->heading); level++)
		list_apply(c, &terms->heading[level], FIELD_PATH, section);
	list_apply(c, &terms->title, FIELD_TITLE, section);
	list_apply(c, &terms->aliases, FIELD_ALIAS, section);
	list_apply(c, &terms->regions, FIELD_REGION, section);
	if (kind != KIND_NONE) {
		struct term_list label = {0};
		list_add(c, &label, c->settings->kinds[kind].label);
		list_apply(c, &label, FIELD_REGION, section);
	}
}

static void add_section(struct collector *c, const struct page *page, struct page_terms *terms,
			const struct section *s, uint32_t page_kind)
{
	uint32_t kind = section_kind(c, s, page_kind);
	struct collected_section section = {
		.heading = intern_add(&c->strings, s->heading),
		.anchor = intern_add(&c->strings, s->anchor),
		.line = s->line,
		.from = s->source.from,
		.to = s->source.to,
		.kind = kind == KIND_NONE ? 0 : kind + 1,
		.level = s->level,
	};
	gather_begin(&c->gather, c->nsections);
	if (!is_silent(page, s))
		add_terms(c, page, terms, s, kind, &section);
	open_heading(c, terms, page, s);
	c->words += section.length[FIELD_BODY] + section.length[FIELD_HEADING];
	buf_add(&c->sections, (struct str){(const char *)&section, sizeof section});
	c->nsections++;
}

static void add_links(struct collector *c, const struct doc *doc, uint32_t first_section)
{
	struct links links = links_by_section(doc, &c->scratch);
	struct collected_section *sections = (void *)c->sections.ptr;
	uint32_t *asked = arena_room(&c->scratch, (size_t)links.count + 1, sizeof *asked);
	for (uint32_t i = 0; i < links.count; i++)
		asked[i] = intern_ask(&c->targets, doc->links[links.order[i]].target);
	for (uint32_t s = 0; s < doc->nsections; s++) {
		sections[first_section + s].first_link = c->nlinks + links.first[s];
		sections[first_section + s].leads_on = links_lead_on(&links, doc, s);
		for (uint32_t i = links.first[s]; i < links.first[s + 1]; i++) {
			const struct link *link = &doc->links[links.order[i]];
			struct collected_link collected = {
				.target = intern_add_asked(&c->targets, link->target, asked[i]),
				.section = first_section + s,
				.wiki = link->wiki,
			};
			buf_add(&c->links,
				(struct str){(const char *)&collected, sizeof collected});
		}
	}
	c->nlinks += links.count;
}

static struct range add_strs(struct collector *c, const struct strs *strs)
{
	struct range range = {c->nlists, c->nlists + strs->count};
	for (uint32_t i = 0; i < strs->count; i++) {
		uint32_t number = intern_add(&c->strings, strs->at[i]);
		buf_add(&c->lists, (struct str){(const char *)&number, sizeof number});
	}
	c->nlists = range.to;
	return range;
}

void collect_page(struct collector *c, const struct page *page, struct collected_page *collected)
{
	uint32_t kind =
		page->meta.kind.len ? settings_kind(c->settings, page->meta.kind) : KIND_NONE;
	uint32_t first_section = c->nsections, first_link = c->nlinks;
	struct page_terms terms = page_terms(c, page);
	for (uint32_t s = 0; s < page->doc.nsections; s++)
		add_section(c, page, &terms, &page->doc.sections[s], kind);
	add_links(c, &page->doc, first_section);

	collected->present = true;
	collected->title = intern_add(&c->strings, page->title);
	collected->flag = intern_add(&c->strings, page->meta.flag);
	collected->kind = kind == KIND_NONE ? 0 : kind + 1;
	collected->sections = (struct range){first_section, c->nsections};
	collected->links = (struct range){first_link, c->nlinks};
	collected->regions = add_strs(c, &page->meta.regions);
	collected->aliases = add_strs(c, &page->meta.aliases);
	collected->sources = add_strs(c, &page->meta.sources);
	collected->size = page->source.len;
	arena_clear(&c->scratch);
}

bool collect_put_aside(struct collector *c, struct err *err)
{
	struct run *run = vec_push(&c->arena, &c->runs);
	gather_sort(&c->gather);
	bool ok = run_write(&c->gather, run, err);
	gather_clear(&c->gather);
	return ok;
}

bool collect_end(struct collector *c, struct err *err)
{
	bool ok = true;
	slots_release(&c->strings.slots);
	slots_release(&c->targets.slots);
	slots_release(&c->gather.slots);
	if (c->runs.count) {
		ok = collect_put_aside(c, err);
		gather_release(&c->gather);
	}
	gather_sort(&c->gather);
	return ok;
}

void collect_release_tables(struct collector *c)
{
	intern_release(&c->strings);
	intern_release(&c->targets);
	buf_release(&c->sections);
	buf_release(&c->links);
	buf_release(&c->lists);
	arena_release(&c->scratch);
}

void collect_release(struct collector *c)
{
	collect_release_tables(c);
	gather_release(&c->gather);
	for (uint32_t i = 0; i < c->runs.count; i++)
		run_close(&c->runs.at[i]);
	arena_release(&c->arena);
}
