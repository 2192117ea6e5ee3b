// SPDX-License-Identifier: ISC

#define _DEFAULT_SOURCE // mkdtemp

#include "expect.h"

#include "base/buf.h"
#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// Each test has a folder of its own and works in it.
static int enter_folder(void **state)
{
	char *folder = strdup("/tmp/test_file.XXXXXX");
	*state = folder;
	return folder && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
	char command[64];
	snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", (char *)*state,
		 (char *)*state);
	int status = system(command);
	free(*state);
	return chdir("/") == 0 ? status : -1;
}

static void put(const char *path, struct str bytes)
{
	struct err err;
	if (!file_write(path, bytes, &err))
		fail_msg("%s", err.text);
}

static void folders(const char *path)
{
	struct err err;
	if (!file_make_folders(path, &err))
		fail_msg("%s", err.text);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct err err;
	struct str bytes;
	struct file_stat before, after;
	put("page.md", STR("one\0two"));
	assert_true(file_read("page.md", 7, &arena, &bytes, &before, &err));
	expect_str("NUL and all", bytes, STR("one\0two"));
	expect_number("its size", before.size, 7);

	put("page.md", STR("three"));
	assert_true(file_read("page.md", 7, &arena, &bytes, &after, &err));
	expect_str("replaced", bytes, STR("three"));
	assert_false(file_same_stat(&before, &after));
	assert_true(file_exists("page.md", &before));
	assert_true(file_same_stat(&before, &after));

	put("empty.md", STR(""));
	assert_true(file_read("empty.md", 0, &arena, &bytes, NULL, &err));
	expect_str("empty", bytes, STR(""));
	assert_true(file_read_part("page.md", 1, 3, &arena, &bytes, NULL, &err));
	expect_str("a part", bytes, STR("hre"));
	arena_release(&arena);
}

