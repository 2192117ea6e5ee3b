// SPDX-License-Identifier: ISC

#include "search/snippet/recent.h"

static struct passage *find(struct answer *answer, uint32_t section)
{
	for (uint32_t i = 0; i < answer->count; i++) {
		if (answer->section[i] == section)
			return &answer->passage[i];
	}
	return NULL;
}

// What could not be read may be read another time.
void recent_keep(struct recent *recent, uint32_t section, const struct passage *passage)
{
	struct answer *now = &recent->answer[recent->now];
	struct passage *known = find(now, section);
	if (!passage->text.len || (!known && now->count == RECENT_PASSAGES) ||
	    passage->text.len + arena_used(&now->arena) > RECENT_BYTES)
		return;
	if (!known) {
		now->section[now->count] = section;
		known = &now->passage[now->count++];
	}
	*known = passage_copy(&now->arena, passage);
}

const struct passage *recent_find(struct recent *recent, uint32_t section)
{
	const struct passage *now = find(&recent->answer[recent->now], section);
	const struct passage *before = find(&recent->answer[!recent->now], section);
	if (!now && before)
		recent_keep(recent, section, before);
	return now ? now : before;
}

struct passage recent_passage(struct recent *recent, const struct book *book, uint32_t section,
			      struct arena *arena)
{
	const struct passage *known = recent_find(recent, section);
	if (known && known->whole)
		return *known;
	struct passage passage = passage_read_in(&recent->room, book, section, arena);
	recent_keep(recent, section, &passage);
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
