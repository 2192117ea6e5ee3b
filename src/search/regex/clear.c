// SPDX-License-Identifier: ISC
//
// What hides text is one of these, and there the stretch ends:
//
//     <tag>, <!-- -->         raw HTML; of <script> and its like all that follows
//     ](target "title")       behind a link's text, or [label] in its place
//     [[page|text]], [^1]     a wiki link, a footnote's mark
//     [label]: target         at the beginning of a line, as a footnote's text, which is moved
//     1. - > # | ```cpp       at the beginning of a line, up to the first letter
//
// Other marks vanish alone, so that a stretch ends at each of them.  Nothing but a comment or raw
// HTML of some kinds goes on over an empty line.

#include "search/regex/clear.h"

#include <string.h>

enum { TEXT = 1 << 0, HEAD = 1 << 1 };

#define T TEXT
#define H HEAD
#define B (TEXT | HEAD)

// By byte: printable ASCII without the marks of markdown, and what may stand before the first
// letter of a line.
static const unsigned char kinds[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, H, 0, 0, 0, 0, 0, 0, // tab
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, //
	H, 0, T, H, T, T, 0, T, T, B, H, B, T, B, B, T, //  !"#$%&'()*+,-./
	B, B, B, B, B, B, B, B, B, B, B, T, 0, B, H, T, // 0-9 :;<=>?
	T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, // @ A-O
	T, T, T, T, T, T, T, T, T, T, T, 0, 0, 0, 0, 0, // P-Z [\]^_
	0, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, // ` a-o
	T, T, T, T, T, T, T, T, T, T, T, T, H, T, 0, 0, // p-z {|}~
};

#undef T
#undef H
#undef B

static bool is_kind(char c, unsigned char kind)
{
	return kinds[(unsigned char)c] & kind;
}

