// SPDX-License-Identifier: ISC

#include "index/cache.h"

#include "base/file.h"
#include "index/shelf.h"

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

static struct book *open_folder(const char *path, struct err *err)
{
	struct build_options options = {.sources = false};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct arena arena = {0};
	struct buf bytes = {0};
	bool made = build_folder(path, &options, &arena, &bytes, &stats, &notes, err);
	arena_release(&arena);
	return made ? open_made(&bytes, path, err) : NULL;
}

static struct book *open_page(const char *path, struct err *err)
{
	struct arena arena = {0};
	struct str text, name = str_of(path);
	struct buf bytes = {0};
	for (size_t i = name.len; i; i--) {
		if (name.ptr[i - 1] == '/') {
			name = str_sub(name, i, name.len);
			break;
		}
	}
	bool made = file_read(path, PAGE_LIMIT, &arena, &text, NULL, err) &&
		    build_page(name, text, &arena, &bytes, err);
	arena_release(&arena);
	return made ? open_made(&bytes, NULL, err) : NULL;
}

static bool is_markdown(const char *path)
{
	struct str name = str_of(path);
	return str_ends(name, STR(".md")) || str_ends(name, STR(".markdown"));
}

struct book *book_open_any(const char *path, struct err *err)
{
	if (file_is_folder(path))
		return open_folder(path, err);
	return is_markdown(path) ? open_page(path, err) : book_open(path, err);
}
