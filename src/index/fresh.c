// SPDX-License-Identifier: ISC

#include "index/fresh.h"

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

static bool same_file(struct shelf *shelf, uint32_t page, const struct folder_file *file)
{
	struct image *image = &shelf->image;
	struct file_stat then = shelf_file(shelf, page);
	struct str ending = shelf_string(shelf, image_value(image, PART_PAGE_ENDING, page));
	return file_same_stat(&then, &file->stat) &&
	       str_eq(ending, str_sub(file->file, file->path.len, file->file.len));
}

// Both are in the order of paths, so one walk compares them.
uint32_t fresh_compare(struct shelf *shelf, const char *root, const struct folder *folder)
{
	struct image *image = &shelf->image;
	uint32_t npages = image_count(image, PART_PAGE_PATH), differ = 0, page = 0, i = 0;
	if (image_count(image, PART_FILE_SIZE) != npages || !same_settings(shelf, root))
		return npages > folder->nfiles ? npages : folder->nfiles + 1;
	while (page < npages || i < folder->nfiles) {
		int order = page == npages ? 1 : i == folder->nfiles ? -1 : 0;
		if (!order)
			order = str_cmp(
				shelf_string(shelf, image_value(image, PART_PAGE_PATH, page)),
				folder->files[i].path);
		if (order || !same_file(shelf, page, &folder->files[i]))
			differ++;
		page += order <= 0;
		i += order >= 0;
	}
	return differ;
}
