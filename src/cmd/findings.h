// SPDX-License-Identifier: ISC
//
// findings: what check has to say, each with the file and line it is about.

#ifndef BODYMAP_CMD_FINDINGS_H
#define BODYMAP_CMD_FINDINGS_H

#include "base/arena.h"

struct finding {
	struct str file;
	uint32_t line; // from 1
	struct str message;
};

// Start with `struct findings findings = {.arena = arena};`; everything added lives there.
struct findings {
	struct arena *arena;
	struct finding *at;
	uint32_t count, room;
};

// Adds a finding; `file` must live as long as the list.
void findings_add(struct findings *findings, struct str file, uint32_t line, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

// Adds a sentence that begins "path:line: ", as those of struct err do, with `prefix` before the
// path; without a line it is about the first one of `file`.
void findings_add_sentence(struct findings *findings, struct str prefix, struct str sentence,
			   struct str file);

// In order of file and line, the same only once.
void findings_sort(struct findings *findings);

#endif
