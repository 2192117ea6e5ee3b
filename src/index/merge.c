// SPDX-License-Identifier: ISC

#include "index/merge.h"

#include "index/le.h"
#include "index/list.h"
#include "index/posting.h"
#include "index/order.h"
#include "index/tasks.h"
#include "text/word.h"

// The postings one source has for a term, read in order.
struct reader {
	struct cursor cur;
	const uint32_t *map;
	uint32_t local, section; // section: the book's number, BOOK_NONE behind the last
	uint16_t count[FIELD_COUNT];
	struct str positions;
};

// A term of the book; `alone` is set when all stems are known.
struct merged {
	struct str form, stem;
	uint32_t sections, bytes; // of its list
	bool alone;
};

struct merging;

// The terms between two forms: what one thread merges.
struct piece {
	const struct merging *merging;
	uint32_t at[TASKS_THREADS], end[TASKS_THREADS]; // in each source's sorted terms
	struct reader readers[TASKS_THREADS];
	struct buf chains[TASKS_THREADS];
	struct list_writer list;
	struct buf lists, terms; // bytes; struct merged
	uint32_t nterms;
	struct arena arena; // stems
};

struct merging {
	const struct merge_source *sources;
	uint32_t nsources;
	const uint32_t *body;
	struct str language;
	struct piece *pieces;
	uint32_t npieces;
};

// The chain is our own, so it is read without a check; most postings are one word of the body.
static void reader_next(struct reader *r)
{
	if (!cursor_left(&r->cur)) {
		r->section = BOOK_NONE;
		return;
	}
	uint32_t gap = varint_take(&r->cur.at), code = gap & 1 ? varint_take(&r->cur.at) : 0;
	r->local += (gap >> 1) + 1;
	r->section = r->map[r->local];
	posting_take_counts(&r->cur, code, r->count);
	const uint8_t *from = r->cur.at;
	for (uint32_t left = posting_places(r->count); left; left -= !(*r->cur.at++ & 0x80))
		;
	r->positions = (struct str){(const char *)from, (size_t)(r->cur.at - from)};
}

// The least form that any source still has; false when there is none.
static bool next_form(const struct piece *p, struct ordered *form)
{
	bool any = false;
	for (uint32_t s = 0; s < p->merging->nsources; s++) {
		if (p->at[s] == p->end[s])
			continue;
		const struct ordered *mine =
			gather_sorted(p->merging->sources[s].gather) + p->at[s];
		if (!any || ordered_cmp(mine, form) < 0)
			*form = *mine;
		any = true;
	}
	return any;
}

// Opens the readers of all sources that have the form, and returns how many sections hold it.
static uint32_t open_readers(struct piece *p, const struct ordered *form)
{
	uint32_t sections = 0;
	for (uint32_t s = 0; s < p->merging->nsources; s++) {
		const struct gather *gather = p->merging->sources[s].gather;
		const struct ordered *mine = gather_sorted(gather) + p->at[s];
		struct reader *reader = &p->readers[s];
		reader->section = BOOK_NONE;
		if (p->at[s] == p->end[s] || ordered_cmp(mine, form) != 0)
			continue;
		p->at[s]++;
		p->chains[s].len = 0;
		gather_chain(gather, mine->number, &p->chains[s]);
		reader->cur = cursor_over(p->chains[s].ptr, p->chains[s].len);
		reader->map = p->merging->sources[s].section;
		reader->local = UINT32_MAX;
		reader_next(reader);
		sections += gather_at(gather, mine->number)->sections;
	}
	return sections;
}

static void put_list(struct piece *p, uint32_t sections)
{
	list_begin(&p->list, &p->lists, sections);
	for (;;) {
		struct reader *least = &p->readers[0];
		for (uint32_t s = 1; s < p->merging->nsources; s++) {
			if (p->readers[s].section < least->section)
				least = &p->readers[s];
		}
		if (least->section == BOOK_NONE)
			break;
		list_add(&p->list, least->section, least->count, p->merging->body[least->section],
			 least->positions);
		reader_next(least);
	}
	list_end(&p->list);
}

// A stem is mostly the beginning of its form, and then needs no bytes of its own.
static struct str kept_stem(struct piece *p, struct stemmer *stemmer, struct str form)
{
	struct str stem = stemmer_stem(stemmer, form);
	return str_starts(form, stem) ? str_sub(form, 0, stem.len) : arena_copy(&p->arena, stem);
}

static void merge_piece(void *user, uint32_t number)
{
	struct piece *p = &((struct merging *)user)->pieces[number];
	struct err ignored; // the language has been tried
	struct stemmer *stemmer = stemmer_open(p->merging->language, &ignored);
	struct ordered form;
	for (; stemmer && next_form(p, &form); p->nterms++) {
		struct merged term = {.form = form.text, .stem = kept_stem(p, stemmer, form.text)};
		size_t before = p->lists.len;
		term.sections = open_readers(p, &form);
		put_list(p, term.sections);
		term.bytes = (uint32_t)(p->lists.len - before);
		buf_add(&p->terms, (struct str){(const char *)&term, sizeof term});
	}
	if (stemmer)
		stemmer_close(stemmer);
	for (uint32_t s = 0; s < p->merging->nsources; s++)
		buf_release(&p->chains[s]);
	list_release(&p->list);
}

