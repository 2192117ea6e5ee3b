// SPDX-License-Identifier: ISC
//
// Terms are numbered in their order through both books: a term beneath has before it the terms
// beneath that are less and the *extra* ones, of the newer book alone, that are less.  Extra ones
// are few, so a number is taken apart by a search among them.
//
// A term of which every section is gone is no term.  How many sections of a term are gone is not
// known without reading its list, so that is done where it is short or may have none left, which is
// also where it matters; a longer list counts what is gone.

#include <string.h>

#include "index/le.h"
#include "index/read/over.h"
#include "index/read/dict.h"
#include "index/read/term.h"

// Stems whose terms had to be put together are numbered from here on, those that are their own only
// term from ALONE on; see terms.c.
static const uint32_t JOINED = 1u << 30, ALONE = 1u << 31;

// The place of a term of the newer book: see format.h.
static uint32_t place_of(const struct over *over, uint32_t newer)
{
	return le32(over->terms + 4 * (size_t)newer);
}

static void read_extra(struct over *over)
{
	if (over->extra)
		return;
	uint32_t count = book_nterms(&over->newer);
	over->extra = arena_array(&over->arena, uint32_t, (size_t)count + 1);
	for (uint32_t i = 0; i < count; i++) {
		if (!(place_of(over, i) & 1))
			over->extra[over->nextra++] = i;
	}
}

