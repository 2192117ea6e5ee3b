// SPDX-License-Identifier: ISC

#include "index/checksum.h"

#include <zlib.h>

uint32_t checksum(const void *bytes, size_t len)
{
	return checksum_more(0, bytes, len);
}

uint32_t checksum_more(uint32_t sum, const void *bytes, size_t len)
{
	return (uint32_t)crc32_z(sum, bytes, len);
}
