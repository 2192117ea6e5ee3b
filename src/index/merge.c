// SPDX-License-Identifier: ISC

#include "index/merge.h"

#include "index/le.h"
#include "index/list.h"
#include "index/posting.h"
#include "index/order.h"
#include "text/word.h"

// The postings one source has for a term, read in order.
struct reader {
	struct cursor cur;
	const uint32_t *map;
	uint32_t local, section; // section: the book's number, BOOK_NONE behind the last
	uint16_t count[FIELD_COUNT];
	struct str positions;
};

struct merging {
	const struct merge_source *sources;
	uint32_t nsources;
	const uint32_t *body;
	struct ordered **terms; // of each source, sorted
	uint32_t *at;
	struct reader *readers;
	struct buf *chains;
	struct list_writer list;
	struct parts *parts;
	struct arena arena;
};

static void reader_next(struct reader *r)
{
	if (!cursor_left(&r->cur)) {
		r->section = BOOK_NONE;
		return;
	}
	r->local += posting_take_tail(&r->cur, r->count) + 1;
	r->section = r->map[r->local];
	const uint8_t *from = r->cur.at;
	for (uint32_t left = posting_places(r->count); left; left -= !(*r->cur.at++ & 0x80))
		;
	r->positions = (struct str){(const char *)from, (size_t)(r->cur.at - from)};
}

static struct ordered *sorted_terms(struct arena *arena, const struct gather *gather)
{
	struct ordered *terms = arena_array(arena, struct ordered, (size_t)gather->nterms + 1);
	for (uint32_t i = 0; i < gather->nterms; i++)
		terms[i] = ordered_of(gather_form(gather, i), i);
	ordered_sort(terms, gather->nterms);
	return terms;
}

// The least form that any source still has; false when there is none.
static bool next_form(const struct merging *m, struct ordered *form)
{
	bool any = false;
	for (uint32_t s = 0; s < m->nsources; s++) {
		if (m->at[s] == m->sources[s].gather->nterms)
			continue;
		const struct ordered *mine = &m->terms[s][m->at[s]];
		if (!any || ordered_cmp(mine, form) < 0)
			*form = *mine;
		any = true;
	}
	return any;
}

// Opens the readers of all sources that have the form, and returns how many sections hold it.
static uint32_t open_readers(struct merging *m, const struct ordered *form)
{
	uint32_t sections = 0;
	for (uint32_t s = 0; s < m->nsources; s++) {
		const struct gather *gather = m->sources[s].gather;
		struct reader *reader = &m->readers[s];
		*reader = (struct reader){.map = m->sources[s].section, .local = UINT32_MAX};
		reader->section = BOOK_NONE;
		if (m->at[s] == gather->nterms || ordered_cmp(&m->terms[s][m->at[s]], form) != 0)
			continue;
		uint32_t term = m->terms[s][m->at[s]++].number;
		m->chains[s].len = 0;
		gather_chain(gather, term, &m->chains[s]);
		reader->cur = cursor_over(m->chains[s].ptr, m->chains[s].len);
		reader_next(reader);
		sections += gather_at(gather, term)->sections;
	}
	return sections;
}

static void put_list(struct merging *m, uint32_t sections)
{
	list_begin(&m->list, &m->parts->bytes[PART_LISTS], sections);
	for (;;) {
		struct reader *least = &m->readers[0];
		for (uint32_t s = 1; s < m->nsources; s++) {
			if (m->readers[s].section < least->section)
				least = &m->readers[s];
		}
		if (least->section == BOOK_NONE)
			break;
		list_add(&m->list, least->section, least->count, m->body[least->section],
			 least->positions);
		reader_next(least);
	}
	list_end(&m->list);
}

// A term's stem, and whether it stands alone; set when all stems are known.
struct merged {
	struct str form, stem;
	uint32_t sections, bytes; // of its list
	bool alone;
};

