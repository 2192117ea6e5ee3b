// SPDX-License-Identifier: ISC
//
// Blocks in order, each to lines.  The prefix of a block's lines is made from its containers,
// innermost outwards, and takes at most half of the width: in a narrow window the outermost bars
// and indents go first.

#include "view/layout/layout.h"

#include <string.h>

#include "text/column.h"
#include "text/safe.h"
#include "view/layout/alert.h"
#include "view/layout/compose.h"

enum {
	CODE_INDENT = 4,
	NARROW = 24, // columns below which code is not indented
	WIDE = 60,   // and from which it is by CODE_INDENT
	FOOT_RULE = 12,
	BALANCED = 1000, // bytes of a heading whose lines are made even
};

struct chain {           // what is known of containers between blocks
	bool *begun;     // its mark has been drawn
	bool *hidden;    // it is inside a closed <details>, or one itself
	uint32_t *stamp; // the last block it was met in, counted from 1
	uint32_t before; // the block before, or DOC_NONE
};

static const struct container *container_at(const struct composer *composer, uint32_t i)
{
	return &composer->doc->containers[i];
}

static struct str item_mark(struct composer *composer, const struct container *item)
{
	const char *box = item->task == TASK_DONE ? "[x] " : "[ ] ";
	if (item->number != DOC_NONE)
		return arena_printf(composer->arena, "%*u%c %s", item->digits, item->number,
				    item->delimiter, item->task == TASK_NO ? "" : box);
	return item->task == TASK_NO ? compose_glyph(composer, "• ", "* ") : str_of(box);
}

// What a container puts before a line of its blocks: its mark, or what keeps its place.
static struct str container_mark(struct composer *composer, uint32_t i, bool first)
{
	const struct container *container = container_at(composer, i);
	switch (container->kind) {
	case CONTAINER_QUOTE:
		return compose_glyph(composer, "│ ", "| ");
	case CONTAINER_ITEM: {
		struct str mark = item_mark(composer, container);
		return first ? mark : compose_repeat(composer, STR(" "), column_count(mark));
	}
	case CONTAINER_DETAILS:
		return STR("  ");
	}
	return STR("");
}

// The marks of a chain of containers in at most `room` columns, into *prefix; returns its columns.
// Those from the outside go first when there is too little room.
static int make_prefix(struct composer *composer, uint32_t innermost, const bool *begun, int room,
		       struct prefix *prefix)
{
	int cols = 0;
	*prefix = (struct prefix){0};
	for (uint32_t i = innermost; i != DOC_NONE; i = container_at(composer, i)->parent) {
		struct str mark = container_mark(composer, i, begun && !begun[i]);
		int wide = column_count(mark);
		if (cols + wide > room)
			break;
		bool quote = container_at(composer, i)->kind == CONTAINER_QUOTE;
		*vec_push(&composer->scratch, &prefix->runs) = (struct run){
			.text = mark, .style = quote ? STYLE_QUOTE : STYLE_PLAIN, .link = DOC_NONE};
		cols += wide;
	}
	for (uint32_t a = 0, b = prefix->runs.count; a + 1 < b; a++) {
		struct run swap = prefix->runs.at[a];
		prefix->runs.at[a] = prefix->runs.at[--b];
		prefix->runs.at[b] = swap;
	}
	return cols;
}

// The innermost container two blocks share, and the containers right below it on either side
// (DOC_NONE where the block stands in the shared one itself).
struct fork {
	uint32_t shared, before, after;
};

static struct fork find_fork(const struct composer *composer, struct chain *chain, uint32_t before,
			     uint32_t after)
{
	struct fork fork = {DOC_NONE, DOC_NONE, DOC_NONE};
	uint32_t stamp = composer->block + 1;
	for (uint32_t i = before; i != DOC_NONE; i = container_at(composer, i)->parent)
		chain->stamp[i] = stamp;
	uint32_t i = after;
	for (; i != DOC_NONE && chain->stamp[i] != stamp; i = container_at(composer, i)->parent)
		fork.after = i;
	fork.shared = i;
	for (i = before; i != fork.shared; i = container_at(composer, i)->parent)
		fork.before = i;
	return fork;
}

static bool same_list(const struct container *a, const struct container *b)
{
	return a->kind == CONTAINER_ITEM && b->kind == CONTAINER_ITEM &&
	       (a->number == DOC_NONE) == (b->number == DOC_NONE) && a->delimiter == b->delimiter;
}

