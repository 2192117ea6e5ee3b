// SPDX-License-Identifier: ISC
//
// image: a book file's bytes, checked where they are used.
//
// Opening checks the head; a chunk of the body is summed when something in it is first asked for
// and remembered as good.  What is outside its part or in a damaged chunk is never handed out: the
// first such request leaves a sentence in `damage`, and the answer is NULL, or IMAGE_BAD for a
// number.  Not for two threads at once.

#ifndef BODYMAP_INDEX_READ_IMAGE_H
#define BODYMAP_INDEX_READ_IMAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "index/format.h"
#include "index/le.h"

#define IMAGE_BAD UINT32_MAX

// As many chunks as the system maps when one of them is read: 64 KiB.
enum { IMAGE_WINDOW = 16 };

enum { IMAGE_DICTS = 3, IMAGE_STEPS = 1024 };

struct image_part {
	uint64_t offset, len, count;
};

struct image {
	const uint8_t *body;
	uint64_t len; // of the body
	uint32_t sum; // of the head, and so of everything
	struct image_part part[PART_COUNT];
	const uint8_t *sums, *sum_sums; // of the body's chunks, of the sums' chunks
	uint64_t nsums;
	uint8_t *good, *good_sums; // a bit each
	uint8_t *near;             // and a bit for each that was asked for in this turn
	uint32_t *kept; // by window: the turn that its uses keep it for; 0: it is not mapped
	uint64_t nmapped;
	uint32_t turn;
	uint64_t *steps[IMAGE_DICTS]; // what searches in dictionaries met: index/read/dict.c
	const char *damage;           // a sentence, or NULL
	struct arena arena;           // lives as long as the image
};

// `bytes` must outlive the image and stay at 8-byte alignment or better.
bool image_open(struct image *image, const void *bytes, size_t len, struct err *err) NODISCARD;
void image_close(struct image *image);

// Notes the first damage; returns false.
bool image_damaged(struct image *image, const char *what);

// Sums all chunks of [offset, offset + len) of the body that are not known to be good.
bool image_check(struct image *image, uint64_t offset, uint64_t len);

// That it is, and asked for already.
static inline bool image_known(const struct image *image, uint64_t chunk)
{
	return image->near[chunk / 8] >> chunk % 8 & 1;
}

// Bytes of the book that are mapped, as far as anyone has asked for them here, with what is mapped
// beside them.
static inline uint64_t image_near(const struct image *image)
{
	return image->nmapped * IMAGE_WINDOW * FORMAT_CHUNK;
}

// The turn that the uses of a window must keep it for, so that of all that are mapped about `most`
// bytes stay: those that were asked for lately, longer those of which much was asked for.
uint32_t image_keep_from(const struct image *image, uint64_t most);

// The bytes of the next windows side by side, from *window on, that are kept for less than turn `from`:
// they count as not mapped from now on, though the system may have mapped more of them than was asked
// for.  An empty str when there are no more.
struct str image_let_go(struct image *image, uint32_t from, uint64_t *window);

// The next turn begins.
void image_turn(struct image *image);

// `len` bytes of a part from `offset`, or NULL.
static inline const uint8_t *image_at(struct image *image, enum part which, uint64_t offset,
				      uint64_t len)
{
	const struct image_part *part = &image->part[which];
	if (offset > part->len || len > part->len - offset) {
		image_damaged(image, "an offset leads out of its part");
		return NULL;
	}
	uint64_t from = part->offset + offset, last = from + len - (len != 0);
	if (from >> FORMAT_CHUNK_BITS != last >> FORMAT_CHUNK_BITS ||
	    !image_known(image, from >> FORMAT_CHUNK_BITS)) {
		if (!image_check(image, from, len))
			return NULL;
	}
	return image->body + from;
}

static inline uint32_t image_count(const struct image *image, enum part which)
{
	return (uint32_t)image->part[which].count;
}

// Value `i` of a column; IMAGE_BAD when there is none.
static inline uint32_t image_value(struct image *image, enum part column, uint32_t i)
{
	uint64_t count = image->part[column].count;
	if (i >= count)
		return IMAGE_BAD;
	const uint8_t *dir = image_at(image, column, 8 * (uint64_t)(i / FORMAT_BLOCK), 8);
	if (!dir)
		return IMAGE_BAD;
	uint32_t base = le32(dir), place = le32(dir + 4);
	unsigned width = place & 63, bit = i % FORMAT_BLOCK * width;
	if (!width)
		return base;
	uint64_t bits =
		8 * ((count + FORMAT_BLOCK - 1) / FORMAT_BLOCK) + 16 * (uint64_t)(place >> 6);
	const uint8_t *at = width <= 32 ? image_at(image, column, bits + bit / 8, 8) : NULL;
	if (!at) {
		image_damaged(image, "a column is wrong");
		return IMAGE_BAD;
	}
	return base + ((uint32_t)(le64(at) >> bit % 8) & (uint32_t)(((uint64_t)1 << width) - 1));
}

// The first value of an ascending column that is not below `value`; the count if there is none.
uint32_t image_lower_bound(struct image *image, enum part column, uint32_t value);

// The values of a block of a column, 128 or those that there are; how many.
uint32_t image_block(struct image *image, enum part column, uint32_t block,
		     uint32_t values[FORMAT_BLOCK]);

// What thing `i` owns by a prefix column, cut to `limit`; empty when that is damaged.
struct range image_range(struct image *image, enum part prefix, uint32_t i, uint64_t limit);

#endif
