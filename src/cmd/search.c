// SPDX-License-Identifier: ISC

#include "search/search.h"

#include "base/file.h"
#include "base/vec.h"
#include "cmd/cmd.h"
#include "cmd/print.h"
#include "search/regex/pattern.h"
#include "text/column.h"
#include "view/marked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INDENT "   "

// AROUND_NAMES: the number, " > ", "  []".
enum { LEAST_COLS = 20, AROUND_NAMES = 10 };
enum { HITS = 10, MOST_HITS = 1000, SNIPPET_COLS = 160, RUN_DEPTH = 100, TIMED_SNIPPETS = 10 };
// What a regex may take: a book of 100 MB takes a second, and an old laptop twenty times that.
enum { PATIENCE_MS = 30 * 1000 };

static const struct option options[] = {
	OPTION_BOOK,          {"number", 'n', "N"},
	{"in", 0, "REGION"},  {"kind", 0, "KIND"},
	{"regex", 0, NULL},   {"json", 0, NULL},
	{"explain", 0, NULL}, {"queries", 0, "FILE"},
	{"trec", 0, NULL},    {"by", 0, "section|page"},
	{"timing", 0, NULL},  {"no-spelling", 0, NULL},
	{NULL, 0, NULL},
};

struct task {
	const struct book *book;
	struct searcher *searcher;
	struct search_options options;
	struct arena *arena;
	bool by_page;
};

static uint64_t now_us(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000 + (uint64_t)ts.tv_nsec / 1000;
}

// ---- one query ----

static void print_json_hit(struct print *print, const struct task *task, const struct hits *hits,
			   uint32_t i)
{
	const struct settings *settings = book_settings(task->book);
	const struct hit *hit = &hits->hit[i];
	struct book_page page = book_page(task->book, hit->page);
	struct book_section section = book_section(task->book, hit->section);
	struct snippet snippet = search_snippet(task->searcher, &hits->query, hit->section,
						SNIPPET_COLS, task->arena);
	json_open(print, NULL, '{');
	json_number(print, "rank", i + 1);
	json_str(print, "page", page.path);
	json_str(print, "section", section.anchor);
	json_str(print, "title", page.title);
	json_str(print, "heading", section.heading);
	json_str(print, "kind",
		 section.kind == KIND_NONE ? STR("") : settings->kinds[section.kind].id);
	json_open(print, "regions", '[');
	for (uint32_t r = page.regions.from; r < page.regions.to; r++)
		json_str(print, NULL, book_region(task->book, book_page_region(task->book, r)));
	json_close(print);
	json_real(print, "score", (double)hit->score, 2);
	json_str(print, "snippet", snippet.text);
	json_open(print, "marks", '[');
	for (uint32_t m = 0; m < snippet.nmarks; m++) {
		json_open(print, NULL, '[');
		json_number(print, NULL, snippet.marks[m].from);
		json_number(print, NULL, snippet.marks[m].to);
		json_close(print);
	}
	json_close(print);
	if (hit->explain.len)
		json_str(print, "explain", hit->explain);
	json_close(print);
}

static void print_json(struct print *print, const struct task *task, struct str query,
		       const struct hits *hits, uint64_t elapsed_us)
{
	json_open(print, NULL, '{');
	json_number(print, "format_version", 1);
	json_str(print, "query", query);
	json_str(print, "corrected", hits->corrected.len ? hits->corrected : (struct str){NULL, 0});
	json_number(print, "total", hits->total);
	json_number(print, "elapsed_us", elapsed_us);
	json_open(print, "hits", '[');
	for (uint32_t i = 0; i < hits->count; i++)
		print_json_hit(print, task, hits, i);
	json_close(print);
	json_close(print);
}

// A part of the snippet with what is marked of it.
static void print_part(struct print *print, const struct snippet *snippet, struct range part)
{
	uint32_t at = part.from;
	for (uint32_t m = 0; m < snippet->nmarks; m++) {
		struct range mark = snippet->marks[m];
		uint32_t from = mark.from > at ? mark.from : at;
		uint32_t to = mark.to < part.to ? mark.to : part.to;
		if (from >= to)
			continue;
		print_text(print, str_sub(snippet->text, at, from));
		print_styled(print, STYLE_MATCH, str_sub(snippet->text, from, to));
		at = to;
	}
	print_line(print, str_sub(snippet->text, at, part.to));
}

// On a terminal wrapped as wide as it is, else one line: for the next program.
static void print_snippet(struct print *print, const struct snippet *snippet, struct arena *arena)
{
	int cols = print_cols() - (int)strlen(INDENT);
	if (cols < LEAST_COLS) {
		print_text(print, STR(INDENT));
		print_part(print, snippet, (struct range){0, (uint32_t)snippet->text.len});
		return;
	}
	struct marked lines = marked_wrap(*snippet, cols, UINT32_MAX, false, arena);
	for (uint32_t i = 0; i < lines.nlines; i++) {
		print_text(print, STR(INDENT));
		print_part(print, snippet, lines.lines[i]);
	}
}

