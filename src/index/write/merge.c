// SPDX-License-Identifier: ISC

#include "index/write/merge.h"

#include "index/le.h"
#include "index/write/list.h"
#include "index/write/order.h"
#include "index/write/tasks.h"
#include "index/write/vocabulary.h"
#include "text/word.h"

// What one source has between two forms: term by term, and each term's postings in order.
struct reader {
	const struct merge_source *source;
	uint32_t at, end; // of a gatherer's sorted terms
	struct run_reader run;
	struct ordered term; // the current one

	struct buf bytes; // of a gatherer's chain
	struct chain chain;
	uint32_t section; // of its posting, by the book's number; BOOK_NONE behind the last
};

// Bytes of lists that have been put aside.
struct extent {
	uint64_t at, len;
};

struct merging;

// A reader in the heap, and how its term begins: mostly enough to tell which comes first.
struct waiting {
	uint64_t key;
	struct reader *reader;
};

// Open readers of one collector, by index.
struct line {
	uint32_t from, to;
};

// The terms between two forms: what one thread merges.
struct piece {
	const struct merging *merging;
	struct vocabulary_piece *terms;
	struct str from, to; // to.ptr NULL: to the end
	struct reader *readers;
	struct waiting *heap; // readers that have a term
	struct reader **open; // those that stand at the term, in order of source
	struct line *lines;
	uint32_t nheap, nopen, nlines;
	struct list_writer list;
	struct buf lists; // bytes, behind those of `aside`
	VEC(struct extent) aside;
	struct arena arena;
	bool failed;
};

struct merging {
	struct arena arena;
	const struct merge_source *sources;
	uint32_t nsources;
	const uint8_t *body;
	struct str language;
	struct parts *parts;
	struct piece *pieces;
	uint32_t npieces;
	struct vocabulary vocabulary;
};

static void reader_next(struct reader *r)
{
	r->section = chain_next(&r->chain) ? r->source->section[r->chain.section] : BOOK_NONE;
}

static struct ordered gathered(const struct gather *gather, uint32_t at)
{
	uint32_t number = gather_sorted(gather)[at];
	return ordered_of(gather_form(gather, number), number);
}

