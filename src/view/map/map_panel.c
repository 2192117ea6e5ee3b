// SPDX-License-Identifier: ISC
//
// From the top: the name; the red flags; the pages, or with a query the hits in the region, or the
// regions that a name being typed may mean; where else to go from here.  Red flags that would leave
// the list no rows are its first rows and scroll with it.

#include "view/map/map_screen.h"

#include "text/column.h"
#include "text/safe.h"
#include "view/lists/entries.h"
#include "view/marked.h"

enum {
	LIST_LEAST = 3,     // rows the list keeps, as long as there are any
	PREVIEW_COLS = 100, // of the screen, for a preview
	PREVIEW_LEAST = 6,  // rows of it
	NUMBERED = 9,
	TALL = 30,       // rows
	OTHER_COLS = 10, // "  other 12"
};

static const struct map_place *at_place(const struct map_screen *mv)
{
	return &mv->map->places[mv->at];
}

static const struct book *book_of(const struct map_screen *mv)
{
	return mv->view.desk->book;
}

struct str map_at_name(const struct map_screen *mv, struct arena *arena)
{
	return map_place_name(mv->map, mv->at, arena);
}

static const uint32_t *pages_about(const struct map_screen *mv, uint32_t region, uint32_t *count)
{
	*count = 0;
	if (mv->about[region] == BOOK_NONE)
		return NULL;
	return book_region_pages(book_of(mv), mv->about[region], count);
}

// The list.

struct items {
	VEC(struct map_item) list;
};

static struct str kind_label(const struct map_screen *mv, uint32_t kind)
{
	const struct settings *settings = book_settings(book_of(mv));
	return kind == KIND_NONE ? STR("Pages") : settings->kinds[kind].label;
}

static uint32_t same_kind(const struct map_screen *mv, const uint32_t *pages, uint32_t from,
			  uint32_t count)
{
	uint32_t same = from;
	uint32_t kind = book_page(book_of(mv), pages[from]).kind;
	while (same < count && book_page(book_of(mv), pages[same]).kind == kind)
		same++;
	return same - from;
}

// In a low panel headings between the pages would take the rows of the pages, and move them about
// from region to region: the kinds stand in one line above them.
static bool is_tall(const struct map_screen *mv)
{
	return mv->panel.rows >= TALL;
}

// "Anatomy 4  Symptoms 2  other 5": as many kinds as fit in one line.
static void make_kinds(struct map_screen *mv)
{
	uint32_t count, same;
	const uint32_t *pages = pages_about(mv, at_place(mv)->region, &count);
	mv->kinds = STR("");
	if (is_tall(mv) || mv->typing || map_hits(mv, at_place(mv)->region))
		return;
	for (uint32_t i = 0; i < count; i += same) {
		same = same_kind(mv, pages, i, count);
		struct str label = kind_label(mv, book_page(book_of(mv), pages[i]).kind);
		struct str longer = arena_printf(&mv->shaped, "%.*s%s%.*s %u", STR_ARG(mv->kinds),
						 i ? "  " : "", STR_ARG(label), same);
		bool last = i + same == count;
		if (i && column_count(longer) > mv->panel.cols - (last ? 0 : OTHER_COLS)) {
			mv->kinds = arena_printf(&mv->shaped, "%.*s  other %u", STR_ARG(mv->kinds),
						 count - i);
			return;
		}
		mv->kinds = longer;
	}
}

static void add_pages(struct map_screen *mv, struct items *items)
{
	uint32_t count, before = UINT32_MAX - 1;
	const uint32_t *pages = pages_about(mv, at_place(mv)->region, &count);
	for (uint32_t i = 0; i < count; i++) {
		struct book_page page = book_page(book_of(mv), pages[i]);
		struct map_item *item = vec_push(&mv->shaped, &items->list);
		*item = (struct map_item){.page = pages[i],
					  .section = BOOK_NONE,
					  .place = MAP_NONE,
					  .text = page.title,
					  .flag = page.flag.len > 0};
		if (page.kind != before && is_tall(mv))
			item->group = arena_printf(&mv->shaped, "%.*s %u",
						   STR_ARG(kind_label(mv, page.kind)),
						   same_kind(mv, pages, i, count));
		before = page.kind;
	}
}

