// SPDX-License-Identifier: ISC
//
// sift: the sections whose visible text a regex may match, by the book's vocabulary.
//
// What a regex requires of every text it matches is read off it: letters and digits that must stand
// in a row.  These stand in words of the text, and the words' forms are the book's terms.

#ifndef BODYMAP_SEARCH_REGEX_SIFT_H
#define BODYMAP_SEARCH_REGEX_SIFT_H

#include "index/terms.h"

// Clears the bits in `sections` (book_nsections of them) of those that a regex cannot match, as far
// as that is easily told.
void sift_sections(const struct book *book, struct str regex, uint64_t *sections);

#endif
