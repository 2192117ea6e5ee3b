// SPDX-License-Identifier: ISC
//
// bits: what holds of 64 things, in one number, so that those of which it does not hold cost nothing.

#ifndef BODYMAP_INDEX_BITS_H
#define BODYMAP_INDEX_BITS_H

#include "index/le.h"

// From flags of a byte each, 0 or 1, the first one lowest.  Compilers set those without a branch, many
// at once.  The product adds up copies of eight flags, shifted so that each comes to its own bit of
// the highest byte (Hacker's Delight, Warren 2012, chapter 7).
static inline uint64_t bits_of(const uint8_t flags[64])
{
	uint64_t bits = 0;
	for (int i = 0; i < 8; i++)
		bits |= (le64(flags + (size_t)8 * i) * 0x0102040810204080 >> 56) << 8 * i;
	return bits;
}

// Of numbers that are not 0, which few are.
static inline uint64_t bits_of_bytes(const uint8_t numbers[64])
{
	uint8_t flags[64], any = 0;
	for (int i = 0; i < 64; i++)
		any |= numbers[i];
	for (int i = 0; any && i < 64; i++)
		flags[i] = numbers[i] != 0;
	return any ? bits_of(flags) : 0;
}

// Takes the lowest bit.
static inline uint32_t bits_take(uint64_t *bits)
{
	uint32_t lowest = (uint32_t)__builtin_ctzll(*bits);
	*bits &= *bits - 1;
	return lowest;
}

#endif
