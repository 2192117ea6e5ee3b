// SPDX-License-Identifier: ISC
//
// All tests are made in one walk over the vocabulary, by an automaton whose states are bits
// (Shift-And: Baeza-Yates, Gonnet, "A new approach to text searching", 1992): each character of a
// test has a bit, which is set while the form read so far ends with the test up to there.

#include "search/regex/sift.h"

#include <string.h>

#include "base/vec.h"
#include "search/regex/needs.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum {
	MOST_WORDS = 8, // of bits
	BIT_COUNT = 64,
	LONGEST_FORM = 64,
	// Postings of all forms that pass a test, for each section of the book: with more it says
	// too little for what it costs.
	MOST_POSTINGS = 4,
};

struct automaton {
	uint64_t masks[256];    // the bytes that a bit may follow
	uint64_t first, open;   // first bits of tests; but of those at a form's beginning
	uint64_t anywhere, end; // last bits of tests; of those at a form's end
	uint32_t tests[BIT_COUNT];
};

// The automaton after each byte of the form at hand: most of it is that of the one before.
struct reading {
	uint64_t state[LONGEST_FORM + 1], hits[LONGEST_FORM + 1]; // hits: of all before as well
};

struct listed {
	struct term_rest rest; // for its list alone
	uint32_t term;
};

struct passed {             // what is known of a test
	uint32_t word, bit; // its last bit
	uint64_t postings;
	VEC(struct listed) terms;
	uint64_t *sections; // NULL: any
};

struct sift {
	const struct book *book;
	struct arena *arena;
	struct needs needs;
	struct automaton words[MOST_WORDS];
	struct reading readings[MOST_WORDS];
	uint32_t nwords;
	struct passed *passed; // by test
	bool digits;           // one of them takes digits beyond ASCII
};

// --- the automaton ----------------------------------------------------------------------------

static void place_test(struct sift *sift, uint32_t number, uint32_t bit)
{
	const struct need_test *test = &sift->needs.tests.at[number];
	struct automaton *word = &sift->words[sift->nwords - 1];
	uint32_t last = bit + test->len - 1;
	for (uint32_t i = 0; i < test->len; i++) {
		for (unsigned c = 0; c < 128; c++) {
			if (test->sets[i][c / 64] >> c % 64 & 1)
				word->masks[c] |= (uint64_t)1 << (bit + i);
		}
	}
	word->first |= (uint64_t)1 << bit;
	word->open |= (uint64_t)!test->begins << bit;
	word->anywhere |= (uint64_t)!test->ends << last;
	word->end |= (uint64_t)test->ends << last;
	word->tests[last] = number;
	sift->passed[number].word = sift->nwords;
	sift->passed[number].bit = last;
}

// Tests that find no room are left out.
static void place_tests(struct sift *sift)
{
	uint32_t bit = BIT_COUNT;
	for (uint32_t i = 0; i < sift->needs.tests.count; i++) {
		uint32_t len = sift->needs.tests.at[i].len;
		if (bit + len > BIT_COUNT) {
			if (sift->nwords == MOST_WORDS)
				return;
			sift->nwords++;
			bit = 0;
		}
		place_test(sift, i, bit);
		sift->digits |= sift->needs.tests.at[i].digits;
		bit += len;
	}
}

// The last bits of the tests that a form passes.
static inline uint64_t run(const struct automaton *word, const struct term_rest *rest,
			   struct reading *reading)
{
	const unsigned char *at = (const unsigned char *)rest->at, *end = at + rest->len;
	uint64_t state = reading->state[rest->shared], hits = reading->hits[rest->shared];
	uint64_t begun = ~word->first, first = rest->shared ? word->open : word->first;
	uint64_t *states = reading->state + rest->shared, *all = reading->hits + rest->shared;
	for (; at < end; first = word->open) {
		state = ((state << 1 & begun) | first) & word->masks[*at++];
		hits |= state;
		*++states = state;
		*++all = hits;
	}
	return (hits & word->anywhere) | (state & word->end);
}

static bool has_other_digit(struct str form)
{
	for (size_t at = 0; at < form.len;) {
		if ((unsigned char)form.ptr[at] < 0x80)
			at++;
		else if (unicode_kind(utf8_next(form, &at)) == UNICODE_DIGIT)
			return true;
	}
	return false;
}

static void pass(struct sift *sift, uint32_t test, uint32_t term, const struct term_rest *rest)
{
	struct passed *passed = &sift->passed[test];
	passed->postings += rest->sections;
	if (passed->postings <= (uint64_t)MOST_POSTINGS * book_nsections(sift->book))
		*vec_push(sift->arena, &passed->terms) = (struct listed){*rest, term};
}

// Tests that a form passes for what it may have been before it was cut, or for digits that are none
// of ASCII's.
static void pass_odd(struct sift *sift, uint32_t term, const struct term_rest *rest, bool cut)
{
	for (uint32_t i = 0; i < sift->needs.tests.count; i++) {
		if (cut || sift->needs.tests.at[i].digits)
			pass(sift, i, term, rest);
	}
}

