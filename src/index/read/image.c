// SPDX-License-Identifier: ISC

#include "index/read/image.h"

#include <string.h>

#include "index/checksum.h"

static uint64_t chunks_of(uint64_t bytes)
{
	return bytes / FORMAT_CHUNK + (bytes % FORMAT_CHUNK != 0);
}

// Columns whose values must be as many as something else's: a count that lies would otherwise be
// believed by the accessors.
static bool counts_agree(const struct image *image)
{
	static const struct {
		enum part first, last, of;
		unsigned more; // 1 for a prefix column
	} rules[] = {
		{PART_PAGE_PATH, PART_PAGE_LISTED, PART_PAGE_PATH, 0},
		{PART_PAGE_SECTION, PART_PAGE_SOURCES, PART_PAGE_PATH, 1},
		{PART_PAGE_BACK, PART_PAGE_BACK, PART_PAGE_PATH, 1},
		{PART_REGION_PAGES, PART_REGION_PAGES, PART_REGION, 1},
		{PART_NAME_PAGE, PART_NAME_PAGE, PART_NAME, 0},
		{PART_SECTION_PAGE, PART_SECTION_TO, PART_SECTION_PAGE, 0},
		{PART_SECTION_LINK, PART_SECTION_LINK, PART_SECTION_PAGE, 1},
		{PART_LENGTH, PART_LENGTH_LAST, PART_SECTION_PAGE, 0},
		{PART_LINK_PAGE, PART_LINK_SECTION, PART_LINK_PAGE, 0},
		{PART_ASKED_PAGE, PART_ASKED_PAGE, PART_ASKED, 0},
	};
	for (size_t r = 0; r < countof(rules); r++) {
		uint64_t count = image->part[rules[r].of].count + rules[r].more;
		for (int p = (int)rules[r].first; p <= (int)rules[r].last; p++) {
			if (image->part[p].count != count)
				return false;
		}
	}
	return true;
}

static bool is_column(int part)
{
	return part != PART_TEXTS && part != PART_STRINGS && part != PART_SUMS &&
	       part != PART_TERMS && part != PART_STEMS && part != PART_LISTS &&
	       part != PART_SOURCES;
}

// What a count may be at most, so that what readers set aside for it stays in proportion to the
// file: a column has eight bytes for 128 values, an entry two; pages and regions have strings of
// their own.
static bool counts_fit(const struct image *image)
{
	static const struct {
		enum part entries, blocks;
		uint32_t block;
	} dicts[] = {
		{PART_STRINGS, PART_STRING_BLOCK, FORMAT_STRINGS},
		{PART_TERMS, PART_TERM_BLOCK, FORMAT_TERMS},
		{PART_STEMS, PART_STEM_BLOCK, FORMAT_TERMS},
	};
	static const enum part named[] = {PART_PAGE_PATH, PART_REGION};
	for (int p = 0; p < PART_COUNT; p++) {
		uint64_t dir = (image->part[p].count + FORMAT_BLOCK - 1) / FORMAT_BLOCK * 8;
		if (is_column(p) && dir > image->part[p].len)
			return false;
	}
	for (size_t i = 0; i < countof(dicts); i++) {
		uint64_t count = image->part[dicts[i].entries].count;
		if (count > image->part[dicts[i].entries].len / 2 ||
		    image->part[dicts[i].blocks].count !=
			    (count + dicts[i].block - 1) / dicts[i].block)
			return false;
	}
	for (size_t i = 0; i < countof(named); i++) {
		if (image->part[named[i]].count > image->part[PART_STRINGS].count)
			return false;
	}
	return true;
}

static bool read_parts(struct image *image, const uint8_t *table, struct err *err)
{
	for (int i = 0; i < PART_COUNT; i++, table += FORMAT_PART) {
		struct image_part part = {le64(table), le64(table + 8), le64(table + 16)};
		if (part.offset > image->len || part.len > image->len - part.offset ||
		    part.count >= IMAGE_BAD)
			return err_set(err, "the book is damaged: part %d lies outside it", i);
		image->part[i] = part;
	}
	if (!counts_agree(image) || !counts_fit(image))
		return err_set(err, "the book is damaged: its tables disagree");
	return true;
}

enum { WINDOW_BYTES = IMAGE_WINDOW * FORMAT_CHUNK };

// What is used in many places or again and again outlives what is used once: tables, dictionaries.
enum { TURNS_A_USE = 8, MOST_TURNS = 128 };

