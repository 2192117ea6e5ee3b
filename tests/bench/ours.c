// SPDX-License-Identifier: ISC
//
// ours: answers a file of queries from a book, as `bodymap search --queries` does, by class; with
// `typing`, prefixes are words still being typed, as on the results screen.  A line more than the
// peers' has the memory when it rests, as the program does whenever it waits for a key.
//
// usage: ours BOOK QUERIES ROUNDS [typing]

#include "answers.h"
#include "index/cache.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>

struct asked {
	struct searcher *searcher;
	struct arena arena;
	bool typing;
};

static uint32_t answer_query(void *context, enum query_class of, struct str text)
{
	struct asked *asked = context;
	struct search_options options = {.limit = ANSWERS_HITS, .kind = KIND_NONE};
	struct hits hits;
	if (asked->typing && of == QUERY_PREFIX) {
		options.flags = SEARCH_TYPING;
		text.len--; // its star
	}
	search(asked->searcher, text, &options, &asked->arena, &hits);
	for (uint32_t i = 0; i < hits.count; i++)
		search_snippet(asked->searcher, &hits.query, hits.hit[i].section, ANSWERS_COLUMNS,
			       &asked->arena);
	arena_clear(&asked->arena);
	return hits.count;
}

int main(int argc, char **argv)
{
	struct asked asked = {.typing = argc == 5};
	struct err err;
	if (argc < 4 || argc > 5) {
		fputs("usage: ours BOOK QUERIES ROUNDS [typing]\n", stderr);
		return 2;
	}
	struct book *book = book_open_any(argv[1], &err);
	asked.searcher = book ? searcher_open(book, &err) : NULL;
	if (!asked.searcher) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	answers_print(argv[2], atoi(argv[3]), answer_query, &asked);
	arena_release(&asked.arena);
	searcher_rest(asked.searcher);
	answers_print_memory();
	searcher_close(asked.searcher);
	book_close(book);
	return 0;
}
