// SPDX-License-Identifier: ISC
//
// The search screen: what is typed is searched for with each key, or behind the last of those that
// came together: a query that is pasted is searched for once.  Hits of one page stand together
// under its best one and are folded away until asked for.  While nothing is typed, earlier queries
// and places are offered.

#include "view/results/results.h"

#include "text/column.h"
#include "view/frame.h"
#include "view/lists/entries.h"

enum { HIT_LIMIT = 200, RECENT = 8 };

// ---- searching ----

static struct search_options options_of(const struct results *results)
{
	unsigned flags = results->typing ? SEARCH_TYPING : 0;
	if (results->mode == MODE_EXACT)
		flags |= SEARCH_AS_TYPED;
	if (results->mode == MODE_REGEX)
		flags |= SEARCH_REGEX;
	return (struct search_options){.flags = flags,
				       .limit = HIT_LIMIT,
				       .region = results->region,
				       .kind = results->kind};
}

// Hits without the filter by kind or by region, to count what the others would give.
static struct hits count_without(struct results *results, bool kind, bool region)
{
	struct search_options options = options_of(results);
	struct hits hits;
	options.limit = 1;
	if (kind)
		options.kind = KIND_NONE;
	if (region)
		options.region = STR("");
	search(results->view.desk->searcher, edit_text(&results->edit), &options, &results->found,
	       &hits);
	return hits;
}

static void find(struct results *results)
{
	struct str text = edit_text(&results->edit);
	struct search_options options = options_of(results);

	arena_clear(&results->found);
	results->stale = false;
	results->hits = (struct hits){0};
	results->any_kind = 0;
	if (!str_trim(text).len)
		return;
	search(results->view.desk->searcher, text, &options, &results->found, &results->hits);
	results->unfolded = arena_array(&results->found, bool, results->hits.count);
	struct hits all = results->hits;
	if (results->kind != KIND_NONE)
		all = count_without(results, true, false);
	results->by_kind = all.by_kind;
	results->any_kind = all.total;
}

// ---- rows ----

struct row_list {
	VEC(struct result) list;
};

// The hits of a page together, in the order of the best of each.
static void hit_rows(struct results *results, struct row_list *rows)
{
	const struct hits *hits = &results->hits;
	struct arena *arena = &results->shaped;
	bool *taken = arena_array(arena, bool, hits->count);
	for (uint32_t i = 0; i < hits->count; i++) {
		if (taken[i])
			continue;
		uint32_t first = rows->list.count, others = 0;
		*vec_push(arena, &rows->list) = (struct result){.kind = RESULT_HIT, .hit = i};
		for (uint32_t j = i + 1; j < hits->count; j++) {
			if (hits->hit[j].page != hits->hit[i].page)
				continue;
			taken[j] = true;
			others++;
			if (results->unfolded[i])
				*vec_push(arena, &rows->list) = (struct result){
					.kind = RESULT_HIT, .hit = j, .inner = true};
		}
		rows->list.at[first].folded = results->unfolded[i] ? 0 : others;
	}
}

static void recent_rows(struct results *results, struct row_list *rows)
{
	const struct places *places = results->view.desk->places;
	struct arena *arena = &results->shaped;
	for (uint32_t i = 0; i < places->queries.count && i < RECENT; i++)
		*vec_push(arena, &rows->list) =
			(struct result){.kind = RESULT_QUERY,
					.text = places->queries.at[places->queries.count - 1 - i]};
	for (uint32_t i = 0; i < places->history.count && i < RECENT; i++) {
		const struct place *place = &places->history.at[places->history.count - 1 - i];
		const struct book *book = results->view.desk->book;
		struct result row = {.kind = RESULT_PLACE, .text = place->title, .at = place->at};
		row.page = book_find_page(book, place->page);
		if (row.page == BOOK_NONE)
			continue;
		row.section = book_find_section(book, row.page, place->anchor);
		*vec_push(arena, &rows->list) = row;
	}
}

static void region_row(struct results *results, struct row_list *rows, uint32_t region,
		       uint32_t count)
{
	const struct book *book = results->view.desk->book;
	if (!count)
		return;
	*vec_push(&results->shaped, &rows->list) =
		(struct result){.kind = RESULT_REGION,
				.text = entries_region_name(book, book_region(book, region)),
				.id = book_region(book, region),
				.count = count};
}

