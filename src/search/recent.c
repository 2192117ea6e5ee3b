// SPDX-License-Identifier: ISC

#include "search/recent.h"

static const struct passage *find(const struct answer *answer, uint32_t section)
{
	for (uint32_t i = 0; i < answer->count; i++) {
		if (answer->section[i] == section)
			return &answer->passage[i];
	}
	return NULL;
}

// What could not be read may be read another time.
static void keep(struct answer *answer, uint32_t section, const struct passage *passage)
{
	if (!passage->text.len || answer->count == RECENT_PASSAGES ||
	    passage->text.len > RECENT_BYTES - arena_used(&answer->arena))
		return;
	answer->section[answer->count] = section;
	answer->passage[answer->count++] = passage_copy(&answer->arena, passage);
}

struct passage recent_passage(struct recent *recent, const struct book *book, uint32_t section,
			      struct arena *arena)
{
	struct answer *now = &recent->answer[recent->now];
	const struct passage *known = find(now, section);
	if (known)
		return *known;
	known = find(&recent->answer[!recent->now], section);
	struct passage passage =
		known ? *known : passage_read_in(&recent->room, book, section, arena);
	keep(now, section, &passage);
	return passage;
}

void recent_turn(struct recent *recent)
{
	recent->now = !recent->now;
	struct answer *now = &recent->answer[recent->now];
	arena_clear(&now->arena);
	now->count = 0;
}

void recent_release(struct recent *recent)
{
	arena_release(&recent->answer[0].arena);
	arena_release(&recent->answer[1].arena);
	doc_room_release(&recent->room);
}