// Whether an empty line stands between two blocks: not within a tight list, nor behind the line
// under a heading, nor between short notes.
static bool wants_gap(const struct composer *composer, const struct block *before,
		      const struct block *after, const struct fork *fork)
{
	if (after->kind == BLOCK_HEADING)
		return true;
	if (before->kind == BLOCK_HEADING && before->level <= 2)
		return false;
	if ((before->kind == BLOCK_SUMMARY && fork->shared == before->container) ||
	    (before->kind == BLOCK_FOOTNOTE && after->kind == BLOCK_FOOTNOTE))
		return false;
	if (fork->before != DOC_NONE && fork->after != DOC_NONE) {
		const struct container *a = container_at(composer, fork->before);
		const struct container *b = container_at(composer, fork->after);
		if (same_list(a, b))
			return !b->tight;
	}
	if (fork->shared == DOC_NONE)
		return true;
	const struct container *shared = container_at(composer, fork->shared);
	return shared->kind != CONTAINER_ITEM || !shared->tight;
}

// Whether any container of the chain begins here.
static bool mark_begun(const struct composer *composer, struct chain *chain, uint32_t i)
{
	bool any = i != DOC_NONE && !chain->begun[i];
	for (; i != DOC_NONE && !chain->begun[i]; i = container_at(composer, i)->parent)
		chain->begun[i] = true;
	return any;
}

// Everything that stands left of and above a block.
static void begin_block(struct composer *composer, struct chain *chain, const struct block *block)
{
	// The line of a <details> itself is not indented by it.
	uint32_t inside = block->container;
	if (block->kind == BLOCK_SUMMARY && inside != DOC_NONE)
		inside = container_at(composer, inside)->parent;

	int cols = composer->options->cols, room = cols > 2 ? cols / 2 : 0;
	int first = make_prefix(composer, inside, chain->begun, room, &composer->first);
	int rest = make_prefix(composer, inside, NULL, room, &composer->rest);
	composer->cols = cols - (first > rest ? first : rest);
	composer->begun = false;
	composer->gap = (struct prefix){0};
	if (chain->before != DOC_NONE) {
		const struct block *before = &composer->doc->blocks[chain->before];
		struct fork fork = find_fork(composer, chain, before->container, block->container);
		composer->gap_due = wants_gap(composer, before, block, &fork);
		if (composer->gap_due)
			make_prefix(composer, fork.shared, NULL, room, &composer->gap);
	}
	composer->marked = mark_begun(composer, chain, inside);
}

static void put_flow_from(struct composer *composer, const struct flow *flow, int cols, uint32_t at)
{
	struct range part;
	while (flow_line(flow, &at, cols, &part)) {
		compose_begin(composer);
		compose_flow(composer, flow, part);
		compose_end(composer,
			    (struct range){flow_doc(flow, part.from), flow_doc(flow, part.to)});
	}
}

static void put_flow(struct composer *composer, const struct flow *flow, int cols)
{
	put_flow_from(composer, flow, cols, 0);
}

static struct flow make_flow(struct composer *composer, const struct block *block, uint8_t style)
{
	struct flow flow;
	struct flow_source source = {.text = block->text,
				     .spans = block->spans,
				     .style = style,
				     .fixed = block->kind == BLOCK_HEADING,
				     .ascii = composer->options->ascii,
				     .language = composer->options->language,
				     .image = &composer->image};
	flow_make(composer->doc, &source, composer->arena, &composer->scratch, &flow);
	return flow;
}

// The name of a quote that says what it is, in a line of its own; returns the bytes it stood in.
static uint32_t put_alert(struct composer *composer, const struct block *block)
{
	if (!composer->marked || block->container == DOC_NONE ||
	    container_at(composer, block->container)->kind != CONTAINER_QUOTE)
		return 0;
	struct str text = str_sub(composer->doc->text, block->text.from, block->text.to), name;
	uint32_t bytes = (uint32_t)alert_read(text, composer->arena, &name);
	if (!bytes)
		return 0;
	compose_begin(composer);
	compose_added(composer, name, STYLE_STRONG);
	compose_end(composer, (struct range){block->text.from, block->text.from + bytes});
	return bytes;
}

