// SPDX-License-Identifier: ISC
//
// regex: what a regular expression is made of, as far as the search needs to know without matching:
// which words a text must hold, which bytes its source must, and how long a match may take.
//
// PCRE2 alone decides what matches (search/regex/pattern).  This reads the common part of its
// syntax and gives up on the rest, so that it never says more than is so.

#ifndef BODYMAP_SEARCH_REGEX_REGEX_H
#define BODYMAP_SEARCH_REGEX_REGEX_H

#include "base/vec.h"

#define REGEX_NONE UINT32_MAX
#define REGEX_MANY UINT32_MAX // of a repeat: without end

enum regex_kind {
	REGEX_CHAR,   // one character out of a set
	REGEX_EMPTY,  // a place between characters: \b, ^
	REGEX_LOOK,   // what is looked for ahead or behind; its child
	REGEX_BACK,   // what a group matched, again
	REGEX_SEQ,    // its children, one behind the other
	REGEX_ALT,    // one of its children
	REGEX_REPEAT, // its child, from `least` to `most` times
};

// All characters that may match, and perhaps some more.
struct regex_set {
	uint64_t ascii[2];
	bool digits; // and digits beyond ASCII
	bool spaces; // and white space beyond ASCII
	bool others; // and others beyond ASCII
};

struct regex_node {
	enum regex_kind kind;
	struct regex_set set;
	uint32_t least, most;
	uint32_t child, next; // the first of its children, the next of its parent's; REGEX_NONE
	uint32_t group;       // the number of the group that it is, or repeats; 0: none
};

struct regex {
	VEC(struct regex_node) nodes;
	uint32_t root;
	bool nocase; // an option in it says that, somewhere, a letter's case does not count
	bool local;  // whether a place matches is decided by what matches and the character on
		     // either side alone, as it is without anchors and looks around
};

// False when there is something in it that is not understood.
bool regex_read(struct str text, struct arena *arena, struct regex *regex);

// Adds what is in another.
void regex_set_add(struct regex_set *set, const struct regex_set *more);

static inline bool regex_set_has(const struct regex_set *set, unsigned char c)
{
	return c < 0x80 && (set->ascii[c / 64] >> c % 64 & 1);
}

#endif
