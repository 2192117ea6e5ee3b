// SPDX-License-Identifier: ISC
//
// letters: every question typed letter by letter, as on the results screen.
//
//     letters BOOK|- LIST [LINES]
//
// LIST has lines of ID <tab> ... question in the second column, or the third where there are four.
// A section among the first ten that still holds a word of what is typed after the next letter
// (beside words too common to decide) must be among the hits then.  `-` is the built-in book.

#include "base/file.h"
#include "cmd/embedded.h"
#include "index/cache.h"
#include "search/snippet/passage.h"
#include "search/regex/pattern.h"
#include "search/search.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WATCHED = 10 };

struct typist {
	struct book *book;
	struct searcher *searcher;
	struct stemmer *stemmer;
	struct arena arena; // of one letter
	uint32_t watched[WATCHED], nwatched;
	uint32_t letters, lost;
};

static bool form_matches(struct typist *typist, struct str form, const struct clause *clause)
{
	if (clause->kind == CLAUSE_PREFIX && str_starts(form, clause->forms[0]))
		return true;
	struct str stem = arena_copy(&typist->arena, stemmer_stem(typist->stemmer, form));
	return str_eq(form, clause->forms[0]) ||
	       str_eq(stem, stemmer_stem(typist->stemmer, clause->forms[0]));
}

static bool text_matches(struct typist *typist, struct str text, const struct clause *clause)
{
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		if (form_matches(typist, (struct str){word.form, word.form_len}, clause))
			return true;
	}
	return false;
}

static bool regex_matches(struct str text, const struct clause *clause)
{
	struct err err;
	struct range match;
	struct pattern *pattern = pattern_new(clause->text, PATTERN_NOCASE, &err);
	bool found = pattern && pattern_find(pattern, text, 0, &match);
	if (pattern)
		pattern_release(pattern);
	return found;
}

// Whether a section holds a word of the query that can decide, by its own text and title, and keeps
// the conditions: "/slip flow/" is in the collections, and so is "-dash", with which nothing is asked.
static bool holds(struct typist *typist, uint32_t section, const struct query *query)
{
	struct passage passage = passage_read(typist->book, section, &typist->arena);
	uint32_t page = book_section(typist->book, section).page;
	struct str title = book_page(typist->book, page).title;
	for (uint32_t i = 0; i < query->nclauses; i++) {
		const struct clause *clause = &query->clauses[i];
		if (clause->not ||
		    (clause->kind == CLAUSE_REGEX && !regex_matches(passage.text, clause)))
			return false;
	}
	for (uint32_t i = 0; i < query->nclauses; i++) {
		const struct clause *clause = &query->clauses[i];
		bool word = clause->kind == CLAUSE_WORD &&
			    !stemmer_is_stop(typist->stemmer, clause->forms[0]);
		if ((word || clause->kind == CLAUSE_PREFIX) &&
		    (text_matches(typist, passage.text, clause) ||
		     text_matches(typist, title, clause)))
			return true;
	}
	return false;
}

static bool is_among(const struct hits *hits, uint32_t section)
{
	for (uint32_t i = 0; i < hits->count; i++) {
		if (hits->hit[i].section == section)
			return true;
	}
	return false;
}

static void type(struct typist *typist, struct str typed)
{
	const struct search_options options = {
		.flags = SEARCH_TYPING,
		.limit = book_nsections(typist->book),
		.kind = KIND_NONE,
	};
	struct hits hits;
	search(typist->searcher, typed, &options, &typist->arena, &hits);
	for (uint32_t i = 0; i < typist->nwatched; i++) {
		uint32_t section = typist->watched[i];
		if (is_among(&hits, section) || !holds(typist, section, &hits.query))
			continue;
		struct str address = book_address(typist->book, section, &typist->arena);
		printf("\"%.*s\" loses %.*s\n", STR_ARG(typed), STR_ARG(address));
		typist->lost++;
	}
	typist->nwatched = hits.count < WATCHED ? hits.count : WATCHED;
	for (uint32_t i = 0; i < typist->nwatched; i++)
		typist->watched[i] = hits.hit[i].section;
	typist->letters++;
	arena_clear(&typist->arena);
}

static void type_question(struct typist *typist, struct str question)
{
	typist->nwatched = 0;
	for (size_t at = 0; at < question.len;) {
		utf8_next(question, &at);
		type(typist, str_sub(question, 0, at));
	}
}

static struct str question_of(struct str line)
{
	struct str column[4];
	uint32_t columns = 0;
	for (struct str rest = line; rest.ptr && columns < countof(column); columns++)
		column[columns] = str_cut(rest, '\t', &rest);
	return columns == countof(column) ? column[2] : columns > 1 ? column[1] : STR("");
}

static bool open_typist(struct typist *typist, const char *path, struct err *err)
{
	typist->book = strcmp(path, "-")
			       ? book_open_any(path, err)
			       : book_open_bytes(embedded_book, embedded_book_len, NULL, err);
	if (!typist->book)
		return false;
	typist->searcher = searcher_open(typist->book, err);
	typist->stemmer = stemmer_open(book_settings(typist->book)->language, err);
	return typist->searcher && typist->stemmer;
}

int main(int argc, char **argv)
{
	struct typist typist = {0};
	struct arena arena = {0};
	struct err err = {""};
	struct str list, line;
	uint32_t lines = UINT32_MAX;
	if (argc < 3 || argc > 4 || !file_read(argv[2], 1 << 20, &arena, &list, NULL, &err) ||
	    (argc == 4 && !str_number(str_of(argv[3]), 1 << 20, &lines)) ||
	    !open_typist(&typist, argv[1], &err)) {
		fprintf(stderr, "letters: %s\n", err.text[0] ? err.text : "BOOK LIST [LINES]");
		return 2;
	}
	for (uint32_t i = 0; i < lines && str_line(&list, &line); i++)
		type_question(&typist, question_of(line));
	printf("%u letters, %u hits lost\n", typist.letters, typist.lost);
	stemmer_close(typist.stemmer);
	searcher_close(typist.searcher);
	book_close(typist.book);
	arena_release(&typist.arena);
	arena_release(&arena);
	return typist.lost > 0 || !typist.letters;
}
