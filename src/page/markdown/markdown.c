// SPDX-License-Identifier: ISC
//
// cmark parses, bounded (page/bound); then one walk over its tree, never by recursion, hands what it
// meets to the builder in reading order.
//
// What CommonMark does not know is dealt with where it shows least: footnotes are taken out of the
// source before it is parsed; tables are found in the paragraphs they have become; their cells and
// the footnotes are parsed together, aside (page/aside); the rest is found in the text of each run
// when it ends (page/rewrite).

#include "page/markdown/markdown.h"

#include <cmark.h>
#include <stdio.h>
#include <string.h>

#include "page/markdown/aside.h"
#include "page/markdown/bound.h"
#include "page/markdown/builder.h"
#include "page/markdown/escape.h"
#include "page/markdown/html_block.h"
#include "page/markdown/inlines.h"
#include "page/markdown/items.h"
#include "page/markdown/piece.h"
#include "page/markdown/rewrite.h"
#include "page/markdown/table.h"

enum { LINES_PER_FEED = 64 };

struct ranges {
	struct range *at;
	uint32_t count, room;
};

struct walk {
	struct bound bound;
	struct arena *scratch;
	struct builder builder;
	struct inlines inlines;
	struct lines lines;  // of what is being walked: the body, or the aside
	uint32_t line_shift; // from its lines to the body's
	struct items items;
	VEC(struct pipes) tables; // in the order of their lines
	uint32_t next_table;
	struct notes notes;
	struct aside aside;
	struct lines aside_lines;
	cmark_node **headings, **footnotes; // of the aside
	uint32_t *note_lines;               // where each note begins in the aside
	struct note *note;                  // whose first block comes next, or NULL
};

static cmark_mem bounded = {bound_calloc, bound_realloc, bound_free};

// Feeds the text in small parts, so that the clock is looked at while blocks are parsed; `lines` are
// those of the text, or of one with the same lines.
static cmark_node *parse(struct bound *bound, struct str text, const struct lines *lines)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &bounded);
	for (uint32_t line = 1; line <= lines->count; line += LINES_PER_FEED) {
		uint32_t from = lines_start(lines, line);
		uint32_t to = lines_start(lines, line + LINES_PER_FEED);
		struct escape escape = {.text = str_sub(text, from, to)};
		for (struct str part; escape_part(&escape, &part);)
			cmark_parser_feed(parser, part.ptr, part.len);
		bound_check(bound);
	}
	return cmark_parser_finish(parser);
}

size_t markdown_entity(struct str name, char *out, size_t room)
{
	char text[64];
	if (name.len + 3 > sizeof text || name.len + 1 > room)
		return 0;
	int len = snprintf(text, sizeof text, "&%.*s;", STR_ARG(name));
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &bounded);
	cmark_parser_feed(parser, text, (size_t)len);
	cmark_node *paragraph = cmark_node_first_child(cmark_parser_finish(parser));
	struct str got = str_of(cmark_node_get_literal(cmark_node_first_child(paragraph)));
	if (!got.len || got.len > room || got.ptr[0] == '&')
		return str_eq(name, STR("amp")) ? (*out = '&', 1) : 0;
	memcpy(out, got.ptr, got.len);
	return got.len;
}

// --- going over the tree ----------------------------------------------------------------------

// A way over what is in `root`: each node that may hold others is met twice, when it is entered and
// when it is left, all others once.  cmark's own iterator costs half as much again.
struct tour {
	cmark_node *root, *node;
	cmark_node_type type;
	bool enter;
	bool closed; // what is in the node is not visited, nor is it left
};

static bool is_leaf(cmark_node_type type)
{
	switch ((int)type) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
		return true;
	default:
		return false;
	}
}

static struct tour tour_of(cmark_node *root)
{
	return (struct tour){.root = root, .node = root, .enter = true};
}

static inline bool tour_next(struct tour *tour)
{
	bool inside = tour->enter && !tour->closed;
	cmark_node *next =
		inside ? cmark_node_first_child(tour->node) : cmark_node_next(tour->node);
	tour->enter = next;
	if (next)
		tour->node = next;
	else if (!inside)
		tour->node = cmark_node_parent(tour->node);
	if (tour->node == tour->root)
		return false;
	tour->type = cmark_node_get_type(tour->node);
	tour->closed = is_leaf(tour->type);
	return true;
}