static void put_paragraph(struct composer *composer, const struct block *block)
{
	struct flow flow = make_flow(composer, block, STYLE_PLAIN);
	uint32_t from = put_alert(composer, block);
	if (!from || from < flow.text.len)
		put_flow_from(composer, &flow, composer->cols, from);
}

static void put_line_of(struct composer *composer, struct str glyph, int cols, uint32_t at)
{
	compose_begin(composer);
	compose_added(composer, compose_repeat(composer, glyph, cols), STYLE_QUOTE);
	compose_end(composer, (struct range){at, at});
}

// Headings are told by weight and, the two highest, by a line below, which plain text shows too.
static void put_heading(struct composer *composer, const struct block *block)
{
	static const uint8_t styles[] = {STYLE_HEADING_1, STYLE_HEADING_2, STYLE_HEADING_3};
	struct flow flow =
		make_flow(composer, block, styles[block->level < 3 ? block->level - 1 : 2]);
	int cols = composer->cols, widest = 0;
	if (flow.text.len <= BALANCED)
		cols = flow_balance(&flow, cols);
	struct range part;
	for (uint32_t at = 0; flow_line(&flow, &at, cols, &part);) {
		int wide = flow_cols(&flow, part);
		if (wide > widest)
			widest = wide;
	}
	put_flow(composer, &flow, cols);
	if (block->level <= 2 && widest)
		put_line_of(composer,
			    block->level == 1 ? compose_glyph(composer, "═", "=")
					      : compose_glyph(composer, "─", "-"),
			    widest, block->text.to);
}

struct code_line { // of a code block, being cut into lines of the screen
	int indent, cols;
	int used;      // columns of the line so far
	uint32_t from; // of doc.text: where the open line began
};

static void begin_code(struct composer *composer, struct code_line *line, uint32_t at)
{
	compose_begin(composer);
	compose_spaces(composer, line->indent);
	line->from = at;
	line->used = 0;
}

// A line that goes on below says so at its start, where an eye that follows the margin sees it.
static void continue_code(struct composer *composer, struct code_line *line, uint32_t at)
{
	compose_end(composer, (struct range){line->from, at});
	begin_code(composer, line, at);
	if (line->cols < NARROW / 2)
		return;
	compose_added(composer, compose_glyph(composer, "↳ ", "\\ "), STYLE_QUOTE);
	line->used = 2;
}

static void put_code_run(struct composer *composer, struct str shown, uint32_t from, uint32_t to)
{
	compose_run(composer, (struct run){.text = shown,
					   .doc = {from, to},
					   .style = STYLE_CODE,
					   .link = DOC_NONE});
}

static void put_code_text(struct composer *composer, uint32_t from, uint32_t to)
{
	put_code_run(composer, str_sub(composer->doc->text, from, to), from, to);
}

// What is shown for a cluster that is not shown as it is: a tab reaches to the next eighth column,
// and there may be ASCII alone.  ptr NULL for all others.
static struct str code_instead(struct composer *composer, const struct code_line *line,
			       struct str cluster)
{
	if (cluster.ptr[0] == '\t') {
		int wide = 8 - line->used % 8, room = line->cols - line->used;
		room = room > 0 ? room : 1; // on the next line
		return compose_repeat(composer, STR(" "), wide > room ? room : wide);
	}
	if (composer->options->ascii && (unsigned char)cluster.ptr[cluster.len - 1] >= 0x80)
		return safe_ascii(composer->arena, cluster);
	return (struct str){NULL, 0};
}

static void put_code_line(struct composer *composer, struct code_line *line, struct range text)
{
	const struct str all = str_sub(composer->doc->text, 0, text.to);
	uint32_t from = text.from; // of what is not yet in a run
	begin_code(composer, line, from);
	for (uint32_t at = text.from; at < text.to;) {
		int wide = 1;
		uint32_t behind =
			all.ptr[at] == '\t' ? at + 1 : (uint32_t)column_next(all, at, &wide);
		struct str shown = code_instead(composer, line, str_sub(all, at, behind));
		if (shown.ptr)
			wide = (int)shown.len;
		if (line->used + wide > line->cols && line->used) {
			put_code_text(composer, from, at);
			continue_code(composer, line, at);
			from = at;
		}
		if (shown.ptr) {
			put_code_text(composer, from, at);
			put_code_run(composer, shown, at, behind);
			from = behind;
		}
		line->used += wide;
		at = behind;
	}
	put_code_text(composer, from, text.to);
	compose_end(composer, (struct range){line->from, text.to});
}

