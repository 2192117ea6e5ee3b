// SPDX-License-Identifier: ISC
//
// The rules are those of CSS spatial navigation in short.  Every picture is laid beside the last at
// the same height, in units of a column when the picture has 22 rows.  From place a, place b lies in
// a direction when its middle does, and when it is not further aside than ahead; of those the one
// with the lowest score is taken:
//
//     free space between the boxes + 0.35 * distance of the middles ahead
//     + 3 * space aside + misalignment of the middles
//
// Up and down stay in a picture.  Left and right cross into the next one, and where nothing is left
// they start again at the far edge.  Such a table may have places that nothing leads to; they are
// then joined to what is nearest, at an edge that led nowhere if there is one.

#include "view/map/steps.h"

#include <math.h>
#include <stdlib.h>

#define PICTURE_HEIGHT 44.0f
#define PICTURE_GAP 4.0f

struct walker {
	const struct map *map;
	const bool *active;
	struct steps *steps;
	struct map_box *boxes; // by place, in common units
	uint32_t *pictures;    // by place
	float width;           // of all pictures
	struct arena *arena;
};

// Where each place lies.

static void lay_out(struct walker *w)
{
	const struct map *map = w->map;
	float *at = arena_array(w->arena, float, map->nviews);
	float *scale = arena_array(w->arena, float, map->nviews);
	for (uint32_t i = 0; i < map->nviews; i++) {
		const struct map_box *frame = &map->views[i].frame;
		if (map->views[i].inset_of != MAP_NONE)
			continue;
		scale[i] = PICTURE_HEIGHT / (frame->bottom - frame->top);
		at[i] = w->width;
		w->width += (frame->right - frame->left) * scale[i] + PICTURE_GAP;
	}
	for (uint32_t i = 0; i < map->nplaces; i++) {
		uint32_t view = map_picture(map, map->places[i].view);
		const struct map_box *frame = &map->views[view].frame;
		struct map_box box = map_place_box(map, i);
		w->pictures[i] = view;
		w->boxes[i] = (struct map_box){
			at[view] + (box.left - frame->left) * scale[view],
			(box.top - frame->top) * scale[view],
			at[view] + (box.right - frame->left) * scale[view],
			(box.bottom - frame->top) * scale[view],
		};
	}
}

// Scores.

// A box as a direction sees it: ahead is the way one goes, aside across it.
struct seen {
	float near, far, from, to;
};

static struct seen seen_from(const struct map_box *box, enum step step, float shift)
{
	float left = box->left + shift, right = box->right + shift;
	switch (step) {
	case STEP_UP:
		return (struct seen){-box->bottom, -box->top, left, right};
	case STEP_DOWN:
		return (struct seen){box->top, box->bottom, left, right};
	case STEP_LEFT:
		return (struct seen){-right, -left, box->top, box->bottom};
	case STEP_RIGHT:
	case STEP_COUNT:
		break;
	}
	return (struct seen){left, right, box->top, box->bottom};
}

static bool goes_across(enum step step)
{
	return step == STEP_LEFT || step == STEP_RIGHT;
}

// How far b is from a in this direction; negative when it does not lie there, or more than `cone`
// times as far aside as ahead.
static float score(const struct walker *w, uint32_t a, uint32_t b, enum step step, float shift,
		   float cone)
{
	struct seen here = seen_from(&w->boxes[a], step, 0);
	struct seen there = seen_from(&w->boxes[b], step, shift);
	float ahead = (there.near + there.far - here.near - here.far) / 2;
	float aside = fmaxf(0, fmaxf(there.from - here.to, here.from - there.to));
	float askew = fabsf(there.from + there.to - here.from - here.to) / 2;
	if (ahead <= 0.5f || aside > cone * ahead)
		return -1;
	return fmaxf(0, there.near - here.far) + 0.35f * ahead + 3 * aside +
	       (goes_across(step) ? 0.6f : 0.35f) * askew;
}

static uint32_t best_step(const struct walker *w, uint32_t a, enum step step, float shift)
{
	uint32_t best = a;
	float least = INFINITY;
	for (uint32_t b = 0; b < w->map->nplaces; b++) {
		if (b == a || !w->active[b] ||
		    (!goes_across(step) && w->pictures[a] != w->pictures[b]))
			continue;
		float here = score(w, a, b, step, shift, 1);
		if (here >= 0 && here < least - 1e-3f) {
			least = here;
			best = b;
		}
	}
	return best;
}

static void fill_table(struct walker *w)
{
	for (uint32_t a = 0; a < w->map->nplaces; a++) {
		for (enum step step = 0; step < STEP_COUNT; step++) {
			uint32_t to = best_step(w, a, step, 0);
			if (to == a && goes_across(step))
				to = best_step(w, a, step,
					       step == STEP_LEFT ? -w->width : w->width);
			w->steps->next[a][step] = to;
		}
	}
}

// Reaching every place.

struct queue {
	uint32_t *at;
	uint32_t count;
};

void steps_count(const struct steps *steps, uint32_t from, uint32_t *far, struct arena *arena)
{
	struct queue queue = {arena_array(arena, uint32_t, steps->nplaces), 0};
	for (uint32_t i = 0; i < steps->nplaces; i++)
		far[i] = UINT32_MAX;
	far[from] = 0;
	queue.at[queue.count++] = from;
	for (uint32_t i = 0; i < queue.count; i++) {
		uint32_t here = queue.at[i];
		for (enum step step = 0; step < STEP_COUNT; step++) {
			uint32_t to = steps->next[here][step];
			if (far[to] != UINT32_MAX)
				continue;
			far[to] = far[here] + 1;
			queue.at[queue.count++] = to;
		}
	}
}

