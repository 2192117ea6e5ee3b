// SPDX-License-Identifier: ISC
//
// folder: the files of a folder that are a book's pages.

#ifndef BODYMAP_INDEX_FOLDER_H
#define BODYMAP_INDEX_FOLDER_H

#include "base/file.h"
#include "base/vec.h"

struct folder_file {
	struct str path; // of the page
	struct str file; // relative to the folder: the path and its ending
	struct file_stat stat;
};

struct folder {
	struct folder_file *files; // in the order of the book: ascending by path
	uint32_t nfiles;
	VEC(struct str) problems; // files left out, folders that could not be read: sentences
};

bool folder_list(const char *root, struct arena *arena, struct folder *folder,
		 struct err *err) NODISCARD;

// The same for one who opens every file: without the files' stats.
bool folder_list_names(const char *root, struct arena *arena, struct folder *folder,
		       struct err *err) NODISCARD;

#endif