static uint32_t start_line(cmark_node *node)
{
	return (uint32_t)cmark_node_get_start_line(node);
}

static uint32_t line_of(const struct walk *walk, cmark_node *node)
{
	return start_line(node) + walk->line_shift;
}

static struct str literal(cmark_node *node)
{
	return str_of(cmark_node_get_literal(node));
}

// --- containers -------------------------------------------------------------------------------

static void enter_list(struct walk *walk, cmark_node *node)
{
	bool tight = cmark_node_get_list_tight(node);
	uint32_t count = 0;
	if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
		items_bullets(&walk->items, &walk->builder, tight);
		return;
	}
	for (cmark_node *at = cmark_node_first_child(node); at; at = cmark_node_next(at))
		count++;
	items_numbers(&walk->items, &walk->builder, tight,
		      (uint32_t)cmark_node_get_list_start(node), count,
		      cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.');
}

// The character at which a block begins in the source.
static char first_char(const struct walk *walk, cmark_node *node)
{
	uint32_t at = lines_start(&walk->lines, start_line(node)) +
		      (uint32_t)cmark_node_get_start_column(node) - 1;
	return at < walk->lines.text.len ? walk->lines.text.ptr[at] : '\0';
}

static void enter_item(struct walk *walk, cmark_node *node)
{
	items_open(&walk->items, &walk->builder, first_char(walk, node));
	if (!cmark_node_first_child(node)) { // its bullet is seen all the same
		builder_block(&walk->builder, BLOCK_PARAGRAPH, line_of(walk, node));
		builder_block_end(&walk->builder);
	}
}

static void visit_container(struct walk *walk, cmark_node *node, cmark_node_type type, bool enter)
{
	if (type == CMARK_NODE_LIST && enter)
		enter_list(walk, node);
	else if (type == CMARK_NODE_LIST)
		items_end(&walk->items);
	else if (type == CMARK_NODE_ITEM && enter)
		enter_item(walk, node);
	else if (enter)
		builder_open(&walk->builder,
			     (struct container){.kind = CONTAINER_QUOTE, .number = DOC_NONE});
	else
		builder_close(&walk->builder,
			      type == CMARK_NODE_ITEM ? CONTAINER_ITEM : CONTAINER_QUOTE);
}

// --- inlines ----------------------------------------------------------------------------------

static void visit_emphasis(struct walk *walk, cmark_node *node, cmark_node_type type, bool enter)
{
	bool strong = type == CMARK_NODE_STRONG;
	if (enter && walk->inlines.link == DOC_NONE && rewrite_in_address(&walk->builder))
		cmark_node_set_user_data(node, walk);
	if (cmark_node_get_user_data(node))
		inlines_text(&walk->inlines, strong ? STR("__") : STR("_"), 0);
	else
		inlines_mark(&walk->inlines, strong ? SPAN_STRONG : SPAN_EMPH, enter);
}

static void visit_inline(struct walk *walk, cmark_node *node, cmark_node_type type, bool enter)
{
	struct inlines *inlines = &walk->inlines;
	switch ((int)type) {
	case CMARK_NODE_TEXT:
		inlines_text(inlines, literal(node), 0);
		break;
	case CMARK_NODE_CODE:
		inlines_text(inlines, literal(node), SPAN_CODE);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		inlines_break(inlines, type == CMARK_NODE_LINEBREAK);
		break;
	case CMARK_NODE_HTML_INLINE:
		inlines_html(inlines, literal(node));
		break;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		visit_emphasis(walk, node, type, enter);
		break;
	case CMARK_NODE_LINK:
		if (enter)
			inlines_link(inlines, str_of(cmark_node_get_url(node)));
		else
			inlines_link_end(inlines);
		break;
	case CMARK_NODE_IMAGE:
		if (enter)
			inlines_image(inlines, str_of(cmark_node_get_url(node)));
		else
			inlines_image_end(inlines, str_of(cmark_node_get_url(node)));
		break;
	default:
		break;
	}
}

static void walk_inlines(struct walk *walk, cmark_node *parent)
{
	for (struct tour tour = tour_of(parent); tour_next(&tour);)
		visit_inline(walk, tour.node, tour.type, tour.enter);
}

// --- blocks -----------------------------------------------------------------------------------

