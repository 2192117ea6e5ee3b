// SPDX-License-Identifier: ISC

#include "search/plan.h"

#include <math.h>

#include "search/spell/amend.h"
#include "search/condition.h"
#include "search/spell/correct.h"
#include "search/rank/weights.h"

// A word of the query as it was said, in order.
struct spoken {
	struct str form, stem;
	uint32_t unit;
	enum clause_kind kind;
};

struct planner {
	struct searcher *searcher;
	const struct book *book;
	struct arena *arena;
	struct plan *plan;
	const struct query *query;
	VEC(struct spoken) spoken;
};

static void add_member(struct planner *planner, struct unit *unit, const uint32_t *terms,
		       uint32_t nterms, float quality)
{
	for (uint32_t i = 0; nterms == 1 && i < unit->members.count; i++) {
		if (unit->members.at[i].nterms == 1 && unit->members.at[i].terms[0] == terms[0])
			return; // the better reading came first
	}
	*vec_push(planner->arena, &unit->members) = (struct member){terms, nterms, quality};
}

static void add_term(struct planner *planner, struct unit *unit, uint32_t term, float quality)
{
	uint32_t *copy = arena_new(planner->arena, uint32_t);
	*copy = term;
	add_member(planner, unit, copy, 1, quality);
}

// The form, which is the term `exact`, and every other form of its stem.
static void add_forms(struct planner *planner, struct unit *unit, struct str form, uint32_t exact,
		      float quality)
{
	if (exact != BOOK_NONE)
		add_term(planner, unit, exact, quality);
	struct str stem = stemmer_stem(planner->searcher->stemmer, form);
	struct range same = book_stem_terms(planner->book, stem);
	for (uint32_t i = same.from; i < same.to; i++)
		add_term(planner, unit, book_stem_term(planner->book, i), quality);
}

static void add_word(struct planner *planner, struct unit *unit, struct str form, float quality)
{
	add_forms(planner, unit, form, book_find_term(planner->book, form), quality);
}

// Words side by side, as written; nothing when the book lacks one of them.
static void add_phrase(struct planner *planner, struct unit *unit, const struct str *forms,
		       uint32_t count, float quality)
{
	uint32_t *terms = arena_array(planner->arena, uint32_t, count);
	for (uint32_t i = 0; i < count; i++) {
		terms[i] = book_find_term(planner->book, forms[i]);
		if (terms[i] == BOOK_NONE)
			return;
	}
	add_member(planner, unit, terms, count, quality);
}

static void add_saying(struct planner *planner, struct unit *unit, const struct saying *saying)
{
	if (saying->count == 1)
		add_word(planner, unit, saying->forms[0], weights.synonym);
	else
		add_phrase(planner, unit, saying->forms, saying->count, weights.synonym);
}

// A guess may be wrong, and one word that was parted is one word still.
static float trust_in(const struct plan *plan, const struct clause *clause)
{
	for (uint32_t i = 0; i < plan->guessed.count; i++) {
		const struct guessed *guessed = &plan->guessed.at[i];
		if (clause->source.from >= guessed->source.from &&
		    clause->source.to <= guessed->source.to)
			return weights.corrected / (float)guessed->words;
	}
	return 1;
}

// A word's unit is that of its stem, so that a word said twice weighs more instead of counting as
// two words.
static uint32_t unit_of(struct planner *planner, const struct clause *clause, struct str form,
			struct str stem)
{
	struct plan *plan = planner->plan;
	float trust = trust_in(plan, clause);
	for (uint32_t u = 0; u < plan->units.count; u++) {
		struct unit *known = &plan->units.at[u];
		if (str_eq(known->stem, stem)) {
			known->said++;
			known->trust = known->trust > trust ? known->trust : trust;
			return u;
		}
	}
	struct unit *unit = vec_push(planner->arena, &plan->units);
	*unit = (struct unit){
		.stem = stem,
		.said = 1,
		.trust = trust,
		.exact = book_find_term(planner->book, form),
		.stop = stemmer_is_stop(planner->searcher->stemmer, form),
	};
	add_forms(planner, unit, form, unit->exact, 1);
	return plan->units.count - 1;
}

