// SPDX-License-Identifier: ISC
//
// results: the state of the search screen, shared by view_results (what it does) and results_draw
// (what it shows).
//
// The rows of the screen, as far as there is room:
//
//     Search in Calf [Treatment]: sore when i ru_     the prompt, always
//     [All 34]  Anatomy 3  Treatment 12               hits by kind
//     achiles -> achilles, ^X for what you typed      how it was read
//     ! Calf pain with swelling and warmth? ...       red flags of the best hits' regions: fixed
//                                                     where they are few, else above the first hit
//     > Calf pain > Causes                  Causes    the hits
//         One snippet in two lines, the words
//         marked.
//     Enter open  ^K kind ...                         hints

#ifndef BODYMAP_VIEW_RESULTS_RESULTS_H
#define BODYMAP_VIEW_RESULTS_RESULTS_H

#include "view/edit.h"
#include "view/flags.h"
#include "view/list.h"
#include "view/marked.h"
#include "view/view.h"

enum results_mode { MODE_WORDS, MODE_EXACT, MODE_REGEX };

enum result_kind {
	RESULT_HIT,
	RESULT_QUERY,  // an earlier query, while nothing is typed
	RESULT_PLACE,  // a place of the history, likewise
	RESULT_REGION, // a choice of the region menu
};

struct result {
	enum result_kind kind;
	uint32_t hit;    // of hits
	uint32_t folded; // further hits of its page that are not shown
	bool inner;      // below the first hit of its page
	bool shaped;     // name and snippet are there
	struct marked name, snippet;
	struct str text;            // of a query, a place or a region
	struct str id;              // of a region; empty: everywhere
	uint32_t count;             // of a region: sections
	uint32_t page, section, at; // of a place
};

struct results {
	struct view view;
	struct edit edit;
	enum results_mode mode;
	uint32_t kind;     // only these, or KIND_NONE
	struct str region; // id; empty: everywhere
	bool typing;       // the last word may be unfinished
	bool choosing;     // the rows are regions to choose from
	bool stale;        // what is typed has not been searched for yet
	bool walking; // the last key chose a row: the cursor is there, not behind what is typed

	struct arena found; // of this query
	struct hits hits;
	const uint32_t *by_kind; // whatever kind is chosen
	uint32_t any_kind;       // sections of all kinds
	bool *unfolded;          // by hit: the first of a page whose others are shown

	struct arena shaped; // of this width
	struct result *rows;
	uint16_t *heights; // with the flags, where they scroll with the first
	struct flags flags;
	struct str notes[3]; // how it was read
	uint32_t nnotes;
	struct list list;

	// Where things stand; -1: not shown.
	int kinds_row, notes_row, flags_row, list_row, hint_row;
	int notes_rows;
	int hit_rows; // 3, or 1 in small windows

	struct arena said;
};

void results_draw(const struct view *view, struct canvas *canvas);

// Decides where things stand and makes the rows that do not depend on the hits in sight.
void results_place(struct results *results);

#endif
