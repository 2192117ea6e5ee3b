// SPDX-License-Identifier: ISC
//
// doc: a page's body as flat arrays: what a reader sees, in reading order, and how it is said.
//
// `text` holds every visible character once, made safe (text/safe.h), blocks and table cells
// separated by a line feed.  Blocks are leaves (a paragraph, a heading, a table ...); the quotes
// and list items around them are their chain of containers.  Everything else is indices and byte
// ranges into `text`, half open; no pointers between the parts, so a doc can be cut and searched
// without its tree.
//
// Read by the layout, the collector of the index, snippets, regex search and `check`: the one
// understanding of markdown in the program.

#ifndef BODYMAP_PAGE_DOC_H
#define BODYMAP_PAGE_DOC_H

#include "base/arena.h"

#define DOC_NONE UINT32_MAX

enum span_style {
	SPAN_EMPH = 1 << 0,
	SPAN_STRONG = 1 << 1,
	SPAN_CODE = 1 << 2,
	SPAN_STRIKE = 1 << 3,
	SPAN_IMAGE = 1 << 4,    // the text is an image's alt text (its path when that is empty)
	SPAN_HTML = 1 << 5,     // text that stood in raw HTML
	SPAN_FOOTNOTE = 1 << 6, // a footnote's mark: "[1]"; its link leads to the note, or back
	SPAN_BREAK = 1 << 7,    // a hard line break: the span's text is one line feed
};

// A run of text of one look.  The spans of a block cover its text without gaps, in order.
struct span {
	struct range text;
	uint32_t style; // enum span_style bits
	uint32_t link;  // index of its link, or DOC_NONE
};

enum container_kind { CONTAINER_QUOTE, CONTAINER_ITEM, CONTAINER_DETAILS };
enum task { TASK_NO, TASK_OPEN, TASK_DONE };

struct container {
	enum container_kind kind;
	uint32_t parent; // DOC_NONE at the outermost
	uint32_t number; // of an item of an ordered list; DOC_NONE for a bullet
	char delimiter;  // '.' or ')' behind the number; the bullet's character otherwise
	uint8_t digits;  // of the widest number of the list, so that items align
	bool tight;      // no empty line between the items of its list
	enum task task;
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_CODE,     // lines as they are; tabs stand at every eighth column
	BLOCK_HTML,     // the text of an HTML block
	BLOCK_RULE,     // no text
	BLOCK_TABLE,    // its spans are those of its cells
	BLOCK_SUMMARY,  // the line of a <details> that stays when it is folded
	BLOCK_FOOTNOTE, // the first block of a footnote's text, behind all others of the page
};

struct block {
	enum block_kind kind;
	uint8_t level;      // of a heading, 1 to 6
	uint32_t container; // innermost, or DOC_NONE
	uint32_t section;
	uint32_t line; // in the source, from 1 (front matter counted)
	struct range text;
	struct range spans;
	uint32_t table;  // of a BLOCK_TABLE, else DOC_NONE
	struct str info; // of a code block: its language, as written
};

enum align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct cell_text {
	struct range text, spans;
};

struct table {
	uint32_t rows, cols;           // the first row is the head
	const uint8_t *align;          // cols of enum align
	const struct cell_text *cells; // rows * cols, row by row
};

struct link {
	// As written: "soleus.md#where-it-is", "https://...", "#anchor".  A wiki link gives what stands
	// in "[[...]]" before a '|', with `wiki` set; an image its file, with `image` set.
	struct str target;
	struct range text; // its visible text
	uint32_t block;
	uint32_t line; // of its block in the source, from 1
	// Of a footnote's mark, whose target is empty: the block it leads to, the note's first or
	// the one the mark stands in.  Else DOC_NONE.
	uint32_t note;
	bool wiki;
	bool image;
};

// The heading and what follows it up to the next heading of any level.  A heading inside a quote or
// a list item is only a block and begins no section.  Section 0 is what stands before the first
// heading: it has level 0, no heading and no anchor, and is there even when empty.
struct section {
	struct str heading; // its visible text
	struct str anchor;  // by GitHub's rules, duplicates with -1, -2 ...; of section 0 empty
	uint8_t level;      // 1 to 6; 0 for section 0
	uint32_t line;      // of its heading, from 1
	struct range blocks;
	struct range text;   // heading included
	struct range source; // bytes of the page's source, heading included
};

struct doc {
	struct str text;
	const struct block *blocks;
	uint32_t nblocks;
	const struct span *spans;
	uint32_t nspans;
	const struct container *containers;
	uint32_t ncontainers;
	const struct table *tables;
	uint32_t ntables;
	const struct link *links;
	uint32_t nlinks;
	const struct section *sections;
	uint32_t nsections;
	struct str problem; // why the page is shown as plain text, a phrase; else empty
};

// Reads the body of a page (front matter cut off by the caller); `first_line` and `first_byte` are
// where the body begins in the source, and all lines and source ranges count from the source's
// start.  `body` must be clean (utf8_clean) and is borrowed: the doc lives as long as body and
// arena.  Never fails: what the parser cannot finish within its bounds of time and memory becomes
// plain paragraphs with `problem` set.  The only user of <cmark.h>.
void doc_parse(struct str body, uint32_t first_line, size_t first_byte, struct arena *arena,
	       struct doc *doc);

// Memory that parsing takes and gives back, kept from page to page by who parses many.  Start with
// `struct doc_room room = {0};`.
struct doc_room {
	struct arena tree, scratch;
};
void doc_parse_in(struct doc_room *room, struct str body, uint32_t first_line, size_t first_byte,
		  struct arena *arena, struct doc *doc);
void doc_room_release(struct doc_room *room);

// The section with this anchor (compared as GitHub does, without case), or DOC_NONE.  An empty
// anchor is section 0.
uint32_t doc_section(const struct doc *doc, struct str anchor);

// Where section `section` ends for reading: the first section behind it of the same or a higher
// level.
uint32_t doc_section_end(const struct doc *doc, uint32_t section);

// GitHub's anchor for a heading's text: lower case, without punctuation, each space a hyphen.
struct str doc_anchor(struct arena *arena, struct str heading);

#endif
