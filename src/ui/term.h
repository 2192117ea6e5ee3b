// SPDX-License-Identifier: ISC
//
// term: the terminal.  The only file that knows curses.
//
// It sends nothing while idle and asks the terminal nothing.  Every way out restores it: the end
// of main, exit(), a signal that ends the program, and a crash before it is reported.

#ifndef BODYMAP_UI_TERM_H
#define BODYMAP_UI_TERM_H

#include "base/err.h"
#include "view/canvas.h"
#include "view/view.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

// TERM is unset, or names a terminal that cannot move its cursor: only the linear mode will do.
bool term_is_dumb(void);

// Fails with a sentence when standard input or output is no terminal, or nothing can be drawn on
// it.  A TERM that the machine does not know falls back to a known one of its family.
bool term_open(enum color color, struct err *err) NODISCARD;

// Restores the terminal; does nothing when it is not open.
void term_close(void);

bool term_has_utf8(void);      // the locale says so
bool term_has_acs(void);       // lines can be drawn without UTF-8
enum glyphs term_glyphs(void); // what a map is best drawn with here

void term_size(int *rows, int *cols); // at least 1x1, at most 500x1000

// Sends what differs from what was shown before, and puts the cursor where the canvas has it.
void term_show(const struct canvas *canvas);

// The next term_show sends every cell.
void term_redraw(void);

void term_mouse(bool on);

// Waits for a key: a code point, or an enum key.  KEYS_RESIZE when the size has changed, KEYS_HANGUP
// when the terminal has gone or a signal asked the program to end, KEYS_NEWS when `news` can be
// read (-1: nothing is waited for), KEYS_PASTE_END behind what was pasted.  For KEYS_MOUSE *input has
// the action (click or wheel) and the cell, and for text it says whether that is pasted.
uint32_t term_key(struct input *input, int news);

// Gives the terminal to another program and takes it back.
void term_suspend(void);
void term_resume(void);

#endif
