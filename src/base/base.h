// SPDX-License-Identifier: ISC
//
// base: what every other file may assume, and nothing that knows what a page is.

#ifndef BODYMAP_BASE_BASE_H
#define BODYMAP_BASE_BASE_H

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define countof(a) (sizeof(a) / sizeof((a)[0]))

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define NODISCARD __attribute__((warn_unused_result))
#else
#define PRINTF_LIKE(fmt, args)
#define NODISCARD
#endif

// [from, to): half open, of whatever the field's comment says (bytes, rows, indices).
struct range {
	uint32_t from, to;
};

#endif
