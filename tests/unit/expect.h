// SPDX-License-Identifier: ISC
//
// expect: what most unit tests ask, with the reason in the message; and the data that is not in the
// repository.  Begins with cmocka's own five includes.

#ifndef BODYMAP_TESTS_UNIT_EXPECT_H
#define BODYMAP_TESTS_UNIT_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

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

// The bytes of a file below $BODYMAP_TESTDATA; skips the test when that is not set.
static inline struct str test_data(struct arena *arena, const char *name)
{
	const char *folder = getenv("BODYMAP_TESTDATA");
	if (!folder) {
		print_message("BODYMAP_TESTDATA is not set, so %s is not there\n", name);
		skip();
	}
	struct str bytes = {0};
	struct err err;
	struct str path = arena_printf(arena, "%s/%s", folder, name);
	if (!file_read(path.ptr, 64u << 20, arena, &bytes, NULL, &err))
		fail_msg("%s", err.text);
	return bytes;
}

#endif
