// SPDX-License-Identifier: ISC

#include "cmd/cmd.h"

#include "base/buf.h"

#include <string.h>

static uint32_t count_options(const struct option *options)
{
	uint32_t count = 0;
	while (options && options[count].name)
		count++;
	return count;
}

// Its index, or their number when there is none: by letter, or by name when that is 0.
static uint32_t find_option(const struct option *options, struct str name, char letter)
{
	uint32_t count = count_options(options);
	for (uint32_t i = 0; i < count; i++) {
		if (letter ? options[i].letter == letter : str_eq(str_of(options[i].name), name))
			return i;
	}
	return count;
}

// An option as people write it: "-n", "--json".
static const char *dash_of(const struct option *option)
{
	return option->letter ? "-" : "--";
}

static struct str name_of(const struct option *option)
{
	return option->letter ? (struct str){&option->letter, 1} : str_of(option->name);
}

// Reads the option at argv[*at], and its value from there or from the next word.
static bool parse_option(int argc, char **argv, int *at, struct args *args, struct err *err)
{
	struct str word = str_of(argv[*at]), name = STR(""), value = {NULL, 0};
	char letter = 0;
	if (str_starts(word, STR("--"))) {
		name = str_cut(str_sub(word, 2, word.len), '=', &value);
	} else {
		letter = word.ptr[1];
		if (word.len > 2)
			value = str_sub(word, 2, word.len);
	}
	uint32_t option = find_option(args->options, name, letter);
	if (option == count_options(args->options))
		return err_set(err, "there is no option %s; see bodymap --help", argv[*at]);

	const struct option *found = &args->options[option];
	if (!found->value && value.ptr)
		return err_set(err, "the option %s%.*s takes no value", dash_of(found),
			       STR_ARG(name_of(found)));
	if (found->value && !value.ptr) {
		if (*at + 1 >= argc)
			return err_set(err, "the option %s%.*s wants a value: %s", dash_of(found),
				       STR_ARG(name_of(found)), found->value);
		value = str_of(argv[++*at]);
	}
	args->given[option] = found->value ? value : STR("");
	return true;
}

bool args_parse(int argc, char **argv, const struct option *options, struct arena *arena,
		struct args *args, struct err *err)
{
	*args = (struct args){
		.options = options,
		.given = arena_array(arena, struct str, count_options(options) + 1),
		.words = arena_array(arena, struct str, (size_t)argc + 1),
	};
	bool only_words = false;
	for (int i = 1; i < argc; i++) {
		if (!only_words && strcmp(argv[i], "--") == 0)
			only_words = true;
		else if (only_words || argv[i][0] != '-' || !argv[i][1])
			args->words[args->nwords++] = str_of(argv[i]);
		else if (!parse_option(argc, argv, &i, args, err))
			return false;
	}
	return true;
}

struct str args_value(const struct args *args, const char *name, struct str none)
{
	uint32_t option = find_option(args->options, str_of(name), 0);
	assert(option < count_options(args->options));
	return args->given[option].ptr ? args->given[option] : none;
}

bool args_given(const struct args *args, const char *name)
{
	return args_value(args, name, (struct str){NULL, 0}).ptr != NULL;
}

bool args_number(const struct args *args, const char *name, uint32_t least, uint32_t most,
		 uint32_t *number, struct err *err)
{
	if (!args_given(args, name))
		return true;
	const struct option *option = &args->options[find_option(args->options, str_of(name), 0)];
	struct str value = args_value(args, name, STR(""));
	uint32_t parsed;
	if (!str_number(value, most, &parsed) || parsed < least)
		return err_set(err, "%s%.*s wants a number from %u to %u, not \"%.*s\"",
			       dash_of(option), STR_ARG(name_of(option)), least, most,
			       STR_ARG(value));
	*number = parsed;
	return true;
}

bool args_choice(const struct args *args, const char *name, const char *const *choices, int *choice,
		 struct err *err)
{
	if (!args_given(args, name))
		return true;
	struct str value = args_value(args, name, STR(""));
	struct buf known = {0};
	bool found = false;
	for (int i = 0; choices[i] && !found; i++) {
		found = str_eq(value, str_of(choices[i]));
		if (found)
			*choice = i;
		buf_printf(&known, "%s%s", i ? ", " : "", choices[i]);
	}
	if (!found)
		err_set(err, "--%s is one of %.*s, not \"%.*s\"", name, STR_ARG(buf_str(&known)),
			STR_ARG(value));
	buf_release(&known);
	return found;
}

bool args_no_words(const struct args *args, const char *command, struct err *err)
{
	if (!args->nwords)
		return true;
	return err_set(err, "%s takes options alone, not \"%.*s\"; see bodymap %s --help", command,
		       STR_ARG(args->words[0]), command);
}

struct str args_join(const struct args *args, struct arena *arena)
{
	struct str joined = STR("");
	for (uint32_t i = 0; i < args->nwords; i++)
		joined = i ? arena_printf(arena, "%.*s %.*s", STR_ARG(joined),
					  STR_ARG(args->words[i]))
			   : args->words[i];
	return joined;
}