static bool page_is_about(const struct map_screen *mv, const struct book_page *page,
			  uint32_t region)
{
	for (uint32_t i = page->regions.from; i < page->regions.to; i++) {
		uint32_t here = map_region(
			mv->map, book_region(book_of(mv), book_page_region(book_of(mv), i)));
		if (here != MAP_NONE && map_is_part(mv->map, here, region))
			return true;
	}
	return false;
}

static void add_hits(struct map_screen *mv, struct items *items)
{
	const struct hits *hits = mv->view.desk->hits;
	for (uint32_t i = 0; i < hits->count; i++) {
		const struct hit *hit = &hits->hit[i];
		struct book_page page = book_page(book_of(mv), hit->page);
		if (!page_is_about(mv, &page, at_place(mv)->region))
			continue;
		*vec_push(&mv->shaped, &items->list) =
			(struct map_item){.page = hit->page,
					  .section = hit->section,
					  .place = MAP_NONE,
					  .text = entries_section_name(book_of(mv), hit->page,
								       hit->section, &mv->shaped),
					  .flag = page.flag.len > 0};
	}
	if (!items->list.count)
		return;
	items->list.at[0].group =
		arena_printf(&mv->shaped, "%u found here", map_hits(mv, at_place(mv)->region));
}

static bool is_called(const struct map_region *region, struct str name)
{
	bool called = str_eq_nocase(region->id, name) || str_eq_nocase(region->name, name);
	for (uint32_t i = 0; i < region->aliases.count && !called; i++)
		called = str_eq_nocase(region->aliases.at[i], name);
	return called;
}

static void add_region(struct map_screen *mv, struct items *items, uint32_t region)
{
	uint32_t pages, place = map_nearest(mv, region, mv->before, false);
	pages_about(mv, region, &pages);
	if (place == MAP_NONE)
		return;
	*vec_push(&mv->shaped, &items->list) = (struct map_item){
		.page = BOOK_NONE,
		.section = BOOK_NONE,
		.place = place,
		.text = mv->map->regions[region].name,
		.aside = pages ? arena_printf(&mv->shaped, "%u", pages) : STR("-")};
}

// Those called just so first, then those that begin so, head to toe; nothing typed means all.
static void add_regions(struct map_screen *mv, struct items *items)
{
	uint32_t *regions = arena_array(&mv->shaped, uint32_t, mv->map->nregions);
	struct str typed = str_trim(edit_text(&mv->filter));
	uint32_t count = typed.len ? map_find(mv->map, typed, regions, mv->map->nregions) : 0;
	for (; !typed.len && count < mv->map->nregions; count++)
		regions[count] = count;
	for (int exact = 1; exact >= 0; exact--) {
		for (uint32_t i = 0; i < count; i++) {
			if (is_called(&mv->map->regions[regions[i]], typed) == exact)
				add_region(mv, items, regions[i]);
		}
	}
}

static void make_items(struct map_screen *mv)
{
	struct items items = {0};
	if (mv->typing)
		add_regions(mv, &items);
	else if (map_hits(mv, at_place(mv)->region))
		add_hits(mv, &items);
	if (!mv->typing && !items.list.count)
		add_pages(mv, &items);
	mv->items = items.list.at;
	mv->heights = arena_array(&mv->shaped, uint16_t, items.list.count);
	for (uint32_t i = 0; i < items.list.count; i++)
		mv->heights[i] = (uint16_t)(1 + (items.list.at[i].group.len > 0));
	mv->list.count = items.list.count;
}

// Red flags.

static void make_flags(struct map_screen *mv)
{
	uint32_t about = mv->about[at_place(mv)->region];
	mv->flags = (struct flags){0};
	if (about != BOOK_NONE && !mv->typing)
		flags_of_region(book_of(mv), about, &mv->shaped, &mv->flags);
	flags_wrap(&mv->flags, mv->panel.cols, mv->view.desk->ascii, &mv->shaped);
}

