// SPDX-License-Identifier: ISC
//
// What the two threads share is under a lock, and the last of them to be done with it gives it
// back: the program may end or ask again while a large folder is still being read.

#include "index/renew.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "index/cache.h"

struct renewal {
	struct arena arena;
	const char *path;
	uint64_t shown; // identity of the book that is in use
	int told[2];    // a pipe: a byte for each news
	pthread_mutex_t lock;
	int holders; // of this: the thread, and whoever waits for it
	struct renewal_news news;
};

static void let_go(struct renewal *renewal)
{
	pthread_mutex_lock(&renewal->lock);
	bool last = !--renewal->holders;
	pthread_mutex_unlock(&renewal->lock);
	if (!last)
		return;
	struct arena arena = renewal->arena;
	if (renewal->news.book)
		book_close(renewal->news.book);
	pthread_mutex_destroy(&renewal->lock);
	close(renewal->told[0]);
	close(renewal->told[1]);
	arena_release(&arena);
}

// A pipe that is full has news enough.
static void tell(const struct renewal *renewal)
{
	ssize_t written = write(renewal->told[1], "", 1);
	(void)written;
}

static void found(void *user, uint32_t pages, uint32_t newer)
{
	struct renewal *renewal = user;
	pthread_mutex_lock(&renewal->lock);
	renewal->news.pages = pages;
	renewal->news.newer = newer;
	pthread_mutex_unlock(&renewal->lock);
	tell(renewal);
}

static void *work(void *argument)
{
	struct renewal *renewal = argument;
	struct err err = {""};
	const struct book_finder finder = {found, renewal};
	struct book *book = book_renew(renewal->path, renewal->shown, &finder, &err);
	pthread_mutex_lock(&renewal->lock);
	renewal->news.book = book;
	renewal->news.err = err;
	renewal->news.done = true;
	pthread_mutex_unlock(&renewal->lock);
	tell(renewal);
	book_settle(renewal->path);
	let_go(renewal);
	return NULL;
}

// Signals are for the thread that waits for keys; those of a fault are for whoever makes it.
static bool start_thread(struct renewal *renewal)
{
	static const int faults[] = {SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGABRT};
	sigset_t mask, before;
	pthread_t thread;
	sigfillset(&mask);
	for (size_t i = 0; i < countof(faults); i++)
		sigdelset(&mask, faults[i]);
	pthread_sigmask(SIG_SETMASK, &mask, &before);
	bool started = pthread_create(&thread, NULL, work, renewal) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (started)
		pthread_detach(thread);
	return started;
}

static bool open_pipe(int fds[2])
{
	if (pipe(fds) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(fds[i], F_SETFD, FD_CLOEXEC);
		fcntl(fds[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

struct renewal *renewal_start(const char *path, const struct book *book)
{
	struct arena arena = {0};
	struct renewal *renewal = arena_new(&arena, struct renewal);
	renewal->path = arena_cstr(&arena, str_of(path));
	renewal->shown = book_identity(book);
	renewal->arena = arena;
	renewal->holders = 2;
	if (!open_pipe(renewal->told)) {
		arena_release(&arena);
		return NULL;
	}
	pthread_mutex_init(&renewal->lock, NULL);
	if (start_thread(renewal))
		return renewal;
	renewal->holders--;
	let_go(renewal);
	return NULL;
}

int renewal_fd(const struct renewal *renewal)
{
	return renewal->told[0];
}

void renewal_news(struct renewal *renewal, struct renewal_news *news)
{
	char told[16];
	while (read(renewal->told[0], told, sizeof told) > 0)
		;
	pthread_mutex_lock(&renewal->lock);
	*news = renewal->news;
	renewal->news.book = NULL;
	pthread_mutex_unlock(&renewal->lock);
}

void renewal_end(struct renewal *renewal)
{
	let_go(renewal);
}
