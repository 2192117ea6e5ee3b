// SPDX-License-Identifier: ISC
//
// peer_fts5: the same sections in SQLite's FTS5, for ratios in one sitting.
//
//     peer_fts5 index FOLDER FILE.db [stored] [prefix]
//
// Contentless unless `stored`; `prefix` has the indexes of two and three letters that answers to
// each key as one types want.  Prints seconds of the clock and of the processors.
//
// A row is a section as the book has it: title, path of headings, heading with body.  `porter
// unicode61` is what comes nearest to our words.  The journal is off, as a file written aside needs
// none.

#include "index/folder.h"
#include "page/page.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(sqlite3 *db, const char *sql)
{
	char *message = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fprintf(stderr, "peer_fts5: %s: %s\n", sql, message);
}

static void bind(sqlite3_stmt *insert, int column, struct str text)
{
	sqlite3_bind_text(insert, column, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
}

// The headings above a section, a space between.
static struct str heading_path(const struct doc *doc, uint32_t section, struct arena *arena)
{
	struct str path = STR("");
	uint8_t level = doc->sections[section].level;
	for (uint32_t s = section; s-- && level > 1;) {
		if (!doc->sections[s].level || doc->sections[s].level >= level)
			continue;
		level = doc->sections[s].level;
		path = arena_printf(arena, "%.*s %.*s", STR_ARG(doc->sections[s].heading),
				    STR_ARG(path));
	}
	return path;
}

static uint32_t insert_page(sqlite3_stmt *insert, const struct page *page, struct arena *arena)
{
	for (uint32_t s = 0; s < page->doc.nsections; s++) {
		struct range text = page->doc.sections[s].text;
		bind(insert, 1, page->title);
		bind(insert, 2, heading_path(&page->doc, s, arena));
		bind(insert, 3, str_sub(page->doc.text, text.from, text.to));
		sqlite3_step(insert);
		sqlite3_reset(insert);
	}
	return page->doc.nsections;
}

static int index_folder(const char *root, const char *file, bool stored, bool prefix)
{
	struct arena arena = {0}, scratch = {0};
	struct folder folder;
	struct err err;
	struct stat st;
	struct rusage usage;
	sqlite3 *db;
	sqlite3_stmt *insert;
	double start = now(), parsing = 0;
	uint32_t sections = 0;
	unlink(file);
	if (!folder_list(root, &arena, &folder, &err) || sqlite3_open(file, &db) != SQLITE_OK)
		return 2;
	run(db, "pragma journal_mode=off; pragma synchronous=off");
	run(db, arena_printf(&arena,
			     "create virtual table s using fts5(title, path, body%s%s, "
			     "tokenize='porter unicode61')",
			     stored ? "" : ", content=''", prefix ? ", prefix='2 3'" : "")
			.ptr);
	run(db, "begin");
	sqlite3_prepare_v2(db, "insert into s(title, path, body) values (?, ?, ?)", -1, &insert,
			   NULL);
	for (uint32_t i = 0; i < folder.nfiles; i++) {
		struct str bytes;
		struct page page;
		double before = now();
		const char *path =
			arena_printf(&scratch, "%s/%.*s", root, STR_ARG(folder.files[i].file)).ptr;
		if (file_read(path, PAGE_LIMIT, &scratch, &bytes, NULL, &err)) {
			page_parse(folder.files[i].file, bytes, &scratch, &page);
			parsing += now() - before;
			sections += insert_page(insert, &page, &scratch);
		}
		arena_clear(&scratch);
	}
	sqlite3_finalize(insert);
	run(db, "commit");
	sqlite3_close(db);
	double seconds = now() - start;
	getrusage(RUSAGE_SELF, &usage);
	stat(file, &st);
	double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		     (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	printf("fts5 %s%s: %u sections, %.2f s (%.2f s of it reading and parsing), cpu %.2f s, "
	       "%ld MiB, %lld bytes\n",
	       stored ? "stored" : "contentless", prefix ? ", prefixes" : "", sections, seconds,
	       parsing, cpu, usage.ru_maxrss >> 10, (long long)st.st_size);
	arena_release(&arena);
	arena_release(&scratch);
	return 0;
}

static bool given(int argc, char **argv, const char *word)
{
	for (int i = 4; i < argc; i++) {
		if (strcmp(argv[i], word) == 0)
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "index") == 0)
		return index_folder(argv[2], argv[3], given(argc, argv, "stored"),
				    given(argc, argv, "prefix"));
	fputs("usage: peer_fts5 index FOLDER FILE.db [stored] [prefix]\n", stderr);
	return 2;
}
