// SPDX-License-Identifier: ISC

#include "text/unicode.h"

#include <utf8proc.h>

enum unicode_kind unicode_kind(uint32_t cp)
{
	static const uint8_t kinds[] = {
		[UTF8PROC_CATEGORY_LU] = UNICODE_LETTER,  [UTF8PROC_CATEGORY_LL] = UNICODE_LETTER,
		[UTF8PROC_CATEGORY_LT] = UNICODE_LETTER,  [UTF8PROC_CATEGORY_LM] = UNICODE_LETTER,
		[UTF8PROC_CATEGORY_LO] = UNICODE_LETTER,  [UTF8PROC_CATEGORY_NL] = UNICODE_LETTER,
		[UTF8PROC_CATEGORY_MN] = UNICODE_MARK,    [UTF8PROC_CATEGORY_MC] = UNICODE_MARK,
		[UTF8PROC_CATEGORY_ME] = UNICODE_MARK,    [UTF8PROC_CATEGORY_ND] = UNICODE_DIGIT,
		[UTF8PROC_CATEGORY_ZS] = UNICODE_SPACE,   [UTF8PROC_CATEGORY_ZL] = UNICODE_SPACE,
		[UTF8PROC_CATEGORY_ZP] = UNICODE_SPACE,   [UTF8PROC_CATEGORY_CC] = UNICODE_CONTROL,
		[UTF8PROC_CATEGORY_CF] = UNICODE_FORMAT,  [UTF8PROC_CATEGORY_CS] = UNICODE_PRIVATE,
		[UTF8PROC_CATEGORY_CO] = UNICODE_PRIVATE,
	};
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
	return (size_t)category < countof(kinds) ? kinds[category] : UNICODE_OTHER;
}

uint32_t unicode_lower(uint32_t cp)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

int unicode_width(uint32_t cp)
{
	int cols = utf8proc_charwidth((utf8proc_int32_t)cp);
	return cols < 0 ? 0 : cols > 2 ? 2 : cols;
}

bool unicode_breaks(uint32_t before, uint32_t after, int32_t *state)
{
	return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after,
						state);
}

size_t unicode_decompose(uint32_t cp, bool fold, uint32_t parts[UNICODE_PARTS])
{
	utf8proc_int32_t out[UNICODE_PARTS];
	int boundary = 0;
	utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
	if (fold)
		options |= UTF8PROC_CASEFOLD;
	utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)cp, out, UNICODE_PARTS,
							 options, &boundary);
	if (count < 0 || count > UNICODE_PARTS) {
		parts[0] = cp;
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		parts[i] = (uint32_t)out[i];
	return (size_t)count;
}

int unicode_combining_class(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
}
