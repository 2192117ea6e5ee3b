// SPDX-License-Identifier: ISC
//
// Folders through their caches, in a world of their own below $TMPDIR.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "index/cache.h"
#include "index/fresh.h"
#include "index/terms.h"

struct world {
	struct arena arena;
	const char *root; // has notes/ and cache/
};

static const char *in_world(struct world *w, const char *path)
{
	return arena_printf(&w->arena, "%s/%s", w->root, path).ptr;
}

// Times far enough in the past that the file is not taken for one being written; a new content
// gets another time.
static void write_old(struct world *w, const char *path, const char *text, unsigned age_s)
{
	struct err err;
	struct timespec times[2] = {{.tv_sec = time(NULL) - age_s}, {.tv_sec = time(NULL) - age_s}};
	if (!file_write(in_world(w, path), str_of(text), &err))
		fail_msg("%s", err.text);
	utimensat(AT_FDCWD, in_world(w, path), times, 0);
}

static int set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	const char *tmp = getenv("TMPDIR");
	char *root = (char *)(uintptr_t)arena_printf(&w->arena, "%s/bodymap-test-XXXXXX",
						     tmp ? tmp : "/tmp")
			     .ptr;
	struct err err;
	w->root = mkdtemp(root);
	*state = w;
	if (!w->root || !file_make_folders(in_world(w, "notes/sub"), &err))
		return -1;
	setenv("XDG_CACHE_HOME", in_world(w, "cache"), 1);
	write_old(w, "notes/calf.md", "# Calf\n\nsoleus\n", 100);
	write_old(w, "notes/sub/heel.md", "# Heel\n\nbone\n", 100);
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	int status = system(arena_printf(&w->arena, "rm -rf '%s'", w->root).ptr);
	arena_release(&w->arena);
	free(w);
	return status;
}

static struct book *open_notes(struct world *w)
{
	struct err err;
	struct book *book = book_open_any(in_world(w, "notes"), &err);
	if (!book)
		fail_msg("%s", err.text);
	return book;
}

// Opens the notes and says whether `word` is in them, and how many pages there are.
static void notes_have(struct world *w, const char *word, bool expected, uint32_t npages)
{
	struct book *book = open_notes(w);
	assert_int_equal(book_find_term(book, str_of(word)) != BOOK_NONE, expected);
	assert_int_equal(book_npages(book), npages);
	assert_null(book_damage(book));
	book_close(book);
}

// The one cache there is; NULL without one.
static const char *cache_file(struct world *w)
{
	static const char *const endings[] = {".book", NULL};
	struct file_list list = {0};
	struct err err;
	if (!file_is_folder(in_world(w, "cache/bodymap")))
		return NULL;
	if (!file_walk(in_world(w, "cache/bodymap"), endings, &w->arena, &list, &err))
		fail_msg("%s", err.text);
	if (!list.count)
		return NULL;
	assert_int_equal(list.count, 1);
	return arena_printf(&w->arena, "%s/cache/bodymap/%.*s", w->root, STR_ARG(list.at[0].path))
		.ptr;
}

// The inode tells whether the cache was written anew.
static uint64_t cache_inode(struct world *w)
{
	struct file_stat stat = {0};
	const char *file = cache_file(w);
	return file && file_exists(file, &stat) ? stat.inode : 0;
}

// Files written a moment ago are not trusted; their change time cannot be set back.
static void wait_for_trust(struct world *w)
{
	for (uint64_t before = 0, now; (now = cache_inode(w)) != before || !now; before = now)
		book_close(open_notes(w));
}

static void a_folder_is_indexed_once(void **state)
{
	struct world *w = *state;
	mode_t before = umask(0); // as generous as can be
	wait_for_trust(w);
	uint64_t inode = cache_inode(w);
	notes_have(w, "soleus", true, 2);
	assert_int_equal(cache_inode(w), inode);
	struct stat st;
	stat(in_world(w, "cache/bodymap"), &st);
	assert_int_equal(st.st_mode & 077, 0);
	umask(before);
}

