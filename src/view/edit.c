// SPDX-License-Identifier: ISC

#include "view/edit.h"

#include <string.h>

#include "text/column.h"
#include "text/safe.h"
#include "text/utf8.h"

struct str edit_text(const struct edit *edit)
{
	return (struct str){edit->bytes, edit->len};
}

// The start of the cluster that holds byte `at` or ends there.
static size_t cluster_before(struct str text, size_t at)
{
	size_t from = 0;
	for (size_t next = 0; next < at; next = from) {
		int cols;
		size_t end = column_next(text, from, &cols);
		if (end >= at)
			break;
		from = end;
	}
	return from;
}

static size_t cluster_end(struct str text, size_t at)
{
	int cols;
	return at < text.len ? column_next(text, at, &cols) : at;
}

static void set(struct edit *edit, struct str text)
{
	if (text.len > EDIT_LIMIT) {
		text.len = EDIT_LIMIT;
		while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
			text.len--;
	}
	if (text.len)
		memmove(edit->bytes, text.ptr, text.len);
	edit->len = edit->at = text.len;
}

void edit_set(struct edit *edit, struct str text)
{
	struct arena scratch = {0};
	set(edit, safe_line(&scratch, text));
	edit->back = 0;
	arena_release(&scratch);
}

// Replaces bytes [from, to) by `text`; the cursor comes to stand behind it.
static enum edit_result splice(struct edit *edit, size_t from, size_t to, struct str text)
{
	if (edit->len - (to - from) + text.len > EDIT_LIMIT || (from == to && !text.len))
		return EDIT_MOVED;
	memmove(edit->bytes + from + text.len, edit->bytes + to, edit->len - to);
	if (text.len)
		memcpy(edit->bytes + from, text.ptr, text.len);
	edit->len += text.len - (to - from);
	edit->at = from + text.len;
	// A mark joins the character before it: the cursor never stands inside a cluster.
	if (edit->at < edit->len) {
		size_t start = cluster_before(edit_text(edit), edit->at);
		size_t end = cluster_end(edit_text(edit), start);
		edit->at = edit->at > start && edit->at < end ? end : edit->at;
	}
	return EDIT_CHANGED;
}

static enum edit_result type(struct edit *edit, uint32_t ch)
{
	char bytes[UTF8_MAX];
	size_t len = utf8_put(ch, bytes);
	return splice(edit, edit->at, edit->at, (struct str){bytes, len});
}

static enum edit_result delete_word(struct edit *edit)
{
	size_t from = edit->at;
	while (from && edit->bytes[from - 1] == ' ')
		from--;
	while (from && edit->bytes[from - 1] != ' ')
		from--;
	return splice(edit, from, edit->at, STR(""));
}

static enum edit_result move(struct edit *edit, size_t at)
{
	edit->at = at;
	return EDIT_MOVED;
}

enum edit_result edit_history(struct edit *edit, bool older, const struct str *earlier,
			      uint32_t nearlier)
{
	if (older ? edit->back >= nearlier : !edit->back)
		return EDIT_MOVED;
	if (!edit->back) {
		memcpy(edit->draft, edit->bytes, edit->len);
		edit->draft_len = edit->len;
	}
	edit->back += older ? 1 : UINT32_MAX;
	// The line being written may be the newest of the history already.
	if (older && edit->back == 1 && str_eq(earlier[nearlier - 1], edit_text(edit)))
		return edit_history(edit, true, earlier, nearlier);
	set(edit, edit->back ? earlier[nearlier - edit->back]
			     : (struct str){edit->draft, edit->draft_len});
	return EDIT_CHANGED;
}

enum edit_result edit_act(struct edit *edit, const struct input *input, const struct str *earlier,
			  uint32_t nearlier)
{
	struct str text = edit_text(edit);
	size_t before = cluster_before(text, edit->at), behind = cluster_end(text, edit->at);
	// clang-format off
	switch ((int)input->action) {
	case ACT_CHAR:           return type(edit, input->ch);
	case ACT_TYPE_LEFT:      return move(edit, before);
	case ACT_TYPE_RIGHT:     return move(edit, behind);
	case ACT_TYPE_HOME:      return move(edit, 0);
	case ACT_TYPE_END:       return move(edit, edit->len);
	case ACT_TYPE_BACKSPACE: return splice(edit, before, edit->at, STR(""));
	case ACT_TYPE_DELETE:    return splice(edit, edit->at, behind, STR(""));
	case ACT_TYPE_WORD:      return delete_word(edit);
	case ACT_TYPE_CLEAR:     return splice(edit, 0, edit->len, STR(""));
	case ACT_TYPE_OLDER:     return edit_history(edit, true, earlier, nearlier);
	case ACT_TYPE_NEWER:     return edit_history(edit, false, earlier, nearlier);
	default:                 return EDIT_NOT_MINE;
	}
	// clang-format on
}

// Columns scrolled away: by half the width at a time, so that the text does not run under the
// cursor with each key.
static int scrolled(int cursor, int cols)
{
	int step = cols > 1 ? cols / 2 : 1;
	return cursor < cols ? 0 : ((cursor - cols) / step + 1) * step;
}

void edit_draw(const struct edit *edit, struct canvas *canvas, int row, int col, int cols,
	       enum style style)
{
	if (cols <= 0)
		return;
	struct arena scratch = {0};
	struct str before = str_sub(edit_text(edit), 0, edit->at);
	struct str behind = str_sub(edit_text(edit), edit->at, edit->len);
	if (canvas->ascii) {
		before = safe_ascii(&scratch, before);
		behind = safe_ascii(&scratch, behind);
	}
	int cursor = column_count(before), gone = scrolled(cursor, cols);
	struct str seen = column_fit_end(before, cursor - gone);
	canvas_fill(canvas, row, col, 1, cols, style);
	int at = canvas_text(canvas, row, col + (cursor - gone - column_count(seen)), seen, style);
	canvas_text(canvas, row, at, column_fit(behind, col + cols - at), style);
	canvas->cursor_row = row;
	canvas->cursor_col = at;
	arena_release(&scratch);
}

void edit_draw_row(const struct edit *edit, struct canvas *canvas, int row, struct str label,
		   bool walking)
{
	int chosen_row = canvas->cursor_row, chosen_col = canvas->cursor_col;
	canvas_fill(canvas, row, 0, 1, canvas->cols, STYLE_PLAIN);
	int col = canvas->cols > 20 ? canvas_text(canvas, row, 0, label, STYLE_TITLE) : 0;
	edit_draw(edit, canvas, row, col, canvas->cols - col, STYLE_PLAIN);
	if (walking) {
		canvas->cursor_row = chosen_row;
		canvas->cursor_col = chosen_col;
	}
}
