// SPDX-License-Identifier: ISC
//
// utf8proc knows every code point but is asked only where the answer is not plain from the block:
// Cyrillic, Han, Hangul and kana are most of what is written beyond Latin.

#include "text/fold.h"

#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

#define N LETTER_NONE
#define W LETTER_WORD
#define D LETTER_DIGIT
#define A LETTER_APOSTROPHE
#define H LETTER_HYPHEN
// clang-format off
const uint8_t letter_ascii[128] = {
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, A, N, N, N, N, N, H, N, N, D, D, D, D, D, D, D, D, D, D, N, N, N, N, N, N,
	N, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, N, N, N, N, H,
	N, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, N, N, N, N, N,
};
// clang-format on
#undef N
#undef W
#undef D
#undef A
#undef H

enum { TATWEEL = 0x0640 }; // makes an Arabic word longer to the eye, and is a letter to Unicode

static bool is_between(uint32_t cp, uint32_t from, uint32_t to)
{
	return cp - from <= to - from;
}

static bool is_han(uint32_t cp)
{
	return is_between(cp, 0x4E00, 0x9FFF) || is_between(cp, 0x3400, 0x4DBF) ||
	       is_between(cp, 0x20000, 0x3FFFF) || is_between(cp, 0xF900, 0xFAFF) ||
	       is_between(cp, 0x3005, 0x3007);
}

static bool is_kana(uint32_t cp)
{
	return is_between(cp, 0x3041, 0x30FF) || is_between(cp, 0x31F0, 0x31FF) ||
	       is_between(cp, 0xFF66, 0xFF9F);
}

static bool is_south_east_asian(uint32_t cp)
{
	return is_between(cp, 0x0E00, 0x0EFF) || is_between(cp, 0x1000, 0x109F) ||
	       is_between(cp, 0x1780, 0x17FF);
}

static bool is_raised_or_lowered_digit(uint32_t cp)
{
	return cp == 0xB2 || cp == 0xB3 || cp == 0xB9 || is_between(cp, 0x2070, 0x2079) ||
	       is_between(cp, 0x2080, 0x2089);
}

static enum letter_class class_by_kind(uint32_t cp)
{
	switch (unicode_kind(cp)) {
	case UNICODE_LETTER:
		return is_han(cp) || is_kana(cp) || is_south_east_asian(cp) ? LETTER_SOLID
									    : LETTER_WORD;
	case UNICODE_MARK:
	case UNICODE_FORMAT:
		return LETTER_MARK;
	case UNICODE_DIGIT:
		return LETTER_DIGIT;
	case UNICODE_OTHER:
	case UNICODE_SPACE:
	case UNICODE_CONTROL:
	case UNICODE_PRIVATE:
		break;
	}
	return is_raised_or_lowered_digit(cp) ? LETTER_DIGIT : LETTER_NONE;
}

enum letter_class letter_class(uint32_t cp)
{
	if (is_between(cp, 0x0410, 0x044F) || is_between(cp, 0xAC00, 0xD7A3) ||
	    is_between(cp, 0x00F8, 0x02AF))
		return LETTER_WORD;
	if (is_between(cp, 0x4E00, 0x9FFF) || is_between(cp, 0x3041, 0x3096) ||
	    is_between(cp, 0x30A1, 0x30FA))
		return LETTER_SOLID;

	switch (cp) {
	case 0x00B7: // Catalan "col·lecció"
	case 0x02BC:
	case 0x2019:
	case 0xFF07:
		return LETTER_APOSTROPHE;
	case 0x2010:
	case 0x2011:
		return LETTER_HYPHEN;
	case 0x0345: // the iota below a Greek letter, which folds to an iota beside it
		return LETTER_WORD;
	case TATWEEL:
	case 0xFF9E: // voicing marks of half-width kana
	case 0xFF9F:
		return LETTER_MARK;
	case 0x200B: // stands for a space where none is written
		return LETTER_NONE;
	default:
		return class_by_kind(cp);
	}
}

