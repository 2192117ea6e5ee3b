// SPDX-License-Identifier: ISC

#include "page/doc.h"

#include <stdio.h>
#include <string.h>

#include "page/markdown/builder.h"
#include "page/markdown/markdown.h"
#include "text/unicode.h"
#include "text/utf8.h"

static void end_paragraph(struct builder *builder, bool *open)
{
	if (*open) {
		builder_run_end(builder, false);
		builder_block_end(builder);
	}
	*open = false;
}

// The body as it is: a paragraph for each run of lines, with its line ends.
static void plain_doc(struct str body, uint32_t first_line, size_t first_byte, struct arena *arena,
		      struct doc *doc)
{
	struct arena scratch = {0};
	struct builder builder;
	bool open = false;
	builder_start(&builder, &scratch, arena, lines_of(body, &scratch), first_line, first_byte);
	for (uint32_t at = 1; at <= builder.lines.count; at++) {
		struct str line = lines_at(&builder.lines, at);
		if (!str_trim(line).len) {
			end_paragraph(&builder, &open);
			continue;
		}
		if (open) {
			builder_hard_break(&builder, 0, DOC_NONE);
		} else {
			builder_block(&builder, BLOCK_PARAGRAPH, at);
			builder_run(&builder);
			open = true;
		}
		builder_text(&builder, line, 0, DOC_NONE);
	}
	end_paragraph(&builder, &open);
	builder_finish(&builder, doc);
	arena_release(&scratch);
}

// A large page would have all after it keep what it alone needed.
static void empty(struct arena *arena)
{
	enum { KEPT = 4 << 20 };
	if (arena_used(arena) > KEPT)
		arena_release(arena);
	else
		arena_clear(arena);
}

void doc_parse_in(struct doc_room *room, struct str body, uint32_t first_line, size_t first_byte,
		  struct arena *arena, struct doc *doc)
{
	const char *why;
	bool good = markdown_parse(body, first_line, first_byte, room, arena, doc, &why);
	empty(&room->tree);
	empty(&room->scratch);
	if (good)
		return;
	plain_doc(body, first_line, first_byte, arena, doc);
	doc->problem = arena_printf(arena,
				    "shown as plain text, because its markdown needs more %s than "
				    "a page of this size should",
				    why);
}

void doc_room_release(struct doc_room *room)
{
	arena_release(&room->tree);
	arena_release(&room->scratch);
}

void doc_parse(struct str body, uint32_t first_line, size_t first_byte, struct arena *arena,
	       struct doc *doc)
{
	struct doc_room room = {0};
	doc_parse_in(&room, body, first_line, first_byte, arena, doc);
	doc_room_release(&room);
}

uint32_t doc_section(const struct doc *doc, struct str anchor)
{
	for (uint32_t i = 0; i < doc->nsections; i++) {
		if (str_eq_nocase(doc->sections[i].anchor, anchor))
			return i;
	}
	return DOC_NONE;
}

uint32_t doc_section_end(const struct doc *doc, uint32_t section)
{
	uint32_t end = section + 1;
	while (end < doc->nsections && doc->sections[end].level > doc->sections[section].level)
		end++;
	return end;
}

// Of an ASCII character; '\0' when an anchor has none of it.
static char anchor_char(char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
		return c;
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c == ' ' ? '-' : '\0';
}

static bool is_kept(uint32_t cp)
{
	if (cp == 0x200C || cp == 0x200D || cp == 0x203F || cp == 0x2040 || cp == 0x2054)
		return true; // joiners, which words of Persian hold; what joins like '_'

	enum unicode_kind kind = unicode_kind(cp);
	return kind == UNICODE_LETTER || kind == UNICODE_MARK || kind == UNICODE_DIGIT;
}

struct str doc_anchor(struct arena *arena, struct str heading)
{
	// A lower-case form may be longer than the letter, by a byte at most.
	char *out = arena_bytes(arena, heading.len * 2 + 1);
	size_t len = 0, at = 0;
	while (at < heading.len) {
		if ((unsigned char)heading.ptr[at] < 0x80) {
			out[len] = anchor_char(heading.ptr[at++]);
			len += out[len] != '\0';
			continue;
		}
		uint32_t cp = utf8_next(heading, &at);
		if (is_kept(cp))
			len += utf8_put(unicode_lower(cp), out + len);
	}
	return (struct str){out, len};
}
