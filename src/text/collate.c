// SPDX-License-Identifier: ISC
//
// A text is turned into the bytes of its folded letters as they are asked for, a letter and its
// marks at a time: two names mostly differ at the start.

#include "text/collate.h"

#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"

enum { LETTER_ROOM = 64 }; // bytes a letter with its marks folds to; what is beyond does not count

struct folded {
	struct str text;
	size_t next; // byte of the text
	char form[LETTER_ROOM];
	size_t len, at;
};

static bool is_mark(struct str text, size_t at)
{
	return at < text.len && (unsigned char)text.ptr[at] >= 0x80 &&
	       letter_class(utf8_next(text, &at)) == LETTER_MARK;
}

// What stands for a character that is no letter, digit or mark: among them are some that come behind
// the letters.
static uint32_t plain(enum letter_class class, uint32_t cp)
{
	if (class == LETTER_APOSTROPHE)
		return '\'';
	if (class == LETTER_HYPHEN)
		return '-';
	return class == LETTER_NONE && cp > '9' ? ' ' : cp;
}

static void fold_letter(struct folded *folded)
{
	struct fold fold = {folded->form, 0, LETTER_ROOM, false};
	uint32_t cp = utf8_next(folded->text, &folded->next);
	fold_append(&fold, plain(letter_class(cp), cp));
	while (is_mark(folded->text, folded->next))
		fold_append(&fold, utf8_next(folded->text, &folded->next));
	folded->len = fold.len;
	folded->at = 0;
}

static int fold_ascii(unsigned char c)
{
	uint32_t cp = plain(letter_ascii[c], c);
	return (int)(cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp);
}

// The next byte of the folded text, from 1; 0 at its end.
static int next_byte(struct folded *folded)
{
	while (folded->at == folded->len) {
		if (folded->next == folded->text.len)
			return 0;
		unsigned char c = (unsigned char)folded->text.ptr[folded->next];
		if (c < 0x80) {
			folded->next++;
			return 1 + fold_ascii(c);
		}
		fold_letter(folded);
	}
	return 1 + (unsigned char)folded->form[folded->at++];
}

static bool is_ascii_at(struct str text, size_t at)
{
	return at < text.len && (unsigned char)text.ptr[at] < 0x80;
}

// What both begin with, up to an ASCII character: no mark behind it belongs to what stands before.
static size_t same_start(struct str a, struct str b)
{
	enum { STEP = 8 };
	size_t same = 0, most = a.len < b.len ? a.len : b.len;
	while (most - same >= STEP && memcmp(a.ptr + same, b.ptr + same, STEP) == 0)
		same += STEP;
	while (same < most && a.ptr[same] == b.ptr[same])
		same++;
	while (same && !(is_ascii_at(a, same) && is_ascii_at(b, same)))
		same--;
	return same;
}

int collate_cmp(struct str a, struct str b)
{
	size_t same = same_start(a, b);
	struct folded x = {.text = a, .next = same}, y = {.text = b, .next = same};
	for (;;) {
		int left = next_byte(&x), right = next_byte(&y);
		if (left != right)
			return left - right;
		if (!left)
			return str_cmp(a, b);
	}
}
