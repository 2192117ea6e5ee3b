// SPDX-License-Identifier: ISC

#include "ui/edit.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

enum { MOST_WORDS = 16 };

static const char *editor(void)
{
	const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
	if (visual && *visual)
		return visual;
	return plain && *plain ? plain : "vi";
}

// The editor starts with the signals a program expects, not with ours.
static bool run(char *const argv[], struct err *err)
{
	posix_spawnattr_t attr;
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

	pid_t pid;
	int failed = posix_spawnp(&pid, argv[0], NULL, &attr, argv, environ), status = 0;
	posix_spawnattr_destroy(&attr);
	if (failed)
		return err_set(err, "cannot start the editor %s: %s", argv[0], strerror(failed));
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		return err_set(err, "the editor %s ended with an error", argv[0]);
	return true;
}

// posix_spawn wants words it might write to.
static char *own_copy(struct arena *arena, struct str word)
{
	char *copy = arena_bytes(arena, word.len + 1);
	memcpy(copy, word.ptr, word.len);
	copy[word.len] = '\0';
	return copy;
}

bool edit_page(const char *folder, struct str page, uint32_t line, struct err *err)
{
	const char *secure = getenv("BODYMAP_SECURE");
	if (secure && *secure)
		return err_set(err, "editing is switched off here (BODYMAP_SECURE)");

	struct arena arena = {0};
	struct str file = arena_printf(&arena, "%s/%.*s.md", folder, STR_ARG(page));
	if (!file_exists(file.ptr, NULL))
		file = arena_printf(&arena, "%s/%.*s.markdown", folder, STR_ARG(page));

	// The words of $EDITOR ("code -w"), then the line in the form that vi and emacs know.
	char *argv[MOST_WORDS + 3];
	size_t n = 0;
	struct str rest = str_of(editor());
	while (rest.ptr && n < MOST_WORDS) {
		struct str word = str_cut(rest, ' ', &rest);
		if (word.len)
			argv[n++] = own_copy(&arena, word);
	}
	argv[n++] = own_copy(&arena, arena_printf(&arena, "+%u", line ? line : 1));
	argv[n++] = own_copy(&arena, file);
	argv[n] = NULL;

	bool done = run(argv, err);
	arena_release(&arena);
	return done;
}
