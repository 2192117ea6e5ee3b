// SPDX-License-Identifier: ISC
//
// queries: draws 200 queries from a corpus, the same ones for the same corpus and seed.
//
//     queries FOLDER [SEED]
//
// A line is `class-NN`, a tab and the query, as `bodymap search --queries FILE --trec --timing`
// takes them; what the classes ask of a peer stands in answers.h.
//
//     common  30  a word of 1 % to 25 % of the sections
//     rare    30  a word of 2 to 20 sections
//     and     40  two or three words of one section
//     or      20  five words of one section
//     phrase  30  "two or three words" that stand side by side
//     prefix  50  ten words as they are typed, two to six letters and a star
//
// Words are of ASCII letters, so that every tokeniser sees the same ones; no stop words but inside
// phrases.  Those of and, or, phrase and prefix are drawn by occurrence, so that words come as
// often as they do in the text.

#include "base/vec.h"
#include "index/write/intern.h"
#include "sections.h"
#include "text/word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = 4096, LEAST_WORDS = 20, WORD_LEAST = 3, WORD_MOST = 20, TRIES = 100000 };

struct count {
	uint32_t sections, last; // the last section that held it, from 1
};

struct draw {
	struct intern words; // of ASCII letters
	struct buf counts;   // struct count for each
	struct stemmer *stemmer;
	struct str sample[SAMPLE]; // bodies of sections, each section as likely as another
	uint32_t nsample, eligible, sections;
	struct intern drawn; // queries
	uint64_t state;
};

// SplitMix64 (Steele, Lea and Flood 2014).
static uint64_t random_number(struct draw *draw, uint64_t below)
{
	uint64_t z = draw->state += 0x9e3779b97f4a7c15;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (z ^ (z >> 31)) % below;
}

// ---- the corpus ----

static bool is_plain(struct str text, const struct word *word)
{
	size_t len = word->text.to - word->text.from;
	if (word->joined || len != word->form_len)
		return false;
	for (size_t i = word->text.from; i < word->text.to; i++) {
		char low = (char)(text.ptr[i] | 0x20);
		if (low < 'a' || low > 'z')
			return false;
	}
	return true;
}

static struct count *counts(const struct draw *draw)
{
	return (struct count *)(void *)draw->counts.ptr;
}

static void count_word(struct draw *draw, struct str form)
{
	uint32_t number = intern_add(&draw->words, form);
	if (number * sizeof(struct count) == draw->counts.len)
		buf_fill(&draw->counts, 0, sizeof(struct count));
	struct count *count = &counts(draw)[number];
	count->sections += count->last != draw->sections;
	count->last = draw->sections;
}

// Reservoir sampling (Vitter 1985, algorithm R).
static void sample(struct draw *draw, struct str body)
{
	uint32_t place = draw->nsample;
	if (draw->nsample < SAMPLE)
		draw->nsample++;
	else
		place = (uint32_t)random_number(draw, draw->eligible + 1);
	draw->eligible++;
	if (place < SAMPLE)
		draw->sample[place] = arena_copy(&draw->words.arena, body);
}

static void take_section(void *context, const struct section_text *section)
{
	struct draw *draw = context;
	struct words words = words_of(section->body);
	uint32_t plain = 0;
	draw->sections++;
	for (struct word word; word_next(&words, &word);) {
		if (is_plain(section->body, &word)) {
			count_word(draw, (struct str){word.form, word.form_len});
			plain++;
		}
	}
	if (plain >= LEAST_WORDS)
		sample(draw, section->body);
}

// ---- words ----

static bool is_content(const struct draw *draw, struct str form)
{
	return form.len >= WORD_LEAST && form.len <= WORD_MOST &&
	       !stemmer_is_stop(draw->stemmer, form);
}

// The plain words of a section, one after the other; `apart` is set for one that does not stand a
// single space behind the one before.
struct token {
	struct str form;
	bool apart;
};

struct tokens {
	VEC(struct token);
};

static struct tokens tokens_of(struct str text, struct arena *arena)
{
	struct tokens tokens = {0};
	struct words words = words_of(text);
	size_t end = SIZE_MAX - 1; // of the plain word before, were there one
	for (struct word word; word_next(&words, &word);) {
		if (word.joined)
			continue;
		bool apart = word.text.from != end + 1 || text.ptr[end] != ' ';
		end = word.text.to;
		if (is_plain(text, &word))
			*vec_push(arena, &tokens) = (struct token){
				arena_copy(arena, (struct str){word.form, word.form_len}), apart};
		else
			end = SIZE_MAX - 1;
	}
	return tokens;
}

static struct tokens any_section(struct draw *draw, struct arena *arena)
{
	return tokens_of(draw->sample[random_number(draw, draw->nsample)], arena);
}

// ---- a query of each class: empty when the draw was none ----

