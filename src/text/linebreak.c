// SPDX-License-Identifier: ISC
//
// libunibreak 1 says for each byte what follows it, as we do, but calls the end of a text a break
// that must be; that one is left to the caller.

#include "text/linebreak.h"

#include <linebreak.h>
#include <string.h>

enum { LANGUAGE_MAX = 16 };

void linebreak_find(struct str text, struct str language, uint8_t *breaks)
{
	if (!text.len)
		return;
	char code[LANGUAGE_MAX] = "";
	if (language.len < sizeof code)
		memcpy(code, language.ptr, language.len);

	init_linebreak(); // fills an index of the library's own, the same each time
	set_linebreaks_utf8((const utf8_t *)text.ptr, text.len, *code ? code : NULL,
			    (char *)breaks);
	for (size_t i = 0; i < text.len; i++) {
		breaks[i] = breaks[i] == LINEBREAK_MUSTBREAK    ? LINEBREAK_MUST
			    : breaks[i] == LINEBREAK_ALLOWBREAK ? LINEBREAK_MAY
								: LINEBREAK_NO;
	}
	if (text.ptr[text.len - 1] != '\n')
		breaks[text.len - 1] = LINEBREAK_MAY;
}