// Below the list.

// For names in a row; not all of a wide panel, so that little changes from region to region.
static int line_cols(const struct map_screen *mv)
{
	enum { MOST = 28 };
	return mv->panel.cols < MOST ? mv->panel.cols : MOST;
}

static void add_line(struct map_screen *mv, struct str line)
{
	mv->lines[mv->nlines++] = line;
}

static void add_ways(struct map_screen *mv)
{
	const struct map *map = mv->map;
	uint32_t across = map_opposite(map, mv->at), twin = map_twin(map, mv->at);
	struct str way = STR("");
	if (across != MAP_NONE)
		way = arena_printf(&mv->shaped, "o %.*s",
				   STR_ARG(map->regions[map->places[across].region].name));
	if (twin != MAP_NONE)
		way = arena_printf(&mv->shaped, "%.*s%s%% %s", STR_ARG(way), way.len ? "  " : "",
				   map->places[twin].side == SIDE_LEFT ? "left" : "right");
	if (way.len)
		add_line(mv, way);
}

// The whole of it, or its parts: those that fit, and how many more there are.
static void add_parts(struct map_screen *mv)
{
	uint32_t region = at_place(mv)->region, parent = mv->map->regions[region].parent;
	uint32_t count = 0, more = 0;
	struct str parts = STR("");
	for (uint32_t i = 0; i < mv->map->nregions; i++) {
		if (mv->map->regions[i].parent != region)
			continue;
		struct str longer =
			arena_printf(&mv->shaped, "%.*s%s%.*s", STR_ARG(parts), count ? ", " : "+ ",
				     STR_ARG(mv->map->regions[i].name));
		if (count++ && (more || column_count(longer) > line_cols(mv) - 7))
			more++;
		else
			parts = longer;
	}
	if (more)
		parts = arena_printf(&mv->shaped, "%.*s, %u more", STR_ARG(parts), more);
	if (count)
		add_line(mv, parts);
	else if (parent != MAP_NONE)
		add_line(mv, arena_printf(&mv->shaped, "- part of: %.*s",
					  STR_ARG(mv->map->regions[parent].name)));
}

// As many as fit.
static void add_aliases(struct map_screen *mv)
{
	const struct strs *aliases = &mv->map->regions[at_place(mv)->region].aliases;
	struct str names = STR("");
	for (uint32_t i = 0; i < aliases->count; i++) {
		struct str more = arena_printf(&mv->shaped, "%.*s%s%.*s", STR_ARG(names),
					       i ? ", " : "Also: ", STR_ARG(aliases->at[i]));
		if (i && column_count(more) > line_cols(mv))
			break;
		names = more;
	}
	if (names.len)
		add_line(mv, names);
}

// The book's notice, where the title has no room for it.
static void add_notice(struct map_screen *mv)
{
	struct str notice = book_settings(book_of(mv))->notice;
	if (!notice.len || map_notice_fits(mv))
		return;
	struct marked lines = marked_wrap(marked_none(safe_line(&mv->shaped, notice)),
					  mv->panel.cols, 2, mv->view.desk->ascii, &mv->shaped);
	for (uint32_t i = 0; i < lines.nlines; i++)
		add_line(mv, str_sub(lines.text.text, lines.lines[i].from, lines.lines[i].to));
}

static void make_lines(struct map_screen *mv)
{
	mv->nlines = 0;
	add_notice(mv);
	if (mv->typing)
		return;
	add_ways(mv);
	add_parts(mv);
	add_aliases(mv);
}

// Rows.

static int list_height_wanted(const struct map_screen *mv)
{
	int rows = 0;
	for (uint32_t i = 0; i < mv->list.count; i++)
		rows += mv->heights[i];
	return rows ? rows : 1;
}

