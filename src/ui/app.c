// SPDX-License-Identifier: ISC
//
// Views are a stack, the one on top is seen.  What is opened goes on top; going back takes it off
// and keeps it ahead, for going forward again, until something else is opened.  So every view
// keeps its own place, and going back needs no memory of its own.

#include "ui/app.h"

#include "index/cache.h"
#include "index/renew.h"
#include "ui/edit.h"
#include "ui/state.h"
#include "ui/wait.h"

#include <time.h>

enum { DEEPEST = 256 }; // views kept; the oldest but the first is let go

struct app {
	struct book *book, *given; // given: by the caller of app_run, who closes it
	const struct app_options *options;
	struct desk desk;
	struct places places;
	struct view *stack[DEEPEST];
	uint32_t depth;
	struct view *ahead[DEEPEST];
	uint32_t nahead;
	struct arena frame; // the canvas, cleared when the size changes
	struct canvas canvas;
	struct arena search; // the desk's query and hits
	struct hits hits;
	struct arena said;
	struct str say;          // for the last row, until the next key
	struct renewal *renewal; // of the book, under way; or NULL
	struct arena told;
	struct str news; // of it, for the last row, as long as it takes; or empty
	bool asked;      // it began because a page had changed
	bool mouse;      // wanted on the map
	bool done;
};

static struct view *top(const struct app *app)
{
	return app->stack[app->depth - 1];
}

// Remembers where the view on top stands.
static void remember(struct app *app)
{
	struct place place = {0};
	if (!app->depth || !top(app)->ops->place || !top(app)->ops->place(top(app), &place))
		return;
	place.time = (int64_t)time(NULL);
	places_visit(&app->places, &place);
}

static void drop_ahead(struct app *app)
{
	while (app->nahead)
		view_close(app->ahead[--app->nahead]);
}

static void push(struct app *app, struct view *view)
{
	remember(app);
	drop_ahead(app);
	if (app->depth == DEEPEST) {
		view_close(app->stack[1]);
		for (uint32_t i = 2; i < DEEPEST; i++)
			app->stack[i - 1] = app->stack[i];
		app->depth--;
	}
	app->stack[app->depth++] = view;
	remember(app);
}

static void say(struct app *app, struct str sentence)
{
	arena_clear(&app->said);
	app->say = arena_copy(&app->said, sentence);
}

static void back(struct app *app)
{
	if (app->depth < 2) {
		say(app, STR("this is the first place"));
		return;
	}
	remember(app);
	app->ahead[app->nahead++] = app->stack[--app->depth];
	top(app)->ops->resize(top(app), app->canvas.rows, app->canvas.cols);
}

static void forward(struct app *app)
{
	if (!app->nahead) {
		say(app, STR("there is nothing ahead"));
		return;
	}
	remember(app);
	app->stack[app->depth++] = app->ahead[--app->nahead];
	top(app)->ops->resize(top(app), app->canvas.rows, app->canvas.cols);
}

static void close_top(struct app *app)
{
	remember(app);
	view_close(app->stack[--app->depth]);
	drop_ahead(app);
	app->done = !app->depth;
	if (!app->done)
		top(app)->ops->resize(top(app), app->canvas.rows, app->canvas.cols);
}

// ---- what the desk knows of the last search: the map shows it ----

static void find_hits(struct app *app, struct str query, struct str region)
{
	arena_clear(&app->search);
	app->desk.query = arena_copy(&app->search, query);
	app->desk.query_region = arena_copy(&app->search, region);
	app->desk.hits = NULL;
	if (!query.len)
		return;
	const struct search_options options = {
		.limit = 100, .region = app->desk.query_region, .kind = KIND_NONE};
	search(app->desk.searcher, app->desk.query, &options, &app->search, &app->hits);
	app->desk.hits = &app->hits;
}

// What is given may be the desk's own.
static void search_for(struct app *app, struct str query, struct str region)
{
	struct arena arena = {0};
	find_hits(app, arena_copy(&arena, query), arena_copy(&arena, region));
	arena_release(&arena);
}

static void set_query(struct app *app, struct str query, struct str region)
{
	if (!str_eq(query, app->desk.query) || !str_eq(region, app->desk.query_region))
		search_for(app, query, region);
}

