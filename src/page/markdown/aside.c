// SPDX-License-Identifier: ISC

#include "page/markdown/aside.h"

#include <string.h>

static void end_line(struct aside *aside)
{
	buf_char(&aside->text, '\n');
	aside->lines++;
}

// A row of '#' behind a space would end the heading; its last one is escaped.
static bool ends_heading(struct str text)
{
	size_t at = text.len;
	while (at && text.ptr[at - 1] == '#')
		at--;
	return at < text.len && (!at || text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t');
}

uint32_t aside_inlines(struct aside *aside, struct str text)
{
	bool escape = ends_heading(text);
	buf_add(&aside->text, STR("# "));
	buf_add(&aside->text, str_sub(text, 0, text.len - escape));
	if (escape)
		buf_add(&aside->text, STR("\\#"));
	end_line(aside);
	return aside->headings++;
}

static bool is_indented(struct str line)
{
	return str_starts(line, STR("    ")) || str_find(str_sub(line, 0, 4), STR("\t"), 0) < 4;
}

uint32_t aside_note(struct aside *aside, const struct note *note, const struct lines *body)
{
	uint32_t from = aside->lines + 2; // behind an empty line
	end_line(aside);
	// Two rows of hyphens would be a rule.
	buf_add(&aside->text, str_starts(note->first, STR("-")) ? STR("*   ") : STR("-   "));
	buf_add(&aside->text, note->first);
	end_line(aside);
	for (uint32_t at = note->first_line + 1; at < note->lines.to; at++) {
		struct str line = lines_at(body, at);
		if (!is_indented(line))
			buf_add(&aside->text, STR("    "));
		buf_add(&aside->text, line);
		end_line(aside);
	}
	aside->items++;
	return from;
}

static bool is_title(struct str line)
{
	return line.len && strchr("\"'(", line.ptr[0]);
}

void aside_references(struct aside *aside, const struct lines *body)
{
	if (str_find(buf_str(&aside->text), STR("["), 0) == SIZE_MAX ||
	    str_find(body->text, STR("]:"), 0) == SIZE_MAX)
		return;
	for (uint32_t at = 1; at <= body->count; at++) {
		struct str line = str_trim(lines_at(body, at));
		while (line.len && strchr("> \t", line.ptr[0]))
			line = str_sub(line, 1, line.len);
		size_t end = str_starts(line, STR("[")) ? str_find(line, STR("]:"), 1) : SIZE_MAX;
		if (end == SIZE_MAX || str_starts(line, STR("[^")))
			continue;
		struct str next = str_trim(lines_at(body, at + 1));
		buf_add(&aside->text, STR("\n"));
		buf_add(&aside->text, line);
		if (end + 2 == line.len || is_title(next)) {
			buf_add(&aside->text, STR("\n"));
			buf_add(&aside->text, next);
		}
		buf_add(&aside->text, STR("\n"));
	}
}

void aside_again(struct aside *aside)
{
	aside->text.len = 0;
	aside->headings = aside->items = aside->lines = 0;
}

void aside_release(struct aside *aside)
{
	buf_release(&aside->text);
}
