// SPDX-License-Identifier: ISC

#include "search/spell/correct.h"

#include <string.h>

#include "search/spell/spell.h"
#include "text/utf8.h"

enum {
	SHORTEST = 3,      // letters of a word that is guessed at
	SHORTEST_PART = 3, // bytes of the parts of two words written as one
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
	for (bool more = term_walk_next(&walk); more;) {
		struct str form = {walk.form, walk.form_len};
		spell_offer(spell, form, walk.sections, walk.term);
		struct str end = spell_dead_end(spell);
		more = end.len && str_starts(form, end) ? term_walk_pass(&walk, end.len)
							: term_walk_next(&walk);
	}
}

static uint32_t first_term_behind(const struct book *book, char letter)
{
	return book_prefix_terms(book, (struct str){&letter, 1}).to;
}

// The terms that begin with the same letter.
static struct range terms_alike(const struct book *book, struct str form)
{
	size_t letter = 0;
	utf8_next(form, &letter);
	return book_prefix_terms(book, str_sub(form, 0, letter));
}

// All terms that begin with a letter as the word does, Latin or not; those with its own first.
static void offer_book(struct spell *spell, const struct book *book, struct str form)
{
	size_t letter = 0;
	bool latin = utf8_next(form, &letter) <= 'z';
	uint32_t from = latin ? book_prefix_terms(book, STR("a")).from : 0;
	uint32_t to = latin ? first_term_behind(book, 'z') : book_nterms(book);
	struct range own = terms_alike(book, form);
	offer_terms(spell, book, own);
	offer_terms(spell, book, (struct range){from, own.from});
	offer_terms(spell, book, (struct range){own.to, to});
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

// Pages that held a term may be gone.
static bool is_held(const struct book *book, uint32_t id)
{
	return id >= book_nterms(book) || book_term_sections(book, id);
}

uint32_t correct_guess(struct searcher *searcher, struct str form, bool far, struct arena *arena,
		       struct guess guesses[CORRECT_GUESSES])
{
	if (!can_guess(form))
		return 0;
	struct spell *spell = arena_new(arena, struct spell);
	spell_start(spell, form, book_live_sections(searcher->book), far ? CORRECT_GUESSES : 1,
		    SPELL_NEXT);
	offer_terms(spell, searcher->book, terms_alike(searcher->book, form));
	spell_again(spell, far ? SPELL_FAR : SPELL_NEAR);
	offer_book(spell, searcher->book, form);
	offer_synonyms(spell, searcher);
	uint32_t count = 0;
	for (uint32_t i = 0; i < spell->count; i++) {
		uint32_t id = spell->best[i].id;
		if (!is_held(searcher->book, id))
			continue;
		guesses[count].form = guessed_form(searcher, id, arena);
		guesses[count++].cost = (uint32_t)spell->best[i].cost;
	}
	return count;
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
