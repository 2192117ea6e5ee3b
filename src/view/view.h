// SPDX-License-Identifier: ISC
//
// view: what is on the screen.  It draws on a canvas and reacts to actions; it never touches the
// terminal, the stack of views or a file.  What it wants from outside it returns as a *wish*.

#ifndef BODYMAP_VIEW_VIEW_H
#define BODYMAP_VIEW_VIEW_H

#include "search/search.h"
#include "view/action.h"
#include "view/canvas.h"
#include "view/places.h"

enum glyphs { GLYPHS_ASCII, GLYPHS_BLOCKS, GLYPHS_BRAILLE };

// What all views share.  Owned by the app, lives as long as it.
struct desk {
	const struct book *book;
	struct searcher *searcher;
	struct places *places;   // history, bookmarks, visited pages, earlier queries
	enum glyphs glyphs;      // for the map
	bool ascii;              // no UTF-8: frames, bars and dots in ASCII
	bool acs;                // line-drawing characters can be shown without UTF-8
	struct str query;        // the last query, for the map's hits; empty: none
	struct str query_region; // region it was limited to, or empty
	const struct hits *hits; // of that query, for the map; NULL: none
};

struct input {
	enum action action;
	uint32_t ch;  // ACT_CHAR, and digits: the code point
	int row, col; // ACT_CLICK
	bool again;
	bool pasted; // ch is not from a key: it is text or nothing
};

enum wish_kind {
	WISH_STAY,   // drawn again, nothing else
	WISH_OPEN,   // the reader at page, section, at byte `at` of the section; with query: marked
	WISH_MAP,    // the map, at a region if `text` names one
	WISH_SEARCH, // the results screen with `text` typed, limited to `region` unless empty
	WISH_LIST,   // a list view: `list`
	WISH_CLOSE,  // close this view; `text` and `region` are what the map then shows hits of
	WISH_BACK,   // the place before, as the reader's Left
	WISH_FORWARD,
	WISH_QUIT,
	WISH_REDRAW, // everything anew
	WISH_EDIT,   // page in $EDITOR at line `at`
	WISH_MOUSE,  // turn the mouse on (at = 1) or off
	WISH_RESUME, // where one was: ''
	WISH_RELOAD, // the book opened anew: a page of it has changed
	WISH_FORGET, // the last query: the map shows no hits any more
	WISH_HELP,
};

enum list_kind {
	LIST_PAGES,
	LIST_FLAGS,
	LIST_HISTORY,
	LIST_BOOKMARKS,
	LIST_REGIONS,
	LIST_LINKS,
	LIST_BACKLINKS,
	LIST_OUTLINE,
};

struct wish {
	enum wish_kind kind;
	uint32_t page, section; // BOOK_NONE where there is none
	uint32_t at;
	struct str text, region; // live until the view is called again
	struct str say;          // for the last row, one sentence; or empty
	enum list_kind list;
};

struct view;

struct view_ops {
	const char *name;
	// Reads state and writes cells; changes nothing.  Sets the canvas's cursor to the focus.
	void (*draw)(const struct view *view, struct canvas *canvas);
	struct wish (*act)(struct view *view, const struct input *input);
	// What `act` left until nothing more is typed, because it takes long; called before draw.
	// NULL for a view that leaves nothing.
	void (*settle)(struct view *view);
	void (*resize)(struct view *view, int rows, int cols);
	// Which keys it listens to now: enum keyset bits.
	unsigned (*keysets)(const struct view *view);
	void (*release)(struct view *view); // gives back what it holds
	// The place it shows, for history and resume; false for views without one.  May be NULL.
	bool (*place)(const struct view *view, struct place *place);
	// The desk has another book than `before`, which is open until this returns.  Returns the
	// view that goes on, this one or a new one, or NULL when what it showed is not in the book;
	// then this one is to be closed.  NULL for a view that holds nothing of a book.
	struct view *(*renew)(struct view *view, const struct book *before);
};

// Begins every view's own struct.
struct view {
	const struct view_ops *ops;
	const struct desk *desk;
	struct arena arena; // the view's own; released by view_close
	int rows, cols;
};

// Settles and draws.
void view_draw(struct view *view, struct canvas *canvas);

// The views, made for a size of the screen.  The struct lives in its own arena.
struct view *view_map_new(const struct desk *desk, int rows, int cols, struct str region);
struct view *view_results_new(const struct desk *desk, int rows, int cols, struct str query,
			      struct str region);
struct view *view_reader_new(const struct desk *desk, int rows, int cols, uint32_t page,
			     uint32_t section, uint32_t at, struct str query);
// `page` is that of LIST_LINKS, LIST_BACKLINKS and LIST_OUTLINE, and the one LIST_PAGES begins at.
struct view *view_list_new(const struct desk *desk, int rows, int cols, enum list_kind list,
			   uint32_t page);
// Selects the entry of an outline that `section` is in, or of a list of regions that `region` is.
// Does nothing to other lists.
void view_list_show(struct view *list, uint32_t section, struct str region);

struct view *view_help_new(const struct desk *desk, int rows, int cols, unsigned keysets);

void view_close(struct view *view);

// Goes on with the desk's new book, as ops->renew; closes the view when another one takes its
// place.
struct view *view_renew(struct view *view, const struct book *before);

// The page of the desk's book that has the path of a page of another book; BOOK_NONE for none.
uint32_t view_same_page(const struct view *view, const struct book *before, uint32_t page);

// The wish for an action of EVERYWHERE; false when it is none of them.
bool view_common(const struct view *view, enum action action, struct wish *wish);

#endif