// "1 Title > Heading  [kind]", the heading in a line of its own where the terminal is too narrow.
static void print_name(struct print *print, uint32_t rank, struct str title, struct str heading,
		       struct str kind)
{
	int cols = print_cols();
	bool below =
		cols >= LEAST_COLS && heading.len &&
		column_count(title) + column_count(heading) + column_count(kind) + AROUND_NAMES >
			cols;
	print_format(print, "%2u ", rank);
	print_styled(print, STYLE_HEADING_2, title);
	if (heading.len)
		print_format(print, "%s> %.*s", below ? "\n" INDENT : " ", STR_ARG(heading));
	if (kind.len)
		print_format(print, "  [%.*s]", STR_ARG(kind));
	print_text(print, STR("\n" INDENT));
}

static void print_hit(struct print *print, const struct task *task, const struct hits *hits,
		      uint32_t i)
{
	const struct settings *settings = book_settings(task->book);
	const struct hit *hit = &hits->hit[i];
	struct book_section section = book_section(task->book, hit->section);
	struct str title = book_page(task->book, hit->page).title;
	struct snippet snippet = search_snippet(task->searcher, &hits->query, hit->section,
						SNIPPET_COLS, task->arena);
	print_name(print, i + 1, title, str_eq(section.heading, title) ? STR("") : section.heading,
		   section.kind == KIND_NONE ? STR("") : settings->kinds[section.kind].id);
	print_path(print, book_address(task->book, hit->section, task->arena));
	print_text(print, STR("\n"));
	print_snippet(print, &snippet, task->arena);
	if (hit->explain.len)
		print_format(print, "   %.2f = %.*s\n", (double)hit->score, STR_ARG(hit->explain));
}

static void print_hits(struct print *print, const struct task *task, const struct hits *hits)
{
	if (hits->reading.len)
		print_line(print, hits->reading);
	if (task->options.flags & SEARCH_EXPLAIN)
		print_format(print, "read as: %.*s\n",
			     STR_ARG(query_explain(&hits->query, task->arena)));
	if (!hits->count)
		print_line(print, hits->help.len
					  ? hits->help
					  : STR("nothing was found; bodymap list names all pages"));
	for (uint32_t i = 0; i < hits->count; i++)
		print_hit(print, task, hits, i);
	if (hits->partial)
		print_line(print, STR("the regex took too long: there may be more"));
}

static enum status search_one(const struct task *task, struct str query, bool json, struct err *err)
{
	struct hits hits;
	uint64_t before = now_us();
	search(task->searcher, query, &task->options, task->arena, &hits);
	uint64_t elapsed_us = now_us() - before;
	struct print *print = print_open(!json && print_wants_ansi());
	if (json)
		print_json(print, task, query, &hits, elapsed_us);
	else
		print_hits(print, task, &hits);
	if (!print_close(print, err))
		return STATUS_TROUBLE;
	return hits.count ? STATUS_DONE : STATUS_NOTHING;
}

// ---- a file of queries ----

struct times {
	uint64_t *at;
	uint32_t count, room;
};

