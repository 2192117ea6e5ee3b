// SPDX-License-Identifier: ISC
//
// Shares the rows of the screen out.  The hits come first: what says how they were found gets
// rows only where a few hits stay in sight.

#include "view/results/results.h"

#include "view/frame.h"

enum {
	ROWS_FOR_HINTS = 5,
	ROWS_FOR_KINDS = 3,
	ROWS_FOR_ALL_NOTES = 8,
	ROWS_FOR_FLAGS = 5,
	ROWS_BESIDE_FLAG = 4,
	ROWS_FOR_TALL_HITS = 9,
	COLS_FOR_TALL_HITS = 30,
	FLAG_HITS = 3,
	FLAG_PAGES = 4,
	FLAG_LINES = 4,
};

static void note(struct results *results, struct str text)
{
	if (text.len && results->nnotes < countof(results->notes))
		results->notes[results->nnotes++] = text;
}

static void make_notes(struct results *results)
{
	const struct hits *hits = &results->hits;
	results->nnotes = 0;
	if (results->choosing)
		note(results, STR("In which region?"));
	if (!edit_text(&results->edit).len || results->choosing)
		return;
	struct str reading = hits->reading.len ? hits->reading : hits->corrected;
	note(results, hits->corrected.len
			      ? arena_printf(&results->shaped, "%.*s  (^X for what you typed)",
					     STR_ARG(reading))
			      : reading);
	if (hits->partial)
		note(results, STR("The expression took too long: there may be more."));
}

static bool shown_before(const uint32_t *pages, uint32_t count, uint32_t page)
{
	for (uint32_t i = 0; i < count; i++) {
		if (pages[i] == page)
			return true;
	}
	return false;
}

// The red-flag pages of a region that were not taken before; returns how many there are then.
static uint32_t flags_of_region(const struct book *book, uint32_t region, uint32_t *pages,
				uint32_t count)
{
	uint32_t n;
	const uint32_t *list = book_region_pages(book, region, &n);
	for (uint32_t i = 0; i < n && count < FLAG_PAGES; i++) {
		if (book_page(book, list[i]).flag.len && !shown_before(pages, count, list[i]))
			pages[count++] = list[i];
	}
	return count;
}

// The red flags of the regions of the best hits: those of all would fill the screen.
static void make_flags(struct results *results)
{
	const struct book *book = results->view.desk->book;
	const struct hits *hits = &results->hits;
	uint32_t pages[FLAG_PAGES], count = 0;
	for (uint32_t h = 0; h < hits->count && h < FLAG_HITS && !results->choosing; h++) {
		struct range regions = book_page(book, hits->hit[h].page).regions;
		for (uint32_t i = regions.from; i < regions.to; i++)
			count = flags_of_region(book, book_page_region(book, i), pages, count);
	}
	results->flags = arena_array(&results->shaped, struct marked, count);
	for (uint32_t i = 0; i < count; i++)
		results->flags[i] = marked_wrap(marked_none(book_page(book, pages[i]).flag),
						frame_cols(results->view.cols) - 3, FLAG_LINES,
						results->view.desk->ascii, &results->shaped);
	results->nflags = count;
}

// Flags are shown whole or counted: the first where it leaves room for a few hits, others as long
// as they take no more than a third of the screen.  Returns their rows.
static int choose_flags(struct results *results, int rows)
{
	int used = 0;
	results->shown_flags = 0;
	while (results->shown_flags < results->nflags) {
		int more = (int)results->flags[results->shown_flags].nlines;
		bool last = results->shown_flags + 1 == results->nflags;
		int room = results->shown_flags ? rows / 3 : rows - ROWS_BESIDE_FLAG;
		if (used + more + !last > room)
			return used + 1;
		used += more;
		results->shown_flags++;
	}
	return used;
}

// Takes up to `want` rows below *row; -1 when there is nothing to show or no room.
static int take(int *row, int *left, int want, int *given)
{
	*given = want < *left - 1 ? want : *left - 1;
	if (*given <= 0) {
		*given = 0;
		return -1;
	}
	int at = *row;
	*row += *given;
	*left -= *given;
	return at;
}

void results_place(struct results *results)
{
	int rows = results->view.rows, row = 1, left = rows - 1, given;
	bool found = results->any_kind > 0 && !results->choosing;

	make_notes(results);
	make_flags(results);
	results->hint_row = rows >= ROWS_FOR_HINTS ? rows - 1 : -1;
	left -= results->hint_row >= 0;

	bool all = rows >= ROWS_FOR_ALL_NOTES;
	int flags = rows >= ROWS_FOR_FLAGS ? choose_flags(results, rows) : 0;
	int notes = all ? (int)results->nnotes : results->nnotes > 0;
	bool kinds = found && rows >= ROWS_FOR_KINDS && (all || !notes) && left - flags > 3;
	results->kinds_row = take(&row, &left, kinds, &given);
	results->notes_row = take(&row, &left, notes, &results->notes_rows);
	results->flags_row = take(&row, &left, flags, &given);

	results->list_row = row < rows ? row : 0;
	bool tall = left >= ROWS_FOR_TALL_HITS && results->view.cols >= COLS_FOR_TALL_HITS;
	results->hit_rows = tall ? 3 : 1;
	results->list.rows = left > 0 ? left : 1;
}
