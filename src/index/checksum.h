// SPDX-License-Identifier: ISC
//
// checksum: zlib's CRC-32, which finds every change of up to four bytes in a row.  The only user of
// <libdeflate.h>, which takes a fifth of zlib's time for it.

#ifndef BODYMAP_INDEX_CHECKSUM_H
#define BODYMAP_INDEX_CHECKSUM_H

#include "base/base.h"

uint32_t checksum(const void *bytes, size_t len);

#endif
