// SPDX-License-Identifier: ISC
//
// stage: a book indexed in memory, a desk, and one view at a size: what tests of views stand on.

#ifndef BODYMAP_TESTS_CANVAS_STAGE_H
#define BODYMAP_TESTS_CANVAS_STAGE_H

#include "base/buf.h"
#include "index/book.h"
#include "view/view.h"

struct stage {
	struct arena arena;
	struct buf bytes; // of the book
	struct book *book;
	struct places places;
	struct hits hits;
	struct desk desk;
	struct view *view; // NULL until one is opened
	int rows, cols;
};

// All of them return false with a sentence when they cannot.

// Indexes the folder.
bool stage_open(struct stage *stage, const char *folder, struct err *err) NODISCARD;
void stage_close(struct stage *stage);

// Opens a view in place of the one there is: `what` as in canvas.c behind "view ".
bool stage_view(struct stage *stage, struct str what, struct err *err) NODISCARD;

// The place of "page" or "page#section".
bool stage_place(struct stage *stage, struct str address, struct place *place,
		 struct err *err) NODISCARD;

// What the map shows hits of.
void stage_hits(struct stage *stage, struct str query);

// Draws the view into the arena and checks that the cursor is on the canvas.
bool stage_draw(struct stage *stage, struct arena *arena, struct canvas *canvas,
		struct err *err) NODISCARD;

// The action of a key, as the view listens now.
enum action stage_action(const struct stage *stage, uint32_t key);

#endif
