// SPDX-License-Identifier: ISC
//
// expect: what most unit tests ask, with the reason in the message.  Begins with cmocka's own five
// includes.

#ifndef BODYMAP_TESTS_UNIT_EXPECT_H
#define BODYMAP_TESTS_UNIT_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/str.h"

static inline void expect_str(const char *why, struct str got, struct str want)
{
	if (!str_eq(got, want))
		fail_msg("%s: got \"%.*s\", want \"%.*s\"", why, STR_ARG(got), STR_ARG(want));
}

static inline void expect_number(const char *why, size_t got, size_t want)
{
	if (got != want)
		fail_msg("%s: got %zu, want %zu", why, got, want);
}

#endif
