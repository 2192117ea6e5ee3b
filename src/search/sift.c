// SPDX-License-Identifier: ISC
//
// All tests are made in one walk over the vocabulary, by an automaton whose states are bits
// (Shift-And: Baeza-Yates, Gonnet, "A new approach to text searching", 1992): each character of a
// test has a bit, which is set while the form read so far ends with the test up to there.

#include "search/sift.h"

#include <string.h>

#include "base/vec.h"
#include "search/needs.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum {
	MOST_WORDS = 8, // of bits
	BIT_COUNT = 64,
	// Postings of all forms that pass a test, for each section of the book: with more it says
	// too little for what it costs.
	MOST_POSTINGS = 4,
};

struct automaton {
	uint64_t masks[128];   // the characters that a bit may follow
	uint64_t first, begin; // first bits of tests; of those at a form's beginning
	uint64_t last, end;    // last bits
	uint32_t tests[BIT_COUNT];
};

struct passed {             // what is known of a test
	uint32_t word, bit; // its last bit
	uint64_t postings;
	VEC(uint32_t) terms;
	uint64_t *sections; // NULL: any
};

struct sift {
	const struct book *book;
	struct arena *arena;
	struct needs needs;
	struct automaton words[MOST_WORDS];
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
	word->begin |= test->begins ? (uint64_t)1 << bit : 0;
	word->last |= (uint64_t)1 << last;
	word->end |= test->ends ? (uint64_t)1 << last : 0;
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
static uint64_t run(const struct automaton *word, struct str form)
{
	uint64_t state = 0, hits = 0, anywhere = word->last & ~word->end;
	uint64_t first = word->first, open = word->first & ~word->begin;
	for (size_t i = 0; i < form.len; i++) {
		unsigned char c = (unsigned char)form.ptr[i];
		state = (state << 1 & ~word->first) | (i ? open : first);
		state &= c < 0x80 ? word->masks[c] : 0;
		hits |= state & anywhere;
	}
	return hits | (state & word->end);
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

static void pass(struct sift *sift, uint32_t test, const struct term_walk *walk)
{
	struct passed *passed = &sift->passed[test];
	passed->postings += walk->sections;
	if (passed->postings <= (uint64_t)MOST_POSTINGS * book_nsections(sift->book))
		*vec_push(sift->arena, &passed->terms) = walk->term;
}

// Tests that a form passes for what it may have been before it was cut, or for digits that are none
// of ASCII's.
static void pass_odd(struct sift *sift, const struct term_walk *walk, bool cut)
{
	for (uint32_t i = 0; i < sift->needs.tests.count; i++) {
		if (cut || sift->needs.tests.at[i].digits)
			pass(sift, i, walk);
	}
}

// Those it passes by its characters; but of `odd` forms no test for digits, which they passed.
static void pass_plain(struct sift *sift, const struct term_walk *walk, bool odd)
{
	for (uint32_t w = 0; w < sift->nwords; w++) {
		uint64_t hits = run(&sift->words[w], (struct str){walk->form, walk->form_len});
		for (; hits; hits &= hits - 1) {
			uint32_t test = sift->words[w].tests[__builtin_ctzll(hits)];
			if (!odd || !sift->needs.tests.at[test].digits)
				pass(sift, test, walk);
		}
	}
}

static void walk_terms(struct sift *sift)
{
	struct term_walk walk =
		book_walk_terms(sift->book, (struct range){0, book_nterms(sift->book)});
	while (term_walk_next(&walk)) {
		struct str form = {walk.form, walk.form_len};
		bool cut = needs_maybe_cut(form.len);
		bool odd = cut || (sift->digits && has_other_digit(form));
		if (odd)
			pass_odd(sift, &walk, cut);
		if (!cut)
			pass_plain(sift, &walk, odd);
	}
}

// --- sections ---------------------------------------------------------------------------------

static uint64_t *new_bits(struct sift *sift)
{
	return arena_array(sift->arena, uint64_t, book_nsections(sift->book) / 64 + 1);
}

// The sections that hold a term where it can be seen.
static void add_sections(struct sift *sift, uint32_t term, uint64_t *bits)
{
	struct post post;
	post_open(sift->book, term, &post);
	while (post_next(&post)) {
		uint32_t section = post.now.section;
		if (post.now.count[FIELD_BODY] || post.now.count[FIELD_HEADING])
			bits[section / 64] |= (uint64_t)1 << section % 64;
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
			add_sections(sift, passed->terms.at[t], passed->sections);
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
		walk_terms(sift);
		find_sections(sift);
		const uint64_t *met = meet(sift, sift->needs.root);
		for (uint32_t w = 0; met && w < book_nsections(book) / 64 + 1; w++)
			sections[w] &= met[w];
	}
	arena_release(&scratch);
}
