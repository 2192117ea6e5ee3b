// SPDX-License-Identifier: ISC

#include "ui/signals.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { CRASH_STACK = 64 << 10 };

static struct {
	volatile sig_atomic_t resized, ended;
	sigset_t while_waiting;
	struct termios before;
	char restore[256], pause[16];
	size_t restore_len, pause_len;
	void (*stop)(int sig); // of whoever had SIGTSTP before
} signals;

void signals_keep_settings(void)
{
	tcgetattr(STDIN_FILENO, &signals.before);
}

void signals_set_restore(struct str bytes)
{
	if (bytes.len > sizeof signals.restore)
		return;
	memcpy(signals.restore, bytes.ptr, bytes.len);
	signals.restore_len = bytes.len;
}

void signals_set_pause(struct str bytes)
{
	if (bytes.len > sizeof signals.pause)
		return;
	memcpy(signals.pause, bytes.ptr, bytes.len);
	signals.pause_len = bytes.len;
}

static void on_stop(int sig)
{
	ssize_t written = write(STDOUT_FILENO, signals.pause, signals.pause_len);
	(void)written;
	signals.stop(sig);
}

// curses gives the terminal back when the program is stopped; this does what it does not know of.
static void watch_stop(void)
{
	struct sigaction stop;
	if (sigaction(SIGTSTP, NULL, &stop) != 0 || stop.sa_handler == SIG_DFL ||
	    stop.sa_handler == SIG_IGN)
		return;
	signals.stop = stop.sa_handler;
	stop.sa_handler = on_stop;
	sigaction(SIGTSTP, &stop, NULL);
}

static void on_signal(int sig)
{
	if (sig == SIGWINCH || sig == SIGCONT)
		signals.resized = 1;
	else
		signals.ended = sig;
}

void signals_give_back(void)
{
	ssize_t written = write(STDOUT_FILENO, signals.restore, signals.restore_len);
	(void)written;
	tcsetattr(STDIN_FILENO, TCSANOW, &signals.before);
}

static void on_crash(int sig)
{
	signals_give_back();
	raise(sig); // SA_RESETHAND: this time for good
}

void signals_watch(void)
{
	static const int ours[] = {SIGWINCH, SIGCONT, SIGTERM, SIGHUP,
				   SIGINT,   SIGQUIT, SIGALRM, SIGUSR1};
	static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	static char crash_stack[CRASH_STACK];

	sigset_t blocked;
	sigemptyset(&blocked);
	struct sigaction act = {.sa_handler = on_signal};
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < countof(ours); i++) {
		sigaction(ours[i], &act, NULL);
		sigaddset(&blocked, ours[i]);
	}
	sigprocmask(SIG_BLOCK, &blocked, &signals.while_waiting);
	for (size_t i = 0; i < countof(ours); i++)
		sigdelset(&signals.while_waiting, ours[i]);

	stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
	sigaltstack(&stack, NULL);
	struct sigaction crash = {.sa_handler = on_crash,
				  .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK | SA_NODEFER)};
	sigemptyset(&crash.sa_mask);
	for (size_t i = 0; i < countof(crashes); i++)
		sigaction(crashes[i], &crash, NULL);

	watch_stop();
	signal(SIGPIPE, SIG_IGN);
}

const sigset_t *signals_while_waiting(void)
{
	return &signals.while_waiting;
}

bool signals_resized(void)
{
	bool resized = signals.resized;
	signals.resized = 0;
	return resized;
}

int signals_ended(void)
{
	return signals.ended;
}

void signals_end(void)
{
	if (!signals.ended)
		return;
	sigset_t ended;
	sigemptyset(&ended);
	sigaddset(&ended, signals.ended);
	signal(signals.ended, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &ended, NULL);
	raise(signals.ended);
}
