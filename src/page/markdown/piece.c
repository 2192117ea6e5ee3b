// SPDX-License-Identifier: ISC

#include "page/markdown/piece.h"

bool piece_is_worth_it(struct str body)
{
	return body.len > 2 * PIECE_BYTES && str_find(body, STR("]:"), 0) == SIZE_MAX;
}

uint32_t piece_end(const struct lines *lines, uint32_t from, size_t bytes)
{
	size_t least = lines_start(lines, from) + bytes;
	for (uint32_t line = from + 1; line <= lines->count; line++) {
		uint32_t start = lines_start(lines, line);
		if (start >= least && lines->text.ptr[start] == '#' &&
		    !lines_at(lines, line - 1).len)
			return line;
	}
	return lines->count + 1;
}

struct lines piece_lines(const struct lines *lines, uint32_t from, uint32_t to)
{
	return (struct lines){str_sub(lines->text, 0, lines_start(lines, to)),
			      lines->starts + (from - 1), to - from};
}
