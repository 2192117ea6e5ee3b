// SPDX-License-Identifier: ISC
//
// flow: running text of several looks, cut into lines.
//
// A flow is the text of a paragraph, a heading or a table's cell with what the layout adds to it
// (the brackets and path of an image).  Lines end where UAX #14 allows it; a word wider than the
// line is cut between clusters.  A line is a byte range of the flow without the spaces at its end.

#ifndef BODYMAP_VIEW_LAYOUT_FLOW_H
#define BODYMAP_VIEW_LAYOUT_FLOW_H

#include "base/vec.h"
#include "page/doc.h"

// Text of one look; it ends where the next piece begins.
struct piece {
	uint32_t from;   // byte of the flow's text
	uint32_t doc;    // the same place in doc.text, or DOC_NONE for what was added
	uint32_t doc_to; // 0: byte for byte; else all of it stands for [doc, doc_to)
	uint32_t link;   // of the doc, or DOC_NONE
	uint8_t style;   // enum style
};

struct flow {
	struct str text;
	VEC(struct piece) pieces;
	uint8_t *breaks;  // enum linebreak behind each byte
	uint32_t doc_end; // where its text ends in doc.text
};

// What to make a flow of.
struct flow_source {
	struct range text, spans; // of the doc; the spans cover the text
	uint8_t style;            // the look of what is plain
	bool fixed;               // and of all else but links
	bool ascii;               // letters as safe_ascii has them
	struct str language;
	// The link from which the next image's is looked for; moves on with the flows of a doc,
	// which are made in reading order.
	uint32_t *image;
};

// Text that is not the doc's own lives in `keep`, the rest in `scratch`.
void flow_make(const struct doc *doc, const struct flow_source *source, struct arena *keep,
	       struct arena *scratch, struct flow *flow);

// Takes the next line of at most `cols` columns from *at on; false when nothing is left.  A
// character wider than `cols` stands alone on its line.
bool flow_line(const struct flow *flow, uint32_t *at, int cols, struct range *line);

// Columns of a part of it.
int flow_cols(const struct flow *flow, struct range part);

// Its widest line when only hard breaks end one, and its widest part that no line break divides.
struct flow_widths {
	int natural, longest;
};
struct flow_widths flow_measure(const struct flow *flow);

// The fewest columns that give no more lines than `cols` do: lines of about one length.
int flow_balance(const struct flow *flow, int cols);

// The piece that holds byte `at`, and where a piece ends.
uint32_t flow_piece(const struct flow *flow, uint32_t at);
uint32_t flow_piece_end(const struct flow *flow, uint32_t piece);

// The bytes of doc.text that [from, to) of a piece shows; empty for what was added.
struct range flow_piece_doc(const struct piece *piece, uint32_t from, uint32_t to);

// The byte of doc.text shown at byte `at`; for what was added, that of what follows it.
uint32_t flow_doc(const struct flow *flow, uint32_t at);

#endif
