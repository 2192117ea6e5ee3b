// SPDX-License-Identifier: ISC
//
// bodymap: an offline knowledge browser for the terminal.
//
// The program in reading order, one floor above the other:
//
//   base/    memory, strings, errors, files
//   text/    UTF-8, what may be shown, columns, words and their stems
//   page/    a markdown file becomes a page: front matter (meta), body (doc); a map file a map
//   index/   pages become one book (build); a book is opened and answers (book, terms)
//   search/  a question becomes a query, a query hits, a hit a snippet
//   view/    a doc becomes lines (layout), a map a picture (raster); screens draw on a canvas
//   ui/      the canvas becomes a terminal's screen, a key an action, a wish another screen (app)
//   cmd/     what can be asked for on the command line
//
// A page's way: page_parse -> build -> book -> search -> hit -> book_source -> doc_parse ->
// layout_doc -> reader -> canvas -> term_show.  Commands take the same way and print instead.

#include "cmd/cmd.h"

#include "cmd/print.h"
#include "text/safe.h"
#include "ui/signals.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; name && cmd_table[i]; i++) {
		if (strcmp(cmd_table[i]->name, name) == 0)
			return cmd_table[i];
	}
	return &cmd_browse;
}

static void print_help(struct print *print)
{
	print_text(print, STR("bodymap: an offline knowledge browser for the terminal\n\n"));
	print_format(print, "  bodymap %s\n      %s\n", cmd_browse.usage, cmd_browse.help);
	for (size_t i = 0; cmd_table[i]; i++)
		print_format(print, "  bodymap %s %s\n      %s\n", cmd_table[i]->name,
			     cmd_table[i]->usage, cmd_table[i]->help);
	print_text(
		print,
		STR("\nBOOK is a folder of markdown, one markdown file or a .book; without one it"
		    " is $BODYMAP_BOOK,\nelse the built-in book.  In the browser ? shows the keys."
		    "\nMore: bodymap COMMAND --help, man bodymap.\n"));
}

static void print_help_of(struct print *print, const struct command *command)
{
	print_format(print, "bodymap %s %s\n  %s\n", command->name, command->usage, command->help);
	if (command->more)
		print_format(print, "\n%s", command->more);
}

// --help and --version, wherever they stand before "--".
static bool informed(int argc, char **argv, struct err *err, enum status *status)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		bool help = strcmp(argv[i], "--help") == 0;
		if (!help && strcmp(argv[i], "--version") != 0)
			continue;
		struct print *print = print_open(false);
		const struct command *command = find_command(argv[1]);
		if (help && command != &cmd_browse)
			print_help_of(print, command);
		else if (help)
			print_help(print);
		else
			print_line(print, STR("bodymap " BODYMAP_VERSION));
		*status = print_close(print, err) ? STATUS_DONE : STATUS_TROUBLE;
		return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct err err = {""};
	enum status status = STATUS_TROUBLE;
	signal(SIGPIPE, SIG_IGN); // a reader that has had enough is no failure: print.h

	if (!informed(argc, argv, &err, &status)) {
		const struct command *command = find_command(argc > 1 ? argv[1] : NULL);
		int skip = command == &cmd_browse ? 0 : 1;
		struct args args;
		if (args_parse(argc - skip, argv + skip, command->options, &arena, &args, &err))
			status = command->run(&args, &arena, &err);
	}
	if (err.text[0])
		fprintf(stderr, "bodymap: %.*s\n", STR_ARG(safe_line(&arena, str_of(err.text))));
	arena_release(&arena);
	signals_end();
	return (int)status;
}
