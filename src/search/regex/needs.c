// SPDX-License-Identifier: ISC
//
// Of each part of a regex is told what its matches are, if they are few ("exact"), else with what
// they begin and end and what they need besides.  A *string* is a row of *elements*, one for each
// character.  Strings that stand side by side are multiplied; where they become too many, or what
// comes next is unknown, the string so far is a need of its own.
//
// Letters in a row are always in one form, and so are digits; what parts words parts forms.  But an
// apostrophe may join, part or drop an s, "." and "," stand inside of numbers, and a jumble of
// letters and digits is one form: there it is not said where a form begins or ends.

#include "search/regex/needs.h"

#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"
#include "text/word.h"

enum { MOST_STRINGS = 16, LONGEST_STRING = NEED_LONGEST, MOST_TESTS = 64 };

enum element_kind {
	ELEMENT_LETTER,
	ELEMENT_DIGIT,
	ELEMENT_POINT, // parts words, but not always the digits of a number
	ELEMENT_SPACE, // parts words
	ELEMENT_OTHER, // one character, which may do anything
	ELEMENT_BREAK, // not even that is known
};

struct element {
	enum element_kind kind;
	uint64_t set[2];
	bool digits;
};

struct string {
	const struct element *at;
	uint32_t len;
};

struct strings {
	struct string at[MOST_STRINGS];
	uint32_t count;
};

// What the matches of a part are like.
struct part {
	bool exact;            // they are `first`; `last` is the same
	struct strings *first; // each begins with one of these
	struct strings *last;  // and ends with one of these
	uint32_t need;         // and needs this besides
};

struct teller {
	const struct regex *regex;
	struct arena *arena;
	struct needs *needs;
};

// --- needs ------------------------------------------------------------------------------------

static uint32_t add_need(struct teller *teller, struct need need)
{
	need.next = NEED_NONE;
	*vec_push(teller->arena, &teller->needs->list) = need;
	return teller->needs->list.count - 1;
}

// Both of two needs, or either; the first may be one that was made here before.
static uint32_t join(struct teller *teller, enum need_kind kind, uint32_t a, uint32_t b)
{
	if (a == NEED_NONE || b == NEED_NONE)
		return kind == NEED_ANY ? NEED_NONE : a == NEED_NONE ? b : a;
	uint32_t both = add_need(teller, (struct need){.kind = kind, .child = a});
	teller->needs->list.at[a].next = b;
	return both;
}

// --- elements ---------------------------------------------------------------------------------

static bool parts_words(unsigned char c)
{
	return letter_ascii[c] == LETTER_NONE || letter_ascii[c] == LETTER_HYPHEN;
}

static enum element_kind kind_of(unsigned char c)
{
	if (letter_ascii[c] == LETTER_WORD)
		return ELEMENT_LETTER;
	if (letter_ascii[c] == LETTER_DIGIT)
		return ELEMENT_DIGIT;
	if (c == '.' || c == ',')
		return ELEMENT_POINT;
	return parts_words(c) ? ELEMENT_SPACE : ELEMENT_OTHER;
}

// Capitals as small letters, as forms have them.
static uint64_t without_case(uint64_t letters)
{
	const uint64_t capitals = (((uint64_t)1 << 26) - 1) << ('A' - 64);
	return (letters & ~capitals) | (letters & capitals) << ('a' - 'A');
}

// The kind that all characters of a set have.
static struct element element_of(const struct regex_set *set)
{
	struct element element = {
		ELEMENT_BREAK, {set->ascii[0], without_case(set->ascii[1])}, set->digits};
	bool kinds[ELEMENT_BREAK + 1] = {false};
	uint32_t count = 0;
	kinds[ELEMENT_DIGIT] |= set->digits;
	kinds[ELEMENT_SPACE] |= set->spaces;
	for (unsigned char c = 0; c < 0x80; c++)
		kinds[kind_of(c)] |= regex_set_has(set, c);
	for (uint32_t kind = 0; kind < ELEMENT_BREAK; kind++) {
		element.kind = kinds[kind] ? kind : element.kind;
		count += kinds[kind];
	}
	if (count != 1 || set->others)
		element.kind = ELEMENT_BREAK;
	return element;
}

// --- strings ----------------------------------------------------------------------------------

static struct strings *new_strings(struct teller *teller)
{
	return arena_new(teller->arena, struct strings);
}

// The empty string: nothing is known.
static struct strings *nothing(struct teller *teller)
{
	struct strings *strings = new_strings(teller);
	strings->at[strings->count++] = (struct string){NULL, 0};
	return strings;
}

