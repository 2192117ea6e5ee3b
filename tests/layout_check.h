// SPDX-License-Identifier: ISC
//
// layout_check: what must hold of every layout, whatever the doc and the width.

#ifndef BODYMAP_TESTS_LAYOUT_CHECK_H
#define BODYMAP_TESTS_LAYOUT_CHECK_H

#include "text/column.h"
#include "view/layout/layout.h"

static inline bool is_blank_byte(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline int line_cols(const struct layout *layout, uint32_t line)
{
	int cols = 0;
	for (uint32_t i = layout->lines[line].runs.from; i < layout->lines[line].runs.to; i++)
		cols += column_count(layout->runs[i].text);
	return cols;
}

// Marks the bytes of doc.text that the line's runs show; NULL, or what is wrong with one.
static inline const char *check_runs(const struct doc *doc, const struct layout *layout,
				     uint32_t line, bool *shown)
{
	struct range runs = layout->lines[line].runs;
	if (runs.from > runs.to || runs.to > layout->nruns)
		return "a line's runs are not there";
	for (uint32_t i = runs.from; i < runs.to; i++) {
		const struct run *run = &layout->runs[i];
		if (run->doc.from > run->doc.to || run->doc.to > doc->text.len)
			return "a run shows what is not in the doc";
		if (run->link != DOC_NONE && run->link >= doc->nlinks)
			return "a run leads to no link";
		if (str_find(run->text, STR("\n"), 0) != SIZE_MAX)
			return "a run holds a line feed";
		for (uint32_t at = run->doc.from; at < run->doc.to; at++)
			shown[at] = true;
	}
	return NULL;
}

static inline const char *check_places(const struct doc *doc, const struct layout *layout)
{
	uint32_t line = 0;
	for (uint32_t at = 0; at < doc->text.len; at++) {
		uint32_t next = layout_line_at(layout, at);
		if (next >= layout->nlines)
			return "a byte is on no line";
		bool same_row = layout->lines[next].text.from == layout->lines[line].text.from;
		if (next < line && !same_row)
			return "a later byte is on an earlier line";
		line = next;
	}
	for (uint32_t s = 1; s < doc->nsections; s++) {
		if (layout_section_line(layout, s) < layout_section_line(layout, s - 1))
			return "a later section begins on an earlier line";
	}
	return NULL;
}

// NULL, or what is wrong.  Everything is expected to be shown, nothing folded; with `ascii` not a
// combining mark that has no letter of its own.
static inline const char *layout_check(const struct doc *doc, const struct layout *layout,
				       bool ascii)
{
	struct arena arena = {0};
	bool *shown = arena_array(&arena, bool, doc->text.len + 1);
	const char *wrong = NULL;
	int most = layout->cols < 2 ? 2 : layout->cols;
	for (uint32_t i = 0; i < layout->nlines && !wrong; i++) {
		wrong = check_runs(doc, layout, i, shown);
		if (line_cols(layout, i) > most)
			wrong = "a line is too wide";
		else if (i && layout->lines[i].text.from < layout->lines[i - 1].text.from)
			wrong = "a line stands for what is before the line above";
		else if (i && layout->lines[i].section < layout->lines[i - 1].section)
			wrong = "a line of an earlier section";
	}
	for (size_t i = 0; i < doc->text.len && !wrong; i++) {
		bool mark = ascii && (unsigned char)doc->text.ptr[i] >= 0x80;
		if (!shown[i] && !mark && !is_blank_byte(doc->text.ptr[i]))
			wrong = "text is not shown";
	}
	if (!wrong && layout->nlines)
		wrong = check_places(doc, layout);
	arena_release(&arena);
	return wrong;
}

#endif
