// SPDX-License-Identifier: ISC

#include "page/markdown/escape.h"

static char at(struct str text, size_t i)
{
	return i < text.len ? text.ptr[i] : '\0';
}

// The first place behind `from` where an escaped bracket and another one meet, or behind an escaped
// tilde, or the end.
static size_t next_meeting(struct str text, size_t from)
{
	const struct str backslash = STR("\\");
	for (size_t i = from; (i = str_find(text, backslash, i)) != SIZE_MAX; i += 2) {
		char bracket = at(text, i + 1), next = at(text, i + 2);
		if (bracket == '~')
			return i + 2;
		if (bracket != '[' && bracket != ']')
			continue;
		if (i > from && text.ptr[i - 1] == bracket)
			return i;
		if (next == bracket || (bracket == '[' && next == '^'))
			return i + 2;
	}
	return text.len;
}

bool escape_part(struct escape *escape, struct str *part)
{
	if (escape->at == escape->text.len)
		return false;
	size_t to = next_meeting(escape->text, escape->at);
	*part = escape->joins ? STR(ESCAPE_JOINER) : str_sub(escape->text, escape->at, to);
	escape->at = escape->joins ? escape->at : to;
	escape->joins = !escape->joins;
	return true;
}