static uint32_t lower_bound(const struct gather *gather, const struct ordered *form)
{
	const struct ordered *terms = gather_sorted(gather);
	uint32_t from = 0, to = gather->nterms;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (ordered_cmp(&terms[middle], form) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

// Cuts the terms where those of the first source make even pieces.
static void cut_pieces(struct merging *m)
{
	const struct gather *first = m->sources[0].gather;
	for (uint32_t i = 0; i < m->npieces; i++) {
		struct piece *p = &m->pieces[i];
		uint32_t end = (uint32_t)((uint64_t)first->nterms * (i + 1) / m->npieces);
		bool last = i + 1 == m->npieces;
		p->merging = m;
		for (uint32_t s = 0; s < m->nsources; s++) {
			const struct gather *gather = m->sources[s].gather;
			p->at[s] = i ? m->pieces[i - 1].end[s] : 0;
			p->end[s] = last ? gather->nterms
					 : lower_bound(gather, gather_sorted(first) + end);
		}
	}
}

// The entry of a form in the sorted terms, at or behind *at; NULL if it is none of them.
static struct merged *find_form(struct merged *terms, uint32_t nterms, uint32_t *at,
				struct str form)
{
	while (*at < nterms && str_cmp(terms[*at].form, form) < 0)
		++*at;
	return *at < nterms && str_eq(terms[*at].form, form) ? &terms[*at] : NULL;
}

// Stems in order, each with its terms.  Only terms that are not their own stem are sorted by it; a
// term that is joins those of its stem, if there are any, and stands alone otherwise.
static void put_stems(struct parts *parts, struct merged *terms, uint32_t nterms)
{
	struct arena arena = {0};
	struct ordered *others = arena_array(&arena, struct ordered, (size_t)nterms + 1);
	uint32_t nothers = 0, nstems = 0, flat = 0, at = 0;
	for (uint32_t i = 0; i < nterms; i++) {
		terms[i].alone = str_eq(terms[i].form, terms[i].stem);
		if (!terms[i].alone)
			others[nothers++] = ordered_of(terms[i].stem, i);
	}
	ordered_sort(others, nothers);

	struct str before = STR("");
	for (uint32_t from = 0, to; from < nothers; from = to) {
		for (to = from + 1; to < nothers && !ordered_cmp(&others[from], &others[to]); to++)
			;
		struct str stem = others[from].text;
		struct merged *own = find_form(terms, nterms, &at, stem);
		uint32_t own_number = own && own->alone ? (uint32_t)(own - terms) : UINT32_MAX;
		uint32_t count = to - from + (own_number != UINT32_MAX);
		if (nstems++ % FORMAT_TERMS == 0)
			parts_value(parts, PART_STEM_FIRST, flat);
		parts_entry(parts, PART_STEMS, PART_STEM_BLOCK, FORMAT_TERMS, before, stem);
		buf_varint(&parts->bytes[PART_STEMS], count);
		for (uint32_t i = from; i < to; i++) {
			if (own_number < others[i].number) {
				parts_value(parts, PART_STEM_TERM, own_number);
				own_number = UINT32_MAX;
			}
			parts_value(parts, PART_STEM_TERM, others[i].number);
		}
		if (own_number != UINT32_MAX)
			parts_value(parts, PART_STEM_TERM, own_number);
		if (own)
			own->alone = false;
		flat += count;
		before = stem;
	}
	arena_release(&arena);
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

// Puts the pieces one behind the other.
static void join_pieces(struct merging *m, struct parts *parts, struct buf *terms)
{
	for (uint32_t i = 0; i < m->npieces; i++) {
		struct piece *p = &m->pieces[i];
		buf_add(&parts->bytes[PART_LISTS], buf_str(&p->lists));
		buf_add(terms, buf_str(&p->terms));
		buf_release(&p->lists);
		buf_release(&p->terms);
	}
}

bool merge_terms(const struct merge_source *sources, uint32_t nsources, const uint32_t *body,
		 struct str language, struct parts *parts, struct err *err)
{
	enum { PIECES_A_THREAD = 8, TERMS_A_PIECE = 2000 };
	struct stemmer *stemmer = stemmer_open(language, err);
	if (!stemmer)
		return false;
	stemmer_close(stemmer);

	struct arena arena = {0};
	struct merging m = {
		.sources = sources, .nsources = nsources, .body = body, .language = language};
	uint32_t threads = tasks_threads(sources[0].gather->nterms / TERMS_A_PIECE);
	m.npieces = threads > 1 ? threads * PIECES_A_THREAD : 1;
	m.pieces = arena_array(&arena, struct piece, m.npieces);
	cut_pieces(&m);
	tasks_run(m.npieces, threads, merge_piece, &m);

	struct buf merged = {0};
	join_pieces(&m, parts, &merged);
	struct merged *terms = (void *)merged.ptr;
	uint32_t nterms = (uint32_t)(merged.len / sizeof *terms);
	put_stems(parts, terms, nterms);
	put_terms(parts, terms, nterms);
	parts_pack(parts, PART_TERM_BLOCK, PART_TERM_LIST_HIGH);
	parts_pack(parts, PART_STEM_BLOCK, PART_STEM_TERM);
	for (uint32_t i = 0; i < m.npieces; i++)
		arena_release(&m.pieces[i].arena);
	buf_release(&merged);
	arena_release(&arena);
	return true;
}
