// SPDX-License-Identifier: ISC

#include "cmd/cmd.h"
#include "cmd/print.h"
#include "search/search.h"
#include "view/map/map_print.h"

#include <stdlib.h>

enum { ROWS = 22, COLS = 80, MOST_ROWS = 500, MOST_COLS = 1000, HITS = 100 };

static const char *const glyph_names[] = {"auto", "braille", "blocks", "ascii", NULL};
static const enum glyphs glyphs[] = {GLYPHS_ASCII, GLYPHS_BRAILLE, GLYPHS_BLOCKS, GLYPHS_ASCII};

static const struct option options[] = {
	OPTION_BOOK,
	{"view", 0, "VIEW|both"},
	{"zoom", 0, "REGION"},
	{"query", 0, "QUERY"},
	{"rows", 0, "N"},
	{"cols", 0, "N"},
	{"glyphs", 0, "auto|braille|blocks|ascii"},
	{"list", 0, NULL},
	{"json", 0, NULL},
	{NULL, 0, NULL},
};

// Pages and red flags of a region of the map.
static uint32_t count_pages(const struct book *book, struct str id, bool *flags)
{
	uint32_t count = 0, region = book_find_region(book, id);
	const uint32_t *pages = NULL;
	if (region != BOOK_NONE)
		pages = book_region_pages(book, region, &count);
	*flags = false;
	for (uint32_t i = 0; i < count; i++)
		*flags = *flags || book_page(book, pages[i]).flag.len;
	return count;
}

// ---- lists ----

static void print_list(struct print *print, const struct book *book)
{
	const struct map *map = book_map(book);
	for (uint32_t i = 0; i < map->nregions; i++) {
		const struct map_region *region = &map->regions[i];
		bool flags;
		uint32_t count = count_pages(book, region->id, &flags);
		print_text(print, region->id);
		print_text(print, STR("\t"));
		print_text(print, region->name);
		print_format(print, "\t%u page%s%s\n", count, count == 1 ? "" : "s",
			     flags ? ", red flags" : "");
	}
}

static void print_views(struct print *print, const struct map *map, uint32_t region)
{
	json_open(print, "views", '[');
	for (uint32_t i = 0; i < map->nplaces; i++) {
		const struct map_place *place = &map->places[i];
		if (place->region == region && place->side != SIDE_LEFT)
			json_str(print, NULL, map->views[place->view].id);
	}
	json_close(print);
}

static void print_sides(struct print *print, const struct map *map, uint32_t region)
{
	bool sides = false;
	for (uint32_t i = 0; i < map->nplaces; i++)
		sides = sides ||
			(map->places[i].region == region && map->places[i].side != SIDE_NONE);
	json_open(print, "sides", '[');
	if (sides) {
		json_str(print, NULL, STR("left"));
		json_str(print, NULL, STR("right"));
	}
	json_close(print);
}

static void print_json(struct print *print, const struct book *book)
{
	static const struct str none = {NULL, 0};
	const struct map *map = book_map(book);
	json_open(print, NULL, '{');
	json_number(print, "format_version", 1);
	json_open(print, "regions", '[');
	for (uint32_t i = 0; i < map->nregions; i++) {
		const struct map_region *region = &map->regions[i];
		bool flags, parent = region->parent != MAP_NONE;
		bool opposite = region->opposite != MAP_NONE;
		uint32_t count = count_pages(book, region->id, &flags);
		json_open(print, NULL, '{');
		json_str(print, "region", region->id);
		json_str(print, "name", region->name);
		print_views(print, map, i);
		print_sides(print, map, i);
		json_str(print, "parent", parent ? map->regions[region->parent].id : none);
		json_str(print, "opposite", opposite ? map->regions[region->opposite].id : none);
		json_number(print, "pages", count);
		json_bool(print, "red_flags", flags);
		json_close(print);
	}
	json_close(print);
	json_close(print);
}

// ---- pictures ----

static bool choose_views(const struct map *map, struct str wanted, struct map_print *what,
			 struct err *err)
{
	for (uint32_t i = 0; i < map->nviews && what->nviews < countof(what->views); i++) {
		if (map->views[i].inset_of != MAP_NONE)
			continue;
		if (str_eq(wanted, STR("both")) || str_eq(wanted, map->views[i].id))
			what->views[what->nviews++] = i;
	}
	if (what->nviews)
		return true;
	return err_set(err, "the map has no view \"%.*s\"", STR_ARG(wanted));
}

// The region's first place in the wanted views; only its picture is printed then.
static bool choose_zoom(const struct map *map, struct str id, struct map_print *what,
			struct err *err)
{
	uint32_t region = map_region(map, id);
	if (region == MAP_NONE && map_find(map, id, &region, 1) == 0)
		return err_set(err, "the map has no region \"%.*s\"; bodymap map --list names them",
			       STR_ARG(id));
	for (uint32_t i = 0; i < map->nplaces; i++) {
		uint32_t picture = map_picture(map, map->places[i].view);
		for (uint32_t v = 0; map->places[i].region == region && v < what->nviews; v++) {
			if (what->views[v] != picture)
				continue;
			what->zoom = i;
			what->views[0] = picture;
			what->nviews = 1;
			return true;
		}
	}
	return err_set(err, "region \"%.*s\" is not drawn in that view", STR_ARG(id));
}

