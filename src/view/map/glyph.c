// SPDX-License-Identifier: ISC
//
// ASCII: the drawing of a cell is compared with the drawings of the characters below.  Both are
// blurred first, so that a stroke one dot beside another counts as nearly the same; the smallest
// sum of squared differences wins.

#include "view/map/glyph.h"

#include <string.h>

struct glyph_grid glyph_grid(enum glyphs glyphs)
{
	switch (glyphs) {
	case GLYPHS_BRAILLE:
		return (struct glyph_grid){4, 2};
	case GLYPHS_BLOCKS:
		return (struct glyph_grid){2, 2};
	case GLYPHS_ASCII:
		break;
	}
	return (struct glyph_grid){8, 4};
}

static uint32_t braille_of(const unsigned char *dots)
{
	static const unsigned char bits[8] = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
	uint32_t sum = 0;
	for (int i = 0; i < 8; i++)
		sum |= dots[i] ? bits[i] : 0u;
	return sum ? 0x2800 + sum : 0;
}

// Upper left 1, upper right 2, lower left 4, lower right 8.
static uint32_t block_of(const unsigned char *dots)
{
	static const uint16_t blocks[16] = {0,      0x2598, 0x259D, 0x2580, 0x2596, 0x258C,
					    0x259E, 0x259B, 0x2597, 0x259A, 0x2590, 0x259C,
					    0x2584, 0x2599, 0x259F, 0x2588};
	return blocks[(dots[0] ? 1 : 0) + (dots[1] ? 2 : 0) + (dots[2] ? 4 : 0) +
		      (dots[3] ? 8 : 0)];
}

enum { ROWS = 8, COLS = 4 };

// Each row of a drawing in four bits, the leftmost the highest.
static const struct stroke {
	char ch;
	unsigned char rows[ROWS];
} strokes[] = {
	{'|', {4, 4, 4, 4, 4, 4, 4, 4}},   {'|', {2, 2, 2, 2, 2, 2, 2, 2}},
	{'|', {8, 8, 8, 8, 8, 8, 8, 8}},   {'|', {1, 1, 1, 1, 1, 1, 1, 1}},
	{'/', {1, 1, 2, 2, 4, 4, 8, 8}},   {'/', {1, 1, 1, 2, 2, 4, 4, 4}},
	{'/', {2, 2, 2, 4, 4, 8, 8, 8}},   {'\\', {8, 8, 4, 4, 2, 2, 1, 1}},
	{'\\', {8, 8, 8, 4, 4, 2, 2, 2}},  {'\\', {4, 4, 4, 2, 2, 1, 1, 1}},
	{'-', {0, 0, 0, 15, 0, 0, 0, 0}},  {'-', {0, 0, 0, 0, 15, 0, 0, 0}},
	{'-', {15, 0, 0, 0, 0, 0, 0, 0}},  {'_', {0, 0, 0, 0, 0, 0, 0, 15}},
	{'_', {0, 0, 0, 0, 0, 0, 15, 0}},  {'.', {0, 0, 0, 0, 0, 0, 6, 6}},
	{'.', {0, 0, 0, 0, 0, 3, 6, 4}},   {'.', {0, 0, 0, 0, 0, 12, 6, 2}},
	{'\'', {6, 6, 4, 0, 0, 0, 0, 0}},  {'\'', {4, 6, 3, 0, 0, 0, 0, 0}},
	{'`', {2, 6, 12, 0, 0, 0, 0, 0}},  {'(', {3, 4, 4, 8, 8, 4, 4, 3}},
	{')', {12, 2, 2, 1, 1, 2, 2, 12}}, {'<', {1, 2, 4, 8, 8, 4, 2, 1}},
	{'>', {8, 4, 2, 1, 1, 2, 4, 8}},   {'^', {6, 6, 9, 9, 0, 0, 0, 0}},
	{'V', {9, 9, 9, 9, 9, 6, 6, 6}},   {'X', {9, 9, 6, 6, 6, 6, 9, 9}},
	{'Y', {9, 9, 9, 6, 6, 6, 6, 6}},   {'+', {4, 4, 4, 15, 4, 4, 4, 4}},
	{'+', {2, 2, 2, 15, 2, 2, 2, 2}},  {'=', {0, 0, 15, 0, 0, 15, 0, 0}},
};

static_assert(countof(strokes) <= GLYPH_STROKES, "room for every stroke");

static void blur(const unsigned char *dots, int *out)
{
	for (int y = 0; y < ROWS; y++) {
		for (int x = 0; x < COLS; x++) {
			int sum = 0;
			for (int dy = -1; dy <= 1; dy++) {
				for (int dx = -1; dx <= 1; dx++) {
					int row = y + dy, col = x + dx;
					if (row < 0 || col < 0 || row >= ROWS || col >= COLS)
						continue;
					sum += dots[row * COLS + col] * (dx ? 1 : 2) * (dy ? 1 : 2);
				}
			}
			out[y * COLS + x] = sum;
		}
	}
}

void glyph_set_make(struct glyph_set *set, enum glyphs glyphs)
{
	*set = (struct glyph_set){.glyphs = glyphs};
	for (size_t i = 0; glyphs == GLYPHS_ASCII && i < countof(strokes); i++) {
		unsigned char drawn[GLYPH_DOTS];
		for (int j = 0; j < ROWS * COLS; j++)
			drawn[j] = strokes[i].rows[j / COLS] >> (COLS - 1 - j % COLS) & 1;
		blur(drawn, set->blurred[i]);
	}
}

// The sum of squared differences, or anything not below `limit` as soon as it cannot be.
static int apart(const int *a, const int *b, int limit)
{
	int sum = 0;
	for (int row = 0; row < ROWS && sum < limit; row++) {
		for (int i = row * COLS; i < (row + 1) * COLS; i++)
			sum += (a[i] - b[i]) * (a[i] - b[i]);
	}
	return sum;
}

static uint32_t stroke_of(const struct glyph_set *set, const unsigned char *dots)
{
	int ink = 0, here[GLYPH_DOTS], least = INT32_MAX;
	for (int i = 0; i < ROWS * COLS; i++)
		ink += dots[i];
	if (ink < 3)
		return 0;
	blur(dots, here);
	uint32_t best = 0;
	for (size_t i = 0; i < countof(strokes); i++) {
		int by = apart(here, set->blurred[i], least);
		if (by >= least)
			continue;
		least = by;
		best = (unsigned char)strokes[i].ch;
	}
	return best;
}

uint32_t glyph_of(const struct glyph_set *set, const unsigned char *dots)
{
	switch (set->glyphs) {
	case GLYPHS_BRAILLE:
		return braille_of(dots);
	case GLYPHS_BLOCKS:
		return block_of(dots);
	case GLYPHS_ASCII:
		break;
	}
	return stroke_of(set, dots);
}
