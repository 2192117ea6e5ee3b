// SPDX-License-Identifier: ISC

#include "index/cache.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/cache_dir.h"
#include "index/newer.h"
#include "index/read/over.h"

// The book made in `bytes`, which it keeps.
static struct book *open_made(struct buf *bytes, const char *root, struct err *err)
{
	struct book *book = book_open_bytes(bytes->ptr, bytes->len, root, err);
	if (book)
		book->shelf->made = *bytes;
	else
		buf_release(bytes);
	return book;
}

// Newer pages that were put aside for the book; that there are none, or none that fit, is no
// failure.
static void lay_newer(struct book *book, const char *file)
{
	struct arena arena = {0};
	struct err err;
	size_t len = 0;
	const char *newer = cache_dir_newer(file, &arena);
	int fd = cache_dir_open(newer, &len);
	if (fd >= 0 && over_open_file(book, fd, len, &err))
		book->over->file = arena_cstr(&book->over->arena, str_of(newer));
	if (fd >= 0)
		close(fd);
	arena_release(&arena);
}

// What the cache says of `of`, a folder or a page's file, however old; its pages lie in `root`.
// NULL without one.
static struct book *open_cache(const char *file, const char *of, const char *root)
{
	size_t len = 0;
	struct err err;
	int fd = file ? cache_dir_open(file, &len) : -1;
	struct book *book = fd >= 0 ? shelf_open(fd, len, root, &err) : NULL;
	if (fd >= 0)
		close(fd);
	if (!book)
		return NULL;
	struct str kept = shelf_text(book->shelf, STR(SHELF_FOLDER));
	if (!str_eq(kept, str_of(of)) || book_damage(book)) { // another one with this name's hash
		book_close(book);
		return NULL;
	}
	book->shelf->cache = arena_cstr(&book->shelf->arena, str_of(file));
	lay_newer(book, file);
	return book;
}

// What lay over a cache that has been made anew.
static void drop_newer_file(const char *file)
{
	struct arena arena = {0};
	unlink(cache_dir_newer(file, &arena));
	arena_release(&arena);
}

static bool make(const char *root, const char *file, struct buf *bytes, struct err *err)
{
	struct build_options options = {.sources = false, .file = file};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct arena arena = {0};
	bool made = build_folder(root, &options, &arena, bytes, &stats, &notes, err);
	arena_release(&arena);
	if (made && file) {
		chmod(file, 0600); // whatever the umask: cache_dir_open wants it to be ours alone
		drop_newer_file(file);
	}
	return made;
}

// Into the cache, and from there; a cache that cannot be written or read is no failure: the book is
// made in memory.
static struct book *make_folder(const char *root, const char *file, struct err *err)
{
	struct buf bytes = {0};
	if (file && make(root, file, NULL, err)) {
		cache_dir_sweep(file);
		struct book *book = open_cache(file, root, root);
		if (book)
			return book;
	}
	return make(root, NULL, &bytes, err) ? open_made(&bytes, root, err) : NULL;
}

// A folder, and where its cache is.
struct place {
	struct arena arena;
	char real[PATH_MAX];
	const char *root, *file; // file: NULL when there can be none
};

static void find_place(const char *path, struct place *place)
{
	place->arena = (struct arena){0};
	place->root = realpath(path, place->real) ? place->real : path;
	place->file = cache_dir_file(place->root, &place->arena);
}

static void drop_newer(struct book *book)
{
	if (book->over)
		over_close(book->over);
	book->over = NULL;
}

// Lays what has changed since the book was made over it, `changes` or more when there were newer
// pages already, and puts it aside; a place where that cannot be written is no failure.
static bool lay_changes(struct book *book, const struct place *place, const struct folder *folder,
			struct changes changes, struct arena *arena)
{
	struct buf bytes = {0};
	struct err err;
	uint32_t pages;
	if (book->over) {
		drop_newer(book);
		fresh_compare(book, place->root, folder, arena, &changes);
	}
	const char *file = cache_dir_newer(place->file, arena);
	if (!changes.all && !changes.count) {
		unlink(file);
		return true;
	}
	if (newer_make(book, place->root, folder, &changes, &bytes, &pages) != NEWER_MADE ||
	    !over_open(book, bytes.ptr, bytes.len, &err)) {
		buf_release(&bytes);
		return false;
	}
	book->over->made = bytes;
	if (file_write_quick(file, buf_str(&bytes), &err)) {
		chmod(file, 0600); // as in make
		cache_dir_sweep(file);
	}
	return !book_damage(book);
}

