// SPDX-License-Identifier: ISC
//
// mkbook: makes the built-in book while the program is built.
//
//     mkbook CONTENT BOOK ASSEMBLY DEPENDENCIES
//
// BOOK gets the book of the folder CONTENT, and ASSEMBLY a source that puts its bytes into the
// program: an assembler copies them as they are, where a compiler would take an array of numbers
// apart.  DEPENDENCIES gets a rule that names every file of the folder, so that a changed page is
// built in again.

#include "index/build.h"

#include <stdio.h>

static const char assembly[] = "\t.section .rodata\n"
			       "\t.globl embedded_book\n"
			       "\t.globl embedded_book_len\n"
			       "\t.balign 64\n"
			       "embedded_book:\n"
			       "\t.incbin \"%s\"\n"
			       "embedded_book_end:\n"
			       "\t.balign 8\n"
			       "embedded_book_len:\n"
			       "\t.%s embedded_book_end - embedded_book\n"
			       "\t.section .note.GNU-stack,\"\",%%progbits\n";

static bool write_dependencies(const char *path, const char *target, const char *folder,
			       struct arena *arena, struct err *err)
{
	static const char *const all[] = {"", NULL};
	struct file_list files = {0};
	struct buf rule = {0};
	if (!file_walk(folder, all, arena, &files, err))
		return false;
	buf_printf(&rule, "%s:", target);
	for (uint32_t i = 0; i < files.count; i++)
		buf_printf(&rule, " %s/%.*s", folder, STR_ARG(files.at[i].path));
	buf_char(&rule, '\n');
	bool ok = file_write(path, buf_str(&rule), err);
	buf_release(&rule);
	return ok;
}

static bool make(char **argv, struct arena *arena, struct err *err)
{
	struct build_options options = {.sources = true, .file = argv[2]};
	struct build_stats stats;
	struct build_notes notes = {0};
	bool ok = build_folder(argv[1], &options, arena, NULL, &stats, &notes, err);
	for (uint32_t i = 0; i < notes.count; i++)
		fprintf(stderr, "%.*s\n", STR_ARG(notes.at[i]));
	const char *word = sizeof(size_t) == 8 ? "quad" : "long";
	return ok && file_write(argv[3], arena_printf(arena, assembly, argv[2], word), err) &&
	       write_dependencies(argv[4], argv[3], argv[1], arena, err);
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct err err;
	bool ok = argc == 5 ? make(argv, &arena, &err)
			    : err_set(&err, "usage: mkbook CONTENT BOOK ASSEMBLY DEPENDENCIES");
	if (!ok)
		fprintf(stderr, "mkbook: %s\n", err.text);
	arena_release(&arena);
	return ok ? 0 : 2;
}
