// SPDX-License-Identifier: ISC
//
// The rules, in the order in which they are tried on a line:
//
//  1. An item of a list begins with a bullet, a hyphen, a star or a number and a space; four columns
//     of indentation make it one of the second level.
//  2. "By ... min read" is a byline.
//  3. Heading: at most 90 characters, begins with a capital, no full stop inside, no .!," at the
//     end; below it an item, or a line that is longer than itself and has 40 characters, or another
//     heading.  With a colon at its end it leads in to what follows, unless it is four words in
//     title case.
//  4. "Term: text." with at most five words of title case before the colon is a paragraph about a
//     term; an item may have a term of any case.
//  5. Of two headings at the top the first, if it is short, is a category and the second the title;
//     one alone is the title; text that begins with a sentence has none.
//  6. Below "Frequently asked questions" a heading that ends in a question mark is a question.
//  7. Headings in a row that each have a list right below them stand one level below the others.

#include "page/article/article.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

enum {
	HEADING_MOST = 90, // characters
	BODY_LEAST = 40,
	TERM_MOST = 60,
	TERM_WORDS = 5,
	LEAD_WORDS = 4,
	CATEGORY_WORDS = 3,
	WRAPPED_MOST = 100, // characters of the longest line, where paragraphs are broken by hand
	WRAPPED_LEAST = 45, // of a line that goes on in the next
};

static uint32_t count_characters(struct str text)
{
	uint32_t count = 0;
	for (size_t at = 0; at < text.len; count++)
		utf8_next(text, &at);
	return count;
}

static bool is_space(struct str text, size_t at)
{
	size_t next = at;
	return at < text.len && (strchr(" \t\r", text.ptr[at]) ||
				 unicode_kind(utf8_next(text, &next)) == UNICODE_SPACE);
}

// Without white space at both ends, no-break spaces among it.
static struct str trim(struct str text)
{
	size_t from = 0, to = text.len;
	while (is_space(text, from))
		utf8_next(text, &from);
	while (to > from) {
		size_t before = to;
		utf8_prev(text, &before);
		if (!is_space(text, before))
			break;
		to = before;
	}
	return str_sub(text, from, to);
}

static bool begins_with_capital(struct str text)
{
	size_t at = 0;
	uint32_t cp = text.len ? utf8_next(text, &at) : 0;
	return unicode_kind(cp) == UNICODE_LETTER && unicode_lower(cp) != cp;
}

static bool ends_in(struct str text, const char *characters)
{
	return text.len && strchr(characters, text.ptr[text.len - 1]);
}

static bool word_take(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	size_t len = 0;
	while (len < rest->len && rest->ptr[len] != ' ')
		len++;
	*word = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len, rest->len);
	return len > 0;
}

static uint32_t count_words(struct str text)
{
	uint32_t count = 0;
	struct str word;
	while (word_take(&text, &word))
		count++;
	return count;
}

// Every word but the small ones begins with a capital.
static bool is_title_case(struct str text)
{
	static const char *const small[] = {"a",  "an", "and", "as", "at",  "by", "for", "from",
					    "in", "of", "on",  "or", "the", "to", "with"};
	struct str word;
	bool first = true;
	while (word_take(&text, &word)) {
		bool is_small = false;
		for (size_t i = 0; i < countof(small) && !first; i++)
			is_small |= str_eq(word, str_of(small[i]));
		if (!is_small && !begins_with_capital(word))
			return false;
		first = false;
	}
	return true;
}

// ---- lines ----

// The marker of an item and the white space behind it; 0 when the line has none.
static size_t marker_length(struct str text, bool *numbered)
{
	static const struct str bullet = {"\xe2\x80\xa2", 3};
	size_t len = 0;
	*numbered = false;
	if (str_starts(text, bullet)) {
		len = bullet.len;
	} else if (text.len && strchr("-*+", text.ptr[0])) {
		len = 1;
	} else {
		while (len < text.len && len < 4 && text.ptr[len] >= '0' && text.ptr[len] <= '9')
			len++;
		*numbered = len > 0;
		if (!len || len >= text.len || !strchr(".)", text.ptr[len]))
			return 0;
		len++;
	}
	size_t end = len;
	while (is_space(text, end))
		utf8_next(text, &end);
	return end > len && end < text.len ? end : 0;
}

static uint32_t indentation(struct str line)
{
	uint32_t columns = 0;
	for (size_t at = 0; is_space(line, at); utf8_next(line, &at))
		columns += line.ptr[at] == '\t' ? 4 : 1;
	return columns;
}

