// SPDX-License-Identifier: ISC
//
// Every code point is judged once (judge) and what is to be shown for it goes through one gate
// (show), which alone decides what depends on neighbours: joiners, marks, white space.  The gate
// sees only what it lets out, so a second pass over its output meets the same neighbours and
// changes nothing.
//
// While what is let out equals what came in, nothing is copied.

#include "text/safe.h"

#include "base/buf.h"
#include "text/column.h"
#include "text/translit.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum { ZWNJ = 0x200C, ZWJ = 0x200D, MAX_MARKS = 4 };

enum verdict {
	SHOW,    // as it is
	REPLACE, // by U+FFFD
	PICTURE, // C0 and DEL
	HEX,     // C1
	NAME,    // bidi embeddings, overrides, isolates
	LINE,    // a line feed
	DROP,
};

struct pass {
	struct str in;
	size_t same;    // bytes of `in` that went out unchanged, while out.ptr is NULL
	struct buf out; // all that went out, once it differs
	bool line;      // make one line of it
	bool gap;       // white space that waits for a word behind it
	uint32_t held;  // a joiner that waits for a partner
	uint32_t last;  // what went out last, 0 at the start
	int marks;      // that stand on the last base
};

struct span {
	uint32_t from, to;
};

static bool is_in(uint32_t cp, const struct span *spans, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cp >= spans[i].from && cp <= spans[i].to)
			return true;
	}
	return false;
}