// The book as the folder is now; NULL when it has to be made anew.  With a finder for a program
// that already shows the book `shown`: book_renew.
static struct book *renew_cache(const struct place *place, uint64_t shown,
				const struct book_finder *finder, bool *same)
{
	struct arena arena = {0};
	struct folder folder;
	struct changes changes;
	struct err err;
	struct book *book = open_cache(place->file, place->root, place->root);
	bool good = (book || finder) && folder_list(place->root, &arena, &folder, &err);
	if (good && !book) {
		finder->found(finder->user, folder.nfiles, folder.nfiles);
		good = false;
	} else if (good) {
		fresh_compare(book, place->root, &folder, &arena, &changes);
		bool fresh = !changes.all && !changes.count && !book_damage(book);
		*same = fresh && finder && book_identity(book) == shown;
		if (!fresh && finder)
			finder->found(finder->user, folder.nfiles,
				      changes.all ? folder.nfiles : changes.count);
		good = !*same && (fresh || lay_changes(book, place, &folder, changes, &arena));
	}
	if (book && !good) {
		book_close(book);
		book = NULL;
	}
	arena_release(&arena);
	return book;
}

static struct book *renew_folder(const char *path, uint64_t shown, const struct book_finder *finder,
				 struct err *err)
{
	struct place place;
	bool same = false;
	find_place(path, &place);
	struct book *book = renew_cache(&place, shown, finder, &same);
	if (!book && !same)
		book = make_folder(place.root, place.file, err);
	arena_release(&place.arena);
	return book;
}

// The first pages of a folder, to be looked at while all are read; NULL when these are few.
static struct book *make_beginning(const char *root)
{
	enum { BEGINNING = 64 };
	struct build_options options = {.sources = false, .most = BEGINNING};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct arena arena = {0};
	struct buf bytes = {0};
	struct err err;
	bool made = build_folder(root, &options, &arena, &bytes, &stats, &notes, &err) &&
		    stats.pages == BEGINNING;
	arena_release(&arena);
	if (made)
		return open_made(&bytes, root, &err);
	buf_release(&bytes);
	return NULL;
}

static struct book *open_folder_soon(const char *path, bool part, bool *unchecked, struct err *err)
{
	struct place place;
	find_place(path, &place);
	struct book *book = open_cache(place.file, place.root, place.root);
	if (!book && part)
		book = make_beginning(place.root);
	*unchecked = book != NULL;
	if (!book)
		book = make_folder(place.root, place.file, err);
	arena_release(&place.arena);
	return book;
}

// A change costs as much as the pages that are newer already, making all anew as much as all pages:
// so it is done when the newer ones are more than the root of all.
static bool is_heavy(const struct book *book)
{
	enum { LEAST = 64 };
	uint64_t newer = book->over ? book_npages(&book->over->newer) : 0;
	return newer > LEAST && newer * newer > book_npages(book);
}

void book_settle(const char *path)
{
	struct place place;
	struct err err;
	if (!file_is_folder(path))
		return;
	find_place(path, &place);
	struct book *book = open_cache(place.file, place.root, place.root);
	bool heavy = book && is_heavy(book);
	if (book)
		book_close(book);
	if (heavy && make(place.root, place.file, NULL, &err))
		cache_dir_sweep(place.file);
	arena_release(&place.arena);
}

static struct book *make_page(struct str name, struct str text, struct arena *arena,
			      struct err *err)
{
	struct buf bytes = {0};
	return build_page(name, text, NULL, arena, &bytes, err) ? open_made(&bytes, NULL, err)
								: NULL;
}

static struct str name_of(struct str path)
{
	size_t from = path.len;
	while (from && path.ptr[from - 1] != '/')
		from--;
	return str_sub(path, from, path.len);
}

// A page large enough that making its book again would be waited for.
struct large_page {
	const char *path, *root; // absolute; the folder it lies in
	const char *file;        // of its cache
	struct str name;
};

enum { LARGE = 128 << 10 };

static bool is_large(const char *path, struct arena *arena, struct large_page *page)
{
	char real[PATH_MAX];
	struct file_stat stat;
	if (!file_exists(path, &stat) || stat.size < LARGE || !realpath(path, real))
		return false;
	struct str whole = arena_copy(arena, str_of(real));
	struct str name = name_of(whole);
	*page = (struct large_page){
		.path = whole.ptr,
		.root = arena_cstr(arena, str_sub(whole, 0, whole.len - name.len - 1)),
		.file = cache_dir_file(whole.ptr, arena),
		.name = name,
	};
	return page->file != NULL;
}