// What the locale names says whether the output may be more than ASCII.
static bool locale_is_utf8(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < countof(names); i++) {
		struct str value = str_of(getenv(names[i]));
		if (value.len)
			return str_find(value, STR("UTF-8"), 0) != SIZE_MAX ||
			       str_find(value, STR("utf8"), 0) != SIZE_MAX;
	}
	return false;
}

// Rows without the empty ones at the end.
static void print_canvas(struct print *print, const struct canvas *canvas)
{
	struct buf text = {0};
	canvas_dump(canvas, false, &text);
	while (text.len > 1 && text.ptr[text.len - 2] == '\n')
		text.len--;
	print_text(print, buf_str(&text));
	buf_release(&text);
}

static void print_hits(struct print *print, const struct book *book, const struct hits *hits)
{
	const struct map *map = book_map(book);
	print_format(print, "%u found\n", hits->total);
	for (uint32_t i = 0; i < map->nregions; i++) {
		uint32_t region = book_find_region(book, map->regions[i].id);
		if (region == BOOK_NONE || !hits->by_region[region])
			continue;
		print_text(print, map->regions[i].name);
		print_format(print, " %u\n", hits->by_region[region]);
	}
}

static enum status print_picture(const struct book *book, const struct args *args,
				 struct print *print, struct arena *arena, struct err *err)
{
	int glyph = locale_is_utf8();
	uint32_t rows = ROWS, cols = COLS;
	struct map_print what = {.zoom = MAP_NONE};
	struct str zoom = args_value(args, "zoom", STR(""));
	struct hits hits = {0};
	struct desk desk = {.book = book, .query = args_value(args, "query", STR(""))};
	if (!args_number(args, "rows", 1, MOST_ROWS, &rows, err) ||
	    !args_number(args, "cols", 1, MOST_COLS, &cols, err) ||
	    !choose_views(book_map(book), args_value(args, "view", STR("both")), &what, err) ||
	    (zoom.len && !choose_zoom(book_map(book), zoom, &what, err)) ||
	    !args_choice(args, "glyphs", glyph_names, &glyph, err))
		return STATUS_TROUBLE;
	desk.glyphs = glyphs[glyph ? glyph : locale_is_utf8()];
	if (desk.query.len) {
		desk.searcher = searcher_open(book, err);
		if (!desk.searcher)
			return STATUS_TROUBLE;
		const struct search_options all = {.limit = HITS, .kind = KIND_NONE};
		search(desk.searcher, desk.query, &all, arena, &hits);
		desk.hits = &hits;
	}
	struct canvas canvas = canvas_new(arena, (int)rows + 1, (int)cols);
	map_print(&desk, &what, &canvas);
	print_canvas(print, &canvas);
	if (desk.hits)
		print_hits(print, book, &hits);
	if (desk.searcher)
		searcher_close(desk.searcher);
	return desk.hits && !hits.total ? STATUS_NOTHING : STATUS_DONE;
}

static enum status print_map(struct book *book, const struct args *args, struct arena *arena,
			     struct err *err)
{
	if (!book_map(book)) {
		err_set(err, "the book has no map");
		return STATUS_TROUBLE;
	}
	struct print *print = print_open(false);
	enum status status = STATUS_DONE;
	if (args_given(args, "json"))
		print_json(print, book);
	else if (args_given(args, "list"))
		print_list(print, book);
	else
		status = print_picture(book, args, print, arena, err);
	return print_close(print, err) ? status : STATUS_TROUBLE;
}

static enum status run(const struct args *args, struct arena *arena, struct err *err)
{
	if (!args_no_words(args, "map", err))
		return STATUS_TROUBLE;
	return cmd_with_book(args_value(args, "book", STR("")), print_map, args, arena, err);
}

const struct command cmd_map = {
	.name = "map",
	.usage = "[-b BOOK] [--view=front|back|both] [--zoom=REGION] [--query=QUERY] [--rows=N] "
		 "[--cols=N] [--glyphs=auto|braille|blocks|ascii] [--list] [--json]",
	.help = "print the map; --list: its regions, head to toe; --json: the same for scripts",
	.more = "  --view=VIEW     one picture, or both\n"
		"  --zoom=REGION   closer up on a region\n"
		"  --query=QUERY   with the hits of a search\n"
		"  --rows=N        rows of the picture\n"
		"  --cols=N        columns at most\n"
		"  --glyphs=GLYPHS what it is drawn with\n",
	.options = options,
	.run = run,
};
