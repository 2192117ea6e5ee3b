// SPDX-License-Identifier: ISC

#include "figures.h"

#include <stdlib.h>
#include <time.h>

static double us_of(clockid_t clock)
{
	struct timespec ts;
	clock_gettime(clock, &ts);
	return (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3;
}

double now_us(void)
{
	return us_of(CLOCK_MONOTONIC);
}

double processor_us(void)
{
	return us_of(CLOCK_PROCESS_CPUTIME_ID);
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
