// SPDX-License-Identifier: ISC

#include "expect.h"

#include "base/vec.h"

static void objects_are_zeroed_and_aligned(void **state)
{
	(void)state;
	struct arena arena = {0};
	memset(arena_bytes(&arena, 1000), 0xFF, 1000);
	arena_clear(&arena);
	for (int i = 0; i < 100; i++) {
		memset(arena_bytes(&arena, 3), 0xFF, 3); // leaves the arena at an odd place
		uint64_t *numbers = arena_array(&arena, uint64_t, 2);
		expect_number("aligned for any object", (uintptr_t)numbers % alignof(max_align_t),
			      0);
		assert_true(numbers[0] == 0 && numbers[1] == 0);
		numbers[0] = numbers[1] = UINT64_MAX;
	}
	arena_release(&arena);
}

static void what_was_handed_out_stays_where_it_is(void **state)
{
	(void)state;
	struct arena arena = {0};
	char *first = arena_bytes(&arena, 5);
	memcpy(first, "first", 5);
	char *large = arena_bytes(&arena, 1 << 20);
	memset(large, 'x', 1 << 20);
	for (int i = 0; i < 1000; i++)
		memset(arena_bytes(&arena, 100), 'y', 100);
	expect_str("a larger chunk does not move a smaller one", (struct str){first, 5},
		   STR("first"));
	assert_true(large[0] == 'x' && large[(1 << 20) - 1] == 'x');
	arena_release(&arena);
}

static void copies_end_in_a_nul_that_does_not_count(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct str copy = arena_copy(&arena, str_sub(STR("calf pain"), 0, 4));
	expect_str("the part alone", copy, STR("calf"));
	assert_int_equal(copy.ptr[4], '\0');
	assert_string_equal(arena_cstr(&arena, (struct str){NULL, 0}), "");
	arena_release(&arena);
}

static void printf_takes_any_length(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct str text = arena_printf(&arena, "%0*d%s", 100000, 7, "end");
	expect_number("longer than a chunk", text.len, 100003);
	expect_str("to its end", str_sub(text, 99999, 100003), STR("7end"));
	arena_release(&arena);
}

static void clearing_keeps_what_is_needed_again(void **state)
{
	(void)state;
	struct arena arena = {0};
	for (int i = 0; i < 2000; i++)
		memset(arena_bytes(&arena, 100), 0, 100);
	assert_in_range(arena_used(&arena), 200000, 300000);
	arena_clear(&arena);
	expect_number("nothing is in use", arena_used(&arena), 0);
	const struct arena_chunk *chunk = arena.last;
	memset(arena_bytes(&arena, 100000), 0, 100000);
	assert_ptr_equal(arena.last, chunk);
	arena_release(&arena);
	assert_null(arena.last);
	arena_clear(&arena); // of an empty one: nothing to do
}

static void a_large_chunk_is_zero_when_it_is_used_again(void **state)
{
	(void)state;
	enum { LARGE = 1 << 20 };
	struct arena arena = {0};
	for (int round = 0; round < 3; round++) {
		uint8_t *bytes = arena_array(&arena, uint8_t, LARGE);
		for (size_t i = 0; i < LARGE; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xFF, LARGE);
		memset(arena_bytes(&arena, 100), 0xFF, 100);
		arena_clear(&arena);
	}
	arena_release(&arena);
}

static void emptying_gives_back_a_great_chunk(void **state)
{
	(void)state;
	struct arena arena = {0};
	memset(arena_bytes(&arena, 1 << 20), 0, 1 << 20);
	arena_empty(&arena, 2 << 20);
	assert_non_null(arena.last);
	expect_number("nothing is in use", arena_used(&arena), 0);
	arena_empty(&arena, 1 << 19);
	assert_null(arena.last);
	arena_empty(&arena, 0); // of an empty one: nothing to do
}

static void a_vec_grows_and_keeps_its_order(void **state)
{
	(void)state;
	struct arena arena = {0};
	VEC(uint32_t) numbers = {0};
	for (uint32_t i = 0; i < 10000; i++) {
		uint32_t *last = vec_push(&arena, &numbers);
		assert_int_equal(*last, 0);
		*last = i;
	}
	expect_number("all are there", numbers.count, 10000);
	for (uint32_t i = 0; i < numbers.count; i++)
		assert_int_equal(numbers.at[i], i);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_are_zeroed_and_aligned),
		cmocka_unit_test(what_was_handed_out_stays_where_it_is),
		cmocka_unit_test(copies_end_in_a_nul_that_does_not_count),
		cmocka_unit_test(printf_takes_any_length),
		cmocka_unit_test(clearing_keeps_what_is_needed_again),
		cmocka_unit_test(a_large_chunk_is_zero_when_it_is_used_again),
		cmocka_unit_test(emptying_gives_back_a_great_chunk),
		cmocka_unit_test(a_vec_grows_and_keeps_its_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
