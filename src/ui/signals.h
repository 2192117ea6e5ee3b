// SPDX-License-Identifier: ISC
//
// signals: those that reach the program while it has the terminal.
//
// They are blocked at all times but inside pselect(2), where they cannot be missed.  Those of a
// crash are not blocked: they write a prepared string, give the terminal its old settings and
// strike again.  There is one terminal and handlers are given nothing, so this keeps its state
// itself.

#ifndef BODYMAP_UI_SIGNALS_H
#define BODYMAP_UI_SIGNALS_H

#include <signal.h>

#include "base/str.h"

// Keeps the terminal's settings as they are now, for signals_give_back.
void signals_keep_settings(void);

// What is written to give the terminal back; nothing until then.  At most 256 bytes.
void signals_set_restore(struct str bytes);

// What is written before curses gives the terminal back because the program is stopped (^Z).  At most
// 16 bytes.
void signals_set_pause(struct str bytes);

// Takes the signals over, also from whoever has set handlers before.
void signals_watch(void);

// The mask for pselect(2).
const sigset_t *signals_while_waiting(void);

// Whether the window may have another size since this was asked last.
bool signals_resized(void);

// The signal that asked the program to end, or 0.
int signals_ended(void);

// Gives the terminal back without curses.
void signals_give_back(void);

// The last thing the program does: ends it by the signal that asked it to end, if one did, so that
// whoever sent it or waits for the program is told.  Returns when there was none.
void signals_end(void);

#endif
