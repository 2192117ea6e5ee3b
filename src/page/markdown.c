// SPDX-License-Identifier: ISC
//
// cmark parses, bounded (page/bound); then one walk with its iterator, never by recursion, hands
// what it meets to the builder in reading order.

#include "page/markdown.h"

#include <cmark.h>
#include <string.h>

#include "page/bound.h"
#include "page/builder.h"
#include "page/lines.h"

enum { LINES_PER_FEED = 32 };

// A list being walked.
struct list {
	uint32_t next; // number of its next item, or DOC_NONE
	char delimiter;
	uint8_t digits;
	bool tight;
};

struct walk {
	struct builder builder;
	struct lines lines;
	uint32_t first_line;
	size_t first_byte;
	cmark_iter *iter;
	VEC(struct list) lists;
	uint32_t style_depth[5]; // how many of each are open: spans nest
	uint32_t style;
	uint32_t link, images; // the link around, or DOC_NONE; images around
	uint32_t image_from;   // where the outermost image's text begins
};

static cmark_mem bounded = {bound_calloc, bound_realloc, bound_free};

// Feeds the text in small parts, so that the clock is looked at while blocks are parsed.
static cmark_node *parse(struct bound *bound, struct str text)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &bounded);
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		for (int i = 0; i < LINES_PER_FEED && end < text.len; i++) {
			const char *feed = memchr(text.ptr + end, '\n', text.len - end);
			end = feed ? (size_t)(feed - text.ptr) + 1 : text.len;
		}
		cmark_parser_feed(parser, text.ptr + at, end - at);
		bound_check(bound);
		at = end;
	}
	return cmark_parser_finish(parser);
}

static uint32_t line_of(const struct walk *walk, cmark_node *node)
{
	return walk->first_line + (uint32_t)cmark_node_get_start_line(node) - 1;
}

// --- containers -------------------------------------------------------------------------------

static uint8_t digits_of(uint32_t number)
{
	uint8_t digits = 1;
	for (; number >= 10; number /= 10)
		digits++;
	return digits;
}

static void enter_list(struct walk *walk, cmark_node *node)
{
	struct list list = {.next = DOC_NONE, .tight = cmark_node_get_list_tight(node)};
	if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
		uint32_t count = 0;
		for (cmark_node *at = cmark_node_first_child(node); at; at = cmark_node_next(at))
			count++;
		list.next = (uint32_t)cmark_node_get_list_start(node);
		list.digits = digits_of(list.next + count - 1);
		list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
	}
	*vec_push(walk->builder.arena, &walk->lists) = list;
}

// The character at which a block begins in the source.
static char first_char(const struct walk *walk, cmark_node *node)
{
	uint32_t at = lines_start(&walk->lines, (uint32_t)cmark_node_get_start_line(node)) +
		      (uint32_t)cmark_node_get_start_column(node) - 1;
	return at < walk->lines.text.len ? walk->lines.text.ptr[at] : '\0';
}

static void enter_item(struct walk *walk, cmark_node *node)
{
	struct list *list = &walk->lists.at[walk->lists.count - 1];
	bool bullet = list->next == DOC_NONE;
	builder_open(&walk->builder, (struct container){.kind = CONTAINER_ITEM,
							.number = list->next,
							.delimiter = bullet ? first_char(walk, node)
									    : list->delimiter,
							.digits = list->digits,
							.tight = list->tight});
	if (!bullet)
		list->next++;
	if (!cmark_node_first_child(node)) { // its bullet is seen all the same
		builder_block(&walk->builder, BLOCK_PARAGRAPH, line_of(walk, node));
		builder_block_end(&walk->builder);
	}
}

// --- blocks of text ---------------------------------------------------------------------------

static void enter_text_block(struct walk *walk, enum block_kind kind, cmark_node *node)
{
	builder_block(&walk->builder, kind, line_of(walk, node));
	builder_run(&walk->builder);
}

static void leave_text_block(struct walk *walk)
{
	builder_run_end(&walk->builder, false);
	builder_block_end(&walk->builder);
}

static bool begins_sections(const struct builder *builder)
{
	for (uint32_t i = 0; i < builder->open.count; i++) {
		uint32_t index = builder->open.at[i];
		if (index == DOC_NONE || builder->containers.at[index].kind != CONTAINER_DETAILS)
			return false;
	}
	return true;
}

static void enter_heading(struct walk *walk, cmark_node *node)
{
	uint8_t level = (uint8_t)cmark_node_get_heading_level(node);
	if (begins_sections(&walk->builder)) {
		uint32_t start =
			lines_start(&walk->lines, (uint32_t)cmark_node_get_start_line(node));
		builder_section(&walk->builder, level, line_of(walk, node),
				(uint32_t)walk->first_byte + start);
	}
	enter_text_block(walk, BLOCK_HEADING, node);
	walk->builder.blocks.at[walk->builder.blocks.count - 1].level = level;
}

static struct str literal(cmark_node *node)
{
	return str_of(cmark_node_get_literal(node));
}

static void code_block(struct walk *walk, cmark_node *node)
{
	struct builder *builder = &walk->builder;
	struct str text = literal(node);
	if (text.len && text.ptr[text.len - 1] == '\n')
		text.len--;
	struct block *block = builder_block(builder, BLOCK_CODE, line_of(walk, node));
	block->info = arena_copy(builder->arena, str_of(cmark_node_get_fence_info(node)));
	builder_run(builder);
	builder_text(builder, text, SPAN_CODE, DOC_NONE);
	builder_run_end(builder, true);
	builder_block_end(builder);
}

