// SPDX-License-Identifier: ISC

#include "expect.h"

#include "base/buf.h"
#include "base/err.h"

static void everything_is_added_at_the_end(void **state)
{
	(void)state;
	struct buf buf = {0};
	expect_str("empty, and not NULL", buf_str(&buf), STR(""));
	assert_non_null(buf_str(&buf).ptr);
	buf_add(&buf, STR("calf"));
	buf_add(&buf, (struct str){NULL, 0});
	buf_char(&buf, '-');
	buf_fill(&buf, '=', 3);
	buf_fill(&buf, '!', 0);
	buf_printf(&buf, "%d%s", 12, "mm");
	expect_str("in order", buf_str(&buf), STR("calf-===12mm"));
	buf_release(&buf);
	expect_number("empty again", buf.len, 0);
	buf_char(&buf, 'x');
	expect_str("and usable", buf_str(&buf), STR("x"));
	buf_release(&buf);
}

static void it_grows_to_any_length(void **state)
{
	(void)state;
	struct buf buf = {0};
	for (int i = 0; i < 100000; i++)
		buf_printf(&buf, "%05d", i);
	expect_number("every number", buf.len, 500000);
	expect_str("the last", str_sub(buf_str(&buf), 499995, 500000), STR("99999"));
	buf_fill(&buf, 'x', 3 << 20);
	expect_number("more than twice the room at once", buf.len, 500000 + (3 << 20));
	buf_release(&buf);
}

static void reserved_room_may_be_written(void **state)
{
	(void)state;
	struct buf buf = {0};
	buf_reserve(&buf, 1000);
	memset(buf.ptr, 'r', 1000); // a sanitizer would say so if it were not there
	buf.len = 1000;
	expect_number("reserved and used", buf_str(&buf).len, 1000);
	buf_release(&buf);
}

static void an_error_is_a_sentence_with_its_context_before_it(void **state)
{
	(void)state;
	struct err err;
	assert_false(err_set(&err, "line %d is not a region", 7));
	assert_false(err_wrap(&err, "%s", "body.map"));
	assert_string_equal(err.text, "body.map: line 7 is not a region");

	char path[1000];
	memset(path, 'p', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	err_wrap(&err, "%s", path);
	expect_number("cut, not overrun", strlen(err.text), sizeof err.text - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_added_at_the_end),
		cmocka_unit_test(it_grows_to_any_length),
		cmocka_unit_test(reserved_room_may_be_written),
		cmocka_unit_test(an_error_is_a_sentence_with_its_context_before_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