// ---- opening ----

static void open_page(struct app *app, uint32_t page, uint32_t section, uint32_t at,
		      struct str query)
{
	push(app, view_reader_new(&app->desk, app->canvas.rows, app->canvas.cols, page, section, at,
				  query));
}

static void open_list(struct app *app, enum list_kind list, uint32_t page)
{
	push(app, view_list_new(&app->desk, app->canvas.rows, app->canvas.cols, list, page));
}

static void open_map(struct app *app, struct str region)
{
	if (!book_map(app->book)) {
		open_list(app, LIST_PAGES, BOOK_NONE);
		return;
	}
	push(app, view_map_new(&app->desk, app->canvas.rows, app->canvas.cols, region));
}

// Where one was: the last place that is not the one on top.
static void resume(struct app *app)
{
	struct place here = {0};
	if (top(app)->ops->place)
		top(app)->ops->place(top(app), &here);
	for (uint32_t i = app->places.history.count; i-- > 0;) {
		const struct place *place = &app->places.history.at[i];
		if (str_eq(place->page, here.page) && str_eq(place->anchor, here.anchor))
			continue;
		uint32_t page = book_find_page(app->book, place->page);
		if (page == BOOK_NONE)
			continue;
		open_page(app, page, book_find_section(app->book, page, place->anchor), place->at,
			  STR(""));
		return;
	}
	say(app, STR("there is no earlier place yet"));
}

// Opens what a view wishes.  One that came from an outline takes the outline's place.
static void open_wish(struct app *app, const struct wish *wish, bool from_outline)
{
	struct arena arena = {0};
	struct str query = arena_copy(&arena, wish->text);
	if (query.len) {
		places_query(&app->places, query);
		set_query(app, query, wish->region);
	}
	if (from_outline)
		close_top(app);
	open_page(app, wish->page, wish->section, wish->at, query);
	arena_release(&arena);
}

// ---- the book anew ----

static uint32_t renew_views(struct view **views, uint32_t count, const struct book *before)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct view *view = view_renew(views[i], before);
		if (view)
			views[kept++] = view;
	}
	return kept;
}

// Puts another book in the place of this one, under the views, which stay where they are as far as
// it has what they show.  The book that app_run was given stays its caller's.
static bool change_book(struct app *app, struct book *book, struct err *err)
{
	struct searcher *searcher = searcher_open(book, err), *searcher_before = app->desk.searcher;
	struct book *before = app->book;
	if (!searcher) {
		book_close(book);
		return false;
	}
	app->book = book;
	app->desk.book = book;
	app->desk.searcher = searcher;
	search_for(app, app->desk.query, app->desk.query_region);
	app->depth = renew_views(app->stack, app->depth, before);
	app->nahead = renew_views(app->ahead, app->nahead, before);
	if (!app->depth)
		open_map(app, STR(""));
	searcher_close(searcher_before);
	if (before != app->given)
		book_close(before);
	return true;
}

static void end_renewal(struct app *app)
{
	if (app->renewal)
		renewal_end(app->renewal);
	app->renewal = NULL;
	app->news = STR("");
}

// Finds out whether the book is what it was made of; `asked` for by somebody who will be told.
static void renew(struct app *app, bool asked)
{
	const char *name = app->options->name;
	if (app->renewal || !name || !*name)
		return;
	app->asked = asked;
	app->renewal = renewal_start(name, app->book);
	if (app->renewal)
		return;
	struct err err = {""}; // no second thread: it is waited for
	struct book *book = book_renew(name, book_identity(app->book), NULL, &err);
	if (!book || !change_book(app, book, &err))
		say(app, str_of(err.text));
}

// What the last row says while the rest is read.
static struct str tell_news(struct app *app, const struct renewal_news *news)
{
	arena_clear(&app->told);
	if (news->pages == 1)
		return STR("reading the rest of the page");
	if (!news->newer)
		return STR("");
	if (news->newer == news->pages && book_npages(app->book) < news->pages)
		return arena_printf(&app->told, "reading %u pages; these are the first",
				    news->pages);
	return arena_printf(&app->told, "%u of %u pages have changed and are being read",
			    news->newer, news->pages);
}

