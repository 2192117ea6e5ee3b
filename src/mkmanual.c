// SPDX-License-Identifier: ISC
//
// mkmanual: fills the keys into the manual page, so that it cannot differ from what the program
// does.  A build-time program: mkmanual TEMPLATE, the page on standard output.

#include "base/file.h"
#include "view/action.h"

#include <stdio.h>

// Text of the body of a manual page: a backslash and what begins a line with a dot are escaped.
static void put(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\\')
			fputs("\\e", stdout);
		else if (text.ptr[i] == '\'' || text.ptr[i] == '.')
			printf("\\&%c", text.ptr[i]);
		else
			putchar(text.ptr[i]);
	}
}

static void put_keys(void)
{
	struct arena arena = {0};
	for (size_t c = 0; c < KEYSETS; c++) {
		// "In" would be a macro
		printf(".Ss \\&%s\n.Bl -tag -width \"PgDn or Space\" -compact\n",
		       keyset_info[c].title);
		for (int action = 0; action < ACT_COUNT; action++) {
			bool by_key = action_info[action].keys && action_info[action].keys[0];
			if (!by_key || action_info[action].where != keyset_info[c].set)
				continue;
			fputs(".It \\&", stdout); // a lone "]" would be punctuation
			put(action_keys((enum action)action, &arena));
			putchar('\n');
			put(str_of(action_info[action].help));
			putchar('\n');
		}
		puts(".El");
	}
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct err err = {""};
	struct str template, line;
	if (argc != 2 || !file_read(argv[1], 1 << 20, &arena, &template, NULL, &err)) {
		fprintf(stderr, "mkmanual: %s\n", argc == 2 ? err.text : "wants a template");
		return 2;
	}
	while (str_line(&template, &line)) {
		if (str_eq(line, STR(".\\\" KEYS")))
			put_keys();
		else
			printf("%.*s\n", STR_ARG(line));
	}
	arena_release(&arena);
	return 0;
}
