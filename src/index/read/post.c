// SPDX-License-Identifier: ISC
//
// A list is read a block at a time: gaps and counts of 128 sections are unpacked at once, those of
// other blocks not at all.  Where a block is, what its last section is and what its postings can
// weigh at most stands in the skips before it (block maxima: Ding, Suel, "Faster Top-k Document
// Retrieval Using Block-Max Indexes", SIGIR 2011).  A short list is one block without skips.

#include "index/read/post.h"

#include <string.h>

#include "index/bits.h"
#include "index/pack.h"
#include "index/read/over.h"
#include "index/read/term.h"

_Static_assert((int)POST_BLOCK == (int)FORMAT_BLOCK, "a post holds a block");

static bool end_of(struct post *post)
{
	post->now.section = BOOK_NONE;
	post->at = post->held = 0;
	post->block = post->nblocks;
	return false;
}

bool post_wrong(struct post *post)
{
	image_damaged(post_image(post), "a posting list is wrong");
	return end_of(post);
}

static uint32_t skip_last(const struct post *post, uint32_t block)
{
	const uint8_t *skip = post_skip(post, block);
	return skip ? post->first + le32(skip) : BOOK_NONE;
}

// The bytes of a block.
static struct cursor block_bytes(const struct post *post, uint32_t block)
{
	struct cursor none = cursor_over(NULL, 0);
	none.bad = true;
	if (!post_has_skips(post)) {
		const uint8_t *bytes = post_bytes(post, 0, post->bytes);
		return bytes ? cursor_over(bytes, post->bytes) : none;
	}
	const uint8_t *skip = post_skip(post, block);
	const uint8_t *next = block + 1 < post->nblocks ? post_skip(post, block + 1) : NULL;
	if (!skip || (block + 1 < post->nblocks && !next))
		return none;
	uint64_t from = (uint64_t)post->blocks + le32(skip + 4);
	uint64_t to = next ? (uint64_t)post->blocks + le32(next + 4) : post->positions;
	const uint8_t *bytes =
		from <= to && to <= post->positions ? post_bytes(post, from, to - from) : NULL;
	return bytes ? cursor_over(bytes, to - from) : none;
}

static void take_others(struct post *post, uint32_t at, uint32_t code, struct cursor *cur)
{
	uint16_t *counts = post->others[post->nothers++];
	posting_take_other(cur, counts);
	counts[FIELD_BODY] = post->body[at] = (uint16_t)(code >> 1);
	post->other[at] = post->nothers;
}

// Takes the counts of a posting whose code has been read.  Most codes say how often the term stands
// in the body and no more.
static void take_counts(struct post *post, uint32_t at, uint32_t code, struct cursor *cur)
{
	post->other[at] = 0;
	post->body[at] = (uint16_t)((code >> 1) + 1);
	if (code >> 1 >= UINT16_MAX + (code & 1))
		cursor_take(cur, SIZE_MAX);
	else if (code & 1)
		take_others(post, at, code, cur);
}

static bool take_packed_counts(struct post *post)
{
	struct cursor cur = cursor_over(post->codes, (size_t)(post->codes_end - post->codes));
	uint32_t codes[FORMAT_BLOCK], other = 0, bad = 0;
	pack_take(&cur, codes);
	for (uint32_t i = 0; i < FORMAT_BLOCK; i++) {
		post->body[i] = (uint16_t)((codes[i] >> 1) + 1);
		post->other[i] = codes[i] & 1;
		other |= codes[i] & 1;
		bad |= codes[i] >> 1 >= UINT16_MAX + (codes[i] & 1);
	}
	for (uint32_t from = 0; other && from < FORMAT_BLOCK; from += 64) {
		for (uint64_t bits = bits_of(post->other + from); bits;) {
			uint32_t at = from + bits_take(&bits);
			take_others(post, at, codes[at], &cur);
		}
	}
	return !cur.bad && !bad;
}

bool post_count_block(struct post *post)
{
	if (!post->counted) {
		post->nothers = 0;
		post->counted = take_packed_counts(post);
	}
	return post->counted || post_wrong(post);
}

static void take_tail(struct post *post, struct cursor *cur, uint32_t gaps[FORMAT_BLOCK])
{
	post->nothers = 0;
	for (uint32_t i = 0; i < post->held; i++) {
		uint32_t gap = cursor_long(cur);
		gaps[i] = gap >> 1;
		take_counts(post, i, gap & 1 ? cursor_varint(cur) : 0, cur);
	}
	post->counted = true;
}