static void end_text(struct walk *walk)
{
	inlines_end(&walk->inlines);
	builder_run_end(&walk->builder, false);
	builder_block_end(&walk->builder);
}

static void begin_paragraph(struct walk *walk, cmark_node *node)
{
	if (walk->note) {
		builder_note(&walk->builder, walk->note, line_of(walk, node));
		walk->note = NULL;
		builder_text(&walk->builder, STR(" "), 0, DOC_NONE);
		return;
	}
	builder_block(&walk->builder, BLOCK_PARAGRAPH, line_of(walk, node));
	builder_run(&walk->builder);
}

static void add_paragraph(struct walk *walk, cmark_node *node)
{
	begin_paragraph(walk, node);
	walk_inlines(walk, node);
	if (!cmark_node_previous(node) &&
	    cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM)
		builder_take_task(&walk->builder);
	end_text(walk);
}

static void add_heading(struct walk *walk, cmark_node *node)
{
	builder_heading(&walk->builder, (uint8_t)cmark_node_get_heading_level(node),
			line_of(walk, node));
	builder_run(&walk->builder);
	walk_inlines(walk, node);
	end_text(walk);
}

static void add_code(struct walk *walk, cmark_node *node)
{
	struct builder *builder = &walk->builder;
	struct str text = literal(node);
	if (text.len && text.ptr[text.len - 1] == '\n')
		text.len--;
	builder_block(builder, BLOCK_CODE, line_of(walk, node))->info =
		arena_copy(builder->kept, str_of(cmark_node_get_fence_info(node)));
	builder_run(builder);
	builder_text(builder, text, SPAN_CODE, DOC_NONE);
	builder_run_end(builder, true);
	builder_block_end(builder);
}

// --- tables -----------------------------------------------------------------------------------

static void add_lead(struct walk *walk, const struct pipes *pipes)
{
	builder_block(&walk->builder, BLOCK_PARAGRAPH, pipes->line);
	builder_run(&walk->builder);
	walk_inlines(walk, walk->headings[pipes->lead]);
	end_text(walk);
}

static void add_cell(struct walk *walk, const struct pipe_cell *written, struct cell_text *cell)
{
	struct builder *builder = &walk->builder;
	builder_run(builder);
	if (written->heading == DOC_NONE) {
		builder_text(builder, written->text, written->code ? SPAN_CODE : 0, DOC_NONE);
	} else {
		walk_inlines(walk, walk->headings[written->heading]);
		inlines_end(&walk->inlines);
	}
	builder_run_end(builder, false);
	cell->text = (struct range){builder->run.text, builder->len};
	cell->spans = (struct range){builder->run.spans, builder->spans.count};
}

static void add_table(struct walk *walk, const struct pipes *pipes)
{
	struct builder *builder = &walk->builder;
	uint32_t ncells = pipes->rows * pipes->cols;
	uint8_t *align = arena_array(builder->kept, uint8_t, pipes->cols);
	memcpy(align, pipes->align, pipes->cols);
	struct cell_text *cells = arena_array(builder->kept, struct cell_text, ncells);
	if (pipes->lead != DOC_NONE)
		add_lead(walk, pipes);
	struct block *block = builder_block(builder, BLOCK_TABLE, pipes->line + pipes->head);
	block->table = builder->tables.count;
	*vec_push(builder->arena, &builder->tables) =
		(struct table){pipes->rows, pipes->cols, align, cells};
	for (uint32_t i = 0; i < ncells; i++)
		add_cell(walk, &pipes->cells[i], &cells[i]);
	builder_block_end(builder);
	if (pipes->rule_line)
		builder_rule(&walk->builder, pipes->rule_line);
}

// The table that a paragraph or a heading is, or NULL; asked for in the order they were found.
static const struct pipes *table_at(struct walk *walk, cmark_node *node)
{
	if (walk->next_table == walk->tables.count ||
	    walk->tables.at[walk->next_table].line != line_of(walk, node))
		return NULL;
	return &walk->tables.at[walk->next_table++];
}

