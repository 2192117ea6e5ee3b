// SPDX-License-Identifier: ISC
//
// stopwords: for each language, the words too common to say what a text is about.

#ifndef BODYMAP_TEXT_STOPWORDS_H
#define BODYMAP_TEXT_STOPWORDS_H

#include "base/str.h"

// Forms with a space between them, for a language by its Snowball name ("english"); empty where no
// list is known.
struct str stopwords_of(struct str language);

#endif
