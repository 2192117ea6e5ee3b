// SPDX-License-Identifier: ISC

#include "view/layout/compose.h"

#include <string.h>

static const char spaces[] = "                                                                ";

void compose_run(struct composer *composer, struct run run)
{
	if (run.text.len)
		*vec_push(composer->arena, &composer->runs) = run;
}

void compose_added(struct composer *composer, struct str text, enum style style)
{
	compose_run(composer,
		    (struct run){.text = text, .style = (uint8_t)style, .link = DOC_NONE});
}

void compose_spaces(struct composer *composer, int count)
{
	int most = (int)sizeof spaces - 1;
	for (; count > 0; count -= most)
		compose_added(composer, (struct str){spaces, (size_t)(count < most ? count : most)},
			      STYLE_PLAIN);
}

static void put_prefix(struct composer *composer, const struct prefix *prefix)
{
	for (uint32_t i = 0; i < prefix->runs.count; i++)
		compose_run(composer, prefix->runs.at[i]);
}

// Spaces that were added have no business at the end of a line.
static void trim(struct composer *composer)
{
	while (composer->runs.count > composer->line_runs) {
		struct run *last = &composer->runs.at[composer->runs.count - 1];
		while (last->doc.from == last->doc.to && last->text.len &&
		       last->text.ptr[last->text.len - 1] == ' ')
			last->text.len--;
		if (last->text.len)
			return;
		composer->runs.count--;
	}
}

static void push_line(struct composer *composer, struct range text, uint32_t block)
{
	trim(composer);
	*vec_push(composer->arena, &composer->lines) =
		(struct line){.runs = {composer->line_runs, composer->runs.count},
			      .text = text,
			      .block = block,
			      .section = composer->section};
}

// The empty line belongs to what stands before it, so that a section begins with its heading.
static void put_gap(struct composer *composer)
{
	const struct line *last = &composer->lines.at[composer->lines.count - 1];
	uint32_t section = composer->section;
	composer->section = last->section;
	composer->line_runs = composer->runs.count;
	put_prefix(composer, &composer->gap);
	push_line(composer, (struct range){last->text.to, last->text.to}, DOC_NONE);
	composer->section = section;
}

void compose_begin(struct composer *composer)
{
	if (composer->gap_due && composer->lines.count)
		put_gap(composer);
	composer->gap_due = false;
	composer->line_runs = composer->runs.count;
	put_prefix(composer, composer->begun ? &composer->rest : &composer->first);
	composer->begun = true;
}

void compose_end(struct composer *composer, struct range text)
{
	push_line(composer, text, composer->block);
}

void compose_flow(struct composer *composer, const struct flow *flow, struct range part)
{
	for (uint32_t i = flow_piece(flow, part.from); i < flow->pieces.count; i++) {
		const struct piece *piece = &flow->pieces.at[i];
		uint32_t from = piece->from > part.from ? piece->from : part.from;
		uint32_t to = flow_piece_end(flow, i);
		if (to > part.to)
			to = part.to;
		if (from >= part.to)
			return;
		compose_run(composer, (struct run){.text = str_sub(flow->text, from, to),
						   .doc = flow_piece_doc(piece, from, to),
						   .style = piece->style,
						   .link = piece->link});
	}
}

struct str compose_glyph(const struct composer *composer, const char *glyph, const char *ascii)
{
	return str_of(composer->options->ascii ? ascii : glyph);
}

struct str compose_repeat(struct composer *composer, struct str glyph, int count)
{
	size_t n = count > 0 ? (size_t)count : 0;
	char *text = arena_bytes(composer->arena, n * glyph.len);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * glyph.len, glyph.ptr, glyph.len);
	return (struct str){text, n * glyph.len};
}
