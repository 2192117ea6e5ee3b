// SPDX-License-Identifier: ISC
//
// peer_fts5: the same sections in SQLite's FTS5, for ratios in one sitting.
//
//     peer_fts5 FOLDER FILE.db [stored] [prefix]
//
// Contentless unless `stored`; `prefix` has the indexes of two and three letters that answers to
// each key as one types want.  Prints seconds of the clock and of the processors.
//
// A row is a section as the book has it: title, path of headings, heading with body.  `porter
// unicode61` is what comes nearest to our words.  The journal is off, as a file written aside needs
// none.

#include "base/arena.h"
#include "figures.h"
#include "sections.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static void insert_section(void *context, const struct section_text *section)
{
	sqlite3_stmt *insert = context;
	bind(insert, 1, section->title);
	bind(insert, 2, section->path);
	bind(insert, 3, section->body);
	sqlite3_step(insert);
	sqlite3_reset(insert);
}

static bool index_folder(const char *root, const char *file, bool stored, bool prefix)
{
	struct arena arena = {0};
	sqlite3 *db;
	sqlite3_stmt *insert;
	double start = now_us();
	unlink(file);
	if (sqlite3_open(file, &db) != SQLITE_OK)
		return false;
	run(db, "pragma journal_mode=off; pragma synchronous=off");
	run(db, arena_printf(&arena,
			     "create virtual table s using fts5(title, path, body%s%s, "
			     "tokenize='porter unicode61')",
			     stored ? "" : ", content=''", prefix ? ", prefix='2 3'" : "")
			.ptr);
	run(db, "begin");
	sqlite3_prepare_v2(db, "insert into s(title, path, body) values (?, ?, ?)", -1, &insert,
			   NULL);
	struct sections_stats stats = sections_each(root, insert_section, insert);
	sqlite3_finalize(insert);
	run(db, "commit");
	sqlite3_close(db);
	printf("fts5 %s%s: ", stored ? "stored" : "contentless", prefix ? ", prefixes" : "");
	print_build(&stats, (now_us() - start) / 1e6, file);
	arena_release(&arena);
	return true;
}

static bool given(int argc, char **argv, const char *word)
{
	for (int i = 3; i < argc; i++) {
		if (strcmp(argv[i], word) == 0)
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	if (argc >= 3)
		return index_folder(argv[1], argv[2], given(argc, argv, "stored"),
				    given(argc, argv, "prefix"))
			       ? 0
			       : 2;
	fputs("usage: peer_fts5 FOLDER FILE.db [stored] [prefix]\n", stderr);
	return 2;
}
