// SPDX-License-Identifier: ISC
//
// inlines: what stands around a piece of text while a block is read: styles, a link, an image,
// whether it came from markdown or from raw HTML.

#ifndef BODYMAP_PAGE_MARKDOWN_INLINES_H
#define BODYMAP_PAGE_MARKDOWN_INLINES_H

#include "page/markdown/builder.h"
#include "page/markdown/html.h"

enum { INLINE_STYLES = 5 }; // SPAN_EMPH to SPAN_IMAGE

struct inlines {
	struct builder *builder;
	uint32_t marked[INLINE_STYLES]; // how many marks of each style are open
	uint32_t tagged[INLINE_STYLES]; // and how many tags
	uint32_t style;                 // enum span_style bits of what comes
	uint32_t link;                  // around what comes, or DOC_NONE
	uint32_t image_from;            // where the text of the outermost image begins
	bool tags;                      // some of `tagged` may be left open
	bool tag_link;                  // the link is a tag's
	bool line_due;                  // a tag began a line, if text comes
	bool item_due;                  // of a list
	bool image_link;                // the link is the outermost image's own
	bool after_break;               // <br>: spaces that follow are not shown
};

void inlines_start(struct inlines *inlines, struct builder *builder);

// Opens or closes a style, by markdown's marks.
void inlines_mark(struct inlines *inlines, enum span_style bit, bool open);

// A link and its end.
void inlines_link(struct inlines *inlines, struct str target);
void inlines_link_end(struct inlines *inlines);

// An image and its end, with its alternative text between.
void inlines_image(struct inlines *inlines, struct str target);
void inlines_image_end(struct inlines *inlines, struct str target);

void inlines_text(struct inlines *inlines, struct str text, uint32_t extra_style);
void inlines_break(struct inlines *inlines, bool hard);

// A tag in the midst of text, and all tags of a piece of raw HTML.
void inlines_tag(struct inlines *inlines, const struct html_token *tag);
void inlines_html(struct inlines *inlines, struct str text);

// The end of a block: tags left open end with it.
void inlines_end(struct inlines *inlines);

#endif
