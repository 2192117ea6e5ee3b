// SPDX-License-Identifier: ISC
//
// A line at the margin behind an empty one ends every block of CommonMark but a fence and raw HTML of
// some kinds.  Link references and footnotes reach over everything, so where there may be any there is
// no cut; nor where a fence stands in a quote or an item, which end it too.

#include "search/snippet/cut.h"

#include <string.h>

struct fence {
	char sign; // '\0': none is open
	size_t len;
};

static size_t blanks(struct str line)
{
	size_t at = 0;
	while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'))
		at++;
	return at;
}

static size_t run(struct str line, char sign)
{
	size_t len = 0;
	while (len < line.len && line.ptr[len] == sign)
		len++;
	return len;
}

// The fence that a line without its indent is, or none.
static struct fence fence_of(struct str line)
{
	char sign = line.len ? line.ptr[0] : '\0';
	size_t len = sign == '`' || sign == '~' ? run(line, sign) : 0;
	if (len < 3 || (sign == '`' && memchr(line.ptr + len, '`', line.len - len)))
		return (struct fence){'\0', 0};
	return (struct fence){sign, len};
}

static bool closes(struct str line, struct fence open)
{
	struct fence fence = fence_of(line);
	return fence.sign == open.sign && fence.len >= open.len &&
	       !str_trim(str_sub(line, fence.len, line.len)).len;
}

// Whether a fence may stand behind the signs of quotes and items.
static bool has_inner_fence(struct str line)
{
	size_t at = 0;
	while (at < line.len && strchr(" \t>-*+.)0123456789", line.ptr[at]))
		at++;
	return at && fence_of(str_sub(line, at, line.len)).sign;
}

// Whether raw HTML begins that an empty line does not end.
static bool is_raw(struct str line)
{
	static const char *const tags[] = {"<!", "<?", "<pre", "<script", "<style", "<textarea"};
	for (size_t i = 0; i < countof(tags); i++) {
		struct str tag = str_of(tags[i]);
		if (str_eq_nocase(str_sub(line, 0, tag.len), tag))
			return true;
	}
	return false;
}

// Whether a line that is none of code begins something that no later line at the margin need end.
static bool goes_on(struct str line, size_t indent, struct fence open)
{
	return (open.sign && indent > 3) || has_inner_fence(line) ||
	       (line.ptr[0] == '<' && is_raw(line));
}

static void find_cuts(struct str source, struct cuts *cuts, struct arena *arena)
{
	struct fence open = {'\0', 0};
	bool empty = false; // the line before
	for (size_t at = 0, next; at < source.len; at = next) {
		const char *feed = memchr(source.ptr + at, '\n', source.len - at);
		next = feed ? (size_t)(feed - source.ptr) + 1 : source.len;
		struct str line = str_sub(source, at, next);
		size_t indent = blanks(line);
		line = str_trim(line);
		if (open.sign) {
			open.sign = closes(line, open) ? '\0' : open.sign;
		} else if (line.len) {
			if (empty && !indent)
				*vec_push(arena, cuts) = (uint32_t)at;
			open = fence_of(line);
			if (goes_on(line, indent, open))
				return;
		}
		empty = !line.len && !open.sign;
	}
}

struct cuts cuts_of(struct str source, struct arena *arena)
{
	struct cuts cuts = {0};
	*vec_push(arena, &cuts) = 0;
	if (str_find(source, STR("]:"), 0) == SIZE_MAX)
		find_cuts(source, &cuts, arena);
	*vec_push(arena, &cuts) = (uint32_t)source.len;
	return cuts;
}
