// SPDX-License-Identifier: ISC
//
// builder: a doc in the making.
//
// Text comes in reading order, a block after the other; inside a block as runs (a paragraph's
// text, a table's cell), each made of pieces of one style.  When a run ends it is finished: what
// CommonMark does not know is found in it (page/rewrite), and the text is made safe.  Sections,
// anchors and ranges are set when all is there.  Lines are those of the body, from 1.

#ifndef BODYMAP_PAGE_MARKDOWN_BUILDER_H
#define BODYMAP_PAGE_MARKDOWN_BUILDER_H

#include "base/vec.h"
#include "page/doc.h"
#include "page/markdown/lines.h"
#include "page/markdown/note.h"

enum { NESTING_LIMIT = 100 };

// What a run's text holds that needs work when the run ends.
enum sight {
	SIGHT_PAIR = 1 << 0,   // "ww", ":/", "[[" or "[^"
	SIGHT_MARK = 1 << 1,   // '~' or '@'
	SIGHT_BLANK = 1 << 2,  // a tab or the end of a line
	SIGHT_RETURN = 1 << 3, // '\r'
	SIGHT_UNSAFE = 1 << 4, // another control character or what is not ASCII
};

// A run's beginning.
struct run_start {
	uint32_t text, spans, links;
};

// A container that is open; `index` is DOC_NONE for one beyond the limit.
struct builder_open {
	uint32_t index;
	enum container_kind kind;
};

struct builder {
	struct arena *arena; // for what grows; the doc is copied out of it
	struct arena *kept;  // for text and strings, which are written where they stay
	struct lines lines;  // of the body
	uint32_t first_line, first_byte;
	bool aside; // headings begin no sections
	char *text;
	uint32_t len, room;
	uint32_t separated; // the length of the text behind the last separator
	VEC(struct span) spans;
	VEC(struct block) blocks;
	VEC(struct container) containers;
	VEC(struct table) tables;
	VEC(struct link) links;
	VEC(struct section) sections;
	struct {
		struct builder_open *at;
		uint32_t count, room;
	} open;              // containers around what comes
	uint32_t container;  // the innermost kept, or DOC_NONE
	struct notes *notes; // of the page, or NULL
	VEC(uint32_t) marks; // links that lead to notes: their `note` is an index of notes
	struct run_start run;
	uint32_t looked; // the byte of the text up to which the run has been looked at
	unsigned seen;   // enum sight of it
	bool joining;    // a soft break waits for the next character
};

// The body begins at line `first_line` and byte `first_byte` of the page.  The doc lives as long as
// `kept`; `arena` may be emptied when it is finished.
void builder_start(struct builder *builder, struct arena *arena, struct arena *kept,
		   struct lines body, uint32_t first_line, size_t first_byte);

// Opens a container inside the present one.
void builder_open(struct builder *builder, struct container container);

// Closes the innermost of this kind: a <details> only when nothing else is open inside it; a quote
// or an item with each <details> that was left open in it.
void builder_close(struct builder *builder, enum container_kind kind);

// Begins a block in the present container; the rest of it may be set through the result, until
// the next block.
struct block *builder_block(struct builder *builder, enum block_kind kind, uint32_t line);

// The same for a heading; begins a section unless it stands in a quote, an item or a footnote.
void builder_heading(struct builder *builder, uint8_t level, uint32_t line);

// Ends it: its text and spans are what came since.
void builder_block_end(struct builder *builder);

// A rule, whole.
void builder_rule(struct builder *builder, uint32_t line);

// Begins the block of a footnote with its mark, which leads back to the first mark that leads to it.
void builder_note(struct builder *builder, struct note *note, uint32_t line);

// Begins and ends a run.  `code` keeps its white space.
void builder_run(struct builder *builder);
void builder_run_end(struct builder *builder, bool code);

// The run so far, copied aside and taken out of the doc, to be put in again otherwise.  Its ranges
// count from its start; it lives as long as the builder.
struct taken {
	char *text;
	uint32_t len;
	struct span *spans;
	uint32_t nspans;
};
struct taken builder_take_run(struct builder *builder);

// Appends a piece of text to the run.
void builder_text(struct builder *builder, struct str text, uint32_t style, uint32_t link);
// The end of a line in the source: a space, but none between characters of scripts without spaces.
void builder_soft_break(struct builder *builder, uint32_t style, uint32_t link);
void builder_hard_break(struct builder *builder, uint32_t style, uint32_t link);

// Whether the run so far holds a SIGHT_PAIR.
bool builder_sees_pair(struct builder *builder);

// Takes the first `from` bytes off the run, and what is behind byte `to`.
void builder_cut_run(struct builder *builder, uint32_t from, uint32_t to);

// Takes "[ ] " or "[x] " off the start of the run, the first of an item, which becomes a task.
void builder_take_task(struct builder *builder);

// Adds a link whose text comes next, at least until the block ends; returns its index.  Its target
// is copied.
uint32_t builder_link(struct builder *builder, struct link link);

// Sets what is left and copies what grew.
void builder_finish(struct builder *builder, struct doc *doc);

#endif