static void append(struct fold *fold, const char *bytes, size_t len)
{
	if (fold->full || fold->room - fold->len < len) {
		fold->full = true;
		return;
	}
	memcpy(fold->form + fold->len, bytes, len);
	fold->len += len;
}

static void append_code_point(struct fold *fold, uint32_t cp)
{
	if (!fold->full && fold->room - fold->len >= UTF8_MAX) {
		fold->len += utf8_put(cp, fold->form + fold->len);
		return;
	}
	char bytes[UTF8_MAX];
	append(fold, bytes, utf8_put(cp, bytes));
}

// An accent, to be told from a vowel sign (class 0), a nukta (7), a voicing mark (8), a virama (9)
// or a Thai or Tibetan vowel (103 to 132), without which the word would be another.
static bool is_accent(uint32_t mark)
{
	int class = unicode_combining_class(mark);
	return class == 1 || (class >= 10 && class <= 36) || class >= 200 ||
	       is_between(mark, 0xFE00, 0xFE0F) || is_between(mark, 0xE0100, 0xE01EF) ||
	       is_between(mark, 0x20D0, 0x20FF) || mark == 0x034F;
}

// Letters that do not decompose, as they are written where they cannot be.
static const char *plain_letter(uint32_t cp)
{
	switch (cp) {
	case 0xE6:
		return "ae";
	case 0xF0:
	case 0x0111:
		return "d";
	case 0xF8:
		return "o";
	case 0xFE:
		return "th";
	case 0x0127:
		return "h";
	case 0x0131:
		return "i";
	case 0x0142:
		return "l";
	case 0x0153:
		return "oe";
	case 0x0167:
		return "t";
	default:
		return NULL;
	}
}

static void append_part(struct fold *fold, uint32_t part)
{
	enum unicode_kind kind = unicode_kind(part);
	const char *plain = plain_letter(part);
	if (part == TATWEEL || part == 0x02BC)
		return;
	if (plain)
		append(fold, plain, strlen(plain));
	else if (kind == UNICODE_LETTER || kind == UNICODE_DIGIT ||
		 (kind == UNICODE_MARK && !is_accent(part)))
		append_code_point(fold, part);
}

// The letters of Russian, Ukrainian and their kin: й and ї are letters of their own, ё is written е
// more often than not.
static uint32_t fold_cyrillic(uint32_t cp)
{
	if (cp < 0x0410)
		cp += 0x50;
	else if (cp < 0x0430)
		cp += 0x20;
	return cp == 0x0451 || cp == 0x0450 ? 0x0435 : cp == 0x045D ? 0x0438 : cp;
}

// Left as they are: decomposed they would be long, or begin with a mark.
static bool is_whole(uint32_t cp)
{
	return is_between(cp, 0x4E00, 0x9FFF) || is_between(cp, 0xAC00, 0xD7A3) ||
	       is_between(cp, 0x3041, 0x3096) || is_between(cp, 0x30A1, 0x30FE) ||
	       is_between(cp, 0x0E00, 0x0EFF);
}

// й written as и and a breve.
static bool makes_short_i(const struct fold *fold, uint32_t cp)
{
	return cp == 0x0306 && fold->len >= 2 &&
	       memcmp(fold->form + fold->len - 2, "\xD0\xB8", 2) == 0;
}

void fold_append(struct fold *fold, uint32_t cp)
{
	if (cp < 0x80) {
		char c = (char)(cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp);
		append(fold, &c, 1);
	} else if (is_between(cp, 0x0400, 0x045F)) {
		append_code_point(fold, fold_cyrillic(cp));
	} else if (is_whole(cp)) {
		append_code_point(fold, cp);
	} else if (makes_short_i(fold, cp)) {
		fold->form[fold->len - 1] = '\xB9';
	} else {
		uint32_t parts[UNICODE_PARTS];
		size_t count = unicode_decompose(cp, true, parts), before = fold->len;
		for (size_t i = 0; i < count; i++)
			append_part(fold, parts[i]);
		if (fold->len == before && letter_class(cp) != LETTER_MARK)
			append_code_point(fold, cp);
	}
}
