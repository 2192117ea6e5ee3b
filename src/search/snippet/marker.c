// SPDX-License-Identifier: ISC
//
// The forms that stand for a unit are known from the book, so a text needs only to be folded, not
// stemmed.

#include "search/snippet/marker.h"

#include <stdlib.h>

#include "search/condition.h"
#include "search/snippet/starts.h"
#include "text/utf8.h"

#define REGEX_WEIGHT 1.0F

struct entry { // a form, the first of a phrase
	struct str form;
	uint32_t unit;
	const struct str *rest; // what must follow
	uint32_t nrest;
	uint32_t next; // in its bucket, + 1
};

struct marker {
	struct searcher *searcher;
	const struct plan *plan;
	struct arena *arena;
	VEC(struct entry) entries;
	uint32_t *buckets, nbuckets; // a power of two
	struct starts starts;        // of the entries and of prefixes
	uint64_t length;             // of the entries: a bit for each
	bool begins;                 // a unit stands for all words that begin like it
	bool regex;                  // there is one
	float all;                   // weights of the units
};

static void add_entry(struct marker *marker, struct entry entry)
{
	uint32_t *bucket = &marker->buckets[str_hash(entry.form) & (marker->nbuckets - 1)];
	starts_add(&marker->starts, entry.form);
	marker->length |= (uint64_t)1 << entry.form.len % 64;
	entry.next = *bucket;
	*vec_push(marker->arena, &marker->entries) = entry;
	*bucket = marker->entries.count;
}

static struct str term_form(const struct marker *marker, uint32_t term)
{
	char form[64];
	return arena_copy(marker->arena, book_term(marker->searcher->book, term, form));
}

static void add_member(struct marker *marker, uint32_t unit, const struct member *member)
{
	struct str *forms = arena_array(marker->arena, struct str, member->nterms);
	for (uint32_t i = 0; i < member->nterms; i++)
		forms[i] = term_form(marker, member->terms[i]);
	add_entry(marker, (struct entry){forms[0], unit, forms + 1, member->nterms - 1, 0});
}

static void make_buckets(struct marker *marker)
{
	uint32_t forms = 0;
	for (uint32_t u = 0; u < marker->plan->units.count; u++)
		forms += marker->plan->units.at[u].members.count;
	marker->nbuckets = 16;
	while (marker->nbuckets < 2 * forms)
		marker->nbuckets *= 2;
	marker->buckets = arena_array(marker->arena, uint32_t, marker->nbuckets);
}

// Whether what a condition asks for is marked.
static bool is_shown(const struct condition *condition)
{
	return condition->pattern && !condition->clause->not ;
}

struct marker *marker_of(struct searcher *searcher, struct plan *plan)
{
	if (plan->marker)
		return plan->marker;
	struct marker *marker = plan->marker = arena_new(&searcher->plan_arena, struct marker);
	marker->searcher = searcher;
	marker->plan = plan;
	marker->arena = &searcher->plan_arena;
	make_buckets(marker);
	for (uint32_t u = 0; u < plan->units.count; u++) {
		const struct unit *unit = &plan->units.at[u];
		marker->begins |= unit->begin.len > 0;
		if (unit->begin.len)
			starts_add(&marker->starts, unit->begin);
		for (uint32_t i = 0; i < unit->members.count && !unit->stop; i++)
			add_member(marker, u, &unit->members.at[i]);
		if (unit->begin.len || (unit->members.count && !unit->stop))
			marker->all += unit->weight;
	}
	for (uint32_t i = 0; i < plan->conditions.count; i++)
		marker->regex |= is_shown(&plan->conditions.at[i]);
	marker->all += marker->regex ? REGEX_WEIGHT : 0;
	return marker;
}

float marker_all(const struct marker *marker)
{
	return marker->all;
}

bool marker_sees_source(const struct marker *marker)
{
	return !marker->regex;
}

float marks_worth(const struct mark *marks, uint32_t count, uint32_t first, uint32_t to)
{
	float worth = 0;
	for (uint32_t i = first; i < count && marks[i].text.from < to; i++) {
		bool again = marks[i].text.to > to;
		for (uint32_t j = first; j < i && !again; j++)
			again = marks[j].unit == marks[i].unit;
		worth += again ? 0 : marks[i].weight;
	}
	return worth;
}

