// SPDX-License-Identifier: ISC

#include "index/checksum.h"

#include <zlib.h>

uint32_t checksum(const void *bytes, size_t len)
{
	return (uint32_t)crc32_z(0, bytes, len);
}