static uint32_t lower_bound(const struct gather *gather, struct str form)
{
	const struct ordered wanted = ordered_of(form, 0);
	uint32_t from = 0, to = gather->nterms;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		struct ordered term = gathered(gather, middle);
		if (ordered_cmp(&term, &wanted) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

// Goes to the next term of the piece; false when there is none.
static bool reader_step(struct reader *r, const struct piece *p)
{
	const struct gather *gather = r->source->gather;
	if (!gather) {
		bool there = run_next(&r->run) && (!p->to.ptr || str_cmp(r->run.form, p->to) < 0);
		if (there)
			r->term = ordered_of(r->run.form, 0);
		return there;
	}
	if (r->at >= r->end)
		return false;
	gather_prefetch(gather, r->at);
	r->term = gathered(gather, r->at++);
	return true;
}

static bool reader_open(struct reader *r, const struct piece *p, const struct merge_source *source)
{
	*r = (struct reader){.source = source, .section = BOOK_NONE};
	if (source->gather) {
		r->at = lower_bound(source->gather, p->from);
		r->end = p->to.ptr ? lower_bound(source->gather, p->to) : source->gather->nterms;
	} else {
		run_open(source->run, p->from, &r->run);
	}
	return reader_step(r, p);
}

static void reader_close(struct reader *r)
{
	buf_release(&r->bytes);
	chain_release(&r->chain);
	if (!r->source->gather)
		run_reader_release(&r->run);
}

// --- the heap of readers, by term and then by source -------------------------------------------

static inline bool comes_before(const struct waiting *a, const struct waiting *b)
{
	if (a->key != b->key)
		return a->key < b->key;
	int order = ordered_cmp(&a->reader->term, &b->reader->term);
	return order ? order < 0 : a->reader < b->reader;
}

static void heap_put(struct piece *p, struct reader *reader)
{
	const struct waiting put = {reader->term.key, reader};
	uint32_t at = p->nheap++;
	for (; at && comes_before(&put, &p->heap[(at - 1) / 2]); at = (at - 1) / 2)
		p->heap[at] = p->heap[(at - 1) / 2];
	p->heap[at] = put;
}

static struct reader *heap_take(struct piece *p)
{
	struct reader *first = p->heap[0].reader;
	const struct waiting last = p->heap[--p->nheap];
	uint32_t at = 0;
	for (uint32_t child; (child = 2 * at + 1) < p->nheap; at = child) {
		if (child + 1 < p->nheap && comes_before(&p->heap[child + 1], &p->heap[child]))
			child++;
		if (!comes_before(&p->heap[child], &last))
			break;
		p->heap[at] = p->heap[child];
	}
	p->heap[at] = last;
	return first;
}

// --- the list of a term -----------------------------------------------------------------------

// Opens the postings of all readers that stand at the term; returns how many sections hold it.
static uint32_t open_postings(struct piece *p, const struct ordered *term)
{
	uint32_t sections = 0;
	p->nopen = 0;
	while (p->nheap && p->heap[0].key == term->key &&
	       !ordered_cmp(&p->heap[0].reader->term, term)) {
		struct reader *r = heap_take(p);
		const struct gather *gather = r->source->gather;
		r->bytes.len = 0;
		if (gather)
			gather_chain(gather, r->term.number, &r->bytes);
		chain_open(&r->chain, gather ? buf_str(&r->bytes) : r->run.chain);
		sections += gather ? gather_at(gather, r->term.number)->sections : r->run.sections;
		reader_next(r);
		p->open[p->nopen++] = r;
	}
	return sections;
}

// Readers of one collector follow each other, and so do their sections: of each collector one is at
// work.
static void open_lines(struct piece *p)
{
	p->nlines = 0;
	for (uint32_t i = 0; i < p->nopen; i++) {
		if (!i || p->open[i]->source->section != p->open[i - 1]->source->section)
			p->lines[p->nlines++].from = i;
		p->lines[p->nlines - 1].to = i + 1;
	}
}

static inline uint32_t line_section(const struct piece *p, const struct line *line)
{
	return p->open[line->from]->section;
}

static inline void line_next(struct piece *p, struct line *line)
{
	reader_next(p->open[line->from]);
	if (line_section(p, line) == BOOK_NONE && line->from + 1 < line->to)
		line->from++;
}

// Sections come from one line until another has a lesser one: those of a worker's pages lie
// together.
static void put_list(struct piece *p, uint32_t sections)
{
	list_begin(&p->list, &p->lists, sections, p->merging->body);
	open_lines(p);
	for (;;) {
		struct line *least = &p->lines[0];
		uint32_t until = BOOK_NONE;
		for (uint32_t i = 1; i < p->nlines; i++) {
			struct line *other = &p->lines[i];
			if (line_section(p, other) < line_section(p, least)) {
				until = line_section(p, least);
				least = other;
			} else if (line_section(p, other) < until) {
				until = line_section(p, other);
			}
		}
		if (line_section(p, least) == BOOK_NONE)
			break;
		do {
			const struct reader *r = p->open[least->from];
			const struct list_posting posting = {r->section, r->chain.plain,
							     r->chain.count, r->chain.places,
							     chain_gaps(&r->chain)};
			list_add(&p->list, &posting);
			line_next(p, least);
		} while (line_section(p, least) < until);
	}
	list_end(&p->list);
}

// Puts lists aside when there are enough of them, or `all`.
static void spare_memory(struct piece *p, bool all)
{
	enum { ENOUGH = 256 << 10 };
	struct parts *parts = p->merging->parts;
	if (!parts->spooling || p->lists.len < (all ? 1 : ENOUGH))
		return;
	struct extent *extent = vec_push(&p->arena, &p->aside);
	extent->len = p->lists.len;
	p->failed |= !spool_put(&parts->spool, buf_str(&p->lists), &extent->at);
	p->lists.len = 0;
}

static void merge_term(struct piece *p, struct stemmer *stemmer)
{
	const struct ordered term = p->heap[0].reader->term;
	struct str form = ordered_text(&term), stem = stemmer_stem_once(stemmer, form);
	size_t before = p->lists.len;
	uint32_t sections = open_postings(p, &term);
	put_list(p, sections);
	vocabulary_add(p->terms, form, stem, sections, (uint32_t)(p->lists.len - before));
	spare_memory(p, false);
	for (uint32_t i = 0; i < p->nopen; i++) {
		if (reader_step(p->open[i], p))
			heap_put(p, p->open[i]);
	}
}

void merge_piece(struct merging *m, uint32_t number)
{
	struct piece *p = &m->pieces[number];
	struct arena arena = {0};
	struct err ignored; // the language has been tried
	struct stemmer *stemmer = stemmer_open(m->language, &ignored);
	p->readers = arena_array(&arena, struct reader, m->nsources);
	p->heap = arena_array(&arena, struct waiting, m->nsources);
	p->open = arena_array(&arena, struct reader *, m->nsources);
	p->lines = arena_array(&arena, struct line, m->nsources);
	for (uint32_t s = 0; s < m->nsources; s++) {
		if (reader_open(&p->readers[s], p, &m->sources[s]))
			heap_put(p, &p->readers[s]);
	}
	while (stemmer && p->nheap)
		merge_term(p, stemmer);
	spare_memory(p, true);
	for (uint32_t s = 0; s < m->nsources; s++) {
		p->failed |= !stemmer || p->readers[s].run.failed;
		reader_close(&p->readers[s]);
	}
	if (stemmer)
		stemmer_close(stemmer);
	if (m->parts->spooling)
		buf_release(&p->lists);
	list_release(&p->list);
	arena_release(&arena);
}

static uint32_t source_terms(const struct merge_source *source)
{
	return source->gather ? source->gather->nterms : source->run->nterms;
}

static const struct merge_source *largest_source(const struct merging *m)
{
	const struct merge_source *largest = &m->sources[0];
	for (uint32_t s = 1; s < m->nsources; s++) {
		if (source_terms(&m->sources[s]) > source_terms(largest))
			largest = &m->sources[s];
	}
	return largest;
}

static struct str cut_at(const struct gather *gather, uint32_t part, uint32_t parts)
{
	return gather_form(gather, gather_sorted(gather)[(uint64_t)gather->nterms * part / parts]);
}

// Cuts the terms where those of the largest source make even pieces.
static void cut_pieces(struct merging *m, const struct merge_source *largest)
{
	for (uint32_t i = 0; i < m->npieces; i++) {
		uint32_t n = m->npieces;
		m->pieces[i].merging = m;
		m->pieces[i].terms = &m->vocabulary.pieces[i];
		m->pieces[i].from = i ? m->pieces[i - 1].to : STR("");
		if (i + 1 == n)
			continue;
		m->pieces[i].to = largest->gather ? cut_at(largest->gather, i + 1, n)
						  : run_cut(largest->run, i + 1, n);
	}
}

// What is left to do when all lists are there, in tasks.
enum ending_task { END_STEMS, END_POSTINGS, END_TERMS, END_TASKS };

static void end_task(void *user, uint32_t task)
{
	struct merging *m = user;
	for (uint32_t s = 0; task == END_POSTINGS && s < m->nsources; s++) {
		if (m->sources[s].gather)
			gather_release(m->sources[s].gather);
	}
	if (task == END_STEMS)
		vocabulary_put_stems(&m->vocabulary, m->parts);
	if (task == END_TERMS)
		vocabulary_put_terms(&m->vocabulary, m->parts);
}

// What threads put aside is put aside once more when it is merged.
static bool want_spool(const struct merging *m, struct err *err)
{
	for (uint32_t s = 0; s < m->nsources && !m->parts->spooling; s++) {
		if (!m->sources[s].gather && !parts_spool(m->parts, err))
			return false;
	}
	return true;
}

struct merging *merge_begin(const struct merge_source *sources, uint32_t nsources,
			    const uint8_t *body, struct str language, struct parts *parts,
			    struct err *err)
{
	enum { PIECES_A_THREAD = 16, TERMS_A_PIECE = 2000 };
	struct stemmer *stemmer = stemmer_open(language, err);
	if (!stemmer)
		return NULL;
	stemmer_close(stemmer);

	struct arena arena = {0};
	struct merging *m = arena_new(&arena, struct merging);
	*m = (struct merging){.sources = sources,
			      .nsources = nsources,
			      .body = body,
			      .language = language,
			      .parts = parts};
	const struct merge_source *largest = largest_source(m);
	uint32_t threads = tasks_threads(source_terms(largest) / TERMS_A_PIECE);
	m->npieces = threads > 1 ? threads * PIECES_A_THREAD : 1;
	m->pieces = arena_array(&arena, struct piece, m->npieces);
	m->vocabulary.npieces = m->npieces;
	m->vocabulary.pieces = arena_array(&arena, struct vocabulary_piece, m->npieces);
	cut_pieces(m, largest);
	m->arena = arena;
	if (want_spool(m, err))
		return m;
	arena_release(&arena);
	return NULL;
}

uint32_t merge_pieces(const struct merging *m)
{
	return m->npieces;
}

bool merge_end(struct merging *m, struct err *err)
{
	bool whole = true;
	tasks_run(END_TASKS, m->npieces > 1 ? 2 : 1, end_task, m);
	vocabulary_end(&m->vocabulary, m->parts);
	for (uint32_t i = 0; i < m->npieces; i++) {
		struct piece *p = &m->pieces[i];
		whole &= !p->failed;
		for (uint32_t n = 0; n < p->aside.count; n++)
			parts_lists_aside(m->parts, p->aside.at[n].at, p->aside.at[n].len);
		parts_lists(m->parts, &p->lists);
		arena_release(&p->arena);
	}
	struct arena arena = m->arena; // the merge lies in it
	arena_release(&arena);
	return whole || err_set(err, "what was put aside cannot be read again");
}
