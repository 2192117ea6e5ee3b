// SPDX-License-Identifier: ISC
//
// Tables.  What each column needs is measured once: its natural width and its longest part that no
// line break divides.
//
//     Muscle     │ Crosses        1. it fits: as it is
//     ───────────┼────────
//     Soleus     │ ankle
//
//     Muscle     │ Crosses        2. cells wrap, rules part the rows: a level is found so that
//     ═══════════╪════════           every column has at least what it must have, at most what
//     Gastrocne- │ knee,              it can use, and else the level
//     mius       │ ankle
//     ───────────┼────────
//
//     Muscle: Soleus              3. not even that: a record for each row
//     Crosses: ankle
//
// All lines of a row carry the row's whole text as their place (layout_line_at looks further).

#include <limits.h>

#include "text/column.h"
#include "text/linebreak.h"
#include "view/layout/compose.h"

enum {
	BETWEEN = 3,      // columns of " │ "
	MUST_HAVE = 18,   // a column need not be wider than this for the sake of one long word
	LABEL_COLS = 30,  // of a column's name in front of a value
	VALUE_COLS = 8,   // fewer columns behind the name, or a word cut: the value goes below
	VALUE_INDENT = 2, // of its further lines
};

struct column {
	int natural, least, width;
};

struct grid {
	struct composer *composer;
	const struct table *table;
	struct flow *flows; // by row and column
	struct column *columns;
	uint32_t *at; // by column: how far the cell of this row has been taken
};

static struct flow *flow_at(const struct grid *grid, uint32_t row, uint32_t col)
{
	return &grid->flows[(size_t)row * grid->table->cols + col];
}

static void measure(struct grid *grid)
{
	struct composer *composer = grid->composer;
	const struct table *table = grid->table;
	for (uint32_t i = 0; i < table->rows * table->cols; i++) {
		struct column *column = &grid->columns[i % table->cols];
		struct flow_source source = {.text = table->cells[i].text,
					     .spans = table->cells[i].spans,
					     .style = i < table->cols ? STYLE_STRONG : STYLE_PLAIN,
					     .fixed = i < table->cols,
					     .ascii = composer->options->ascii,
					     .language = composer->options->language,
					     .image = &composer->image};
		flow_make(composer->doc, &source, composer->arena, &composer->scratch,
			  &grid->flows[i]);
		struct flow_widths widths = flow_measure(&grid->flows[i]);
		if (widths.natural > column->natural)
			column->natural = widths.natural;
		if (widths.longest > column->least)
			column->least = widths.longest;
	}
	for (uint32_t c = 0; c < table->cols; c++) {
		struct column *column = &grid->columns[c];
		column->natural = column->natural ? column->natural : 1;
		column->least = column->least > MUST_HAVE ? MUST_HAVE
				: column->least           ? column->least
							  : 1;
	}
}

static int width_at(const struct column *column, int level)
{
	return level > column->natural ? column->natural
	       : level < column->least ? column->least
				       : level;
}

static int64_t total_at(const struct grid *grid, int level)
{
	int64_t total = (int64_t)BETWEEN * (grid->table->cols - 1);
	for (uint32_t c = 0; c < grid->table->cols; c++)
		total += width_at(&grid->columns[c], level);
	return total;
}

// Sets the columns' widths; false when they do not fit, however narrow.
static bool find_widths(struct grid *grid)
{
	int room = grid->composer->cols, low = 0, high = room;
	if (total_at(grid, 0) > room)
		return false;
	while (low < high) {
		int middle = high - (high - low) / 2;
		if (total_at(grid, middle) <= room)
			low = middle;
		else
			high = middle - 1;
	}
	int64_t left = room - total_at(grid, low);
	for (uint32_t c = 0; c < grid->table->cols; c++) {
		struct column *column = &grid->columns[c];
		column->width = width_at(column, low);
		if (left && column->width == low && column->width < column->natural) {
			column->width++;
			left--;
		}
	}
	return true;
}

// The row's place; the head's and its first row's are one for records.
static struct range row_text(const struct grid *grid, uint32_t row)
{
	const struct cell_text *cells = &grid->table->cells[(size_t)row * grid->table->cols];
	return (struct range){cells[0].text.from, cells[grid->table->cols - 1].text.to};
}

static void put_cell(struct grid *grid, const struct flow *flow, struct range part, uint32_t col)
{
	struct composer *composer = grid->composer;
	int spare = grid->columns[col].width - flow_cols(flow, part);
	enum align align = grid->table->align[col];
	int left = align == ALIGN_RIGHT ? spare : align == ALIGN_CENTER ? spare / 2 : 0;
	compose_spaces(composer, left);
	compose_flow(composer, flow, part);
	compose_spaces(composer, spare - left);
}

// The next line of each cell; false when no cell had any.
static bool put_row_line(struct grid *grid, uint32_t row, bool is_first)
{
	struct composer *composer = grid->composer;
	struct str bar = compose_glyph(composer, " │ ", " | ");
	bool any = is_first;
	for (uint32_t c = 0; c < grid->table->cols && !any; c++)
		any = grid->at[c] < flow_at(grid, row, c)->text.len;
	if (!any)
		return false;
	compose_begin(composer);
	for (uint32_t c = 0; c < grid->table->cols; c++) {
		const struct flow *flow = flow_at(grid, row, c);
		struct range part = {0, 0};
		if (c)
			compose_added(composer, bar, STYLE_QUOTE);
		flow_line(flow, &grid->at[c], grid->columns[c].width, &part);
		put_cell(grid, flow, part, c);
	}
	compose_end(composer, row_text(grid, row));
	return true;
}