static bool is_text(char c)
{
	return is_kind(c, TEXT);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static char byte_at(const struct clear *clear, size_t at)
{
	return at < clear->source.len ? clear->source.ptr[at] : '\0';
}

static struct str rest(const struct clear *clear, size_t from)
{
	return str_sub(clear->source, from, clear->source.len);
}

static void finish(struct clear *clear)
{
	clear->at = clear->source.len;
}

// Whether what begins with this '<' may go on over empty lines.
static bool is_long(const struct clear *clear, size_t at)
{
	static const char *const names[] = {"script", "style", "template", "pre", "textarea"};
	char c = byte_at(clear, at + 1);
	at += c == '/' ? 2 : 1;
	for (size_t i = 0; i < countof(names); i++) {
		struct str name = str_of(names[i]);
		if (str_eq_nocase(str_sub(clear->source, at, at + name.len), name))
			return true;
	}
	return c == '!' || c == '?';
}

// To the next empty line.
static void pass_paragraph(struct clear *clear)
{
	size_t end = str_find(clear->source, STR("\n\n"), clear->at);
	if (end == SIZE_MAX || clear->refers) {
		finish(clear);
		return;
	}
	for (size_t at = clear->at; at < end; at++) {
		if (clear->source.ptr[at] == '<' && is_long(clear, at)) {
			finish(clear);
			return;
		}
	}
	clear->at = end;
}

// The first of the bytes in `ends` at or behind `at`, or the end.
static size_t find_any(const struct clear *clear, size_t at, const char *ends)
{
	while (at < clear->source.len && !strchr(ends, clear->source.ptr[at]))
		at++;
	return at;
}

// What stands before the first letter of a line.
static void pass_head(struct clear *clear)
{
	while (is_kind(byte_at(clear, clear->at), HEAD))
		clear->at++;
	char c = byte_at(clear, clear->at);
	clear->inside = true;
	if (c == '[' && clear->refers)
		finish(clear);
	else if (str_starts(rest(clear, clear->at), STR("```")) ||
		 str_starts(rest(clear, clear->at), STR("~~~"))) {
		clear->at = find_any(clear, clear->at, "<[]\r\n");
		if (!is_line_end(byte_at(clear, clear->at)))
			pass_paragraph(clear);
	}
}

// Behind the tag that begins here, when it is plain to see; else 0.
static size_t tag_end(const struct clear *clear, size_t at)
{
	char quote = '\0';
	for (at++; at < clear->source.len; at++) {
		char c = clear->source.ptr[at];
		if (c == '>' && !quote)
			return at + 1;
		if (c == '<' || c == '>' || c == '[' || c == ']' || is_line_end(c))
			return 0;
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
	}
	return 0;
}

static void pass_tag(struct clear *clear)
{
	char c = byte_at(clear, clear->at + 1);
	if (!is_letter(c) && c != '/' && c != '!' && c != '?') {
		clear->at++;
		return;
	}
	size_t end = tag_end(clear, clear->at);
	if (is_long(clear, clear->at))
		finish(clear);
	else if (end)
		clear->at = end;
	else
		pass_paragraph(clear);
}

// "](target)" or "][label]", of which the last bracket may begin another.
static void pass_close(struct clear *clear)
{
	char opener = byte_at(clear, clear->at + 1);
	if (opener != '(' && opener != '[') {
		clear->at++;
		return;
	}
	size_t end = find_any(clear, clear->at + 2, opener == '(' ? "()[]<\\ \t\r\n" : "[]<\\\r\n");
	if (byte_at(clear, end) == (opener == '(' ? ')' : ']'))
		clear->at = end + (opener == '(');
	else
		pass_paragraph(clear);
}

// Whether any of `bytes` stands between here and the next empty line.
static bool is_ahead(struct clear *clear, const char *bytes)
{
	size_t at = clear->at > clear->harmless ? clear->at : clear->harmless;
	for (; at < clear->source.len; at++) {
		char c = clear->source.ptr[at];
		if (c == '\n' && byte_at(clear, at + 1) == '\n')
			break;
		if (strchr(bytes, c))
			return true;
	}
	clear->harmless = at;
	return false;
}

// Wiki links and footnotes' marks are seen when other marks have gone: "[*[page|*text]]" is one.  What
// is not a footnote's mark as it is written, and may be one of the two then, hides the paragraph.
static void pass_open(struct clear *clear)
{
	char c = byte_at(clear, clear->at + 1);
	size_t end = c == '^' ? find_any(clear, clear->at + 2, "[]< \r\n") : 0;
	if (c == ' ' || is_line_end(c) || is_text(c))
		clear->at++;
	else if (end && byte_at(clear, end) == ']')
		clear->at = end;
	else if (is_ahead(clear, clear->refers ? "|&^" : "|&"))
		pass_paragraph(clear);
	else
		clear->at++;
}

// "&amp;"
static void pass_entity(struct clear *clear)
{
	char c = byte_at(clear, ++clear->at);
	while (is_letter(c) || (c >= '0' && c <= '9') || c == '#')
		c = byte_at(clear, ++clear->at);
	clear->at += c == ';';
}

static void pass_mark(struct clear *clear)
{
	switch (clear->source.ptr[clear->at]) {
	case '\n':
	case '\r':
		clear->at++;
		clear->inside = false;
		break;
	case '<':
		pass_tag(clear);
		break;
	case '&':
		pass_entity(clear);
		break;
	case '[':
		pass_open(clear);
		break;
	case ']':
		pass_close(clear);
		break;
	default:
		clear->at++;
	}
}

// Behind the text at `at`, with single spaces in it.
static size_t text_end(const struct clear *clear, size_t at)
{
	const char *text = clear->source.ptr;
	size_t len = clear->source.len;
	while (at < len && is_text(text[at])) {
		do
			at++;
		while (at < len && is_text(text[at]));
		at += at + 1 < len && text[at] == ' ' && is_text(text[at + 1]);
	}
	return at;
}

bool clear_next(struct clear *clear, struct str *stretch)
{
	while (clear->at < clear->source.len) {
		if (!clear->inside) {
			pass_head(clear);
			continue;
		}
		size_t from = clear->at;
		clear->at = text_end(clear, from);
		if (clear->at > from) {
			*stretch = str_sub(clear->source, from, clear->at);
			return true;
		}
		pass_mark(clear);
	}
	return false;
}
