// SPDX-License-Identifier: ISC
//
// Positions lie behind all blocks of a list; those of a posting are found by passing over the ones
// before it in the block, which are counted by the postings themselves.

#include "index/pack.h"
#include "index/read/post.h"

// How many positions stand before those of each posting of the decoded block.  Returns how many
// there are.
static uint32_t count_places(struct post *post)
{
	uint32_t places = 0;
	for (uint32_t i = 0; i < post->held; i++)
		post->before[i] = post->body[i];
	for (uint32_t i = 0; post->nothers && i < post->held; i++) {
		if (post->other[i])
			post->before[i] = post_places(post, i);
	}
	for (uint32_t i = 0; i < post->held; i++) {
		uint32_t more = post->before[i];
		post->before[i] = places;
		places += more;
	}
	return places;
}

// Where the positions of the decoded block are in the list.
static bool find_positions(struct post *post)
{
	uint32_t places = 0;
	if (post->span.found)
		return true;
	post->span.positions = post->positions;
	post->span.positions_end = post->bytes;
	if (post_has_skips(post)) {
		bool last = post->block + 1 >= post->nblocks;
		const uint8_t *skip = post_skip(post, post->block);
		const uint8_t *next = last ? NULL : post_skip(post, post->block + 1);
		uint32_t room = post->bytes - post->positions;
		if (!skip || le32(skip + 8) > room || (next && le32(next + 8) > room))
			return false;
		post->span.positions += le32(skip + 8);
		if (next)
			post->span.positions_end = post->positions + le32(next + 8);
		if (post->held == FORMAT_BLOCK)
			places = count_places(post);
	}
	post->walked = post->passed = 0;
	post->span.groups = places / FORMAT_BLOCK;
	post->span.group = UINT32_MAX;
	post->span.next = post->span.positions;
	return post->span.found = post->span.positions <= post->span.positions_end;
}

// The positions of a block from byte `from` on.
static struct cursor positions_from(const struct post *post, uint32_t from)
{
	uint32_t len = post->span.positions_end - from;
	const uint8_t *bytes =
		from <= post->span.positions_end ? post_bytes(post, from, len) : NULL;
	struct cursor cur = cursor_over(bytes, bytes ? len : 0);
	cur.bad = !bytes;
	return cur;
}

// Leaves *cur at the positions of the current posting, by passing over those of the ones before it.
static bool walk_positions(struct post *post, struct cursor *cur)
{
	*cur = positions_from(post, post->span.positions + post->passed);
	const uint8_t *start = cur->at;
	for (; post->walked < post->at; post->walked++) {
		for (uint32_t left = post_places(post, post->walked); left; left--) {
			while (cur->at < cur->end && *cur->at & 0x80)
				cur->at++;
			if (cur->at == cur->end)
				return false;
			cur->at++;
		}
	}
	post->passed += (uint32_t)(cur->at - start);
	return !cur->bad;
}

// Unpacks a group of positions, or what is left over behind the last group, into post->place.
static bool load_group(struct post *post, uint32_t group)
{
	bool behind = post->span.group != UINT32_MAX && post->span.group < group;
	uint32_t at = behind ? post->span.group + 1 : 0;
	struct cursor cur = positions_from(post, behind ? post->span.next : post->span.positions);
	for (; at < group; at++)
		pack_skip(&cur);
	if (group < post->span.groups) {
		pack_take(&cur, post->place);
	} else {
		for (uint32_t i = 0; i < FORMAT_BLOCK && cursor_left(&cur); i++)
			post->place[i] = cursor_varint(&cur);
	}
	post->span.group = cur.bad ? UINT32_MAX : group;
	post->span.next = post->span.positions_end - (uint32_t)cursor_left(&cur);
	return !cur.bad;
}

// Positions from their gaps; `behind` is what the first counts from.  Returns that of what follows.
static uint64_t add_gaps(uint64_t behind, const uint32_t *gaps, uint32_t count, uint32_t *positions)
{
	for (uint32_t i = 0; i < count; i++) {
		positions[i] = (uint32_t)(behind + gaps[i]);
		behind += (uint64_t)gaps[i] + 1;
	}
	return behind;
}

static bool packed_places(struct post *post, uint32_t *positions, uint32_t count, uint64_t *behind)
{
	uint32_t place = post->before[post->at];
	while (count) {
		uint32_t from = place % FORMAT_BLOCK, group = place / FORMAT_BLOCK;
		uint32_t n = count < FORMAT_BLOCK - from ? count : FORMAT_BLOCK - from;
		if (group != post->span.group && !load_group(post, group))
			return false;
		*behind = add_gaps(*behind, post->place + from, n, positions);
		positions += n;
		place += n;
		count -= n;
	}
	return true;
}

static bool plain_places(struct post *post, uint32_t *positions, uint32_t count, uint64_t *behind)
{
	struct cursor cur;
	if (post->walked > post->at)
		post->walked = post->passed = 0;
	if (!walk_positions(post, &cur))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t gap = cursor_varint(&cur);
		*behind = add_gaps(*behind, &gap, 1, &positions[i]);
	}
	return !cur.bad;
}

uint32_t post_positions(struct post *post, uint32_t *positions, uint32_t room)
{
	if (post->now.section == BOOK_NONE || post->block == UINT32_MAX)
		return 0;
	if (!post_count_block(post) || (!find_positions(post) && !post_wrong(post)))
		return 0;
	uint32_t count = post_places(post, post->at);
	uint64_t behind = 0;
	count = count < room ? count : room;
	if (!(post->span.groups ? packed_places(post, positions, count, &behind)
				: plain_places(post, positions, count, &behind))) {
		post_wrong(post);
		return 0;
	}
	if (behind <= UINT32_MAX)
		return count;
	image_damaged(post_image(post), "positions are wrong");
	return 0;
}