struct rule {
	const char *line, *cross, *ascii_line, *ascii_cross;
};

static void put_rule(struct grid *grid, const struct rule *rule, uint32_t at)
{
	struct composer *composer = grid->composer;
	struct str line = compose_glyph(composer, rule->line, rule->ascii_line);
	struct str cross = compose_glyph(composer, rule->cross, rule->ascii_cross);
	compose_begin(composer);
	for (uint32_t c = 0; c < grid->table->cols; c++) {
		if (c)
			compose_added(composer, cross, STYLE_QUOTE);
		compose_added(composer, compose_repeat(composer, line, grid->columns[c].width),
			      STYLE_QUOTE);
	}
	compose_end(composer, (struct range){at, at});
}

static void put_rows(struct grid *grid, bool wrapped)
{
	static const struct rule single = {"─", "─┼─", "-", "-+-"};
	static const struct rule twofold = {"═", "═╪═", "=", "=+="};
	for (uint32_t r = 0; r < grid->table->rows; r++) {
		for (uint32_t c = 0; c < grid->table->cols; c++)
			grid->at[c] = 0;
		for (bool first = true; put_row_line(grid, r, first); first = false)
			;
		if (r == 0)
			put_rule(grid, wrapped ? &twofold : &single, row_text(grid, r).to);
		else if (wrapped && r + 1 < grid->table->rows)
			put_rule(grid, &single, row_text(grid, r).to);
	}
}

// The lines of a flow from `at` on, indented, where the record has begun above.
static void put_below(struct grid *grid, const struct flow *flow, uint32_t at, struct range text)
{
	struct composer *composer = grid->composer;
	int indent = composer->cols > 2 * VALUE_INDENT ? VALUE_INDENT : 0;
	struct range part;
	while (flow_line(flow, &at, composer->cols - indent, &part)) {
		compose_begin(composer);
		compose_spaces(composer, indent);
		compose_flow(composer, flow, part);
		compose_end(composer, text);
	}
}

// A column's name, leaving the line open; returns the columns it took.  The first record has it
// whole, with its links; the others only to recognise it.
static int put_label(struct grid *grid, uint32_t col, bool whole, struct range text)
{
	struct composer *composer = grid->composer;
	const struct flow *head = flow_at(grid, 0, col);
	int room = composer->cols > LABEL_COLS ? LABEL_COLS : composer->cols - 2;
	struct str name = column_fit(head->text, room > 1 ? room : 1);
	uint32_t at = 0;
	struct range part = {0, 0};
	int cols = whole ? composer->cols - 2 : room;
	flow_line(head, &at, cols > 1 ? cols : 1, &part);
	compose_begin(composer);
	while (whole && at < head->text.len) {
		compose_flow(composer, head, part);
		compose_end(composer, text);
		flow_line(head, &at, cols > 1 ? cols : 1, &part);
		compose_begin(composer);
	}
	if (whole)
		compose_flow(composer, head, part);
	else
		compose_added(composer, str_sub(name, 0, part.to), STYLE_STRONG);
	if (!head->text.len)
		return 0;
	compose_added(composer, STR(": "), STYLE_STRONG);
	return flow_cols(head, part) + 2;
}

static void put_field(struct grid *grid, uint32_t row, uint32_t col)
{
	struct composer *composer = grid->composer;
	const struct flow *value = flow_at(grid, row, col);
	struct range text = row_text(grid, row), part;
	if (row == 1)
		text.from = row_text(grid, 0).from;
	else if (!value->text.len)
		return;
	if (composer->cols < VALUE_COLS) {
		put_below(grid, flow_at(grid, 0, col), 0, text);
		put_below(grid, value, 0, text);
		return;
	}
	int room = composer->cols - put_label(grid, col, row == 1, text);
	uint32_t at = 0;
	bool beside = room >= VALUE_COLS && flow_line(value, &at, room, &part) &&
		      (at == value->text.len || value->breaks[at - 1] != LINEBREAK_NO);
	if (beside)
		compose_flow(composer, value, part);
	compose_end(composer, text);
	put_below(grid, value, beside ? at : 0, text);
}

static void put_records(struct grid *grid)
{
	for (uint32_t c = 0; grid->table->rows == 1 && c < grid->table->cols; c++)
		put_below(grid, flow_at(grid, 0, c), 0, row_text(grid, 0));
	for (uint32_t r = 1; r < grid->table->rows; r++) {
		if (r > 1) {
			grid->composer->gap = grid->composer->rest;
			grid->composer->gap_due = true;
		}
		for (uint32_t c = 0; c < grid->table->cols; c++)
			put_field(grid, r, c);
	}
}

void compose_table(struct composer *composer, const struct block *block)
{
	const struct table *table = &composer->doc->tables[block->table];
	struct arena *scratch = &composer->scratch;
	if (!table->rows || !table->cols)
		return;
	struct grid grid = {
		.composer = composer,
		.table = table,
		.flows = arena_array(scratch, struct flow, (size_t)table->rows * table->cols),
		.columns = arena_array(scratch, struct column, table->cols),
		.at = arena_array(scratch, uint32_t, table->cols),
	};
	measure(&grid);
	if (!find_widths(&grid)) {
		put_records(&grid);
		return;
	}
	put_rows(&grid, total_at(&grid, INT_MAX) > composer->cols);
}
