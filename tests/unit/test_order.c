// SPDX-License-Identifier: ISC
//
// Strings in order, against the C library's sort.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/arena.h"
#include "expect.h"
#include "index/write/order.h"

static int by_text(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int order = str_cmp(ordered_text(x), ordered_text(y));
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

// A string that begins like many others: `same` bytes of one letter, then up to `rest` of few.
static struct str draw_text(uint32_t *seed, uint32_t same, uint32_t rest, struct arena *arena)
{
	uint32_t len = draw(seed) % (rest + 1);
	char *text = arena_bytes(arena, same + len);
	for (uint32_t i = 0; i < same + len; i++)
		text[i] = i < same ? 'x' : "a\xC3z"[draw(seed) % 3];
	return (struct str){text, same + len};
}

static void as_the_library_sorts(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		uint32_t count, same, rest;
	} cases[] = {
		{"none", 0, 0, 3},
		{"one", 1, 0, 3},
		{"few", 40, 0, 20},
		{"short ones, many of them equal", 5000, 0, 6},
		{"long ones", 5000, 0, 40},
		{"with the same eight bytes", 3000, 8, 12},
		{"with the same hundred bytes", 3000, 100, 12},
		{"all the same", 2000, 30, 0},
		{"all empty", 2000, 0, 0},
	};
	uint32_t seed = 3;
	for (size_t c = 0; c < countof(cases); c++) {
		struct arena arena = {0};
		uint32_t count = cases[c].count;
		struct ordered *got = arena_array(&arena, struct ordered, (size_t)count + 1);
		struct ordered *want = arena_array(&arena, struct ordered, (size_t)count + 1);
		for (uint32_t i = 0; i < count; i++)
			got[i] = want[i] = ordered_of(
				draw_text(&seed, cases[c].same, cases[c].rest, &arena), i);
		ordered_sort(got, count);
		qsort(want, count, sizeof *want, by_text);
		for (uint32_t i = 0; i < count; i++) {
			expect_number(cases[c].why, got[i].number, want[i].number);
			assert_true(!i || ordered_cmp(&got[i - 1], &got[i]) <= 0);
		}
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_library_sorts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
