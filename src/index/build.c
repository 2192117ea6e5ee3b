// SPDX-License-Identifier: ISC
//
// Threads take the pages in the order of their paths, which is that of the book; what each has
// collected is put together by write.c, and does not depend on who took what.

#include "index/build.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>
#include <time.h>

#include "index/fresh.h"
#include "index/read/shelf.h"
#include "index/write/tasks.h"
#include "index/write/write.h"

enum {
	TEXT_LIMIT = 16 << 20, // bytes of book.yaml, synonyms.txt or a map
	PAGES_A_THREAD = 64,   // fewer are not worth one
	DEFAULT_MEMORY = 11 << 20,
};

struct build {
	const char *folder;
	const struct build_options *options;
	struct arena *arena;
	struct build_stats *stats;
	struct build_notes *notes;
	struct write_page *pages;
	struct str *files; // of each page, relative to the folder
	uint32_t npages;
	VEC(struct write_text) texts;
	struct settings settings;
	struct map map;
	bool has_map;
	atomic_uint next; // page that no worker has taken
	atomic_uint done; // pages
};

// A thread and what it has collected.
struct worker {
	struct build *build;
	struct collector collector;
	uint8_t number;
	size_t memory; // of words, before they are put aside
	bool failed;
	struct err err;
	uint64_t bytes_read;
	struct arena arena; // notes and sources
	VEC(struct worker_note) notes;
};

struct worker_note {
	uint32_t page;
	struct str sentence;
};

static void note(struct build *b, struct str sentence)
{
	*vec_push(b->arena, b->notes) = sentence;
}

static struct str join(struct build *b, struct str file)
{
	return arena_printf(b->arena, "%s/%.*s", b->folder, STR_ARG(file));
}

// Reads a text of the book if it is there; false without one.
static bool read_text(struct build *b, struct str path, struct str *text, struct err *err)
{
	struct str file = join(b, path);
	*text = STR("");
	if (!file_exists(file.ptr, NULL))
		return true;
	if (!file_read(file.ptr, TEXT_LIMIT, b->arena, text, NULL, err))
		return false;
	*vec_push(b->arena, &b->texts) = (struct write_text){path, *text};
	return true;
}

static bool read_settings(struct build *b, struct err *err)
{
	struct str yaml, synonyms, text;
	if (!read_text(b, STR("book.yaml"), &yaml, err) ||
	    !read_text(b, STR("synonyms.txt"), &synonyms, err) ||
	    !settings_parse(STR("book.yaml"), yaml, b->arena, &b->settings, err) ||
	    !settings_add_synonyms(STR("synonyms.txt"), synonyms, b->arena, &b->settings, err))
		return false;
	for (uint32_t i = 0; i < b->settings.maps.count; i++) {
		struct str path = b->settings.maps.at[i];
		struct map map;
		if (!file_exists(join(b, path).ptr, NULL))
			return err_set(err, "book.yaml: there is no map \"%.*s\"", STR_ARG(path));
		if (!read_text(b, path, &text, err) || !map_parse(path, text, b->arena, &map, err))
			return false;
		if (!b->has_map)
			b->map = map;
		b->has_map = true;
	}
	return true;
}

// What the walk takes on the way is given back.
static bool find_pages(struct build *b, struct err *err)
{
	struct folder folder;
	struct arena scratch = {0};
	bool ok = folder_list_names(b->folder, &scratch, &folder, err);
	if (!ok)
		folder = (struct folder){0};
	for (uint32_t i = 0; i < folder.problems.count; i++)
		note(b, arena_copy(b->arena, folder.problems.at[i]));
	uint32_t most = b->options->most;
	b->npages = most && most < folder.nfiles ? most : folder.nfiles;
	b->pages = arena_array(b->arena, struct write_page, (size_t)b->npages + 1);
	b->files = arena_array(b->arena, struct str, (size_t)b->npages + 1);
	for (uint32_t i = 0; i < b->npages; i++) {
		struct str file = arena_copy(b->arena, folder.files[i].file);
		size_t path = folder.files[i].path.len;
		b->files[i] = file;
		b->pages[i].path = str_sub(file, 0, path);
		b->pages[i].ending = str_sub(file, path, file.len);
	}
	arena_release(&scratch);
	return ok;
}

