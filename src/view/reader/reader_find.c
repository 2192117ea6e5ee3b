// SPDX-License-Identifier: ISC

#include "view/reader/reader.h"

// Opens whatever folds away a byte of a sheet's text.
static void unfold(struct reader *reader, uint32_t i, uint32_t byte)
{
	const struct sheet *sheet = sheets_get(&reader->sheets, i);
	uint32_t block = 0;
	while (block + 1 < sheet->doc.nblocks && sheet->doc.blocks[block + 1].text.from <= byte)
		block++;
	uint32_t at = sheet->doc.nblocks ? sheet->doc.blocks[block].container : DOC_NONE;
	for (; at != DOC_NONE; at = sheet->doc.containers[at].parent) {
		if (sheet->folded[at])
			sheets_fold(&reader->sheets, i, at, false);
	}
}

static void go_to_match(struct reader *reader, uint32_t match)
{
	struct find *find = &reader->find;
	uint32_t sheet = find_sheet(find, match), byte = find->matches.at[match].from;
	find->now = match;
	unfold(reader, sheet, byte);
	struct spot spot = {sheet,
			    layout_line_at(&sheets_get(&reader->sheets, sheet)->layout, byte)};
	reader_show(reader, spot);
}

void reader_find_again(struct reader *reader, bool back)
{
	struct find *find = &reader->find;
	const struct earlier *sought = &reader->view.desk->places->sought;
	if (!find->text.len)
		find_query(find, &reader->sheets);
	if (!find->text.len && sought->count)
		find_text(find, &reader->sheets, sought->at[sought->count - 1]);
	uint32_t n = find->matches.count;
	if (!n) {
		reader_say(reader, find->text.len ? find_state(find, &reader->frame)
						  : STR("nothing was looked for: / finds"));
		return;
	}
	uint32_t step = reader_times(reader) % n, from = find->now;
	if (from == DOC_NONE) {
		from = back ? find_before(find, &reader->sheets, reader->top)
			    : find_behind(find, &reader->sheets, reader->top);
		from = from == DOC_NONE ? (back ? n - 1 : 0) : from;
		step = 0;
	}
	uint32_t to = back ? (from + n - step) % n : (from + step) % n;
	if (step && (back ? to >= from : to <= from))
		reader_say(reader, back ? STR("on from the end of the page")
					: STR("on from the beginning of the page"));
	go_to_match(reader, to);
}

// Where looking began, also if the screen has another width by now.
static void go_back_to_start(struct reader *reader)
{
	reader_set_top(reader, sheets_spot(&reader->sheets, reader->find_section, reader->find_at));
	uint32_t rows = reader->flags_fixed ? 0 : reader->flags.rows.count;
	reader->flags_past = reader->find_past < rows ? reader->find_past : rows;
	reader->around.rows = reader_rows(reader);
	reader_list_lines(reader);
}

static void find_typed(struct reader *reader)
{
	struct find *find = &reader->find;
	find_text(find, &reader->sheets, edit_text(&reader->line));
	go_back_to_start(reader);
	uint32_t match = find_behind(find, &reader->sheets, reader->top);
	if (match == DOC_NONE && find->matches.count)
		match = 0;
	if (match != DOC_NONE)
		go_to_match(reader, match);
}

bool reader_act_finding(struct reader *reader, const struct input *input)
{
	struct places *places = reader->view.desk->places;
	if (input->action == ACT_TYPE_DONE || input->action == ACT_TYPE_CANCEL) {
		reader->mode = READING;
		if (input->action == ACT_TYPE_DONE) {
			places_sought(places, reader->find.text);
		} else {
			find_text(&reader->find, &reader->sheets, STR(""));
			go_back_to_start(reader);
		}
		return true;
	}
	enum edit_result result =
		edit_act(&reader->line, input, places->sought.at, places->sought.count);
	if (result == EDIT_CHANGED)
		find_typed(reader);
	return result != EDIT_NOT_MINE;
}

// ---- with another book ----

// The section of a sheet's doc that a byte of its text is in.
static uint32_t doc_section_at(const struct doc *doc, uint32_t byte)
{
	uint32_t section = doc->nsections ? doc->nsections - 1 : 0;
	while (section && doc->sections[section].text.from > byte)
		section--;
	return section;
}

// The first match from a byte of a sheet on, or one behind its last.
static uint32_t first_from(const struct find *find, uint32_t sheet, uint32_t byte)
{
	uint32_t match = find->first[sheet];
	while (match < find->first[sheet + 1] && find->matches.at[match].from < byte)
		match++;
	return match;
}

// Which section of `before` the match is in, and how many of that section's come before it.
static bool place_of_match(const struct reader *old, uint32_t *section, uint32_t *nth)
{
	const struct find *find = &old->find;
	if (find->now == DOC_NONE)
		return false;
	uint32_t at = find_sheet(find, find->now);
	const struct sheet *sheet = &old->sheets.at[at];
	if (!sheet->laid) // and cannot be any more
		return false;
	uint32_t in_doc = doc_section_at(&sheet->doc, find->matches.at[find->now].from);
	*section = sheet_book_section(sheet, in_doc);
	*nth = find->now - first_from(find, at, sheet->doc.sections[in_doc].text.from);
	return true;
}

void reader_find_as_before(struct reader *reader, const struct reader *old,
			   const struct book *before)
{
	struct find *find = &reader->find;
	uint32_t section, nth;
	if (old->find.of_query || !old->find.text.len)
		return;
	find_text(find, &reader->sheets, arena_copy(&reader->view.arena, old->find.text));
	if (!place_of_match(old, &section, &nth))
		return;
	section = book_find_section(reader->view.desk->book, reader->page,
				    book_section(before, section).anchor);
	if (section == BOOK_NONE)
		return;
	uint32_t at = sheets_find(&reader->sheets, section);
	const struct sheet *sheet = sheets_get(&reader->sheets, at);
	struct range text = sheet->doc.sections[sheet_doc_section(sheet, section)].text;
	uint32_t match = first_from(find, at, text.from) + nth;
	if (match < first_from(find, at, text.to))
		find->now = match;
}

void reader_start_finding(struct reader *reader)
{
	reader->mode = FINDING;
	reader->find_section = reader->section;
	reader->find_at = reader->at;
	reader->find_past = reader->flags_past;
	reader->focus = DOC_NONE;
	edit_set(&reader->line, STR(""));
	find_text(&reader->find, &reader->sheets, STR(""));
}