static uint32_t merge_lists(struct merging *m, struct stemmer *stemmer, struct buf *out)
{
	struct ordered form;
	uint32_t count = 0;
	for (; next_form(m, &form); count++) {
		struct merged term = {.form = form.text, .stem = stemmer_stem(stemmer, form.text)};
		size_t before = m->parts->bytes[PART_LISTS].len;
		term.sections = open_readers(m, &form);
		put_list(m, term.sections);
		uint64_t bytes = m->parts->bytes[PART_LISTS].len - before;
		m->parts->too_large |= bytes > UINT32_MAX;
		term.bytes = (uint32_t)bytes;
		buf_add(out, (struct str){(const char *)&term, sizeof term});
	}
	return count;
}

// Stems in order, each with its terms; those that are their term's own and nobody else's are
// marked there and left out.
static void put_stems(struct merging *m, struct merged *terms, uint32_t nterms)
{
	struct ordered *stems = arena_array(&m->arena, struct ordered, (size_t)nterms + 1);
	for (uint32_t i = 0; i < nterms; i++)
		stems[i] = ordered_of(terms[i].stem, i);
	ordered_sort(stems, nterms);

	struct str before = STR("");
	uint32_t nstems = 0, flat = 0;
	for (uint32_t from = 0, to; from < nterms; from = to) {
		for (to = from + 1; to < nterms && !ordered_cmp(&stems[from], &stems[to]); to++)
			;
		struct merged *first = &terms[stems[from].number];
		first->alone = to - from == 1 && str_eq(first->form, first->stem);
		if (first->alone)
			continue;
		if (nstems++ % FORMAT_TERMS == 0)
			parts_value(m->parts, PART_STEM_FIRST, flat);
		parts_entry(m->parts, PART_STEMS, PART_STEM_BLOCK, FORMAT_TERMS, before,
			    first->stem);
		buf_varint(&m->parts->bytes[PART_STEMS], to - from);
		for (uint32_t i = from; i < to; i++)
			parts_value(m->parts, PART_STEM_TERM, stems[i].number);
		flat += to - from;
		before = first->stem;
	}
}

static void put_terms(struct parts *parts, const struct merged *terms, uint32_t nterms)
{
	struct str before = STR("");
	uint64_t list = 0;
	for (uint32_t i = 0; i < nterms; i++) {
		const struct merged *term = &terms[i];
		if (i % FORMAT_TERMS == 0) {
			parts_value(parts, PART_TERM_LIST_LOW, (uint32_t)list);
			parts_value(parts, PART_TERM_LIST_HIGH, (uint32_t)(list >> 32));
		}
		parts_entry(parts, PART_TERMS, PART_TERM_BLOCK, FORMAT_TERMS, before, term->form);
		buf_varint(&parts->bytes[PART_TERMS], term->sections << 1 | term->alone);
		buf_varint(&parts->bytes[PART_TERMS], term->bytes);
		list += term->bytes;
		before = term->form;
	}
}

bool merge_terms(const struct merge_source *sources, uint32_t nsources, const uint32_t *body,
		 struct str language, struct parts *parts, struct err *err)
{
	struct stemmer *stemmer = stemmer_open(language, err);
	if (!stemmer)
		return false;
	struct merging m = {.sources = sources, .nsources = nsources, .body = body, .parts = parts};
	m.terms = arena_array(&m.arena, struct ordered *, nsources);
	m.at = arena_array(&m.arena, uint32_t, nsources);
	m.readers = arena_array(&m.arena, struct reader, nsources);
	m.chains = arena_array(&m.arena, struct buf, nsources);
	for (uint32_t s = 0; s < nsources; s++)
		m.terms[s] = sorted_terms(&m.arena, sources[s].gather);

	struct buf merged = {0};
	uint32_t nterms = merge_lists(&m, stemmer, &merged);
	struct merged *terms = (void *)merged.ptr;
	put_stems(&m, terms, nterms);
	put_terms(parts, terms, nterms);
	parts_pack(parts, PART_TERM_BLOCK, PART_TERM_LIST_HIGH);
	parts_pack(parts, PART_STEM_BLOCK, PART_STEM_TERM);

	for (uint32_t s = 0; s < nsources; s++)
		buf_release(&m.chains[s]);
	buf_release(&merged);
	list_release(&m.list);
	arena_release(&m.arena);
	stemmer_close(stemmer);
	return true;
}
