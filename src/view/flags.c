// SPDX-License-Identifier: ISC

#include "view/flags.h"

#include "text/safe.h"
#include "view/marked.h"

enum { COLS_FOR_INDENT = 12, BEST_HITS = 3 };

static bool is_there(const struct flags *flags, struct str line)
{
	for (uint32_t i = 0; i < flags->list.count; i++) {
		if (str_eq(flags->list.at[i].line, line))
			return true;
	}
	return false;
}

static void add_own(const struct book *book, uint32_t region, struct arena *arena,
		    struct flags *flags)
{
	uint32_t count;
	const uint32_t *pages = book_region_pages(book, region, &count);
	for (uint32_t i = 0; i < count; i++) {
		struct str line = safe_line(arena, book_page(book, pages[i]).flag);
		if (line.len && !is_there(flags, line))
			*vec_push(arena, &flags->list) = (struct flag){line, pages[i]};
	}
}

void flags_of_region(const struct book *book, uint32_t region, struct arena *arena,
		     struct flags *flags)
{
	const struct map *map = book_map(book);
	if (region == BOOK_NONE)
		return;
	uint32_t on_map = map ? map_region(map, book_region(book, region)) : MAP_NONE;
	add_own(book, region, arena, flags);
	while (on_map != MAP_NONE && (on_map = map->regions[on_map].parent) != MAP_NONE) {
		uint32_t whole = book_find_region(book, map->regions[on_map].id);
		if (whole != BOOK_NONE)
			add_own(book, whole, arena, flags);
	}
}

void flags_of_page(const struct book *book, uint32_t page, struct arena *arena, struct flags *flags)
{
	struct range regions = book_page(book, page).regions;
	for (uint32_t i = regions.from; i < regions.to; i++)
		flags_of_region(book, book_page_region(book, i), arena, flags);
}

bool flags_has_page(const struct flags *flags, uint32_t page)
{
	for (uint32_t i = 0; i < flags->list.count; i++) {
		if (flags->list.at[i].page == page)
			return true;
	}
	return false;
}

void flags_of_hits(const struct book *book, const struct hits *hits, struct arena *arena,
		   struct flags *flags)
{
	for (uint32_t i = 0; i < hits->count && i < BEST_HITS; i++)
		flags_of_page(book, hits->hit[i].page, arena, flags);
}

void flags_wrap(struct flags *flags, int cols, bool ascii, struct arena *arena)
{
	bool hangs = cols >= COLS_FOR_INDENT;
	flags->indent = hangs ? 2 : 0;
	flags->rows.at = NULL;
	flags->rows.count = flags->rows.room = 0;
	for (uint32_t i = 0; i < flags->list.count; i++) {
		struct str text = flags->list.at[i].line;
		if (!hangs)
			text = arena_printf(arena, "! %.*s", STR_ARG(text));
		struct marked rows = marked_wrap(marked_none(text), cols - flags->indent,
						 UINT32_MAX, ascii, arena);
		for (uint32_t r = 0; r < rows.nlines; r++)
			*vec_push(arena, &flags->rows) = (struct flag_row){
				str_sub(rows.text.text, rows.lines[r].from, rows.lines[r].to),
				r > 0};
	}
}

void flags_draw(const struct flags *flags, uint32_t i, struct canvas *canvas, int row, int col)
{
	const struct flag_row *flag = &flags->rows.at[i];
	if (flags->indent)
		canvas_text(canvas, row, col, flag->goes_on ? STR("  ") : STR("! "), STYLE_FLAG);
	canvas_text(canvas, row, col + flags->indent, flag->text, STYLE_FLAG);
}