// The flags come first, then a few rows of the list, then what is below it, and the preview has
// what remains.
static void divide_rows(struct map_screen *mv)
{
	mv->name_rows = mv->panel.rows > 1;
	int rows = mv->panel.rows - mv->name_rows, wanted = list_height_wanted(mv);
	int kinds = mv->kinds.len > 0, flags = (int)mv->flags.rows.count;
	int least = wanted < LIST_LEAST ? wanted : LIST_LEAST;
	bool fixed = rows - flags >= least;
	mv->list.lead = mv->list.count && !fixed ? flags : 0;
	mv->flag_rows = flags - mv->list.lead;
	rows -= mv->flag_rows;
	wanted += mv->list.lead;
	if (mv->list.lead)
		mv->heights[0] += (uint16_t)mv->list.lead;
	if (rows - kinds < 1 || mv->list.lead)
		kinds = 0;
	rows -= kinds;
	while (mv->nlines && (rows - (int)mv->nlines < least || mv->list.lead))
		mv->nlines--;
	rows -= (int)mv->nlines;
	mv->kind_rows = kinds;
	mv->list_row = mv->name_rows + mv->flag_rows + kinds;
	mv->preview_row = 0;
	mv->list_rows = rows;
	if (mv->view.cols >= PREVIEW_COLS && !mv->typing && mv->list.count &&
	    rows >= 2 * PREVIEW_LEAST) {
		int most = rows - (rows / 2 > PREVIEW_LEAST ? rows / 2 : PREVIEW_LEAST);
		mv->list_rows = wanted < most ? wanted : most;
		mv->preview_row = mv->list_row + mv->list_rows;
	}
	list_set(&mv->list, mv->list.count, mv->heights, mv->list_rows > 0 ? mv->list_rows : 1);
}

void map_panel_shape(struct map_screen *mv)
{
	arena_clear(&mv->shaped);
	mv->list = (struct list){0};
	make_items(mv);
	make_flags(mv);
	make_kinds(mv);
	make_lines(mv);
	divide_rows(mv);
	map_preview_shape(mv);
}

// Drawing.

static void draw_name(const struct map_screen *mv, struct canvas *canvas)
{
	struct arena scratch = {0};
	const struct map_pane *pane = &mv->panel;
	canvas_fit(canvas, pane->row, pane->col, pane->cols, map_at_name(mv, &scratch),
		   STYLE_HEADING_2);
	if (!mv->in_list && !mv->typing) {
		canvas->cursor_row = pane->row;
		canvas->cursor_col = pane->col;
	}
	arena_release(&scratch);
}

static void draw_flags(const struct map_screen *mv, struct canvas *canvas, int row)
{
	for (uint32_t i = 0; i < mv->flags.rows.count; i++)
		flags_draw(&mv->flags, i, canvas, row + (int)i, mv->panel.col);
}

// `row` is the first of the item; rows outside of the list are clipped.
static void draw_item(const struct map_screen *mv, struct canvas *canvas, uint32_t i, int row)
{
	const struct map_item *item = &mv->items[i];
	const struct map_pane *pane = &mv->panel;
	bool chosen = (mv->in_list || mv->typing) && i == mv->list.selected;
	if (item->group.len)
		canvas_fit(canvas, row++, pane->col, pane->cols, item->group, STYLE_KIND);
	int col = pane->col, room = pane->cols - (int)item->aside.len - 1;
	char number = i < NUMBERED && !mv->typing ? (char)('1' + i) : ' ';
	canvas_char(canvas, row, col, chosen ? '>' : (uint32_t)number, STYLE_PLAIN);
	if (item->flag)
		canvas_char(canvas, row, col + 1, '!', STYLE_FLAG);
	canvas_fit(canvas, row, col + 2, room - 1, item->text,
		   item->flag ? STYLE_FLAG : STYLE_PLAIN);
	if (item->aside.len)
		canvas_text(canvas, row, col + room + 1, item->aside, STYLE_HINT);
	if (!chosen)
		return;
	canvas_restyle(canvas, row, col, pane->cols, STYLE_SELECTED);
	canvas->cursor_row = row >= 0 && row < canvas->rows ? row : 0;
}

