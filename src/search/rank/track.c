// SPDX-License-Identifier: ISC

#include "search/rank/track.h"

#include "search/rank/weights.h"

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
static float most_bulk(const struct post_bound *bound, const struct norms *norms)
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
		bulk += (float)count * norms_at(norms, field, length);
	}
	return bulk;
}

struct bounds {
	float bulk, exact;
	bool titled;
};

static void add_bound(const struct track *track, const struct stream *stream,
		      const struct post_bound *bound, const struct norms *norms, struct bounds *sum)
{
	float bulk = most_bulk(bound, norms);
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

void track_open(const struct book *book, const struct unit *unit, struct norms *norms,
		struct arena *arena, struct track *track)
{
	uint32_t prefix = unit->prefix.from < unit->prefix.to;
	struct bounds sum = {0};
	*track = (struct track){.unit = unit, .nstreams = unit->members.count + prefix};
	track->streams = arena_room(arena, track->nstreams, sizeof *track->streams);
	for (uint32_t i = 0; i < unit->members.count; i++)
		stream_open(book, &unit->members.at[i], arena, &track->streams[i]);
	if (prefix)
		stream_open_prefix(book, unit->prefix, weights.prefix, arena,
				   &track->streams[track->nstreams - 1]);
	for (uint32_t i = 0; i < track->nstreams; i++) {
		struct post_bound bound = stream_list_bound(&track->streams[i]);
		add_bound(track, &track->streams[i], &bound, norms, &sum);
	}
	track->most = worth_of(track, &sum);
	settle(track);
}