static struct str any_word(struct draw *draw, uint32_t least, uint32_t most)
{
	uint32_t number = (uint32_t)random_number(draw, draw->words.count);
	uint32_t in = counts(draw)[number].sections;
	struct str form = intern_str(&draw->words, number);
	return in >= least && in <= most && is_content(draw, form) ? form : STR("");
}

static struct str common(struct draw *draw, uint32_t number, struct arena *arena)
{
	(void)number, (void)arena;
	return any_word(draw, draw->sections / 100, draw->sections / 4);
}

static struct str rare(struct draw *draw, uint32_t number, struct arena *arena)
{
	(void)number, (void)arena;
	return any_word(draw, 2, 20);
}

static bool holds_word(struct str text, struct str form)
{
	struct str word;
	while (text.ptr) {
		word = str_cut(text, ' ', &text);
		if (str_eq(word, form))
			return true;
	}
	return false;
}

static struct str together(struct draw *draw, uint32_t count, struct arena *arena)
{
	struct tokens tokens = any_section(draw, arena);
	struct str text = STR("");
	uint32_t found = 0;
	for (uint32_t tries = 0; tokens.count && found < count && tries < 100; tries++) {
		struct str form = tokens.at[random_number(draw, tokens.count)].form;
		if (!is_content(draw, form) || holds_word(text, form))
			continue;
		text = found++ ? arena_printf(arena, "%.*s %.*s", STR_ARG(text), STR_ARG(form))
			       : form;
	}
	return found == count ? text : STR("");
}

static struct str all_of(struct draw *draw, uint32_t number, struct arena *arena)
{
	return together(draw, 2 + number % 2, arena);
}

static struct str any_of(struct draw *draw, uint32_t number, struct arena *arena)
{
	(void)number;
	return together(draw, 5, arena);
}

static struct str phrase(struct draw *draw, uint32_t number, struct arena *arena)
{
	struct tokens tokens = any_section(draw, arena);
	uint32_t count = 2 + number % 2;
	struct str text = STR("");
	bool content = false;
	if (tokens.count < count)
		return text;
	uint32_t from = (uint32_t)random_number(draw, tokens.count - count + 1);
	for (uint32_t i = from; i < from + count; i++) {
		const struct token *token = &tokens.at[i];
		if (i > from && token->apart)
			return STR("");
		content |= is_content(draw, token->form);
		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text), i > from ? " " : "",
				    STR_ARG(token->form));
	}
	return content ? arena_printf(arena, "\"%.*s\"", STR_ARG(text)) : STR("");
}

// ---- all of them ----

static void print_class(struct draw *draw, const char *name, uint32_t count,
			struct str (*one)(struct draw *, uint32_t, struct arena *))
{
	struct arena arena = {0};
	uint32_t number = 0;
	for (uint32_t tries = 0; number < count && tries < TRIES; tries++) {
		struct str query = one(draw, number, &arena);
		if (query.len && intern_find(&draw->drawn, query) == UINT32_MAX) {
			intern_add(&draw->drawn, query);
			printf("%s-%02u\t%.*s\n", name, ++number, STR_ARG(query));
		}
		arena_clear(&arena);
	}
	if (number < count)
		fprintf(stderr, "queries: %u of %u of the class %s\n", number, count, name);
	arena_release(&arena);
}

static void print_prefixes(struct draw *draw)
{
	enum { WORDS = 10, SHORTEST = 2, LONGEST = 6 };
	struct arena arena = {0};
	uint32_t number = 0;
	for (uint32_t tries = 0; number < WORDS * (LONGEST - SHORTEST + 1) && tries < TRIES;
	     tries++) {
		struct str word = together(draw, 1, &arena);
		struct str start = str_sub(word, 0, SHORTEST);
		if (word.len > LONGEST && intern_find(&draw->drawn, start) == UINT32_MAX) {
			intern_add(&draw->drawn, start);
			for (uint32_t len = SHORTEST; len <= LONGEST; len++)
				printf("prefix-%02u\t%.*s*\n", ++number, (int)len, word.ptr);
		}
		arena_clear(&arena);
	}
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	static struct draw draw;
	struct err err;
	if (argc < 2 || argc > 3) {
		fputs("usage: queries FOLDER [SEED]\n", stderr);
		return 2;
	}
	draw.state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	draw.stemmer = stemmer_open(STR("en"), &err);
	sections_each(argv[1], take_section, &draw);
	if (!draw.stemmer || !draw.nsample) {
		fprintf(stderr, "queries: %s: too few words to draw from\n", argv[1]);
		return 2;
	}
	print_class(&draw, "common", 30, common);
	print_class(&draw, "rare", 30, rare);
	print_class(&draw, "and", 40, all_of);
	print_class(&draw, "or", 20, any_of);
	print_class(&draw, "phrase", 30, phrase);
	print_prefixes(&draw);
	stemmer_close(draw.stemmer);
	intern_release(&draw.words);
	intern_release(&draw.drawn);
	buf_release(&draw.counts);
	return 0;
}
