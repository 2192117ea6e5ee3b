// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "view/list.h"

static const uint16_t tall[] = {1, 3, 3, 1, 2, 9, 1};

// Steps: j k f b g G as in a list.
static enum action action_of_step(char step)
{
	return action_of((uint32_t)step, ON_LIST);
}

static void moving(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		uint32_t count;
		int rows;
		bool tall;
		const char *steps;
		uint32_t selected, top;
	} cases[] = {
		{"begins at the top", 9, 4, false, "", 0, 0},
		{"down within the screen", 9, 4, false, "jjj", 3, 0},
		{"down off the screen", 9, 4, false, "jjjj", 4, 1},
		{"up within the screen", 9, 4, false, "jjjjk", 3, 1},
		{"up off the screen", 9, 4, false, "jjjjkkkk", 0, 0},
		{"up at the top", 9, 4, false, "kk", 0, 0},
		{"down at the end", 3, 4, false, "jjjjj", 2, 0},
		{"first to the end of the screen", 9, 4, false, "f", 3, 0},
		{"then a screen further", 9, 4, false, "ff", 6, 3},
		{"to the end", 9, 4, false, "fff", 8, 5},
		{"and not beyond", 9, 4, false, "ffff", 8, 5},
		{"back up", 9, 4, false, "fffb", 5, 5},
		{"a screen up", 9, 4, false, "fffbb", 2, 2},
		{"last", 9, 4, false, "G", 8, 5},
		{"first", 9, 4, false, "Gg", 0, 0},
		{"one row", 9, 1, false, "jj", 2, 2},
		{"one row, a screen", 9, 1, false, "ffb", 1, 1},
		{"no items", 0, 4, false, "jfGbk", 0, 0},
		{"tall items", 7, 5, true, "jj", 2, 2},
		{"the selected one wholly", 7, 5, true, "jjj", 3, 2},
		{"one taller than the screen", 7, 5, true, "jjjjj", 5, 5},
		{"read through", 7, 5, true, "jjjjjjjjj", 5, 5},
		{"behind it", 7, 5, true, "jjjjjjjjjj", 6, 6},
		{"back up into it", 7, 5, true, "jjjjjjjjjjk", 5, 5},
		{"a screen at a time", 7, 5, true, "Gbb", 5, 5},
		{"and out of it", 7, 5, true, "Gbbb", 4, 3},
		{"a screen of tall ones", 7, 5, true, "ff", 2, 2},
		{"and back", 7, 5, true, "ffbb", 0, 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct list list = {0};
		list_set(&list, cases[i].count, cases[i].tall ? tall : NULL, cases[i].rows);
		for (const char *step = cases[i].steps; *step; step++)
			assert_true(list_act(&list, action_of_step(*step)));
		if (list.selected != cases[i].selected || list.top != cases[i].top)
			fail_msg("%s: selected %u, top %u", cases[i].why, list.selected, list.top);
	}
}

// Item 0 has eight rows, the first six of which may scroll away before the last two do.
static void what_leads_the_first_item_scrolls_with_it(void **state)
{
	(void)state;
	static const uint16_t heights[] = {8, 3, 1, 3, 1};
	static const struct {
		const char *why;
		int rows;
		const char *steps;
		uint32_t selected, top;
		int skip;
		bool shows; // the last row of the selected item
	} cases[] = {
		{"seen first", 5, "", 0, 0, 0, false},
		{"row by row", 5, "jj", 0, 0, 2, false},
		{"as far as its last row", 5, "jjj", 0, 0, 3, true},
		{"then the next item", 5, "jjjj", 1, 0, 6, true},
		{"then it is gone", 5, "jjjjj", 2, 1, 0, true},
		{"and comes from its end", 5, "jjjjjkk", 0, 0, 3, true},
		{"row by row", 5, "jjjjjkkkk", 0, 0, 1, false},
		{"a screen down", 5, "f", 0, 0, 3, true},
		{"a screen up", 5, "fb", 0, 0, 0, false},
		{"no further up", 5, "fbb", 0, 0, 0, false},
		{"the last", 5, "G", 4, 2, 0, true},
		{"the first", 5, "Gg", 0, 0, 0, false},
		{"whole where there is room", 12, "j", 1, 0, 0, true},
		{"only as far as needed", 12, "jjj", 3, 0, 3, true},
		{"whole again", 12, "jjjkkk", 0, 0, 0, true},
		{"one row", 1, "jjjjjjj", 0, 0, 7, true},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct list list = {.lead = 6};
		list_set(&list, countof(heights), heights, cases[i].rows);
		for (const char *step = cases[i].steps; *step; step++)
			assert_true(list_act(&list, action_of_step(*step)));
		if (list.selected != cases[i].selected || list.top != cases[i].top ||
		    list.skip != cases[i].skip || list_shows_selected(&list) != cases[i].shows)
			fail_msg("%s: selected %u, top %u, skip %d", cases[i].why, list.selected,
				 list.top, list.skip);
	}
}