static void what_changes_is_seen(void **state)
{
	struct world *w = *state;
	wait_for_trust(w);
	write_old(w, "notes/calf.md", "# Calf\n\nachilles\n", 50);
	notes_have(w, "achilles", true, 2);
	notes_have(w, "soleus", false, 2);
	write_old(w, "notes/new.markdown", "plantar\n", 50);
	notes_have(w, "plantar", true, 3);
	unlink(in_world(w, "notes/sub/heel.md"));
	notes_have(w, "bone", false, 2);
	write_old(w, "notes/book.yaml", "title: Notes\n", 50);
	struct book *book = open_notes(w);
	assert_true(str_eq(book_settings(book)->title, STR("Notes")));
	book_close(book);
	write_old(w, "notes/calf.md", "# Calf\n\nolder file, other time\n", 5000);
	notes_have(w, "older", true, 2);
}

// Runs `how` with the file's path as $1.
static void spoil(struct world *w, const char *how, const char *file)
{
	if (system(arena_printf(&w->arena, "set -- '%s'; %s", file, how).ptr) != 0)
		fail_msg("%s", how);
}

static void a_cache_that_is_not_as_it_should_be_is_not_used(void **state)
{
	struct world *w = *state;
	static const char *const ways[] = {
		"chmod 666 \"$1\"",
		"mv \"$1\" \"$1.x\" && ln -s \"$1.x\" \"$1\"",
		"rm \"$1\" && mkfifo \"$1\"",
		"truncate -s 100 \"$1\"",
		"truncate -s 0 \"$1\"",
		"printf XXXXXXXX | dd of=\"$1\" bs=1 seek=30 conv=notrunc 2>/dev/null",
	};
	for (size_t i = 0; i < countof(ways); i++) {
		wait_for_trust(w);
		const char *file = cache_file(w);
		spoil(w, ways[i], file);
		notes_have(w, "soleus", true, 2);
		spoil(w, "rm -rf \"$1\"*", file);
	}
}

static void without_a_place_for_caches_it_works_in_memory(void **state)
{
	struct world *w = *state;
	setenv("XDG_CACHE_HOME", "/dev/null/none", 1);
	notes_have(w, "soleus", true, 2);
	setenv("XDG_CACHE_HOME", "relative", 1);
	setenv("HOME", "/dev/null", 1);
	notes_have(w, "soleus", true, 2);
	assert_null(cache_file(w));
	struct err err;
	assert_true(file_make_folders(in_world(w, "cache/bodymap"), &err));
	setenv("XDG_CACHE_HOME", in_world(w, "cache"), 1);
	chmod(in_world(w, "cache/bodymap"), 0777);
	notes_have(w, "soleus", true, 2);
	assert_null(cache_file(w));
}

static void damage_that_is_met_late_removes_the_cache(void **state)
{
	struct world *w = *state;
	wait_for_trust(w);
	const char *file = cache_file(w);
	struct book *book = open_notes(w);
	if (truncate(file, 4096) != 0)
		fail_msg("truncate");
	for (uint32_t term = 0; term < book_nterms(book); term++) {
		struct post post;
		post_open(book, term, &post);
		while (post_next(&post))
			;
	}
	assert_non_null(book_damage(book));
	book_close(book);
	assert_null(cache_file(w));
	notes_have(w, "soleus", true, 2);
}

// The same for the file of newer pages that lies beside the cache; 0: there is none.
static uint64_t newer_inode(struct world *w)
{
	struct file_stat stat = {0};
	struct str file = str_of(cache_file(w));
	const char *newer =
		arena_printf(&w->arena, "%.*s.newer", (int)(file.len - strlen(".book")), file.ptr)
			.ptr;
	return file_exists(newer, &stat) ? stat.inode : 0;
}

static void a_change_leaves_the_cache_and_lies_beside_it(void **state)
{
	struct world *w = *state;
	notes_have(w, "soleus", true, 2);
	uint64_t inode = cache_inode(w);
	wait_for_trust(w);
	write_old(w, "notes/calf.md", "# Calf\n\nachilles\n", 50);
	notes_have(w, "achilles", true, 2);
	assert_int_equal(cache_inode(w), inode);
	assert_int_not_equal(newer_inode(w), 0);
	// What is beside it is damaged, or another book's: it is made again.
	const char *file = cache_file(w);
	spoil(w, "printf XXXX | dd of=\"${1%book}newer\" bs=1 seek=200 conv=notrunc 2>/dev/null",
	      file);
	notes_have(w, "achilles", true, 2);
	spoil(w, "printf XXXX | dd of=\"${1%book}newer\" bs=1 seek=24 conv=notrunc 2>/dev/null",
	      file);
	notes_have(w, "achilles", true, 2);
	spoil(w, "rm \"$1\"", file); // and the book under it has gone
	notes_have(w, "achilles", true, 2);
	assert_int_equal(newer_inode(w), 0);
}

