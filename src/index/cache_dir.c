// SPDX-License-Identifier: ISC

#include "index/cache_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "index/format.h"

enum { HOUR = 3600, DAY = 24 * HOUR, UNUSED_DAYS = 90 };

static bool safe(const struct stat *st)
{
	return (st->st_uid == geteuid() || st->st_uid == 0) && !(st->st_mode & 022);
}

static struct str home_folder(void)
{
	struct str home = str_of(getenv("HOME"));
	if (str_starts(home, STR("/")))
		return home;
	const struct passwd *user = getpwuid(geteuid());
	return user ? str_of(user->pw_dir) : STR("");
}

// The folder, made if it is not there; NULL when there is none that only we write to.
static const char *cache_folder(struct arena *arena)
{
	struct str cache = str_of(getenv("XDG_CACHE_HOME")), home = home_folder();
	struct stat st;
	struct err err;
	if (!str_starts(cache, STR("/"))) {
		if (!str_starts(home, STR("/")))
			return NULL;
		cache = arena_printf(arena, "%.*s/.cache", STR_ARG(home));
	}
	const char *folder = arena_printf(arena, "%.*s/bodymap", STR_ARG(cache)).ptr;
	// Borrowed rights (set-uid, sudo with the caller's HOME) are no reason to write there.
	if (geteuid() != getuid() || !file_make_folders(folder, &err) || lstat(folder, &st) != 0)
		return NULL;
	bool ours = S_ISDIR(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & 022);
	return ours ? folder : NULL;
}

const char *cache_dir_file(const char *root, struct arena *arena)
{
	const char *folder = cache_folder(arena);
	if (!folder)
		return NULL;
	return arena_printf(arena, "%s/%016llx-%d.book", folder,
			    (unsigned long long)str_hash(str_of(root)), FORMAT_VERSION)
		.ptr;
}

const char *cache_dir_newer(const char *file, struct arena *arena)
{
	return arena_printf(arena, "%.*s.newer", (int)(strlen(file) - strlen(".book")), file).ptr;
}

// Only when it was long ago: a write at each start would wear and would change nothing.
static void mark_used(int fd, const struct stat *st)
{
	time_t now = time(NULL);
	if (now - st->st_mtime > DAY || st->st_mtime > now)
		futimens(fd, NULL);
}

int cache_dir_open(const char *file, size_t *len)
{
	struct stat st;
	int fd = open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || !safe(&st) || st.st_size <= 0) {
		close(fd);
		return -1;
	}
	mark_used(fd, &st);
	*len = (size_t)st.st_size;
	return fd;
}

static bool outlived(struct str name, time_t age)
{
	if (str_ends(name, STR(".book")) || str_ends(name, STR(".newer")))
		return age > (time_t)UNUSED_DAYS * DAY;
	return str_starts(name, STR(".bodymap-")) && str_ends(name, STR(".part")) && age > HOUR;
}

void cache_dir_sweep(const char *file)
{
	struct str folder = str_of(file);
	while (folder.len && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	struct arena arena = {0};
	DIR *dir = opendir(arena_cstr(&arena, folder));
	time_t now = time(NULL);
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		struct stat st;
		if (fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) && outlived(str_of(entry->d_name), now - st.st_mtime))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir)
		closedir(dir);
	arena_release(&arena);
}