enum step steps_opposite(enum step step)
{
	static const enum step opposite[] = {STEP_DOWN, STEP_UP, STEP_RIGHT, STEP_LEFT, STEP_COUNT};
	return opposite[step];
}

// Marks what leads to `to` by any number of steps.
static void mark_leading(const struct walker *w, uint32_t to, bool *marked)
{
	for (uint32_t i = 0; i < w->map->nplaces; i++)
		marked[i] = i == to;
	for (bool more = true; more;) {
		more = false;
		for (uint32_t i = 0; i < w->map->nplaces; i++) {
			bool leads = marked[i];
			for (enum step step = 0; !leads && step < STEP_COUNT; step++)
				leads = marked[w->steps->next[i][step]];
			more = more || leads != marked[i];
			marked[i] = leads;
		}
	}
}

// Marks what can be reached from `from`.
static void mark_reached(const struct walker *w, uint32_t from, bool *marked)
{
	uint32_t *far = arena_array(w->arena, uint32_t, w->map->nplaces);
	steps_count(w->steps, from, far, w->arena);
	for (uint32_t i = 0; i < w->map->nplaces; i++)
		marked[i] = far[i] != UINT32_MAX;
}

static uint32_t count_marked(const struct walker *w, const bool *marked)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < w->map->nplaces; i++)
		count += w->active[i] && marked[i];
	return count;
}

struct edge {
	uint32_t from, to;
	enum step step;
	float cost;
};

static int by_cost(const void *a, const void *b)
{
	const struct edge *left = a, *right = b;
	if (left->cost != right->cost)
		return left->cost < right->cost ? -1 : 1;
	return (left->from > right->from) - (left->from < right->from);
}

// The best edges from marked to unmarked places (or, `into`, the other way), one for each place
// that is not marked and each direction.  An edge that leads nowhere so far is cheaper to use.
static uint32_t find_edges(const struct walker *w, const bool *marked, bool into,
			   struct edge *edges)
{
	uint32_t count = 0;
	for (uint32_t u = 0; u < w->map->nplaces; u++) {
		for (enum step step = 0; !marked[u] && w->active[u] && step < STEP_COUNT; step++) {
			struct edge best = {.cost = INFINITY};
			for (uint32_t v = 0; v < w->map->nplaces; v++) {
				if (!marked[v] || !w->active[v])
					continue;
				struct edge edge = {into ? u : v, into ? v : u, step, 0};
				edge.cost = score(w, edge.from, edge.to, step, 0, INFINITY);
				if (edge.cost < 0)
					continue;
				edge.cost += w->steps->next[edge.from][step] == edge.from ? 0 : 30;
				if (edge.cost < best.cost)
					best = edge;
			}
			if (best.cost < INFINITY)
				edges[count++] = best;
		}
	}
	qsort(edges, count, sizeof *edges, by_cost);
	return count;
}

// Joins unmarked places to the others by one edge; false when every edge tried cut off another.
static bool join(struct walker *w, uint32_t root, bool into, const bool *marked)
{
	enum { TRIES = 64 };
	uint32_t nplaces = w->map->nplaces, had = count_marked(w, marked);
	bool *now = arena_array(w->arena, bool, nplaces);
	struct edge *edges = arena_array(w->arena, struct edge, (size_t)nplaces * STEP_COUNT);
	uint32_t count = find_edges(w, marked, into, edges);
	for (uint32_t i = 0; i < count && i < TRIES; i++) {
		uint32_t *slot = &w->steps->next[edges[i].from][edges[i].step], before = *slot;
		*slot = edges[i].to;
		if (into)
			mark_leading(w, root, now);
		else
			mark_reached(w, root, now);
		if (count_marked(w, now) > had)
			return true;
		*slot = before;
	}
	return false;
}

// When nothing else helps: right leads to every place in turn.
static void ring(struct walker *w)
{
	uint32_t first = MAP_NONE, last = MAP_NONE;
	for (uint32_t i = 0; i < w->map->nplaces; i++) {
		if (!w->active[i])
			continue;
		if (last != MAP_NONE)
			w->steps->next[last][STEP_RIGHT] = i;
		else
			first = i;
		last = i;
	}
	if (last != MAP_NONE)
		w->steps->next[last][STEP_RIGHT] = first;
}

static void connect(struct walker *w, uint32_t root)
{
	enum { ROUNDS = 200 };
	uint32_t nplaces = w->map->nplaces, active = 0;
	bool *marked = arena_array(w->arena, bool, nplaces);
	for (uint32_t i = 0; i < nplaces; i++)
		active += w->active[i];
	for (int round = 0; round < ROUNDS; round++) {
		mark_reached(w, root, marked);
		bool into = count_marked(w, marked) == active;
		if (into)
			mark_leading(w, root, marked);
		if (count_marked(w, marked) == active)
			return;
		if (!join(w, root, into, marked))
			break;
	}
	ring(w);
}

void steps_make(const struct map *map, const bool *active, struct arena *arena, struct steps *steps)
{
	struct arena scratch = {0};
	struct walker w = {.map = map, .active = active, .steps = steps, .arena = &scratch};
	uint32_t root = 0;
	steps->nplaces = map->nplaces;
	steps->next = arena_alloc(arena, map->nplaces, sizeof *steps->next);
	w.boxes = arena_array(&scratch, struct map_box, map->nplaces);
	w.pictures = arena_array(&scratch, uint32_t, map->nplaces);
	lay_out(&w);
	fill_table(&w);
	while (root < map->nplaces && !active[root])
		root++;
	if (root < map->nplaces)
		connect(&w, root);
	arena_release(&scratch);
}