// Two edits within a tick leave the same times; what was read that soon is not known by them.
static void a_file_read_as_soon_as_it_was_written_is_not_trusted(void **state)
{
	struct timespec now;
	(void)state;
	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t now_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
	const struct {
		const char *why;
		uint64_t ctime_ns;
		bool trusted;
	} rows[] = {
		{"written long ago", now_ns - 3600000000000u, true},
		{"written a second ago", now_ns - 1000000000u, true},
		{"written just now", now_ns, false},
		{"written by a clock that is ahead", now_ns + 3600000000000u, false},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		const struct file_stat as_it_is = {.ctime_ns = rows[i].ctime_ns, .inode = 7};
		struct file_stat kept = as_it_is;
		fresh_distrust_recent(&kept);
		if (file_same_stat(&kept, &as_it_is) != rows[i].trusted)
			fail_msg("%s", rows[i].why);
	}
}

static void a_file_that_is_left_out_is_no_change(void **state)
{
	struct world *w = *state;
	write_old(w, "notes/large.md", "x", 100);
	if (truncate(in_world(w, "notes/large.md"), 65 << 20) != 0)
		fail_msg("truncate");
	uint64_t inode;
	do {
		inode = cache_inode(w);
		notes_have(w, "soleus", true, 2);
	} while (cache_inode(w) != inode);
	spoil(w, "rm -f \"${1%book}newer\"", cache_file(w));
	write_old(w, "notes/calf.md", "# Calf\n\nachilles\n", 50);
	for (uint64_t before = 0; newer_inode(w) != before || !before;) {
		before = newer_inode(w);
		notes_have(w, "achilles", true, 2);
	}
}

static void many_changes_are_taken_into_the_cache(void **state)
{
	enum { PAGES = 600, CHANGED = 70 };
	struct world *w = *state;
	struct err err;
	for (unsigned i = 0; i < PAGES; i++) {
		const char *page = arena_printf(&w->arena, "notes/page%u.md", i).ptr;
		if (!file_write_quick(in_world(w, page), STR("old\n"), &err))
			fail_msg("%s", err.text);
	}
	notes_have(w, "old", true, PAGES + 2);
	uint64_t inode;
	do { // until all pages are old enough to be trusted
		spoil(w, "rm -f \"$1\" \"${1%book}newer\"", cache_file(w));
		notes_have(w, "old", true, PAGES + 2);
		inode = cache_inode(w);
		notes_have(w, "old", true, PAGES + 2);
	} while (newer_inode(w) || cache_inode(w) != inode);
	for (unsigned i = 0; i < CHANGED; i++) {
		const char *page = arena_printf(&w->arena, "notes/page%u.md", i).ptr;
		if (!file_write_quick(in_world(w, page), STR("recent\n"), &err))
			fail_msg("%s", err.text);
	}
	notes_have(w, "recent", true, PAGES + 2);
	assert_int_equal(cache_inode(w), inode);
	assert_int_not_equal(newer_inode(w), 0);
	book_settle(in_world(w, "notes"));
	assert_int_not_equal(cache_inode(w), inode);
	assert_int_equal(newer_inode(w), 0);
	notes_have(w, "recent", true, PAGES + 2);
}

static void caches_nobody_opens_go(void **state)
{
	struct world *w = *state;
	struct err err;
	if (!file_make_folders(in_world(w, "cache/bodymap"), &err))
		fail_msg("%s", err.text);
	write_old(w, "cache/bodymap/old.book", "x", 91 * 24 * 3600);
	write_old(w, "cache/bodymap/young.book", "x", 89 * 24 * 3600);
	write_old(w, "cache/bodymap/.bodymap-1-0.part", "x", 2 * 3600);
	write_old(w, "cache/bodymap/note.txt", "x", 400 * 24 * 3600);
	notes_have(w, "soleus", true, 2);
	assert_false(file_exists(in_world(w, "cache/bodymap/old.book"), NULL));
	assert_true(file_exists(in_world(w, "cache/bodymap/young.book"), NULL));
	assert_false(file_exists(in_world(w, "cache/bodymap/.bodymap-1-0.part"), NULL));
	assert_true(file_exists(in_world(w, "cache/bodymap/note.txt"), NULL));
}

