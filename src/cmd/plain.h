// SPDX-License-Identifier: ISC
//
// plain: the program as a conversation: lines on standard output, numbered choices, one answer a
// line.  For screen readers, printers and terminals that cannot move their cursor; it has what the
// screens have.

#ifndef BODYMAP_CMD_PLAIN_H
#define BODYMAP_CMD_PLAIN_H

#include "cmd/cmd.h"

struct plain_options {
	struct str page;  // to begin with, or empty
	struct str query; // to search for first, or empty
	const char *name; // of the book, under which places are kept; NULL: nothing is kept
};

// Talks until the user quits or standard input ends.
enum status plain_run(struct book *book, const struct plain_options *options, struct arena *arena,
		      struct err *err);

// Prints the first screen of the same and returns: for a pipe.
enum status plain_print(struct book *book, const struct plain_options *options, struct arena *arena,
			struct err *err);

#endif
