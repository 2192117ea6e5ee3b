// SPDX-License-Identifier: ISC
//
// libunibreak 1 knows Unicode 6.2, and two things of it must be kept in mind.  It asserts that
// there are no regional indicators (the letters of flags) and takes U+FFFF for the end of the
// text, so those are shown to it as others of the same length and of like behaviour.  And it would
// break within a cluster that later versions hold together (flags, families, skin tones), so what
// is inside a cluster is closed afterwards.

#include "text/linebreak.h"

#include "base/buf.h"
#include "text/column.h"

#include <linebreak.h>
#include <string.h>

enum { LANGUAGE_MAX = 16 };

// Replaces the four bytes of U+1F1E6 to U+1F1FF by those of an ideograph, and U+FFFF by U+FFFD.
// Byte for byte: valid UTF-8 holds neither sequence across two characters.
static struct str without_hazards(struct str text, struct buf *copy)
{
	const struct str flag = STR("\xF0\x9F\x87"), end = STR("\xEF\xBF\xBF");
	bool flags = str_find(text, flag, 0) != SIZE_MAX, ends = str_find(text, end, 0) != SIZE_MAX;
	if (!flags && !ends)
		return text;

	buf_add(copy, text);
	for (size_t at = 0; (at = str_find(text, flag, at)) != SIZE_MAX; at += flag.len) {
		if ((unsigned char)text.ptr[at + 3] >= 0xA6)
			memcpy(copy->ptr + at, "\xF0\xA0\x80\x80", 4);
	}
	for (size_t at = 0; (at = str_find(text, end, at)) != SIZE_MAX; at += end.len)
		memcpy(copy->ptr + at, "\xEF\xBF\xBD", 3);
	return buf_str(copy);
}

static uint8_t meaning(uint8_t found)
{
	return found == LINEBREAK_MUSTBREAK    ? LINEBREAK_MUST
	       : found == LINEBREAK_ALLOWBREAK ? LINEBREAK_MAY
					       : LINEBREAK_NO;
}

void linebreak_find(struct str text, struct str language, uint8_t *breaks)
{
	if (!text.len)
		return;
	char code[LANGUAGE_MAX] = "";
	if (language.len && language.len < sizeof code)
		memcpy(code, language.ptr, language.len);
	struct buf copy = {0};
	struct str shown = without_hazards(text, &copy);

	init_linebreak(); // fills an index of the library's own, the same each time
	set_linebreaks_utf8((const utf8_t *)shown.ptr, shown.len, *code ? code : NULL,
			    (char *)breaks);
	buf_release(&copy);

	for (size_t at = 0, behind; at < text.len; at = behind) {
		int cols;
		behind = column_next(text, at, &cols);
		memset(breaks + at, LINEBREAK_NO, behind - at - 1);
		breaks[behind - 1] = meaning(breaks[behind - 1]);
	}
	// The library calls the end of a text a break that must be.
	if (text.ptr[text.len - 1] != '\n')
		breaks[text.len - 1] = LINEBREAK_MAY;
}
