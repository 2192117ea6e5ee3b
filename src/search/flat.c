// SPDX-License-Identifier: ISC

#include "search/flat.h"

#include <string.h>

#include "text/utf8.h"

struct writer {
	struct flat *flat;
	struct arena *arena;
	const struct passage *of;
	uint32_t base;            // of the marks in the passage
	const struct mark *marks; // of the passage
	uint32_t nmarks, aside;   // the next aside
	char *out;
	uint32_t len;
	uint32_t *place; // where each byte of the passage came to stand
	unsigned char seen;
	bool gap; // an aside was left out just now
};

// --- sentences --------------------------------------------------------------------------------

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return is_lower((char)(c | 0x20));
}

// Signs that end a sentence in scripts without spaces: U+3002, U+FF01, U+FF1F.
static bool ends_wide(struct str text, size_t i)
{
	if (i < 2 || (unsigned char)text.ptr[i] < 0x80)
		return false;
	const char *at = text.ptr + i - 2;
	return memcmp(at, "\xe3\x80\x82", 3) == 0 || memcmp(at, "\xef\xbc\x81", 3) == 0 ||
	       memcmp(at, "\xef\xbc\x9f", 3) == 0;
}

// Whether the full stop at byte i only shortens the word before it, `next` coming behind it: "e.g.",
// "No. 3".
static bool shortens(struct str text, size_t i, char next)
{
	size_t begin = i;
	while (begin && is_letter(text.ptr[begin - 1]))
		begin--;
	size_t letters = i - begin;
	if (letters == 1 && begin > 1 && text.ptr[begin - 1] == '.' && is_lower(text.ptr[begin]))
		return true;
	return is_digit(next) && letters && letters < 4 && !is_lower(text.ptr[begin]);
}

bool flat_ends_sentence(struct str text, size_t i)
{
	char c = text.ptr[i];
	if (c == ')' || c == '"' || c == '\'') { // the end may be inside
		if (!i || (i + 1 < text.len && text.ptr[i + 1] != ' '))
			return false;
		c = text.ptr[--i];
		return c == '.' || c == '!' || c == '?';
	}
	if (c != '.' && c != '!' && c != '?')
		return ends_wide(text, i);
	if (i + 1 == text.len)
		return true;
	if (text.ptr[i + 1] != ' ')
		return false;
	char next = i + 2 < text.len ? text.ptr[i + 2] : ' ';
	return !is_lower(next) && (c != '.' || !shortens(text, i, next));
}

bool flat_begins_sentence(struct str text, size_t i)
{
	if (text.ptr[i - 1] == ' ')
		return i > 1 && flat_ends_sentence(text, i - 2);
	return text.ptr[i] != ' ' && ends_wide(text, i - 1);
}

// --- what stands between parts ----------------------------------------------------------------

// Whether the text says by itself that something ends here.
static bool is_said(struct str text)
{
	size_t len = text.len;
	while (len && (text.ptr[len - 1] == ')' || text.ptr[len - 1] == '"'))
		len--;
	if (len && memchr(".!?:;,", text.ptr[len - 1], 6))
		return true;
	static const char *const wide[] = {"\xe3\x80\x81", "\xe3\x80\x82", "\xef\xbc\x81",
					   "\xef\xbc\x8c", "\xef\xbc\x9a", "\xef\xbc\x9b",
					   "\xef\xbc\x9f", "\xe2\x80\xa6"};
	for (size_t i = 0; i < countof(wide); i++) {
		if (str_ends(text, str_of(wide[i])))
			return true;
	}
	return false;
}

static void put(struct writer *writer, const char *text)
{
	while (*text)
		writer->out[writer->len++] = *text++;
}

static void part_from(struct writer *writer, bool cell, bool code)
{
	struct str before = {writer->out, writer->len};
	while (writer->len && writer->out[writer->len - 1] == ' ')
		before.len = --writer->len;
	if (!writer->len)
		return;
	if (cell)
		put(writer, " | ");
	else if (is_said(before) && !(code && str_ends(before, STR(";"))))
		put(writer, " ");
	else
		put(writer, code ? " | " : "; ");
}

static void begin(struct writer *writer, bool prose)
{
	struct flat *flat = writer->flat;
	*vec_push(writer->arena, &flat->begins) = (struct flat_begin){writer->len, prose};
}

// --- copying ----------------------------------------------------------------------------------

static bool is_marked(const struct writer *writer, struct range text)
{
	for (uint32_t i = 0; i < writer->nmarks; i++) {
		struct range mark = writer->marks[i].text;
		if (mark.from + writer->base < text.to && mark.to + writer->base > text.from)
			return true;
	}
	return false;
}