static bool is_scored(const struct clause *clause)
{
	return !clause->not &&(clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_PREFIX ||
			       clause->kind == CLAUSE_PHRASE);
}

static bool is_condition(const struct clause *clause, bool mixed)
{
	bool word = clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_PREFIX;
	return !word || clause->not || clause->field != IN_ANY || mixed;
}

// Whether a group of alternatives has one that is a condition; then all of them are.
static bool is_mixed(const struct query *query, uint32_t alternative)
{
	for (uint32_t i = 0; alternative && i < query->nclauses; i++) {
		if (query->clauses[i].alternative == alternative &&
		    is_condition(&query->clauses[i], false))
			return true;
	}
	return false;
}

// Alternatives share the unit of the first of them.
static bool joins_alternative(struct planner *planner, uint32_t at)
{
	const struct clause *clause = &planner->query->clauses[at];
	if (!clause->alternative || !at || clause[-1].alternative != clause->alternative ||
	    is_mixed(planner->query, clause->alternative) || !planner->plan->units.count)
		return false;
	struct unit *unit = &planner->plan->units.at[planner->plan->units.count - 1];
	add_word(planner, unit, clause->forms[0], 1);
	return true;
}

static void add_scored(struct planner *planner, uint32_t at)
{
	const struct clause *clause = &planner->query->clauses[at];
	if (!is_scored(clause) || joins_alternative(planner, at))
		return;
	for (uint32_t f = 0; f < clause->nforms; f++) {
		struct str form = clause->forms[f];
		struct str stem = stemmer_stem(planner->searcher->stemmer, form);
		uint32_t u = unit_of(planner, clause, form, stem);
		*vec_push(planner->arena, &planner->spoken) =
			(struct spoken){form, stem, u, clause->kind};
		if (clause->kind != CLAUSE_PREFIX)
			continue;
		struct unit *unit = &planner->plan->units.at[u];
		unit->prefix = book_prefix_terms(planner->book, form);
		unit->begin = form;
		unit->stop = false; // it may become any word
	}
}

// Two neighbouring words that the book also writes as one ("ham string", "plantar flexion"): the
// one word stands for both.
static void add_joined(struct planner *planner)
{
	for (uint32_t i = 0; i + 1 < planner->spoken.count; i++) {
		const struct spoken *a = &planner->spoken.at[i], *b = a + 1;
		struct unit *left = &planner->plan->units.at[a->unit];
		struct unit *right = &planner->plan->units.at[b->unit];
		if (left->stop || right->stop || left == right)
			continue;
		struct str joined = arena_printf(planner->arena, "%.*s%.*s", STR_ARG(a->form),
						 STR_ARG(b->form));
		uint32_t term = book_find_term(planner->book, joined);
		if (term == BOOK_NONE)
			continue;
		add_term(planner, left, term, weights.joined);
		add_term(planner, right, term, weights.joined);
	}
}

// A long word that the book also writes as two ("plantarflexion").
static void add_parted(struct planner *planner)
{
	enum { SHORTEST = 8 };
	for (uint32_t i = 0; i < planner->spoken.count; i++) {
		const struct spoken *spoken = &planner->spoken.at[i];
		struct str parts[2];
		if (spoken->form.len >= SHORTEST && spoken->kind == CLAUSE_WORD &&
		    correct_split(planner->searcher, spoken->form, parts))
			add_phrase(planner, &planner->plan->units.at[spoken->unit], parts, 2,
				   weights.joined);
	}
}

// The other sayings of a group stand for each word of the one that was said.
static void add_group(struct planner *planner, const struct saying *said,
		      const struct spoken *spoken)
{
	const struct synonyms *synonyms = &planner->searcher->synonyms;
	for (uint32_t i = 0; i < synonyms->sayings.count; i++) {
		const struct saying *other = &synonyms->sayings.at[i];
		if (other->group != said->group || other == said)
			continue;
		for (uint32_t w = 0; w < said->count; w++)
			add_saying(planner, &planner->plan->units.at[spoken[w].unit], other);
	}
}

