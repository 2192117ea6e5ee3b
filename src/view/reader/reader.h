// SPDX-License-Identifier: ISC
//
// reader: what the parts of the reader's view share.
//
// view_reader has the keys and the life of the view, reader_move where it is, reader_find the
// looking for text, reader_links the links and where they lead, reader_around what stands around
// the text, reader_draw the drawing, which only reads.

#ifndef BODYMAP_VIEW_READER_READER_H
#define BODYMAP_VIEW_READER_READER_H

#include "view/edit.h"
#include "view/flags.h"
#include "view/lists/entries.h"
#include "view/reader/find.h"
#include "view/marked.h"
#include "view/reader/sheets.h"

enum { READER_PANE_FROM = 110 }; // columns of a screen that has the outline at its side

enum reader_mode {
	READING,
	FINDING, // what to look for is being typed
	MARKING, // the letter of a bookmark is awaited
};

// The section that the focused link leads to, in the lower third.
struct peek {
	bool open;
	struct str title;
	struct doc doc;
	struct layout layout;
	struct arena arena;
};

// Where things are on the screen.
struct reader_rows {
	int flags, flag_rows; // the red flags that are seen
	int text, text_rows;  // the text, what lies over it not counted; no rows below many flags
	int peek, peek_rows;  // the rule above the peek, and the rows with it; 0: none
	int foot, foot_rows;  // the last row, or more for a long address
	int pane_cols;        // of the outline on the left; 0: none
	int left, cols;       // of the text
};

// What stands around the text, made anew after each key.
struct reader_around {
	struct str title, aside;
	struct marked foot;
	bool foot_is_hints;
	struct spot *lines; // those on the screen
	int nlines;
	struct reader_rows rows;
};

struct reader {
	struct view view;
	struct sheets sheets;
	uint32_t page;
	// Where it is.  The top line follows from it at every width; only when that line is not
	// the first of what it shows (a table's row, a rule) `below` says how far down it is.
	uint32_t section, at;
	struct spot top;
	uint32_t below;
	int below_cols;
	uint32_t focus_sheet, focus; // a link, or DOC_NONE
	uint32_t count;
	bool counting;
	enum reader_mode mode;
	struct edit line;
	struct find find;
	uint32_t find_section, find_at, find_past; // where looking began
	struct peek peek;
	// The red flags of the page's regions.  A few are fixed above the text.  More than that
	// stand above it when the page is opened and at its beginning, and scroll away with it.
	struct flags flags;
	bool flags_fixed;
	uint32_t flags_past;    // rows of them that are above the screen; 0 when they are fixed
	struct entries outline; // for the side; empty until it was wide enough
	bool outlined;
	bool changed; // the page's file is not what the book was made from
	struct str message;
	struct arena said, frame, wrapped; // wrapped: the flags' rows
	struct reader_around around;
};

// ---- reader_move ----

void reader_set_top(struct reader *reader, struct spot spot);

// Sets the top line from the place, at the width there is now.
void reader_find_top(struct reader *reader);

// Sets the lines that are on the screen, from the top line on.
void reader_list_lines(struct reader *reader);

// Brings a line into sight, a third down and red flags past when it was not.
void reader_show(struct reader *reader, struct spot spot);

// Whether a line is on the screen and nothing lies over it.
bool reader_sees(const struct reader *reader, struct spot spot);

// The count that was typed, or 1.
uint32_t reader_times(const struct reader *reader);

// Wraps the red flags for the size there is; those one had read past stay past.
void reader_wrap_flags(struct reader *reader);

// Carries out a motion; false when the action is none.
bool reader_move(struct reader *reader, enum action action);

// ---- reader_find ----

void reader_start_finding(struct reader *reader);
// False when the key is none of the line being typed.
bool reader_act_finding(struct reader *reader, const struct input *input);
void reader_find_again(struct reader *reader, bool back);

// Looks for what `old`, a view of the same page in the book `before`, looks for, and is at the same
// match as far as there is one.
void reader_find_as_before(struct reader *reader, const struct reader *old,
			   const struct book *before);

// ---- reader_around ----

// Makes *around* anew; ends every change of state.
void reader_settle(struct reader *reader);

// Says a sentence in the last row, until the next key.
void reader_say(struct reader *reader, struct str sentence);

// ---- reader_links ----

// The line a link is on; false when it is folded away or shows nothing.
bool reader_link_line(struct reader *reader, uint32_t sheet, uint32_t link, struct spot *spot);

// Focuses the next link; false, and said, when there is none.
bool reader_next_link(struct reader *reader, bool back);
bool reader_focus_seen(struct reader *reader);
const struct link *reader_link(const struct reader *reader); // in focus, or NULL

// Number of a link of a sheet, counted through the page from 1; 0 for an image.
uint32_t reader_link_number(const struct reader *reader, uint32_t sheet, uint32_t link);

// Focuses the link of that number; says so when there is none.
bool reader_focus_number(struct reader *reader, uint32_t number);

struct wish reader_follow(struct reader *reader);
void reader_peek(struct reader *reader);
void reader_peek_close(struct reader *reader);

// What the last row says of the link in focus: its title and address, or why it leads nowhere.
struct str reader_link_says(const struct reader *reader, struct arena *arena);

// ---- reader_draw ----

void reader_draw(const struct view *view, struct canvas *canvas);

// The geometry of the screen as it is now.
struct reader_rows reader_rows(const struct reader *reader);

#endif
