// SPDX-License-Identifier: ISC
//
// Shares the rows of the screen out.  The hits come first: what says how they were found gets rows
// only where a few hits stay in sight.  Red flags are shown whole: a few stay above the hits, more
// than that scroll with them, first of all.

#include "view/results/results.h"

#include "view/frame.h"

enum {
	ROWS_FOR_HINTS = 5,
	ROWS_FOR_KINDS = 3,
	ROWS_FOR_ALL_NOTES = 8,
	ROWS_FOR_TALL_HITS = 9,
	COLS_FOR_TALL_HITS = 30,
	SHARE_OF_FLAGS = 6, // of this many rows one may be a flag that does not scroll
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

static void make_flags(struct results *results)
{
	const struct desk *desk = results->view.desk;
	results->flags = (struct flags){0};
	if (!results->choosing)
		flags_of_hits(desk->book, &results->hits, &results->shaped, &results->flags);
	flags_wrap(&results->flags, frame_cols(results->view.cols), desk->ascii, &results->shaped);
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
	int flags = (int)results->flags.rows.count;
	bool fixed = flags * SHARE_OF_FLAGS <= rows;
	results->list.lead = fixed ? 0 : flags;
	int notes = all ? (int)results->nnotes : results->nnotes > 0;
	bool kinds = found && rows >= ROWS_FOR_KINDS && (all || !notes) && left - flags > 3;
	results->kinds_row = take(&row, &left, kinds, &given);
	results->notes_row = take(&row, &left, notes, &results->notes_rows);
	results->flags_row = take(&row, &left, flags - results->list.lead, &given);

	results->list_row = row < rows ? row : 0;
	bool tall = left - results->list.lead >= ROWS_FOR_TALL_HITS &&
		    results->view.cols >= COLS_FOR_TALL_HITS;
	results->hit_rows = tall ? 3 : 1;
	results->list.rows = left > 0 ? left : 1;
}