static void what_cannot_be_read_is_a_sentence(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct err err;
	struct str bytes;
	put("page.md", STR("three"));
	assert_int_equal(mkfifo("fifo.md", 0600), 0);
	static const struct {
		const char *why, *path;
		size_t limit;
		const char *text;
	} cases[] = {
		{"nothing there", "none.md", 9, "cannot read none.md: No such file or directory"},
		{"a folder", ".", 9, "cannot read .: it is a folder"},
		{"a FIFO is not waited for", "fifo.md", 9,
		 "cannot read fifo.md: it is not a regular file"},
		{"a device", "/dev/null", 9, "cannot read /dev/null: it is not a regular file"},
		{"too large", "page.md", 4, "cannot read page.md: it is larger than 4 bytes"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		if (file_read(cases[i].path, cases[i].limit, &arena, &bytes, NULL, &err))
			fail_msg("%s: was read", cases[i].why);
		expect_str(cases[i].why, str_of(err.text), str_of(cases[i].text));
	}
	assert_false(file_read_part("page.md", 3, 3, &arena, &bytes, NULL, &err));
	assert_string_equal(err.text, "cannot read page.md: it has become shorter");
	assert_false(file_read_part("page.md", UINT64_MAX, 1, &arena, &bytes, NULL, &err));
	arena_release(&arena);
}

static void a_descriptor_is_read_to_its_end(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct err err;
	struct str bytes;
	char large[200000];
	memset(large, 'x', sizeof large);
	put("large", (struct str){large, sizeof large});
	int fd = open("large", O_RDONLY);
	assert_true(file_read_fd(fd, "standard input", sizeof large, &arena, &bytes, &err));
	expect_number("in several steps", bytes.len, sizeof large);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_false(file_read_fd(fd, "standard input", sizeof large - 1, &arena, &bytes, &err));
	assert_string_equal(err.text, "cannot read standard input: it is larger than 199999 bytes");
	close(fd);
	arena_release(&arena);
}

static size_t entries(const char *folder)
{
	char command[64];
	size_t count = 0;
	snprintf(command, sizeof command, "ls -A %s", folder);
	FILE *list = popen(command, "r");
	for (int c; (c = fgetc(list)) != EOF;)
		count += c == '\n';
	pclose(list);
	return count;
}

static void a_failed_write_leaves_everything_as_it_was(void **state)
{
	(void)state;
	struct err err;
	folders("out/book");
	put("out/book/inside", STR("x"));
	assert_false(file_write("out/book", STR("new"), &err)); // a folder is in the way
	assert_string_equal(err.text, "cannot write out/book: it is a folder");
	assert_int_equal(mkfifo("out/fifo", 0600), 0); // stands for a device
	assert_false(file_write("out/fifo", STR("new"), &err));
	assert_string_equal(err.text, "cannot write out/fifo: it is not a regular file");
	expect_number("nothing is left aside", entries("out"), 2);
	assert_false(file_write("none/book", STR("new"), &err));
	assert_string_equal(err.text, "cannot write none/book: No such file or directory");
}

static void a_written_file_has_the_mode_of_the_umask(void **state)
{
	(void)state;
	struct stat st;
	mode_t old = umask(027);
	put("page.md", STR("x"));
	umask(old);
	assert_int_equal(stat("page.md", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
}

static void folders_are_made_on_the_way(void **state)
{
	(void)state;
	struct err err;
	struct stat st;
	folders("a/b//c/");
	folders("a/b/c");
	assert_int_equal(stat("a/b/c", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	put("a/file", STR(""));
	assert_false(file_make_folders("a/file/d", &err));
	assert_string_equal(err.text, "cannot make folder a/file: Not a directory");
}

static const char *const markdown[] = {".md", ".markdown", NULL};

static void expect_walk(const char *root, const char *const *want, size_t count)
{
	struct arena arena = {0};
	struct file_list list, names;
	struct err err;
	if (!file_walk(root, markdown, &arena, &list, &err) ||
	    !file_walk_names(root, markdown, &arena, &names, &err))
		fail_msg("%s", err.text);
	expect_number("as many", list.count, count);
	expect_number("as many by name", names.count, count);
	for (size_t i = 0; i < count; i++) {
		expect_str("in order of their paths", list.at[i].path, str_of(want[i]));
		expect_str("the same by name", names.at[i].path, list.at[i].path);
	}
	arena_release(&arena);
}

static void a_walk_gives_the_pages_in_order_of_their_paths(void **state)
{
	(void)state;
	static const char *const want[] = {
		"B.md", // capitals first, as bytes do
		"a-b/x.md", "a.md", "a/sub/deep.MarkDown", "a/x.md", "ab.md", "\xC3\xA4.MD",
	};
	folders("book/a/sub");
	folders("book/a-b");
	folders("book/.git");
	folders("book/folder.md");
	for (size_t i = 0; i < countof(want); i++) {
		char path[64];
		snprintf(path, sizeof path, "book/%s", want[i]);
		put(path, str_of(want[i]));
	}
	put("book/.hidden.md", STR(""));
	put("book/.git/page.md", STR(""));
	put("book/picture.png", STR(""));
	put("book/md", STR(""));
	expect_walk("book", want, countof(want));
	expect_walk("book/", want, countof(want));
}

// In whatever order the file system names them.
static void a_folder_sorts_as_its_name_with_a_slash(void **state)
{
	(void)state;
	enum { PAIRS = 12 };
	char paths[2 * PAIRS][16];
	const char *want[2 * PAIRS];
	for (int i = 0; i < PAIRS; i++) {
		char letter = (char)('a' + i), folder[16];
		snprintf(folder, sizeof folder, "book/%c", letter);
		folders(folder);
		snprintf(paths[2 * i], sizeof paths[0], "book/%c.md", letter);
		snprintf(paths[2 * i + 1], sizeof paths[0], "book/%c/x.md", letter);
		put(paths[2 * i], STR(""));
		put(paths[2 * i + 1], STR(""));
		want[2 * i] = paths[2 * i] + strlen("book/");
		want[2 * i + 1] = paths[2 * i + 1] + strlen("book/");
	}
	expect_walk("book", want, countof(want));
}

static void a_walk_stays_in_its_folder(void **state)
{
	(void)state;
	static const char *const want[] = {"inside.md", "real.md"};
	folders("book/sub");
	put("outside.md", STR(""));
	put("book/real.md", STR(""));
	assert_int_equal(symlink("real.md", "book/inside.md"), 0);
	assert_int_equal(symlink("../outside.md", "book/outside.md"), 0);
	assert_int_equal(symlink("..", "book/sub/loop"), 0);
	assert_int_equal(symlink("self.md", "book/self.md"), 0);
	assert_int_equal(symlink("gone.md", "book/dangling.md"), 0);
	assert_int_equal(symlink("/dev/zero", "book/device.md"), 0);
	assert_int_equal(mkfifo("book/fifo.md", 0600), 0);
	expect_walk("book", want, countof(want));
	assert_int_equal(symlink("book", "link"), 0);
	expect_walk("link", want, countof(want)); // the root itself may be a link
}

static void a_walk_says_what_it_could_not_read(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct file_list list;
	struct err err;
	struct buf path = {0};
	folders("book");
	put("book/page.md", STR(""));
	buf_add(&path, STR("book"));
	for (int i = 0; i < 120; i++)
		buf_add(&path, STR("/d"));
	folders(arena_cstr(&arena, buf_str(&path)));
	assert_true(file_walk("book", markdown, &arena, &list, &err));
	expect_number("the rest is read", list.count, 1);
	assert_true(str_starts(list.problem, STR("cannot read book/d/d/d")));
	assert_true(str_ends(list.problem, STR(": folders are nested too deeply")));

	assert_false(file_walk("none", markdown, &arena, &list, &err));
	assert_string_equal(err.text, "cannot read folder none: No such file or directory");
	assert_false(file_walk("book/page.md", markdown, &arena, &list, &err));
	assert_string_equal(err.text, "cannot read folder book/page.md: Not a directory");
	buf_release(&path);
	arena_release(&arena);
}

// Root may read everything, so this one drops its rights in a child.
static void a_walk_goes_round_a_folder_it_may_not_read(void **state)
{
	(void)state;
	folders("book/shut");
	put("book/page.md", STR(""));
	assert_int_equal(chmod(".", 0755) | chmod("book", 0755) | chmod("book/shut", 0), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct arena arena = {0};
		struct file_list list;
		struct err err;
		bool dropped = geteuid() != 0 || setuid(65534) == 0;
		bool ok = dropped && file_walk("book", markdown, &arena, &list, &err) &&
			  list.count == 1 &&
			  str_eq(list.problem, STR("cannot read book/shut: Permission denied"));
		arena_release(&arena);
		_exit(ok ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(what_is_written_is_read),
		IN_FOLDER(what_cannot_be_read_is_a_sentence),
		IN_FOLDER(a_descriptor_is_read_to_its_end),
		IN_FOLDER(a_failed_write_leaves_everything_as_it_was),
		IN_FOLDER(a_written_file_has_the_mode_of_the_umask),
		IN_FOLDER(folders_are_made_on_the_way),
		IN_FOLDER(a_walk_gives_the_pages_in_order_of_their_paths),
		IN_FOLDER(a_folder_sorts_as_its_name_with_a_slash),
		IN_FOLDER(a_walk_stays_in_its_folder),
		IN_FOLDER(a_walk_says_what_it_could_not_read),
		IN_FOLDER(a_walk_goes_round_a_folder_it_may_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