static void find_table(struct walk *walk, cmark_node *node, uint32_t quotes)
{
	struct pipes pipes;
	const struct paragraph paragraph = {
		.body = &walk->lines,
		.from = start_line(node),
		.to = (uint32_t)cmark_node_get_end_line(node),
		.column = (uint32_t)cmark_node_get_start_column(node),
		.quotes = quotes,
		.underlined = cmark_node_get_type(node) == CMARK_NODE_HEADING &&
			      cmark_node_get_heading_level(node) == 2,
	};
	if (paragraph.to <= paragraph.from ||
	    !table_read(&paragraph, walk->scratch, &walk->aside, &pipes))
		return;
	pipes.line += walk->line_shift;
	pipes.rule_line += pipes.rule_line ? walk->line_shift : 0;
	*vec_push(walk->scratch, &walk->tables) = pipes;
}

// Goes over the blocks alone.
static void find_tables(struct walk *walk, cmark_node *root)
{
	uint32_t quotes = 0;
	for (struct tour tour = tour_of(root); tour_next(&tour);) {
		if (tour.type == CMARK_NODE_BLOCK_QUOTE)
			quotes += tour.enter ? 1 : (uint32_t)-1;
		if (tour.type != CMARK_NODE_PARAGRAPH && tour.type != CMARK_NODE_HEADING)
			continue;
		tour.closed = true;
		find_table(walk, tour.node, quotes);
	}
}

// --- the walk ---------------------------------------------------------------------------------

static void add_leaf(struct walk *walk, cmark_node *node, cmark_node_type type)
{
	const struct pipes *pipes;
	switch ((int)type) {
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		if ((pipes = table_at(walk, node)))
			add_table(walk, pipes);
		else if (type == CMARK_NODE_HEADING)
			add_heading(walk, node);
		else
			add_paragraph(walk, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		add_code(walk, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		html_block_add(&walk->inlines, literal(node), line_of(walk, node));
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		builder_rule(&walk->builder, line_of(walk, node));
		break;
	default:
		break;
	}
}

static void walk_blocks(struct walk *walk, cmark_node *root)
{
	for (struct tour tour = tour_of(root); tour_next(&tour);) {
		bool container = tour.type == CMARK_NODE_BLOCK_QUOTE ||
				 tour.type == CMARK_NODE_LIST || tour.type == CMARK_NODE_ITEM;
		tour.closed = !container;
		if (container)
			visit_container(walk, tour.node, tour.type, tour.enter);
		else
			add_leaf(walk, tour.node, tour.type);
	}
}

// --- footnotes --------------------------------------------------------------------------------

// Lines of code and of raw HTML, in which no footnote is defined.
static void find_literal_lines(struct walk *walk, cmark_node *root, struct ranges *ranges)
{
	for (struct tour tour = tour_of(root); tour_next(&tour);) {
		tour.closed |= tour.type == CMARK_NODE_PARAGRAPH;
		if (tour.type == CMARK_NODE_CODE_BLOCK || tour.type == CMARK_NODE_HTML_BLOCK)
			*vec_push(walk->scratch, ranges) =
				(struct range){start_line(tour.node),
					       (uint32_t)cmark_node_get_end_line(tour.node) + 1};
	}
}

static struct str take_notes_out(struct walk *walk, struct str body)
{
	struct ranges literal_lines = {0};
	find_literal_lines(walk, parse(&walk->bound, body, &walk->lines), &literal_lines);
	body = notes_take_out(&walk->notes, &walk->lines, literal_lines.at, literal_lines.count,
			      walk->scratch);
	walk->builder.notes = &walk->notes;
	walk->note_lines = arena_array(walk->scratch, uint32_t, walk->notes.list.count);
	for (uint32_t i = 0; i < walk->notes.list.count; i++)
		walk->note_lines[i] =
			aside_note(&walk->aside, &walk->notes.list.at[i], &walk->lines);
	return body;
}

static void add_note(struct walk *walk, uint32_t index)
{
	cmark_node *item = walk->footnotes[index];
	cmark_node *first = cmark_node_first_child(item);
	walk->note = &walk->notes.list.at[index];
	walk->line_shift = walk->note->first_line - walk->note_lines[index];
	if (!first || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH) {
		builder_note(&walk->builder, walk->note, walk->note->first_line);
		walk->note = NULL;
		end_text(walk);
	}
	walk_blocks(walk, item);
}

// Behind everything else: the notes in the order of their marks (those in notes too), then the
// ones without a mark, which no one may lose.
static void add_notes(struct walk *walk)
{
	struct notes *notes = &walk->notes;
	walk->builder.aside = true;
	walk->lines = walk->aside_lines;
	for (uint32_t i = 0, next = 0; i < notes->list.count; i++) {
		while (i == notes->order.count && notes->list.at[next].number)
			next++;
		if (i == notes->order.count)
			notes_mark(notes, next, DOC_NONE, walk->scratch);
		add_note(walk, notes->order.at[i]);
	}
	for (uint32_t i = 0; i < walk->builder.marks.count; i++) {
		struct link *link = &walk->builder.links.at[walk->builder.marks.at[i]];
		link->note = notes->list.at[link->note].block;
	}
}

// --- the whole --------------------------------------------------------------------------------

// Parses what stands aside, and lists its headings (cells of tables) and items (footnotes).
static void parse_aside(struct walk *walk)
{
	struct aside *aside = &walk->aside;
	uint32_t headings = 0, items = 0;
	aside_references(aside, &walk->lines);
	walk->headings = arena_array(walk->scratch, cmark_node *, aside->headings);
	walk->footnotes = arena_array(walk->scratch, cmark_node *, aside->items);
	walk->aside_lines = lines_of(buf_str(&aside->text), walk->scratch);
	cmark_node *root = parse(&walk->bound, walk->aside_lines.text, &walk->aside_lines);
	for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) == CMARK_NODE_HEADING && headings < aside->headings)
			walk->headings[headings++] = node;
		if (cmark_node_get_type(node) != CMARK_NODE_LIST)
			continue;
		for (cmark_node *item = cmark_node_first_child(node); item && items < aside->items;
		     item = cmark_node_next(item))
			walk->footnotes[items++] = item;
	}
	assert(headings == aside->headings && items == aside->items);
}

