// SPDX-License-Identifier: ISC
//
// libunibreak 1 knows Unicode 6.2, and two things of it must be kept in mind.  It asserts that
// there are no regional indicators (the letters of flags) and takes U+FFFF for the end of the
// text, so those are shown to it as others of the same length and of like behaviour.  And it would
// break within a cluster that later versions hold together (flags, families, skin tones), so what
// is inside a cluster is closed afterwards.
//
// Most text is words with spaces between them, for which the answer is known without the library.
// What else there is it is asked about, each part from a letter to a letter: a letter is all that
// the rules for what follows it look back to.

#include "text/linebreak.h"

#include "base/buf.h"
#include "text/column.h"

#include <linebreak.h>
#include <pthread.h>
#include <string.h>

enum { LANGUAGE_MAX = 16 };

// Replaces the four bytes of U+1F1E6 to U+1F1FF by those of an ideograph, and U+FFFF by U+FFFD.
// Byte for byte: valid UTF-8 holds neither sequence across two characters.
static struct str without_hazards(struct str text, struct buf *copy)
{
	const struct str flag = STR("\xF0\x9F\x87"), end = STR("\xEF\xBF\xBF");
	bool flags = str_find(text, flag, 0) != SIZE_MAX, ends = str_find(text, end, 0) != SIZE_MAX;
	if (!flags && !ends)
		return text;

	buf_add(copy, text);
	for (size_t at = 0; (at = str_find(text, flag, at)) != SIZE_MAX; at += flag.len) {
		if ((unsigned char)text.ptr[at + 3] >= 0xA6)
			memcpy(copy->ptr + at, "\xF0\xA0\x80\x80", 4);
	}
	for (size_t at = 0; (at = str_find(text, end, at)) != SIZE_MAX; at += end.len)
		memcpy(copy->ptr + at, "\xEF\xBF\xBD", 3);
	return buf_str(copy);
}

// The library has an index of its own that must be filled, which takes as long as some hundred
// characters do: once.
static void open_library(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, init_linebreak);
}

static uint8_t meaning(uint8_t found)
{
	return found == LINEBREAK_MUSTBREAK    ? LINEBREAK_MUST
	       : found == LINEBREAK_ALLOWBREAK ? LINEBREAK_MAY
					       : LINEBREAK_NO;
}

// ---- ASCII as it stands in sentences ----

enum { PLAIN_LEAST = 4 }; // bytes: for fewer the library goes on

enum kind { LETTER, DIGIT, STOP, OPEN, CLOSE, QUOTE, HYPHEN, MARK, KINDS, SPACE = KINDS, OTHER };

static enum kind kind_of(char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		return LETTER;
	if (c >= '0' && c <= '9')
		return DIGIT;
	switch (c) {
	case ' ':
		return SPACE;
	case ',':
	case '.':
	case ':':
	case ';':
		return STOP;
	case '(':
	case '[':
		return OPEN;
	case ')':
	case ']':
		return CLOSE;
	case '"':
	case '\'':
		return QUOTE;
	case '-':
		return HYPHEN;
	case '!':
	case '?':
		return MARK;
	default:
		return OTHER;
	}
}

// What the rules say between two kinds, side by side and with spaces between them: '-' no, '+' may,
// ' ' ask the library.  Columns as rows.
static const char beside[KINDS][KINDS + 1] = {
	[LETTER] = "--------", [DIGIT] = "--------", [STOP] = "--- ----",   [OPEN] = "--------",
	[CLOSE] = "--- ----",  [QUOTE] = "--------", [HYPHEN] = "+-- ----", [MARK] = "++- ----",
};
static const char apart[KINDS][KINDS + 1] = {
	[LETTER] = "++ + +  ", [DIGIT] = "++ + +  ", [STOP] = "++ + +  ",   [OPEN] = "        ",
	[CLOSE] = "++ + +  ",  [QUOTE] = "++   +  ", [HYPHEN] = "++ + +  ", [MARK] = "++ + +  ",
};

