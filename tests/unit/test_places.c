// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "view/places.h"

static struct place place(const char *page, const char *anchor, uint32_t at)
{
	return (struct place){.page = str_of(page), .anchor = str_of(anchor), .at = at};
}

static void visit(struct places *places, const char *page, const char *anchor, uint32_t at)
{
	struct place here = place(page, anchor, at);
	places_visit(places, &here);
}

static void history_has_a_section_once_and_the_last_at_the_end(void **state)
{
	(void)state;
	struct places places = {0};
	visit(&places, "calf", "", 1);
	visit(&places, "calf", "pain", 2);
	visit(&places, "knee", "", 3);
	visit(&places, "calf", "", 4);
	assert_int_equal(places.history.count, 3);
	assert_int_equal(places.history.at[0].at, 2);
	assert_int_equal(places.history.at[2].at, 4);
	assert_true(places_visited(&places, STR("knee")));
	assert_false(places_visited(&places, STR("kne")));
	arena_release(&places.arena);
}

static void the_beginning_of_a_page_and_the_heading_that_names_it_are_one_visit(void **state)
{
	(void)state;
	struct places places = {0};
	const struct place visits[] = {
		{.page = STR("calf"), .anchor = STR(""), .title = STR("Calf"), .at = 1},
		{.page = STR("calf"), .anchor = STR("calf"), .title = STR("Calf"), .at = 2},
		{.page = STR("calf"), .anchor = STR("use"), .title = STR("Calf > Use")},
		{.page = STR("calf"), .anchor = STR("use-1"), .title = STR("Calf > Use")},
		{.page = STR("calves"), .anchor = STR(""), .title = STR("Calf")},
	};
	for (size_t i = 0; i < countof(visits); i++)
		places_visit(&places, &visits[i]);
	assert_int_equal(places.history.count, 4);
	assert_true(str_eq(places.history.at[0].anchor, STR("calf")));
	assert_int_equal(places.history.at[0].at, 2);
	arena_release(&places.arena);
}

static void what_is_remembered_is_a_copy(void **state)
{
	(void)state;
	struct places places = {0};
	char page[] = "calf";
	visit(&places, page, page, 0);
	places_query(&places, (struct str){page, 4});
	page[0] = 'X';
	assert_true(str_eq(places.history.at[0].page, STR("calf")));
	assert_true(str_eq(places.history.at[0].anchor, STR("calf")));
	assert_true(str_eq(places.queries.at[0], STR("calf")));
	arena_release(&places.arena);
}

static void the_oldest_go_when_there_are_many(void **state)
{
	(void)state;
	struct places places = {0};
	struct arena arena = {0};
	for (uint32_t i = 0; i < 2000; i++) {
		struct str name = arena_printf(&arena, "page-%u", i);
		places_visit(&places, &(struct place){.page = name, .at = i});
		places_query(&places, name);
	}
	assert_int_equal(places.history.count, 500);
	assert_int_equal(places.history.at[499].at, 1999);
	assert_int_equal(places.queries.count, 100);
	arena_release(&arena);
	arena_release(&places.arena);
}

static void bookmarks_stand_by_letter(void **state)
{
	(void)state;
	struct places places = {0};
	static const char letters[] = "macm";
	for (uint32_t i = 0; letters[i]; i++) {
		struct place here = place("calf", "", i);
		here.letter = letters[i];
		places_bookmark(&places, &here);
	}
	assert_int_equal(places.bookmarks.count, 3);
	assert_int_equal(places.bookmarks.at[0].letter, 'a');
	assert_int_equal(places.bookmarks.at[2].letter, 'm');
	assert_int_equal(places_find(&places, 'm')->at, 3);
	places_unmark(&places, 'c');
	places_unmark(&places, 'z');
	assert_null(places_find(&places, 'c'));
	assert_int_equal(places.bookmarks.count, 2);
	arena_release(&places.arena);
}

static void queries_stand_once_without_blanks(void **state)
{
	(void)state;
	struct places places = {0};
	places_query(&places, STR("sore calf"));
	places_query(&places, STR("heel"));
	places_query(&places, STR(" sore calf "));
	places_query(&places, STR("  "));
	assert_int_equal(places.queries.count, 2);
	assert_true(str_eq(places.queries.at[1], STR("sore calf")));
	arena_release(&places.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(history_has_a_section_once_and_the_last_at_the_end),
		cmocka_unit_test(
			the_beginning_of_a_page_and_the_heading_that_names_it_are_one_visit),
		cmocka_unit_test(what_is_remembered_is_a_copy),
		cmocka_unit_test(the_oldest_go_when_there_are_many),
		cmocka_unit_test(bookmarks_stand_by_letter),
		cmocka_unit_test(queries_stand_once_without_blanks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