// Each of `a` with each of `b` behind it; NULL when they are too many or too long.
static struct strings *product(struct teller *teller, const struct strings *a,
			       const struct strings *b)
{
	struct strings *all = new_strings(teller);
	for (uint32_t i = 0; i < a->count; i++) {
		for (uint32_t j = 0; j < b->count; j++) {
			struct string left = a->at[i], right = b->at[j];
			if (all->count == MOST_STRINGS || left.len + right.len > LONGEST_STRING)
				return NULL;
			struct element *both = arena_array(teller->arena, struct element,
							   left.len + right.len + 1);
			for (uint32_t e = 0; e < left.len; e++)
				both[e] = left.at[e];
			for (uint32_t e = 0; e < right.len; e++)
				both[left.len + e] = right.at[e];
			all->at[all->count++] = (struct string){both, left.len + right.len};
		}
	}
	return all;
}

// --- tests ------------------------------------------------------------------------------------

static bool is_digit_at(struct string string, uint32_t at)
{
	return at < string.len && string.at[at].kind == ELEMENT_DIGIT;
}

// Behind the letters, or the digits with points between them, that begin at `from`.
static uint32_t run_end(struct string string, uint32_t from)
{
	enum element_kind kind = string.at[from].kind;
	uint32_t to = from + 1;
	for (; to < string.len; to++) {
		bool point = string.at[to].kind == ELEMENT_POINT && kind == ELEMENT_DIGIT &&
			     (string.at[to].set[0] >> '.' & 1) &&
			     !(string.at[to].set[0] >> ',' & 1) && is_digit_at(string, to + 1);
		if (string.at[to].kind != kind && !point)
			break;
	}
	return to;
}

// Whether a form ends where this element stands beside a run of that kind.
static bool closes(struct string string, uint32_t at, enum element_kind run)
{
	if (at >= string.len) // also before the first: what stands there is unknown
		return false;
	enum element_kind kind = string.at[at].kind;
	return kind == ELEMENT_SPACE || (kind == ELEMENT_POINT && run == ELEMENT_LETTER);
}

static uint32_t add_test(struct teller *teller, struct string string, uint32_t from, uint32_t to)
{
	enum element_kind kind = string.at[from].kind;
	bool begins = closes(string, from - 1, kind), ends = closes(string, to, kind);
	// A single one says little, and an s may be a possessive's, which is in no form.
	if ((to - from == 1 && !(begins && ends)) || teller->needs->tests.count == MOST_TESTS)
		return NEED_NONE;
	struct need_test *test = vec_push(teller->arena, &teller->needs->tests);
	test->begins = begins;
	test->ends = ends;
	for (uint32_t e = from; e < to; e++) {
		test->digits |= string.at[e].digits;
		memcpy(test->sets[test->len++], string.at[e].set, sizeof string.at[e].set);
	}
	return add_need(teller,
			(struct need){.kind = NEED_TEST, .test = teller->needs->tests.count - 1});
}

static uint32_t need_of_string(struct teller *teller, struct string string)
{
	uint32_t need = NEED_NONE;
	for (uint32_t from = 0, to; from < string.len; from = to) {
		to = from + 1;
		if (string.at[from].kind > ELEMENT_DIGIT)
			continue;
		to = run_end(string, from);
		need = join(teller, NEED_ALL, need, add_test(teller, string, from, to));
	}
	return need;
}

// Any of the strings.
static uint32_t need_of(struct teller *teller, const struct strings *strings)
{
	uint32_t need = need_of_string(teller, strings->at[0]);
	for (uint32_t i = 1; i < strings->count && need != NEED_NONE; i++)
		need = join(teller, NEED_ANY, need, need_of_string(teller, strings->at[i]));
	return need;
}

// All that is needed for a part.
static uint32_t need_of_part(struct teller *teller, const struct part *part)
{
	uint32_t need = join(teller, NEED_ALL, part->need, need_of(teller, part->first));
	return part->exact ? need : join(teller, NEED_ALL, need, need_of(teller, part->last));
}

// --- parts ------------------------------------------------------------------------------------

static struct part part_of(struct teller *teller, uint32_t at);

static struct part exactly(struct strings *strings)
{
	return (struct part){true, strings, strings, NEED_NONE};
}

static struct part unknown(struct teller *teller, uint32_t need)
{
	return (struct part){false, nothing(teller), nothing(teller), need};
}

