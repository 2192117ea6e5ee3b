// SPDX-License-Identifier: ISC
//
// figures: the clock and the median, as every benchmark takes them.

#ifndef BODYMAP_TESTS_BENCH_FIGURES_H
#define BODYMAP_TESTS_BENCH_FIGURES_H

double now_us(void);
double processor_us(void); // that this process has used

// The median; sorts the values.
double median(double *of, int count);

#endif