// How many extra terms have a place beneath, or a number of both books, below `value`.
static uint32_t extra_below(struct over *over, uint32_t value, bool numbered)
{
	read_extra(over);
	uint32_t from = 0, to = over->nextra;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		uint32_t place = place_of(over, over->extra[middle]) >> 1;
		if (place + (numbered ? middle : 0) < value)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static uint32_t number_of_base(struct over *over, uint32_t term)
{
	return term + extra_below(over, term + 1, false);
}

static uint32_t number_of_extra(const struct over *over, uint32_t extra)
{
	return (place_of(over, over->extra[extra]) >> 1) + extra;
}

// The first term of the newer book whose place is not below `place`.
static uint32_t newer_from(const struct over *over, uint32_t place)
{
	uint32_t from = 0, to = book_nterms(&over->newer);
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (place_of(over, middle) < place)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void over_split_term(struct over *over, uint32_t term, uint32_t *base, uint32_t *newer)
{
	uint32_t before = extra_below(over, term, true);
	*base = *newer = BOOK_NONE;
	if (term == BOOK_NONE)
		return;
	if (before < over->nextra && number_of_extra(over, before) == term) {
		*newer = over->extra[before];
		return;
	}
	*base = term - before;
	uint32_t place = *base << 1 | 1, same = newer_from(over, place);
	if (same < book_nterms(&over->newer) && place_of(over, same) == place)
		*newer = same;
}

// How many terms of each of the books are below a number of both.
static void split_bound(struct over *over, uint32_t term, uint32_t *base, uint32_t *newer)
{
	uint32_t extra = extra_below(over, term, true);
	*base = term - extra;
	*newer = newer_from(over, *base << 1 | 1);
	if (extra < over->nextra && over->extra[extra] < *newer)
		*newer = over->extra[extra];
}

void over_split_terms(struct over *over, struct range terms, struct range *base,
		      struct range *newer)
{
	split_bound(over, terms.from, &base->from, &newer->from);
	split_bound(over, terms.to, &base->to, &newer->to);
}

uint32_t over_nterms(struct over *over)
{
	read_extra(over);
	return book_nterms(&over->base) + over->nextra;
}

// How many sections of a term beneath are there.  With `own`, *own of them hold it themselves.
static uint32_t live_sections(const struct over *over, uint32_t term, uint32_t *own)
{
	uint32_t live = 0, all = book_term_sections(&over->base, term);
	struct post post;
	if (all > POST_BLOCK && all > over->dead)
		return own ? book_own_sections(&over->base, term, own) : all;
	post_open(&over->base, term, &post);
	while (post_next(&post)) {
		if (over_is_dead(over, post.now.section))
			continue;
		live++;
		if (own)
			*own += post.now.count[FIELD_BODY] || post.now.count[FIELD_HEADING];
	}
	return live;
}

uint32_t over_own_sections(struct over *over, uint32_t term, uint32_t *own)
{
	uint32_t base, newer, sections = 0, more = 0;
	*own = 0;
	over_split_term(over, term, &base, &newer);
	if (base != BOOK_NONE)
		sections += live_sections(over, base, own);
	if (newer != BOOK_NONE)
		sections += book_own_sections(&over->newer, newer, &more);
	*own += more;
	return sections;
}

uint32_t over_term_sections(struct over *over, uint32_t term)
{
	uint32_t base, newer;
	over_split_term(over, term, &base, &newer);
	return (base == BOOK_NONE ? 0 : live_sections(over, base, NULL)) +
	       (newer == BOOK_NONE ? 0 : book_term_sections(&over->newer, newer));
}

// How many extra terms are less than a term of the newer book.
static uint32_t extra_before(struct over *over, uint32_t newer)
{
	read_extra(over);
	uint32_t from = 0, to = over->nextra;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (over->extra[middle] < newer)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

// The number of the first term that is not below a text, in the order of both.
static uint32_t lower_bound(struct over *over, struct str text, bool *base_has, bool *newer_has)
{
	struct dict_place base = dict_find(&over->base.shelf->image, &dict_terms, text);
	struct dict_place newer = dict_find(&over->newer.shelf->image, &dict_terms, text);
	*base_has = base.exact;
	*newer_has = newer.exact;
	return base.rank + extra_before(over, newer.rank);
}

uint32_t over_find_term(struct over *over, struct str form)
{
	bool base, newer;
	uint32_t term = lower_bound(over, form, &base, &newer);
	if (newer || (base && over_term_sections(over, term)))
		return term;
	return BOOK_NONE;
}

struct range over_prefix_terms(struct over *over, struct str prefix)
{
	char bytes[64];
	bool base, newer;
	struct str behind = terms_behind(prefix, bytes);
	if (prefix.len > sizeof bytes)
		return (struct range){0, 0};
	uint32_t from = prefix.len ? lower_bound(over, prefix, &base, &newer) : 0;
	return (struct range){from, behind.len ? lower_bound(over, behind, &base, &newer)
					       : over_nterms(over)};
}

struct str over_term(struct over *over, uint32_t term, char form[64])
{
	uint32_t base, newer;
	over_split_term(over, term, &base, &newer);
	return base == BOOK_NONE ? book_term(&over->newer, newer, form)
				 : book_term(&over->base, base, form);
}

// ---- walks ----

struct term_walk over_walk_terms(struct over *over, struct range terms)
{
	uint32_t from = extra_below(over, terms.from, true), to = extra_below(over, terms.to, true);
	struct range beneath = {terms.from - from, terms.to - to};
	struct term_walk walk = book_walk_terms(&over->base, beneath);
	walk.over = over;
	walk.number = terms.from;
	walk.extra = from;
	walk.extra_end = to;
	walk.newer = newer_from(over, beneath.from << 1);
	return walk;
}

// The form of the term beneath is needed for the one behind it.
static bool step_extra(struct term_walk *walk)
{
	const struct book *newer = &walk->over->newer;
	uint32_t term = walk->over->extra[walk->extra++];
	struct term_info info;
	if (!term_find(&newer->shelf->image, term, &info))
		return false;
	if (!walk->kept) {
		memcpy(walk->kept_form, walk->form, walk->form_len);
		walk->kept_len = walk->form_len;
		walk->kept = true;
	}
	walk->form_len = (uint8_t)book_term(newer, term, walk->form).len;
	walk->sections = info.sections;
	return true;
}

static bool step_base(struct term_walk *walk)
{
	const struct over *over = walk->over;
	uint32_t place = walk->next << 1 | 1, nterms = book_nterms(&over->newer);
	if (walk->kept) {
		memcpy(walk->form, walk->kept_form, walk->kept_len);
		walk->form_len = walk->kept_len;
		walk->kept = false;
	}
	if (!terms_walk_step(walk))
		return false;
	while (walk->newer < nterms && place_of(over, walk->newer) < place)
		walk->newer++;
	if (walk->newer < nterms && place_of(over, walk->newer) == place)
		walk->sections += book_term_sections(&over->newer, walk->newer);
	return true;
}

bool over_walk_next(struct term_walk *walk)
{
	bool extra = walk->extra < walk->extra_end &&
		     number_of_extra(walk->over, walk->extra) == walk->number;
	if (!extra && walk->next >= walk->end)
		return false;
	if (extra ? step_extra(walk) : step_base(walk)) {
		walk->term = walk->number++;
		return true;
	}
	walk->extra_end = walk->end = 0;
	return false;
}

// ---- stems ----

static const struct over_stem *find_stem(const struct over *over, uint32_t extra)
{
	const struct over_stem *stem = over->stems;
	while (stem && stem->extra != extra)
		stem = stem->next;
	return stem;
}

// The first extra term among those of a stem in the newer book; BOOK_NONE when it has none.
static uint32_t first_extra(const struct over *over, struct range newer)
{
	for (uint32_t i = newer.from; i < newer.to; i++) {
		uint32_t term = book_stem_term(&over->newer, i);
		if (term != BOOK_NONE && !(place_of(over, term) & 1))
			return term;
	}
	return BOOK_NONE;
}

static void add_term(struct over *over, uint32_t term)
{
	*vec_push(&over->arena, &over->stem_terms) = term;
}

// Merges the terms of a stem of both books.
static void join(struct over *over, struct range base, struct range newer)
{
	uint32_t b = base.from;
	for (uint32_t i = newer.from; i < newer.to; i++) {
		uint32_t term = book_stem_term(&over->newer, i);
		if (term == BOOK_NONE || place_of(over, term) & 1)
			continue;
		uint32_t number = number_of_extra(over, extra_before(over, term));
		for (; b < base.to && over_stem_term(over, b) < number; b++)
			add_term(over, over_stem_term(over, b));
		add_term(over, number);
	}
	for (; b < base.to; b++)
		add_term(over, over_stem_term(over, b));
}

struct range over_stem_terms(struct over *over, struct str text)
{
	struct range base = book_stem_terms(&over->base, text);
	struct range newer = book_stem_terms(&over->newer, text);
	uint32_t extra = first_extra(over, newer);
	if (extra == BOOK_NONE)
		return base;
	const struct over_stem *known = find_stem(over, extra);
	if (known)
		return known->terms;
	struct over_stem *stem = arena_new(&over->arena, struct over_stem);
	uint32_t from = over->stem_terms.count;
	join(over, base, newer);
	*stem = (struct over_stem){
		over->stems, extra, {JOINED + from, JOINED + over->stem_terms.count}};
	over->stems = stem;
	return stem->terms;
}

uint32_t over_stem_term(struct over *over, uint32_t index)
{
	if (index >= JOINED && index < ALONE)
		return index - JOINED < over->stem_terms.count ? over->stem_terms.at[index - JOINED]
							       : BOOK_NONE;
	uint32_t term = book_stem_term(&over->base, index);
	return term == BOOK_NONE ? BOOK_NONE : number_of_base(over, term);
}

float over_field_average(struct over *over, enum field field)
{
	uint64_t words = terms_words(&over->base, field) + terms_words(&over->newer, field);
	uint32_t sections = over_nsections(over) - over->dead;
	return sections ? (float)((double)(words - over->words[field]) / sections) : 0;
}
