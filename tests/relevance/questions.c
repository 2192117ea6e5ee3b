// SPDX-License-Identifier: ISC
//
// questions: how often the built-in book answers, asked as people ask.
//
//     questions LIST TOP1 TOP3 TOP10 [--misses]
//
// A line of LIST is ID <tab> style <tab> question <tab> regex.  A hit answers when the regex
// (without case, dot matches line ends) matches what `bodymap show page#section` prints of it.
// Prints the share of questions answered by the first hit, one of the first three, one of the first
// ten; fails when one of these is below its floor.

#include "base/file.h"
#include "cmd/embedded.h"
#include "page/doc.h"
#include "search/regex/pattern.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HITS = 10, TOPS = 3, DEADLINE_MS = 1000 };

static const uint32_t tops[TOPS] = {1, 3, 10};

struct asker {
	struct book *book;
	struct searcher *searcher;
	struct arena arena; // of one question
	uint32_t asked, answered[TOPS];
	bool misses;
};

// The text of a section with those below it.
static struct str shown_text(struct asker *asker, uint32_t section)
{
	struct book_section first = book_section(asker->book, section), last = first;
	struct range all = book_page(asker->book, first.page).sections;
	for (uint32_t s = section + 1; s < all.to; s++) {
		struct book_section next = book_section(asker->book, s);
		if (!first.level || next.level <= first.level)
			break;
		last = next;
	}
	struct str source;
	struct err err;
	struct doc doc;
	if (!book_source(asker->book, first.page, first.from, last.to, &asker->arena, &source,
			 &err))
		return STR("");
	doc_parse(source, 1, 0, &asker->arena, &doc);
	return doc.text;
}

// The rank of the first hit that answers, from 1; HITS + 1 when none does.
static uint32_t rank_of_answer(struct asker *asker, struct str question, struct pattern *answer)
{
	const struct search_options options = {.limit = HITS, .kind = KIND_NONE};
	struct hits hits;
	search(asker->searcher, question, &options, &asker->arena, &hits);
	for (uint32_t i = 0; i < hits.count; i++) {
		struct range match;
		pattern_deadline(answer, DEADLINE_MS);
		if (pattern_find(answer, shown_text(asker, hits.hit[i].section), 0, &match))
			return i + 1;
	}
	return HITS + 1;
}

static bool ask(struct asker *asker, struct str line, struct err *err)
{
	struct str rest, id = str_cut(line, '\t', &rest);
	str_cut(rest, '\t', &rest);
	struct str regex, question = str_cut(rest, '\t', &regex);
	struct str whole = arena_printf(&asker->arena, "(?s)%.*s", STR_ARG(regex));
	struct pattern *answer = pattern_new(whole, PATTERN_NOCASE, err);
	if (!answer)
		return false;
	uint32_t rank = rank_of_answer(asker, question, answer);
	pattern_release(answer);
	asker->asked++;
	for (size_t t = 0; t < TOPS; t++)
		asker->answered[t] += rank <= tops[t];
	if (asker->misses && rank > 3)
		printf("%.*s %s%u: %.*s\n", STR_ARG(id), rank > HITS ? ">" : "",
		       rank - (rank > HITS), STR_ARG(question));
	arena_clear(&asker->arena);
	return true;
}

static bool open_asker(struct asker *asker, struct err *err)
{
	asker->book = book_open_bytes(embedded_book, embedded_book_len, NULL, err);
	if (!asker->book)
		return false;
	asker->searcher = searcher_open(asker->book, err);
	return asker->searcher != NULL;
}

int main(int argc, char **argv)
{
	struct asker asker = {.misses = argc == 6 && !strcmp(argv[5], "--misses")};
	struct arena arena = {0};
	struct err err = {""};
	struct str list, line;
	bool good = argc >= 5 && file_read(argv[1], 1 << 20, &arena, &list, NULL, &err) &&
		    open_asker(&asker, &err);
	while (good && str_line(&list, &line))
		good = ask(&asker, line, &err);
	if (!good) {
		fprintf(stderr, "questions: %s\n", err.text[0] ? err.text : "LIST TOP1 TOP3 TOP10");
		return 2;
	}
	bool low = !asker.asked;
	printf("%u questions:", asker.asked);
	for (size_t t = 0; t < TOPS; t++) {
		double share = (double)asker.answered[t] / asker.asked, floor = atof(argv[2 + t]);
		printf(" top-%u %.3f (floor %.3f)", tops[t], share, floor);
		low |= share < floor;
	}
	printf("\n");
	searcher_close(asker.searcher);
	book_close(asker.book);
	arena_release(&asker.arena);
	arena_release(&arena);
	return low;
}
