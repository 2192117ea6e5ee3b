// SPDX-License-Identifier: ISC

#include "index/write/merge.h"

#include "index/le.h"
#include "index/write/list.h"
#include "index/write/order.h"
#include "index/write/tasks.h"
#include "text/word.h"

// What one source has between two forms: term by term, and each term's postings in order.
struct reader {
	const struct merge_source *source;
	uint32_t at, end; // of a gatherer's sorted terms
	struct run_reader run;
	bool there;          // there is a term
	struct ordered term; // the current one

	struct buf bytes; // of a gatherer's chain
	struct chain chain;
	uint32_t section; // of its posting, by the book's number; BOOK_NONE behind the last
};

// A term of the book.
struct merged {
	const char *form, *stem;
	uint32_t sections, bytes; // of its list
	uint8_t form_len, stem_len;
	bool own_stem; // it is its own
};

static struct str form_of(const struct merged *term)
{
	return (struct str){term->form, term->form_len};
}

static struct str stem_of(const struct merged *term)
{
	return (struct str){term->stem, term->stem_len};
}

struct merging;

// The terms between two forms: what one thread merges.
struct piece {
	const struct merging *merging;
	struct str from, to; // to.ptr NULL: to the end
	struct reader *readers;
	struct reader **open; // those that stand at the term
	uint32_t nopen;
	struct list_writer list;
	struct buf lists, terms;  // bytes; struct merged
	uint32_t nterms, nothers; // others: not their own stems
	struct arena arena;       // readers, stems
	bool failed;
};