static void take_news(struct app *app)
{
	struct renewal_news news;
	renewal_news(app->renewal, &news);
	app->news = tell_news(app, &news);
	if (!news.done)
		return;
	end_renewal(app);
	bool changed = news.book && change_book(app, news.book, &news.err);
	if (*news.err.text)
		say(app, str_of(news.err.text));
	else if (changed && app->asked)
		say(app, STR("the page had changed and was read again"));
}

// A view that is being typed into keeps its book until that is done: what stands there would move.
static bool is_busy(const struct app *app)
{
	unsigned keysets = top(app)->ops->keysets(top(app));
	return (keysets & TYPING) && !(keysets & ON_RESULTS);
}

static void edit(struct app *app, const struct wish *wish)
{
	struct err err = {""};
	if (!app->options->folder) {
		say(app, STR("only the pages of a folder can be edited"));
		return;
	}
	term_suspend();
	bool edited = edit_page(app->options->folder, book_page(app->book, wish->page).path,
				wish->at, &err);
	term_resume();
	if (!edited)
		say(app, str_of(err.text));
	else if (!book_source_is_same(app->book, wish->page))
		renew(app, true);
}

static void carry_out(struct app *app, const struct wish *wish)
{
	switch (wish->kind) {
	case WISH_STAY:
		break;
	case WISH_OPEN:
		open_wish(app, wish, wish->list == LIST_OUTLINE);
		break;
	case WISH_MAP:
		open_map(app, wish->text);
		break;
	case WISH_SEARCH:
		push(app, view_results_new(&app->desk, app->canvas.rows, app->canvas.cols,
					   wish->text, wish->region));
		break;
	case WISH_LIST:
		open_list(app, wish->list, wish->page);
		view_list_show(top(app), wish->section, wish->region);
		break;
	case WISH_CLOSE:
		if (wish->text.len)
			set_query(app, wish->text, wish->region);
		close_top(app);
		break;
	case WISH_BACK:
		back(app);
		break;
	case WISH_FORWARD:
		forward(app);
		break;
	case WISH_QUIT:
		remember(app);
		app->done = true;
		break;
	case WISH_REDRAW:
		term_redraw();
		break;
	case WISH_EDIT:
		edit(app, wish);
		break;
	case WISH_MOUSE:
		app->mouse = wish->at != 0;
		break;
	case WISH_FORGET:
		set_query(app, STR(""), STR(""));
		top(app)->ops->resize(top(app), app->canvas.rows, app->canvas.cols);
		break;
	case WISH_RESUME:
		resume(app);
		break;
	case WISH_RELOAD:
		renew(app, true);
		break;
	case WISH_HELP:
		push(app, view_help_new(&app->desk, app->canvas.rows, app->canvas.cols,
					top(app)->ops->keysets(top(app))));
		break;
	}
}

// ---- the loop ----

static void follow_size(struct app *app)
{
	int rows, cols;
	term_size(&rows, &cols);
	arena_clear(&app->frame);
	app->canvas = canvas_new(&app->frame, rows, cols);
	app->canvas.ascii = app->desk.ascii;
	if (app->depth)
		top(app)->ops->resize(top(app), rows, cols);
}

static void draw(struct app *app)
{
	struct canvas *canvas = &app->canvas;
	canvas_fill(canvas, 0, 0, canvas->rows, canvas->cols, STYLE_PLAIN);
	view_draw(top(app), canvas);
	struct str last = app->say.len ? app->say : app->news;
	if (last.len && canvas->rows > 1) {
		canvas_fill(canvas, canvas->rows - 1, 0, 1, canvas->cols, STYLE_HINT);
		canvas_fit(canvas, canvas->rows - 1, 0, canvas->cols, last, STYLE_STRONG);
	}
	term_mouse(app->mouse && (top(app)->ops->keysets(top(app)) & ON_MAP));
	term_show(canvas);
}

// A key that means nothing here, unless the last row is being typed into.
static void say_no_key(struct app *app, unsigned keysets)
{
	if (keysets & EVERYWHERE)
		say(app, STR("this key does nothing here: ? shows those that do"));
	else if (keysets & ON_RESULTS)
		say(app, STR("this key does nothing here: F1 shows those that do"));
}