// The regions that hold hits, in the map's order, then those of no map.
static void region_rows(struct results *results, struct row_list *rows)
{
	const struct book *book = results->view.desk->book;
	const struct map *map = book_map(book);
	struct hits all = count_without(results, false, true);
	*vec_push(&results->shaped, &rows->list) = (struct result){
		.kind = RESULT_REGION, .text = STR("Everywhere"), .count = all.total};
	if (!all.by_region)
		return;
	for (uint32_t i = 0; map && i < map->nregions; i++) {
		uint32_t region = book_find_region(book, map->regions[i].id);
		if (region != BOOK_NONE)
			region_row(results, rows, region, all.by_region[region]);
	}
	for (uint32_t i = 0; i < book_nregions(book); i++) {
		if (!map || map_region(map, book_region(book, i)) == MAP_NONE)
			region_row(results, rows, i, all.by_region[i]);
	}
}

static struct str hit_name(const struct results *results, const struct result *row,
			   struct arena *arena)
{
	const struct book *book = results->view.desk->book;
	const struct hit *hit = &results->hits.hit[row->hit];
	struct str heading = book_section(book, hit->section).heading;
	if (row->inner && heading.len)
		return heading;
	return entries_section_name(book, hit->page, hit->section, arena);
}

// A snippet in two lines.  The first ends where a word does, and in ASCII much is wider: what the
// second has no room for is left out, so that no word is cut.
static struct marked shape_tall(struct results *results, uint32_t section)
{
	enum { LINES = 2, TRIES = 3 };
	const struct desk *desk = results->view.desk;
	int cols = frame_cols(results->view.cols) - 4, over = 0;
	int room =
		(cols - 2) * LINES - (cols - 2) / 10; // the first seldom ends before a tenth of it
	struct marked marked = {.nlines = 0};
	for (int tries = 0; tries < TRIES; tries++) {
		room = room - over > 1 ? room - over : 1;
		struct snippet snippet = search_snippet(desk->searcher, &results->hits.query,
							section, (uint32_t)room, &results->shaped);
		marked = marked_wrap(snippet, cols - 2, LINES, desk->ascii, &results->shaped);
		if (marked.nlines < LINES)
			break;
		struct range last = marked.lines[LINES - 1];
		over = column_count(str_sub(marked.text.text, last.from, last.to)) - cols;
		if (over <= 0)
			break;
	}
	return marked;
}

static struct marked shape_low(struct results *results, uint32_t section)
{
	const struct desk *desk = results->view.desk;
	int cols = frame_cols(results->view.cols);
	struct snippet snippet = search_snippet(desk->searcher, &results->hits.query, section,
						cols > 0 ? (uint32_t)cols : 1, &results->shaped);
	return marked_wrap(snippet, cols, 1, desk->ascii, &results->shaped);
}

static void shape(struct results *results, struct result *row)
{
	const struct desk *desk = results->view.desk;
	struct snippet name = {.text = hit_name(results, row, &results->shaped)};
	struct range *marks;
	name.nmarks = search_marks(desk->searcher, &results->hits.query, name.text,
				   &results->shaped, &marks);
	name.marks = marks;
	row->name = marked_wrap(name, results->view.cols, 1, desk->ascii, &results->shaped);
	uint32_t section = results->hits.hit[row->hit].section;
	row->snippet =
		results->hit_rows > 1 ? shape_tall(results, section) : shape_low(results, section);
	row->shaped = true;
}

// Snippets are made for the hits in sight alone: each costs reading a section.
static void shape_those_in_sight(struct results *results)
{
	int used = -results->list.skip;
	for (uint32_t i = results->list.top; i < results->list.count; i++) {
		struct result *row = &results->rows[i];
		if (used >= results->list.rows)
			break;
		used += results->heights[i];
		if (row->kind == RESULT_HIT && !row->shaped)
			shape(results, row);
	}
}

// Makes the rows anew, for other hits or another size.
static void arrange(struct results *results)
{
	struct row_list rows = {0};
	arena_clear(&results->shaped);
	results_place(results);
	if (results->choosing)
		region_rows(results, &rows);
	else if (str_trim(edit_text(&results->edit)).len)
		hit_rows(results, &rows);
	else
		recent_rows(results, &rows);
	results->rows = rows.list.at;
	results->heights = arena_array(&results->shaped, uint16_t, rows.list.count);
	for (uint32_t i = 0; i < rows.list.count; i++)
		results->heights[i] =
			(uint16_t)(rows.list.at[i].kind == RESULT_HIT ? results->hit_rows : 1);
	if (rows.list.count)
		results->heights[0] += (uint16_t)results->list.lead;
	list_set(&results->list, rows.list.count, results->heights, results->list.rows);
	shape_those_in_sight(results);
}

