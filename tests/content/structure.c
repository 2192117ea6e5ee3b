// SPDX-License-Identifier: ISC
//
// structure: what is read from articles, beside what people read from them.
//
//     structure TABLE ARTICLE...
//
// The table has a line for each line of the articles that is not empty: article (the beginning of
// its file's name), line, kind, depth, what is expected, term; see `named` for its kinds.

#include "base/file.h"
#include "page/article/article.h"
#include "text/utf8.h"

#include <stdio.h>

enum { COLUMNS = 6 };
enum column { ARTICLE, LINE, KIND, DEPTH, EXPECTED, TERM };

struct check {
	struct arena arena;
	uint32_t held, failed;
};

// What nothing in a text tells from a paragraph counts as one.
static const struct named {
	const char *name;
	enum article_kind kind;
	bool furniture;
} named[] = {
	{"kicker", ARTICLE_CATEGORY, false},       {"title", ARTICLE_TITLE, false},
	{"byline", ARTICLE_BYLINE, false},         {"heading", ARTICLE_HEADING, false},
	{"faq-question", ARTICLE_QUESTION, false}, {"bullet", ARTICLE_BULLET, false},
	{"bold-bullet", ARTICLE_BULLET, false},    {"numbered", ARTICLE_NUMBERED, false},
	{"term-paragraph", ARTICLE_TERM, false},   {"boilerplate", ARTICLE_PARAGRAPH, true},
};

static struct named kind_called(struct str name)
{
	for (size_t i = 0; i < countof(named); i++) {
		if (str_eq(name, str_of(named[i].name)))
			return named[i];
	}
	return (struct named){"", ARTICLE_PARAGRAPH, false};
}

static bool is_right(const struct article_line *line, const struct str column[COLUMNS])
{
	struct named want = kind_called(column[KIND]);
	uint32_t depth;
	if (line->kind != want.kind || line->furniture != want.furniture ||
	    !str_number(column[DEPTH], 9, &depth))
		return false;
	return (!line->depth || line->depth == depth) && str_eq(line->term, column[TERM]);
}

static const struct article_line *line_at(const struct article *article, uint32_t number)
{
	for (uint32_t i = 0; i < article->lines.count; i++) {
		if (article->lines.at[i].line == number)
			return &article->lines.at[i];
	}
	return NULL;
}

static void check_row(struct check *check, const struct article *article,
		      const struct str column[COLUMNS])
{
	uint32_t number = 0;
	bool known = str_number(column[LINE], 100000, &number);
	const struct article_line *line = line_at(article, number);
	bool blank = str_eq(column[KIND], STR("blank-nbsp"));
	if (known && (line ? !blank && is_right(line, column) : blank)) {
		check->held++;
		return;
	}
	check->failed++;
	printf("%.*s:%u: not read as %.*s\n", STR_ARG(column[ARTICLE]), number,
	       STR_ARG(column[KIND]));
}

static void check_article(struct check *check, struct str name, struct str text, struct str table)
{
	struct article article;
	struct str row;
	article_read(utf8_clean(&check->arena, text), &check->arena, &article);
	while (str_line(&table, &row)) {
		struct str column[COLUMNS];
		for (size_t i = 0; i < COLUMNS; i++)
			column[i] = str_cut(row, '\t', &row);
		if (str_starts(name, column[ARTICLE]))
			check_row(check, &article, column);
	}
}

int main(int argc, char **argv)
{
	struct check check = {0};
	struct err err = {""};
	struct str table, text;
	bool good = argc > 2 && file_read(argv[1], 1 << 20, &check.arena, &table, NULL, &err);
	for (int i = 2; i < argc && good; i++) {
		struct str name = str_of(argv[i]), rest;
		good = file_read(argv[i], 1 << 20, &check.arena, &text, NULL, &err);
		for (str_cut(name, '/', &rest); rest.ptr; str_cut(name, '/', &rest))
			name = rest;
		if (good)
			check_article(&check, name, text, table);
	}
	if (!good) {
		fprintf(stderr, "structure: %s\n",
			argc > 2 ? err.text : "wants table and articles");
		return 2;
	}
	printf("%u of %u lines\n", check.held, check.held + check.failed);
	return check.failed || !check.held;
}