static void a_page_whose_file_has_changed_is_not_read(void **state)
{
	struct world *w = *state;
	struct book *book = open_notes(w);
	struct str source;
	struct err err;
	assert_true(book_source(book, 0, 0, UINT64_MAX, &w->arena, &source, &err));
	assert_true(str_eq(source, STR("# Calf\n\nsoleus\n")));
	assert_true(book_source(book, 0, 8, 14, &w->arena, &source, &err));
	assert_true(str_eq(source, STR("soleus")));
	write_old(w, "notes/calf.md", "# Calf\n\nSOLEUS\n", 60);
	assert_false(book_source(book, 0, 0, UINT64_MAX, &w->arena, &source, &err));
	assert_true(str_find(str_of(err.text), STR("calf.md has changed"), 0) != SIZE_MAX);
	unlink(in_world(w, "notes/calf.md"));
	assert_false(book_source(book, 0, 0, UINT64_MAX, &w->arena, &source, &err));
	book_close(book);
}

static void one_file_is_a_book(void **state)
{
	struct world *w = *state;
	struct err err;
	struct book *book = book_open_any(in_world(w, "notes/sub/heel.md"), &err);
	assert_non_null(book);
	assert_int_equal(book_npages(book), 1);
	assert_true(str_eq(book_page(book, 0).path, STR("heel")));
	book_close(book);
	assert_null(book_open_any(in_world(w, "notes/none.md"), &err));
	assert_null(book_open_any(in_world(w, "none"), &err));
	assert_true(str_find(str_of(err.text), STR("none"), 0) != SIZE_MAX);
}

struct told {
	uint32_t pages, newer;
};

static void remember(void *user, uint32_t pages, uint32_t newer)
{
	*(struct told *)user = (struct told){pages, newer};
}

static struct book *open_soon(struct world *w, bool part, bool *unchecked)
{
	struct err err;
	struct book *book = book_open_soon(in_world(w, "notes"), part, unchecked, &err);
	if (!book)
		fail_msg("%s", err.text);
	return book;
}

static void a_large_folder_begins_with_its_first_pages(void **state)
{
	struct world *w = *state;
	struct told told = {0};
	const struct book_finder finder = {remember, &told};
	struct err err;
	bool unchecked;
	struct book *book = open_soon(w, true, &unchecked);
	assert_int_equal(book_npages(book), 2); // few pages are read whole
	assert_false(unchecked);
	book_close(book);
	unlink(cache_file(w));

	for (uint32_t i = 0; i < 100; i++)
		write_old(w, arena_printf(&w->arena, "notes/page%03u.md", i).ptr, "# Toe", 100);
	book = open_soon(w, true, &unchecked);
	assert_true(unchecked);
	assert_int_equal(book_npages(book), 64);
	assert_true(str_eq(book_page(book, 63).path, STR("page062")));
	assert_null(cache_file(w)); // a part is no cache
	struct book *whole = book_renew(in_world(w, "notes"), book_identity(book), &finder, &err);
	assert_non_null(whole);
	assert_int_equal(book_npages(whole), 102);
	assert_int_equal(told.pages, 102);
	assert_int_equal(told.newer, 102);
	book_close(whole);
	book_close(book);
	unlink(cache_file(w));
	book = open_soon(w, false, &unchecked); // what is asked for may stand at the end
	assert_int_equal(book_npages(book), 102);
	assert_false(unchecked);
	book_close(book);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_folder_is_indexed_once),
		TEST(what_changes_is_seen),
		TEST(a_cache_that_is_not_as_it_should_be_is_not_used),
		TEST(without_a_place_for_caches_it_works_in_memory),
		TEST(damage_that_is_met_late_removes_the_cache),
		TEST(a_change_leaves_the_cache_and_lies_beside_it),
		TEST(a_file_read_as_soon_as_it_was_written_is_not_trusted),
		TEST(a_file_that_is_left_out_is_no_change),
		TEST(many_changes_are_taken_into_the_cache),
		TEST(caches_nobody_opens_go),
		TEST(a_page_whose_file_has_changed_is_not_read),
		TEST(one_file_is_a_book),
		TEST(a_large_folder_begins_with_its_first_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
