// SPDX-License-Identifier: ISC
//
// peer_fts5_search: answers a file of queries from what peer_fts5 made.
//
//     peer_fts5_search FILE.db QUERIES ROUNDS [BODIES]
//
// The ten best by bm25, which FTS5 does best as `order by rank limit`, with its own snippet() where
// the text is stored; with BODIES, for a contentless table, what stands around the first of the
// query's words in the text is the snippet, the least there can be.

#include "answers.h"
#include "bodies.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct peer {
	sqlite3 *db;
	sqlite3_stmt *select;
	const struct bodies *bodies; // NULL: stored
	char snippet[4096];
};

// In FTS5's language words are joined by AND unless something else is said.
static void write_match(enum query_class of, struct str text, char *match, size_t room)
{
	size_t len = 0;
	for (size_t i = 0; i < text.len && len + 5 < room; i++) {
		if (of == QUERY_OR && text.ptr[i] == ' ') {
			memcpy(match + len, " OR ", 4);
			len += 4;
		} else {
			match[len++] = text.ptr[i];
		}
	}
	match[len] = '\0';
}

static void cut_snippet(struct peer *peer, struct str body, struct str query)
{
	size_t from = query.ptr[0] == '"', at = 0;
	size_t len = strcspn(query.ptr + from, " *\"\t\n");
	while (at + len < body.len && strncasecmp(body.ptr + at, query.ptr + from, len) != 0)
		at++;
	struct str shown = str_sub(body, at > ANSWERS_COLUMNS / 2 ? at - ANSWERS_COLUMNS / 2 : 0,
				   at + ANSWERS_COLUMNS / 2);
	memcpy(peer->snippet, shown.ptr, shown.len);
}

static uint32_t answer_query(void *context, enum query_class of, struct str text)
{
	struct peer *peer = context;
	char match[1024];
	uint32_t hits = 0;
	write_match(of, text, match, sizeof match);
	sqlite3_bind_text(peer->select, 1, match, -1, SQLITE_STATIC);
	while (sqlite3_step(peer->select) == SQLITE_ROW) {
		hits++;
		if (peer->bodies)
			cut_snippet(
				peer,
				bodies_text(peer->bodies,
					    (uint64_t)sqlite3_column_int64(peer->select, 0) - 1),
				text);
		else
			snprintf(peer->snippet, sizeof peer->snippet, "%s",
				 (const char *)sqlite3_column_text(peer->select, 1));
	}
	sqlite3_reset(peer->select);
	return hits;
}

int main(int argc, char **argv)
{
	static struct peer peer;
	struct bodies bodies;
	if (argc < 4 || argc > 5) {
		fputs("usage: peer_fts5_search FILE.db QUERIES ROUNDS [BODIES]\n", stderr);
		return 2;
	}
	if (argc == 5) {
		bodies = bodies_open(argv[4]);
		peer.bodies = &bodies;
	}
	const char *sql =
		peer.bodies
			? "select rowid from s where s match ? order by rank limit 10"
			: "select rowid, snippet(s, 2, '[', ']', '...', 24) from s where s match ? "
			  "order by rank limit 10";
	if (sqlite3_open_v2(argv[1], &peer.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_exec(peer.db, "pragma mmap_size=2147418112", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(peer.db, sql, -1, &peer.select, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", argv[1], sqlite3_errmsg(peer.db));
		return 2;
	}
	answers_print(argv[2], atoi(argv[3]), answer_query, &peer);
	sqlite3_finalize(peer.select);
	sqlite3_close(peer.db);
	return 0;
}
