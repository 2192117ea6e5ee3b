// SPDX-License-Identifier: ISC

#include "index/folder.h"

#include <stdlib.h>

#include "page/page.h"

static int by_path(const void *a, const void *b)
{
	const struct folder_file *x = a, *y = b;
	int order = str_cmp(x->path, y->path);
	return order ? order : str_cmp(x->file, y->file);
}

// Two files of one page ("a.md", "a.markdown"): the first is it.
static void drop_doubles(struct arena *arena, struct folder *folder)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < folder->nfiles; i++) {
		const struct folder_file *file = &folder->files[i];
		const struct folder_file *before = kept ? &folder->files[kept - 1] : NULL;
		if (before && str_eq(before->path, file->path))
			*vec_push(arena, &folder->problems) =
				arena_printf(arena, "%.*s: left out, because %.*s is the same page",
					     STR_ARG(file->file), STR_ARG(before->file));
		else
			folder->files[kept++] = *file;
	}
	folder->nfiles = kept;
}

static const char *const endings[] = {".md", ".markdown", NULL};

static void list_pages(const struct file_list *list, struct arena *arena, struct folder *folder)
{
	*folder = (struct folder){.nfiles = list->count};
	if (list->problem.len)
		*vec_push(arena, &folder->problems) = list->problem;
	folder->files = arena_array(arena, struct folder_file, (size_t)list->count + 1);
	for (uint32_t i = 0; i < list->count; i++)
		folder->files[i] = (struct folder_file){page_path(list->at[i].path),
							list->at[i].path, list->at[i].stat};
	qsort(folder->files, folder->nfiles, sizeof *folder->files, by_path);
	drop_doubles(arena, folder);
}

bool folder_list(const char *root, struct arena *arena, struct folder *folder, struct err *err)
{
	struct file_list list = {0};
	if (!file_walk(root, endings, arena, &list, err))
		return false;
	list_pages(&list, arena, folder);
	return true;
}

bool folder_list_names(const char *root, struct arena *arena, struct folder *folder,
		       struct err *err)
{
	struct file_list list = {0};
	if (!file_walk_names(root, endings, arena, &list, err))
		return false;
	list_pages(&list, arena, folder);
	return true;
}
