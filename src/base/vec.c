// SPDX-License-Identifier: ISC

#include "base/vec.h"

#include <string.h>

void *vec_grow(struct arena *arena, void *at, size_t size, uint32_t count, uint32_t *room)
{
	if (count < *room)
		return at;
	uint32_t more = *room ? *room * 2 : 8;
	void *larger = arena_alloc(arena, more, size);
	if (count)
		memcpy(larger, at, count * size);
	*room = more;
	return larger;
}
