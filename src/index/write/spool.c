// SPDX-License-Identifier: ISC

#include "index/write/spool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool spool_open(struct spool *spool, struct err *err)
{
	FILE *file = tmpfile();
	spool->fd = file ? dup(fileno(file)) : -1;
	spool->len = 0;
	if (spool->fd < 0)
		err_set(err, "what does not fit into memory cannot be put aside: %s",
			strerror(errno));
	if (file)
		fclose(file);
	return spool->fd >= 0;
}

void spool_close(struct spool *spool)
{
	if (spool->fd >= 0)
		close(spool->fd);
	spool->fd = -1;
}

bool spool_put(struct spool *spool, struct str bytes, uint64_t *at)
{
	uint64_t to = *at = atomic_fetch_add(&spool->len, bytes.len);
	while (bytes.len) {
		ssize_t n = pwrite(spool->fd, bytes.ptr, bytes.len, (off_t)to);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = str_sub(bytes, (size_t)n, bytes.len);
		to += (uint64_t)n;
	}
	return true;
}

bool spool_read(const struct spool *spool, uint64_t at, char *bytes, size_t len)
{
	while (len) {
		ssize_t n = pread(spool->fd, bytes, len, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
		at += (uint64_t)n;
	}
	return true;
}
