// SPDX-License-Identifier: ISC
//
// article: plain text, as copied from a web page or a letter, made a page of markdown.
//
// Such text has lost its marks: a heading is a short line without a full stop, with something
// longer below it.  What a line is said to be is a guess by rules that are told in article.c;
// nothing is dropped by a guess, and what looks like the furniture of a web page is only pointed
// out.

#ifndef BODYMAP_PAGE_ARTICLE_ARTICLE_H
#define BODYMAP_PAGE_ARTICLE_ARTICLE_H

#include "base/vec.h"

enum article_kind {
	ARTICLE_PARAGRAPH,
	ARTICLE_TITLE,
	ARTICLE_CATEGORY, // a word or two above the title
	ARTICLE_BYLINE,   // who wrote it and how long it takes to read
	ARTICLE_HEADING,
	ARTICLE_QUESTION, // a heading among frequently asked questions
	ARTICLE_BULLET,
	ARTICLE_NUMBERED,
	ARTICLE_TERM, // a paragraph that says what a term means
};

struct article_line {
	enum article_kind kind;
	uint32_t line;   // in the text, from 1
	uint8_t depth;   // of a heading 2 or 3, of a list's item 1 or 2
	bool loose;      // an empty line stands above it
	bool furniture;  // looks like a button or a label of the page it came from
	struct str mark; // of a numbered item: "3."
	struct str term; // what the line is about, without its colon; empty: none
	struct str text; // the rest, white space trimmed
};

struct article {
	struct str title, category, byline; // empty: none
	VEC(struct article_line) lines;     // those that are not empty, in order
};

// Reads valid text.  What it finds lives in the arena.
void article_read(struct str text, struct arena *arena, struct article *article);

// The article as a page: a head with title, category and byline, the title as its first heading,
// and characters that markdown would take for marks escaped.
struct str article_markdown(const struct article *article, struct str title, struct arena *arena);

#endif
