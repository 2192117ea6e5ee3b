// SPDX-License-Identifier: ISC
//
// recent: the passages that the last two answers read, kept for those to come.
//
// As one types most hits stay the same from key to key, and feedback reads sections that are shown
// afterwards.

#ifndef BODYMAP_SEARCH_SNIPPET_RECENT_H
#define BODYMAP_SEARCH_SNIPPET_RECENT_H

#include "search/snippet/passage.h"

enum { RECENT_PASSAGES = 32, RECENT_BYTES = 32 << 10 }; // of one answer

struct recent {
	struct answer {
		struct arena arena;
		uint32_t section[RECENT_PASSAGES];
		struct passage passage[RECENT_PASSAGES];
		uint32_t count;
	} answer[2];
	int now; // the one at hand; the other is that before it
	struct doc_room room;
};

// The whole passage of a section; it may live no longer than until the next answer or in the arena.
struct passage recent_passage(struct recent *recent, const struct book *book, uint32_t section,
			      struct arena *arena);

// What is kept of a section, which may be a part of it, or NULL; it lives until the next answer.
const struct passage *recent_find(struct recent *recent, uint32_t section);

// Keeps it, in place of what was kept of this section; what was found may be gone then.
void recent_keep(struct recent *recent, uint32_t section, const struct passage *passage);

// Another answer begins: what the one before the last had is forgotten.
void recent_turn(struct recent *recent);

void recent_release(struct recent *recent);

#endif
