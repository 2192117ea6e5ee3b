// SPDX-License-Identifier: ISC

#include "index/fresh.h"

#include <time.h>
#include <unistd.h>

#include "page/page.h"

// Whether the file at `path` still has the text the book was made with.
static bool same_text(const char *root, struct str path, struct str text)
{
	struct arena arena = {0};
	struct str now;
	struct err err;
	const char *file = arena_printf(&arena, "%s/%.*s", root, STR_ARG(path)).ptr;
	bool there = file_exists(file, NULL);
	bool same = text.ptr ? there && file_read(file, text.len, &arena, &now, NULL, &err) &&
				       str_eq(now, text)
			     : !there;
	arena_release(&arena);
	return same;
}

static bool same_settings(struct shelf *shelf, const char *root)
{
	static const char *const always[] = {"book.yaml", "synonyms.txt"};
	for (size_t i = 0; i < countof(always); i++) {
		struct str path = str_of(always[i]);
		if (!same_text(root, path, shelf_text(shelf, path)))
			return false;
	}
	const struct strs *maps = &shelf_settings(shelf)->maps;
	for (uint32_t i = 0; i < maps->count; i++) {
		if (!same_text(root, maps->at[i], shelf_text(shelf, maps->at[i])))
			return false;
	}
	return true;
}

static struct str path_of(const struct book *book, uint32_t page)
{
	struct shelf *shelf = shelf_of_page(book, &page);
	return shelf_string(shelf, image_value(&shelf->image, PART_PAGE_PATH, page));
}

static bool same_file(const struct book *book, uint32_t page, const struct folder_file *file)
{
	struct shelf *shelf = shelf_of_page(book, &page);
	struct file_stat then = shelf_file(shelf, page);
	struct str ending = shelf_string(shelf, image_value(&shelf->image, PART_PAGE_ENDING, page));
	return file_same_stat(&then, &file->stat) &&
	       str_eq(ending, str_sub(file->file, file->path.len, file->file.len));
}

// A file that is left out of books is not missing from this one.
static bool is_left_out(const char *root, const struct folder_file *file)
{
	struct arena arena = {0};
	bool out =
		file->stat.size > PAGE_LIMIT ||
		access(arena_printf(&arena, "%s/%.*s", root, STR_ARG(file->file)).ptr, R_OK) != 0;
	arena_release(&arena);
	return out;
}

// Both are in the order of paths, so one walk compares them.
void fresh_compare(const struct book *book, const char *root, const struct folder *folder,
		   struct arena *arena, struct changes *changes)
{
	struct image *image = &book->shelf->image;
	uint32_t npages = book_npages(book), page = 0, i = 0;
	*changes = (struct changes){0};
	changes->all = image_count(image, PART_FILE_SIZE) != image_count(image, PART_PAGE_PATH) ||
		       !same_settings(book->shelf, root);
	while (!changes->all && (page < npages || i < folder->nfiles)) {
		int order = page == npages ? 1 : i == folder->nfiles ? -1 : 0;
		if (!order)
			order = str_cmp(path_of(book, page), folder->files[i].path);
		bool differs = order < 0 || (order > 0 && !is_left_out(root, &folder->files[i])) ||
			       (!order && !same_file(book, page, &folder->files[i]));
		if (differs)
			*vec_push(arena, changes) = (struct change){order <= 0 ? page : BOOK_NONE,
								    order >= 0 ? i : BOOK_NONE};
		page += order <= 0;
		i += order >= 0;
	}
}

void fresh_distrust_recent(struct file_stat *stat)
{
	enum { TICK_NS = 50000000 };
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t now_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
	if (stat->ctime_ns + TICK_NS > now_ns)
		stat->inode = 0;
}
