// SPDX-License-Identifier: ISC

#include "page/markdown/note.h"

#include <string.h>

// What stands at the beginning of a line.
struct margin {
	uint32_t columns; // of white space; a tab reaches to the next multiple of four
	struct str text;  // behind it
};

static struct margin margin_of(struct str line)
{
	struct margin margin = {0};
	size_t at = 0;
	for (; at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'); at++)
		margin.columns += line.ptr[at] == ' ' ? 1 : 4 - margin.columns % 4;
	margin.text = str_sub(line, at, line.len);
	return margin;
}

// The label of "[^label]:" at the start of `text`; *behind is what follows the colon.
static bool read_label(struct str text, struct str *label, struct str *behind)
{
	size_t at = 2;
	if (!str_starts(text, STR("[^")))
		return false;
	while (at < text.len && !strchr("[] \t", text.ptr[at]))
		at++;
	if (at == 2 || at + 1 >= text.len || text.ptr[at] != ']' || text.ptr[at + 1] != ':')
		return false;
	*label = str_sub(text, 2, at);
	*behind = str_trim(str_sub(text, at + 2, text.len));
	return true;
}

bool notes_likely(struct str body)
{
	// Looks for the '^', which is rarer than the '['.
	for (size_t at = 1; (at = str_find(body, STR("^"), at)) != SIZE_MAX; at++) {
		struct str label, behind;
		size_t end = body.ptr[at - 1] == '[' ? str_find(body, STR("\n"), at) : 0;
		if (end && read_label(str_sub(body, at - 1, end), &label, &behind))
			return true;
	}
	return false;
}

// Whether a line that is not indented ends a paragraph before it, by how it begins.
static bool begins_block(struct str line)
{
	struct str label, behind;
	size_t digits = 0;
	if (!line.len || strchr("#>|=<", line.ptr[0]) || str_starts(line, STR("```")) ||
	    str_starts(line, STR("~~~")) || read_label(line, &label, &behind))
		return true;
	if (strchr("-+*_", line.ptr[0]))
		return line.len == 1 || strchr(" -*_\t", line.ptr[1]);
	while (digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9')
		digits++;
	return digits && digits < line.len && (line.ptr[digits] == '.' || line.ptr[digits] == ')');
}

// The line behind the definition that begins on line `from`.
static uint32_t definition_end(const struct lines *lines, uint32_t from)
{
	uint32_t end = from + 1;
	bool in_text = true;
	for (uint32_t at = end; at <= lines->count; at++) {
		struct margin margin = margin_of(lines_at(lines, at));
		bool blank = !margin.text.len;
		if (!blank && margin.columns < 4 && (!in_text || begins_block(margin.text)))
			break;
		in_text = !blank;
		if (!blank)
			end = at + 1;
	}
	return end;
}

// The text may begin on a line behind the label's.
static void find_first(struct note *note, const struct lines *lines)
{
	note->first_line = note->lines.from;
	while (!note->first.len && note->first_line + 1 < note->lines.to)
		note->first = str_trim(lines_at(lines, ++note->first_line));
}

static char fold(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static uint32_t slot_of(const struct notes *notes, struct str label)
{
	uint64_t hash = 0xcbf29ce484222325;
	for (size_t i = 0; i < label.len; i++)
		hash = (hash ^ (unsigned char)fold(label.ptr[i])) * 0x100000001b3;
	uint32_t at = (uint32_t)hash & (notes->room - 1);
	while (notes->slots[at] &&
	       !str_eq_nocase(notes->list.at[notes->slots[at] - 1].label, label))
		at = (at + 1) & (notes->room - 1);
	return at;
}

uint32_t notes_find(const struct notes *notes, struct str label)
{
	return notes->room ? notes->slots[slot_of(notes, label)] - 1 : NOTE_NONE;
}

// The first definition of a label counts; later ones are only blanked, as on GitHub.
static void index_labels(struct notes *notes, struct arena *arena)
{
	notes->room = 16;
	while (notes->room < notes->list.count * 2)
		notes->room *= 2;
	notes->slots = arena_array(arena, uint32_t, notes->room);
	for (uint32_t i = 0; i < notes->list.count; i++) {
		uint32_t *slot = &notes->slots[slot_of(notes, notes->list.at[i].label)];
		if (!*slot)
			*slot = i + 1;
	}
}

// Where a definition stands inside a quote or list item: the byte of its "[", or SIZE_MAX.
static size_t nested_definition(struct str line)
{
	struct str label, behind;
	size_t at = 0;
	while (at < line.len && strchr(" \t>*+-0123456789.)", line.ptr[at]))
		at++;
	return read_label(str_sub(line, at, line.len), &label, &behind) ? at + 2 + label.len + 1
									: SIZE_MAX;
}

struct str notes_take_out(struct notes *notes, const struct lines *lines, const struct range *skip,
			  uint32_t nskip, struct arena *arena)
{
	struct str body = lines->text;
	char *out = arena_bytes(arena, body.len);
	memcpy(out, body.ptr, body.len);
	for (uint32_t at = 1; at <= lines->count; at++) {
		struct note note = {0};
		while (nskip && skip->to <= at) {
			skip++;
			nskip--;
		}
		if (nskip && skip->from <= at)
			continue;
		struct str line = lines_at(lines, at);
		struct margin margin = margin_of(line);
		if (margin.columns < 4 && read_label(margin.text, &note.label, &note.first)) {
			note.lines = (struct range){at, definition_end(lines, at)};
			find_first(&note, lines);
			*vec_push(arena, &notes->list) = note;
			for (; at < note.lines.to; at++)
				memset(out + lines_start(lines, at), ' ', lines_at(lines, at).len);
			at--;
		} else {
			size_t colon = nested_definition(line);
			if (colon != SIZE_MAX)
				out[lines_start(lines, at) + colon] = ' ';
		}
	}
	index_labels(notes, arena);
	return (struct str){out, body.len};
}

uint32_t notes_mark(struct notes *notes, uint32_t note, uint32_t block, struct arena *arena)
{
	struct note *marked = &notes->list.at[note];
	if (!marked->number) {
		marked->number = ++notes->numbered;
		marked->mark_block = block;
		*vec_push(arena, &notes->order) = note;
	}
	return marked->number;
}
