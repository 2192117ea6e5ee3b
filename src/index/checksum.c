// SPDX-License-Identifier: ISC

#include "index/checksum.h"

#include <libdeflate.h>

uint32_t checksum(const void *bytes, size_t len)
{
	return libdeflate_crc32(0, bytes, len);
}
