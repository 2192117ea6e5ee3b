// SPDX-License-Identifier: ISC

#include "page/markdown/html_block.h"

#include <string.h>

struct html_reader {
	struct inlines *inlines;
	struct builder *builder;
	struct html html;
	const char *counted; // line ends before this are in `line`
	uint32_t line;
	bool open; // a block is open and takes text
	bool code; // it is a <pre>
	enum block_kind kind;
	bool space, feed; // white space since the last word; with a line end in it
};

static uint32_t line_now(struct html_reader *reader)
{
	for (; reader->counted < reader->html.rest.ptr; reader->counted++)
		reader->line += *reader->counted == '\n';
	return reader->line;
}

static void begin(struct html_reader *reader, enum block_kind kind, uint8_t level)
{
	if (kind == BLOCK_HEADING)
		builder_heading(reader->builder, level, line_now(reader));
	else
		builder_block(reader->builder, kind, line_now(reader));
	builder_run(reader->builder);
	reader->open = true;
	reader->code = kind == BLOCK_CODE;
	reader->kind = kind;
	reader->space = reader->feed = false;
}

static void end(struct html_reader *reader)
{
	if (!reader->open)
		return;
	struct builder *builder = reader->builder;
	bool empty = builder->len == builder->run.text;
	inlines_end(reader->inlines);
	if (reader->code && !empty && builder->text[builder->len - 1] == '\n')
		builder_cut_run(builder, 0, builder->len - builder->run.text - 1);
	builder_run_end(builder, reader->code);
	builder_block_end(builder);
	if (empty && reader->kind == BLOCK_HTML) {
		builder->links.count = builder->run.links;
		builder->blocks.count--;
	}
	reader->open = false;
}

static void need(struct html_reader *reader)
{
	if (!reader->open)
		begin(reader, BLOCK_HTML, 0);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// White space before a word, as the one space or line end it comes to.
static void put_space(struct html_reader *reader)
{
	struct builder *builder = reader->builder;
	bool due = reader->space && builder->len > builder->run.text &&
		   builder->text[builder->len - 1] != '\n' && !reader->inlines->line_due;
	if (due && reader->feed)
		builder_soft_break(builder, reader->inlines->style | SPAN_HTML,
				   reader->inlines->link);
	else if (due)
		inlines_text(reader->inlines, STR(" "), SPAN_HTML);
	reader->space = reader->feed = false;
}

static void put_words(struct html_reader *reader, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		if (is_blank(text.ptr[at])) {
			reader->feed |= text.ptr[at] == '\n';
			reader->space = true;
			at++;
			continue;
		}
		while (at < text.len && !is_blank(text.ptr[at]))
			at++;
		need(reader);
		put_space(reader);
		inlines_text(reader->inlines, str_sub(text, from, at), SPAN_HTML);
	}
}

static void put_text(struct html_reader *reader, struct str text)
{
	struct builder *builder = reader->builder;
	text = html_decode(builder->arena, text);
	if (!reader->open || !reader->code) {
		put_words(reader, text);
		return;
	}
	bool first = builder->len == builder->run.text;
	if (first && str_starts(text, STR("\n")))
		text = str_sub(text, 1, text.len);
	builder_text(builder, text, SPAN_CODE | SPAN_HTML, DOC_NONE);
}

static void details_tag(struct html_reader *reader, const struct html_token *tag)
{
	if (tag->closes)
		builder_close(reader->builder, CONTAINER_DETAILS);
	else
		builder_open(reader->builder, (struct container){.kind = CONTAINER_DETAILS,
								 .number = DOC_NONE,
								 .tight = true});
}

// Tags that end the block before them.  False for any other.
static bool block_tag(struct html_reader *reader, const struct html_token *tag)
{
	switch ((int)tag->tag) {
	case TAG_PARTS:
		end(reader);
		return true;
	case TAG_DETAILS:
		end(reader);
		details_tag(reader, tag);
		return true;
	case TAG_SUMMARY:
		end(reader);
		if (!tag->closes)
			begin(reader, BLOCK_SUMMARY, 0);
		return true;
	case TAG_HEADING:
		end(reader);
		if (!tag->closes)
			begin(reader, BLOCK_HEADING, tag->level);
		return true;
	case TAG_PRE:
		end(reader);
		if (!tag->closes)
			begin(reader, BLOCK_CODE, 0);
		return true;
	case TAG_HR:
		end(reader);
		builder_block(reader->builder, BLOCK_RULE, line_now(reader));
		builder_block_end(reader->builder);
		return true;
	case TAG_HIDDEN:
		if (!tag->closes)
			html_skip(&reader->html, tag->name);
		return true;
	default:
		return false;
	}
}

static void put_tag(struct html_reader *reader, const struct html_token *tag)
{
	if ((reader->open && reader->code && tag->tag != TAG_PRE && tag->tag != TAG_HIDDEN) ||
	    block_tag(reader, tag))
		return;
	if (tag->tag == TAG_IMG || (tag->tag == TAG_A && !tag->closes))
		need(reader);
	if (reader->open)
		put_space(reader);
	if (reader->open || tag->tag == TAG_LI)
		inlines_tag(reader->inlines, tag);
}

void html_block_add(struct inlines *inlines, struct str html, uint32_t line)
{
	struct html_reader reader = {.inlines = inlines,
				     .builder = inlines->builder,
				     .html = {.rest = html},
				     .counted = html.ptr,
				     .line = line};
	struct html_token token;
	inlines->line_due = inlines->item_due = false;
	while (html_next(&reader.html, &token)) {
		if (token.is_text)
			put_text(&reader, token.text);
		else
			put_tag(&reader, &token);
	}
	end(&reader);
	inlines->line_due = inlines->item_due = false;
}
