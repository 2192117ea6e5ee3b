// SPDX-License-Identifier: ISC
//
// term: the terminal.  The only file that knows curses.
//
// Sends nothing while idle and asks the terminal nothing.  Every way out restores it: the end of
// main, exit(), SIGTERM, SIGHUP, SIGINT, SIGQUIT, and a crash before it is reported.

#ifndef BODYMAP_UI_TERM_H
#define BODYMAP_UI_TERM_H

#include "base/err.h"
#include "view/canvas.h"
#include "view/view.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

// Fails with a sentence when standard input or output is no terminal, or nothing can be drawn on
// it (term_is_dumb).  An unknown TERM falls back to a known one of its family, then to vt100.
bool term_open(enum color color, struct err *err) NODISCARD;
void term_close(void);

// TERM is unset, dumb or cannot move its cursor: only the linear mode will do.
bool term_is_dumb(void);

bool term_has_utf8(void);      // the locale says so
bool term_has_acs(void);       // it can draw lines without UTF-8
enum glyphs term_glyphs(void); // what the map is best drawn with here

void term_size(int *rows, int *cols); // at least 1x1, at most 500x1000
void term_show(const struct canvas *canvas);
void term_redraw(void); // the next term_show sends every cell
void term_mouse(bool on);

// Waits for a key: a code point or an enum key.  KEYS_RESIZE when the size has changed (asked for
// with term_size), KEYS_HANGUP when the terminal has gone.  For KEYS_MOUSE the cell and button are in *input.
uint32_t term_key(struct input *input);

// True when a key waits to be read, so that drawing can be put off.
bool term_key_waits(void);

// Gives the terminal to another program and takes it back.
void term_suspend(void);
void term_resume(void);

#endif