static void search_again(struct results *results)
{
	find(results);
	arrange(results);
	list_select(&results->list, 0);
	shape_those_in_sight(results);
}

// The row of the hit at this address; the one that is selected when it is not among them.
static uint32_t row_of(const struct results *results, struct str address, struct arena *arena)
{
	for (uint32_t i = 0; i < results->list.count; i++) {
		const struct result *row = &results->rows[i];
		if (row->kind != RESULT_HIT)
			continue;
		uint32_t section = results->hits.hit[row->hit].section;
		if (str_eq(book_address(results->view.desk->book, section, arena), address))
			return i;
	}
	return results->list.selected;
}

// Searches the desk's new book; the selection stays on its hit, or on its row.
static struct view *results_renew(struct view *view, const struct book *before)
{
	struct results *results = (struct results *)view;
	struct arena arena = {0};
	struct str address = {NULL, 0};
	if (results->list.count && results->rows[results->list.selected].kind == RESULT_HIT) {
		uint32_t hit = results->rows[results->list.selected].hit;
		address = book_address(before, results->hits.hit[hit].section, &arena);
	}
	if (results->kind != KIND_NONE && results->kind >= book_settings(view->desk->book)->nkinds)
		results->kind = KIND_NONE;
	find(results);
	arrange(results);
	if (address.ptr && results->list.count)
		list_select(&results->list, row_of(results, address, &arena));
	shape_those_in_sight(results);
	arena_release(&arena);
	return view;
}

// ---- acting ----

static struct wish wish_of(enum wish_kind kind)
{
	return (struct wish){.kind = kind, .page = BOOK_NONE, .section = BOOK_NONE};
}

static struct wish stay(void)
{
	return wish_of(WISH_STAY);
}

// What the reader is to mark: the query as it was searched for.
static struct str query_to_mark(struct results *results)
{
	struct str text = str_trim(edit_text(&results->edit));
	arena_clear(&results->said);
	if (results->mode == MODE_REGEX)
		return arena_printf(&results->said, "/%.*s/", STR_ARG(text));
	return arena_copy(&results->said,
			  results->hits.corrected.len ? results->hits.corrected : text);
}

static struct wish open_hit(struct results *results, const struct hit *hit)
{
	struct wish wish = wish_of(WISH_OPEN);
	wish.page = hit->page;
	wish.section = hit->section;
	wish.text = query_to_mark(results);
	wish.region = results->region;
	return wish;
}

static struct wish open_row(struct results *results)
{
	if (!results->list.count)
		return stay();
	const struct result *row = &results->rows[results->list.selected];
	struct wish wish = wish_of(WISH_OPEN);
	switch (row->kind) {
	case RESULT_HIT:
		return open_hit(results, &results->hits.hit[row->hit]);
	case RESULT_PLACE:
		wish.page = row->page;
		wish.section = row->section;
		wish.at = row->at;
		return wish;
	case RESULT_QUERY:
		edit_set(&results->edit, row->text);
		results->typing = false;
		break;
	case RESULT_REGION:
		results->region = arena_copy(&results->view.arena, row->id);
		results->choosing = false;
		break;
	}
	search_again(results);
	return stay();
}

static struct wish leave(struct results *results)
{
	if (results->choosing) {
		results->choosing = false;
		arrange(results);
		return stay();
	}
	struct wish wish = wish_of(WISH_CLOSE);
	if (results->hits.count)
		wish.text = query_to_mark(results);
	wish.region = results->region;
	return wish;
}

// The next kind that has hits, behind the last all of them.
static struct wish next_kind(struct results *results)
{
	uint32_t nkinds = book_settings(results->view.desk->book)->nkinds;
	struct wish wish = stay();
	if (!nkinds) {
		wish.say = STR("this book has no kinds");
		return wish;
	}
	if (!results->any_kind && results->kind == KIND_NONE) {
		wish.say = STR("there are no hits to choose a kind of");
		return wish;
	}
	uint32_t kind = results->kind == KIND_NONE ? 0 : results->kind + 1;
	while (kind < nkinds && !(results->any_kind && results->by_kind[kind]))
		kind++;
	results->kind = kind < nkinds ? kind : KIND_NONE;
	search_again(results);
	return wish;
}

