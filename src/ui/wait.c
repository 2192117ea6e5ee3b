// SPDX-License-Identifier: ISC

#include "ui/wait.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

#include "ui/signals.h"

// The terminal has gone: it is readable for ever and nothing comes.
static bool hung_up(void)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	int waiting = 0;
	if (poll(&fd, 1, 0) < 1)
		return false;
	if (fd.revents & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return ioctl(STDIN_FILENO, FIONREAD, &waiting) < 0 || !waiting;
}

uint32_t wait_for_input(int news)
{
	fd_set fds;
	FD_ZERO(&fds);
	FD_SET(STDIN_FILENO, &fds);
	if (news >= 0)
		FD_SET(news, &fds);
	int most = news > STDIN_FILENO ? news : STDIN_FILENO;
	if (pselect(most + 1, &fds, NULL, NULL, NULL, signals_while_waiting()) <= 0)
		return KEYS_NONE;
	if (FD_ISSET(STDIN_FILENO, &fds))
		return hung_up() ? KEYS_HANGUP : KEYS_NONE;
	return KEYS_NEWS;
}

bool wait_has_input(void)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	return poll(&fd, 1, 0) == 1 && (fd.revents & POLLIN);
}
