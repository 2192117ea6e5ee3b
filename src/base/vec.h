// SPDX-License-Identifier: ISC
//
// vec: push to an array that lives in an arena.  The only macro that stands for a type.
//
//     struct { struct hit *at; uint32_t count, room; } hits = {0};
//     *vec_push(arena, &hits) = (struct hit){...};
//
// The array moves when it grows (the old copy stays in the arena until that is released), so keep
// indices, not pointers.  `at`, `count` and `room` may be members of any struct by these names.

#ifndef BODYMAP_BASE_VEC_H
#define BODYMAP_BASE_VEC_H

#include "base/arena.h"

// Declares the three members.
#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *at;                                                                          \
		uint32_t count, room;                                                              \
	}

// The address of a new, zeroed last element.
#define vec_push(arena, vec)                                                                       \
	((vec)->at = (vec)->count < (vec)->room ? (vec)->at                                        \
						: vec_grow((arena), (vec)->at, sizeof *(vec)->at,  \
							   (vec)->count, &(vec)->room),            \
	 &(vec)->at[(vec)->count++])

// Returns `at`, or a larger copy when `count` has reached *room.
void *vec_grow(struct arena *arena, void *at, size_t size, uint32_t count, uint32_t *room);

#endif
