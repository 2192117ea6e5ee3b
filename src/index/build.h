// SPDX-License-Identifier: ISC
//
// build: pages to book bytes.
//
// The writer half; index/book.h is the reader half, and they share only index/format.h.  The same
// pages give the same bytes, whatever their order.

#ifndef BODYMAP_INDEX_BUILD_H
#define BODYMAP_INDEX_BUILD_H

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "page/page.h"
#include "page/settings.h"

struct build_options {
	bool sources;  // carry the pages' sources: a portable book
	size_t memory; // bytes of words gathered before they are put aside into a file; 0: 11 MiB
	uint32_t most; // pages that are read, the first by path; 0: all
	const char *file; // where the book is written, as by file_write; NULL: into memory
	// Called now and then with pages done and in all; may be NULL.
	void (*progress)(void *user, uint32_t done, uint32_t all);
	void *user;
};

struct build_stats {
	uint32_t pages, sections;
	uint64_t words, bytes_read, bytes_written;
	double seconds;
};

// Findings that do not stop a build (a broken head, a page too large, a file that went away), as
// sentences "path:line: ..." in order of path.
struct build_notes {
	struct str *at;
	uint32_t count, room;
};

// Indexes a folder into options->file, or into `book` without one.  Fails when the folder cannot be
// read, or book.yaml or a map of it is wrong; a bad page is a note.  Notes and their text live in
// the arena.
bool build_folder(const char *folder, const struct build_options *options, struct arena *arena,
		  struct buf *book, struct build_stats *stats, struct build_notes *notes,
		  struct err *err) NODISCARD;

// Where a page's file lies and where its book is kept, for a book that refers to the file.
struct build_place {
	const char *path;             // of the page's file, absolute
	const struct file_stat *stat; // when it was read
	const char *file;             // of the book to write
};

// A book of one page: `bodymap FILE.md`, and standard input.  With `place` the book is written to a
// file and refers to the page's; without (NULL) it carries the source, in `book`.
bool build_page(struct str name, struct str bytes, const struct build_place *place,
		struct arena *arena, struct buf *book, struct err *err) NODISCARD;

#endif
