// SPDX-License-Identifier: ISC
//
// file: the world of files.  Every failure is one sentence that names the path and the reason.

#ifndef BODYMAP_BASE_FILE_H
#define BODYMAP_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

// What tells whether a file has changed.  Compared by file_same_stat, never by order: clocks and
// network drives run backwards.
struct file_stat {
	uint64_t size;
	uint64_t mtime_ns, ctime_ns;
	uint64_t inode;
};

struct stat;
struct file_stat file_stat_of(const struct stat *st);

bool file_same_stat(const struct file_stat *a, const struct file_stat *b);

// False when there is nothing at `path` or it cannot be looked at; `stat` may be NULL.
bool file_exists(const char *path, struct file_stat *stat);
bool file_is_folder(const char *path);

// Reads a whole regular file of at most `limit` bytes into the arena, and its stat as it was when
// it was opened unless `stat` is NULL.  A FIFO, a device or a folder is an error, not a wait.
bool file_read(const char *path, size_t limit, struct arena *arena, struct str *bytes,
	       struct file_stat *stat, struct err *err) NODISCARD;

// Reads `len` bytes at `offset`; fewer than that is an error.  `stat` as above.
bool file_read_part(const char *path, uint64_t offset, size_t len, struct arena *arena,
		    struct str *bytes, struct file_stat *stat, struct err *err) NODISCARD;

// Everything that comes from an open descriptor (standard input), up to `limit` bytes.
bool file_read_fd(int fd, const char *name, size_t limit, struct arena *arena, struct str *bytes,
		  struct err *err) NODISCARD;

// Replaces the file at `path` by `bytes` so that a crash at any moment leaves the old or the new
// one whole: written aside in the same folder, fsynced, renamed.  Mode as by umask.  What is no
// regular file, /dev/null for one, is never replaced.
bool file_write(const char *path, struct str bytes, struct err *err) NODISCARD;

// The same without a wait for the disk: after a loss of power the file may be there and not be
// whole.  For what carries its sum and can be made again.
bool file_write_quick(const char *path, struct str bytes, struct err *err) NODISCARD;

// The same for a file whose bytes come in pieces, from several threads:
//     if (file_begin(path, &making, err))
//             ... file_put ... then file_end, or file_drop when one has failed
struct file_making {
	const char *path, *aside; // path: the caller's
	int fd;
	struct arena arena;
};

bool file_begin(const char *path, struct file_making *making, struct err *err) NODISCARD;

// Bytes from `at` on; every byte up to the last must be put by someone.
bool file_put(const struct file_making *making, uint64_t at, struct str bytes,
	      struct err *err) NODISCARD;

// Replaces the file at the path, as file_write; the making is over then, also on failure.
bool file_end(struct file_making *making, struct err *err) NODISCARD;
void file_drop(struct file_making *making);

// Makes a folder and those above it, mode 0700.
bool file_make_folders(const char *path, struct err *err) NODISCARD;

struct file_entry {
	struct str path; // relative to the root of the walk, '/' between folders
	struct file_stat stat;
};

struct file_list {
	struct file_entry *at;
	uint32_t count, room;
	struct str problem; // the first folder that could not be read, as a sentence, or empty
};

// All regular files below `root` whose name ends in one of `endings` (NULL-ended, compared without
// case), sorted bytewise by path.  Names that begin with '.' and symbolic links to folders are
// passed over; so is a link to a file that leads out of the root, and what lies more than a hundred
// folders deep.  Fails when the root itself cannot be read.
bool file_walk(const char *root, const char *const *endings, struct arena *arena,
	       struct file_list *list, struct err *err) NODISCARD;

// The same without a look at files whose folder says what they are: their stats are zero.
bool file_walk_names(const char *root, const char *const *endings, struct arena *arena,
		     struct file_list *list, struct err *err) NODISCARD;

#endif
