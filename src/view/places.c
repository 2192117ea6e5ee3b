// SPDX-License-Identifier: ISC
//
// The lists are short (a person's memory, bounded below), so they are searched from end to end.

#include "view/places.h"

#include <string.h>

enum { HISTORY_LIMIT = 500, LINES_LIMIT = 100 };

static struct place keep(struct places *places, const struct place *place)
{
	struct place copy = *place;
	copy.page = arena_copy(&places->arena, place->page);
	copy.anchor = arena_copy(&places->arena, place->anchor);
	copy.title = arena_copy(&places->arena, place->title);
	return copy;
}

static bool same_section(const struct place *a, const struct place *b)
{
	return str_eq(a->page, b->page) && str_eq(a->anchor, b->anchor);
}

// To a reader the beginning of a page is one place with the heading that names it.
static bool same_visit(const struct place *a, const struct place *b)
{
	bool begins = a->title.len && (!a->anchor.len || !b->anchor.len);
	return same_section(a, b) ||
	       (begins && str_eq(a->page, b->page) && str_eq(a->title, b->title));
}

// Takes element `i` out of an array of `count`, what follows moving up.
static void take_out(void *at, size_t size, uint32_t i, uint32_t *count)
{
	char *gap = (char *)at + i * size;
	memmove(gap, gap + size, (*count - i - 1) * size);
	--*count;
}

void places_visit(struct places *places, const struct place *place)
{
	struct place kept = {0};
	for (uint32_t i = 0; i < places->history.count && !kept.page.ptr; i++) {
		struct place *old = &places->history.at[i];
		if (!same_visit(old, place))
			continue;
		kept = *old;
		if (!str_eq(kept.anchor, place->anchor))
			kept.anchor = arena_copy(&places->arena, place->anchor);
		kept.at = place->at;
		kept.time = place->time;
		if (!str_eq(kept.title, place->title))
			kept.title = arena_copy(&places->arena, place->title);
		take_out(places->history.at, sizeof kept, i, &places->history.count);
	}
	if (!kept.page.ptr)
		kept = keep(places, place);
	if (places->history.count >= HISTORY_LIMIT)
		take_out(places->history.at, sizeof kept, 0, &places->history.count);
	*vec_push(&places->arena, &places->history) = kept;
}

bool places_visited(const struct places *places, struct str page)
{
	for (uint32_t i = 0; i < places->history.count; i++) {
		if (str_eq(places->history.at[i].page, page))
			return true;
	}
	return false;
}

// The first bookmark whose letter is not below `letter`.
static uint32_t bookmark_at(const struct places *places, char letter)
{
	uint32_t i = 0;
	while (i < places->bookmarks.count && places->bookmarks.at[i].letter < letter)
		i++;
	return i;
}

void places_bookmark(struct places *places, const struct place *place)
{
	places_unmark(places, place->letter);
	uint32_t i = bookmark_at(places, place->letter);
	vec_push(&places->arena, &places->bookmarks);
	struct place *at = places->bookmarks.at;
	memmove(at + i + 1, at + i, (places->bookmarks.count - 1 - i) * sizeof *at);
	at[i] = keep(places, place);
}

void places_unmark(struct places *places, char letter)
{
	if (places_find(places, letter))
		take_out(places->bookmarks.at, sizeof *places->bookmarks.at,
			 bookmark_at(places, letter), &places->bookmarks.count);
}

const struct place *places_find(const struct places *places, char letter)
{
	uint32_t i = bookmark_at(places, letter);
	if (i == places->bookmarks.count || places->bookmarks.at[i].letter != letter)
		return NULL;
	return &places->bookmarks.at[i];
}

static void remember_line(struct places *places, struct earlier *lines, struct str line)
{
	line = str_trim(line);
	if (!line.len)
		return;
	struct str kept = {0};
	for (uint32_t i = 0; i < lines->count && !kept.ptr; i++) {
		if (!str_eq(lines->at[i], line))
			continue;
		kept = lines->at[i];
		take_out(lines->at, sizeof kept, i, &lines->count);
	}
	if (!kept.ptr)
		kept = arena_copy(&places->arena, line);
	if (lines->count >= LINES_LIMIT)
		take_out(lines->at, sizeof kept, 0, &lines->count);
	*vec_push(&places->arena, lines) = kept;
}

void places_query(struct places *places, struct str query)
{
	remember_line(places, &places->queries, query);
}

void places_sought(struct places *places, struct str text)
{
	remember_line(places, &places->sought, text);
}

void places_keep(struct places *places)
{
	places->kept.count = 0;
	for (uint32_t i = 0; i < places->bookmarks.count; i++)
		*vec_push(&places->arena, &places->kept) = places->bookmarks.at[i];
}

static bool is_newer(const struct places *places, const struct place *visit)
{
	for (uint32_t i = 0; i < places->history.count; i++) {
		const struct place *old = &places->history.at[i];
		if (same_visit(old, visit))
			return visit->time > old->time;
	}
	return true;
}

// Nearly in order already: insertion sort, stable.
static void sort_by_time(struct places *places)
{
	struct place *at = places->history.at;
	for (uint32_t i = 1; i < places->history.count; i++) {
		struct place moved = at[i];
		uint32_t j = i;
		for (; j && at[j - 1].time > moved.time; j--)
			at[j] = at[j - 1];
		at[j] = moved;
	}
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a && b && same_section(a, b) && a->at == b->at;
}

static const struct place *kept_bookmark(const struct places *places, char letter)
{
	for (uint32_t i = 0; i < places->kept.count; i++) {
		if (places->kept.at[i].letter == letter)
			return &places->kept.at[i];
	}
	return NULL;
}

void places_join(struct places *places, const struct places *ours)
{
	for (uint32_t i = 0; i < ours->history.count; i++) {
		if (is_newer(places, &ours->history.at[i]))
			places_visit(places, &ours->history.at[i]);
	}
	sort_by_time(places);
	for (uint32_t i = 0; i < ours->queries.count; i++)
		places_query(places, ours->queries.at[i]);
	for (uint32_t i = 0; i < ours->bookmarks.count; i++) {
		const struct place *now = &ours->bookmarks.at[i];
		if (!same_place(now, kept_bookmark(ours, now->letter)))
			places_bookmark(places, now);
	}
	for (uint32_t i = 0; i < ours->kept.count; i++) {
		if (!places_find(ours, ours->kept.at[i].letter))
			places_unmark(places, ours->kept.at[i].letter);
	}
}