static void read_line(struct str line, struct article_line *read)
{
	struct str text = trim(line);
	bool numbered;
	size_t marker = marker_length(text, &numbered);
	read->text = trim(str_sub(text, marker, text.len));
	if (!marker)
		return;
	read->kind = numbered ? ARTICLE_NUMBERED : ARTICLE_BULLET;
	read->depth = indentation(line) >= 4 ? 2 : 1;
	if (numbered)
		read->mark = trim(str_sub(text, 0, marker));
}

static bool begins_small(struct str text)
{
	return text.len && text.ptr[0] >= 'a' && text.ptr[0] <= 'z';
}

// Whether paragraphs are broken by hand, so that a line may go on in the next: no line is long, and
// one that is not short is followed by the rest of its sentence.
static bool is_wrapped(struct str text)
{
	uint32_t before = 0;
	bool found = false;
	struct str line;
	while (str_line(&text, &line)) {
		uint32_t count = count_characters(line);
		if (count > WRAPPED_MOST)
			return false;
		found |= before >= WRAPPED_LEAST && begins_small(trim(line));
		before = count;
	}
	return found;
}

// Whether a line belongs to the one before it, which has `length` characters.
static bool goes_on(const struct article_line *line, uint32_t length)
{
	return !line->loose && line->kind == ARTICLE_PARAGRAPH && length >= WRAPPED_LEAST;
}

// Lines may end as on an old Mac; str_line knows the other two ways.
static struct str end_lines(struct str text, struct arena *arena)
{
	char *copy = arena_bytes(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		bool lone = text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n');
		copy[i] = lone ? '\n' : text.ptr[i];
	}
	return (struct str){copy, text.len};
}

static void read_lines(struct str text, struct arena *arena, struct article *article)
{
	bool wrapped = is_wrapped(text), loose = true;
	uint32_t number = 0, length = 0; // of the line before
	struct str line;
	while (str_line(&text, &line)) {
		struct article_line read = {.line = ++number, .loose = loose};
		read_line(line, &read);
		loose = !read.text.len;
		if (loose)
			continue;
		struct article_line *before =
			article->lines.count ? &article->lines.at[article->lines.count - 1] : NULL;
		if (wrapped && before && goes_on(&read, length))
			before->text = arena_printf(arena, "%.*s %.*s", STR_ARG(before->text),
						    STR_ARG(read.text));
		else
			*vec_push(arena, &article->lines) = read;
		length = count_characters(line);
	}
}

// ---- terms ----

static struct str without_stars(struct str text)
{
	if (text.len > 4 && str_starts(text, STR("**")) && str_ends(text, STR("**")))
		return str_sub(text, 2, text.len - 2);
	return text;
}

// What stands before the first colon, and what behind it; false without one.
static bool cut_term(struct str text, struct str *term, struct str *rest)
{
	size_t colon = str_find(text, STR(":"), 0);
	while (colon < text.len && colon + 1 < text.len && text.ptr[colon + 1] != ' ')
		colon = str_find(text, STR(":"), colon + 1);
	if (colon >= text.len)
		return false;
	*term = without_stars(trim(str_sub(text, 0, colon)));
	*rest = trim(str_sub(text, colon + 1, text.len));
	return begins_with_capital(*term) && count_characters(*term) <= TERM_MOST &&
	       str_find(*term, STR("."), 0) == SIZE_MAX;
}

static bool is_item(const struct article_line *line)
{
	return line->kind == ARTICLE_BULLET || line->kind == ARTICLE_NUMBERED;
}

static void find_terms(struct article *article)
{
	for (uint32_t i = 0; i < article->lines.count; i++) {
		struct article_line *line = &article->lines.at[i];
		struct str term, rest;
		if (!cut_term(line->text, &term, &rest))
			continue;
		bool means = line->kind == ARTICLE_PARAGRAPH && count_words(term) <= TERM_WORDS &&
			     is_title_case(term) && ends_in(rest, ".");
		if (!is_item(line) && !means)
			continue;
		if (means)
			line->kind = ARTICLE_TERM;
		line->term = term;
		line->text = rest;
	}
}

// ---- headings ----

static bool is_byline(struct str text)
{
	return str_starts(text, STR("By ")) && str_ends(text, STR("min read"));
}

static bool has_heading_shape(const struct article_line *line)
{
	struct str text = line->text;
	if (line->kind != ARTICLE_PARAGRAPH || count_characters(text) > HEADING_MOST ||
	    str_find(text, STR(". "), 0) != SIZE_MAX || ends_in(text, ".!,\"") ||
	    str_ends(text, STR("\xe2\x80\x9d")) || !begins_with_capital(text))
		return false;
	return !ends_in(text, ":") || (count_words(text) <= LEAD_WORDS && is_title_case(text));
}

