// SPDX-License-Identifier: ISC
//
// buf: bytes that grow at the end.  For output and for files in the making; what should outlive
// the buffer is copied into an arena.

#ifndef BODYMAP_BASE_BUF_H
#define BODYMAP_BASE_BUF_H

#include "base/base.h"
#include "base/str.h"

// Start with `struct buf buf = {0};`.
struct buf {
	char *ptr;
	size_t len, room;
};

// Makes room for `more` bytes behind buf->len, so that they may be written there directly.  Out of
// memory ends the program, as in arena.h.
void buf_grow(struct buf *buf, size_t more); // when there is less
static inline void buf_reserve(struct buf *buf, size_t more)
{
	if (buf->room - buf->len < more)
		buf_grow(buf, more);
}

void buf_add(struct buf *buf, struct str text);
void buf_char(struct buf *buf, char c);
void buf_fill(struct buf *buf, char c, size_t count);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);

// What is in it, until the next change.
struct str buf_str(const struct buf *buf);

// Frees the bytes and leaves the buffer empty and usable.
void buf_release(struct buf *buf);

#endif