// --- inlines ----------------------------------------------------------------------------------

static void style(struct walk *walk, enum span_style bit, bool on)
{
	unsigned index = bit == SPAN_EMPH ? 0 : bit == SPAN_STRONG ? 1 : 4;
	walk->style_depth[index] += on ? 1 : (uint32_t)-1;
	if (walk->style_depth[index])
		walk->style |= bit;
	else
		walk->style &= ~(uint32_t)bit;
}

static struct str kept(struct walk *walk, const char *text)
{
	return arena_copy(walk->builder.arena, str_of(text));
}

static void link_node(struct walk *walk, cmark_node *node, bool enter)
{
	if (walk->images)
		return;
	walk->link = DOC_NONE;
	if (enter)
		walk->link =
			builder_link(&walk->builder,
				     (struct link){.target = kept(walk, cmark_node_get_url(node)),
						   .note = DOC_NONE});
}

static void image_node(struct walk *walk, cmark_node *node, bool enter)
{
	struct builder *builder = &walk->builder;
	style(walk, SPAN_IMAGE, enter);
	walk->images += enter ? 1 : (uint32_t)-1;
	if (enter && walk->images == 1)
		walk->image_from = builder->len;
	if (!enter && !walk->images && builder->len == walk->image_from)
		builder_text(builder, str_of(cmark_node_get_url(node)), walk->style | SPAN_IMAGE,
			     walk->link);
}

static void inline_leaf(struct walk *walk, cmark_node *node, cmark_node_type type)
{
	struct builder *builder = &walk->builder;
	switch ((int)type) {
	case CMARK_NODE_TEXT:
		builder_text(builder, literal(node), walk->style, walk->link);
		break;
	case CMARK_NODE_CODE:
		builder_text(builder, literal(node), walk->style | SPAN_CODE, walk->link);
		break;
	case CMARK_NODE_SOFTBREAK:
		builder_soft_break(builder, walk->style, walk->link);
		break;
	case CMARK_NODE_LINEBREAK:
		builder_hard_break(builder, walk->style, walk->link);
		break;
	default:
		break;
	}
}

// --- the walk ---------------------------------------------------------------------------------

static void visit(struct walk *walk, cmark_node *node, bool enter)
{
	cmark_node_type type = cmark_node_get_type(node);
	switch ((int)type) {
	case CMARK_NODE_BLOCK_QUOTE:
		if (enter)
			builder_open(&walk->builder, (struct container){.kind = CONTAINER_QUOTE,
									.number = DOC_NONE});
		else
			builder_close(&walk->builder);
		break;
	case CMARK_NODE_LIST:
		if (enter)
			enter_list(walk, node);
		else
			walk->lists.count--;
		break;
	case CMARK_NODE_ITEM:
		if (enter)
			enter_item(walk, node);
		else
			builder_close(&walk->builder);
		break;
	case CMARK_NODE_PARAGRAPH:
		if (enter)
			enter_text_block(walk, BLOCK_PARAGRAPH, node);
		else
			leave_text_block(walk);
		break;
	case CMARK_NODE_HEADING:
		if (enter)
			enter_heading(walk, node);
		else
			leave_text_block(walk);
		break;
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
		code_block(walk, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		builder_block(&walk->builder, BLOCK_RULE, line_of(walk, node));
		builder_block_end(&walk->builder);
		break;
	case CMARK_NODE_EMPH:
		style(walk, SPAN_EMPH, enter);
		break;
	case CMARK_NODE_STRONG:
		style(walk, SPAN_STRONG, enter);
		break;
	case CMARK_NODE_LINK:
		link_node(walk, node, enter);
		break;
	case CMARK_NODE_IMAGE:
		image_node(walk, node, enter);
		break;
	default:
		inline_leaf(walk, node, type);
		break;
	}
}

static void walk_tree(struct walk *walk, struct str body, cmark_node *root)
{
	struct bound *bound = NULL;
	(void)bound;
	builder_start(&walk->builder, walk->builder.arena, body.len, walk->first_byte);
	walk->lines = lines_of(body, walk->builder.arena);
	walk->link = DOC_NONE;
	walk->iter = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(walk->iter)) != CMARK_EVENT_DONE)
		visit(walk, cmark_iter_get_node(walk->iter), event == CMARK_EVENT_ENTER);
}

bool markdown_parse(struct str body, uint32_t first_line, size_t first_byte, struct arena *arena,
		    struct doc *doc, const char **why)
{
	struct bound bound;
	struct arena scratch = {0};
	struct walk walk = {.first_line = first_line, .first_byte = first_byte};
	walk.builder.arena = &scratch;
	bound_start(&bound, body.len);
	struct bound *before = bound_use(&bound);
	bool good = !setjmp(bound.stop);
	if (good) {
		walk_tree(&walk, body, parse(&bound, body));
		builder_finish(&walk.builder, (uint32_t)(first_byte + body.len), arena, doc);
	} else {
		*why = bound.why;
	}
	bound_use(before);
	bound_end(&bound);
	arena_release(&scratch);
	return good;
}
