// SPDX-License-Identifier: ISC
//
// check: what is wrong with a book, a line each.

#include "cmd/checker.h"
#include "cmd/cmd.h"
#include "cmd/print.h"
#include "index/build.h"

#include <stdlib.h>

extern const struct command cmd_check;

static const struct option options[] = {
	OPTION_BOOK,
	{"json", 0, NULL},
	{"verify", 0, NULL},
	{NULL, 0, NULL},
};

// The book of a folder, made in memory; NULL with findings that say why, or with *err.
static struct book *make_book(struct checker *checker, struct buf *bytes, struct err *err)
{
	struct build_options build = {0};
	struct build_stats stats;
	struct build_notes notes = {0};
	checker->unmakeable = !check_texts(checker);
	if (checker->unmakeable ||
	    !build_folder(checker->folder, &build, checker->arena, bytes, &stats, &notes, err))
		return NULL;
	for (uint32_t i = 0; i < notes.count; i++)
		findings_add_sentence(&checker->findings, checker->prefix, notes.at[i],
				      str_of(checker->folder));
	return book_open_bytes(bytes->ptr, bytes->len, checker->folder, err);
}

// What stands before the names of a folder's files; of one markdown file, its own folder.
static struct str prefix_of(struct str name, bool folder, struct arena *arena)
{
	size_t end = name.len;
	while (!folder && end && name.ptr[end - 1] != '/')
		end--;
	while (end && name.ptr[end - 1] == '/')
		end--;
	struct str path = str_sub(name, 0, end);
	if (!path.len || str_eq(path, STR(".")))
		return STR("");
	return arena_printf(arena, "%.*s/", STR_ARG(path));
}

static bool is_book_file(struct str name)
{
	return str_ends(name, STR(".book"));
}

static struct book *open_book(struct checker *checker, struct str name, struct buf *bytes,
			      struct err *err)
{
	const char *path = arena_cstr(checker->arena, name);
	bool folder = name.len && file_is_folder(path);
	if (name.len && !is_book_file(name))
		checker->prefix = prefix_of(name, folder, checker->arena);
	if (folder) {
		checker->folder = path;
		return make_book(checker, bytes, err);
	}
	struct book *book = cmd_open_book(name, checker->arena, err);
	checker->book = book;
	if (book)
		check_parts(checker);
	return book;
}

static void check_bytes(struct checker *checker, struct str name, bool verify)
{
	struct err err;
	struct str file = name.len ? name : STR("built-in");
	if (verify && !book_verify(checker->book, &err))
		findings_add(&checker->findings, file, 1, "%s", err.text);
	const char *damage = book_damage(checker->book);
	if (damage)
		findings_add(&checker->findings, file, 1, "%s", damage);
}

static void check_book(struct checker *checker, struct book *book)
{
	checker->book = book;
	checker->settings = book_settings(book);
	checker->asks = checker->settings->nkinds > 0;
	checker->kind_source = settings_kind(checker->settings, STR("source"));
	checker->kind_symptom = settings_kind(checker->settings, STR("symptom"));
	checker->kind_red_flag = settings_kind(checker->settings, STR("red-flag"));
	check_pages(checker);
	check_whole(checker);
}

static void print_findings(struct print *print, const struct findings *findings, bool json)
{
	if (json) {
		json_open(print, NULL, '{');
		json_number(print, "format_version", 1);
		json_open(print, "findings", '[');
	}
	for (uint32_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];
		if (!json) {
			print_path(print, finding->file);
			print_format(print, ":%u: %.*s\n", finding->line,
				     STR_ARG(finding->message));
			continue;
		}
		json_open(print, NULL, '{');
		json_str(print, "file", finding->file);
		json_number(print, "line", finding->line);
		json_str(print, "message", finding->message);
		json_close(print);
	}
	if (json) {
		json_close(print);
		json_close(print);
	}
}

static enum status run_check(const struct args *args, struct arena *arena, struct err *err)
{
	struct checker checker = {.arena = arena, .findings.arena = arena};
	struct buf bytes = {0};
	struct str name = args_value(args, "book", args->nwords ? args->words[0] : STR(""));
	if (args->nwords > 1) {
		err_set(err, "check takes one book; usage: bodymap check %s", cmd_check.usage);
		return STATUS_TROUBLE;
	}
	if (!name.len)
		name = str_of(getenv("BODYMAP_BOOK"));
	struct book *book = open_book(&checker, name, &bytes, err);
	if (book) {
		check_book(&checker, book);
		check_bytes(&checker, name, args_given(args, "verify"));
	}
	enum status status = STATUS_TROUBLE;
	if (book || checker.unmakeable) {
		struct print *print = print_open(false);
		findings_sort(&checker.findings);
		print_findings(print, &checker.findings, args_given(args, "json"));
		status = checker.findings.count ? STATUS_NOTHING : STATUS_DONE;
		if (!print_close(print, err))
			status = STATUS_TROUBLE;
	}
	if (book)
		book_close(book);
	buf_release(&bytes);
	return status;
}

const struct command cmd_check = {
	.name = "check",
	.usage = "[--json] [--verify] [BOOK]",
	.help = "what is wrong with a book: dead links, bad front matter, pages no one finds",
	.more = "  --json          one object, for scripts\n"
		"  --verify        every byte of a .book as well\n"
		"\n"
		"A line each: file:line: message.  The status is 1 when there are any.\n",
	.options = options,
	.run = run_check,
};
