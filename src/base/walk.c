// SPDX-License-Identifier: ISC
//
// file_walk: a folder's entries are read, sorted and then visited in order, each sub-folder where
// its name stands.  A folder sorts as its name with a '/', so the whole list comes out in the
// order of its paths without being sorted as a whole.
//
// Everything is reached from the descriptor of the folder it lies in, so the kernel never resolves
// a path of more than one name; sub-folders are opened with O_NOFOLLOW, so that a folder
// exchanged for a link meanwhile leads nowhere.  Nothing but folders is opened: a FIFO cannot
// make the walk wait.

#define _DEFAULT_SOURCE // DT_*

#include "base/file.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 100 }; // folders in folders, and so descriptors held open at a time

struct walk {
	const char *root;
	char real_root[PATH_MAX]; // without links; empty until a link asks
	const char *const *endings;
	struct arena *arena;
	struct file_list *list;
	bool names_only;
	int depth;
};

struct name {
	struct str path;   // from the root, a NUL behind it
	const char *entry; // its last part
	bool folder, link;
};

struct names {
	VEC(struct name);
};

// Notes the first folder that could not be read whole.
static void note(struct walk *walk, struct str path, const char *why)
{
	if (!walk->list->problem.len)
		walk->list->problem = arena_printf(walk->arena, "cannot read %s/%.*s: %s",
						   walk->root, STR_ARG(path), why);
}

static bool has_ending(struct str name, const char *const *endings)
{
	for (; *endings; endings++) {
		struct str ending = str_of(*endings);
		if (name.len >= ending.len &&
		    str_eq_nocase(str_sub(name, name.len - ending.len, name.len), ending))
			return true;
	}
	return false;
}

// What an entry is, by the folder itself where it says so, else by a look at the file.
static unsigned char type_of(int fd, const struct dirent *entry)
{
	struct stat st;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_UNKNOWN;
	return S_ISDIR(st.st_mode)   ? DT_DIR
	       : S_ISREG(st.st_mode) ? DT_REG
	       : S_ISLNK(st.st_mode) ? DT_LNK
				     : DT_UNKNOWN;
}

static void add_name(struct walk *walk, struct str folder, const struct dirent *entry,
		     unsigned char type, struct names *names)
{
	size_t before = folder.len ? folder.len + 1 : 0, len = strlen(entry->d_name);
	char *path = arena_bytes(walk->arena, before + len + 1);
	if (before) {
		memcpy(path, folder.ptr, folder.len);
		path[folder.len] = '/';
	}
	memcpy(path + before, entry->d_name, len + 1);
	*vec_push(walk->arena, names) = (struct name){
		.path = {path, before + len},
		.entry = path + before,
		.folder = type == DT_DIR,
		.link = type == DT_LNK,
	};
}

static void read_names(struct walk *walk, DIR *dir, struct str folder, struct names *names)
{
	const struct dirent *entry;
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
		if (entry->d_name[0] == '.')
			continue;
		// The ending first: a look at every picture in a notes vault would cost more.
		bool wanted = has_ending(str_of(entry->d_name), walk->endings);
		if (!wanted && entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN)
			continue;
		unsigned char type = type_of(dirfd(dir), entry);
		if (type == DT_DIR || (wanted && (type == DT_REG || type == DT_LNK)))
			add_name(walk, folder, entry, type, names);
	}
	if (errno)
		note(walk, folder, strerror(errno));
}

// Names of one folder, by what their paths, or those of the files in them, will begin with.
static int by_path(const void *left, const void *right)
{
	const struct name *a = left, *b = right;
	size_t common = a->path.len < b->path.len ? a->path.len : b->path.len;
	int order = memcmp(a->path.ptr, b->path.ptr, common);
	if (order)
		return order;
	unsigned char after_a = (unsigned char)a->path.ptr[common];
	unsigned char after_b = (unsigned char)b->path.ptr[common];
	if (common == a->path.len && a->folder)
		after_a = '/';
	if (common == b->path.len && b->folder)
		after_b = '/';
	return (after_a > after_b) - (after_a < after_b);
}

// Whether a link leads to something below the root.
static bool stays_inside(struct walk *walk, struct str path)
{
	char real[PATH_MAX];
	struct str full = arena_printf(walk->arena, "%s/%.*s", walk->root, STR_ARG(path));
	if (!*walk->real_root && !realpath(walk->root, walk->real_root))
		return false;
	if (!realpath(full.ptr, real))
		return false;
	struct str root = str_of(walk->real_root);
	return str_eq(root, STR("/")) || (str_starts(str_of(real), root) && real[root.len] == '/');
}

static void visit_file(struct walk *walk, int fd, const struct name *name)
{
	struct stat st = {0};
	bool look = name->link || !walk->names_only;
	if (look && (fstatat(fd, name->entry, &st, name->link ? 0 : AT_SYMLINK_NOFOLLOW) != 0 ||
		     !S_ISREG(st.st_mode)))
		return;
	if (name->link && !stays_inside(walk, name->path))
		return;
	*vec_push(walk->arena, walk->list) = (struct file_entry){
		.path = name->path,
		.stat = file_stat_of(&st),
	};
}

static void visit_folder(struct walk *walk, int fd, struct str path);

static void visit_name(struct walk *walk, int fd, const struct name *name)
{
	if (!name->folder) {
		visit_file(walk, fd, name);
		return;
	}
	if (walk->depth > DEEPEST) {
		note(walk, name->path, "folders are nested too deeply");
		return;
	}
	int below = openat(fd, name->entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below < 0)
		note(walk, name->path, strerror(errno));
	else
		visit_folder(walk, below, name->path);
}

// Takes `fd` over.  The path of the root is empty.
static void visit_folder(struct walk *walk, int fd, struct str path)
{
	DIR *dir = fdopendir(fd);
	if (!dir) {
		note(walk, path, strerror(errno));
		close(fd);
		return;
	}
	struct names names = {0};
	read_names(walk, dir, path, &names);
	if (names.count)
		qsort(names.at, names.count, sizeof *names.at, by_path);

	walk->depth++;
	for (uint32_t i = 0; i < names.count; i++)
		visit_name(walk, fd, &names.at[i]);
	walk->depth--;
	closedir(dir);
}

static bool walk_root(const char *root, const char *const *endings, bool names_only,
		      struct arena *arena, struct file_list *list, struct err *err)
{
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, "cannot read folder %s: %s", root, strerror(errno));
	struct walk walk = {.root = root,
			    .endings = endings,
			    .arena = arena,
			    .list = list,
			    .names_only = names_only};
	*list = (struct file_list){0};
	visit_folder(&walk, fd, STR(""));
	return true;
}

bool file_walk(const char *root, const char *const *endings, struct arena *arena,
	       struct file_list *list, struct err *err)
{
	return walk_root(root, endings, false, arena, list, err);
}

bool file_walk_names(const char *root, const char *const *endings, struct arena *arena,
		     struct file_list *list, struct err *err)
{
	return walk_root(root, endings, true, arena, list, err);
}
