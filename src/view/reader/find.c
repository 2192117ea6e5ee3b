// SPDX-License-Identifier: ISC

#include "view/reader/find.h"

#include "search/regex/pattern.h"

enum { PATIENCE_MS = 500, MOST = 1000000 }; // matches kept

// The regular expression in what was typed; ptr NULL when it is plain text.
static struct str regex_of(struct str text)
{
	size_t mark = str_starts(text, STR("re:")) ? 3 : str_starts(text, STR("/")) ? 1 : 0;
	return mark ? str_sub(text, mark, text.len) : (struct str){NULL, 0};
}

static bool has_capital(struct str text, bool regex)
{
	for (size_t i = 0; i < text.len; i++) {
		if (regex && text.ptr[i] == '\\')
			i++;
		else if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
			return true;
	}
	return false;
}

static void match_all(struct find *find, struct sheets *sheets, struct pattern *pattern)
{
	for (uint32_t i = 0; i < sheets->count; i++) {
		struct str text = sheets_text(sheets, i);
		struct range match;
		find->first[i] = find->matches.count;
		for (size_t at = 0; at <= text.len && find->matches.count < MOST &&
				    pattern_find(pattern, text, at, &match);
		     at = match.to > match.from ? match.to : match.to + 1u) {
			if (match.to > match.from)
				*vec_push(&find->arena, &find->matches) = match;
		}
	}
	find->first[sheets->count] = find->matches.count;
	find->stopped = pattern_stopped(pattern) || find->matches.count == MOST;
}

// Begins anew with `text`, which may be the one that is let go.
static void start(struct find *find, const struct sheets *sheets, struct str text)
{
	struct arena arena = find->arena, scratch = {0};
	text = arena_copy(&scratch, text);
	arena_clear(&arena);
	*find = (struct find){.now = DOC_NONE, .arena = arena};
	find->text = arena_copy(&find->arena, text);
	find->first = arena_array(&find->arena, uint32_t, sheets->count + 1);
	arena_release(&scratch);
}

void find_text(struct find *find, struct sheets *sheets, struct str text)
{
	start(find, sheets, text);
	text = find->text;
	struct str regex = regex_of(text), looked = regex.ptr ? regex : text;
	struct err err;
	unsigned flags = regex.ptr ? 0 : PATTERN_LITERAL;
	if (!has_capital(looked, regex.ptr != NULL))
		flags |= PATTERN_NOCASE;
	struct pattern *pattern = looked.len ? pattern_new(looked, flags, &err) : NULL;
	if (pattern) {
		pattern_deadline(pattern, PATIENCE_MS);
		match_all(find, sheets, pattern);
		pattern_release(pattern);
	} else if (looked.len) {
		find->problem = arena_copy(&find->arena, str_of(err.text));
	}
}

void find_query(struct find *find, struct sheets *sheets)
{
	start(find, sheets, sheets->query.nclauses ? sheets->query.text : STR(""));
	find->of_query = true;
	for (uint32_t i = 0; i < sheets->count && find->text.len; i++) {
		struct range *marks;
		uint32_t n = search_marks(sheets->desk->searcher, &sheets->query,
					  sheets_text(sheets, i), &find->arena, &marks);
		find->first[i] = find->matches.count;
		for (uint32_t m = 0; m < n; m++)
			*vec_push(&find->arena, &find->matches) = marks[m];
	}
	find->first[sheets->count] = find->matches.count;
}

void find_close(struct find *find)
{
	arena_release(&find->arena);
	*find = (struct find){.now = DOC_NONE};
}

// The first match of a sheet that does not begin before `byte`, or the first of the next sheet.
static uint32_t match_at(const struct find *find, uint32_t sheet, uint32_t byte)
{
	uint32_t low = find->first[sheet], high = find->first[sheet + 1];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (find->matches.at[middle].from < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t line_byte(struct sheets *sheets, struct spot spot)
{
	const struct layout *layout = &sheets_get(sheets, spot.sheet)->layout;
	return spot.line < layout->nlines ? layout->lines[spot.line].text.from : 0;
}

uint32_t find_behind(const struct find *find, struct sheets *sheets, struct spot spot)
{
	if (!find->matches.count)
		return DOC_NONE;
	uint32_t match = match_at(find, spot.sheet, line_byte(sheets, spot));
	return match < find->matches.count ? match : DOC_NONE;
}

uint32_t find_before(const struct find *find, struct sheets *sheets, struct spot spot)
{
	if (!find->matches.count)
		return DOC_NONE;
	uint32_t match = match_at(find, spot.sheet, line_byte(sheets, spot));
	return match ? match - 1 : DOC_NONE;
}

uint32_t find_sheet(const struct find *find, uint32_t match)
{
	uint32_t sheet = 0;
	while (find->first[sheet + 1] <= match)
		sheet++;
	return sheet;
}

struct str find_state(const struct find *find, struct arena *arena)
{
	if (find->problem.len)
		return find->problem;
	if (!find->text.len)
		return STR("");
	if (!find->matches.count)
		return find->stopped ? STR("no match in time") : STR("no match");
	return arena_printf(arena, "%u/%u%s", find->now == DOC_NONE ? 0 : find->now + 1,
			    find->matches.count, find->stopped ? "+" : "");
}