static void press(struct app *app, uint32_t key, struct input *input)
{
	struct view *view = top(app);
	bool typing = view->ops->keysets(view) & (TYPING | ON_RESULTS);
	bool line_feed = input->pasted && key == KEYS_ENTER; // which may be a key where it is one
	if (input->pasted && !typing && !line_feed) {
		say(app, STR("nothing is being typed here: s searches, / finds"));
		return;
	}
	if (line_feed && typing)
		key = ' ';
	if (key != KEYS_MOUSE) {
		input->action = action_of(key, view->ops->keysets(view));
		input->ch = key;
	}
	app->say.len = 0;
	if (input->action == ACT_NONE) {
		say_no_key(app, view->ops->keysets(view));
		return;
	}
	struct wish wish = view->ops->act(view, input);
	if (wish.say.len)
		say(app, wish.say);
	carry_out(app, &wish);
}

// Waits for something to happen and follows it; false when the terminal has gone.
static bool follow(struct app *app)
{
	struct input input = {0};
	bool listens = app->renewal && !is_busy(app);
	uint32_t key = term_key(&input, listens ? renewal_fd(app->renewal) : -1);
	if (key == KEYS_HANGUP)
		remember(app);
	else if (key == KEYS_RESIZE)
		follow_size(app);
	else if (key == KEYS_NEWS)
		take_news(app);
	else if (key != KEYS_PASTE_END)
		press(app, key, &input);
	return key != KEYS_HANGUP;
}

// The first screen comes first: only then is the folder looked at.
static void loop(struct app *app)
{
	bool there = true;
	if (app->options->unchecked) {
		draw(app);
		renew(app, false);
	}
	while (there && !app->done) {
		if (!wait_has_input()) {
			draw(app);
			searcher_rest(app->desk.searcher);
		}
		there = follow(app);
	}
}

// The first view: what was asked for, else what the book says, else its map or its pages.
static bool start(struct app *app, struct err *err)
{
	const struct app_options *options = app->options;
	const struct settings *settings = book_settings(app->book);
	uint32_t page, section;
	if (options->page.len) {
		if (!book_locate(app->book, options->page, &page, &section))
			return err_set(err, "there is no page or section \"%.*s\" in the book",
				       STR_ARG(options->page));
		open_map(app, STR(""));
		open_page(app, page, section, 0, STR(""));
	} else if (book_npages(app->book) == 1) {
		open_page(app, 0, BOOK_NONE, 0, STR(""));
	} else if (!str_eq(settings->start, STR("map")) && settings->start.len &&
		   book_locate(app->book, settings->start, &page, &section)) {
		open_page(app, page, section, 0, STR(""));
	} else {
		open_map(app, STR(""));
	}
	if (options->query.len)
		push(app, view_results_new(&app->desk, app->canvas.rows, app->canvas.cols,
					   options->query, STR("")));
	return true;
}

bool app_run(struct book *book, const struct app_options *options, struct err *err)
{
	struct app app = {.book = book, .given = book, .options = options, .mouse = true};
	app.desk = (struct desk){.book = book, .places = &app.places};
	app.desk.searcher = searcher_open(book, err);
	if (!app.desk.searcher)
		return false;
	state_read(options->name, &app.places);

	bool ran = term_open(options->color, err);
	if (ran) {
		app.desk.ascii = !term_has_utf8();
		app.desk.acs = term_has_acs();
		app.desk.glyphs = options->glyphs_given ? options->glyphs : term_glyphs();
		follow_size(&app);
		ran = start(&app, err);
		if (ran)
			loop(&app);
		state_write(options->name, &app.places);
		term_close();
	}
	end_renewal(&app);
	drop_ahead(&app);
	while (app.depth)
		view_close(app.stack[--app.depth]);
	arena_release(&app.frame);
	arena_release(&app.search);
	arena_release(&app.said);
	arena_release(&app.told);
	arena_release(&app.places.arena);
	searcher_close(app.desk.searcher);
	if (app.book != book)
		book_close(app.book);
	return ran;
}