static void add_synonyms(struct planner *planner)
{
	uint32_t count = planner->spoken.count;
	struct str *stems = arena_array(planner->arena, struct str, count + 1);
	for (uint32_t i = 0; i < count; i++)
		stems[i] = planner->spoken.at[i].stem;
	for (uint32_t i = 0; i < count;) {
		const struct saying *said =
			synonyms_find(&planner->searcher->synonyms, stems + i, count - i);
		if (said)
			add_group(planner, said, &planner->spoken.at[i]);
		i += said ? said->count : 1;
	}
}

static void add_order(struct planner *planner)
{
	struct plan *plan = planner->plan;
	bool *placed = arena_array(planner->arena, bool, plan->units.count + 1);
	for (uint32_t i = 0; i < planner->spoken.count; i++) {
		uint32_t u = planner->spoken.at[i].unit;
		if (plan->units.at[u].stop || placed[u])
			continue;
		placed[u] = true;
		*vec_push(planner->arena, &plan->order) = u;
	}
}

// A query of nothing but common words means them.
static void mean_common_words(struct plan *plan)
{
	for (uint32_t u = 0; u < plan->units.count; u++) {
		if (!plan->units.at[u].stop)
			return;
	}
	for (uint32_t u = 0; u < plan->units.count; u++)
		plan->units.at[u].stop = false;
}

// How many sections hold a term in their own heading or body.  Its page's title, aliases and
// regions give a word to every section of the page, which says nothing about how rare it is.
static uint32_t own_sections(const struct book *book, uint32_t term)
{
	uint32_t own, sections = book_own_sections(book, term, &own);
	return own ? own : sections;
}

// About how many sections hold any of the terms: forms of one stem share many of them, so the
// largest count and half of the others.  (Counting exactly ranks no better: docs/ranking.md.)
static uint32_t sections_of(const struct book *book, const struct unit *unit, float least)
{
	uint64_t most = 0, sum = 0;
	for (uint32_t i = 0; i < unit->members.count; i++) {
		const struct member *member = &unit->members.at[i];
		if (member->quality < least)
			continue;
		uint64_t sections = BOOK_NONE;
		for (uint32_t t = 0; t < member->nterms; t++) {
			uint32_t held = own_sections(book, member->terms[t]);
			sections = held < sections ? held : sections;
		}
		most = sections > most ? sections : most;
		sum += sections;
	}
	uint64_t all = book_live_sections(book), about = most + (sum - most) / 2;
	return (uint32_t)(about < all ? about : all);
}

static uint32_t sections_of_prefix(const struct book *book, struct range terms)
{
	uint64_t sum = 0, all = book_live_sections(book);
	struct term_walk walk = book_walk_terms(book, terms);
	while (sum < all && term_walk_next(&walk))
		sum += walk.sections;
	return (uint32_t)(sum < all ? sum : all);
}

// Inverse document frequency.  BM25's own goes to nothing for a word that half of the sections hold;
// in a book about calves "calf" must still say more than "long".
float plan_rarity(const struct book *book, uint32_t sections)
{
	return (float)log(1 + (book_live_sections(book) + 0.5) / (sections + 0.5));
}

static void weigh_unit(const struct book *book, struct unit *unit)
{
	unit->sections = sections_of(book, unit, 1);
	if (!unit->sections) // only its synonyms are in the book
		unit->sections = sections_of(book, unit, 0);
	if (!unit->sections)
		unit->sections = sections_of_prefix(book, unit->prefix);
	float common = (unit->stop ? weights.stop : 1) * sqrtf((float)unit->said) * unit->trust;
	unit->weight = common * plan_rarity(book, unit->sections);
	if (unit->exact != BOOK_NONE && !unit->stop)
		unit->exact_weight = weights.exact * unit->trust *
				     plan_rarity(book, own_sections(book, unit->exact));
}

