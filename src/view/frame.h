// SPDX-License-Identifier: ISC
//
// frame: what every screen has: a title in the first row, hints in the last.

#ifndef BODYMAP_VIEW_FRAME_H
#define BODYMAP_VIEW_FRAME_H

#include "view/action.h"
#include "view/canvas.h"

// Rows of a screen without the frame; a screen of one or two rows has none, or a title alone.
struct frame {
	int top;      // first row of the content: 0 or 1
	int rows;     // of the content, at least 1
	int hint_row; // -1 when there is none
};
struct frame frame_of(int rows);

// Columns rows of text are laid out in: on a wide screen a line is no longer than is well read.
int frame_cols(int cols);

// Draws `text` on the left of a row and `aside` on the right, if there is room for both.
void frame_title(struct canvas *canvas, int row, struct str text, struct str aside);

// Draws "key word" pairs, as many as wholly fit; the key is the action's first in the table that
// works for a view which listens to `keysets`; without one the pair is left out.  ACT_NONE needs
// none: the word stands alone.
struct hint {
	enum action action;
	const char *word;
};
void frame_hints(struct canvas *canvas, int row, unsigned keysets, const struct hint *hints,
		 size_t count);

#endif
