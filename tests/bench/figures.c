// SPDX-License-Identifier: ISC

#include "figures.h"

#include <stdlib.h>
#include <time.h>

double now_us(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double median(double *of, int count)
{
	qsort(of, (size_t)count, sizeof *of, by_size);
	return of[count / 2];
}