struct found {
	VEC(struct mark) marks;
};

// The byte behind the words of `rest`, which must follow; 0 when they do not.
static uint32_t follow(struct words words, const struct entry *entry)
{
	struct word word;
	for (uint32_t i = 0; i < entry->nrest;) {
		if (!word_next(&words, &word))
			return 0;
		if (word.joined)
			continue;
		if (!str_eq((struct str){word.form, word.form_len}, entry->rest[i]))
			return 0;
		i++;
	}
	return word.text.to;
}

static void mark_forms(const struct marker *marker, const struct words *behind,
		       const struct word *word, struct arena *arena, struct found *found)
{
	struct str form = {word->form, word->form_len};
	uint32_t at = marker->buckets[str_hash(form) & (marker->nbuckets - 1)];
	for (; at; at = marker->entries.at[at - 1].next) {
		const struct entry *entry = &marker->entries.at[at - 1];
		if (!str_eq(entry->form, form))
			continue;
		uint32_t to = entry->nrest ? follow(*behind, entry) : word->text.to;
		if (to)
			*vec_push(arena, &found->marks) = (struct mark){
				{word->text.from, to},
				entry->unit,
				marker->plan->units.at[entry->unit].weight,
			};
	}
}

static void mark_prefixes(const struct marker *marker, const struct word *word, struct arena *arena,
			  struct found *found)
{
	const struct plan *plan = marker->plan;
	struct str form = {word->form, word->form_len};
	for (uint32_t u = 0; u < plan->units.count; u++) {
		const struct unit *unit = &plan->units.at[u];
		if (unit->begin.len && str_starts(form, unit->begin))
			*vec_push(arena, &found->marks) =
				(struct mark){word->text, u, unit->weight};
	}
}

// Looks only at stretches of the text that may hold what is looked for.
static void mark_words(const struct marker *marker, struct str text, struct arena *arena,
		       struct found *found)
{
	struct words words = words_of(text);
	struct word word;
	size_t end = 0; // of the stretch
	while (word_next(&words, &word)) {
		if (word.text.from >= end) {
			size_t from = starts_next(&marker->starts, text, end);
			end = starts_end(text, from);
			if (from > word.text.from) {
				words = words_of(text);
				words.at = from;
				continue;
			}
		}
		if (marker->length >> word.form_len % 64 & 1)
			mark_forms(marker, &words, &word, arena, found);
		if (marker->begins)
			mark_prefixes(marker, &word, arena, found);
	}
}

static void mark_pattern(struct pattern *pattern, struct str text, struct arena *arena,
			 struct found *found)
{
	enum { MARKS = 1000, DEADLINE_MS = 100 };
	struct range match;
	size_t from = 0;
	pattern_deadline(pattern, DEADLINE_MS);
	for (uint32_t i = 0; i < MARKS && pattern_find(pattern, text, from, &match); i++) {
		from = match.to;
		if (match.from < match.to)
			*vec_push(arena, &found->marks) =
				(struct mark){match, MARK_REGEX, REGEX_WEIGHT};
		else if (from == text.len)
			break;
		else
			utf8_next(text, &from);
	}
}

static int by_place(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;
	if (a->text.from != b->text.from)
		return a->text.from < b->text.from ? -1 : 1;
	return (a->text.to > b->text.to) - (a->text.to < b->text.to);
}

uint32_t marker_find(const struct marker *marker, struct str text, struct arena *arena,
		     struct mark **marks)
{
	struct found found = {0};
	mark_words(marker, text, arena, &found);
	for (uint32_t i = 0; i < marker->plan->conditions.count; i++) {
		const struct condition *condition = &marker->plan->conditions.at[i];
		if (is_shown(condition))
			mark_pattern(condition->pattern, text, arena, &found);
	}
	uint32_t sorted = 1;
	while (sorted < found.marks.count &&
	       by_place(&found.marks.at[sorted - 1], &found.marks.at[sorted]) <= 0)
		sorted++;
	if (sorted < found.marks.count)
		qsort(found.marks.at, found.marks.count, sizeof *found.marks.at, by_place);
	*marks = found.marks.at;
	return found.marks.count;
}
