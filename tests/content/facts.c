// SPDX-License-Identifier: ISC
//
// facts: every fact of the articles stands in the built-in book, where the list says.
//
//     facts LIST        lines of FACT <tab> page#section <tab> regex
//
// The regex (without case, dot matches line ends) must match the visible text of that section.

#include "base/file.h"
#include "cmd/embedded.h"
#include "index/book.h"
#include "page/doc.h"
#include "search/regex/pattern.h"

#include <stdio.h>

enum { FACTS = 299 };

struct facts {
	struct book *book;
	struct arena arena;
	uint32_t held, missing;
};

static bool section_text(struct facts *facts, uint32_t page, uint32_t section, struct str *text,
			 struct err *err)
{
	struct book_section shown = book_section(facts->book, section);
	struct str source;
	struct doc doc;
	if (!book_source(facts->book, page, shown.from, shown.to, &facts->arena, &source, err))
		return false;
	doc_parse(source, 1, 0, &facts->arena, &doc);
	*text = doc.text;
	return true;
}

static bool matches(struct str regex, struct str text, struct arena *arena, struct err *err)
{
	struct str whole = arena_printf(arena, "(?s)%.*s", STR_ARG(regex));
	struct pattern *pattern = pattern_new(whole, PATTERN_NOCASE, err);
	if (!pattern)
		return false;
	struct range match;
	pattern_deadline(pattern, 1000);
	bool found = pattern_find(pattern, text, 0, &match);
	pattern_release(pattern);
	return found || err_set(err, "the section does not say it");
}

static bool hold(struct facts *facts, struct str address, struct str regex, struct err *err)
{
	uint32_t page, section;
	struct str text;
	if (!book_locate(facts->book, address, &page, &section) || section == BOOK_NONE)
		return err_set(err, "there is no such section");
	return section_text(facts, page, section, &text, err) &&
	       matches(regex, text, &facts->arena, err);
}

int main(int argc, char **argv)
{
	struct facts facts = {0};
	struct err err = {""};
	struct str list, line;
	if (argc != 2 || !file_read(argv[1], 1 << 20, &facts.arena, &list, NULL, &err)) {
		fprintf(stderr, "facts: %s\n", argc == 2 ? err.text : "wants a list");
		return 2;
	}
	facts.book = book_open_bytes(embedded_book, embedded_book_len, NULL, &err);
	if (!facts.book) {
		fprintf(stderr, "facts: %s\n", err.text);
		return 2;
	}
	while (str_line(&list, &line)) {
		struct str address, regex, fact = str_cut(line, '\t', &address);
		address = str_cut(address, '\t', &regex);
		if (hold(&facts, address, regex, &err)) {
			facts.held++;
			continue;
		}
		facts.missing++;
		printf("%.*s %.*s: %s\n", STR_ARG(fact), STR_ARG(address), err.text);
	}
	printf("%u of %d facts\n", facts.held, FACTS);
	book_close(facts.book);
	arena_release(&facts.arena);
	return facts.missing || facts.held != FACTS;
}
