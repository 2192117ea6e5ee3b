// SPDX-License-Identifier: ISC
//
// alert: a quote that begins with what it is, as GitHub ("[!NOTE]") and Obsidian ("[!faq]- Title",
// which may be folded there) write it.

#ifndef BODYMAP_VIEW_LAYOUT_ALERT_H
#define BODYMAP_VIEW_LAYOUT_ALERT_H

#include "base/arena.h"

// How many bytes at the beginning of a quote's text say what it is, the white space behind them
// included, and that as a reader may see it ("Note") in *name, in the arena; 0 when none do.
size_t alert_read(struct str text, struct arena *arena, struct str *name);

#endif