// That all chunks may lie in.
static uint64_t nwindows(const struct image *image)
{
	return image->nsums / IMAGE_WINDOW + 2;
}

bool image_open(struct image *image, const void *bytes, size_t len, struct err *err)
{
	const uint8_t *head = bytes;
	*image = (struct image){0};
	if (len < FORMAT_HEAD || memcmp(head, FORMAT_MAGIC, 12) != 0)
		return err_set(err, "this is not a book");
	if (le32(head + 12) != FORMAT_VERSION)
		return err_set(err,
			       "the book has version %u, this program reads version %d; make "
			       "it again with \"bodymap index\"",
			       le32(head + 12), FORMAT_VERSION);
	uint64_t body = le64(head + 24);
	if (le64(head + 16) != len)
		return err_set(err, "the book is damaged: it has %zu bytes instead of %llu", len,
			       (unsigned long long)le64(head + 16));

	uint64_t nsums = body <= len ? chunks_of(len - body) : 0;
	uint64_t sums2 = FORMAT_HEAD + (uint64_t)FORMAT_PART * PART_COUNT;
	uint64_t sums1 = sums2 + 4 * chunks_of(4 * nsums);
	if (le32(head + 32) != PART_COUNT || body > len || body % FORMAT_ALIGN ||
	    le32(head + 36) != nsums || sums1 + 4 * nsums > body)
		return err_set(err, "the book is damaged: its head is wrong");

	image->arena = (struct arena){0};
	uint8_t *copy = arena_alloc(&image->arena, 1, sums1);
	memcpy(copy, head, sums1);
	le32_put(copy + 40, 0);
	bool sound = checksum(copy, sums1) == le32(head + 40);
	image->body = head + body;
	image->len = len - body;
	image->sum = le32(head + 40);
	image->nsums = nsums;
	image->sum_sums = copy + sums2;
	image->sums = head + sums1;
	image->good = arena_alloc(&image->arena, 1, nsums / 8 + 1);
	image->near = arena_alloc(&image->arena, 1, nsums / 8 + 1);
	image->kept = arena_array(&image->arena, uint32_t, nwindows(image));
	image->turn = 1;
	image->good_sums = arena_alloc(&image->arena, 1, nsums / 8 / (FORMAT_CHUNK / 4) + 1);
	if (!sound)
		err_set(err, "the book is damaged: its head does not have its sum");
	if (!sound || !read_parts(image, copy + FORMAT_HEAD, err)) {
		image_close(image);
		return false;
	}
	return true;
}

void image_close(struct image *image)
{
	arena_release(&image->arena);
}

bool image_damaged(struct image *image, const char *what)
{
	if (!image->damage)
		image->damage = arena_printf(&image->arena, "the book is damaged: %s", what).ptr;
	return false;
}

// The sums are summed themselves, a chunk of them at a time.
static bool sums_good(struct image *image, uint64_t chunk)
{
	uint64_t group = chunk / (FORMAT_CHUNK / 4);
	if (image->good_sums[group / 8] >> group % 8 & 1)
		return true;
	uint64_t from = group * FORMAT_CHUNK, left = 4 * image->nsums - from;
	uint32_t sum = checksum(image->sums + from, left < FORMAT_CHUNK ? left : FORMAT_CHUNK);
	if (sum != le32(image->sum_sums + 4 * group))
		return false;
	image->good_sums[group / 8] |= (uint8_t)(1 << group % 8);
	return true;
}

static bool chunk_good(struct image *image, uint64_t chunk)
{
	if (image->good[chunk / 8] >> chunk % 8 & 1)
		return true;
	uint64_t from = chunk * FORMAT_CHUNK, left = image->len - from;
	uint32_t sum = checksum(image->body + from, left < FORMAT_CHUNK ? left : FORMAT_CHUNK);
	if (!sums_good(image, chunk) || sum != le32(image->sums + 4 * chunk))
		return image_damaged(image, "a part of it does not have its sum");
	image->good[chunk / 8] |= (uint8_t)(1 << chunk % 8);
	return true;
}

// Windows begin at multiples of their size in memory, wherever the body does.
static const uint8_t *first_window(const struct image *image)
{
	return image->body - (uintptr_t)image->body % WINDOW_BYTES;
}

static void use(struct image *image, uint64_t window)
{
	uint32_t until = image->kept[window] > image->turn ? image->kept[window] : image->turn;
	until += TURNS_A_USE;
	if (until > image->turn + MOST_TURNS)
		until = image->turn + MOST_TURNS;
	image->kept[window] = until;
}

