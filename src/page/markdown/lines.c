// SPDX-License-Identifier: ISC

#include "page/markdown/lines.h"

#include <string.h>

#include "base/vec.h"

// The byte behind the line that begins at `at`; `returns` says that the text has a \r somewhere.
static size_t line_end(struct str text, size_t at, bool returns)
{
	if (!returns) {
		const char *feed = memchr(text.ptr + at, '\n', text.len - at);
		return feed ? (size_t)(feed - text.ptr) + 1 : text.len;
	}
	while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
		at++;
	if (at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n')
		at++;
	return at < text.len ? at + 1 : at;
}

struct lines lines_of(struct str text, struct arena *arena)
{
	VEC(uint32_t) starts = {0};
	bool returns = text.len && memchr(text.ptr, '\r', text.len);
	starts.room = (uint32_t)(text.len / 32 + 16);
	starts.at = arena_room(arena, starts.room, sizeof *starts.at);
	for (size_t at = 0; at < text.len; at = line_end(text, at, returns))
		*vec_push(arena, &starts) = (uint32_t)at;
	uint32_t count = starts.count;
	*vec_push(arena, &starts) = (uint32_t)text.len;
	return (struct lines){text, starts.at, count};
}

uint32_t lines_start(const struct lines *lines, uint32_t line)
{
	if (line > lines->count)
		return (uint32_t)lines->text.len;
	return line ? lines->starts[line - 1] : 0;
}

struct str lines_at(const struct lines *lines, uint32_t line)
{
	uint32_t from = lines_start(lines, line), to = lines_start(lines, line + 1);
	while (to > from && (lines->text.ptr[to - 1] == '\n' || lines->text.ptr[to - 1] == '\r'))
		to--;
	return str_sub(lines->text, from, to);
}
