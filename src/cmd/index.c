// SPDX-License-Identifier: ISC
//
// index: a folder of pages becomes a book file.

#include "cmd/cmd.h"
#include "cmd/print.h"
#include "index/build.h"
#include "text/safe.h"

#include <stdio.h>
#include <unistd.h>

extern const struct command cmd_index;

static const struct option options[] = {
	{"output", 'o', "FILE.book"}, {"no-sources", 0, NULL}, {"memory", 0, "MiB"},
	{"stats", 0, NULL},           {NULL, 0, NULL},
};

// One line that is written over, and ended once; only where somebody looks.
static void show_progress(void *user, uint32_t done, uint32_t all)
{
	bool *ended = user;
	if (*ended)
		return;
	fprintf(stderr, "\r%u of %u pages%s", done, all, done == all ? "\n" : "");
	*ended = done == all;
}

// "notes/" becomes "notes.book", beside the folder.
static struct str default_output(struct str folder, struct arena *arena)
{
	while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
		folder.len--;
	return arena_printf(arena, "%.*s.book", STR_ARG(folder));
}

// A book is made whole each time; pages are re-used by a folder's cache alone, which takes the newer
// ones apart (index/newer).
static void print_stats(struct print *print, const struct build_stats *stats)
{
	print_format(print,
		     "pages: %u\nsections: %u\nwords: %llu\nbytes read: %llu\n"
		     "bytes written: %llu\nseconds: %.3f\npages re-used: 0\n",
		     stats->pages, stats->sections, (unsigned long long)stats->words,
		     (unsigned long long)stats->bytes_read,
		     (unsigned long long)stats->bytes_written, stats->seconds);
}

static enum status run_index(const struct args *args, struct arena *arena, struct err *err)
{
	uint32_t memory = 0;
	bool ended = false;
	if (args->nwords != 1) {
		err_set(err, "index takes one folder; usage: bodymap index %s", cmd_index.usage);
		return STATUS_TROUBLE;
	}
	if (!args_number(args, "memory", 4, 3072, &memory, err))
		return STATUS_TROUBLE;
	struct build_options build = {
		.sources = !args_given(args, "no-sources"),
		.memory = (size_t)memory << 20,
		.progress = isatty(STDERR_FILENO) ? show_progress : NULL,
		.user = &ended,
	};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct str output = args_value(args, "output", default_output(args->words[0], arena));
	build.file = arena_cstr(arena, output);
	bool ok = build_folder(arena_cstr(arena, args->words[0]), &build, arena, NULL, &stats,
			       &notes, err);

	for (uint32_t i = 0; i < notes.count; i++)
		fprintf(stderr, "bodymap: %.*s\n", STR_ARG(safe_line(arena, notes.at[i])));
	if (!ok)
		return STATUS_TROUBLE;
	struct print *print = print_open(false);
	if (args_given(args, "stats"))
		print_stats(print, &stats);
	return print_close(print, err) ? STATUS_DONE : STATUS_TROUBLE;
}

const struct command cmd_index = {
	.name = "index",
	.usage = "[-o FILE.book] [--no-sources] [--memory=MiB] [--stats] FOLDER",
	.help = "makes a book file of a folder of markdown",
	.more = "  -o FILE.book    where to; beside the folder and named like it without this\n"
		"  --no-sources    without the pages: they are read from the folder where they are "
		"then\n"
		"  --memory=MiB    how much it may take before it writes parts to the disk\n"
		"  --stats         what was read and written, as lines \"name: value\"\n",
	.options = options,
	.run = run_index,
};
