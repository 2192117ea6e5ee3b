// SPDX-License-Identifier: ISC
//
// asked: what the links of each page asked for on their way (resolve.h: marks), so that one can tell
// later whose links lead elsewhere when a page comes or goes.

#ifndef BODYMAP_INDEX_WRITE_ASKED_H
#define BODYMAP_INDEX_WRITE_ASKED_H

#include "index/resolve.h"
#include "index/write/parts.h"

struct asked {
	struct resolver resolver; // notes what it is asked and asks the other
	const struct resolver *other;
	struct buf page; // uint32_t: marks of the page at hand
	struct buf all;  // uint64_t: mark << 32 | page
};

// `asked` must not move while it is open.
void asked_open(struct asked *asked, const struct resolver *other);
void asked_end_page(struct asked *asked, uint32_t page);
void asked_put(struct asked *asked, struct parts *parts);
void asked_close(struct asked *asked);

#endif
