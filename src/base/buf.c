// SPDX-License-Identifier: ISC

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

void buf_grow(struct buf *buf, size_t more)
{
	size_t room = buf->room ? buf->room : FIRST_ROOM;
	while (room - buf->len < more && room <= SIZE_MAX / 4)
		room *= 2;
	char *ptr = room - buf->len >= more ? realloc(buf->ptr, room) : NULL;
	if (!ptr) {
		fputs("bodymap: out of memory\n", stderr);
		exit(2);
	}
	buf->ptr = ptr;
	buf->room = room;
}

void buf_add(struct buf *buf, struct str text)
{
	if (!text.len)
		return;
	buf_reserve(buf, text.len);
	memcpy(buf->ptr + buf->len, text.ptr, text.len);
	buf->len += text.len;
}

void buf_char(struct buf *buf, char c)
{
	buf_reserve(buf, 1);
	buf->ptr[buf->len++] = c;
}

void buf_fill(struct buf *buf, char c, size_t count)
{
	buf_reserve(buf, count);
	if (count)
		memset(buf->ptr + buf->len, c, count);
	buf->len += count;
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;

	buf_reserve(buf, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(buf->ptr + buf->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	buf->len += (size_t)len;
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->ptr ? buf->ptr : "", buf->len};
}

void buf_release(struct buf *buf)
{
	free(buf->ptr);
	*buf = (struct buf){0};
}
