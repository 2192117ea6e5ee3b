// SPDX-License-Identifier: ISC
//
// edit: one line of input: text, a cursor that moves by clusters, earlier lines.

#ifndef BODYMAP_VIEW_EDIT_H
#define BODYMAP_VIEW_EDIT_H

#include "view/canvas.h"
#include "view/view.h"

enum { EDIT_LIMIT = 1024 }; // bytes of a line; what is typed beyond is not taken

// Start with `struct edit edit = {0};`.
struct edit {
	char bytes[EDIT_LIMIT];
	size_t len, at;         // at: byte the cursor stands before, between clusters
	uint32_t back;          // how many lines back in the history; 0: the line being written
	char draft[EDIT_LIMIT]; // that line, while an earlier one is shown
	size_t draft_len;
};

enum edit_result {
	EDIT_NOT_MINE, // no action of TYPING that edits: done, cancel, and all others
	EDIT_MOVED,    // or nothing to do
	EDIT_CHANGED,  // the text is another one
};

// Sets the text (made one safe line, cut at the limit), the cursor behind it.
void edit_set(struct edit *edit, struct str text);

struct str edit_text(const struct edit *edit);

// `earlier` are lines typed before, oldest first.
enum edit_result edit_act(struct edit *edit, const struct input *input, const struct str *earlier,
			  uint32_t nearlier);

// Steps through the earlier lines: `older` or back towards the one being written.
enum edit_result edit_history(struct edit *edit, bool older, const struct str *earlier,
			      uint32_t nearlier);

// Draws in `cols` columns, scrolled so that the cursor is seen, and puts the canvas's cursor
// there.
void edit_draw(const struct edit *edit, struct canvas *canvas, int row, int col, int cols,
	       enum style style);

// Draws it in a row of its own, behind `label` where there is room for both.  The canvas's cursor stays
// where it is when `walking`: what is chosen has it then.
void edit_draw_row(const struct edit *edit, struct canvas *canvas, int row, struct str label,
		   bool walking);

#endif
