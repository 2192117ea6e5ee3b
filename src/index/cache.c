// SPDX-License-Identifier: ISC

#include "index/cache.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/cache_dir.h"
#include "index/fresh.h"

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
	return book;
}

// How many pages of the folder the book does not have as they are; a folder that cannot be read
// has them all.
static uint32_t count_newer(struct book *book, const char *root, uint32_t *pages)
{
	struct arena arena = {0};
	struct folder folder = {0};
	struct err err;
	uint32_t newer = 1;
	if (folder_list(root, &arena, &folder, &err))
		newer = fresh_compare(book->shelf, root, &folder);
	*pages = folder.nfiles;
	arena_release(&arena);
	return newer ? newer : book_damage(book) != NULL;
}

static bool make(const char *root, const char *file, struct buf *bytes, struct err *err)
{
	struct build_options options = {.sources = false, .file = file};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct arena arena = {0};
	bool made = build_folder(root, &options, &arena, bytes, &stats, &notes, err);
	arena_release(&arena);
	return made;
}

// Into the cache, and from there; a cache that cannot be written or read is no failure: the book is
// made in memory.
static struct book *make_folder(const char *root, const char *file, struct err *err)
{
	struct buf bytes = {0};
	if (file && make(root, file, NULL, err)) {
		chmod(file, 0600); // whatever the umask: cache_dir_open wants it to be ours alone
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

// With a finder for a program that already shows the book `shown`: book_renew.
static struct book *renew_folder(const char *path, uint64_t shown, const struct book_finder *finder,
				 struct err *err)
{
	struct place place;
	uint32_t pages, newer = 0;
	find_place(path, &place);
	struct book *book = open_cache(place.file, place.root, place.root);
	if (book)
		newer = count_newer(book, place.root, &pages);
	bool same = book && !newer && finder && book_identity(book) == shown;
	if (newer && finder)
		finder->found(finder->user, pages, newer);
	if (book && (newer || same)) {
		book_close(book);
		book = NULL;
	}
	if (!book && !same)
		book = make_folder(place.root, place.file, err);
	arena_release(&place.arena);
	return book;
}

static struct book *open_folder_soon(const char *path, bool *unchecked, struct err *err)
{
	struct place place;
	find_place(path, &place);
	struct book *book = open_cache(place.file, place.root, place.root);
	*unchecked = book != NULL;
	if (!book)
		book = make_folder(place.root, place.file, err);
	arena_release(&place.arena);
	return book;
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

static bool is_large(const char *path, struct arena *arena, struct large_page *page)
{
	enum { LARGE = 128 << 10 };
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

struct book *book_open_soon(const char *path, bool *unchecked, struct err *err)
{
	*unchecked = false;
	return file_is_folder(path) ? open_folder_soon(path, unchecked, err)
				    : book_open_any(path, err);
}

struct book *book_renew(const char *path, uint64_t shown, const struct book_finder *finder,
			struct err *err)
{
	return file_is_folder(path) ? renew_folder(path, shown, finder, err)
				    : book_open_any(path, err);
}