// A chunk may lie in two.
static void note_near(struct image *image, uint64_t chunk)
{
	uint64_t at = (uint64_t)(image->body - first_window(image)) + chunk * FORMAT_CHUNK;
	for (uint64_t w = at / WINDOW_BYTES; w <= (at + FORMAT_CHUNK - 1) / WINDOW_BYTES; w++) {
		image->nmapped += !image->kept[w];
		use(image, w);
	}
	image->near[chunk / 8] |= (uint8_t)(1 << chunk % 8);
}

void image_turn(struct image *image)
{
	memset(image->near, 0, image->nsums / 8 + 1);
	image->turn++;
}

// How often a number of turns can be halved.
static unsigned doublings(uint32_t turns)
{
	unsigned n = 0;
	while (turns >>= 1)
		n++;
	return n;
}

uint32_t image_keep_from(const struct image *image, uint64_t most)
{
	uint32_t last = image->turn + MOST_TURNS;
	uint64_t count[32] = {0}, kept = 0; // windows by the doublings of turns before the last one
	for (uint64_t w = 0; w < nwindows(image); w++)
		count[doublings(last - image->kept[w] + 1)] += image->kept[w] != 0;
	for (unsigned age = 0; age < countof(count); age++) {
		kept += count[age];
		if (kept * WINDOW_BYTES > most)
			return last - ((uint32_t)1 << age) + 2;
	}
	return 0;
}

struct str image_let_go(struct image *image, uint32_t from, uint64_t *window)
{
	uint64_t begin = *window, end;
	while (begin < nwindows(image) && image->kept[begin] >= from)
		begin++;
	for (end = begin; end < nwindows(image) && image->kept[end] < from; end++) {
		image->nmapped -= image->kept[end] != 0;
		image->kept[end] = 0;
	}
	*window = end;
	return (struct str){(const char *)first_window(image) + begin * WINDOW_BYTES,
			    (end - begin) * WINDOW_BYTES};
}

bool image_check(struct image *image, uint64_t offset, uint64_t len)
{
	if (offset > image->len || len > image->len - offset)
		return image_damaged(image, "an offset leads out of the book");
	for (uint64_t chunk = offset / FORMAT_CHUNK;
	     len && chunk <= (offset + len - 1) / FORMAT_CHUNK; chunk++) {
		if (image_known(image, chunk))
			continue;
		if (!chunk_good(image, chunk))
			return false;
		note_near(image, chunk);
	}
	return true;
}

uint32_t image_block(struct image *image, enum part column, uint32_t block,
		     uint32_t values[FORMAT_BLOCK])
{
	uint64_t count = image->part[column].count, from = FORMAT_BLOCK * (uint64_t)block;
	if (from >= count)
		return 0;
	uint32_t n = count - from < FORMAT_BLOCK ? (uint32_t)(count - from) : FORMAT_BLOCK;
	const uint8_t *dir = image_at(image, column, 8 * (uint64_t)block, 8);
	uint32_t base = dir ? le32(dir) : 0, place = dir ? le32(dir + 4) : 0;
	unsigned width = place & 63;
	uint32_t mask = (uint32_t)(((uint64_t)1 << width % 64) - 1);
	uint64_t bits =
		8 * ((count + FORMAT_BLOCK - 1) / FORMAT_BLOCK) + 16 * (uint64_t)(place >> 6);
	const uint8_t *at = width <= 32 ? image_at(image, column, bits, 16 * width + 8) : NULL;
	if (!at) {
		image_damaged(image, "a column is wrong");
		return 0;
	}
	for (size_t i = 0, bit = 0; i < n; i++, bit += width)
		values[i] = base + ((uint32_t)(le64(at + bit / 8) >> bit % 8) & mask);
	return n;
}

struct range image_range(struct image *image, enum part prefix, uint32_t i, uint64_t limit)
{
	if ((uint64_t)i + 1 >= image->part[prefix].count)
		return (struct range){0, 0};
	struct range range = {image_value(image, prefix, i), image_value(image, prefix, i + 1)};
	if (range.from > range.to || range.to > limit) {
		image_damaged(image, "a range is wrong");
		return (struct range){0, 0};
	}
	return range;
}

uint32_t image_lower_bound(struct image *image, enum part column, uint32_t value)
{
	uint32_t from = 0, to = image_count(image, column);
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (image_value(image, column, middle) < value)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}