static struct wish choose_region(struct results *results)
{
	struct wish wish = stay();
	if (!book_nregions(results->view.desk->book)) {
		wish.say = STR("this book has no regions");
		return wish;
	}
	results->choosing = !results->choosing;
	arrange(results);
	list_select(&results->list, 0);
	for (uint32_t i = 0; results->choosing && i < results->list.count; i++) {
		if (str_eq(results->rows[i].id, results->region))
			list_select(&results->list, i);
	}
	return wish;
}

static struct wish switch_mode(struct results *results, enum results_mode mode)
{
	results->mode = results->mode == mode ? MODE_WORDS : mode;
	results->choosing = false;
	search_again(results);
	return stay();
}

// Unfolds the hits of the selected one's page, or folds them; the selection goes to the first.
static struct wish unfold(struct results *results)
{
	uint32_t at = results->list.selected;
	if (!results->list.count || results->rows[at].kind != RESULT_HIT)
		return stay();
	while (results->rows[at].inner)
		at--;
	uint32_t hit = results->rows[at].hit;
	if (!results->unfolded[hit] && !results->rows[at].folded) {
		struct wish wish = stay();
		wish.say = STR("this is the only hit of its page");
		return wish;
	}
	results->unfolded[hit] = !results->unfolded[hit];
	arrange(results);
	list_select(&results->list, at);
	shape_those_in_sight(results);
	return stay();
}

static struct wish click(struct results *results, const struct input *input)
{
	uint32_t item = list_at(&results->list, input->row - results->list_row);
	if (item == UINT32_MAX)
		return stay();
	list_select(&results->list, item);
	shape_those_in_sight(results);
	return input->again ? open_row(results) : stay();
}

static struct wish type(struct results *results, const struct input *input)
{
	const struct places *places = results->view.desk->places;
	struct input edited = *input;
	if (input->action == ACT_QUERY_OLDER)
		edited.action = ACT_TYPE_OLDER;
	if (input->action == ACT_QUERY_NEWER)
		edited.action = ACT_TYPE_NEWER;
	struct wish wish = stay();
	switch (edit_act(&results->edit, &edited, places->queries.at, places->queries.count)) {
	case EDIT_CHANGED:
		results->typing = edited.action == input->action;
		results->choosing = false;
		results->stale = true;
		break;
	case EDIT_MOVED:
		break;
	case EDIT_NOT_MINE:
		view_common(&results->view, input->action, &wish);
	}
	return wish;
}

static void results_settle(struct view *view)
{
	struct results *results = (struct results *)view;
	if (results->stale)
		search_again(results);
}

static struct wish results_act(struct view *view, const struct input *input)
{
	struct results *results = (struct results *)view;
	if (input->action != ACT_CHAR && action_info[input->action].where != TYPING)
		results_settle(view);
	results->walking = list_act(&results->list, input->action);
	if (results->walking) {
		shape_those_in_sight(results);
		return stay();
	}
	// clang-format off
	switch ((int)input->action) {
	case ACT_HIT_OPEN:   return open_row(results);
	case ACT_HIT_BACK:   return leave(results);
	case ACT_HIT_KIND:   return next_kind(results);
	case ACT_HIT_REGION: return choose_region(results);
	case ACT_HIT_REGEX:  return switch_mode(results, MODE_REGEX);
	case ACT_HIT_EXACT:  return switch_mode(results, MODE_EXACT);
	case ACT_HIT_UNFOLD: return unfold(results);
	case ACT_CLICK:      return click(results, input);
	default:             return type(results, input);
	}
	// clang-format on
}

static void results_resize(struct view *view, int rows, int cols)
{
	view->rows = rows;
	view->cols = cols;
	arrange((struct results *)view);
}

static unsigned results_keysets(const struct view *view)
{
	(void)view;
	return ON_RESULTS;
}

static void results_release(struct view *view)
{
	struct results *results = (struct results *)view;
	arena_release(&results->found);
	arena_release(&results->shaped);
	arena_release(&results->said);
}

static const struct view_ops results_ops = {
	.name = "results",
	.draw = results_draw,
	.act = results_act,
	.settle = results_settle,
	.resize = results_resize,
	.keysets = results_keysets,
	.release = results_release,
	.renew = results_renew,
};

struct view *view_results_new(const struct desk *desk, int rows, int cols, struct str query,
			      struct str region)
{
	struct arena arena = {0};
	struct results *results = arena_new(&arena, struct results);
	struct str kept = arena_copy(&arena, region);
	results->view = (struct view){&results_ops, desk, arena, rows, cols};
	results->region = kept;
	results->kind = KIND_NONE;
	edit_set(&results->edit, query);
	search_again(results);
	return &results->view;
}
