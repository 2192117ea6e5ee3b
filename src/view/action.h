// SPDX-License-Identifier: ISC
//
// action: what a key asks for.  One list: the enum, the keys and the help cannot drift apart; the
// help screen and the manual are made from it.
//
//     ACTION(name, where, keys, help)
//
// `where` is the screen it belongs to; a screen's keys come before those of EVERYWHERE.  Keys are
// separated by spaces: a character, ^X for control, <Name> for a named key.

#ifndef BODYMAP_VIEW_ACTION_H
#define BODYMAP_VIEW_ACTION_H

#include "base/arena.h"

#define ACTIONS                                                                                    \
	ACTION(SEARCH, EVERYWHERE, "s", "search the book")                                         \
	ACTION(MAP, EVERYWHERE, "H", "the map")                                                    \
	ACTION(PAGES, EVERYWHERE, "T", "list of pages")                                            \
	ACTION(HISTORY, EVERYWHERE, "V", "history")                                                \
	ACTION(BOOKMARKS, EVERYWHERE, "'", "bookmarks; '' where I was")                            \
	ACTION(FLAGS, EVERYWHERE, "!", "red flags")                                                \
	ACTION(HELP, EVERYWHERE, "? <F1>", "these keys")                                           \
	ACTION(REDRAW, EVERYWHERE, "^L", "draw the screen anew")                                   \
	ACTION(CLOSE, EVERYWHERE, "q", "close this view")                                          \
	ACTION(QUIT, EVERYWHERE, "Q", "quit")                                                      \
	/* the map */                                                                              \
	ACTION(MAP_UP, ON_MAP, "k <Up>", "move up")                                                \
	ACTION(MAP_DOWN, ON_MAP, "j <Down>", "move down")                                          \
	ACTION(MAP_LEFT, ON_MAP, "h <Left>", "move left; out of the list")                         \
	ACTION(MAP_RIGHT, ON_MAP, "l <Right>", "move right")                                       \
	ACTION(MAP_ENTER, ON_MAP, "<Enter>", "into the list of pages; open the page")              \
	ACTION(MAP_NEXT, ON_MAP, "<Space>", "next region, head to toe")                            \
	ACTION(MAP_PREV, ON_MAP, "<Backspace>", "previous region")                                 \
	ACTION(MAP_OPPOSITE, ON_MAP, "o", "the same place front or back")                          \
	ACTION(MAP_TWIN, ON_MAP, "%", "the same place left or right")                              \
	ACTION(MAP_ZOOM_IN, ON_MAP, "+", "zoom in")                                                \
	ACTION(MAP_ZOOM_OUT, ON_MAP, "-", "zoom out")                                              \
	ACTION(MAP_FILTER, ON_MAP, "/", "find a region by name")                                   \
	ACTION(MAP_SEARCH, ON_MAP, "S", "search in this region")                                   \
	ACTION(MAP_LIST, ON_MAP, "L", "as a list, head to toe")                                    \
	ACTION(MAP_MOUSE, ON_MAP, "M", "mouse on or off")                                          \
	ACTION(MAP_DIGIT, ON_MAP, "1 2 3 4 5 6 7 8 9", "open that page")                           \
	ACTION(MAP_ESCAPE, ON_MAP, "<Esc>", "out of the list; drop the query")                     \
	/* results */                                                                              \
	ACTION(HIT_UP, ON_RESULTS, "<Up>", "previous hit")                                         \
	ACTION(HIT_DOWN, ON_RESULTS, "<Down>", "next hit")                                         \
	ACTION(HIT_PAGE_UP, ON_RESULTS, "<PgUp>", "a screen up")                                   \
	ACTION(HIT_PAGE_DOWN, ON_RESULTS, "<PgDn>", "a screen down")                               \
	ACTION(HIT_OPEN, ON_RESULTS, "<Enter>", "open the section")                                \
	ACTION(HIT_BACK, ON_RESULTS, "<Esc>", "back to where I was")                               \
	ACTION(QUERY_OLDER, ON_RESULTS, "^P", "earlier query")                                     \
	ACTION(QUERY_NEWER, ON_RESULTS, "^N", "later query")                                       \
	ACTION(HIT_KIND, ON_RESULTS, "^K", "only one kind")                                        \
	ACTION(HIT_REGION, ON_RESULTS, "^F", "only one region")                                    \
	ACTION(HIT_REGEX, ON_RESULTS, "^R", "as a regular expression")                             \
	ACTION(HIT_EXACT, ON_RESULTS, "^X", "exactly as typed")                                    \
	ACTION(HIT_UNFOLD, ON_RESULTS, "^O", "all hits of a page")                                 \
	/* a page */                                                                               \
	ACTION(LINE_DOWN, ON_PAGE, "j <Down>", "line down")                                        \
	ACTION(LINE_UP, ON_PAGE, "k <Up>", "line up")                                              \
	ACTION(PAGE_DOWN, ON_PAGE, "<Space> f ^F <PgDn>", "screen down")                           \
	ACTION(PAGE_UP, ON_PAGE, "b ^B <PgUp>", "screen up")                                       \
	ACTION(HALF_DOWN, ON_PAGE, "d", "half a screen down")                                      \
	ACTION(HALF_UP, ON_PAGE, "u", "half a screen up")                                          \
	ACTION(TOP, ON_PAGE, "g <Home>", "first line, or line number")                             \
	ACTION(BOTTOM, ON_PAGE, "G <End>", "last line")                                            \
	ACTION(NEXT_SECTION, ON_PAGE, "]", "next section")                                         \
	ACTION(PREV_SECTION, ON_PAGE, "[", "previous section")                                     \
	ACTION(FIND, ON_PAGE, "/", "find in the page; //a.c a regular expression")                 \
	ACTION(FIND_NEXT, ON_PAGE, "n", "next match")                                              \
	ACTION(FIND_PREV, ON_PAGE, "N", "previous match")                                          \
	ACTION(NEXT_LINK, ON_PAGE, "<Tab>", "next link")                                           \
	ACTION(PREV_LINK, ON_PAGE, "<S-Tab>", "previous link")                                     \
	ACTION(FOLLOW, ON_PAGE, "<Enter> <Right>", "follow the link")                              \
	ACTION(BACK, ON_PAGE, "<Left> <Backspace>", "back")                                        \
	ACTION(FORWARD, ON_PAGE, ")", "forward")                                                   \
	ACTION(OUTLINE, ON_PAGE, "t", "outline of the page")                                       \
	ACTION(PEEK, ON_PAGE, "K", "peek at the link's target")                                    \
	ACTION(BACKLINKS, ON_PAGE, "B", "what links here")                                         \
	ACTION(LINKS, ON_PAGE, "L", "links of the page")                                           \
	ACTION(BOOKMARK, ON_PAGE, "m", "bookmark this place under a letter")                       \
	ACTION(FOLD, ON_PAGE, "z", "open or close the details")                                    \
	ACTION(EDIT, ON_PAGE, "e", "edit the page")                                                \
	ACTION(ADDRESS, ON_PAGE, "=", "address of this place")                                     \
	ACTION(PERCENT, ON_PAGE, "%", "to that percentage: 50%")                                   \
	ACTION(PAGE_DIGIT, ON_PAGE, "0 1 2 3 4 5 6 7 8 9", "count, or number of a link")           \
	ACTION(PAGE_ESCAPE, ON_PAGE, "<Esc>", "drop the matches")                                  \
	/* bookmarks: a letter that has none means what it means in any list */                    \
	ACTION(MARK_JUMP, ON_MARKS, "a b c d e f g h i j k l m n o p q r s t u v w x y z",         \
	       "to that bookmark, if there is one")                                                \
	ACTION(LIST_DELETE, ON_MARKS, "D", "delete the bookmark")                                  \
	/* any list */                                                                             \
	ACTION(LIST_UP, ON_LIST, "k <Up>", "up")                                                   \
	ACTION(LIST_DOWN, ON_LIST, "j <Down>", "down")                                             \
	ACTION(LIST_PAGE_UP, ON_LIST, "b <PgUp>", "a screen up")                                   \
	ACTION(LIST_PAGE_DOWN, ON_LIST, "<Space> f <PgDn>", "a screen down")                       \
	ACTION(LIST_TOP, ON_LIST, "g <Home>", "first")                                             \
	ACTION(LIST_BOTTOM, ON_LIST, "G <End>", "last")                                            \
	ACTION(LIST_OPEN, ON_LIST, "<Enter> <Right>", "open")                                      \
	ACTION(LIST_BACK, ON_LIST, "<Esc> <Left> <Backspace>", "back")                             \
	ACTION(LIST_FILTER, ON_LIST, "/", "type to filter")                                        \
	/* a line being typed; every other character is typed */                                   \
	ACTION(TYPE_DONE, TYPING, "<Enter>", "done")                                               \
	ACTION(TYPE_CANCEL, TYPING, "<Esc>", "cancel")                                             \
	ACTION(TYPE_LEFT, TYPING, "<Left> ^B", "left")                                             \
	ACTION(TYPE_RIGHT, TYPING, "<Right>", "right")                                             \
	ACTION(TYPE_HOME, TYPING, "<Home> ^A", "to the start")                                     \
	ACTION(TYPE_END, TYPING, "<End> ^E", "to the end")                                         \
	ACTION(TYPE_BACKSPACE, TYPING, "<Backspace> ^H", "delete the character before")            \
	ACTION(TYPE_DELETE, TYPING, "<Delete> ^D", "delete the character under the cursor")        \
	ACTION(TYPE_WORD, TYPING, "^W", "delete the word before")                                  \
	ACTION(TYPE_CLEAR, TYPING, "^U", "clear the line")                                         \
	ACTION(TYPE_OLDER, TYPING, "<Up> ^P", "earlier line")                                      \
	ACTION(TYPE_NEWER, TYPING, "<Down> ^N", "later line")