// The sections of the gaps; the last must be where the skips say.
static bool add_up(struct post *post, uint32_t block, const uint32_t gaps[FORMAT_BLOCK])
{
	const uint32_t held = post->held;
	uint32_t i = 0;
	uint64_t section = block ? (uint64_t)skip_last(post, block - 1) + 1 : post->first;
	for (; i + 4 <= held; i += 4) { // sums that wait for each other one time in four
		uint64_t one = gaps[i], two = one + gaps[i + 1], three = two + gaps[i + 2];
		post->section[i] = (uint32_t)(section + one);
		post->section[i + 1] = (uint32_t)(section + two + 1);
		post->section[i + 2] = (uint32_t)(section + three + 2);
		section += three + gaps[i + 3] + 4;
		post->section[i + 3] = (uint32_t)(section - 1);
	}
	for (; i < held; i++, section++) {
		section += gaps[i];
		post->section[i] = (uint32_t)section;
	}
	for (; i < FORMAT_BLOCK; i++)
		post->section[i] = UINT32_MAX; // where nothing is looked for
	return section <= (uint64_t)post->first + book_nsections(post->book) &&
	       (!post_has_skips(post) || skip_last(post, block) == section - 1);
}

// Decodes a block, its counts only when they come with the gaps; `at` is 0 then.  False, and the
// end, when it is damaged.
static bool load(struct post *post, uint32_t block)
{
	uint32_t gaps[FORMAT_BLOCK], left = post->sections - block * FORMAT_BLOCK;
	struct cursor cur = block_bytes(post, block);
	const uint8_t *start = cur.at;
	post->held = left < FORMAT_BLOCK ? left : FORMAT_BLOCK;
	post->at = 0;
	post->block = block;
	post->counted = post->span.found = false;
	if (post_has_skips(post) && post->held == FORMAT_BLOCK)
		pack_take(&cur, gaps);
	else
		take_tail(post, &cur, gaps);
	post->codes = cur.at;
	post->codes_end = cur.end;
	if (cur.bad || !add_up(post, block, gaps))
		return post_wrong(post);
	if (!post_has_skips(post))
		post->positions = (uint32_t)(cur.at - start);
	return true;
}

static bool stand(struct post *post)
{
	post->now.section = post->section[post->at];
	return true;
}

void post_count(struct post *post)
{
	if (post->now.section == BOOK_NONE || !post_count_block(post))
		return;
	uint32_t at = post->at;
	if (post->other[at]) {
		memcpy(post->now.count, post->others[post->other[at] - 1], sizeof post->now.count);
	} else {
		memset(post->now.count, 0, sizeof post->now.count);
		post->now.count[FIELD_BODY] = post->body[at];
	}
}

static bool counted(struct post *post, bool there)
{
	if (there)
		post_count(post);
	return post->now.section != BOOK_NONE;
}

static bool open_skips(struct post *post)
{
	uint64_t blocks = FORMAT_LIST + (uint64_t)FORMAT_SKIP * post->nblocks;
	const uint8_t *head = post_bytes(post, 0, FORMAT_LIST);
	if (!head)
		return false;
	uint64_t positions = blocks + le32(head + FORMAT_BOUND);
	if (positions > post->bytes)
		return false;
	post->own = le32(head + FORMAT_BOUND + 4);
	post->blocks = (uint32_t)blocks;
	post->positions = (uint32_t)positions;
	return true;
}

static void count_own(struct post *post)
{
	for (uint32_t i = 0; i < post->held; i++)
		post->own += post_places(post, i) != 0;
}

void post_open_list(const struct book *book, const struct term_info *info, uint32_t first,
		    struct post *post)
{
	post->over = NULL;
	post->book = book;
	post->first = first;
	post->own = post->sections = post->bytes = post->nblocks = post->block = post->shallow = 0;
	post->at = post->held = 0;
	post->now.section = BOOK_NONE;
	memset(post->now.count, 0, sizeof post->now.count);
	if (!info->sections)
		return;
	post->list = info->list;
	post->bytes = info->bytes;
	post->sections = info->sections;
	post->nblocks = (info->sections - 1) / FORMAT_BLOCK + 1;
	bool good = info->sections <= book_nsections(book);
	good = good && (post_has_skips(post) ? open_skips(post) : load(post, 0));
	if (!good) {
		post_wrong(post);
		post->sections = post->own = 0;
		return;
	}
	if (!post_has_skips(post))
		count_own(post);
	post->now.section = 0;
	post->block = UINT32_MAX;
}

void post_open_at(const struct book *book, uint32_t term, uint32_t first, struct post *post)
{
	struct term_info info = {0};
	if (term == BOOK_NONE || !term_find(&book->shelf->image, term, &info))
		info.sections = 0;
	post_open_list(book, &info, first, post);
}

void post_open(const struct book *book, uint32_t term, struct post *post)
{
	if (book->over)
		over_post_open(book->over, term, post);
	else
		post_open_at(book, term, 0, post);
}

bool post_next_block(struct post *post)
{
	if (post->block + 1 >= post->nblocks)
		return post->over ? over_post_on(post) : end_of(post);
	return load(post, post->block + 1) && stand(post);
}

static bool step(struct post *post)
{
	if (post->now.section == BOOK_NONE)
		return false;
	if (post->over)
		return over_post_step(post);
	if (post->block == UINT32_MAX) { // before the first
		if (post_has_skips(post) && !load(post, 0))
			return false;
		post->block = post->at = 0;
		return stand(post);
	}
	if (++post->at < post->held)
		return stand(post);
	return post_next_block(post);
}