// Sets what is behind each byte of the plain text that begins with the letter at `at`, and returns
// where it ends; *letter is the last one in it.
static size_t find_plain(struct str text, size_t at, uint8_t *breaks, size_t *letter)
{
	enum kind before = LETTER; // what is no space
	for (*letter = at++; at < text.len; at++) {
		enum kind kind = kind_of(text.ptr[at]);
		char found = '-';
		if (kind == OTHER)
			break;
		if (kind != SPACE)
			found = text.ptr[at - 1] == ' ' ? apart[before][kind]
							: beside[before][kind];
		if (found == ' ')
			break;
		breaks[at - 1] = found == '+' ? LINEBREAK_MAY : LINEBREAK_NO;
		before = kind == SPACE ? before : kind;
		if (kind == LETTER)
			*letter = at;
	}
	return at;
}

// The next letter that some plain text begins with, or the end.
static size_t next_plain(struct str text, size_t at)
{
	size_t from = SIZE_MAX;
	for (; at < text.len; at++) {
		enum kind kind = kind_of(text.ptr[at]);
		if (kind == OTHER)
			from = SIZE_MAX;
		else if (from == SIZE_MAX && kind == LETTER)
			from = at;
		else if (from != SIZE_MAX && at - from >= PLAIN_LEAST)
			return from;
	}
	return text.len;
}

// Asks the library.
static void find_any(struct str text, const char *language, uint8_t *breaks)
{
	struct buf copy = {0};
	struct str shown = without_hazards(text, &copy);
	open_library();
	set_linebreaks_utf8((const utf8_t *)shown.ptr, shown.len, *language ? language : NULL,
			    (char *)breaks);
	buf_release(&copy);

	for (size_t at = 0, behind; at < text.len; at = behind) {
		int cols;
		behind = column_next(text, at, &cols);
		memset(breaks + at, LINEBREAK_NO, behind - at - 1);
		breaks[behind - 1] = meaning(breaks[behind - 1]);
	}
}

void linebreak_find(struct str text, struct str language, uint8_t *breaks)
{
	if (!text.len)
		return;
	char code[LANGUAGE_MAX] = "";
	if (language.len && language.len < sizeof code)
		memcpy(code, language.ptr, language.len);

	for (size_t at = 0; at < text.len;) {
		size_t letter = at;
		if (kind_of(text.ptr[at]) == LETTER)
			at = find_plain(text, at, breaks, &letter);
		if (at == text.len)
			break;
		at = next_plain(text, at);
		size_t end = at < text.len ? at + 1 : at;
		find_any(str_sub(text, letter, end), code, breaks + letter);
	}
	// The library calls the end of a text a break that must be.
	if (text.ptr[text.len - 1] != '\n')
		breaks[text.len - 1] = LINEBREAK_MAY;
}

bool linebreak_line(struct str text, const uint8_t *breaks, uint32_t *at, int cols,
		    struct range *line)
{
	uint32_t i = *at, end = 0, next = 0; // end: where the line may end, its spaces included
	if (i >= text.len)
		return false;
	for (int used = 0; i < text.len && text.ptr[i] != '\n';) {
		int wide;
		uint32_t behind = (uint32_t)column_next(text, i, &wide);
		// Hangs over the end without taking room, if it is not the base of a mark.
		bool space = text.ptr[i] == ' ' && behind == i + 1;
		if (!space && used + wide > cols && i > *at) {
			next = end > *at ? end : i;
			break;
		}
		used += wide;
		i = behind;
		if (breaks[i - 1] == LINEBREAK_MAY)
			end = i;
	}
	bool hard = !next && i < text.len;
	*line = (struct range){*at, next ? next : i};
	while (line->to > line->from && text.ptr[line->to - 1] == ' ')
		line->to--;
	*at = next ? next : i + hard;
	while (next && *at < text.len && text.ptr[*at] == ' ')
		++*at;
	return true;
}