float plan_stem_rarity(const struct book *book, struct range terms)
{
	uint32_t most = 0, sum = 0;
	for (uint32_t i = terms.from; i < terms.to; i++) {
		uint32_t sections = book_term_sections(book, book_stem_term(book, i));
		most = sections > most ? sections : most;
		sum += sections;
	}
	return sum < 2 ? 0 : plan_rarity(book, most + (sum - most) / 2);
}

struct unit plan_stem_unit(const struct book *book, struct str stem, struct range terms,
			   struct arena *arena)
{
	struct unit unit = {.stem = stem, .exact = BOOK_NONE, .said = 1, .trust = 1};
	for (uint32_t i = terms.from; i < terms.to; i++) {
		uint32_t *term = arena_new(arena, uint32_t);
		*term = book_stem_term(book, i);
		*vec_push(arena, &unit.members) = (struct member){term, 1, 1};
	}
	return unit;
}

static void add_units(struct planner *planner)
{
	struct plan *plan = planner->plan;
	for (uint32_t i = 0; i < planner->query->nclauses; i++)
		add_scored(planner, i);
	mean_common_words(plan);
	add_order(planner);
	add_joined(planner);
	if (!(plan->flags & SEARCH_AS_TYPED))
		add_parted(planner);
	add_synonyms(planner);
	for (uint32_t u = 0; u < plan->units.count; u++)
		weigh_unit(planner->book, &plan->units.at[u]);
}

static void add_conditions(struct planner *planner)
{
	for (uint32_t i = 0; i < planner->query->nclauses; i++) {
		const struct clause *clause = &planner->query->clauses[i];
		if (is_condition(clause, is_mixed(planner->query, clause->alternative)))
			condition_add(planner->searcher, clause, planner->arena, planner->plan);
	}
}

// The page whose title or alias is what was typed.
static uint32_t find_exact_page(const struct book *book, struct str text)
{
	uint32_t page = BOOK_NONE, section = BOOK_NONE;
	struct str name = str_trim(text);
	return name.len && book_locate(book, name, &page, &section) ? page : BOOK_NONE;
}

static bool is_planned(const struct searcher *searcher, struct str text, unsigned flags)
{
	return searcher->plan && searcher->plan->flags == flags &&
	       str_eq(searcher->plan->text, text);
}

// What searching needs and who only looks at a book does not; some of it is as large as the book has
// pages.
static void make_tables(struct searcher *searcher)
{
	const struct book *book = searcher->book;
	struct arena *arena = &searcher->arena;
	synonyms_make(book_synonyms(book), searcher->stemmer, arena, &searcher->synonyms);
	searcher->title_words = arena_array(arena, uint8_t, book_npages(book) + 1);
	norms_open(book, arena, &searcher->norms);
}

const struct plan *plan_make(struct searcher *searcher, struct str text, unsigned flags)
{
	flags &= SEARCH_TYPING | SEARCH_REGEX | SEARCH_AS_TYPED;
	if (is_planned(searcher, text, flags))
		return searcher->plan;
	if (searcher->plan)
		plan_release(searcher->plan);
	struct arena *arena = &searcher->plan_arena;
	arena_clear(arena);
	struct plan *plan = searcher->plan = arena_new(arena, struct plan);
	plan->flags = flags;
	plan->text = arena_copy(arena, text);
	if (!searcher->synonyms.made)
		make_tables(searcher);
	amend_query(searcher, plan);
	plan->exact_page = find_exact_page(searcher->book, plan->query.text);
	struct planner planner = {
		.searcher = searcher,
		.book = searcher->book,
		.arena = arena,
		.plan = plan,
		.query = &plan->query,
	};
	add_units(&planner);
	add_conditions(&planner);
	return plan;
}

void plan_release(struct plan *plan)
{
	for (uint32_t i = 0; i < plan->conditions.count; i++)
		pattern_release(plan->conditions.at[i].pattern);
	plan->conditions.count = 0;
}
