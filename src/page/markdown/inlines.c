// SPDX-License-Identifier: ISC

#include "page/markdown/inlines.h"

#include <string.h>

void inlines_start(struct inlines *inlines, struct builder *builder)
{
	memset(inlines, 0, sizeof *inlines);
	inlines->builder = builder;
	inlines->link = DOC_NONE;
}

static void count(struct inlines *inlines, uint32_t *depths, enum span_style bit, bool open)
{
	unsigned index = 0;
	while (1u << index != (unsigned)bit)
		index++;
	if (open)
		depths[index]++;
	else if (depths[index])
		depths[index]--;
	inlines->tags |= depths == inlines->tagged;
	if (inlines->marked[index] || inlines->tagged[index])
		inlines->style |= bit;
	else
		inlines->style &= ~(uint32_t)bit;
}

void inlines_mark(struct inlines *inlines, enum span_style bit, bool open)
{
	count(inlines, inlines->marked, bit, open);
}

static bool in_image(const struct inlines *inlines)
{
	return inlines->style & SPAN_IMAGE;
}

void inlines_link(struct inlines *inlines, struct str target)
{
	struct builder *builder = inlines->builder;
	if (in_image(inlines))
		return;
	inlines->link = builder_link(builder, (struct link){.target = target, .note = DOC_NONE});
	inlines->tag_link = false;
}

void inlines_link_end(struct inlines *inlines)
{
	if (!in_image(inlines))
		inlines->link = DOC_NONE;
}

void inlines_image(struct inlines *inlines, struct str target)
{
	struct builder *builder = inlines->builder;
	if (!in_image(inlines)) {
		inlines->image_from = builder->len;
		uint32_t link = builder_link(
			builder, (struct link){.target = target, .note = DOC_NONE, .image = true});
		inlines->image_link = inlines->link == DOC_NONE;
		if (inlines->image_link)
			inlines->link = link;
	}
	inlines_mark(inlines, SPAN_IMAGE, true);
}

void inlines_image_end(struct inlines *inlines, struct str target)
{
	inlines_mark(inlines, SPAN_IMAGE, false);
	if (in_image(inlines))
		return;
	if (inlines->builder->len == inlines->image_from)
		inlines_text(inlines, target, SPAN_IMAGE);
	if (inlines->image_link)
		inlines->link = DOC_NONE;
}

// What a tag asked for before the text that comes now.
static void begin_line(struct inlines *inlines)
{
	struct builder *builder = inlines->builder;
	bool empty = builder->len == builder->run.text;
	if (!empty && builder->text[builder->len - 1] != '\n')
		builder_hard_break(builder, 0, DOC_NONE);
	if (inlines->item_due)
		builder_text(builder, STR("• "), 0, DOC_NONE);
	inlines->line_due = inlines->item_due = false;
}

void inlines_text(struct inlines *inlines, struct str text, uint32_t extra_style)
{
	while (inlines->after_break && str_starts(text, STR(" ")))
		text = str_sub(text, 1, text.len);
	if (!text.len)
		return;
	inlines->after_break = false;
	if (inlines->line_due && str_trim(text).len)
		begin_line(inlines);
	builder_text(inlines->builder, text, inlines->style | extra_style, inlines->link);
}

void inlines_break(struct inlines *inlines, bool hard)
{
	if (hard)
		builder_hard_break(inlines->builder, inlines->style, inlines->link);
	else
		builder_soft_break(inlines->builder, inlines->style, inlines->link);
}

static void image_tag(struct inlines *inlines, const struct html_token *tag)
{
	struct arena *arena = inlines->builder->arena;
	struct str alt, source;
	if (!html_attribute(tag->attributes, STR("src"), &source))
		source = STR("");
	if (!html_attribute(tag->attributes, STR("alt"), &alt))
		alt = STR("");
	source = html_decode(arena, source);
	inlines_image(inlines, source);
	inlines_text(inlines, html_decode(arena, alt), 0);
	inlines_image_end(inlines, source);
}

static void link_tag(struct inlines *inlines, const struct html_token *tag)
{
	struct str target;
	if (tag->closes) {
		if (inlines->tag_link)
			inlines_link_end(inlines);
		inlines->tag_link = false;
	} else if ((inlines->link == DOC_NONE || inlines->tag_link) && !in_image(inlines) &&
		   html_attribute(tag->attributes, STR("href"), &target)) {
		inlines_link(inlines, html_decode(inlines->builder->arena, target));
		inlines->tag_link = true;
	}
}

void inlines_tag(struct inlines *inlines, const struct html_token *tag)
{
	switch (tag->tag) {
	case TAG_A:
		link_tag(inlines, tag);
		break;
	case TAG_BR:
		inlines_break(inlines, true);
		inlines->after_break = true;
		break;
	case TAG_CODE:
		count(inlines, inlines->tagged, SPAN_CODE, !tag->closes);
		break;
	case TAG_DEL:
		count(inlines, inlines->tagged, SPAN_STRIKE, !tag->closes);
		break;
	case TAG_EM:
		count(inlines, inlines->tagged, SPAN_EMPH, !tag->closes);
		break;
	case TAG_STRONG:
		count(inlines, inlines->tagged, SPAN_STRONG, !tag->closes);
		break;
	case TAG_IMG:
		image_tag(inlines, tag);
		break;
	case TAG_HIDDEN: // in the midst of text it is one that is talked about, as on GitHub
		inlines_text(inlines, tag->text, 0);
		break;
	case TAG_CELL:
		if (!tag->closes && inlines->builder->len > inlines->builder->run.text &&
		    !inlines->line_due)
			inlines_text(inlines, STR(" | "), 0);
		break;
	case TAG_LI:
		inlines->item_due = !tag->closes;
		inlines->line_due = true;
		break;
	case TAG_LINE:
	case TAG_PARTS:
	case TAG_PRE:
	case TAG_HR:
	case TAG_HEADING:
	case TAG_DETAILS:
	case TAG_SUMMARY:
		inlines->line_due = true;
		break;
	case TAG_OTHER:
		break;
	}
}

void inlines_end(struct inlines *inlines)
{
	for (unsigned i = 0; inlines->tags && i < INLINE_STYLES; i++) {
		while (inlines->tagged[i])
			count(inlines, inlines->tagged, 1u << i, false);
	}
	inlines->tags = false;
	if (inlines->tag_link)
		inlines->link = DOC_NONE;
	inlines->after_break = false;
	inlines->tag_link = inlines->line_due = inlines->item_due = false;
}

void inlines_html(struct inlines *inlines, struct str text)
{
	struct html html = {.rest = text};
	struct html_token token;
	while (html_next(&html, &token)) {
		if (!token.is_text)
			inlines_tag(inlines, &token);
	}
}
