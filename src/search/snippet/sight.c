// SPDX-License-Identifier: ISC
//
// The windows of search/snippet/snippet, on the source: from each word on about as many bytes as
// the snippet has columns.  The sight ends with the first window that no other can be worth more
// than.

#include "search/snippet/sight.h"

#include <string.h>

#include "search/snippet/cut.h"

// Bytes of the source for each column that is wanted: what stands behind a window must not be missed.
enum { BYTES = 2 };

struct sight {
	uint32_t columns;
	float all;
	struct arena *arena;
	VEC(struct mark) marks; // so far
	uint32_t open;          // the first mark whose window may get more
	bool prose;             // in the part before
	uint32_t at;            // the best mark
	float worth;            // and its window's; 0: none yet
};

// Whether byte `at` stands in the target of a link, "](...": nobody sees it.
static bool is_hidden(struct str source, uint32_t at)
{
	while (at > 1 && !strchr(" \n\t)", source.ptr[at - 1])) {
		if (source.ptr[at - 1] == '(' && source.ptr[at - 2] == ']')
			return true;
		at--;
	}
	return false;
}

static void add_marks(struct sight *sight, const struct marker *marker, struct str source,
		      uint32_t from, uint32_t to)
{
	struct mark *marks;
	uint32_t count = marker_find(marker, str_sub(source, from, to), sight->arena, &marks);
	for (uint32_t i = 0; i < count; i++) {
		marks[i].text.from += from;
		marks[i].text.to += from;
		if (!is_hidden(source, marks[i].text.from))
			*vec_push(sight->arena, &sight->marks) = marks[i];
	}
}

static bool is_prose(struct str part)
{
	return part.len && !strchr("|`~ \t", part.ptr[0]);
}

// Looks at the windows of marks that end before the end of a part, or have to.
static void look(struct sight *sight, struct str source, struct range part, bool last)
{
	// Targets of links and signs of emphasis take bytes, too.
	uint32_t bytes = sight->columns + sight->columns / 4;
	bool prose = is_prose(str_sub(source, part.from, part.to));
	for (uint32_t i = sight->open; i < sight->marks.count; i++) {
		uint32_t from = sight->marks.at[i].text.from, to = from + bytes;
		bool good = from < part.from ? sight->prose : prose;
		float worth = marks_worth(sight->marks.at, sight->marks.count, i, to) *
			      (good ? 1 : MARKS_NOT_PROSE);
		if (worth > sight->worth) {
			sight->worth = worth;
			sight->at = from;
		}
		if (to <= part.to || last)
			sight->open = i + 1;
	}
	sight->prose = prose;
}

struct range sight_of(const struct marker *marker, struct str source, uint32_t heading,
		      uint32_t columns, struct arena *arena)
{
	struct sight sight = {.columns = columns, .all = marker_all(marker), .arena = arena};
	struct range part = {0, (uint32_t)source.len};
	if (source.len < (size_t)BYTES * columns || !marker_sees_source(marker))
		return part;
	struct cuts cuts = cuts_of(source, arena);
	for (uint32_t i = 0; i + 1 < cuts.count && sight.worth < sight.all; i++) {
		struct range chunk = {cuts.at[i], cuts.at[i + 1]};
		chunk.from = chunk.from < heading ? heading : chunk.from;
		if (chunk.from >= chunk.to)
			continue;
		add_marks(&sight, marker, source, chunk.from, chunk.to);
		look(&sight, source, chunk, i + 2 == cuts.count);
	}
	for (uint32_t i = 0; i < cuts.count; i++) {
		if (cuts.at[i] <= sight.at)
			part.from = cuts.at[i];
		if (cuts.at[i] >= sight.at + BYTES * columns) {
			part.to = cuts.at[i];
			break;
		}
	}
	return part;
}
