// SPDX-License-Identifier: ISC
//
// The slave's end stays open here, so that the terminal's settings can be read after the program
// has ended and one can see whether it has read all that was typed.

#define _GNU_SOURCE
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

long now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void complain(struct terminal *term, const char *what)
{
	if (!term->wrong)
		term->wrong = what;
}

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct terminal *term = user;
	switch ((int)prop) {
	case VTERM_PROP_ALTSCREEN:
		term->alternate = value->boolean;
		break;
	case VTERM_PROP_CURSORVISIBLE:
		term->cursor_hidden = !value->boolean;
		break;
	case VTERM_PROP_MOUSE:
		term->mouse = value->number != VTERM_PROP_MOUSE_NONE;
		break;
	case VTERM_PROP_TITLE:
	case VTERM_PROP_ICONNAME:
		complain(term, "the program set the window's title");
		break;
	}
	return 1;
}

// Operating system commands (clipboard, links, colours) and device control strings.  curses gives
// the palette back with 104 when it leaves.
static int on_osc(const char *command, size_t len, void *user)
{
	if (len < 3 || strncmp(command, "104", 3) != 0)
		complain(user, "the program sent an OSC sequence");
	return 1;
}

static int on_dcs(const char *command, size_t len, void *user)
{
	(void)command;
	(void)len;
	complain(user, "the program sent a DCS sequence");
	return 1;
}

static void make_screen(struct terminal *term)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
	static const VTermParserCallbacks fallbacks = {.osc = on_osc, .dcs = on_dcs};

	term->vt = vterm_new(term->rows, term->cols);
	vterm_set_utf8(term->vt, term->eight_bit);
	term->screen = vterm_obtain_screen(term->vt);
	vterm_screen_enable_altscreen(term->screen, 1);
	vterm_screen_reset(term->screen, 1);
	vterm_screen_set_callbacks(term->screen, &callbacks, term);
	vterm_screen_set_unrecognised_fallbacks(term->screen, &fallbacks, term);
}

