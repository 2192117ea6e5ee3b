// SPDX-License-Identifier: ISC

#include "search/snippet/flat.h"

#include <string.h>

#include "index/le.h"

// Bytes of the passage that came to stand side by side.
struct step {
	uint32_t from;   // byte of the passage
	uint32_t at, to; // where it stands, and where the step ends
};

struct writer {
	struct flat *flat;
	struct arena *arena;
	const struct passage *of;
	uint32_t base; // of the marks in the passage
	const struct mark *marks;
	uint32_t nmarks;
	uint32_t aside; // the next one
	char *out;
	uint32_t len;
	VEC(struct step) steps;
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

// Bytes of the passage that are copied as they stand.
static void copy(struct writer *writer, uint32_t from, uint32_t to)
{
	uint32_t at = writer->len;
	memcpy(writer->out + at, writer->of->text.ptr + from, to - from);
	writer->len += to - from;
	*vec_push(writer->arena, &writer->steps) = (struct step){from, at, writer->len};
}

// Whether one more of the same would only make a drawn line longer.
static bool is_drawn(const struct writer *writer, char c)
{
	const char *end = writer->out + writer->len;
	return writer->len >= 3 && end[-1] == c && end[-2] == c && end[-3] == c &&
	       memchr("-=+*#.", c, 6);
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

static void copy_byte(struct writer *writer, uint32_t at, enum passage_kind kind)
{
	char c = writer->of->text.ptr[at];
	if (c == '\n') {
		end_line(writer, kind);
	} else if (c == ' ' || c == '\t') {
		put_space(writer);
	} else {
		if (writer->gap && memchr(".,;:)", c, 5) && writer->len &&
		    writer->out[writer->len - 1] == ' ')
			writer->len--;
		writer->gap = false;
		if (!is_drawn(writer, c))
			copy(writer, at, at + 1);
	}
}

// The first byte behind `at` that may not be copied as it stands: the end of a line, a tab, the second
// of two alike that are no letters.  Eight at a time; such a byte may be found where there is none.
static uint32_t copied_until(const char *text, uint32_t at, uint32_t to)
{
	const uint64_t ones = 0x0101010101010101, high = 0x80 * ones;
	for (; to - at > 8; at += 8) {
		uint64_t bytes = le64((const uint8_t *)text + at + 1);
		uint64_t alike = bytes ^ le64((const uint8_t *)text + at);
		uint64_t lines = (bytes - ' ' * ones) & ~bytes;
		uint64_t found = (lines | ((alike - ones) & ~alike & ~(bytes << 1))) & high;
		if (found)
			return at + 1 + (uint32_t)__builtin_ctzll(found) / 8;
	}
	return at + 1;
}

static void copy_stretch(struct writer *writer, uint32_t at, uint32_t to, enum passage_kind kind)
{
	const char *text = writer->of->text.ptr;
	for (uint32_t until; at < to; at = until) {
		bool alike = !writer->len || writer->out[writer->len - 1] == text[at];
		until = at + 1;
		if (!writer->gap && !alike && (unsigned char)text[at] > ' ')
			until = copied_until(text, at, to);
		if (until > at + 1)
			copy(writer, at, until);
		else
			copy_byte(writer, at, kind);
	}
}

static void copy_part(struct writer *writer, const struct passage_part *part)
{
	const struct passage *of = writer->of;
	uint32_t at = part->text.from;
	for (; writer->aside < of->nasides && of->asides[writer->aside].text.from < part->text.to;
	     writer->aside++) {
		struct range aside = of->asides[writer->aside].text;
		if (aside.from < at ||
		    (!of->asides[writer->aside].always && is_marked(writer, aside)))
			continue;
		copy_stretch(writer, at, aside.from, part->kind);
		writer->gap = true;
		at = aside.to;
	}
	copy_stretch(writer, at, part->text.to, part->kind);
}

static void copy_parts(struct writer *writer, uint32_t from)
{
	enum passage_kind before = PASSAGE_PROSE;
	for (uint32_t i = 0; i < writer->of->nparts; i++) {
		const struct passage_part *part = &writer->of->parts[i];
		if (part->text.from < from)
			continue;
		part_from(writer, part->kind == PASSAGE_CELL,
			  part->kind == PASSAGE_CODE || before == PASSAGE_CODE);
		if (part->kind != PASSAGE_CELL)
			begin(writer, part->kind == PASSAGE_PROSE);
		copy_part(writer, part);
		before = part->kind;
	}
	while (writer->len && writer->out[writer->len - 1] == ' ')
		writer->len--;
}

// Where byte `at` of the passage came to stand, or what is left of it; *step is its last step or an
// earlier one, and becomes it.
static uint32_t place_of(const struct writer *writer, uint32_t *step, uint32_t at)
{
	const struct step *steps = writer->steps.at;
	if (!writer->steps.count || at < steps[0].from)
		return 0;
	while (*step + 1 < writer->steps.count && steps[*step + 1].from <= at)
		++*step;
	uint32_t place = steps[*step].at + (at - steps[*step].from), end = steps[*step].to;
	end = end < writer->len ? end : writer->len;
	return place < end ? place : end;
}

static void place_marks(const struct writer *writer)
{
	struct flat *flat = writer->flat;
	uint32_t first = 0;
	flat->marks = arena_room(writer->arena, writer->nmarks, sizeof *flat->marks);
	for (uint32_t i = 0; i < writer->nmarks; i++) {
		struct mark mark = writer->marks[i];
		mark.text.from = place_of(writer, &first, mark.text.from + writer->base);
		uint32_t last = first;
		mark.text.to = place_of(writer, &last, mark.text.to + writer->base);
		if (mark.text.from < mark.text.to)
			flat->marks[flat->nmarks++] = mark;
	}
}

static bool is_ascii(const char *text, uint32_t len)
{
	unsigned char seen = 0;
	for (uint32_t i = 0; i < len; i++)
		seen |= (unsigned char)text[i];
	return seen < 0x80;
}

void flat_make(const struct passage *passage, uint32_t from, const struct mark *marks,
	       uint32_t nmarks, struct arena *arena, struct flat *flat)
{
	*flat = (struct flat){.nmarks = 0};
	struct writer writer = {
		.flat = flat,
		.arena = arena,
		.of = passage,
		.base = from,
		.marks = marks,
		.nmarks = nmarks,
		// Whatever parts two parts is one byte of the passage and at most three here.
		.out = arena_bytes(arena, 3 * passage->text.len + 3),
	};
	copy_parts(&writer, from);
	place_marks(&writer);
	flat->text = (struct str){writer.out, writer.len};
	flat->plain = is_ascii(writer.out, writer.len);
}
