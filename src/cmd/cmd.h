// SPDX-License-Identifier: ISC
//
// cmd: what the user may ask for.  A command is one file here with a `struct command`, named in
// the table of cmd.c; main.c finds it and runs it.  Commands print; nothing below this floor does.

#ifndef BODYMAP_CMD_CMD_H
#define BODYMAP_CMD_CMD_H

#include "base/arena.h"
#include "base/err.h"
#include "index/book.h"

// Exit status of every command, as grep's.
enum status {
	STATUS_DONE = 0,    // found, done
	STATUS_NOTHING = 1, // nothing found; findings, for check
	STATUS_TROUBLE = 2, // one sentence in err
};

struct option {
	const char *name;  // "rows": given as --rows=22 or --rows 22
	char letter;       // 'b' for -b, or 0
	const char *value; // what it takes, for the usage: "N"; NULL for a switch
};

// The command line taken apart by args_parse.
struct args {
	const struct option *options;
	struct str *given; // by option: its value, "" for a switch; ptr NULL when not given
	struct str *words; // everything else, in order
	uint32_t nwords;
};

struct command {
	const char *name;
	const char *usage;            // what follows the name
	const char *help;             // one line
	const char *more;             // lines of --help behind its name, or NULL
	const struct option *options; // ended by a name of NULL; NULL: none
	enum status (*run)(const struct args *args, struct arena *arena, struct err *err);
};

extern const struct command cmd_browse;         // without a name: opens the browser
extern const struct command *const cmd_table[]; // the named ones, ended by NULL

// Takes argv[1..] apart.  Options may stand anywhere before "--"; a lone "-" is a word.  An
// unknown option or a missing value is an error that names it.
bool args_parse(int argc, char **argv, const struct option *options, struct arena *arena,
		struct args *args, struct err *err) NODISCARD;

// The value of an option, or `none` when it was not given.  The name must be in the table.
struct str args_value(const struct args *args, const char *name, struct str none);
bool args_given(const struct args *args, const char *name);

// A number from `least` to `most`; without the option *number stays.  Errors name the option.
bool args_number(const struct args *args, const char *name, uint32_t least, uint32_t most,
		 uint32_t *number, struct err *err) NODISCARD;

// The index of an option's value in `choices` (ended by NULL); without the option *choice stays.
// The error lists what there is.
bool args_choice(const struct args *args, const char *name, const char *const *choices, int *choice,
		 struct err *err) NODISCARD;

// For a command that takes options alone; the error says how a book is named.
bool args_no_words(const struct args *args, const char *command, struct err *err) NODISCARD;

// All words as one text, a space between: a query.
struct str args_join(const struct args *args, struct arena *arena);

// The option that says which book, for a command's table.
#define OPTION_BOOK                                                                                \
	{                                                                                          \
		"book", 'b', "BOOK"                                                                \
	}

// Opens the book called `name` (a folder, a markdown file, a .book); when that is empty
// $BODYMAP_BOOK, else the built-in one.  Closed by book_close.
struct book *cmd_open_book(struct str name, struct arena *arena, struct err *err) NODISCARD;

// Opens the book called `name` as cmd_open_book does, does the work and closes it.  A book that turns
// out to be damaged is trouble, whatever the work has printed.
enum status cmd_with_book(struct str name,
			  enum status (*work)(struct book *book, const struct args *args,
					      struct arena *arena, struct err *err),
			  const struct args *args, struct arena *arena, struct err *err);

// A page or section as the user named it: an address, a title or an alias.  The error names pages
// that are called alike.
bool cmd_locate(const struct book *book, struct str address, uint32_t *page, uint32_t *section,
		struct err *err) NODISCARD;

// A region of the book by id, or by a name or alias of its map.  The error lists what there is.
bool cmd_find_region(const struct book *book, struct str name, uint32_t *region,
		     struct err *err) NODISCARD;

// A kind by id or label, without case.  The error lists the book's kinds.
bool cmd_find_kind(const struct book *book, struct str name, uint32_t *kind,
		   struct err *err) NODISCARD;

#endif
