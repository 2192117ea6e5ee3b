// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "cmd/cmd.h"

static const struct option options[] = {
	OPTION_BOOK, {"rows", 0, "N"}, {"json", 0, NULL}, {"glyphs", 0, "NAME"}, {NULL, 0, NULL},
};

static void options_and_words_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		const char *argv[8];
		const char *book, *rows;
		uint32_t words;
		const char *error; // the sentence, or NULL
	} cases[] = {
		{"nothing", {"x"}, "", "", 0, NULL},
		{"= and a word", {"x", "--rows=22", "calf"}, "", "22", 1, NULL},
		{"the value is the next word", {"x", "--rows", "22", "calf"}, "", "22", 1, NULL},
		{"a letter", {"x", "-b", "notes"}, "notes", "", 0, NULL},
		{"a letter with its value", {"x", "-bnotes"}, "notes", "", 0, NULL},
		{"the long name", {"x", "--book=notes"}, "notes", "", 0, NULL},
		{"an empty value is one", {"x", "--book=", "w"}, "", "", 1, NULL},
		{"behind the words", {"x", "calf", "-b", "notes"}, "notes", "", 1, NULL},
		{"behind -- all are words", {"x", "--", "--rows=1", "-b"}, "", "", 2, NULL},
		{"a lone - is a word", {"x", "-"}, "", "", 1, NULL},
		{"unknown",
		 {"x", "--rwos=1"},
		 "",
		 "",
		 0,
		 "there is no option --rwos=1; see bodymap --help"},
		{"unknown letter",
		 {"x", "-z"},
		 "",
		 "",
		 0,
		 "there is no option -z; see bodymap --help"},
		{"no value", {"x", "--rows"}, "", "", 0, "the option --rows wants a value: N"},
		{"a switch with one",
		 {"x", "--json=1"},
		 "",
		 "",
		 0,
		 "the option --json takes no value"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct err err = {""};
		struct args args;
		char words[8][32], *argv[8];
		int argc = 0;
		for (; argc < 8 && cases[i].argv[argc]; argc++) {
			snprintf(words[argc], sizeof words[argc], "%s", cases[i].argv[argc]);
			argv[argc] = words[argc];
		}
		bool parsed = args_parse(argc, argv, options, &arena, &args, &err);
		if (parsed == (cases[i].error != NULL) ||
		    (!parsed && !str_eq(str_of(err.text), str_of(cases[i].error))))
			fail_msg("%s: \"%s\"", cases[i].why, err.text);
		if (parsed && (args.nwords != cases[i].words ||
			       !str_eq(args_value(&args, "book", STR("")), str_of(cases[i].book)) ||
			       !str_eq(args_value(&args, "rows", STR("")), str_of(cases[i].rows))))
			fail_msg("%s: read otherwise", cases[i].why);
		arena_release(&arena);
	}
}

static void values_are_checked(void **state)
{
	(void)state;
	static const char *const glyphs[] = {"auto", "braille", NULL};
	static const struct {
		const char *why, *rows, *glyphs, *error;
	} cases[] = {
		{"good", "22", "braille", ""},
		{"too large", "501", "auto", "--rows wants a number from 1 to 500, not \"501\""},
		{"too small", "0", "auto", "--rows wants a number from 1 to 500, not \"0\""},
		{"no number", "2x", "auto", "--rows wants a number from 1 to 500, not \"2x\""},
		{"not a choice", "1", "dots", "--glyphs is one of auto, braille, not \"dots\""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct str given[] = {
			{NULL, 0}, str_of(cases[i].rows), {NULL, 0}, str_of(cases[i].glyphs)};
		struct args args = {.options = options, .given = given};
		struct err err = {""};
		uint32_t rows = 0;
		int choice = 0;
		bool good = args_number(&args, "rows", 1, 500, &rows, &err) &&
			    args_choice(&args, "glyphs", glyphs, &choice, &err);
		if (good != !*cases[i].error || !str_eq(str_of(err.text), str_of(cases[i].error)) ||
		    (good && (rows != 22 || choice != 1)))
			fail_msg("%s: \"%s\"", cases[i].why, err.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_and_words_are_told_apart),
		cmocka_unit_test(values_are_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
