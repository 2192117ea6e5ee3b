// SPDX-License-Identifier: ISC
//
// Every sentence that holds a word of the query begins a window, as wide as wanted; the window with
// the most of the query's weight wins, each word counted once, one of prose before one of code or a
// table, the first of equal ones.  A window whose words stand far behind its beginning begins at the
// first of them instead.

#include "search/snippet/flat.h"

#include <string.h>

#include "search/snippet/sight.h"
#include "text/column.h"

struct window {
	uint32_t from, to;
	float worth;
};

struct view {
	const struct flat *flat;
	uint32_t columns;
	float all; // no window can be worth more
	bool more; // text may come behind the flat's
};

// Where the sentence, row or line of one place begins, for places that ascend.
struct sentence {
	uint32_t begin, looked; // there is no other beginning up to `looked`
	uint32_t next;          // of the flat's begins
	bool prose;
};

static void sentence_at(const struct flat *flat, struct sentence *sentence, uint32_t at)
{
	uint32_t least = sentence->looked;
	while (sentence->next < flat->begins.count && flat->begins.at[sentence->next].at <= at) {
		const struct flat_begin *begin = &flat->begins.at[sentence->next++];
		sentence->begin = least = begin->at;
		sentence->prose = begin->prose;
	}
	for (uint32_t i = at; sentence->prose && i > least; i--) {
		if (flat_begins_sentence(flat->text, i)) {
			sentence->begin = i;
			break;
		}
	}
	sentence->looked = at > least ? at : least;
}

// The end of a window of whole words.
static uint32_t window_end(const struct view *view, uint32_t from)
{
	struct str text = view->flat->text;
	// Four bytes a column is more than enough to look at.
	struct str rest = str_sub(text, from, (size_t)from + 4 * (size_t)view->columns);
	size_t fit = view->columns < rest.len ? view->columns : rest.len;
	if (!view->flat->plain)
		fit = column_fit(rest, (int)view->columns).len;
	uint32_t to = from + (uint32_t)fit, end = to;
	if (to >= text.len || text.ptr[to] == ' ')
		return to;
	while (end > from && text.ptr[end - 1] != ' ')
		end--;
	return end > from ? end : to; // one long word, or text without spaces
}

static bool is_loose(char c)
{
	return c == ' ' || (c && strchr(",;:.|)]}/-", c));
}

// A few words before the mark, so that it does not stand alone.
static uint32_t lead_in(const struct view *view, uint32_t begin, uint32_t mark)
{
	const char *text = view->flat->text.ptr;
	uint32_t least = mark > view->columns / 3 ? mark - view->columns / 3 : 0;
	uint32_t at = mark;
	for (uint32_t i = mark; i > begin && i > least; i--) {
		if (text[i - 1] == ' ')
			at = i;
	}
	while (at < mark && is_loose(text[at]))
		at++;
	return at;
}

// Returns where the window ends.
static uint32_t consider(const struct view *view, uint32_t from, uint32_t first, bool prose,
			 struct window *best)
{
	struct window window = {from, window_end(view, from), 0};
	window.worth = marks_worth(view->flat->marks, view->flat->nmarks, first, window.to) *
		       (prose ? 1 : MARKS_NOT_PROSE);
	if (window.worth > best->worth)
		*best = window;
	return window.to;
}

