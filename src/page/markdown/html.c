// SPDX-License-Identifier: ISC
//
// Not a parser of HTML: it never fails and keeps no tree.  Each byte is looked at a bounded number
// of times: a tag, a quote or a comment that is not closed is not looked for again.

#include "page/markdown/html.h"

#include <string.h>

#include "page/markdown/markdown.h"
#include "text/utf8.h"

enum { LONGEST_ENTITY = 32 };

static const struct {
	const char *name;
	enum html_tag tag;
} tags[] = {
	{"a", TAG_A},
	{"address", TAG_PARTS},
	{"article", TAG_PARTS},
	{"aside", TAG_PARTS},
	{"b", TAG_STRONG},
	{"blockquote", TAG_PARTS},
	{"body", TAG_PARTS},
	{"br", TAG_BR},
	{"caption", TAG_LINE},
	{"center", TAG_PARTS},
	{"code", TAG_CODE},
	{"dd", TAG_LINE},
	{"del", TAG_DEL},
	{"details", TAG_DETAILS},
	{"div", TAG_PARTS},
	{"dl", TAG_PARTS},
	{"dt", TAG_LINE},
	{"em", TAG_EM},
	{"fieldset", TAG_PARTS},
	{"figcaption", TAG_PARTS},
	{"figure", TAG_PARTS},
	{"footer", TAG_PARTS},
	{"form", TAG_PARTS},
	{"header", TAG_PARTS},
	{"hr", TAG_HR},
	{"i", TAG_EM},
	{"img", TAG_IMG},
	{"kbd", TAG_CODE},
	{"li", TAG_LI},
	{"main", TAG_PARTS},
	{"nav", TAG_PARTS},
	{"ol", TAG_PARTS},
	{"option", TAG_LINE},
	{"p", TAG_PARTS},
	{"pre", TAG_PRE},
	{"s", TAG_DEL},
	{"samp", TAG_CODE},
	{"script", TAG_HIDDEN},
	{"section", TAG_PARTS},
	{"strike", TAG_DEL},
	{"strong", TAG_STRONG},
	{"style", TAG_HIDDEN},
	{"summary", TAG_SUMMARY},
	{"table", TAG_PARTS},
	{"td", TAG_CELL},
	{"template", TAG_HIDDEN},
	{"th", TAG_CELL},
	{"title", TAG_LINE},
	{"tr", TAG_LINE},
	{"tt", TAG_CODE},
	{"ul", TAG_PARTS},
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void name_tag(struct html_token *token)
{
	struct str name = token->name;
	token->tag = TAG_OTHER;
	if (name.len == 2 && (name.ptr[0] | 0x20) == 'h' && name.ptr[1] >= '1' &&
	    name.ptr[1] <= '6') {
		token->tag = TAG_HEADING;
		token->level = (uint8_t)(name.ptr[1] - '0');
		return;
	}
	for (size_t i = 0; i < countof(tags); i++) {
		if (tags[i].name[0] == (name.ptr[0] | 0x20) &&
		    str_eq_nocase(name, str_of(tags[i].name)))
			token->tag = tags[i].tag;
	}
}

// The byte behind the '>' that ends the tag whose attributes begin at `at`; 0 when there is none.
static size_t tag_end(struct str html, size_t at)
{
	for (; at < html.len; at++) {
		char c = html.ptr[at];
		if (c == '>')
			return at + 1;
		if (c != '"' && c != '\'')
			continue;
		const char *quote = memchr(html.ptr + at + 1, c, html.len - at - 1);
		if (quote)
			at = (size_t)(quote - html.ptr);
	}
	return 0;
}

static bool read_tag(struct html *html, struct html_token *token)
{
	struct str rest = html->rest;
	size_t at = rest.len > 1 && rest.ptr[1] == '/' ? 2 : 1, from = at;
	if (html->text_only || at >= rest.len || !is_letter(rest.ptr[at]))
		return false;
	while (at < rest.len && is_name(rest.ptr[at]))
		at++;
	size_t end = tag_end(rest, at);
	html->text_only = !end;
	if (!end)
		return false;
	*token = (struct html_token){.text = str_sub(rest, 0, end),
				     .closes = from == 2,
				     .name = str_sub(rest, from, at),
				     .attributes = str_sub(rest, at, end - 1)};
	name_tag(token);
	html->rest = str_sub(rest, end, rest.len);
	return true;
}

// Passes over "<!-- -->", "<!X >", "<? ?>" and "<![CDATA[ ]]>"; an open end hides the rest.
static bool pass_over(struct str *rest)
{
	static const struct {
		const char *from, *to;
	} pairs[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
	for (size_t i = 0; i < countof(pairs); i++) {
		struct str from = str_of(pairs[i].from), to = str_of(pairs[i].to);
		if (!str_starts(*rest, from))
			continue;
		// "<!-->" is whole: the end may share the beginning's hyphens.
		size_t end = str_find(*rest, to, i ? from.len : 2);
		*rest = str_sub(*rest, end == SIZE_MAX ? rest->len : end + to.len, rest->len);
		return true;
	}
	return false;
}

bool html_next(struct html *html, struct html_token *token)
{
	struct str *rest = &html->rest;
	while (rest->len && rest->ptr[0] == '<') {
		if (read_tag(html, token))
			return true;
		if (!pass_over(rest))
			break;
	}
	if (!rest->len)
		return false;
	size_t end = str_find(*rest, STR("<"), 1);
	*token = (struct html_token){.is_text = true, .text = str_sub(*rest, 0, end)};
	*rest = str_sub(*rest, token->text.len, rest->len);
	return true;
}

// One attribute off *rest: its name, and its value or "".
static bool next_attribute(struct str *rest, struct str *name, struct str *value)
{
	size_t at = 0;
	struct str s = *rest;
	while (at < s.len && !is_letter(s.ptr[at]))
		at++;
	size_t from = at;
	while (at < s.len && is_name(s.ptr[at]))
		at++;
	*name = str_sub(s, from, at);
	*value = STR("");
	while (at < s.len && is_blank(s.ptr[at]))
		at++;
	if (at < s.len && s.ptr[at] == '=') {
		at++;
		while (at < s.len && is_blank(s.ptr[at]))
			at++;
		char quote = at < s.len ? s.ptr[at] : '\0';
		bool quoted = quote == '"' || quote == '\'';
		from = at += quoted;
		while (at < s.len && (quoted ? s.ptr[at] != quote : !is_blank(s.ptr[at])))
			at++;
		*value = str_sub(s, from, at);
		at += quoted;
	}
	*rest = str_sub(s, at, s.len);
	return name->len > 0;
}

bool html_attribute(struct str attributes, struct str name, struct str *value)
{
	struct str found, rest = attributes;
	while (next_attribute(&rest, &found, value)) {
		if (str_eq_nocase(found, name))
			return true;
	}
	return false;
}

void html_skip(struct html *html, struct str name)
{
	struct str rest = html->rest;
	for (size_t at = 0; (at = str_find(rest, STR("</"), at)) != SIZE_MAX; at += 2) {
		if (!str_eq_nocase(str_sub(rest, at + 2, at + 2 + name.len), name))
			continue;
		size_t end = str_find(rest, STR(">"), at);
		html->rest = str_sub(rest, end == SIZE_MAX ? rest.len : end + 1, rest.len);
		return;
	}
	html->rest = str_sub(rest, rest.len, rest.len);
}

// Decodes "#65", "#x41" or a name into `out`; 0 when it is none.
static size_t decode(struct str name, char out[LONGEST_ENTITY])
{
	uint32_t value = 0;
	if (!name.len || name.ptr[0] != '#')
		return markdown_entity(name, out, LONGEST_ENTITY);
	bool hex = name.len > 1 && (name.ptr[1] | 0x20) == 'x';
	if (name.len == 1 + (size_t)hex || name.len > 9)
		return 0;
	for (size_t i = 1 + (size_t)hex; i < name.len; i++) {
		char c = name.ptr[i], low = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			value = value * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && low >= 'a' && low <= 'f')
			value = value * 16 + (uint32_t)(low - 'a' + 10);
		else
			return 0;
	}
	return utf8_put(value ? value : UTF8_REPLACEMENT, out);
}

struct str html_decode(struct arena *arena, struct str text)
{
	if (str_find(text, STR("&"), 0) == SIZE_MAX)
		return text;
	// Nothing grows by more than what it is written as, but for a few names of five bytes that
	// stand for six.
	char *out = arena_bytes(arena, text.len * 2);
	size_t len = 0;
	for (size_t at = 0; at < text.len; at++) {
		char decoded[LONGEST_ENTITY];
		struct str near = str_sub(text, at + 1, at + 1 + LONGEST_ENTITY), behind;
		struct str name = text.ptr[at] == '&' ? str_cut(near, ';', &behind) : STR("");
		size_t size = name.len && behind.ptr ? decode(name, decoded) : 0;
		if (size) {
			memcpy(out + len, decoded, size);
			len += size;
			at += name.len + 1;
		} else {
			out[len++] = text.ptr[at];
		}
	}
	return (struct str){out, len};
}
