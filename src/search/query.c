// SPDX-License-Identifier: ISC
//
// Two passes.  The first cuts the text into tokens at white space, a token being
//
//     ["-"] [field ":"] ( '"' ... '"' | "/" ... "/" | word ["*"] )
//
// and remembers which follow an OR; the second turns each into clauses.  A token of several words
// ("plantar-flexion", Chinese) gives a clause for each, or, where it must be one thing (negated,
// one of several alternatives), a phrase.

#include "search/query.h"

#include "base/buf.h"
#include "text/utf8.h"

enum token_kind { TOKEN_WORD, TOKEN_QUOTED, TOKEN_REGEX };

struct token {
	enum token_kind kind;
	enum clause_kind condition; // CLAUSE_IN, CLAUSE_KIND, CLAUSE_PATH; else CLAUSE_WORD
	enum clause_field field;
	bool not, star;
	bool or_before;
	struct range source;
	struct str text; // without sign, field, quotes and star
};

struct parser {
	struct arena *arena;
	struct query *query;
	unsigned flags;
	struct str text;
	VEC(struct token) tokens;
	VEC(struct clause) clauses;
	struct buf *notes;
};

static const struct field_name {
	const char *name;
	enum clause_kind condition;
	enum clause_field field;
} fields[] = {
	{"title:", CLAUSE_WORD, IN_TITLE}, {"heading:", CLAUSE_WORD, IN_HEADING},
	{"in:", CLAUSE_IN, IN_ANY},        {"kind:", CLAUSE_KIND, IN_ANY},
	{"path:", CLAUSE_PATH, IN_ANY},
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool ends_token(struct str text, size_t at)
{
	return at >= text.len || is_space(text.ptr[at]);
}

static size_t word_end(struct str text, size_t at)
{
	while (!ends_token(text, at))
		at++;
	return at;
}

static void note(struct parser *parser, const char *before, struct str text, const char *after)
{
	buf_printf(parser->notes, "%s%s%.*s%s", parser->notes->len ? "; " : "", before,
		   STR_ARG(text), after);
}

// The byte behind the slash that closes the regex opened before `at`, or 0.  A slash in the midst
// of a word closes nothing, so that paths stay words.
static size_t regex_end(struct str text, size_t at)
{
	for (size_t i = at; i < text.len; i++) {
		if (text.ptr[i] == '\\')
			i++;
		else if (text.ptr[i] == '/' && i > at && ends_token(text, i + 1))
			return i + 1;
	}
	return 0;
}

static size_t quote_end(struct str text, size_t at)
{
	size_t end = str_find(text, STR("\""), at);
	return end == SIZE_MAX ? 0 : end + 1;
}

// Reads "field:" at `at` into the token; returns the byte behind it.
static size_t read_field(struct parser *parser, size_t at, struct token *token)
{
	struct str rest = str_sub(parser->text, at, word_end(parser->text, at));
	for (size_t i = 0; i < countof(fields); i++) {
		struct str name = str_of(fields[i].name);
		if (rest.len <= name.len || !str_eq_nocase(str_sub(rest, 0, name.len), name))
			continue;
		token->condition = fields[i].condition;
		token->field = fields[i].field;
		return at + name.len;
	}
	return at;
}

static size_t read_word(struct parser *parser, size_t at, struct token *token)
{
	size_t end = word_end(parser->text, at);
	token->text = str_sub(parser->text, at, end);
	if (token->condition == CLAUSE_WORD && str_ends(token->text, STR("*"))) {
		token->star = true;
		token->text.len--;
	}
	return end;
}

static size_t read_quoted(struct parser *parser, size_t at, struct token *token)
{
	size_t end = quote_end(parser->text, at + 1);
	if (!end) {
		if (!(parser->flags & QUERY_TYPING))
			note(parser, "the quote before ",
			     str_sub(parser->text, at + 1, word_end(parser->text, at + 1)),
			     " is not closed");
		return read_word(parser, at + 1, token);
	}
	token->kind = TOKEN_QUOTED;
	token->text = str_sub(parser->text, at + 1, end - 1);
	return end;
}

// Reads one token at `at`, which is no white space; returns the byte behind it.
static size_t read_token(struct parser *parser, size_t at, struct token *token)
{
	struct str text = parser->text;
	*token = (struct token){.condition = CLAUSE_WORD, .source = {(uint32_t)at, 0}};
	if (text.ptr[at] == '-' && !ends_token(text, at + 1)) {
		token->not = true;
		at++;
	}
	at = read_field(parser, at, token);
	size_t regex = 0;
	if (text.ptr[at] == '/' && token->condition == CLAUSE_WORD)
		regex = regex_end(text, at + 1);
	if (regex) {
		token->kind = TOKEN_REGEX;
		token->text = str_sub(text, at + 1, regex - 1);
		at = regex;
	} else if (text.ptr[at] == '"') {
		at = read_quoted(parser, at, token);
	} else {
		at = read_word(parser, at, token);
	}
	token->source.to = (uint32_t)at;
	return at;
}

static void read_tokens(struct parser *parser)
{
	struct str text = parser->text;
	bool or_before = false;
	for (size_t at = 0; at < text.len;) {
		if (is_space(text.ptr[at])) {
			at++;
			continue;
		}
		if (str_eq(str_sub(text, at, word_end(text, at)), STR("OR"))) {
			or_before = parser->tokens.count > 0;
			at += 2;
			continue;
		}
		struct token token;
		at = read_token(parser, at, &token);
		token.or_before = or_before;
		or_before = false;
		*vec_push(parser->arena, &parser->tokens) = token;
	}
}

static struct clause *add_clause(struct parser *parser, const struct token *token,
				 enum clause_kind kind)
{
	if (parser->clauses.count == QUERY_CLAUSES)
		return NULL;
	struct clause *clause = vec_push(parser->arena, &parser->clauses);
	*clause = (struct clause){
		.kind = kind,
		.field = token->field,
		.not = token->not,
		.source = token->source,
		.text = token->text,
	};
	return clause;
}

struct forms {
	VEC(struct str) forms;
	VEC(struct range) text;
};

// The words of a token one by one; joined readings are the search's work (a word may have been
// parted or joined by anyone).
static struct forms token_forms(struct parser *parser, const struct token *token)
{
	struct forms found = {0};
	struct words words = words_of(token->text);
	struct word word;
	while (word_next(&words, &word)) {
		if (word.joined)
			continue;
		*vec_push(parser->arena, &found.forms) =
			arena_copy(parser->arena, (struct str){word.form, word.form_len});
		*vec_push(parser->arena, &found.text) = word.text;
	}
	return found;
}

static void add_phrase(struct parser *parser, const struct token *token, const struct forms *forms)
{
	struct clause *clause = add_clause(parser, token, CLAUSE_PHRASE);
	if (!clause)
		return;
	clause->forms = forms->forms.at;
	clause->nforms = forms->forms.count;
}

static void add_words(struct parser *parser, const struct token *token, const struct forms *forms)
{
	uint32_t base = (uint32_t)(token->text.ptr - parser->text.ptr);
	for (uint32_t i = 0; i < forms->forms.count; i++) {
		bool last = i + 1 == forms->forms.count;
		struct clause *clause = add_clause(
			parser, token, token->star && last ? CLAUSE_PREFIX : CLAUSE_WORD);
		if (!clause)
			return;
		struct range text = forms->text.at[i];
		clause->text = str_sub(token->text, text.from, text.to);
		if (!token->not ) // a word that is left out stands there with its sign
			clause->source = (struct range){base + text.from, base + text.to};
		clause->forms = &forms->forms.at[i];
		clause->nforms = 1;
	}
}

static void add_token(struct parser *parser, const struct token *token, bool alternative)
{
	if (token->kind == TOKEN_REGEX) {
		add_clause(parser, token, CLAUSE_REGEX);
		return;
	}
	if (token->condition != CLAUSE_WORD) {
		add_clause(parser, token, token->condition);
		return;
	}
	struct forms forms = token_forms(parser, token);
	if (!forms.forms.count)
		return;
	bool one_thing = token->not || alternative;
	if (token->kind == TOKEN_QUOTED || (one_thing && forms.forms.count > 1))
		add_phrase(parser, token, &forms);
	else
		add_words(parser, token, &forms);
}

static void add_tokens(struct parser *parser)
{
	uint32_t group = 0;
	for (uint32_t i = 0; i < parser->tokens.count; i++) {
		const struct token *token = &parser->tokens.at[i];
		bool or_after = i + 1 < parser->tokens.count && token[1].or_before;
		bool alternative = token->or_before || or_after;
		uint32_t before = parser->clauses.count;
		add_token(parser, token, alternative);
		group += or_after && !token->or_before;
		if (alternative && before < parser->clauses.count)
			parser->clauses.at[before].alternative = group;
	}
	if (parser->clauses.count == QUERY_CLAUSES)
		note(parser, "only the first 64 words were read", STR(""), "");
}

// While one types, the last word is the beginning of a word, unless it was ended by a space.
static void open_last_word(struct parser *parser)
{
	if (!parser->clauses.count || is_space(parser->text.ptr[parser->text.len - 1]))
		return;
	struct clause *last = &parser->clauses.at[parser->clauses.count - 1];
	if (last->kind == CLAUSE_WORD && last->source.to == parser->text.len)
		last->kind = CLAUSE_PREFIX;
}

static struct str cut_to_limit(struct str text)
{
	size_t to = text.len < QUERY_LIMIT ? text.len : QUERY_LIMIT;
	while (to < text.len && to > 0 && ((unsigned char)text.ptr[to] & 0xc0) == 0x80)
		to--;
	return str_sub(text, 0, to);
}

static void add_whole_regex(struct parser *parser)
{
	struct token token = {.source = {0, (uint32_t)parser->text.len}, .text = parser->text};
	if (str_trim(parser->text).len)
		add_clause(parser, &token, CLAUSE_REGEX);
}

void query_parse(struct str text, unsigned flags, struct arena *arena, struct query *query)
{
	struct buf notes = {0};
	struct parser parser = {.arena = arena, .query = query, .flags = flags, .notes = &notes};
	parser.text = cut_to_limit(utf8_clean(arena, arena_copy(arena, text)));
	if (parser.text.len == QUERY_LIMIT)
		note(&parser, "only the first 1024 bytes were read", STR(""), "");
	if (flags & QUERY_REGEX) {
		add_whole_regex(&parser);
	} else {
		read_tokens(&parser);
		add_tokens(&parser);
	}
	if ((flags & QUERY_TYPING) && !(flags & QUERY_REGEX))
		open_last_word(&parser);
	*query = (struct query){
		.text = parser.text,
		.clauses = parser.clauses.at,
		.nclauses = parser.clauses.count,
		.notes = arena_copy(arena, buf_str(&notes)),
	};
	buf_release(&notes);
}

static void explain_clause(const struct clause *clause, struct buf *out)
{
	static const char *const before[] = {
		[CLAUSE_WORD] = "",
		[CLAUSE_PREFIX] = "",
		[CLAUSE_PHRASE] = "\"",
		[CLAUSE_REGEX] = "/",
		[CLAUSE_IN] = "in region ",
		[CLAUSE_KIND] = "of kind ",
		[CLAUSE_PATH] = "under path ",
	};
	static const char *const after[] = {
		[CLAUSE_WORD] = "",   [CLAUSE_PREFIX] = "*", [CLAUSE_PHRASE] = "\"",
		[CLAUSE_REGEX] = "/", [CLAUSE_IN] = "",      [CLAUSE_KIND] = "",
		[CLAUSE_PATH] = "",
	};
	static const char *const in[] = {
		[IN_ANY] = "", [IN_TITLE] = " in the title", [IN_HEADING] = " in the heading"};
	buf_printf(out, "%s%s%.*s%s%s", clause->not ? "not " : "", before[clause->kind],
		   STR_ARG(clause->text), after[clause->kind], in[clause->field]);
}

struct str query_explain(const struct query *query, struct arena *arena)
{
	struct buf out = {0};
	for (uint32_t i = 0; i < query->nclauses; i++) {
		const struct clause *clause = &query->clauses[i];
		if (i) {
			bool same = clause->alternative &&
				    clause->alternative == clause[-1].alternative;
			buf_add(&out, same ? STR(" or ") : STR(", "));
		}
		explain_clause(clause, &out);
	}
	struct str text = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return text;
}