// Whether one more of the same would only make a drawn line longer.
static bool is_drawn(const struct writer *writer, char c)
{
	const char *end = writer->out + writer->len;
	return writer->len >= 3 && end[-1] == c && end[-2] == c && end[-3] == c &&
	       memchr("-=_+*#~.", c, 8);
}

static void put_space(struct writer *writer)
{
	if (writer->len && writer->out[writer->len - 1] != ' ')
		writer->out[writer->len++] = ' ';
}

static void end_line(struct writer *writer, enum passage_kind kind)
{
	if (kind == PASSAGE_PROSE)
		part_from(writer, false, false);
	else
		put_space(writer);
	if (kind == PASSAGE_PROSE || kind == PASSAGE_CODE)
		begin(writer, kind == PASSAGE_PROSE);
}

static void copy_byte(struct writer *writer, char c)
{
	if (writer->gap && memchr(".,;:)", c, 5) && writer->len &&
	    writer->out[writer->len - 1] == ' ')
		writer->len--;
	writer->gap = false;
	if (is_drawn(writer, c))
		return;
	writer->out[writer->len++] = c;
	writer->seen |= (unsigned char)c;
}

// Passes over an aside that begins at byte `at`, if it is to be left out; returns where it ends.
static uint32_t pass_aside(struct writer *writer, uint32_t at)
{
	const struct passage *of = writer->of;
	while (writer->aside < of->nasides && of->asides[writer->aside].to <= at)
		writer->aside++;
	if (writer->aside == of->nasides || of->asides[writer->aside].from != at ||
	    is_marked(writer, of->asides[writer->aside]))
		return at;
	writer->gap = true;
	for (; at < of->asides[writer->aside].to; at++)
		writer->place[at] = writer->len;
	return at;
}

static void copy_part(struct writer *writer, const struct passage_part *part)
{
	for (uint32_t at = part->text.from; at < part->text.to; at++) {
		if (writer->aside < writer->of->nasides)
			at = pass_aside(writer, at);
		if (at == part->text.to)
			break;
		char c = writer->of->text.ptr[at];
		writer->place[at] = writer->len;
		if (c == '\n')
			end_line(writer, part->kind);
		else if (c == ' ' || c == '\t')
			put_space(writer);
		else
			copy_byte(writer, c);
	}
}

static void copy_parts(struct writer *writer, uint32_t from)
{
	enum passage_kind before = PASSAGE_PROSE;
	const struct passage *of = writer->of;
	uint32_t at = from;
	for (uint32_t i = 0; i < of->nparts; i++) {
		const struct passage_part *part = &of->parts[i];
		if (part->text.from < from)
			continue;
		for (; at < part->text.from; at++)
			writer->place[at] = writer->len;
		part_from(writer, part->kind == PASSAGE_CELL,
			  part->kind == PASSAGE_CODE || before == PASSAGE_CODE);
		if (part->kind != PASSAGE_CELL)
			begin(writer, part->kind == PASSAGE_PROSE);
		copy_part(writer, part);
		at = part->text.to;
		before = part->kind;
	}
	while (writer->len && writer->out[writer->len - 1] == ' ')
		writer->len--;
	for (; at <= of->text.len; at++)
		writer->place[at] = writer->len;
}

static void place_marks(const struct writer *writer)
{
	struct flat *flat = writer->flat;
	flat->marks = arena_room(writer->arena, writer->nmarks, sizeof *flat->marks);
	for (uint32_t i = 0; i < writer->nmarks; i++) {
		struct mark mark = writer->marks[i];
		mark.text.from = writer->place[mark.text.from + writer->base];
		mark.text.to = writer->place[mark.text.to + writer->base];
		flat->marks[i] = mark;
	}
	flat->nmarks = writer->nmarks;
}

void flat_make(const struct passage *passage, uint32_t from, const struct mark *marks,
	       uint32_t nmarks, struct arena *arena, struct flat *flat)
{
	*flat = (struct flat){.plain = true};
	struct writer writer = {
		.flat = flat,
		.arena = arena,
		.of = passage,
		.base = from,
		.marks = marks,
		.nmarks = nmarks,
		// Whatever parts two parts is one byte of the passage and at most three here.
		.out = arena_bytes(arena, 3 * passage->text.len + 3),
		.place = arena_room(arena, passage->text.len + 1, sizeof *writer.place),
	};
	copy_parts(&writer, from);
	place_marks(&writer);
	flat->text = (struct str){writer.out, writer.len};
	flat->plain = writer.seen < 0x80;
}