static bool is_bidi(uint32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

// Takes no room, shows nothing, and has no meaning a reader of a terminal could see.
static bool is_invisible(uint32_t cp)
{
	static const struct span spans[] = {
		{0x00AD, 0x00AD},   {0x061C, 0x061C},   {0x115F, 0x1160},   {0x17B4, 0x17B5},
		{0x180B, 0x180F},   {0x200B, 0x200B},   {0x200E, 0x200F},   {0x2060, 0x2065},
		{0x206A, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
		{0xFFF0, 0xFFFB},   {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF},
		{0xE01F0, 0xE0FFF},
	};
	return is_in(cp, spans, countof(spans));
}

static enum verdict judge(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n' ? SHOW : PICTURE;
	if (cp < 0xA0)
		return cp < 0x7F ? SHOW : cp == 0x7F ? PICTURE : cp == 0x85 ? LINE : HEX;
	if (cp == 0x2028 || cp == 0x2029)
		return LINE;
	if (is_bidi(cp))
		return NAME;
	if ((cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF))
		return REPLACE;
	if (is_invisible(cp))
		return DROP;
	return unicode_kind(cp) == UNICODE_PRIVATE ? REPLACE : SHOW;
}

static void put(struct pass *pass, struct str bytes)
{
	if (!pass->out.ptr) {
		struct str next = str_sub(pass->in, pass->same, pass->same + bytes.len);
		if (next.ptr == bytes.ptr || str_eq(next, bytes)) {
			pass->same += bytes.len;
			return;
		}
		buf_reserve(&pass->out, pass->in.len + bytes.len);
		buf_add(&pass->out, str_sub(pass->in, 0, pass->same));
	}
	buf_add(&pass->out, bytes);
}

static void put_code_point(struct pass *pass, uint32_t cp)
{
	char bytes[UTF8_MAX];
	put(pass, (struct str){bytes, utf8_put(cp, bytes)});
	pass->last = cp;
}

static bool is_selector(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

static bool is_white(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') ||
	       (cp >= 0xA0 && unicode_kind(cp) == UNICODE_SPACE);
}

// Joiners mean something between two letters of scripts that join, and between two pictures.
static bool may_join(uint32_t cp)
{
	return cp >= 0xA0 && cp != ZWJ && cp != ZWNJ && !is_white(cp);
}

// A selector picks a look of the character before it: of a symbol, or of a digit for a keycap.
static bool may_select(uint32_t cp)
{
	return (may_join(cp) && !is_selector(cp)) || (cp >= '0' && cp <= '9') || cp == '#' ||
	       cp == '*';
}

static void show(struct pass *pass, uint32_t cp)
{
	if (cp == ZWJ || cp == ZWNJ) {
		if (!pass->held && !pass->gap && may_join(pass->last))
			pass->held = cp;
		return;
	}
	if (pass->line && is_white(cp)) {
		pass->gap = pass->last != 0;
		pass->held = 0;
		return;
	}
	bool joins = may_join(cp), selects = is_selector(cp);
	if (selects && (pass->gap || pass->held || !may_select(pass->last)))
		return;
	if (pass->gap) {
		put_code_point(pass, ' ');
		pass->gap = false;
		pass->marks = 0;
	}
	if (cp >= 0x300 && (selects || unicode_kind(cp) == UNICODE_MARK)) {
		if (++pass->marks > MAX_MARKS)
			return;
	} else {
		pass->marks = 0;
	}
	if (pass->held && joins)
		put_code_point(pass, pass->held);
	pass->held = 0;
	put_code_point(pass, cp);
}

static void show_ascii(struct pass *pass, const char *text)
{
	for (; *text; text++)
		show(pass, (unsigned char)*text);
}

static void take(struct pass *pass, uint32_t cp)
{
	char name[16];
	if (pass->line && is_white(cp)) {
		show(pass, ' ');
		return;
	}
	switch (judge(cp)) {
	case SHOW:
		show(pass, cp);
		break;
	case REPLACE:
		show(pass, UTF8_REPLACEMENT);
		break;
	case PICTURE:
		show(pass, cp == 0x7F ? 0x2421 : 0x2400 + cp);
		break;
	case HEX:
		snprintf(name, sizeof name, "<%02X>", (unsigned)cp);
		show_ascii(pass, name);
		break;
	case NAME:
		snprintf(name, sizeof name, "<U+%04X>", (unsigned)cp);
		show_ascii(pass, name);
		break;
	case LINE:
		show(pass, '\n');
		break;
	case DROP:
		break;
	}
}

// The length of the code point at `p` if its first bytes put it in a block that is free of marks,
// white space and what is invisible; nearly all text that is not ASCII is in these.  Else 0.
static size_t quiet_block(const unsigned char *p)
{
	switch (p[0]) {
	case 0xC2: // Latin-1 from U+00A1, without the soft hyphen
		return p[1] > 0xA0 && p[1] != 0xAD ? 2 : 0;
	case 0xD2: // Cyrillic behind its marks
		return p[1] >= 0x8A ? 2 : 0;
	case 0xE2: // dashes and quotes; letterlike, arrows, mathematics, boxes, dingbats
		if (p[1] == 0x80)
			return (p[2] >= 0x90 && p[2] <= 0xA7) || p[2] >= 0xB0 ? 3 : 0;
		return p[1] >= 0x84 && p[1] <= 0xB2 ? 3 : 0;
	case 0xE3: // CJK punctuation, kana
		if (p[1] == 0x80)
			return p[2] != 0x80 && (p[2] < 0xAA || p[2] >= 0xB0) ? 3 : 0;
		if (p[1] == 0x82)
			return p[2] != 0x99 && p[2] != 0x9A ? 3 : 0;
		return p[1] != 0x85 ? 3 : 0;
	case 0xEF: // full-width forms
		return p[1] == 0xBC || p[1] == 0xBD ? 3 : 0;
	case 0xF0: // pictures
		return p[1] == 0x9F && p[2] <= 0xAB ? 4 : 0;
	default:
		if ((p[0] >= 0xC3 && p[0] <= 0xCB) || (p[0] >= 0xCE && p[0] <= 0xD1) ||
		    p[0] == 0xD3)
			return 2; // Latin, Greek, Cyrillic
		return (p[0] >= 0xE4 && p[0] <= 0xE9) || p[0] == 0xEB || p[0] == 0xEC
			       ? 3
			       : 0; // ideographs, Hangul
	}
}

// The same for bytes that may be invalid; the last three of a text take the long way.
static size_t settled(const unsigned char *p, size_t left)
{
	size_t len = left >= UTF8_MAX ? quiet_block(p) : 0;
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	return len;
}

// The length of a Cyrillic letter or an ideograph at `p`, which are quiet and come in rows; else 0.
static inline size_t common_letter(const unsigned char *p)
{
	if ((p[1] & 0xC0) != 0x80)
		return 0;
	if ((p[0] & 0xFE) == 0xD0)
		return 2;
	return p[0] >= 0xE4 && p[0] <= 0xE9 && (p[2] & 0xC0) == 0x80 ? 3 : 0;
}

// Eight bytes of printable ASCII, perhaps seen as less where one follows another that is none.
static bool is_printable(const char *text)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t bytes;
	memcpy(&bytes, text, sizeof bytes);
	return !((bytes | (bytes - ones * ' ') | (bytes + ones)) & ones * 0x80);
}

static bool is_ordinary_ascii(unsigned char c, bool line)
{
	return line ? c > ' ' && c < 0x7F : (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t';
}

// Behind the text from `at` that needs no judging: where a line is made, up to a blank.
static size_t skip_ordinary(const struct pass *pass, size_t at)
{
	const unsigned char *text = (const unsigned char *)pass->in.ptr;
	while (at < pass->in.len) {
		unsigned char c = text[at];
		size_t len = c < 0x80 ? is_ordinary_ascii(c, pass->line)
				      : settled(text + at, pass->in.len - at);
		if (!len)
			break;
		at += len;
		while (!pass->line && pass->in.len - at >= 8 && is_printable(pass->in.ptr + at))
			at += 8;
		for (len = 1; len && pass->in.len - at >= UTF8_MAX; at += len)
			len = common_letter(text + at);
	}
	return at;
}

// Shows the text up to `to`, of which only the first character has something to do with what was
// before it.
static void show_ordinary(struct pass *pass, size_t *at, size_t to)
{
	show(pass, utf8_next(pass->in, at));
	if (*at == to)
		return;
	put(pass, str_sub(pass->in, *at, to));
	*at = to;
	pass->last = utf8_prev(pass->in, &to);
}

static struct str run(struct arena *arena, struct str text, bool line)
{
	struct pass pass = {.in = text, .line = line};
	size_t at = 0;
	while (at < text.len) {
		size_t to = skip_ordinary(&pass, at);
		if (to > at)
			show_ordinary(&pass, &at, to);
		else if (text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')
			at++;
		else
			take(&pass, utf8_next(text, &at));
	}
	if (!pass.out.ptr)
		return str_sub(text, 0, pass.same);

	struct str safe = arena_copy(arena, buf_str(&pass.out));
	buf_release(&pass.out);
	return safe;
}

struct str safe_text(struct arena *arena, struct str text)
{
	return run(arena, text, false);
}

struct str safe_line(struct arena *arena, struct str text)
{
	return run(arena, str_trim(text), true);
}

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	}
	return true;
}

// "5½" is five and a half, not fifty-one halves.
static bool wants_space(const struct buf *out, const char *ascii)
{
	char last = out->len ? out->ptr[out->len - 1] : ' ';
	return last >= '0' && last <= '9' && strchr(ascii, '/') && *ascii >= '0' && *ascii <= '9';
}

// A flag is two letters to Unicode.
static bool add_flag(struct buf *out, struct str flag)
{
	size_t at = 0;
	uint32_t first = utf8_next(flag, &at);
	uint32_t second = at < flag.len ? utf8_next(flag, &at) : 0;
	if (!unicode_is_flag_letter(first) || !unicode_is_flag_letter(second))
		return false;
	buf_char(out, (char)('A' + (first - UNICODE_FLAG_A)));
	buf_char(out, (char)('A' + (second - UNICODE_FLAG_A)));
	return true;
}

struct str safe_ascii(struct arena *arena, struct str text)
{
	if (is_ascii(text))
		return text;
	struct buf out = {0};
	for (size_t at = 0; at < text.len;) {
		char ascii[TRANSLIT_MAX];
		int cols;
		size_t base = at, behind = column_next(text, at, &cols);
		uint32_t cp = utf8_next(text, &base);
		if (cp < 0x80) {
			buf_char(&out, (char)cp);
		} else if (translit(cp, ascii)) {
			if (wants_space(&out, ascii))
				buf_char(&out, ' ');
			buf_add(&out, str_of(ascii));
		} else if (!add_flag(&out, str_sub(text, at, behind))) {
			buf_fill(&out, '?', (size_t)cols);
		}
		at = behind;
	}
	struct str result = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return result;
}
