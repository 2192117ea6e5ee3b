// SPDX-License-Identifier: ISC

#include "page/article/article.h"

#include <string.h>

#include "base/buf.h"

static bool is_alnum(struct str text, size_t at)
{
	char c = at < text.len ? text.ptr[at] : ' ';
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (unsigned char)c >= 0x80;
}

// Whether the character would be read as a mark where it stands.
static bool is_mark(struct str text, size_t at)
{
	char c = text.ptr[at];
	if (c == '_' || c == '~')
		return !(at && is_alnum(text, at - 1) && is_alnum(text, at + 1));
	if (c == '&')
		return is_alnum(text, at + 1) || str_sub(text, at + 1, at + 2).len == 0 ||
		       text.ptr[at + 1] == '#';
	return strchr("\\`*[]<", c) != NULL;
}

// Whether the text would begin a heading, a quotation, an item or a rule.
static size_t opening_mark(struct str text)
{
	size_t digits = 0;
	while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
		digits++;
	if (digits && digits < text.len && strchr(".)", text.ptr[digits]))
		return digits;
	return text.len && strchr("#>+-=|", text.ptr[0]) ? 0 : SIZE_MAX;
}

static void put_text(struct buf *out, struct str text)
{
	size_t opening = opening_mark(text);
	for (size_t i = 0; i < text.len; i++) {
		if (i == opening || is_mark(text, i))
			buf_char(out, '\\');
		buf_char(out, text.ptr[i]);
	}
}

static void put_quoted(struct buf *out, const char *key, struct str value)
{
	if (!value.len)
		return;
	buf_printf(out, "%s: \"", key);
	for (size_t i = 0; i < value.len; i++) {
		if (strchr("\\\"", value.ptr[i]))
			buf_char(out, '\\');
		buf_char(out, value.ptr[i]);
	}
	buf_add(out, STR("\"\n"));
}

static void put_content(struct buf *out, const struct article_line *line)
{
	if (line->term.len) {
		buf_add(out, STR("**"));
		put_text(out, line->term);
		buf_add(out, line->text.len ? STR(":** ") : STR(":**"));
	}
	put_text(out, line->text);
	buf_char(out, '\n');
}

// How a line is put: what stands before it, and how far items below it are moved to the right.
struct writer {
	struct buf out;
	size_t indent;
	bool in_list;
};

static void put_item(struct writer *writer, const struct article_line *line)
{
	struct str mark = line->kind == ARTICLE_NUMBERED ? line->mark : STR("-");
	bool inner = line->depth > 1 && writer->in_list;
	if (!writer->in_list || (line->loose && !inner))
		buf_char(&writer->out, '\n');
	if (inner)
		buf_fill(&writer->out, ' ', writer->indent);
	else
		writer->indent = mark.len + 1;
	buf_printf(&writer->out, "%.*s ", STR_ARG(mark));
	put_content(&writer->out, line);
	writer->in_list = true;
}

static void put_line(struct writer *writer, const struct article_line *line)
{
	switch (line->kind) {
	case ARTICLE_TITLE:
	case ARTICLE_CATEGORY:
	case ARTICLE_BYLINE:
		return;
	case ARTICLE_BULLET:
	case ARTICLE_NUMBERED:
		put_item(writer, line);
		return;
	case ARTICLE_HEADING:
	case ARTICLE_QUESTION:
		buf_char(&writer->out, '\n');
		buf_fill(&writer->out, '#', line->depth);
		buf_char(&writer->out, ' ');
		break;
	case ARTICLE_PARAGRAPH:
	case ARTICLE_TERM:
		buf_char(&writer->out, '\n');
		break;
	}
	put_content(&writer->out, line);
	writer->in_list = false;
}

struct str article_markdown(const struct article *article, struct str title, struct arena *arena)
{
	struct writer writer = {0};
	buf_add(&writer.out, STR("---\n"));
	put_quoted(&writer.out, "title", title);
	put_quoted(&writer.out, "category", article->category);
	put_quoted(&writer.out, "byline", article->byline);
	buf_add(&writer.out, STR("---\n\n# "));
	put_text(&writer.out, title);
	buf_char(&writer.out, '\n');
	for (uint32_t i = 0; i < article->lines.count; i++)
		put_line(&writer, &article->lines.at[i]);
	struct str markdown = arena_copy(arena, buf_str(&writer.out));
	buf_release(&writer.out);
	return markdown;
}
