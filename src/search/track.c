// SPDX-License-Identifier: ISC

#include "search/track.h"

#include "search/weights.h"

float track_saturated(float bulk)
{
	return bulk * (weights.k1 + 1) / (weights.k1 + bulk);
}

static void settle(struct track *track)
{
	track->section = BOOK_NONE;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		uint32_t section = track->streams[i].now.section;
		if (section < track->section)
			track->section = section;
	}
}

void track_seek(struct track *track, uint32_t section)
{
	if (track->section >= section)
		return;
	for (uint32_t i = 0; i < track->nstreams; i++)
		stream_seek(&track->streams[i], section);
	settle(track);
}

// The bulk of a posting with the largest counts of a bound, in the shortest fields that hold them.
static float most_bulk(const struct post_bound *bound, const struct averages *averages)
{
	float bulk = 0;
	for (enum field field = 0; field < FIELD_COUNT; field++) {
		uint32_t count = bound->count[field], length = count;
		if (!count)
			continue;
		if (count == UINT16_MAX) // perhaps more than could be stored
			length = 0;
		if (field == FIELD_BODY && bound->least_body > length)
			length = bound->least_body;
		float b = weights.field[field].length;
		bulk += weights.field[field].weight * (float)count /
			(1 - b + b * (float)length / averages->of[field]);
	}
	return bulk;
}

struct bounds {
	float bulk, exact;
	bool titled;
};

static void add_bound(const struct track *track, const struct stream *stream,
		      const struct post_bound *bound, const struct averages *averages,
		      struct bounds *sum)
{
	float bulk = most_bulk(bound, averages);
	sum->bulk += stream->quality * bulk;
	if (stream->term == track->unit->exact && stream->term != BOOK_NONE)
		sum->exact = bulk;
	sum->titled |= bound->count[FIELD_TITLE] > 0;
}

static float worth_of(const struct track *track, const struct bounds *sum)
{
	const struct unit *unit = track->unit;
	return unit->weight * track_saturated(sum->bulk) +
	       unit->exact_weight * track_saturated(sum->exact) +
	       (sum->titled && !unit->stop ? weights.title * unit->weight : 0);
}

void track_look(struct track *track, const struct averages *averages, uint32_t section)
{
	struct bounds sum = {0};
	if (section <= track->block_last && track->block_last != BOOK_NONE)
		return;
	track->block_last = BOOK_NONE;
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct post_bound bound = stream_block_bound(&track->streams[i], section);
		add_bound(track, &track->streams[i], &bound, averages, &sum);
		if (bound.last < track->block_last)
			track->block_last = bound.last;
	}
	track->block_most = worth_of(track, &sum) + track->pairs;
}

void track_open(const struct book *book, const struct unit *unit, const struct averages *averages,
		struct arena *arena, struct track *track)
{
	uint32_t prefix = unit->prefix.from < unit->prefix.to;
	struct bounds sum = {0};
	*track = (struct track){.unit = unit, .nstreams = unit->members.count + prefix};
	track->streams = arena_array(arena, struct stream, track->nstreams);
	for (uint32_t i = 0; i < unit->members.count; i++)
		stream_open(book, &unit->members.at[i], arena, &track->streams[i]);
	if (prefix)
		stream_open_prefix(book, unit->prefix, weights.prefix, arena,
				   &track->streams[track->nstreams - 1]);
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct post_bound bound = stream_list_bound(&track->streams[i]);
		add_bound(track, &track->streams[i], &bound, averages, &sum);
	}
	track->most = worth_of(track, &sum);
	settle(track);
}