static _Noreturn void become(char *const argv[], int slave, const char *folder, int ignored)
{
	login_tty(slave);
	signal(SIGHUP, SIG_DFL); // ignored where the suite runs under nohup
	if (ignored)
		signal(ignored, SIG_IGN);
	if (folder && chdir(folder) < 0) {
		perror(folder);
		_exit(126);
	}
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

bool terminal_start(struct terminal *term, char *const argv[], const char *folder, int ignored)
{
	struct winsize ws = {.ws_row = (unsigned short)term->rows,
			     .ws_col = (unsigned short)term->cols};
	if (openpty(&term->master, &term->slave, NULL, NULL, &ws) < 0)
		return false;
	fcntl(term->master, F_SETFD, FD_CLOEXEC);
	tcgetattr(term->slave, &term->before);
	make_screen(term);
	term->sent = 0;
	term->wrong = NULL;
	term->alternate = term->cursor_hidden = term->mouse = false;

	term->child = fork();
	if (term->child == 0)
		become(argv, term->slave, folder, ignored);
	return term->child > 0;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void terminal_stop(struct terminal *term)
{
	if (term->child > 0) {
		kill(term->child, SIGKILL);
		waitpid(term->child, &term->status, 0);
		term->child = -1;
	}
	close_end(&term->master);
	close_end(&term->slave);
	if (term->vt)
		vterm_free(term->vt);
	term->vt = NULL;
}

// Takes what is there; false when there was nothing.
static bool take(struct terminal *term, int wait_ms)
{
	struct pollfd pfd = {.fd = term->master, .events = POLLIN};
	if (poll(&pfd, 1, wait_ms) <= 0 || !(pfd.revents & POLLIN))
		return false;
	char buf[4096];
	ssize_t n = read(term->master, buf, sizeof buf);
	if (n <= 0)
		return false;
	term->sent += (size_t)n;
	for (ssize_t i = 0; i < n && !term->eight_bit; i++) {
		if (buf[i] & 0x80)
			complain(term, "the program sent a byte that is not ASCII");
	}
	vterm_input_write(term->vt, buf, (size_t)n);
	if (vterm_output_read(term->vt, buf, sizeof buf) > 0)
		complain(term, "the program asked the terminal a question");
	return true;
}

bool terminal_pump(struct terminal *term, int wait_ms)
{
	if (term->child > 0 && waitpid(term->child, &term->status, WNOHANG) == term->child)
		term->child = -1;
	return take(term, term->child > 0 ? wait_ms : 0) || term->child > 0;
}

// poll() on a terminal waits for the kernel's own hand-over from one end to the other, so that
// nothing is missed on the way.
static bool has_input(int fd)
{
	struct pollfd pfd = {.fd = fd, .events = POLLIN};
	return poll(&pfd, 1, 0) > 0 && (pfd.revents & POLLIN);
}

bool terminal_settle(struct terminal *term)
{
	long deadline = now_ms() + term->patience_ms;
	while (now_ms() < deadline) {
		if (!terminal_pump(term, 1))
			return true;
		if (!has_input(term->slave) && process_waits(term->child) &&
		    !has_input(term->master) && !has_input(term->slave))
			return true;
	}
	return false;
}

bool terminal_ends(struct terminal *term)
{
	long deadline = now_ms() + term->patience_ms;
	while (terminal_pump(term, 1)) {
		if (now_ms() > deadline)
			return false;
	}
	return true;
}

bool terminal_type(struct terminal *term, const char *bytes, size_t len)
{
	return write(term->master, bytes, len) == (ssize_t)len;
}

static bool type_output(struct terminal *term)
{
	char bytes[64];
	size_t len = vterm_output_read(term->vt, bytes, sizeof bytes);
	return !len || terminal_type(term, bytes, len);
}

bool terminal_marks_paste(struct terminal *term)
{
	char bytes[64];
	vterm_keyboard_start_paste(term->vt);
	return vterm_output_read(term->vt, bytes, sizeof bytes) > 0;
}

bool terminal_paste(struct terminal *term, const char *text)
{
	char bytes[256];
	size_t len = 0;
	for (; *text && len + 1 < sizeof bytes; text++) {
		bool line_end = strncmp(text, "\\n", 2) == 0;
		bytes[len++] = line_end ? '\r' : *text;
		text += line_end;
	}
	vterm_keyboard_start_paste(term->vt);
	if (!type_output(term) || !terminal_type(term, bytes, len))
		return false;
	vterm_keyboard_end_paste(term->vt);
	return type_output(term);
}

bool terminal_click(struct terminal *term, int row, int col)
{
	vterm_mouse_move(term->vt, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(term->vt, 1, true, VTERM_MOD_NONE);
	vterm_mouse_button(term->vt, 1, false, VTERM_MOD_NONE);
	return type_output(term);
}

void terminal_size(struct terminal *term, int rows, int cols)
{
	struct winsize ws = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	term->rows = rows;
	term->cols = cols;
	if (term->vt) {
		// As xterm does; and libvterm 0.1 writes out of bounds with a margin that is left.
		vterm_input_write(term->vt, "\033[r", 3);
		vterm_set_size(term->vt, rows, cols);
	}
	if (term->master >= 0)
		ioctl(term->master, TIOCSWINSZ, &ws);
}

void terminal_hang_up(struct terminal *term)
{
	close_end(&term->master);
	close_end(&term->slave);
}

void terminal_row(const struct terminal *term, int row, int col, char *out)
{
	VTermRect rect = {
		.start_row = row, .end_row = row + 1, .start_col = col, .end_col = term->cols};
	size_t n = vterm_screen_get_text(term->screen, out, ROW_BYTES - 1, rect);
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
}

VTermPos terminal_cursor(const struct terminal *term)
{
	VTermPos pos;
	vterm_state_get_cursorpos(vterm_obtain_state(term->vt), &pos);
	return pos;
}
