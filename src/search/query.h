// SPDX-License-Identifier: ISC
//
// query: what a person typed, taken apart.
//
//     words   "a phrase"   word*   -not   a OR b   title:word   in:calf   kind:treatment
//     path:notes/   /regex/
//
// Nothing typed is an error: what cannot be read as an operator is a word (an unclosed quote, a
// field that does not exist), and `notes` says how it was read.

#ifndef BODYMAP_SEARCH_QUERY_H
#define BODYMAP_SEARCH_QUERY_H

#include "base/arena.h"
#include "base/vec.h"
#include "text/word.h"

enum { QUERY_LIMIT = 1024, QUERY_CLAUSES = 64 }; // bytes read, clauses kept

enum clause_kind {
	CLAUSE_WORD,   // optional: adds to the score
	CLAUSE_PREFIX, // word*, or the last word while one types
	CLAUSE_PHRASE, // a condition: the words side by side, in order
	CLAUSE_REGEX,  // a condition on the visible text
	CLAUSE_IN,     // a condition: the page has this region, or one below it
	CLAUSE_KIND,   // a condition: section or page is of this kind
	CLAUSE_PATH,   // a condition: the page's path begins so, or a folder of it does
};

enum clause_field { IN_ANY, IN_TITLE, IN_HEADING };

struct clause {
	enum clause_kind kind;
	enum clause_field field;
	bool not ;               // sections that match are left out
	uint32_t alternative;    // clauses joined by OR share a number; 0 for those that are alone
	struct range source;     // bytes of the query it was read from
	struct str text;         // the word, regex, region, kind or path as typed
	const struct str *forms; // of a word: one; of a phrase: each of its words
	uint32_t nforms;
};

struct query {
	struct str text; // what was typed, clean
	const struct clause *clauses;
	uint32_t nclauses;
	struct str notes; // how something odd was read, one sentence; or empty
};

enum query_flags {
	QUERY_TYPING = 1 << 0, // the last word is a prefix: it is still being typed
	QUERY_REGEX = 1 << 1,  // the whole text is one regex
};

// Never fails.  Everything lives in the arena.
void query_parse(struct str text, unsigned flags, struct arena *arena, struct query *query);

// The query in words, as it was read: `calf and pain*, not knee; in region foot`.
struct str query_explain(const struct query *query, struct arena *arena);

#endif
