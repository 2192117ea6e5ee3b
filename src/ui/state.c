// SPDX-License-Identifier: ISC
//
// A line for each place or query, its fields separated by tabs (none of them holds one):
//
//     visit     TIME  PAGE  ANCHOR  AT  TITLE
//     bookmark  LETTER  PAGE  ANCHOR  AT  TITLE
//     query     TEXT
//
// Two sessions: each reads the file when it starts, and when it ends reads it again under a lock,
// joins what is new of its own (view/places.h) and replaces it.

#include "ui/state.h"

#include "base/buf.h"
#include "base/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { STATE_LIMIT = 4 << 20 };

static bool private_session(void)
{
	const char *value = getenv("BODYMAP_PRIVATE");
	return value && *value;
}

// The file for a book, or NULL when there is no folder to keep it in.
static const char *state_path(const char *name, struct arena *arena)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct str folder;
	if (!name || private_session())
		return NULL;
	if (state && *state == '/')
		folder = arena_printf(arena, "%s/bodymap", state);
	else if (home && *home == '/')
		folder = arena_printf(arena, "%s/.local/state/bodymap", home);
	else
		return NULL;
	struct err err;
	if (!file_make_folders(folder.ptr, &err))
		return NULL;
	return arena_printf(arena, "%s/%016llx.places", folder.ptr,
			    (unsigned long long)str_hash(str_of(name)))
		.ptr;
}

// ---- reading ----

static struct str field(struct str *line)
{
	struct str rest, value = str_cut(*line, '\t', &rest);
	*line = rest.ptr ? rest : STR("");
	return value;
}

static struct place read_place(struct str *line)
{
	struct place place = {.page = field(line), .anchor = field(line)};
	struct str at = field(line);
	if (!str_number(at, UINT32_MAX, &place.at))
		place.at = 0;
	place.title = field(line);
	return place;
}

static void read_line(struct str line, struct places *places)
{
	struct str what = field(&line);
	if (str_eq(what, STR("visit"))) {
		uint32_t time = 0;
		struct str seconds = field(&line);
		if (!str_number(seconds, UINT32_MAX, &time))
			time = 0;
		struct place place = read_place(&line);
		place.time = time;
		if (place.page.len)
			places_visit(places, &place);
	} else if (str_eq(what, STR("bookmark"))) {
		struct str letter = field(&line);
		struct place place = read_place(&line);
		place.letter = letter.len == 1 ? letter.ptr[0] : 0;
		if (place.letter && place.page.len)
			places_bookmark(places, &place);
	} else if (str_eq(what, STR("query")) && line.len) {
		places_query(places, line);
	}
}

static void read_file(const char *path, struct places *places)
{
	struct arena arena = {0};
	struct str bytes, line;
	struct err err;
	if (file_read(path, STATE_LIMIT, &arena, &bytes, NULL, &err)) {
		while (str_line(&bytes, &line))
			read_line(line, places);
	}
	arena_release(&arena);
}

void state_read(const char *name, struct places *places)
{
	struct arena arena = {0};
	const char *path = state_path(name, &arena);
	if (path)
		read_file(path, places);
	arena_release(&arena);
	places_keep(places);
}

// ---- writing ----

static void add_place(struct buf *out, const struct place *place)
{
	buf_printf(out, "%.*s\t%.*s\t%u\t%.*s\n", STR_ARG(place->page), STR_ARG(place->anchor),
		   place->at, STR_ARG(place->title));
}

static void add_all(struct buf *out, const struct places *places)
{
	for (uint32_t i = 0; i < places->history.count; i++) {
		const struct place *place = &places->history.at[i];
		buf_printf(out, "visit\t%lld\t", (long long)place->time);
		add_place(out, place);
	}
	for (uint32_t i = 0; i < places->bookmarks.count; i++) {
		buf_printf(out, "bookmark\t%c\t", places->bookmarks.at[i].letter);
		add_place(out, &places->bookmarks.at[i]);
	}
	for (uint32_t i = 0; i < places->queries.count; i++)
		buf_printf(out, "query\t%.*s\n", STR_ARG(places->queries.at[i]));
}

static int lock(const char *path, struct arena *arena)
{
	struct str name = arena_printf(arena, "%s.lock", path);
	int fd = open(name.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0)
		flock(fd, LOCK_EX); // a drive that cannot lock: the rename still keeps it whole
	return fd;
}

void state_write(const char *name, const struct places *places)
{
	struct arena arena = {0};
	const char *path = state_path(name, &arena);
	if (path) {
		int fd = lock(path, &arena);
		struct places joined = {0};
		read_file(path, &joined);
		places_join(&joined, places);
		struct buf out = {0};
		add_all(&out, &joined);
		struct err err;
		bool written = file_write(path, buf_str(&out), &err);
		(void)written;
		buf_release(&out);
		arena_release(&joined.arena);
		if (fd >= 0)
			close(fd);
	}
	arena_release(&arena);
}
