// SPDX-License-Identifier: ISC
//
// wait: for what is typed, something else, or a signal, whichever comes first.

#ifndef BODYMAP_UI_WAIT_H
#define BODYMAP_UI_WAIT_H

#include "view/action.h"

// KEYS_NONE when there is something to be read from the terminal, or a signal came; KEYS_HANGUP when
// the terminal has gone; KEYS_NEWS when `news` can be read (-1: nothing is waited for).
uint32_t wait_for_input(int news);

// Something is to be read from the terminal now: what would be drawn would be drawn over at once.
bool wait_has_input(void);

#endif