static void worker_note(struct worker *w, uint32_t page, struct str sentence)
{
	*vec_push(&w->arena, &w->notes) = (struct worker_note){page, sentence};
}

static void collect_file(struct worker *w, uint32_t i, struct doc_room *room, struct arena *scratch)
{
	struct build *b = w->build;
	struct write_page *page = &b->pages[i];
	struct str bytes;
	struct page parsed;
	struct err err;
	const char *file = arena_printf(scratch, "%s/%.*s", b->folder, STR_ARG(b->files[i])).ptr;
	if (!file_read(file, PAGE_LIMIT, scratch, &bytes, &page->stat, &err)) {
		worker_note(w, i, arena_printf(&w->arena, "%s; left out", err.text));
		return;
	}
	fresh_distrust_recent(&page->stat);
	w->bytes_read += bytes.len;
	page_parse_in(room, b->files[i], bytes, scratch, &parsed);
	if (parsed.problem.len)
		worker_note(w, i, arena_copy(&w->arena, parsed.problem));
	page->got.collector = w->number;
	collect_page(&w->collector, &parsed, &page->got);
	if (b->options->sources)
		page->got.bytes = arena_copy(&w->arena, parsed.source);
}

// Takes the next pages, less and less of what is left as it comes to an end (guided self-scheduling,
// Polychronopoulos, Kuck, IEEE Transactions on Computers 1987): so nobody waits long for the other,
// and the sections of one worker mostly lie together.
static struct range take_lot(struct build *b)
{
	enum { LEAST = 4, SHARE = 16 };
	uint32_t from = atomic_load(&b->next), to;
	do {
		uint32_t left = b->npages - from, lot = left / SHARE > LEAST ? left / SHARE : LEAST;
		to = from + (lot < left ? lot : left);
	} while (!atomic_compare_exchange_weak(&b->next, &from, to));
	return (struct range){from, to};
}

// What has been gathered is put aside when it is much.
static bool collect_lot(struct worker *w, struct range lot, struct doc_room *room,
			struct arena *scratch)
{
	enum { STEP = 8 };
	struct build *b = w->build;
	for (uint32_t i = lot.from; i < lot.to; i++) {
		collect_file(w, i, room, scratch);
		arena_clear(scratch);
		if (gather_size(&w->collector.gather) > w->memory &&
		    !collect_put_aside(&w->collector, &w->err))
			return false;
		uint32_t done = atomic_fetch_add(&b->done, 1) + 1;
		if (b->options->progress && !w->number && done % STEP == 0)
			b->options->progress(b->options->user, done, b->npages);
	}
	return true;
}

static void work(void *user, uint32_t number)
{
	struct worker *w = (struct worker *)user + number;
	struct arena scratch = {0};
	struct doc_room room = {0};
	for (struct range lot; !w->failed && (lot = take_lot(w->build), lot.from < lot.to);)
		w->failed = !collect_lot(w, lot, &room, &scratch);
	arena_release(&scratch);
	doc_room_release(&room);
	if (!w->failed)
		w->failed = !collect_end(&w->collector, &w->err);
}

static int by_page(const void *a, const void *b)
{
	const struct worker_note *x = a, *y = b;
	return (x->page > y->page) - (x->page < y->page);
}

static void add_notes(struct build *b, struct worker *workers, uint32_t count)
{
	VEC(struct worker_note) all = {0};
	struct arena arena = {0};
	for (uint32_t w = 0; w < count; w++) {
		for (uint32_t i = 0; i < workers[w].notes.count; i++)
			*vec_push(&arena, &all) = workers[w].notes.at[i];
	}
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, by_page);
	for (uint32_t i = 0; i < all.count; i++)
		note(b, arena_copy(b->arena, all.at[i].sentence));
	arena_release(&arena);
}

static void collect_all(struct build *b, struct worker *workers, uint32_t count)
{
	size_t memory = b->options->memory;
	for (uint32_t w = 0; w < count; w++) {
		workers[w].build = b;
		workers[w].number = (uint8_t)w;
		workers[w].memory = (memory ? memory : DEFAULT_MEMORY) / count;
		workers[w].collector.settings = &b->settings;
		workers[w].collector.map = b->has_map ? &b->map : NULL;
	}
	tasks_run(count, count, work, workers);
	add_notes(b, workers, count);
	if (b->options->progress)
		b->options->progress(b->options->user, b->npages, b->npages);
}

