// SPDX-License-Identifier: ISC
//
// The decoder follows Unicode 15, table 3-7: after the lead byte only the second byte has bounds of
// its own (they shut out overlong forms, surrogates and what is above 10FFFF); so a sequence is cut
// at the first byte that does not fit, which is the maximal subpart of table 3-8.

#include "text/utf8.h"

#include "base/buf.h"

#include <string.h>

struct lead {
	uint8_t more;     // bytes that follow; 0 for one that cannot lead
	uint8_t low, top; // bounds of the second byte
};

static struct lead lead_of(uint8_t byte)
{
	if (byte < 0xC2 || byte > 0xF4)
		return (struct lead){0, 0, 0};
	if (byte < 0xE0)
		return (struct lead){1, 0x80, 0xBF};
	if (byte < 0xF0)
		return (struct lead){2, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
	return (struct lead){3, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
}

static bool follows(char byte)
{
	return ((uint8_t)byte & 0xC0) == 0x80;
}

// Two and three bytes behind a lead that puts no bounds of its own on the second: nearly all that is
// not ASCII, in fewer steps.
static inline bool decode_common(struct str text, uint8_t lead, size_t *at, uint32_t *cp)
{
	const char *next = text.ptr + *at;
	size_t left = text.len - *at;
	if (lead >= 0xE1 && lead <= 0xEC && left >= 2 && follows(next[0]) && follows(next[1])) {
		*cp = (lead & 0xFu) << 12 | (next[0] & 0x3Fu) << 6 | (next[1] & 0x3Fu);
		*at += 2;
		return true;
	}
	if (lead >= 0xC2 && lead <= 0xDF && left >= 1 && follows(next[0])) {
		*cp = (lead & 0x1Fu) << 6 | (next[0] & 0x3Fu);
		*at += 1;
		return true;
	}
	return false;
}

// Decodes at *at; false for a subpart that is not a code point.
static bool decode(struct str text, size_t *at, uint32_t *cp)
{
	uint8_t byte = (uint8_t)text.ptr[(*at)++];
	*cp = byte;
	if (byte < 0x80)
		return true;
	if (decode_common(text, byte, at, cp))
		return true;

	struct lead lead = lead_of(byte);
	if (!lead.more)
		return false;
	uint32_t value = byte & (0x3Fu >> lead.more);
	for (uint8_t i = 0; i < lead.more; i++) {
		uint8_t next = *at < text.len ? (uint8_t)text.ptr[*at] : 0;
		if (next < (i ? 0x80 : lead.low) || next > (i ? 0xBF : lead.top))
			return false;
		value = value << 6 | (next & 0x3F);
		(*at)++;
	}
	*cp = value;
	return true;
}

uint32_t utf8_next(struct str text, size_t *at)
{
	uint32_t cp;
	return decode(text, at, &cp) ? cp : UTF8_REPLACEMENT;
}

uint32_t utf8_prev(struct str text, size_t *at)
{
	size_t end = *at, from = end;
	while (from > 0 && end - from < UTF8_MAX) {
		uint8_t byte = (uint8_t)text.ptr[--from];
		if ((byte & 0xC0) == 0x80)
			continue;
		size_t behind = from;
		uint32_t cp = utf8_next(text, &behind);
		if (behind != end)
			break;
		*at = from;
		return cp;
	}
	// A byte that follows nothing it belongs to stands for itself, as it does forwards.
	*at = end - 1;
	return UTF8_REPLACEMENT;
}

size_t utf8_put(uint32_t cp, char out[UTF8_MAX])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = UTF8_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

// Bytes from `at` that are ASCII, eight at a time, not counting a NUL when `nul` is false.
static size_t ascii_run(struct str text, size_t at, bool nul)
{
	const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
	size_t from = at;
	for (uint64_t word; text.len - at >= sizeof word; at += sizeof word) {
		memcpy(&word, text.ptr + at, sizeof word);
		// For bytes below 0x80, subtracting one sets the top bit of a NUL (and perhaps of
		// its neighbour, which then is looked at below).
		if ((word | (nul ? 0 : word - ones)) & tops)
			break;
	}
	while (at < text.len && (uint8_t)text.ptr[at] < 0x80 && (nul || text.ptr[at]))
		at++;
	return at - from;
}

// Moves *at over valid text; false at the first invalid byte (or NUL), true at the end.
static bool skip_valid(struct str text, size_t *at, bool nul)
{
	for (;;) {
		*at += ascii_run(text, *at, nul);
		if (*at == text.len)
			return true;
		size_t behind = *at;
		uint32_t cp;
		if (!decode(text, &behind, &cp) || (!cp && !nul))
			return false;
		*at = behind;
	}
}

bool utf8_valid(struct str text)
{
	size_t at = 0;
	return skip_valid(text, &at, true);
}

struct str utf8_clean(struct arena *arena, struct str text)
{
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_sub(text, 3, text.len);
	size_t at = 0;
	if (skip_valid(text, &at, false))
		return text;

	struct buf clean = {0};
	buf_add(&clean, str_sub(text, 0, at));
	while (at < text.len) {
		utf8_next(text, &at);
		buf_add(&clean, STR("\xEF\xBF\xBD"));
		size_t from = at;
		skip_valid(text, &at, false);
		buf_add(&clean, str_sub(text, from, at));
	}
	struct str result = arena_copy(arena, buf_str(&clean));
	buf_release(&clean);
	return result;
}
