// SPDX-License-Identifier: ISC
//
// column: how wide text is on a screen, and where it may be cut.
//
// The unit is the column of a terminal.  A cluster (extended grapheme cluster, UAX #29, by
// utf8proc) is never divided and takes 0, 1 or 2 columns: the width of its widest code point by
// utf8proc's table, a flag those of its two letters.  Text must be valid and hold no tabs or line
// feeds.

#ifndef BODYMAP_TEXT_COLUMN_H
#define BODYMAP_TEXT_COLUMN_H

#include "base/str.h"

// The cluster that begins at byte `at`: returns the byte behind it and sets *cols.  `at` must be
// below text.len.
size_t column_next(struct str text, size_t at, int *cols);

// Columns of the whole text.
int column_count(struct str text);

// The longest prefix of whole clusters that takes at most `cols` columns.
struct str column_fit(struct str text, int cols);

// The longest suffix likewise.
struct str column_fit_end(struct str text, int cols);

#endif