struct merging {
	struct arena arena;
	const struct merge_source *sources;
	uint32_t nsources;
	const uint32_t *body;
	struct str language;
	struct piece *pieces;
	uint32_t npieces;
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

// Goes to the next term of the piece.
static void reader_step(struct reader *r, const struct piece *p)
{
	if (r->source->gather) {
		r->there = r->at < r->end;
		if (!r->there)
			return;
		gather_prefetch(r->source->gather, r->at);
		r->term = gathered(r->source->gather, r->at++);
		return;
	}
	r->there = run_next(&r->run) && (!p->to.ptr || str_cmp(r->run.form, p->to) < 0);
	if (r->there)
		r->term = ordered_of(r->run.form, 0);
}

static void reader_open(struct reader *r, const struct piece *p, const struct merge_source *source)
{
	*r = (struct reader){.source = source, .section = BOOK_NONE};
	if (source->gather) {
		r->at = lower_bound(source->gather, p->from);
		r->end = p->to.ptr ? lower_bound(source->gather, p->to) : source->gather->nterms;
	} else {
		run_open(source->run, p->from, &r->run);
	}
	reader_step(r, p);
}

static void reader_close(struct reader *r)
{
	buf_release(&r->bytes);
	chain_release(&r->chain);
	if (!r->source->gather)
		run_reader_release(&r->run);
}

// The first of the readers whose term is least; NULL when none has any.
static const struct reader *least_reader(const struct piece *p)
{
	const struct reader *least = NULL;
	for (uint32_t s = 0; s < p->merging->nsources; s++) {
		const struct reader *r = &p->readers[s];
		if (r->there && (!least || ordered_cmp(&r->term, &least->term) < 0))
			least = r;
	}
	return least;
}

// Opens the postings of all readers that stand at the term; returns how many sections hold it.
static uint32_t open_postings(struct piece *p, const struct ordered *term)
{
	uint32_t sections = 0;
	p->nopen = 0;
	for (uint32_t s = 0; s < p->merging->nsources; s++) {
		struct reader *r = &p->readers[s];
		const struct gather *gather = r->source->gather;
		if (!r->there || ordered_cmp(&r->term, term))
			continue;
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

// Sections come from one reader until another has a lesser one: those of a worker's pages lie
// together.
static void put_list(struct piece *p, uint32_t sections)
{
	list_begin(&p->list, &p->lists, sections);
	for (;;) {
		struct reader *least = p->open[0];
		uint32_t until = BOOK_NONE;
		for (uint32_t i = 1; i < p->nopen; i++) {
			struct reader *other = p->open[i];
			if (other->section < least->section) {
				until = least->section;
				least = other;
			} else if (other->section < until) {
				until = other->section;
			}
		}
		if (least->section == BOOK_NONE)
			break;
		do {
			const struct list_posting posting = {
				least->section, least->chain.plain, least->chain.count,
				least->chain.places, chain_gaps(&least->chain)};
			list_add(&p->list, &posting, p->merging->body[least->section]);
			reader_next(least);
		} while (least->section < until);
	}
	list_end(&p->list);
}

// A stem is mostly the beginning of its form, and then needs no bytes of its own.
static struct str kept_stem(struct piece *p, struct stemmer *stemmer, struct str form)
{
	struct str stem = stemmer_stem_once(stemmer, form);
	return stem.ptr == form.ptr ? stem : arena_copy(&p->arena, stem);
}

static void merge_term(struct piece *p, const struct reader *least, struct stemmer *stemmer)
{
	struct ordered term = least->term;
	term.ptr = arena_copy(&p->arena, ordered_text(&term)).ptr; // the sources go before it
	size_t before = p->lists.len;
	struct str stem = kept_stem(p, stemmer, ordered_text(&term));
	struct merged merged = {.form = term.ptr,
				.form_len = (uint8_t)term.len,
				.stem = stem.ptr,
				.stem_len = (uint8_t)stem.len,
				.sections = open_postings(p, &term)};
	put_list(p, merged.sections);
	merged.bytes = (uint32_t)(p->lists.len - before);
	merged.own_stem = str_eq(form_of(&merged), stem);
	p->nterms++;
	p->nothers += !merged.own_stem;
	buf_add(&p->terms, (struct str){(const char *)&merged, sizeof merged});
	for (uint32_t i = 0; i < p->nopen; i++)
		reader_step(p->open[i], p);
}

void merge_piece(struct merging *m, uint32_t number)
{
	struct piece *p = &m->pieces[number];
	struct err ignored; // the language has been tried
	struct stemmer *stemmer = stemmer_open(m->language, &ignored);
	p->readers = arena_array(&p->arena, struct reader, m->nsources);
	p->open = arena_array(&p->arena, struct reader *, m->nsources);
	for (uint32_t s = 0; s < m->nsources; s++)
		reader_open(&p->readers[s], p, &m->sources[s]);
	for (const struct reader *least; stemmer && (least = least_reader(p));)
		merge_term(p, least, stemmer);
	for (uint32_t s = 0; s < m->nsources; s++) {
		p->failed |= !stemmer || p->readers[s].run.failed;
		reader_close(&p->readers[s]);
	}
	if (stemmer)
		stemmer_close(stemmer);
	list_release(&p->list);
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
		m->pieces[i].from = i ? m->pieces[i - 1].to : STR("");
		if (i + 1 == n)
			continue;
		m->pieces[i].to = largest->gather ? cut_at(largest->gather, i + 1, n)
						  : run_cut(largest->run, i + 1, n);
	}
}

// --- the vocabulary ----------------------------------------------------------------------------

// A walk over the terms of all pieces.
struct term_at {
	struct merging *merging;
	uint32_t piece, in_piece, number;
};

// NULL behind the last.
static struct merged *term_here(struct term_at *at)
{
	const struct merging *m = at->merging;
	while (at->piece < m->npieces && at->in_piece == m->pieces[at->piece].nterms) {
		at->piece++;
		at->in_piece = 0;
	}
	if (at->piece == m->npieces)
		return NULL;
	return (struct merged *)(void *)m->pieces[at->piece].terms.ptr + at->in_piece;
}

static void term_step(struct term_at *at)
{
	at->in_piece++;
	at->number++;
}

// The entry of a form in the sorted terms, at or behind *at; NULL if it is none of them.
static const struct merged *find_form(struct term_at *at, struct str form)
{
	const struct ordered wanted = ordered_of(form, 0);
	for (const struct merged *term; (term = term_here(at)) != NULL; term_step(at)) {
		struct ordered here = ordered_of(form_of(term), 0);
		int order = ordered_cmp(&here, &wanted);
		if (order >= 0)
			return order ? NULL : term;
	}
	return NULL;
}

// Terms that are not their own stem, in order of their stems.
static struct ordered *others_by_stem(struct merging *m, struct arena *arena, uint32_t *count)
{
	*count = 0;
	for (uint32_t i = 0; i < m->npieces; i++)
		*count += m->pieces[i].nothers;
	struct ordered *others = arena_array(arena, struct ordered, (size_t)*count + 1), *next;
	struct term_at at = {m, 0, 0, 0};
	next = others;
	for (const struct merged *term; (term = term_here(&at)) != NULL; term_step(&at)) {
		if (!term->own_stem)
			*next++ = ordered_of(stem_of(term), at.number);
	}
	ordered_sort(others, *count);
	return others;
}

// A stem and its terms: `others`, and its own if there is one.
static void put_stem(struct parts *parts, struct str before, const struct ordered *others,
		     uint32_t nothers, uint32_t own)
{
	if (parts->count[PART_STEMS] % FORMAT_TERMS == 0)
		parts_value(parts, PART_STEM_FIRST, (uint32_t)parts->count[PART_STEM_TERM]);
	parts_entry(parts, PART_STEMS, PART_STEM_BLOCK, FORMAT_TERMS, before, ordered_text(others));
	buf_varint(&parts->bytes[PART_STEMS], nothers + (own != BOOK_NONE));
	for (uint32_t i = 0; i < nothers; i++) {
		if (own < others[i].number) {
			parts_value(parts, PART_STEM_TERM, own);
			own = BOOK_NONE;
		}
		parts_value(parts, PART_STEM_TERM, others[i].number);
	}
	if (own != BOOK_NONE)
		parts_value(parts, PART_STEM_TERM, own);
}

// Stems in order, each with its terms.  Only terms that are not their own stem are sorted by it; a
// term that is joins those of its stem, if there are any, and stands alone otherwise: `joined` gets
// the numbers of those that do.
static void put_stems(struct merging *m, struct parts *parts, struct buf *joined)
{
	struct arena arena = {0};
	uint32_t nothers;
	const struct ordered *others = others_by_stem(m, &arena, &nothers);
	struct str before = STR("");
	struct term_at at = {m, 0, 0, 0};
	for (uint32_t from = 0, to; from < nothers; from = to) {
		for (to = from + 1; to < nothers && !ordered_cmp(&others[from], &others[to]); to++)
			;
		const struct merged *own = find_form(&at, ordered_text(&others[from]));
		bool joins = own && own->own_stem;
		if (joins)
			buf_add(joined, (struct str){(const char *)&at.number, sizeof at.number});
		put_stem(parts, before, others + from, to - from, joins ? at.number : BOOK_NONE);
		before = ordered_text(&others[from]);
	}
	arena_release(&arena);
	parts_pack(parts, PART_STEM_BLOCK, PART_STEM_TERM);
}

// As if every term that is its own stem stood alone; where an entry says so takes the place of what
// it says.
static void put_terms(struct merging *m, struct parts *parts)
{
	struct buf *out = &parts->bytes[PART_TERMS];
	struct str before = STR("");
	uint64_t list = 0;
	struct term_at at = {m, 0, 0, 0};
	for (struct merged *term; (term = term_here(&at)) != NULL; term_step(&at)) {
		if (at.number % FORMAT_TERMS == 0) {
			parts_value(parts, PART_TERM_LIST_LOW, (uint32_t)list);
			parts_value(parts, PART_TERM_LIST_HIGH, (uint32_t)(list >> 32));
		}
		parts_entry(parts, PART_TERMS, PART_TERM_BLOCK, FORMAT_TERMS, before,
			    form_of(term));
		uint32_t sections = term->sections;
		term->sections = (uint32_t)out->len;
		buf_varint(out, sections << 1 | term->own_stem);
		buf_varint(out, term->bytes);
		list += term->bytes;
		before = form_of(term);
	}
	parts_pack(parts, PART_TERM_BLOCK, PART_TERM_LIST_HIGH);
}

// Takes the mark off the terms that stand with others after all.
static void mark_joined(struct merging *m, struct parts *parts, const struct buf *joined)
{
	const uint32_t *number = (const void *)joined->ptr;
	size_t count = joined->len / sizeof *number;
	struct term_at at = {m, 0, 0, 0};
	for (size_t i = 0; i < count; i++) {
		while (at.number < number[i]) {
			const struct piece *p = &m->pieces[at.piece];
			uint32_t left = p->nterms - at.in_piece, far = number[i] - at.number;
			uint32_t step = left < far ? left : far;
			at.number += step;
			at.in_piece += step;
			term_here(&at);
		}
		parts->bytes[PART_TERMS].ptr[term_here(&at)->sections] &= ~1;
	}
}

// What is left to do when all lists are there, in tasks.
struct ending {
	struct merging *merging;
	struct parts *parts;
	struct buf joined;
};

enum ending_task { END_STEMS, END_POSTINGS, END_TERMS, END_TASKS };

static void end_task(void *user, uint32_t task)
{
	struct ending *e = user;
	struct merging *m = e->merging;
	for (uint32_t s = 0; task == END_POSTINGS && s < m->nsources; s++) {
		if (m->sources[s].gather)
			gather_release(m->sources[s].gather);
	}
	if (task == END_STEMS)
		put_stems(m, e->parts, &e->joined);
	if (task == END_TERMS)
		put_terms(m, e->parts);
}

struct merging *merge_begin(const struct merge_source *sources, uint32_t nsources,
			    const uint32_t *body, struct str language, struct err *err)
{
	enum { PIECES_A_THREAD = 8, TERMS_A_PIECE = 2000 };
	struct stemmer *stemmer = stemmer_open(language, err);
	if (!stemmer)
		return NULL;
	stemmer_close(stemmer);

	struct arena arena = {0};
	struct merging *m = arena_new(&arena, struct merging);
	*m = (struct merging){
		.sources = sources, .nsources = nsources, .body = body, .language = language};
	const struct merge_source *largest = largest_source(m);
	uint32_t threads = tasks_threads(source_terms(largest) / TERMS_A_PIECE);
	m->npieces = threads > 1 ? threads * PIECES_A_THREAD : 1;
	m->pieces = arena_array(&arena, struct piece, m->npieces);
	cut_pieces(m, largest);
	m->arena = arena;
	return m;
}

uint32_t merge_pieces(const struct merging *m)
{
	return m->npieces;
}

bool merge_end(struct merging *m, struct parts *parts, struct err *err)
{
	struct ending ending = {.merging = m, .parts = parts};
	bool whole = true;
	tasks_run(END_TASKS, m->npieces > 1 ? 2 : 1, end_task, &ending);
	mark_joined(m, parts, &ending.joined);
	buf_release(&ending.joined);
	for (uint32_t i = 0; i < m->npieces; i++) {
		struct piece *p = &m->pieces[i];
		whole &= !p->failed;
		parts_lists(parts, &p->lists);
		buf_release(&p->terms);
		arena_release(&p->arena);
	}
	struct arena arena = m->arena; // the merge lies in it
	arena_release(&arena);
	return whole || err_set(err, "what was put aside cannot be read again");
}