static void drop_absent(struct build *b)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < b->npages; i++) {
		if (b->pages[i].got.present)
			b->pages[kept++] = b->pages[i];
	}
	b->npages = kept;
}

static bool write_all(struct build *b, struct collector **collectors, uint32_t ncollectors,
		      struct buf *book, struct err *err)
{
	drop_absent(b);
	struct writing writing = {
		.collectors = collectors,
		.ncollectors = ncollectors,
		.pages = b->pages,
		.npages = b->npages,
		.texts = b->texts.at,
		.ntexts = b->texts.count,
		.settings = &b->settings,
		.sources = b->options->sources,
	};
	return write_book(&writing, b->options->file, book, &b->stats->bytes_written, err);
}

static double seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// glibc learns from the first large block that is given back to keep all later ones, which would
// hold half of a build's memory twice.
static void give_back_large_blocks(void)
{
#ifdef __GLIBC__
	enum { LARGE = 256 << 10 };
	mallopt(M_MMAP_THRESHOLD, LARGE);
	mallopt(M_TRIM_THRESHOLD, 4 * LARGE);
#endif
}

// As the folder is called from anywhere.
static struct str absolute(const char *folder, struct arena *arena)
{
	char real[PATH_MAX];
	return arena_copy(arena, str_of(realpath(folder, real) ? real : folder));
}

bool build_folder(const char *folder, const struct build_options *options, struct arena *arena,
		  struct buf *book, struct build_stats *stats, struct build_notes *notes,
		  struct err *err)
{
	double start = seconds_now();
	give_back_large_blocks();
	struct build b = {.folder = folder,
			  .options = options,
			  .arena = arena,
			  .stats = stats,
			  .notes = notes};
	*stats = (struct build_stats){0};
	if (!find_pages(&b, err) || !read_settings(&b, err))
		return false;
	if (!options->sources)
		*vec_push(arena, &b.texts) =
			(struct write_text){STR(SHELF_FOLDER), absolute(folder, arena)};
	uint32_t count = tasks_threads(b.npages / PAGES_A_THREAD);
	struct worker *workers = arena_array(arena, struct worker, count);
	struct collector **collectors = arena_array(arena, struct collector *, count);
	collect_all(&b, workers, count);
	bool ok = true;
	for (uint32_t w = 0; w < count; w++) {
		collectors[w] = &workers[w].collector;
		stats->sections += workers[w].collector.nsections;
		stats->words += workers[w].collector.words;
		stats->bytes_read += workers[w].bytes_read;
		if (workers[w].failed)
			ok = err_set(err, "%s", workers[w].err.text);
	}
	ok = ok && write_all(&b, collectors, count, book, err);
	for (uint32_t w = 0; w < count; w++) {
		collect_release(&workers[w].collector);
		arena_release(&workers[w].arena);
	}
	stats->pages = b.npages;
	stats->seconds = seconds_now() - start;
	return ok;
}

bool build_page(struct str name, struct str bytes, const struct build_place *place,
		struct arena *arena, struct buf *book, struct err *err)
{
	struct build_options options = {.sources = !place, .file = place ? place->file : NULL};
	struct build_stats stats;
	struct build b = {.arena = arena, .options = &options, .stats = &stats};
	struct err ignored;
	if (!settings_parse(STR("book.yaml"), STR(""), arena, &b.settings, err) ||
	    !settings_add_synonyms(STR("synonyms.txt"), STR(""), arena, &b.settings, &ignored))
		return false;
	struct page parsed;
	page_parse(name, bytes, arena, &parsed);
	struct write_page page = {.path = parsed.path,
				  .ending = str_sub(name, parsed.path.len, name.len)};
	struct collector c = {.settings = &b.settings}, *collector = &c;
	collect_page(&c, &parsed, &page.got);
	bool ok = collect_end(&c, err);
	if (place) {
		page.stat = *place->stat;
		fresh_distrust_recent(&page.stat);
		*vec_push(arena, &b.texts) =
			(struct write_text){STR(SHELF_FOLDER), str_of(place->path)};
	} else {
		page.got.bytes = parsed.source;
	}
	b.pages = &page;
	b.npages = 1;
	ok = ok && write_all(&b, &collector, 1, book, err);
	collect_release(&c);
	return ok;
}