static int by_time(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

static uint64_t percentile(const struct times *times, uint32_t percent)
{
	return times->count ? times->at[(uint64_t)(times->count - 1) * percent / 100] : 0;
}

static void print_times(struct times *times)
{
	if (times->count)
		qsort(times->at, times->count, sizeof *times->at, by_time);
	fprintf(stderr, "queries %u p50_us %llu p95_us %llu p99_us %llu\n", times->count,
		(unsigned long long)percentile(times, 50),
		(unsigned long long)percentile(times, 95),
		(unsigned long long)percentile(times, 99));
}

// A document's name in the run: its address, blanks as %20.
static void print_document(struct print *print, const struct task *task, const struct hit *hit)
{
	struct str name = task->by_page ? book_page(task->book, hit->page).path
					: book_address(task->book, hit->section, task->arena);
	struct str rest = name;
	while (rest.ptr) {
		struct str part = str_cut(rest, ' ', &rest);
		print_text(print, part);
		if (rest.ptr)
			print_text(print, STR("%20"));
	}
}

static bool search_all(struct task *task, struct str lines, struct print *print,
		       struct times *times, struct err *err)
{
	struct arena *kept = task->arena, scratch = {0};
	struct str line;
	task->arena = &scratch;
	for (uint32_t number = 1; str_line(&lines, &line); number++) {
		struct str query, id = str_cut(line, '\t', &query);
		if (!query.ptr) {
			arena_release(&scratch);
			return err_set(err, "line %u has no tab between id and query", number);
		}
		struct hits hits;
		uint64_t before = now_us();
		search(task->searcher, query, &task->options, &scratch, &hits);
		for (uint32_t i = 0; i < hits.count && i < TIMED_SNIPPETS; i++)
			search_snippet(task->searcher, &hits.query, hits.hit[i].section,
				       SNIPPET_COLS, &scratch);
		*vec_push(kept, times) = now_us() - before;
		for (uint32_t i = 0; i < hits.count; i++) {
			print_format(print, "%.*s Q0 ", STR_ARG(id));
			print_document(print, task, &hits.hit[i]);
			print_format(print, " %u %.4f bodymap\n", i + 1, (double)hits.hit[i].score);
		}
		arena_clear(&scratch);
	}
	arena_release(&scratch);
	return true;
}

static enum status search_file(struct task *task, const char *path, bool timing, struct err *err)
{
	enum { QUERIES_LIMIT = 64 << 20 };
	struct str lines;
	struct times times = {0};
	if (!file_read(path, QUERIES_LIMIT, task->arena, &lines, NULL, err))
		return STATUS_TROUBLE;
	struct print *print = print_open(false);
	bool good = search_all(task, lines, print, &times, err) || err_wrap(err, "%s", path);
	good &= print_close(print, err);
	if (good && timing)
		print_times(&times);
	return good ? STATUS_DONE : STATUS_TROUBLE;
}

// ---- the command ----

static bool read_options(const struct args *args, struct task *task, struct err *err)
{
	static const char *const units[] = {"section", "page", NULL};
	struct str file = args_value(args, "queries", STR(""));
	int unit = 0;
	uint32_t region, number = file.len ? RUN_DEPTH : HITS;
	struct search_options *chosen = &task->options;
	chosen->kind = KIND_NONE;
	chosen->region = STR("");
	chosen->patience_ms = PATIENCE_MS;
	if (args_given(args, "trec") != (file.len > 0))
		return err_set(err, "--queries and --trec go together");
	if (!file.len && !args->nwords)
		return err_set(err, "search wants words, as in: bodymap search sore calf");
	if (!args_number(args, "number", 1, MOST_HITS, &number, err) ||
	    !args_choice(args, "by", units, &unit, err))
		return false;
	if (args_given(args, "kind") &&
	    !cmd_find_kind(task->book, args_value(args, "kind", STR("")), &chosen->kind, err))
		return false;
	if (args_given(args, "in")) {
		if (!cmd_find_region(task->book, args_value(args, "in", STR("")), &region, err))
			return false;
		chosen->region = book_region(task->book, region);
	}
	chosen->limit = number;
	task->by_page = unit == 1;
	chosen->flags = (args_given(args, "regex") ? SEARCH_REGEX : 0) |
			(args_given(args, "explain") ? SEARCH_EXPLAIN : 0) |
			(args_given(args, "no-spelling") ? SEARCH_AS_TYPED : 0) |
			(task->by_page ? SEARCH_BY_PAGE : 0);
	return true;
}

// The results screen takes a regex as it is being typed, whole or not; here it has to be whole.
static bool is_regex(struct str text, struct err *err)
{
	struct pattern *pattern = pattern_new(text, 0, err);
	if (!pattern)
		return false;
	pattern_release(pattern);
	return true;
}

static enum status run_task(struct task *task, const struct args *args, struct err *err)
{
	struct str file = args_value(args, "queries", STR(""));
	if (file.len)
		return search_file(task, arena_cstr(task->arena, file), args_given(args, "timing"),
				   err);
	struct str text = args_join(args, task->arena);
	if (args_given(args, "regex") && !is_regex(text, err))
		return STATUS_TROUBLE;
	return search_one(task, text, args_given(args, "json"), err);
}

static enum status search_book(struct book *book, const struct args *args, struct arena *arena,
			       struct err *err)
{
	struct task task = {.book = book, .arena = arena};
	enum status status = STATUS_TROUBLE;
	if (read_options(args, &task, err))
		task.searcher = searcher_open(book, err);
	if (task.searcher) {
		status = run_task(&task, args, err);
		searcher_close(task.searcher);
	}
	return status;
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	return cmd_with_book(args_value(args, "book", STR("")), search_book, args, arena, err);
}

const struct command cmd_search = {
	.name = "search",
	.usage = "[-b BOOK] [-n N] [--in REGION] [--kind KIND] [--regex] [--json] [--explain] "
		 "[--] QUERY...",
	.help = "the best sections for a question",
	.more = "  -n N            how many, ten without it\n"
		"  --in REGION     only of pages of a region, by its id or a name: bodymap map "
		"--list\n"
		"  --kind KIND     only of a kind: treatment, symptom, ...\n"
		"  --regex         QUERY is a regular expression\n"
		"  --json          one object, for scripts\n"
		"  --explain       how the query was read and each score came about\n"
		"  --queries FILE --trec [--by section|page] [--timing] [--no-spelling]\n"
		"                  a TREC run of lines \"id<tab>query\"; --timing says what one "
		"took\n"
		"\n"
		"What a query may hold: words, \"a phrase\", begin*, -without, this OR that, "
		"title:word,\n"
		"heading:word, in:region, kind:treatment, path:folder/, /regex/.\n",
	.options = options,
	.run = run,
};
