// SPDX-License-Identifier: ISC
//
// compose: lines in the making, for the layout and its tables.
//
// A line begins with the prefix of the block's containers (bars of quotations, bullets, indents),
// goes on with runs and ends with the place in the doc it shows.

#ifndef BODYMAP_VIEW_LAYOUT_COMPOSE_H
#define BODYMAP_VIEW_LAYOUT_COMPOSE_H

#include "view/layout/flow.h"
#include "view/layout/layout.h"

// What stands before a line's text, outermost first.
struct prefix {
	VEC(struct run) runs;
};

struct composer {
	const struct doc *doc;
	const struct layout_options *options;
	struct arena *arena;  // the layout's
	struct arena scratch; // a block's
	VEC(struct line) lines;
	VEC(struct run) runs;
	// The block being composed.
	uint32_t block, section;
	struct prefix first, rest; // of its first line and of those behind it
	struct prefix gap;         // of the empty line before it
	int cols;                  // right of the prefix
	bool gap_due, begun;
	bool marked;        // a container begins with it, so that its first line must be there
	uint32_t image;     // for flow_make
	uint32_t line_runs; // where the open line's runs begin
};

void compose_begin(struct composer *composer);
void compose_run(struct composer *composer, struct run run);

// Text that is not the doc's: marks, rules.  It must live as long as the layout.
void compose_added(struct composer *composer, struct str text, enum style style);
void compose_spaces(struct composer *composer, int count);

// `part` of a flow, as a line of it.
void compose_flow(struct composer *composer, const struct flow *flow, struct range part);

// Ends the line, which shows `text` of the doc.
void compose_end(struct composer *composer, struct range text);

// A glyph for frames and marks, or its ASCII form.
struct str compose_glyph(const struct composer *composer, const char *glyph, const char *ascii);

// The glyph `count` times, in the layout's arena.
struct str compose_repeat(struct composer *composer, struct str glyph, int count);

// A table in as many columns as there are: as it is, else with its cells wrapped and rules between
// rows, else as records of "name: value".
void compose_table(struct composer *composer, const struct block *block);

#endif