static void the_selection_survives_a_resize(void **state)
{
	(void)state;
	struct list list = {0};
	list_set(&list, 100, NULL, 20);
	list_select(&list, 50);
	for (int rows = 40; rows > -2; rows--) {
		list_set(&list, 100, NULL, rows);
		assert_int_equal(list.selected, 50);
		assert_in_range(50 - list.top, 0, (rows > 0 ? rows : 1) - 1);
	}
	list_set(&list, 100, NULL, 200);
	assert_int_equal(list.top, 0);
	list_set(&list, 10, NULL, 200);
	assert_int_equal(list.selected, 9);
	list_set(&list, 0, NULL, 200);
	assert_int_equal(list.selected, 0);
}

// The rows of the screen that the selected item stands in.
static struct range rows_of_selected(const struct list *list)
{
	int row = -list->skip;
	for (uint32_t item = list->top; item < list->selected; item++)
		row += list_height(list, item);
	if (!list->selected)
		row += list->lead;
	int end = row + list_height(list, list->selected) - (list->selected ? 0 : list->lead);
	row = row < 0 ? 0 : row;
	end = end < 0 ? 0 : end > list->rows ? list->rows : end;
	return (struct range){(uint32_t)row, (uint32_t)end};
}

// In a window of another size, items have other heights and what leads them other rows.
static void the_selection_stays_in_sight_of_other_heights(void **state)
{
	(void)state;
	static const uint16_t heights[][7] = {
		{1, 1, 1, 1, 1, 1, 1}, {3, 3, 3, 3, 3, 3, 3}, {2, 1, 9, 1, 30, 1, 4}};
	static const int leads[] = {0, 4, 17}, rows[] = {1, 3, 8, 40};
	enum { HEIGHTS = 3, LEADS = 3, ROWS = 4, FORMS = HEIGHTS * LEADS * ROWS };
	static const char steps[] = "jjjjjjjjjjkkkkGkkg";
	for (int form = 0; form < FORMS * FORMS; form++) {
		struct list list = {0};
		for (size_t step = 0; step < sizeof steps - 1; step++) {
			int way = step % 2 ? form / FORMS : form % FORMS;
			uint16_t now[7];
			memcpy(now, heights[way % HEIGHTS], sizeof now);
			list.lead = leads[way / HEIGHTS % LEADS];
			now[0] = (uint16_t)(now[0] + list.lead);
			list_set(&list, 7, now, rows[way / HEIGHTS / LEADS]);
			struct range seen = rows_of_selected(&list);
			bool leading = !list.selected &&
				       list.skip < list.lead; // what leads it is read first
			if (seen.from >= seen.to && !leading)
				fail_msg("form %d, step %zu: item %u is not seen", form, step,
					 list.selected);
			list_act(&list, action_of_step(steps[step]));
		}
	}
}

static int two_each_eighth(const void *user, uint32_t item)
{
	++**(uint32_t *const *)user;
	return item % 8 ? 1 : 2;
}

static void only_what_is_near_is_measured(void **state)
{
	(void)state;
	enum { MANY = 1000000, ROWS = 24, FEW = 20 * ROWS };
	uint32_t asked = 0, *counter = &asked;
	struct list list = {.height = two_each_eighth, .user = &counter};
	const char *steps = "jjjfffkkbGbbggfG";
	list_set(&list, MANY, NULL, ROWS);
	assert_in_range(asked, 1, FEW);
	for (const char *step = steps; *step; step++) {
		asked = 0;
		list_act(&list, action_of_step(*step));
		if (asked > FEW)
			fail_msg("%u items measured for step %d", asked, (int)(step - steps));
	}
	assert_int_equal(list.selected, MANY - 1);
	asked = 0;
	list_select(&list, MANY / 2);
	assert_in_range(asked, 1, FEW);
}

static void rows_belong_to_items(void **state)
{
	(void)state;
	struct list list = {0};
	list_set(&list, 7, tall, 5);
	assert_int_equal(list_at(&list, 0), 0);
	assert_int_equal(list_at(&list, 3), 1);
	assert_int_equal(list_at(&list, 4), 2);
	assert_int_equal(list_at(&list, 5), UINT32_MAX);
	assert_int_equal(list_at(&list, -1), UINT32_MAX);
	list.lead = 2;
	list_set(&list, 7, (uint16_t[]){3, 3, 3, 1, 2, 9, 1}, 5);
	assert_int_equal(list_at(&list, 1), UINT32_MAX);
	assert_int_equal(list_at(&list, 2), 0);
	assert_int_equal(list_at(&list, 3), 1);
	list.lead = 0;
	list_set(&list, 1, NULL, 5);
	assert_int_equal(list_at(&list, 1), UINT32_MAX);
	assert_false(list_act(&list, ACT_FOLLOW));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moving),
		cmocka_unit_test(what_leads_the_first_item_scrolls_with_it),
		cmocka_unit_test(the_selection_survives_a_resize),
		cmocka_unit_test(the_selection_stays_in_sight_of_other_heights),
		cmocka_unit_test(only_what_is_near_is_measured),
		cmocka_unit_test(rows_belong_to_items),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
