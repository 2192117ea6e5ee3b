// SPDX-License-Identifier: ISC
//
// Every sentence that holds a word of the query begins a window, as wide as wanted; the window with
// the most of the query's weight wins, each word counted once, the first of equal ones.  A window
// whose words stand far behind its beginning begins at the first of them instead.

#include "search/marker.h"

#include <string.h>

#include "text/column.h"

struct window {
	uint32_t from, to;
	float worth;
};

struct view {
	struct str text; // the body, white space made single bytes of ' '
	struct str body; // as it was
	const struct mark *marks;
	uint32_t nmarks;
	uint32_t columns;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

// Whether a sentence ends with byte i: one of .!? before white space, or the end of a line.
static bool is_end(struct str text, size_t i)
{
	char c = text.ptr[i];
	if (c == '\n')
		return true;
	return (c == '.' || c == '!' || c == '?') &&
	       (i + 1 >= text.len || is_space(text.ptr[i + 1]));
}

static struct str flatten(struct str text, struct arena *arena)
{
	char *flat = arena_bytes(arena, text.len);
	for (size_t i = 0; i < text.len; i++)
		flat[i] = is_space(text.ptr[i]) ? ' ' : text.ptr[i];
	return (struct str){flat, text.len};
}

static uint32_t skip_spaces(struct str text, uint32_t at)
{
	while (at < text.len && text.ptr[at] == ' ')
		at++;
	return at;
}

static uint32_t sentence_begin(const struct view *view, uint32_t at)
{
	while (at && !is_end(view->body, at - 1))
		at--;
	return skip_spaces(view->text, at);
}

// The end of a window of whole words.
static uint32_t window_end(const struct view *view, uint32_t from)
{
	// Four bytes a column is more than enough to look at.
	struct str rest = str_sub(view->text, from, (size_t)from + 4 * (size_t)view->columns);
	struct str fit = column_fit(rest, (int)view->columns);
	uint32_t to = from + (uint32_t)fit.len, end = to;
	if (to >= view->text.len || view->text.ptr[to] == ' ')
		return to;
	while (end > from && view->text.ptr[end - 1] != ' ')
		end--;
	return end > from ? end : to; // one long word, or text without spaces
}

// Weights of the units marked in the window, each once; a second mark of one counts a little.
static float worth_of(const struct view *view, uint32_t first, uint32_t to)
{
	float worth = 0;
	for (uint32_t i = first; i < view->nmarks && view->marks[i].text.to <= to; i++) {
		bool again = false;
		for (uint32_t j = first; j < i && !again; j++)
			again = view->marks[j].unit == view->marks[i].unit;
		worth += again ? 0.05F * view->marks[i].weight : view->marks[i].weight;
	}
	return worth;
}

// A few words before the mark, so that it does not stand alone.
static uint32_t lead_in(const struct view *view, uint32_t begin, uint32_t mark)
{
	uint32_t least = mark > view->columns / 3 ? mark - view->columns / 3 : 0;
	uint32_t at = mark;
	for (uint32_t i = mark; i > begin && i > least; i--) {
		if (view->text.ptr[i - 1] == ' ')
			at = i;
	}
	return at;
}

// Returns where the window ends.
static uint32_t consider(const struct view *view, uint32_t from, uint32_t first,
			 struct window *best)
{
	struct window window = {from, window_end(view, from), 0};
	window.worth = worth_of(view, first, window.to);
	if (window.worth > best->worth)
		*best = window;
	return window.to;
}

static struct window best_window(const struct view *view)
{
	struct window best = {0, 0, 0};
	uint32_t last = UINT32_MAX, end = 0;
	for (uint32_t i = 0; i < view->nmarks; i++) {
		uint32_t begin = sentence_begin(view, view->marks[i].text.from);
		if (begin != last)
			end = consider(view, begin, i, &best);
		if (view->marks[i].text.to > end)
			consider(view, lead_in(view, begin, view->marks[i].text.from), i, &best);
		last = begin;
	}
	if (best.worth == 0) {
		best.from = skip_spaces(view->text, 0);
		best.to = window_end(view, best.from);
	}
	return best;
}

static const struct str ellipsis = {"\xe2\x80\xa6", 3};

struct marks {
	struct arena *arena;
	VEC(struct range);
};

static void add_mark(struct marks *marks, uint32_t from, uint32_t to)
{
	struct range *last = marks->count ? &marks->at[marks->count - 1] : NULL;
	if (last && last->to >= from)
		last->to = to > last->to ? to : last->to;
	else if (from < to)
		*vec_push(marks->arena, marks) = (struct range){from, to};
}

static uint32_t put(char *out, uint32_t len, struct str text)
{
	memcpy(out + len, text.ptr, text.len);
	return len + (uint32_t)text.len;
}

// Copies the window with single spaces behind `start` bytes of `out` and returns where it ends;
// `place[i]` is where byte i of the window came to stand.
static uint32_t copy_window(const struct view *view, struct window window, char *out,
			    uint32_t start, uint32_t *place)
{
	uint32_t len = start;
	for (uint32_t i = window.from; i < window.to; i++) {
		char c = view->text.ptr[i];
		place[i - window.from] = len;
		out[len] = c;
		len += c != ' ' || (len > start && out[len - 1] != ' ');
	}
	while (len > start && out[len - 1] == ' ')
		len--;
	place[window.to - window.from] = len;
	return len;
}

static struct snippet write_window(const struct view *view, struct window window,
				   struct arena *scratch, struct arena *arena)
{
	struct marks marks = {.arena = arena};
	bool begins = window.from == sentence_begin(view, window.from);
	bool ends = window.to >= view->text.len || !window.to || is_end(view->body, window.to - 1);
	char *out = arena_bytes(arena, window.to - window.from + 2 * ellipsis.len + 1);
	uint32_t *place = arena_array(scratch, uint32_t, window.to - window.from + 1);
	uint32_t len = begins ? 0 : put(out, 0, ellipsis);
	len = copy_window(view, window, out, len, place);
	for (uint32_t i = 0; i < view->nmarks; i++) {
		struct range text = view->marks[i].text;
		if (text.from >= window.from && text.to <= window.to)
			add_mark(&marks, place[text.from - window.from],
				 place[text.to - window.from]);
	}
	if (!ends)
		len = put(out, len, ellipsis);
	return (struct snippet){{out, len}, marks.at, marks.count};
}

// What a query was parsed with: as its clauses tell.
static unsigned flags_of(const struct query *query)
{
	if (!query->nclauses)
		return SEARCH_AS_TYPED;
	const struct clause *last = &query->clauses[query->nclauses - 1];
	bool starred = last->source.to && query->text.ptr[last->source.to - 1] == '*';
	if (last->kind == CLAUSE_PREFIX && last->source.to == query->text.len && !starred)
		return SEARCH_AS_TYPED | SEARCH_TYPING;
	if (last->kind == CLAUSE_REGEX && last->text.len == query->text.len)
		return SEARCH_AS_TYPED | SEARCH_REGEX;
	return SEARCH_AS_TYPED;
}

// The plan that a query came from, or one made for it again.
static struct plan *plan_of(struct searcher *searcher, const struct query *query)
{
	if (!searcher->plan || !str_eq(searcher->plan->query.text, query->text))
		plan_make(searcher, query->text, flags_of(query));
	return searcher->plan;
}

struct snippet search_snippet(struct searcher *searcher, const struct query *query,
			      uint32_t section, uint32_t columns, struct arena *arena)
{
	struct marker *marker = marker_of(searcher, plan_of(searcher, query));
	struct arena *scratch = &searcher->scratch;
	struct passage passage =
		recent_passage(&searcher->recent, searcher->book, section, scratch);
	struct str body = str_sub(passage.text, passage.heading, passage.text.len);
	if (!str_trim(body).len)
		body = passage.text;
	struct mark *marks;
	uint32_t nmarks = marker_find(marker, body, scratch, &marks);
	struct view view = {
		.text = flatten(body, scratch),
		.body = body,
		.marks = marks,
		.nmarks = nmarks,
		.columns = columns > 2 ? columns - 2 : 1, // room for the signs of a cut
	};
	struct snippet snippet = write_window(&view, best_window(&view), scratch, arena);
	arena_clear(scratch);
	return snippet;
}

uint32_t search_marks(struct searcher *searcher, const struct query *query, struct str text,
		      struct arena *arena, struct range **ranges)
{
	struct arena scratch = {0};
	struct mark *marks;
	uint32_t nmarks =
		marker_find(marker_of(searcher, plan_of(searcher, query)), text, &scratch, &marks);
	struct marks kept = {.arena = arena};
	for (uint32_t i = 0; i < nmarks; i++)
		add_mark(&kept, marks[i].text.from, marks[i].text.to);
	arena_release(&scratch);
	*ranges = kept.at;
	return kept.count;
}
