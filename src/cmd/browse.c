// SPDX-License-Identifier: ISC
//
// browse: the program without a command: opens a book in the browser; as a linear conversation
// where there is no screen; as the head-to-toe list where there is no terminal.

#include "cmd/cmd.h"

#include "base/file.h"
#include "cmd/plain.h"
#include "cmd/print.h"
#include "index/cache.h"
#include "ui/app.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const glyph_names[] = {"auto", "braille", "blocks", "ascii", NULL};
static const enum glyphs glyphs[] = {GLYPHS_BRAILLE, GLYPHS_BRAILLE, GLYPHS_BLOCKS, GLYPHS_ASCII};
static const char *const color_names[] = {"auto", "always", "never", NULL};
static const enum color colors[] = {COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER};

static const struct option options[] = {
	OPTION_BOOK,
	{"page", 0, "PAGE[#SECTION]"},
	{"search", 0, "QUERY"},
	{"plain", 0, NULL},
	{"glyphs", 0, "auto|braille|blocks|ascii"},
	{"color", 0, "auto|always|never"},
	{NULL, 0, NULL},
};

// The page on standard input, as a book; the keys then come from the terminal itself.
static struct book *read_page(struct err *err)
{
	struct book *book = book_open_any("-", err);
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (tty >= 0) {
		dup2(tty, STDIN_FILENO);
		close(tty);
	}
	return book;
}

// The name under which a book's places are kept: where it lies; "" for the built-in one.  NULL for
// one that has no name.
static const char *place_name(const char *path, char resolved[PATH_MAX])
{
	if (!path || !*path)
		return "";
	return realpath(path, resolved);
}

// A screen can show what a folder was while it is looked at; the linear ways say it once.
static bool has_screen(const struct args *args)
{
	return !args_given(args, "plain") && isatty(STDOUT_FILENO) && isatty(STDIN_FILENO) &&
	       !term_is_dumb();
}

static enum status browse(struct book *book, const struct args *args, const char *path,
			  bool unchecked, struct arena *arena, struct err *err)
{
	int glyph = 0, color = 0;
	if (!args_choice(args, "glyphs", glyph_names, &glyph, err) ||
	    !args_choice(args, "color", color_names, &color, err))
		return STATUS_TROUBLE;
	char resolved[PATH_MAX];
	const struct plain_options plain = {
		.page = args_value(args, "page", STR("")),
		.query = args_value(args, "search", STR("")),
		.name = place_name(path, resolved),
	};
	if (!args_given(args, "plain") && !isatty(STDOUT_FILENO))
		return plain_print(book, &plain, arena, err);
	if (!has_screen(args))
		return plain_run(book, &plain, arena, err);

	const struct app_options app = {
		.page = plain.page,
		.query = plain.query,
		.glyphs_given = glyph > 0,
		.glyphs = glyphs[glyph],
		.color = colors[color],
		.folder = path && file_is_folder(path) ? path : NULL,
		.name = plain.name,
		.unchecked = unchecked,
	};
	return app_run(book, &app, err) ? STATUS_DONE : STATUS_TROUBLE;
}

// What is asked for may not be in the beginning of a book.
static bool may_be_a_part(const struct args *args)
{
	return !args_given(args, "page") && !args_given(args, "search");
}

// The book as it was, or as it is when the page asked for was not in it then.
static struct book *open_for_screen(const struct args *args, const char *path, bool *unchecked,
				    struct err *err)
{
	struct book *book = book_open_soon(path, may_be_a_part(args), unchecked, err);
	struct str address = args_value(args, "page", STR(""));
	uint32_t page, section;
	if (!book || !*unchecked || !address.len || book_locate(book, address, &page, &section))
		return book;
	book_close(book);
	*unchecked = false;
	return book_open_any(path, err);
}

// What is neither a file nor a command may be meant for a search.
static void complain_of_word(const char *word, struct err *err)
{
	if (strpbrk(word, "./"))
		err_set(err, "there is no file or folder \"%s\"", word);
	else
		err_set(err, "there is no book or command \"%s\"; to search: bodymap search %s",
			word, word);
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	struct str name = args->nwords ? args->words[0] : args_value(args, "book", STR(""));
	if (args->nwords > 1) {
		err_set(err, "there is no command \"%.*s\"; to search: bodymap search %.*s",
			STR_ARG(name), STR_ARG(args_join(args, arena)));
		return STATUS_TROUBLE;
	}
	const char *path = name.len ? arena_cstr(arena, name) : getenv("BODYMAP_BOOK");
	bool unchecked = false;
	struct book *book;
	if (str_eq(name, STR("-")))
		book = read_page(err);
	else if (path && *path && has_screen(args))
		book = open_for_screen(args, path, &unchecked, err);
	else
		book = cmd_open_book(name, arena, err);
	if (!book && args->nwords && !file_exists(path, NULL))
		complain_of_word(path, err);
	if (!book)
		return STATUS_TROUBLE;
	enum status status = browse(book, args, path, unchecked, arena, err);
	book_close(book);
	return status;
}

const struct command cmd_browse = {
	.name = "",
	.usage = "[BOOK] [--page PAGE[#SECTION]] [--search QUERY] [--plain] [--glyphs=GLYPHS] "
		 "[--color=WHEN]",
	.help = "open the book: a map one walks over, search, pages",
	.options = options,
	.run = run,
};