// Those it passes by its characters; but of `odd` forms no test for digits, which they passed.
static void pass_plain(struct sift *sift, uint32_t w, uint64_t hits, uint32_t term,
		       const struct term_rest *rest, bool odd)
{
	for (; hits; hits &= hits - 1) {
		uint32_t test = sift->words[w].tests[__builtin_ctzll(hits)];
		if (!odd || !sift->needs.tests.at[test].digits)
			pass(sift, test, term, rest);
	}
}

static void look_at(struct sift *sift, uint32_t term, const struct term_rest *rest,
		    char form[LONGEST_FORM])
{
	size_t len = (size_t)rest->shared + rest->len;
	bool cut = needs_maybe_cut(len), odd = cut;
	if (sift->digits) {
		memcpy(form + rest->shared, rest->at, rest->len);
		odd = odd || has_other_digit((struct str){form, len});
	}
	if (odd)
		pass_odd(sift, term, rest, cut);
	for (uint32_t w = 0; w < sift->nwords; w++) {
		uint64_t hits = run(&sift->words[w], rest, &sift->readings[w]);
		if (hits && !cut)
			pass_plain(sift, w, hits, term, rest, odd);
	}
}

static void skim_terms(struct sift *sift)
{
	struct term_skim *skim = arena_new(sift->arena, struct term_skim);
	char form[LONGEST_FORM];
	term_skim_open(sift->book, skim);
	while (term_skim_next(skim)) {
		for (uint32_t i = 0; i < skim->count; i++)
			look_at(sift, skim->first + i, &skim->term[i], form);
	}
}

// --- sections ---------------------------------------------------------------------------------

static uint64_t *new_bits(struct sift *sift)
{
	return arena_array(sift->arena, uint64_t, book_nsections(sift->book) / 64 + 1);
}

static bool can_be_seen(const struct post *post, uint32_t at)
{
	uint32_t row = post->other[at];
	return !row || post->others[row - 1][FIELD_BODY] || post->others[row - 1][FIELD_HEADING];
}

// The sections that hold a term where it can be seen.
static void add_sections(struct sift *sift, const struct listed *listed, uint64_t *bits)
{
	struct post post;
	post_open_rest(sift->book, listed->term, &listed->rest, &post);
	for (bool more = post_next(&post); more && post_count_block(&post);
	     more = post_next_block(&post)) {
		for (uint32_t i = post.at; i < post.held; i++) {
			uint32_t section = post.section[i];
			if (can_be_seen(&post, i))
				bits[section / 64] |= (uint64_t)1 << section % 64;
		}
	}
}

static void find_sections(struct sift *sift)
{
	for (uint32_t i = 0; i < sift->needs.tests.count; i++) {
		struct passed *passed = &sift->passed[i];
		if (!passed->word ||
		    passed->postings > (uint64_t)MOST_POSTINGS * book_nsections(sift->book))
			continue;
		passed->sections = new_bits(sift);
		for (uint32_t t = 0; t < passed->terms.count; t++)
			add_sections(sift, &passed->terms.at[t], passed->sections);
	}
}

// The sections that meet a need; NULL: any may.
static uint64_t *meet(struct sift *sift, uint32_t at)
{
	const struct need *need = &sift->needs.list.at[at];
	if (need->kind == NEED_TEST)
		return sift->passed[need->test].sections;
	uint32_t nwords = book_nsections(sift->book) / 64 + 1;
	bool all = need->kind == NEED_ALL;
	uint64_t *met = NULL;
	for (uint32_t c = need->child; c != NEED_NONE; c = sift->needs.list.at[c].next) {
		const uint64_t *one = meet(sift, c);
		if (!one && !all)
			return NULL;
		if (!one)
			continue;
		if (!met)
			met = memcpy(new_bits(sift), one, nwords * sizeof *one);
		for (uint32_t w = 0; w < nwords; w++)
			met[w] = all ? met[w] & one[w] : met[w] | one[w];
	}
	return met;
}

void sift_sections(const struct book *book, struct str regex, uint64_t *sections)
{
	struct arena scratch = {0};
	struct sift *sift = arena_new(&scratch, struct sift);
	struct regex read;
	*sift = (struct sift){.book = book, .arena = &scratch};
	if (regex_read(regex, &scratch, &read))
		needs_of(&read, &scratch, &sift->needs);
	else
		sift->needs.root = NEED_NONE;
	if (sift->needs.root != NEED_NONE) {
		sift->passed = arena_array(&scratch, struct passed, sift->needs.tests.count);
		place_tests(sift);
		skim_terms(sift);
		find_sections(sift);
		const uint64_t *met = meet(sift, sift->needs.root);
		for (uint32_t w = 0; met && w < book_nsections(book) / 64 + 1; w++)
			sections[w] &= met[w];
	}
	arena_release(&scratch);
}
