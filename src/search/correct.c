// SPDX-License-Identifier: ISC

#include "search/correct.h"

#include <string.h>

#include "search/spell.h"
#include "text/utf8.h"

enum {
	SHORTEST = 3,     // letters of a word that is guessed at
	SHORTEST_PART = 3 // bytes of the parts of two words written as one
};

bool correct_is_known(const struct searcher *searcher, struct str form)
{
	if (book_find_term(searcher->book, form) != BOOK_NONE)
		return true;
	struct range same = book_stem_terms(searcher->book, stemmer_stem(searcher->stemmer, form));
	return same.from < same.to || synonyms_hold(&searcher->synonyms, form);
}

// Only words of letters are guessed at: a number is what it is, and scripts without spaces come in
// pairs of characters.
static bool can_guess(struct str form)
{
	uint32_t letters = 0;
	for (size_t at = 0; at < form.len; letters++) {
		uint32_t c = utf8_next(form, &at);
		if ((c >= '0' && c <= '9') || c >= 0x0E00)
			return false;
	}
	return letters >= SHORTEST && letters <= SPELL_LONGEST;
}

static void offer_terms(struct spell *spell, const struct book *book, struct range terms)
{
	struct term_walk walk = book_walk_terms(book, terms);
	while (term_walk_next(&walk))
		spell_offer(spell, (struct str){walk.form, walk.form_len}, walk.sections,
			    walk.term);
}

// All terms, those with the first letter of `form` first.
static void offer_book(struct spell *spell, const struct book *book, struct str form)
{
	size_t letter = 0;
	utf8_next(form, &letter);
	struct range alike = book_prefix_terms(book, str_sub(form, 0, letter));
	offer_terms(spell, book, alike);
	offer_terms(spell, book, (struct range){0, alike.from});
	offer_terms(spell, book, (struct range){alike.to, book_nterms(book)});
}

// Words of the synonyms that no page holds lead to pages all the same.  Numbered behind the terms.
static void offer_synonyms(struct spell *spell, const struct searcher *searcher)
{
	uint32_t id = book_nterms(searcher->book);
	for (uint32_t i = 0; i < searcher->synonyms.sayings.count; i++) {
		const struct saying *saying = &searcher->synonyms.sayings.at[i];
		for (uint32_t j = 0; j < saying->count; j++, id++) {
			if (book_find_term(searcher->book, saying->forms[j]) == BOOK_NONE)
				spell_offer(spell, saying->forms[j], 1, id);
		}
	}
}

static struct str guessed_form(const struct searcher *searcher, uint32_t id, struct arena *arena)
{
	uint32_t nterms = book_nterms(searcher->book);
	char form[64];
	if (id < nterms)
		return arena_copy(arena, book_term(searcher->book, id, form));
	id -= nterms;
	for (uint32_t i = 0; i < searcher->synonyms.sayings.count; i++) {
		const struct saying *saying = &searcher->synonyms.sayings.at[i];
		if (id < saying->count)
			return saying->forms[id];
		id -= saying->count;
	}
	return STR("");
}

uint32_t correct_guess(struct searcher *searcher, struct str form, bool far, struct arena *arena,
		       struct guess guesses[CORRECT_GUESSES])
{
	if (!can_guess(form))
		return 0;
	struct spell *spell = arena_new(arena, struct spell);
	enum spell_reach last = far ? SPELL_FAR : SPELL_NEAR;
	for (enum spell_reach reach = SPELL_CLOSE; reach <= last && !spell->count; reach++) {
		spell_start(spell, form, book_nsections(searcher->book), reach);
		offer_book(spell, searcher->book, form);
		offer_synonyms(spell, searcher);
	}
	for (uint32_t i = 0; i < spell->count; i++) {
		guesses[i].form = guessed_form(searcher, spell->best[i].id, arena);
		guesses[i].cost = (uint32_t)spell->best[i].cost;
	}
	return spell->count;
}

static uint32_t sections_of(const struct searcher *searcher, struct str form)
{
	uint32_t term = book_find_term(searcher->book, form);
	if (term == BOOK_NONE || stemmer_is_stop(searcher->stemmer, form))
		return 0;
	return book_term_sections(searcher->book, term);
}

bool correct_split(struct searcher *searcher, struct str form, struct str parts[2])
{
	uint32_t most = 0;
	for (size_t at = SHORTEST_PART; at + SHORTEST_PART <= form.len; at++) {
		if (((unsigned char)form.ptr[at] & 0xc0) == 0x80)
			continue;
		struct str left = str_sub(form, 0, at), right = str_sub(form, at, form.len);
		uint32_t a = sections_of(searcher, left);
		uint32_t b = a ? sections_of(searcher, right) : 0;
		uint32_t both = a < b ? a : b;
		if (both <= most)
			continue;
		most = both;
		parts[0] = left;
		parts[1] = right;
	}
	return most > 0;
}
