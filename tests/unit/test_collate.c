// SPDX-License-Identifier: ISC

#include "expect.h"

#include "text/collate.h"

// Every name comes before every one below it, which also says that no three contradict each other.
static void names_stand_where_they_are_looked_for(void **state)
{
	(void)state;
	static const struct {
		const char *why, *name;
	} names[] = {
		{"no name at all", ""},
		{"pictures are no letters", "🎉 Party"},
		{"nor is what ASCII has behind them", "{braces}"},
		{"nor are quotes of any kind", "“Zebra”"},
		{"a quote of ASCII", "\"Zebra\""},
		{"digits before letters", "2 legs"},
		{"one letter that is two", "æon"},
		{"capitals among small letters", "Apple"},
		{"of those that differ in case alone, the capital", "Arm"},
		{"then the small one", "arm"},
		{"then those with accents", "årm"},
		{"a word more", "arm bone"},
		{"a hyphen as a typewriter has it", "arm-bone"},
		{"and another of them", "arm‐bone"},
		{"longer", "armada"},
		{"an accent does not move a name", "Éléments"},
		{"as two characters", "E\u0301le\u0301mentse"},
		{"what follows counts more than an accent", "elementsf"},
		{"after it", "Zebra"},
		{"Greek behind Latin", "Άλφα"},
		{"in its order", "Βήτα"},
		{"Cyrillic, ё as е", "Ёж"},
		{"и before й", "Еи"},
		{"й as one character", "Ей"},
		{"and as two, with what follows", "Еи\u0306а"},
		{"Han behind all of them", "漢字"},
	};
	for (size_t i = 0; i < countof(names); i++) {
		for (size_t j = 0; j < countof(names); j++) {
			int order = collate_cmp(str_of(names[i].name), str_of(names[j].name));
			if ((i > j) - (i < j) != (order > 0) - (order < 0))
				fail_msg("%s: \"%s\" and \"%s\" give %d", names[i].why,
					 names[i].name, names[j].name, order);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stand_where_they_are_looked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
