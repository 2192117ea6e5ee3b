// SPDX-License-Identifier: ISC

#include "cmd/shown.h"

#include "view/layout/layout.h"

struct range sections_shown(const struct book *book, uint32_t page, uint32_t section)
{
	struct range all = book_page(book, page).sections;
	if (section == BOOK_NONE)
		return all;
	struct range shown = {section, section + 1};
	uint8_t level = book_section(book, section).level;
	while (level && shown.to < all.to && book_section(book, shown.to).level > level)
		shown.to++;
	return shown;
}

bool shown_read(const struct book *book, uint32_t page, uint32_t section, struct arena *arena,
		struct shown *shown, struct err *err)
{
	shown->sections = sections_shown(book, page, section);
	struct book_section first = book_section(book, shown->sections.from);
	struct book_section last = book_section(book, shown->sections.to - 1);
	if (!book_source(book, page, first.from, last.to, arena, &shown->source, err))
		return false;
	doc_parse(shown->source, 1, 0, arena, &shown->doc);
	return true;
}

void shown_print(struct print *print, const struct book *book, const struct shown *shown, int cols,
		 struct arena *arena)
{
	const struct layout_options options = {.cols = cols,
					       .language = book_settings(book)->language};
	struct layout layout;
	layout_doc(&shown->doc, (struct range){0, shown->doc.nsections}, &options, arena, &layout);
	for (uint32_t i = 0; i < layout.nlines; i++) {
		struct range runs = layout.lines[i].runs;
		for (uint32_t r = runs.from; r < runs.to; r++)
			print_styled(print, layout.runs[r].style, layout.runs[r].text);
		print_text(print, STR("\n"));
	}
}
