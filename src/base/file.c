// SPDX-License-Identifier: ISC

#include "base/file.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct err *err, const char *what, const char *path)
{
	return err_set(err, "cannot %s %s: %s", what, path, strerror(errno));
}

static uint64_t nanoseconds(struct timespec time)
{
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

struct file_stat file_stat_of(const struct stat *st)
{
	return (struct file_stat){
		.size = (uint64_t)st->st_size,
		.mtime_ns = nanoseconds(st->st_mtim),
		.ctime_ns = nanoseconds(st->st_ctim),
		.inode = st->st_ino,
	};
}

bool file_same_stat(const struct file_stat *a, const struct file_stat *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns &&
	       a->inode == b->inode;
}

bool file_exists(const char *path, struct file_stat *stat_out)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return false;
	if (stat_out)
		*stat_out = file_stat_of(&st);
	return true;
}

bool file_is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *not_regular(const struct stat *st)
{
	return S_ISDIR(st->st_mode) ? "a folder" : "not a regular file";
}

// Opens a regular file for reading; returns -1 and sets *err.  O_NONBLOCK, so that a FIFO is seen
// for what it is instead of waited for.
static int open_regular(const char *path, struct stat *st, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, st) != 0) {
		fail(err, "read", path);
	} else if (!S_ISREG(st->st_mode)) {
		err_set(err, "cannot read %s: it is %s", path, not_regular(st));
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

// Fills up to `len` bytes and returns how many there were before the end; SIZE_MAX on an error.
static size_t read_up_to(int fd, char *bytes, size_t len)
{
	size_t got = 0;
	while (got < len) {
		ssize_t n = read(fd, bytes + got, len - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return SIZE_MAX;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return got;
}

// The same from byte `offset` of the file on.
static size_t read_part_up_to(int fd, uint64_t offset, char *bytes, size_t len)
{
	ssize_t n = pread(fd, bytes, len, (off_t)offset);
	if (n == (ssize_t)len)
		return len;
	return lseek(fd, (off_t)offset, SEEK_SET) < 0 ? SIZE_MAX : read_up_to(fd, bytes, len);
}

static bool too_large(struct err *err, const char *path, size_t limit)
{
	return err_set(err, "cannot read %s: it is larger than %zu bytes", path, limit);
}

static bool read_open(int fd, const struct stat *st, const char *path, size_t limit,
		      struct arena *arena, struct str *bytes, struct err *err)
{
	if ((uint64_t)st->st_size > limit)
		return too_large(err, path, limit);
	if (st->st_size == 0) // or a file of /proc, which does not know its size
		return file_read_fd(fd, path, limit, arena, bytes, err);

	char *room = arena_bytes(arena, (size_t)st->st_size);
	size_t got = read_up_to(fd, room, (size_t)st->st_size);
	if (got == SIZE_MAX)
		return fail(err, "read", path);
	*bytes = (struct str){room, got};
	return true;
}

bool file_read(const char *path, size_t limit, struct arena *arena, struct str *bytes,
	       struct file_stat *stat_out, struct err *err)
{
	struct stat st;
	int fd = open_regular(path, &st, err);
	if (fd < 0)
		return false;
	bool ok = read_open(fd, &st, path, limit, arena, bytes, err);
	close(fd);
	if (ok && stat_out)
		*stat_out = file_stat_of(&st);
	return ok;
}

bool file_read_part(const char *path, uint64_t offset, size_t len, struct arena *arena,
		    struct str *bytes, struct file_stat *stat_out, struct err *err)
{
	struct stat st;
	int fd = open_regular(path, &st, err);
	if (fd < 0)
		return false;

	bool ok = false;
	uint64_t size = (uint64_t)st.st_size;
	if (offset > size || size - offset < len) {
		err_set(err, "cannot read %s: it has become shorter", path);
	} else {
		char *room = arena_bytes(arena, len);
		size_t got = read_part_up_to(fd, offset, room, len);
		if (stat_out)
			*stat_out = file_stat_of(&st);
		ok = got == len;
		if (got == SIZE_MAX)
			fail(err, "read", path);
		else if (!ok)
			err_set(err, "cannot read %s: it has become shorter", path);
		else
			*bytes = (struct str){room, len};
	}
	close(fd);
	return ok;
}

bool file_read_fd(int fd, const char *name, size_t limit, struct arena *arena, struct str *bytes,
		  struct err *err)
{
	enum { STEP = 64 << 10 };
	struct buf all = {0};
	bool ok = true;
	for (;;) {
		buf_reserve(&all, STEP);
		size_t got = read_up_to(fd, all.ptr + all.len, STEP);
		if (got == SIZE_MAX)
			ok = fail(err, "read", name);
		else if (got > limit - all.len)
			ok = too_large(err, name, limit);
		if (!ok || !got)
			break;
		all.len += got;
	}
	if (ok)
		*bytes = arena_copy(arena, buf_str(&all));
	buf_release(&all);
	return ok;
}

// The folder a path lies in, up to and with its last '/'; empty for the current one.
static struct str folder_of(struct str path)
{
	while (path.len && path.ptr[path.len - 1] != '/')
		path.len--;
	return path;
}

// A new file in the folder of `path`, hidden so that a walk passes it over.  open() and not
// mkstemp(): its mode is then what the umask leaves.
static int open_aside(struct str path, struct arena *arena, const char **aside)
{
	enum { TRIES = 100 };
	struct str folder = folder_of(path);
	for (int i = 0; i < TRIES; i++) {
		struct str name = arena_printf(arena, "%.*s.bodymap-%ld-%d.part", STR_ARG(folder),
					       (long)getpid(), i);
		*aside = name.ptr;
		int fd = open(*aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

// Makes the rename itself last.  A file system that cannot do it has done what it can.
static void sync_folder(struct str path, struct arena *arena)
{
	struct str folder = folder_of(path);
	int fd = open(folder.len ? arena_cstr(arena, folder) : ".",
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

bool file_begin(const char *path, struct file_making *making, struct err *err)
{
	struct stat st;
	*making = (struct file_making){.path = path, .fd = -1};
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(err, "cannot write %s: it is %s", path, not_regular(&st));
	making->fd = open_aside(str_of(path), &making->arena, &making->aside);
	if (making->fd >= 0)
		return true;
	fail(err, "write", path);
	arena_release(&making->arena);
	return false;
}

bool file_put(const struct file_making *making, uint64_t at, struct str bytes, struct err *err)
{
	while (bytes.len) {
		ssize_t n = pwrite(making->fd, bytes.ptr, bytes.len, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(err, "write", making->path);
		bytes = str_sub(bytes, (size_t)n, bytes.len);
		at += (uint64_t)n;
	}
	return true;
}

// Closes and renames; false with errno set.
static bool put_in_place(const struct file_making *making, bool sync)
{
	bool synced = !sync || fsync(making->fd) == 0;
	int saved = errno;
	if (close(making->fd) != 0 && synced)
		return false;
	errno = saved;
	return synced && rename(making->aside, making->path) == 0;
}

static bool end(struct file_making *making, bool sync, struct err *err)
{
	bool ok = put_in_place(making, sync);
	if (!ok)
		fail(err, "write", making->path);
	if (!ok)
		unlink(making->aside);
	else if (sync)
		sync_folder(str_of(making->path), &making->arena);
	arena_release(&making->arena);
	return ok;
}

bool file_end(struct file_making *making, struct err *err)
{
	return end(making, true, err);
}

void file_drop(struct file_making *making)
{
	close(making->fd);
	unlink(making->aside);
	arena_release(&making->arena);
}

static bool replace(const char *path, struct str bytes, bool sync, struct err *err)
{
	struct file_making making;
	if (!file_begin(path, &making, err))
		return false;
	if (file_put(&making, 0, bytes, err))
		return end(&making, sync, err);
	file_drop(&making);
	return false;
}

bool file_write(const char *path, struct str bytes, struct err *err)
{
	return replace(path, bytes, true, err);
}

bool file_write_quick(const char *path, struct str bytes, struct err *err)
{
	return replace(path, bytes, false, err);
}

bool file_make_folders(const char *path, struct err *err)
{
	struct arena arena = {0};
	struct str whole = str_of(path);
	char *part = arena_bytes(&arena, whole.len + 1);
	memcpy(part, path, whole.len + 1);

	bool ok = true;
	for (size_t i = 1; ok && i <= whole.len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		part[i] = '\0';
		// A folder that is there is fine, whatever mkdir says of it (EROFS, EACCES).
		if (mkdir(part, 0700) != 0) {
			int saved = errno;
			if (!file_is_folder(part)) {
				errno = saved == EEXIST ? ENOTDIR : saved;
				ok = fail(err, "make folder", part);
			}
		}
		part[i] = path[i];
	}
	arena_release(&arena);
	return ok;
}