static struct part part_of_char(struct teller *teller, const struct regex_node *node)
{
	struct element *element = arena_new(teller->arena, struct element);
	*element = element_of(&node->set);
	if (element->kind == ELEMENT_BREAK)
		return unknown(teller, NEED_NONE);
	struct strings *strings = new_strings(teller);
	strings->at[strings->count++] = (struct string){element, 1};
	return exactly(strings);
}

// One part behind another.
static struct part append(struct teller *teller, struct part a, struct part b)
{
	struct strings *middle = product(teller, a.last, b.first);
	struct part both = {a.exact && b.exact && middle, a.first, b.last,
			    join(teller, NEED_ALL, a.need, b.need)};
	if (both.exact)
		return exactly(middle);
	if (middle && a.exact)
		both.first = middle;
	else if (middle && b.exact)
		both.last = middle;
	else if (middle)
		both.need = join(teller, NEED_ALL, both.need, need_of(teller, middle));
	else if (!a.exact) // too many: each for itself
		both.need = join(teller, NEED_ALL, both.need, need_of(teller, a.last));
	if (!middle && !b.exact)
		both.need = join(teller, NEED_ALL, both.need, need_of(teller, b.first));
	return both;
}

static struct part part_of_sequence(struct teller *teller, const struct regex_node *node)
{
	struct part part = exactly(nothing(teller));
	for (uint32_t c = node->child; c != REGEX_NONE; c = teller->regex->nodes.at[c].next)
		part = append(teller, part, part_of(teller, c));
	return part;
}

// Adds b's strings to a's; false when they are too many.
static bool add_strings(struct strings *a, const struct strings *b)
{
	for (uint32_t i = 0; i < b->count; i++) {
		if (a->count == MOST_STRINGS)
			return false;
		a->at[a->count++] = b->at[i];
	}
	return true;
}

static struct part part_of_alternatives(struct teller *teller, const struct regex_node *node)
{
	struct strings *all = new_strings(teller);
	VEC(struct part) parts = {0};
	bool exact = true;
	for (uint32_t c = node->child; c != REGEX_NONE; c = teller->regex->nodes.at[c].next) {
		struct part *part = vec_push(teller->arena, &parts);
		*part = part_of(teller, c);
		exact = exact && part->exact && add_strings(all, part->first);
	}
	if (exact)
		return exactly(all);
	uint32_t need = need_of_part(teller, &parts.at[0]);
	for (uint32_t i = 1; i < parts.count; i++)
		need = join(teller, NEED_ANY, need, need_of_part(teller, &parts.at[i]));
	return unknown(teller, need);
}

static struct part part_of_repeat(struct teller *teller, const struct regex_node *node)
{
	struct part one = part_of(teller, node->child);
	if (!node->least) {
		struct strings *maybe = nothing(teller);
		if (node->most == 1 && one.exact && add_strings(maybe, one.first))
			return exactly(maybe);
		return unknown(teller, NEED_NONE);
	}
	struct strings *all = one.first;
	uint32_t times = 1;
	while (one.exact && times < node->least && times < LONGEST_STRING) {
		struct strings *more = product(teller, all, one.first);
		if (!more)
			break;
		all = more;
		times++;
	}
	if (!one.exact)
		return times == node->most ? one
					   : (struct part){false, one.first, one.last, one.need};
	return (struct part){times == node->most, all, all, NEED_NONE};
}

static struct part part_of(struct teller *teller, uint32_t at)
{
	const struct regex_node *node = &teller->regex->nodes.at[at];
	switch (node->kind) {
	case REGEX_CHAR:
		return part_of_char(teller, node);
	case REGEX_EMPTY:
	case REGEX_LOOK:
		break;
	case REGEX_BACK:
		return unknown(teller, NEED_NONE);
	case REGEX_SEQ:
		return part_of_sequence(teller, node);
	case REGEX_ALT:
		return part_of_alternatives(teller, node);
	case REGEX_REPEAT:
		return part_of_repeat(teller, node);
	}
	return exactly(nothing(teller));
}

void needs_of(const struct regex *regex, struct arena *arena, struct needs *needs)
{
	struct teller teller = {.regex = regex, .arena = arena, .needs = needs};
	*needs = (struct needs){.root = NEED_NONE};
	struct part part = part_of(&teller, regex->root);
	needs->root = need_of_part(&teller, &part);
}

bool needs_maybe_cut(size_t form_len)
{
	return form_len > FORM_MAX - UTF8_MAX;
}
