// SPDX-License-Identifier: ISC
//
// layout: a doc at a width: lines of runs, ready to be drawn or printed.
//
// Lines are wrapped by columns at the places UAX #14 allows; a word longer than the line is cut
// between clusters.  A table fits as it is, else wraps its cells with rules between rows, else
// becomes records of "name: value".  What a line shows is in its runs; where it came from is in
// `text`, so that a place in the doc survives another width.

#ifndef BODYMAP_VIEW_LAYOUT_LAYOUT_H
#define BODYMAP_VIEW_LAYOUT_LAYOUT_H

#include "page/doc.h"
#include "view/canvas.h"

struct run {
	struct str text;  // safe, no line feeds
	struct range doc; // the bytes of doc.text it shows; empty for what the layout adds
	uint8_t style;    // enum style
	uint32_t link;    // of the doc, or DOC_NONE
};

struct line {
	struct range runs;
	// Bytes of doc.text it stands for, never before those of the line above: empty, at its
	// place, for a blank line or a rule; the whole row's for each line of a table's row.
	struct range text;
	uint32_t block; // DOC_NONE for a blank line between blocks
	uint32_t section;
};

struct layout_options {
	int cols;   // width of the text, at least 1
	bool ascii; // ASCII alone, as safe_ascii has it: letters, bars, bullets and frames
	struct str language;
	const bool *folded; // by container: a <details> that is closed; NULL: all open
};

struct layout {
	int cols;
	const struct line *lines;
	uint32_t nlines;
	const struct run *runs;
	uint32_t nruns;
};

// Lives as long as doc and arena.  `sections` are those to lay out, half open (all of a doc:
// {0, doc->nsections}).
void layout_doc(const struct doc *doc, struct range sections, const struct layout_options *options,
		struct arena *arena, struct layout *layout);

// The line that shows byte `at` of doc.text, or the last one before it.
uint32_t layout_line_at(const struct layout *layout, uint32_t at);

// The first line of a section, its heading.
uint32_t layout_section_line(const struct layout *layout, uint32_t section);

// What a view adds to a line: `marks` are byte ranges of doc.text (ascending, disjoint) to restyle
// as matches, `now` the index of the current one or DOC_NONE, `focus` the link in focus or
// DOC_NONE, `links` the style of each link of the doc, or NULL.
struct line_look {
	const struct range *marks;
	uint32_t nmarks, now, focus;
	const uint8_t *links;
};

// Draws `line` at `row`, from `col`.
void layout_draw(const struct layout *layout, uint32_t line, const struct line_look *look,
		 struct canvas *canvas, int row, int col);

// All lines as plain text.  What is to be printed with styles is printed run by run: no line ends
// in spaces that were added.
void layout_text(const struct layout *layout, struct buf *out);

#endif
