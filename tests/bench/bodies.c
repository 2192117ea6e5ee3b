// SPDX-License-Identifier: ISC

#include "bodies.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct bodies bodies_open(const char *path)
{
	struct bodies bodies = {0};
	struct stat st;
	int fd = open(path, O_RDONLY);
	char *at = fd >= 0 && fstat(fd, &st) == 0 && st.st_size >= 8
			   ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0)
			   : MAP_FAILED;
	if (at == MAP_FAILED) {
		perror(path);
		exit(2);
	}
	close(fd);
	memcpy(&bodies.count, at + st.st_size - 8, 8);
	bodies.bytes = at;
	bodies.ends = (const uint64_t *)(const void *)(at + st.st_size - 8) - bodies.count;
	return bodies;
}

struct str bodies_text(const struct bodies *bodies, uint64_t number)
{
	if (number >= bodies->count)
		return (struct str){"", 0};
	uint64_t from = number ? bodies->ends[number - 1] : 0;
	return (struct str){bodies->bytes + from, bodies->ends[number] - from};
}