static void put_code(struct composer *composer, const struct block *block)
{
	struct code_line line = {.cols = composer->cols};
	line.indent = line.cols >= WIDE ? CODE_INDENT : line.cols >= NARROW ? CODE_INDENT / 2 : 0;
	line.cols -= line.indent;
	struct str rest = str_sub(composer->doc->text, 0, block->text.to);
	for (size_t at = block->text.from; at < rest.len;) {
		size_t end = str_find(rest, STR("\n"), at);
		size_t next = end == SIZE_MAX ? rest.len : end + 1;
		size_t to = end == SIZE_MAX ? rest.len : end;
		while (to > at && rest.ptr[to - 1] == ' ')
			to--;
		put_code_line(composer, &line, (struct range){(uint32_t)at, (uint32_t)to});
		at = next;
	}
}

static void put_summary(struct composer *composer, const struct block *block)
{
	const bool *folded = composer->options->folded;
	bool closed = folded && block->container != DOC_NONE && folded[block->container];
	struct flow flow = make_flow(composer, block, STYLE_STRONG);
	struct str mark =
		closed ? compose_glyph(composer, "▸ ", "+ ") : compose_glyph(composer, "▾ ", "- ");
	bool marked = composer->cols > 3;
	if (marked) {
		*vec_push(&composer->scratch, &composer->first.runs) =
			(struct run){.text = mark, .style = STYLE_STRONG, .link = DOC_NONE};
		*vec_push(&composer->scratch, &composer->rest.runs) =
			(struct run){.text = STR("  "), .link = DOC_NONE};
	}
	put_flow(composer, &flow, composer->cols - (marked ? 2 : 0));
}

// A short rule parts the first footnote from the page.
static void put_footnote(struct composer *composer, const struct block *block, bool is_first)
{
	if (is_first) {
		int cols = composer->cols < FOOT_RULE ? composer->cols : FOOT_RULE;
		put_line_of(composer, compose_glyph(composer, "─", "-"), cols, block->text.from);
	}
	put_paragraph(composer, block);
}

static void put_block(struct composer *composer, struct chain *chain, const struct block *block)
{
	uint32_t before = chain->before;
	begin_block(composer, chain, block);
	switch (block->kind) {
	case BLOCK_PARAGRAPH:
	case BLOCK_HTML:
		put_paragraph(composer, block);
		break;
	case BLOCK_HEADING:
		put_heading(composer, block);
		break;
	case BLOCK_CODE:
		put_code(composer, block);
		break;
	case BLOCK_RULE:
		put_line_of(composer, compose_glyph(composer, "─", "-"), composer->cols,
			    block->text.from);
		break;
	case BLOCK_TABLE:
		compose_table(composer, block);
		break;
	case BLOCK_SUMMARY:
		put_summary(composer, block);
		break;
	case BLOCK_FOOTNOTE:
		put_footnote(composer, block,
			     before == DOC_NONE ||
				     composer->doc->blocks[before].kind != BLOCK_FOOTNOTE);
		break;
	}
	if (!composer->begun && composer->marked) { // an item with nothing in it
		compose_begin(composer);
		compose_end(composer, block->text);
	}
	if (composer->begun)
		chain->before = composer->block;
}

static bool is_hidden(const struct composer *composer, const struct chain *chain,
		      const struct block *block)
{
	uint32_t i = block->container;
	if (i != DOC_NONE && block->kind == BLOCK_SUMMARY)
		i = container_at(composer, i)->parent;
	return i != DOC_NONE && chain->hidden[i];
}

static struct chain chain_new(struct composer *composer, struct arena *arena)
{
	uint32_t n = composer->doc->ncontainers;
	struct chain chain = {.begun = arena_array(arena, bool, n),
			      .hidden = arena_array(arena, bool, n),
			      .stamp = arena_array(arena, uint32_t, n),
			      .before = DOC_NONE};
	const bool *folded = composer->options->folded;
	for (uint32_t i = 0; folded && i < n; i++) { // a container comes behind its parent
		uint32_t parent = container_at(composer, i)->parent;
		chain.hidden[i] = folded[i] || (parent != DOC_NONE && chain.hidden[parent]);
	}
	return chain;
}