enum action {
	ACT_NONE,  // a key that means nothing here
	ACT_CHAR,  // a character to type: input.ch
	ACT_CLICK, // the mouse: input.row, input.col, input.again for the second click on a cell
	ACT_WHEEL_UP,
	ACT_WHEEL_DOWN,
#define ACTION(name, where, keys, help) ACT_##name,
	ACTIONS
#undef ACTION
		ACT_COUNT
};

// A screen's set of keys.  A view names those it listens to, the first match counts.
enum keyset {
	EVERYWHERE = 1 << 0,
	ON_MAP = 1 << 1,
	ON_RESULTS = 1 << 2,
	ON_PAGE = 1 << 3,
	ON_LIST = 1 << 4,
	TYPING = 1 << 5, // characters are typed; of EVERYWHERE only F1 and control keys count then
	ON_MARKS = 1 << 6,
};

struct action_info {
	const char *name, *keys, *help;
	enum keyset where;
};

extern const struct action_info action_info[ACT_COUNT];

// The sets with their titles, in the order they are read in: for help and manual.
enum { KEYSETS = 7 };
struct keyset_info {
	enum keyset set;
	const char *title;
};
extern const struct keyset_info keyset_info[KEYSETS];

// A key as ui/term reads it: a code point, or one of these.
enum key {
	KEYS_NONE = 0x110000, // no key; above every code point
	KEYS_UP,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_PGUP,
	KEYS_PGDN,
	KEYS_HOME,
	KEYS_END,
	KEYS_TAB,
	KEYS_STAB,
	KEYS_ENTER,
	KEYS_ESC,
	KEYS_BACKSPACE,
	KEYS_DELETE,
	KEYS_F1,
	KEYS_PASTE, // what follows is pasted, up to the other
	KEYS_PASTE_END,
	KEYS_MOUSE,
	KEYS_RESIZE,
	KEYS_NEWS,
	KEYS_HANGUP,
};

// The action of a key for a view that listens to `sets`: the screen's own keys first, then those
// of TYPING, then those of EVERYWHERE.  In TYPING, a printable code point gives ACT_CHAR before
// all others.  ON_RESULTS implies TYPING.
enum action action_of(uint32_t key, unsigned sets);

// Walks the keys of an action: takes the next off *keys and gives it as a key and as people read
// it ("^X", "Up").  False when none is left.
struct key_name {
	uint32_t key;
	struct str name;
};
bool action_next_key(struct str *keys, struct key_name *key);

// The keys of an action as people read them: "j or Down"; "1 to 9" for a row of characters.
struct str action_keys(enum action action, struct arena *arena);

#endif
