// SPDX-License-Identifier: ISC
//
// terminal: a program running in a terminal made of memory (libvterm on a pseudo terminal).
//
// Nothing here sleeps or measures time to decide something: what the program does is seen by what
// it sends, and that it has done everything by its waiting, without a time limit, for a key.
// Rows and columns count from 0.

#ifndef BODYMAP_TESTS_SCREEN_TERMINAL_H
#define BODYMAP_TESTS_SCREEN_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

enum { MAX_ROWS = 500, MAX_COLS = 1000, ROW_BYTES = MAX_COLS * 8 };

struct terminal {
	int rows, cols; // set before the start, later by terminal_size
	VTerm *vt;
	VTermScreen *screen;
	int master, slave; // -1 when closed
	pid_t child;       // -1 once it has ended
	int status;        // then, as from waitpid
	struct termios before;
	long patience_ms; // how long anything may take before it counts as never
	size_t sent;      // bytes from the program since `sent` was last set
	bool eight_bit;   // bytes above 0x7f may be sent
	bool alternate, cursor_hidden, mouse;
	const char *wrong; // the first thing the program sent that it never may, or NULL
};

// Starts a program, in `folder` unless NULL, with the environment as it is.  `ignored` is a signal
// the program is to find ignored, or 0.  False when there is no pseudo terminal.
bool terminal_start(struct terminal *term, char *const argv[], const char *folder, int ignored);

// Ends the program if it runs and gives everything back.
void terminal_stop(struct terminal *term);

// Takes what the program has sent, waiting at most so long for the first byte.  False once it has
// ended and all it sent is taken.
bool terminal_pump(struct terminal *term, int wait_ms);

// Takes what comes until the program waits for a key with nothing left to read, or has ended.
// False when it does not come to that.
bool terminal_settle(struct terminal *term);

// Takes what comes until the program has ended.  False when it does not.
bool terminal_ends(struct terminal *term);

bool terminal_type(struct terminal *term, const char *bytes, size_t len);

// A press and release of the first button; nothing is sent unless the program has asked for it.
bool terminal_click(struct terminal *term, int row, int col);

// Pastes as terminals do: a line end, written as \n, is a carriage return, and where the program has
// asked for it what is pasted stands between two sequences.
bool terminal_paste(struct terminal *term, const char *text);

// The program has asked for that.
bool terminal_marks_paste(struct terminal *term);

void terminal_size(struct terminal *term, int rows, int cols);

// The line goes dead: what a closed window or a lost connection is to the program.
void terminal_hang_up(struct terminal *term);

// The text of a row without trailing blanks, UTF-8, at most ROW_BYTES with the NUL; from `col` on.
void terminal_row(const struct terminal *term, int row, int col, char *out);

VTermPos terminal_cursor(const struct terminal *term);

// The bytes a key sends in the terminal that TERM names, by terminfo: "Up", "PgDn", "C-l" and so
// on.  NULL if there is no key of that name.
const char *key_bytes(const char *name);

// True when the process waits for input and nothing but input or a signal can wake it.
bool process_waits(pid_t pid);

long now_ms(void);

#endif
