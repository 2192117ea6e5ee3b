// SPDX-License-Identifier: ISC

#include "view/layout/alert.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

size_t alert_read(struct str text, struct arena *arena, struct str *name)
{
	size_t at = 2;
	if (!str_starts(text, STR("[!")))
		return 0;
	while (at < text.len && is_letter(text.ptr[at]))
		at++;
	size_t letters = at - 2;
	if (!letters || at == text.len || text.ptr[at++] != ']')
		return 0;
	at += at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+');
	if (at < text.len && !is_blank(text.ptr[at]))
		return 0;
	while (at < text.len && is_blank(text.ptr[at]))
		at++;
	char *shown = arena_bytes(arena, letters);
	for (size_t i = 0; i < letters; i++)
		shown[i] = (char)(i ? text.ptr[2 + i] | 0x20 : text.ptr[2] & ~0x20);
	*name = (struct str){shown, letters};
	return at;
}
