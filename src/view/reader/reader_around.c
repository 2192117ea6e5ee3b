// SPDX-License-Identifier: ISC

#include "view/reader/reader.h"

#include "text/safe.h"
#include "view/frame.h"

void reader_say(struct reader *reader, struct str sentence)
{
	struct str kept = arena_copy(&reader->frame, sentence);
	arena_clear(&reader->said);
	reader->message = arena_copy(&reader->said, kept);
}

static struct str in_ascii(struct reader *reader, struct str text)
{
	return reader->view.desk->ascii ? safe_ascii(&reader->frame, text) : text;
}

// Lines wrapped one by one into one list of ranges.
static struct marked wrap_lines(struct reader *reader, struct str text)
{
	VEC(struct range) lines = {0};
	struct marked all = {.text = marked_none(text)};
	struct str rest = text, line;
	while (str_line(&rest, &line)) {
		struct marked part = marked_wrap(marked_none(line), reader->view.cols, UINT32_MAX,
						 false, &reader->frame);
		uint32_t at = (uint32_t)(line.ptr - text.ptr);
		for (uint32_t i = 0; i < part.nlines; i++)
			*vec_push(&reader->frame, &lines) =
				(struct range){at + part.lines[i].from, at + part.lines[i].to};
	}
	all.lines = lines.at;
	all.nlines = lines.count;
	return all;
}

static struct str foot_text(struct reader *reader)
{
	if (reader->mode == MARKING)
		return STR("bookmark under which letter?");
	if (reader->mode == FINDING)
		return STR("");
	if (reader->counting)
		return arena_printf(&reader->frame,
				    "%u: Enter follows that link, %% goes that far, motions "
				    "are repeated",
				    reader->count);
	if (reader->message.len)
		return reader->message;
	if (reader_focus_seen(reader))
		return reader_link_says(reader, &reader->frame);
	if (reader->find.text.len)
		return arena_printf(&reader->frame, "%s%.*s  %.*s",
				    reader->find.of_query ? "" : "/", STR_ARG(reader->find.text),
				    STR_ARG(find_state(&reader->find, &reader->frame)));
	return STR("");
}

static bool shows_end(struct reader *reader)
{
	struct spot last = reader->top;
	if (!reader->around.rows.text_rows)
		return false;
	if (reader->around.nlines)
		last = reader->around.lines[reader->around.nlines - 1];
	return !sheets_down(&reader->sheets, &last, 1);
}

static struct str how_far(struct reader *reader)
{
	struct spot first = reader->top;
	bool top = !sheets_up(&reader->sheets, &first, 1) && !reader->flags_past,
	     end = shows_end(reader);
	if (top)
		return end ? STR("all") : STR("top");
	if (end)
		return STR("end");
	return arena_printf(&reader->frame, "%u%%",
			    sheets_share(&reader->sheets, reader->section, reader->at) / 10);
}

static void name_page(struct reader *reader)
{
	const struct book *book = reader->view.desk->book;
	const struct settings *settings = book_settings(book);
	struct str far = reader->changed ? arena_printf(&reader->frame, "changed  %.*s",
							STR_ARG(how_far(reader)))
					 : how_far(reader);
	uint32_t kind = book_section(book, reader->section).kind;
	reader->around.title =
		entries_section_name(book, reader->page, reader->section, &reader->frame);
	reader->around.aside =
		kind == KIND_NONE
			? far
			: arena_printf(&reader->frame, "%.*s  %.*s",
				       STR_ARG(settings->kinds[kind].label), STR_ARG(far));
}

void reader_settle(struct reader *reader)
{
	struct reader_around *around = &reader->around;
	struct arena frame = reader->frame;
	arena_clear(&frame);
	*around = (struct reader_around){0};
	reader->frame = frame;
	around->rows = reader_rows(reader);
	reader_list_lines(reader);
	struct str foot = safe_text(&reader->frame, foot_text(reader));
	around->foot = wrap_lines(reader, in_ascii(reader, foot));
	around->rows = reader_rows(reader);
	reader_list_lines(reader);
	name_page(reader);
}
