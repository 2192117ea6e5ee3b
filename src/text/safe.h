// SPDX-License-Identifier: ISC
//
// safe: what may leave the program.
//
// Content can hold characters that a terminal obeys instead of showing: cmark turns "&#27;" into a
// raw escape, bidi controls reorder what was written before them.  Text is passed through here
// behind the parser, so that it is measured as it will be shown, and once more at the two doors
// where text leaves: the canvas's way to the terminal (ui/term) and the output of the commands
// (cmd/print).
//
//   C0, DEL, C1           a picture: U+241B for ESC (U+2400 + c), <9B> for C1
//   invalid, surrogates, noncharacters, private use      U+FFFD
//   bidi embeddings, overrides, isolates                 <U+202E>
//   LRM RLM ALM ZWSP WJ BOM SHY, tags, annotations       dropped
//   U+2028 U+2029 U+0085                                 a line feed
//   ZWJ, ZWNJ and variation selectors                    kept inside a cluster, else dropped
//   more than four combining marks on one base           dropped

#ifndef BODYMAP_TEXT_SAFE_H
#define BODYMAP_TEXT_SAFE_H

#include "base/arena.h"

// Valid, harmless text of any number of lines; tabs and line feeds stay.  Returns `text` itself
// when there is nothing to do.  Idempotent.
struct str safe_text(struct arena *arena, struct str text);

// The same as one line: every run of white space becomes one space, none at the ends.
struct str safe_line(struct arena *arena, struct str text);

// Letters for a terminal without UTF-8: ASCII for what has an accepted rendering ("ä" "ae",
// "–" "-", "•" "*", "½" "1/2"), else "?" for each column.  Returns `text` itself when it is ASCII.
struct str safe_ascii(struct arena *arena, struct str text);

#endif
