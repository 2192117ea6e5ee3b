// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "ui/state.h"

static char folder[] = "state-XXXXXX";

static int own_folder(void **state)
{
	(void)state;
	char here[4096];
	struct arena arena = {0};
	if (!mkdtemp(folder) || !getcwd(here, sizeof here))
		return -1;
	struct str path = arena_printf(&arena, "%s/%s", here, folder);
	unsetenv("BODYMAP_PRIVATE");
	int failed = setenv("XDG_STATE_HOME", path.ptr, 1);
	arena_release(&arena);
	return failed;
}

static int remove_folder(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static struct place place(const char *page, const char *anchor, uint32_t at, int64_t time)
{
	return (struct place){.page = str_of(page),
			      .anchor = str_of(anchor),
			      .at = at,
			      .title = STR("Calf > Where it is"),
			      .time = time};
}

static void visit(struct places *places, const char *page, uint32_t at, int64_t time)
{
	struct place here = place(page, "", at, time);
	places_visit(places, &here);
}

static void mark(struct places *places, char letter, const char *page)
{
	struct place here = place(page, "pain", 7, 0);
	here.letter = letter;
	places_bookmark(places, &here);
}

static void what_is_kept_comes_back(void **state)
{
	(void)state;
	struct places before = {0}, after = {0};
	visit(&before, "calf", 12, 1000);
	visit(&before, "knee", 34, 2000);
	mark(&before, 'a', "calf");
	places_query(&before, STR("sore \"calf\" -knee"));
	state_write("comes back", &before);

	state_read("comes back", &after);
	assert_int_equal(after.history.count, 2);
	assert_true(str_eq(after.history.at[1].page, STR("knee")));
	assert_int_equal(after.history.at[1].at, 34);
	assert_int_equal(after.history.at[1].time, 2000);
	assert_true(str_eq(after.history.at[0].title, STR("Calf > Where it is")));
	assert_true(str_eq(places_find(&after, 'a')->anchor, STR("pain")));
	assert_true(str_eq(after.queries.at[0], STR("sore \"calf\" -knee")));

	struct places other = {0};
	state_read("another book", &other);
	assert_int_equal(other.history.count, 0);
	arena_release(&before.arena);
	arena_release(&after.arena);
	arena_release(&other.arena);
}

static void two_sessions_lose_nothing(void **state)
{
	(void)state;
	struct places first = {0}, one = {0}, two = {0}, all = {0};
	visit(&first, "calf", 1, 100);
	mark(&first, 'a', "calf");
	mark(&first, 'b', "calf");
	state_write("two", &first);

	state_read("two", &one);
	state_read("two", &two);
	visit(&one, "knee", 2, 300);
	mark(&one, 'c', "knee");
	places_unmark(&one, 'a');
	places_query(&one, STR("one"));
	visit(&two, "foot", 3, 200);
	visit(&two, "calf", 9, 250);
	mark(&two, 'b', "foot");
	places_query(&two, STR("two"));
	state_write("two", &one);
	state_write("two", &two);

	state_read("two", &all);
	assert_int_equal(all.history.count, 3);
	assert_true(str_eq(all.history.at[0].page, STR("foot"))); // in order of time
	assert_true(str_eq(all.history.at[2].page, STR("knee")));
	assert_int_equal(all.history.at[1].at, 9);
	assert_null(places_find(&all, 'a')); // deleted by the one, untouched by the other
	assert_true(str_eq(places_find(&all, 'b')->page, STR("foot")));
	assert_true(str_eq(places_find(&all, 'c')->page, STR("knee")));
	assert_int_equal(all.queries.count, 2);
	arena_release(&first.arena);
	arena_release(&one.arena);
	arena_release(&two.arena);
	arena_release(&all.arena);
}

static void a_private_session_stores_nothing(void **state)
{
	(void)state;
	struct places kept = {0}, read = {0};
	visit(&kept, "calf", 1, 100);
	setenv("BODYMAP_PRIVATE", "1", 1);
	state_write("private", &kept);
	unsetenv("BODYMAP_PRIVATE");
	state_read("private", &read);
	assert_int_equal(read.history.count, 0);
	arena_release(&kept.arena);
	arena_release(&read.arena);
}

static void a_spoilt_file_is_as_none(void **state)
{
	(void)state;
	struct places kept = {0}, read = {0};
	struct arena arena = {0};
	struct file_list list = {0};
	struct err err;
	visit(&kept, "calf", 1, 100);
	state_write("spoilt", &kept);
	const char *endings[] = {".places", NULL};
	struct str root = arena_printf(&arena, "%s/bodymap", getenv("XDG_STATE_HOME"));
	assert_true(file_walk(root.ptr, endings, &arena, &list, &err));
	for (uint32_t i = 0; i < list.count; i++) {
		struct str path =
			arena_printf(&arena, "%s/%.*s", root.ptr, STR_ARG(list.at[i].path));
		assert_true(file_write(path.ptr,
				       STR("visit\n\tbookmark\tlong\t\nquery\n\xff\t\t\t"), &err));
	}
	state_read("spoilt", &read);
	assert_int_equal(read.history.count, 0);
	assert_int_equal(read.bookmarks.count, 0);
	arena_release(&kept.arena);
	arena_release(&read.arena);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_comes_back),
		cmocka_unit_test(two_sessions_lose_nothing),
		cmocka_unit_test(a_private_session_stores_nothing),
		cmocka_unit_test(a_spoilt_file_is_as_none),
	};
	return cmocka_run_group_tests(tests, own_folder, remove_folder);
}