static struct window best_window(const struct view *view)
{
	const struct flat *flat = view->flat;
	struct window best = {0, 0, 0};
	struct sentence sentence = {.prose = true};
	uint32_t last = UINT32_MAX, end = 0;
	for (uint32_t i = 0; i < flat->nmarks && best.worth < view->all; i++) {
		struct range mark = flat->marks[i].text;
		sentence_at(flat, &sentence, mark.from);
		if (sentence.begin != last)
			end = consider(view, sentence.begin, i, sentence.prose, &best);
		if (mark.to > end)
			consider(view, lead_in(view, sentence.begin, mark.from), i, sentence.prose,
				 &best);
		last = sentence.begin;
	}
	if (best.worth == 0)
		best.to = window_end(view, 0);
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

static bool begins_there(const struct flat *flat, uint32_t at)
{
	struct sentence sentence = {.prose = true};
	sentence_at(flat, &sentence, at);
	return sentence.begin == at;
}

// Signs that wait for what is cut off are cut off as well.
static uint32_t without_loose_end(struct str text, struct window window)
{
	uint32_t to = window.to;
	while (to > window.from + 1 && strchr(" ,;:|([{", text.ptr[to - 1]))
		to--;
	return to > window.from + 1 && text.ptr[to - 1] == '-' && text.ptr[to - 2] == ' '
		       ? without_loose_end(text, (struct window){window.from, to - 1, 0})
		       : to;
}

static struct snippet write_window(const struct view *view, struct window window,
				   struct arena *arena)
{
	const struct flat *flat = view->flat;
	struct marks marks = {.arena = arena};
	bool ends = (window.to >= flat->text.len && !view->more) ||
		    (window.to && flat_ends_sentence(flat->text, window.to - 1));
	if (!ends)
		window.to = without_loose_end(flat->text, window);
	char *out = arena_bytes(arena, window.to - window.from + 2 * ellipsis.len + 1);
	uint32_t len = begins_there(flat, window.from) ? 0 : put(out, 0, ellipsis);
	uint32_t shift = window.from - len; // wraps; the sums below are right all the same
	len = put(out, len, str_sub(flat->text, window.from, window.to));
	for (uint32_t i = 0; i < flat->nmarks && flat->marks[i].text.from < window.to; i++) {
		struct range text = flat->marks[i].text;
		if (text.from >= window.from && text.to <= window.to)
			add_mark(&marks, text.from - shift, text.to - shift);
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

static struct window window_of(const struct passage *passage, const struct marker *marker,
			       struct view *view, struct flat *flat, struct arena *arena)
{
	uint32_t from = passage->heading;
	struct mark *marks;
	if (!str_trim(str_sub(passage->text, from, passage->text.len)).len)
		from = 0;
	uint32_t nmarks =
		marker_find(marker, str_sub(passage->text, from, passage->text.len), arena, &marks);
	flat_make(passage, from, marks, nmarks, arena, flat);
	view->flat = flat;
	view->more = !passage->ends;
	return best_window(view);
}

// Of the source only what is in sight is parsed, and all of it when what was seen is not to be seen.
static struct window read_window(struct searcher *searcher, const struct marker *marker,
				 uint32_t section, struct view *view, struct flat *flat)
{
	struct arena *scratch = &searcher->scratch;
	const struct book *book = searcher->book;
	struct doc_room *room = &searcher->recent.room;
	uint32_t heading;
	struct str source = passage_source(book, section, scratch, &heading);
	struct range part = sight_of(marker, source, heading, view->columns, scratch);
	struct passage passage = passage_of(room, book, section, source, part, scratch);
	struct window window = window_of(&passage, marker, view, flat, scratch);
	if ((window.worth == 0 && !passage.whole) || (view->more && window.to >= flat->text.len)) {
		part = (struct range){0, (uint32_t)source.len};
		passage = passage_of(room, book, section, source, part, scratch);
		window = window_of(&passage, marker, view, flat, scratch);
	}
	recent_keep(&searcher->recent, section, &passage);
	return window;
}

struct snippet search_snippet(struct searcher *searcher, const struct query *query,
			      uint32_t section, uint32_t columns, struct arena *arena)
{
	struct marker *marker = marker_of(searcher, plan_of(searcher, query));
	struct flat flat;
	struct view view = {
		.columns = columns > 2 ? columns - 2 : 1, // room for the signs of a cut
		.all = marker_all(marker),
	};
	struct window window = {0, 0, 0};
	const struct passage *known = recent_find(&searcher->recent, section);
	if (known)
		window = window_of(known, marker, &view, &flat, &searcher->scratch);
	if (!known || (!known->whole && window.worth < view.all))
		window = read_window(searcher, marker, section, &view, &flat);
	struct snippet snippet = write_window(&view, window, arena);
	arena_clear(&searcher->scratch);
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
