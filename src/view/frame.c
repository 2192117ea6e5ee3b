// SPDX-License-Identifier: ISC

#include "view/frame.h"

#include "text/column.h"

struct frame frame_of(int rows)
{
	struct frame frame = {.top = rows >= 3, .rows = rows, .hint_row = -1};
	frame.rows -= frame.top;
	if (rows >= 4)
		frame.hint_row = rows - 1;
	frame.rows -= rows >= 4;
	return frame;
}

int frame_cols(int cols)
{
	enum { WIDEST = 100 };
	return cols < WIDEST ? cols : WIDEST;
}

void frame_title(struct canvas *canvas, int row, struct str text, struct str aside)
{
	int wide = column_count(aside), room = canvas->cols - 1;
	canvas_fill(canvas, row, 0, 1, canvas->cols, STYLE_TITLE);
	if (wide && wide + 12 < canvas->cols) {
		canvas_text(canvas, row, canvas->cols - 1 - wide, aside, STYLE_TITLE);
		room -= wide + 3;
	}
	canvas_fit(canvas, row, canvas->cols > 2, room, text, STYLE_TITLE);
}

static struct str working_key(enum action action, unsigned keysets)
{
	struct str keys = str_of(action_info[action].keys);
	struct key_name key;
	while (action_next_key(&keys, &key)) {
		if (action_of(key.key, keysets) == action)
			return key.name;
	}
	return STR("");
}

void frame_hints(struct canvas *canvas, int row, unsigned keysets, const struct hint *hints,
		 size_t count)
{
	canvas_fill(canvas, row, 0, 1, canvas->cols, STYLE_HINT);
	int col = canvas->cols > 2;
	for (size_t i = 0; i < count; i++) {
		struct str key = working_key(hints[i].action, keysets);
		struct str word = str_of(hints[i].word);
		bool alone = hints[i].action == ACT_NONE;
		if (!key.len && !alone)
			continue;
		if (col + column_count(key) + !alone + column_count(word) > canvas->cols)
			break;
		col = canvas_text(canvas, row, col, key, STYLE_STRONG) + !alone;
		col = canvas_text(canvas, row, col, word, STYLE_HINT) + 2;
	}
}