void layout_doc(const struct doc *doc, struct range sections, const struct layout_options *options,
		struct arena *arena, struct layout *layout)
{
	struct arena chains = {0};
	struct composer composer = {.doc = doc, .options = options, .arena = arena};
	struct chain chain = chain_new(&composer, &chains);
	uint32_t end = sections.to > sections.from ? doc->sections[sections.to - 1].blocks.to : 0;
	uint32_t from = sections.to > sections.from ? doc->sections[sections.from].blocks.from : 0;
	for (uint32_t i = from; i < end; i++) {
		const struct block *block = &doc->blocks[i];
		composer.block = i;
		composer.section = block->section;
		if (!is_hidden(&composer, &chain, block))
			put_block(&composer, &chain, block);
		arena_clear(&composer.scratch);
	}
	arena_release(&composer.scratch);
	arena_release(&chains);
	*layout = (struct layout){.cols = options->cols,
				  .lines = composer.lines.at,
				  .nlines = composer.lines.count,
				  .runs = composer.runs.at,
				  .nruns = composer.runs.count};
}

// The first line whose text begins behind `at`.
static uint32_t line_behind(const struct layout *layout, uint32_t at)
{
	uint32_t low = 0, high = layout->nlines;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (layout->lines[middle].text.from <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool shows(const struct layout *layout, uint32_t line, uint32_t at)
{
	for (uint32_t i = layout->lines[line].runs.from; i < layout->lines[line].runs.to; i++) {
		const struct run *run = &layout->runs[i];
		if (run->doc.from <= at && at < run->doc.to)
			return true;
	}
	return false;
}

// The lines of a table's row all carry the row's text, so the one is looked for among them.
uint32_t layout_line_at(const struct layout *layout, uint32_t at)
{
	uint32_t behind = line_behind(layout, at);
	if (!behind)
		return 0;
	uint32_t from = layout->lines[behind - 1].text.from, first = behind - 1;
	for (uint32_t i = behind; i-- > 0 && layout->lines[i].text.from == from; first = i) {
		if (shows(layout, i, at))
			return i;
	}
	return layout->lines[first].text.to > at ? first : behind - 1;
}

uint32_t layout_section_line(const struct layout *layout, uint32_t section)
{
	uint32_t low = 0, high = layout->nlines;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (layout->lines[middle].section < section)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int cols_before(struct str text, size_t at)
{
	return column_count(str_sub(text, 0, at));
}

static void draw_mark(const struct run *run, struct range mark, enum style style,
		      struct canvas *canvas, int row, int col)
{
	uint32_t from = mark.from > run->doc.from ? mark.from - run->doc.from : 0;
	uint32_t to = (mark.to < run->doc.to ? mark.to : run->doc.to) - run->doc.from;
	if (run->doc.to - run->doc.from != run->text.len) { // a tab: all of it
		from = 0;
		to = (uint32_t)run->text.len;
	}
	int left = cols_before(run->text, from), right = cols_before(run->text, to);
	canvas_restyle(canvas, row, col + left, right - left, style);
}

// The first mark that ends behind `at`.
static uint32_t mark_at(const struct line_look *look, uint32_t at)
{
	uint32_t low = 0, high = look->nmarks;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (look->marks[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum style run_look(const struct run *run, const struct line_look *look)
{
	if (run->link == DOC_NONE || run->style != STYLE_LINK)
		return run->style;
	if (run->link == look->focus)
		return STYLE_FOCUS;
	return look->links ? look->links[run->link] : run->style;
}

void layout_draw(const struct layout *layout, uint32_t line, const struct line_look *look,
		 struct canvas *canvas, int row, int col)
{
	for (uint32_t i = layout->lines[line].runs.from; i < layout->lines[line].runs.to; i++) {
		const struct run *run = &layout->runs[i];
		int end = canvas_text(canvas, row, col, run->text, run_look(run, look));
		for (uint32_t m = mark_at(look, run->doc.from);
		     m < look->nmarks && look->marks[m].from < run->doc.to; m++)
			draw_mark(run, look->marks[m],
				  m == look->now ? STYLE_MATCH_NOW : STYLE_MATCH, canvas, row, col);
		col = end;
	}
}

void layout_text(const struct layout *layout, struct buf *out)
{
	for (uint32_t i = 0; i < layout->nlines; i++) {
		for (uint32_t r = layout->lines[i].runs.from; r < layout->lines[i].runs.to; r++)
			buf_add(out, layout->runs[r].text);
		buf_char(out, '\n');
	}
}
