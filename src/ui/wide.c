// SPDX-License-Identifier: ISC

#include "ui/wide.h"

#include "text/safe.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum { JOINER = 0x200D, EMOJI_STYLE = 0xFE0F };

// One column of ASCII for what the locale cannot show; the views have done better where they could.
static wchar_t plain(uint32_t ch)
{
	char bytes[UTF8_MAX];
	struct arena arena = {0};
	struct str ascii = safe_ascii(&arena, (struct str){bytes, utf8_put(ch, bytes)});
	wchar_t first = ascii.len ? (wchar_t)ascii.ptr[0] : L'?';
	arena_release(&arena);
	return first;
}

void wide_text(const struct cell *cell, bool utf8, wchar_t text[CELL_CHARS + 1])
{
	size_t n = 0;
	uint32_t base = cell->ch[0] ? cell->ch[0] : ' ';
	if (base < 0x20 || base == 0x7f)
		base = '?';
	if (!utf8 && base >= 0x80) {
		text[0] = plain(base);
		text[1] = 0;
		return;
	}
	if (base >= 0x80 && wcwidth((wchar_t)base) != cell->cols)
		base = cell->cols == 2 && wcwidth(0xff1f) == 2 ? 0xff1f : '?';
	text[n++] = (wchar_t)base;
	for (size_t i = 1; i < CELL_CHARS && cell->ch[i]; i++) {
		bool widens = cell->ch[i] == EMOJI_STYLE && cell->cols == 1; // in some terminals
		if (utf8 && wcwidth((wchar_t)cell->ch[i]) == 0 && !widens)
			text[n++] = (wchar_t)cell->ch[i];
	}
	while (n > 1 && text[n - 1] == JOINER) // with the next cell
		n--;
	text[n] = 0;
}

bool wide_flag(const struct cell *cell, wchar_t letters[2])
{
	if (cell->cols != 2)
		return false;
	for (int i = 0; i < 2; i++) {
		if (!unicode_is_flag_letter(cell->ch[i]))
			return false;
		letters[i] = (wchar_t)(L'A' + (cell->ch[i] - UNICODE_FLAG_A));
	}
	return true;
}