static void draw_list(const struct map_screen *mv, struct canvas *canvas)
{
	struct canvas part = canvas_rows(canvas, mv->panel.row + mv->list_row, mv->list_rows);
	int row = -mv->list.skip;
	if (!mv->list.count)
		canvas_fit(&part, row, mv->panel.col, mv->panel.cols,
			   mv->typing ? STR("no region is called so") : STR("no page yet"),
			   STYLE_HINT);
	uint32_t last = mv->in_list || mv->typing || is_tall(mv) ? mv->list.count : NUMBERED;
	for (uint32_t i = mv->list.top; i < mv->list.count && i < last && row < part.rows; i++) {
		int lead = i ? 0 : mv->list.lead;
		if (lead)
			draw_flags(mv, &part, row);
		draw_item(mv, &part, i, row + lead);
		row += mv->heights[i];
	}
	if (mv->in_list || mv->walking) {
		canvas->cursor_row = mv->panel.row + mv->list_row + part.cursor_row;
		canvas->cursor_col = mv->panel.col;
	}
}

static void draw_lines(const struct map_screen *mv, struct canvas *canvas)
{
	int row = mv->panel.row + mv->panel.rows - (int)mv->nlines;
	for (uint32_t i = 0; i < mv->nlines; i++)
		canvas_fit(canvas, row + (int)i, mv->panel.col, mv->panel.cols, mv->lines[i],
			   STYLE_PLAIN);
}

static void draw_preview(const struct map_screen *mv, struct canvas *canvas)
{
	int row = mv->panel.row + mv->preview_row + 1;
	int end = mv->panel.row + mv->panel.rows - (int)mv->nlines - 1;
	for (uint32_t line = 0; line < mv->preview.nlines && row < end; line++)
		layout_draw(&mv->preview, line,
			    &(struct line_look){.now = DOC_NONE, .focus = DOC_NONE}, canvas, row++,
			    mv->panel.col + 2);
}

void map_panel_draw(const struct map_screen *mv, struct canvas *canvas)
{
	if (mv->name_rows)
		draw_name(mv, canvas);
	if (mv->flag_rows)
		draw_flags(mv, canvas, mv->panel.row + mv->name_rows);
	if (mv->kind_rows)
		canvas_fit(canvas, mv->panel.row + mv->list_row - 1, mv->panel.col, mv->panel.cols,
			   mv->kinds, STYLE_PLAIN);
	draw_list(mv, canvas);
	draw_lines(mv, canvas);
	if (mv->preview_row)
		draw_preview(mv, canvas);
}

// The preview.

// The hit's section, or the first sections of a page, as many as can be read at once.
static bool preview_bytes(const struct map_screen *mv, const struct map_item *item, uint64_t *from,
			  uint64_t *to)
{
	enum { MOST = 16 << 10 };
	struct range sections = book_page(book_of(mv), item->page).sections;
	if (item->section != BOOK_NONE)
		sections = (struct range){item->section, item->section + 1};
	if (sections.from == sections.to)
		return false;
	*from = book_section(book_of(mv), sections.from).from;
	*to = *from;
	for (uint32_t i = sections.from; i < sections.to; i++) {
		uint64_t end = book_section(book_of(mv), i).to;
		if (end - *from > MOST)
			break;
		*to = end;
	}
	return *to > *from;
}

void map_preview_shape(struct map_screen *mv)
{
	arena_clear(&mv->read);
	mv->preview = (struct layout){0};
	if (!mv->preview_row)
		return;
	const struct map_item *item = &mv->items[mv->list.selected];
	uint64_t from, to;
	struct str source;
	struct err err;
	struct doc *doc = arena_new(&mv->read, struct doc);
	if (!preview_bytes(mv, item, &from, &to) ||
	    !book_source(book_of(mv), item->page, from, to, &mv->read, &source, &err))
		return;
	struct meta meta;
	if (from == 0 && meta_parse(STR(""), source, &mv->read, &meta, &err))
		source = str_sub(source, meta.bytes, source.len);
	doc_parse(source, 1, 0, &mv->read, doc);
	const struct layout_options options = {.cols = mv->panel.cols - 3,
					       .ascii = mv->view.desk->ascii,
					       .language = book_settings(book_of(mv))->language};
	layout_doc(doc, (struct range){0, doc->nsections}, &options, &mv->read, &mv->preview);
}