bool post_next(struct post *post)
{
	return counted(post, step(post));
}

// The first block at or behind `from` whose last section is >= `section`, by doubling steps
// (Bentley, Yao, "An almost optimal algorithm for unbounded searching", 1976); nblocks if none.
static uint32_t gallop(const struct post *post, uint32_t from, uint32_t section)
{
	uint32_t low = from, step = 1;
	while (low + step - 1 < post->nblocks && skip_last(post, low + step - 1) < section) {
		low += step;
		step *= 2;
	}
	uint32_t high = low + step - 1 < post->nblocks ? low + step - 1 : post->nblocks;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (skip_last(post, middle) < section)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

// Where a search for `section` may begin: the block last asked for its bound, if that is not too
// far.
static uint32_t start_block(const struct post *post, uint32_t from, uint32_t section)
{
	bool ahead = post->shallow > from && skip_last(post, post->shallow - 1) < section;
	return ahead ? post->shallow : from;
}

// Without branches, which would be guessed wrong half of the time: all sixteenths of the block are
// asked, then all of one.
static bool seek_in_block(struct post *post, uint32_t section)
{
	enum { PART = 16 };
	uint32_t part = 0, less = 0;
	for (uint32_t i = PART - 1; i < FORMAT_BLOCK; i += PART)
		part += post->section[i] < section;
	const uint32_t *from = &post->section[PART * (part % (FORMAT_BLOCK / PART))];
	for (uint32_t i = 0; i < PART; i++)
		less += from[i] < section;
	post->at = PART * part + less;
	return post->at < post->held ? stand(post) : end_of(post);
}

bool post_pass(struct post *post, uint32_t section)
{
	if (post->now.section == BOOK_NONE)
		return false;
	if (post->over)
		return over_post_pass(post, section);
	bool fresh = post->block == UINT32_MAX;
	if (!fresh && post->now.section >= section)
		return true;
	if (!fresh && post->at + 1 < post->held && post->section[post->at + 1] >= section) {
		post->at++; // mostly when all are wanted
		return stand(post);
	}
	if (!post_has_skips(post)) {
		post->block = 0;
		return seek_in_block(post, section);
	}
	if (fresh || post->section[post->held - 1] < section) {
		uint32_t from = fresh ? 0 : post->block + 1;
		uint32_t block = gallop(post, start_block(post, from, section), section);
		if (block >= post->nblocks)
			return end_of(post);
		if (!load(post, block))
			return false;
	}
	return seek_in_block(post, section);
}

bool post_seek(struct post *post, uint32_t section)
{
	return counted(post, post_pass(post, section));
}

static uint16_t count_bound(uint8_t stored)
{
	return stored == UINT8_MAX ? UINT16_MAX : stored;
}

static void read_bound(const uint8_t *stored, struct post_bound *bound)
{
	for (int field = 0; field < FIELD_COUNT; field++)
		bound->count[field] = count_bound(stored[field]);
	bound->least_body = stored[FIELD_COUNT];
}

// Of a list without skips, whose only block is decoded from the start.
static struct post_bound tail_bound(const struct post *post)
{
	struct post_bound bound = {.last = post->section[post->held - 1]};
	for (uint32_t i = 0; i < post->held; i++) {
		if (post->body[i] > bound.count[FIELD_BODY])
			bound.count[FIELD_BODY] = post->body[i];
	}
	for (uint32_t i = 0; i < post->nothers; i++) {
		for (int field = FIELD_BODY + 1; field < FIELD_COUNT; field++) {
			if (post->others[i][field] > bound.count[field])
				bound.count[field] = post->others[i][field];
		}
	}
	return bound;
}

struct post_bound post_block_bound(struct post *post, uint32_t section)
{
	if (post->over)
		return over_block_bound(post, section);
	struct post_bound bound = {.last = BOOK_NONE};
	if (post->now.section == BOOK_NONE || !post->sections)
		return bound;
	if (!post_has_skips(post))
		return post->section[post->held - 1] < section ? bound : tail_bound(post);
	uint32_t from = post->block == UINT32_MAX ? 0 : post->block;
	post->shallow = gallop(post, start_block(post, from, section), section);
	const uint8_t *skip = post->shallow < post->nblocks ? post_skip(post, post->shallow) : NULL;
	if (!skip)
		return bound;
	bound.last = skip_last(post, post->shallow);
	read_bound(skip + 12, &bound);
	return bound;
}

struct post_bound post_list_bound(const struct post *post)
{
	if (post->over)
		return over_list_bound(post);
	struct post_bound bound = {.last = BOOK_NONE};
	if (!post->sections)
		return bound;
	if (!post_has_skips(post))
		return post->held ? tail_bound(post) : bound;
	const uint8_t *head = post_bytes(post, 0, FORMAT_LIST);
	if (!head)
		return bound;
	bound.last = skip_last(post, post->nblocks - 1);
	read_bound(head, &bound);
	return bound;
}