static struct book *open_large_cache(const struct large_page *page)
{
	struct file_stat now, then;
	struct book *book = open_cache(page->file, page->path, page->root);
	if (!book)
		return NULL;
	then = shelf_file(book->shelf, 0);
	if (!book_damage(book) && file_exists(page->path, &now) && file_same_stat(&now, &then))
		return book;
	book_close(book);
	return NULL;
}

// From the cache, or into it and from there; NULL when that cannot be.
static struct book *open_large(const struct large_page *page, struct arena *arena)
{
	struct book *book = open_large_cache(page);
	struct file_stat stat;
	struct str text;
	struct err err;
	if (book)
		return book;
	const struct build_place place = {page->path, &stat, page->file};
	if (!file_read(page->path, PAGE_LIMIT, arena, &text, &stat, &err) ||
	    !build_page(page->name, text, &place, arena, NULL, &err))
		return NULL;
	chmod(page->file, 0600); // as in make_folder
	cache_dir_sweep(page->file);
	return open_cache(page->file, page->path, page->root);
}

static struct book *open_input(struct err *err)
{
	struct arena arena = {0};
	struct str text;
	struct book *book = NULL;
	if (file_read_fd(STDIN_FILENO, "standard input", PAGE_LIMIT, &arena, &text, err))
		book = make_page(STR("standard-input.md"), text, &arena, err);
	arena_release(&arena);
	return book;
}

static struct book *open_page(const char *path, struct err *err)
{
	struct arena arena = {0};
	struct large_page large;
	struct str text;
	struct book *book = is_large(path, &arena, &large) ? open_large(&large, &arena) : NULL;
	if (!book && file_read(path, PAGE_LIMIT, &arena, &text, NULL, err))
		book = make_page(name_of(str_of(path)), text, &arena, err);
	arena_release(&arena);
	return book;
}

// Of what has been read of a page: up to its last heading, or its last line.
static struct str whole_sections(struct str text)
{
	size_t line = 0;
	for (size_t at = text.len; at > text.len / 4; at--) {
		if (text.ptr[at - 1] != '\n')
			continue;
		line = line ? line : at;
		if (at < text.len && text.ptr[at] == '#')
			return str_sub(text, 0, at);
	}
	return str_sub(text, 0, line);
}

// The beginning of a large page, to be looked at while its book is made; NULL when that cannot be.
static struct book *open_beginning(const char *path, struct arena *arena)
{
	enum { BEGINNING = 64 << 10 };
	struct file_stat stat;
	struct str text;
	struct err err;
	if (!file_exists(path, &stat) || stat.size < LARGE || stat.size > PAGE_LIMIT ||
	    !file_read_part(path, 0, BEGINNING, arena, &text, NULL, &err))
		return NULL;
	text = whole_sections(text);
	return text.len ? make_page(name_of(str_of(path)), text, arena, &err) : NULL;
}

static struct book *open_page_soon(const char *path, bool part, bool *unchecked, struct err *err)
{
	struct arena arena = {0};
	struct large_page large;
	struct book *book = NULL;
	if (is_large(path, &arena, &large))
		book = open_large_cache(&large);
	if (!book && part) {
		book = open_beginning(path, &arena);
		*unchecked = book != NULL;
	}
	arena_release(&arena);
	return book ? book : open_page(path, err);
}

static bool is_markdown(struct str name)
{
	return str_ends(name, STR(".md")) || str_ends(name, STR(".markdown"));
}

struct book *book_open_any(const char *path, struct err *err)
{
	if (str_eq(str_of(path), STR("-")))
		return open_input(err);
	if (file_is_folder(path))
		return renew_folder(path, 0, NULL, err);
	return is_markdown(str_of(path)) ? open_page(path, err) : book_open(path, err);
}

struct book *book_open_soon(const char *path, bool part, bool *unchecked, struct err *err)
{
	*unchecked = false;
	if (file_is_folder(path))
		return open_folder_soon(path, part, unchecked, err);
	if (is_markdown(str_of(path)))
		return open_page_soon(path, part, unchecked, err);
	return book_open_any(path, err);
}

struct book *book_renew(const char *path, uint64_t shown, const struct book_finder *finder,
			struct err *err)
{
	if (file_is_folder(path))
		return renew_folder(path, shown, finder, err);
	if (finder)
		finder->found(finder->user, 1, 1);
	return book_open_any(path, err);
}
