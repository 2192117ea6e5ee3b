// SPDX-License-Identifier: ISC
//
// collate: the order in which people look for names: as the letters without their case and accents
// have it ("Éléments" among E, "Übersicht" among U), what is no letter before digits and digits
// before letters.  Names that differ in nothing else stand in the order of their bytes.  The same
// everywhere, whatever the locale.

#ifndef BODYMAP_TEXT_COLLATE_H
#define BODYMAP_TEXT_COLLATE_H

#include "base/str.h"

// Of valid texts; < 0, 0 when they are the same bytes, or > 0.
int collate_cmp(struct str a, struct str b);

#endif
