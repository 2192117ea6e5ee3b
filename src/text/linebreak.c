// SPDX-License-Identifier: ISC
//
// libunibreak 1 says for each byte what follows it, as we do, but calls the end of a text a break
// that must be; that one is left to the caller.

#include "text/linebreak.h"

#include <linebreak.h>
#include <string.h>

#include "base/arena.h"

enum { LANGUAGE_MAX = 16 };

// libunibreak 1 ends the program at a regional indicator (U+1F1E6 to U+1F1FF, the letters of a
// flag): such a letter is read as another picture of its length.
static struct str without_flags(struct str text, struct arena *scratch)
{
	static const char flags[] = "\xF0\x9F\x87", picture[] = "\xF0\x9F\x8C\x80";
	size_t at = str_find(text, str_of(flags), 0);
	if (at == SIZE_MAX)
		return text;
	char *copy = (char *)(uintptr_t)arena_copy(scratch, text).ptr;
	for (; at != SIZE_MAX; at = str_find(text, str_of(flags), at + 4)) {
		if ((unsigned char)text.ptr[at + 3] >= 0xA6)
			memcpy(copy + at, picture, 4);
	}
	return (struct str){copy, text.len};
}

void linebreak_find(struct str text, struct str language, uint8_t *breaks)
{
	if (!text.len)
		return;
	char code[LANGUAGE_MAX] = "";
	if (language.len < sizeof code)
		memcpy(code, language.ptr, language.len);

	init_linebreak(); // fills an index of the library's own, the same each time
	struct arena scratch = {0};
	struct str known = without_flags(text, &scratch);
	set_linebreaks_utf8((const utf8_t *)known.ptr, known.len, *code ? code : NULL,
			    (char *)breaks);
	arena_release(&scratch);
	for (size_t i = 0; i < text.len; i++) {
		breaks[i] = breaks[i] == LINEBREAK_MUSTBREAK    ? LINEBREAK_MUST
			    : breaks[i] == LINEBREAK_ALLOWBREAK ? LINEBREAK_MAY
								: LINEBREAK_NO;
	}
	if (text.ptr[text.len - 1] != '\n')
		breaks[text.len - 1] = LINEBREAK_MAY;
}