static bool has_body(const struct article *article, uint32_t heading)
{
	const struct article_line *line = &article->lines.at[heading], *next = line + 1;
	const struct article_line *end = article->lines.at + article->lines.count;
	if (next < end && next->kind == ARTICLE_BYLINE)
		next++;
	if (next == end)
		return false;
	uint32_t count = count_characters(next->text);
	return is_item(next) || next->kind == ARTICLE_HEADING || next->kind == ARTICLE_TERM ||
	       (count >= BODY_LEAST && count > count_characters(line->text));
}

// From the end, so that what stands below a heading is known.
static void find_headings(struct article *article)
{
	for (uint32_t i = article->lines.count; i--;) {
		struct article_line *line = &article->lines.at[i];
		if (is_byline(line->text))
			line->kind = ARTICLE_BYLINE;
		else if (has_heading_shape(line) && has_body(article, i))
			line->kind = ARTICLE_HEADING;
	}
}

static void find_title(struct article *article)
{
	struct article_line *first = article->lines.at;
	if (!article->lines.count || first->kind != ARTICLE_HEADING)
		return;
	bool two = article->lines.count > 1 && first[1].kind == ARTICLE_HEADING &&
		   count_words(first->text) <= CATEGORY_WORDS;
	struct article_line *title = first + two;
	if (two) {
		first->kind = ARTICLE_CATEGORY;
		article->category = first->text;
	}
	title->kind = ARTICLE_TITLE;
	article->title = title->text;
}

static bool says(struct str text, const char *part)
{
	struct str wanted = str_of(part);
	for (size_t at = 0; at + wanted.len <= text.len; at++) {
		if (str_eq_nocase(str_sub(text, at, at + wanted.len), wanted))
			return true;
	}
	return false;
}

static void find_questions(struct article *article)
{
	bool asked = false;
	for (uint32_t i = 0; i < article->lines.count; i++) {
		struct article_line *line = &article->lines.at[i];
		if (line->kind != ARTICLE_HEADING)
			continue;
		if (asked && ends_in(line->text, "?"))
			line->kind = ARTICLE_QUESTION;
		else
			asked = says(line->text, "frequently asked") || says(line->text, "faq");
	}
}

static bool has_list(const struct article *article, uint32_t heading)
{
	return heading + 1 < article->lines.count && is_item(&article->lines.at[heading + 1]);
}

static void find_levels(struct article *article)
{
	struct article_line *before = NULL;
	bool listed = false,
	     above = false; // of the heading before; whether a second level may begin
	for (uint32_t i = 0; i < article->lines.count; i++) {
		struct article_line *line = &article->lines.at[i];
		if (line->kind == ARTICLE_QUESTION)
			line->depth = 3;
		if (line->kind != ARTICLE_HEADING)
			continue;
		line->depth = 2;
		bool list = has_list(article, i);
		if (list && listed && above)
			before->depth = line->depth = 3;
		above |= !list;
		listed = list;
		before = line;
		if (ends_in(line->text, ":"))
			line->text = trim(str_sub(line->text, 0, line->text.len - 1));
	}
}

// ---- what is not the article's ----

static bool is_label(struct str text)
{
	static const char *const labels[] = {"sign in",     "sign up",   "log in",
					     "get started", "subscribe", "share this"};
	enum { LABEL_WORDS = 8 };
	bool found = false;
	for (size_t i = 0; i < countof(labels); i++)
		found |= says(text, labels[i]);
	return found && count_words(text) <= LABEL_WORDS;
}

static void find_furniture(struct article *article)
{
	for (uint32_t i = 0; i < article->lines.count; i++) {
		struct article_line *line = &article->lines.at[i];
		bool last = i + 1 == article->lines.count;
		if (line->kind != ARTICLE_PARAGRAPH)
			continue;
		line->furniture = is_label(line->text) ||
				  (last && (str_eq_nocase(line->text, STR("source")) ||
					    str_eq_nocase(line->text, STR("sources"))));
	}
}

static void find_byline(struct article *article)
{
	for (uint32_t i = 0; i < article->lines.count && !article->byline.len; i++) {
		if (article->lines.at[i].kind == ARTICLE_BYLINE)
			article->byline = article->lines.at[i].text;
	}
}

void article_read(struct str text, struct arena *arena, struct article *article)
{
	*article = (struct article){0};
	read_lines(end_lines(text, arena), arena, article);
	find_terms(article);
	find_headings(article);
	find_title(article);
	find_byline(article);
	find_questions(article);
	find_levels(article);
	find_furniture(article);
}