static void read_blocks(struct walk *walk, cmark_node *root)
{
	if (table_likely(&walk->lines, 2, walk->lines.count + 1))
		find_tables(walk, root);
	if (walk->aside.text.len)
		parse_aside(walk);
	walk_blocks(walk, root);
}

// A block that a heading at the margin does not end is open at the end of the text.
static bool may_go_on(cmark_node *root, uint32_t lines)
{
	cmark_node *last = cmark_node_last_child(root);
	cmark_node_type type = last ? cmark_node_get_type(last) : CMARK_NODE_NONE;
	return (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) &&
	       (uint32_t)cmark_node_get_end_line(last) >= lines;
}

static void read_pieces(struct walk *walk)
{
	const struct lines body = walk->lines;
	size_t bytes = PIECE_BYTES;
	for (uint32_t from = 1, to; from <= body.count; bound_again(&walk->bound)) {
		to = piece_end(&body, from, bytes);
		walk->lines = piece_lines(&body, from, to);
		walk->line_shift = from - 1;
		cmark_node *root = parse(&walk->bound, walk->lines.text, &walk->lines);
		bytes *= 2;
		if (to <= body.count && may_go_on(root, to - from))
			continue;
		read_blocks(walk, root);
		from = to;
		bytes = PIECE_BYTES;
		aside_again(&walk->aside);
	}
}

static void read_page(struct walk *walk, struct str body)
{
	if (piece_is_worth_it(body)) {
		read_pieces(walk);
		return;
	}
	if (notes_likely(body))
		body = take_notes_out(walk, body);
	read_blocks(walk, parse(&walk->bound, body, &walk->lines));
	if (walk->notes.list.count)
		add_notes(walk);
}

bool markdown_parse(struct str body, uint32_t first_line, size_t first_byte, struct doc_room *room,
		    struct arena *arena, struct doc *doc, const char **why)
{
	struct walk walk = {.scratch = &room->scratch};
	walk.lines = lines_of(body, walk.scratch);
	builder_start(&walk.builder, walk.scratch, arena, walk.lines, first_line, first_byte);
	inlines_start(&walk.inlines, &walk.builder);
	bound_start(&walk.bound, body.len, &room->tree);
	struct bound *before = bound_use(&walk.bound);
	bool good = !setjmp(walk.bound.stop);
	if (good) {
		read_page(&walk, body);
		builder_finish(&walk.builder, doc);
	} else {
		*why = walk.bound.why;
	}
	bound_use(before);
	aside_release(&walk.aside);
	return good;
}
