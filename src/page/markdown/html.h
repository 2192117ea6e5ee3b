// SPDX-License-Identifier: ISC
//
// html: raw HTML cut into tags and text, as far as a reader without a browser needs it.

#ifndef BODYMAP_PAGE_MARKDOWN_HTML_H
#define BODYMAP_PAGE_MARKDOWN_HTML_H

#include "base/arena.h"

enum html_tag {
	TAG_OTHER, // changes nothing: its text is shown
	TAG_A,
	TAG_BR,
	TAG_CODE, // and kbd, samp, tt
	TAG_DEL,  // and s, strike
	TAG_DETAILS,
	TAG_EM, // and i
	TAG_HEADING,
	TAG_HR,
	TAG_IMG,
	TAG_LI,
	TAG_LINE,  // begins a line: tr, dt, dd, option, caption
	TAG_PARTS, // ends a paragraph: p, div, table, ul, blockquote ...
	TAG_CELL,  // td, th
	TAG_PRE,
	TAG_HIDDEN, // script, style, template: what it holds is not shown
	TAG_STRONG, // and b
	TAG_SUMMARY,
};

struct html_token {
	bool is_text;
	struct str text; // as it stands, entities and all; of a tag too
	enum html_tag tag;
	bool closes;           // </tag>
	uint8_t level;         // of a heading
	struct str name;       // of the tag
	struct str attributes; // what stands behind the name
};

// What is left to be read: start with {.rest = ...}.
struct html {
	struct str rest;
	bool text_only; // a tag was not closed: none that follows is looked for
};

// Takes the next tag or piece of text off the rest; comments, declarations and instructions are
// passed over.  A '<' that begins no tag is text.  False at the end.
bool html_next(struct html *html, struct html_token *token);

// The value of an attribute, as it stands; false when it is not there.
bool html_attribute(struct str attributes, struct str name, struct str *value);

// Passes over everything up to behind "</name>".
void html_skip(struct html *html, struct str name);

// Text with its entities decoded; `text` itself when there are none.
struct str html_decode(struct arena *arena, struct str text);

#endif
