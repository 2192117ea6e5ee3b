// SPDX-License-Identifier: ISC

#include "index/cache.h"

#include <limits.h>
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

// What the cache says of this folder, however old; NULL without one.
static struct book *open_cache(const char *file, const char *root)
{
	size_t len = 0;
	struct err err;
	int fd = file ? cache_dir_open(file, &len) : -1;
	struct book *book = fd >= 0 ? shelf_open(fd, len, root, &err) : NULL;
	if (fd >= 0)
		close(fd);
	if (!book)
		return NULL;
	struct str of = shelf_text(book->shelf, STR(SHELF_FOLDER));
	if (!str_eq(of, str_of(root)) ||
	    book_damage(book)) { // another folder with this name's hash
		book_close(book);
		return NULL;
	}
	book->shelf->cache = arena_cstr(&book->shelf->arena, str_of(file));
	return book;
}

static bool is_fresh(struct book *book, const char *root)
{
	struct arena arena = {0};
	struct folder folder;
	struct err err;
	bool fresh = folder_list(root, &arena, &folder, &err) &&
		     fresh_compare(book->shelf, root, &folder) == 0 && !book_damage(book);
	arena_release(&arena);
	return fresh;
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
		struct book *book = open_cache(file, root);
		if (book)
			return book;
	}
	return make(root, NULL, &bytes, err) ? open_made(&bytes, root, err) : NULL;
}

static struct book *open_folder(const char *path, struct err *err)
{
	struct arena arena = {0};
	char real[PATH_MAX];
	const char *root = realpath(path, real) ? real : path;
	const char *file = cache_dir_file(root, &arena);
	struct book *book = open_cache(file, root);
	if (book && !is_fresh(book, root)) {
		book_close(book);
		book = NULL;
	}
	if (!book)
		book = make_folder(root, file, err);
	arena_release(&arena);
	return book;
}

static struct book *make_page(struct str name, struct str text, struct arena *arena,
			      struct err *err)
{
	struct buf bytes = {0};
	return build_page(name, text, arena, &bytes, err) ? open_made(&bytes, NULL, err) : NULL;
}

static struct book *open_page(const char *path, struct err *err)
{
	struct arena arena = {0};
	struct str text, name = str_of(path);
	for (size_t i = name.len; i; i--) {
		if (name.ptr[i - 1] == '/') {
			name = str_sub(name, i, name.len);
			break;
		}
	}
	struct book *book = NULL;
	if (str_eq(name, STR("-"))) {
		if (file_read_fd(STDIN_FILENO, "standard input", PAGE_LIMIT, &arena, &text, err))
			book = make_page(STR("standard-input.md"), text, &arena, err);
	} else if (file_read(path, PAGE_LIMIT, &arena, &text, NULL, err)) {
		book = make_page(name, text, &arena, err);
	}
	arena_release(&arena);
	return book;
}

static bool is_markdown(const char *path)
{
	struct str name = str_of(path);
	return str_eq(name, STR("-")) || str_ends(name, STR(".md")) ||
	       str_ends(name, STR(".markdown"));
}

struct book *book_open_any(const char *path, struct err *err)
{
	if (file_is_folder(path))
		return open_folder(path, err);
	return is_markdown(path) ? open_page(path, err) : book_open(path, err);
}
