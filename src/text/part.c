// SPDX-License-Identifier: ISC

#include "text/part.h"

#include <string.h>

enum { MOST_PARTS = 4 }; // of a run; one of more is given whole

struct character part_long_character(struct str text, size_t at)
{
	size_t behind = at;
	uint32_t cp = utf8_next(text, &behind);
	return (struct character){cp, (uint8_t)letter_class(cp), (uint8_t)(behind - at)};
}

static bool is_letter_at(struct str text, size_t at)
{
	return part_character(text, at).class == LETTER_WORD;
}

static bool is_digit_at(struct str text, size_t at)
{
	return part_character(text, at).class == LETTER_DIGIT;
}

// Letters and digits and what belongs to them.
static bool is_inside(enum letter_class class)
{
	return class == LETTER_WORD || class == LETTER_DIGIT || class == LETTER_MARK;
}

// Behind a possessive s that begins at `at`, or `at` itself when there is none.
static size_t skip_possessive(struct str text, size_t at)
{
	if (at >= text.len || (text.ptr[at] != 's' && text.ptr[at] != 'S'))
		return at;
	return is_inside(part_character(text, at + 1).class) ? at : at + 1;
}

// The article, pronoun or preposition that lost its vowel before a French, Catalan or Italian word:
// l', d', qu', dell', un'.  None of them begins an English contraction.
static bool is_elision(const struct fold *fold)
{
	struct str form = {fold->form, fold->len};
	if (form.len == 1)
		return strchr("cdjlmnst", *form.ptr) != NULL;
	return str_ends(form, STR("qu")) || str_eq(form, STR("un")) ||
	       (form.len > 2 && str_ends(form, STR("ll")));
}

// Takes the letters of Russian at *at, which need no table: capitals are 32 before small ones.
static inline void take_russian(struct str text, size_t *at, struct fold *fold)
{
	while (*at + 1 < text.len && fold->len + 2 <= fold->room && !fold->full) {
		unsigned char lead = (unsigned char)text.ptr[*at];
		unsigned char trail = (unsigned char)text.ptr[*at + 1];
		unsigned cp = (lead & 0x1Fu) << 6 | (trail & 0x3Fu);
		if ((lead | 1) != 0xD1 || (trail & 0xC0) != 0x80 || cp - 0x410 > 0x44F - 0x410)
			return;
		cp += cp < 0x430 ? 0x20 : 0;
		fold->form[fold->len++] = (char)(0xC0 | cp >> 6);
		fold->form[fold->len++] = (char)(0x80 | (cp & 0x3F));
		*at += 2;
	}
}

size_t part_letters(struct str text, size_t *at, struct fold *fold)
{
	for (;;) {
		take_russian(text, at, fold);
		struct character here = part_character(text, *at);
		size_t behind = *at + here.len;
		if (here.class == LETTER_WORD || here.class == LETTER_MARK) {
			fold_append(fold, here.cp);
		} else if (here.class == LETTER_APOSTROPHE && is_letter_at(text, behind)) {
			size_t possessive = skip_possessive(text, behind);
			if (possessive > behind) {
				*at = possessive;
				return 0;
			}
			if (is_elision(fold))
				return behind;
		} else {
			return 0;
		}
		*at = behind;
	}
}

// Whether the comma at `at` groups thousands: three digits behind it and no fourth.
static bool is_grouping(struct str text, size_t at)
{
	return text.ptr[at] == ',' && is_digit_at(text, at + 1) && is_digit_at(text, at + 2) &&
	       is_digit_at(text, at + 3) && !is_digit_at(text, at + 4);
}

void part_digits(struct str text, size_t *at, struct fold *fold)
{
	for (;;) {
		struct character here = part_character(text, *at);
		size_t behind = *at + here.len;
		if (here.class == LETTER_DIGIT || here.class == LETTER_MARK) {
			fold_append(fold, here.cp);
		} else if (here.cp == '.' && is_digit_at(text, behind)) {
			fold_append(fold, '.');
		} else if (here.class == LETTER_APOSTROPHE) {
			size_t possessive = skip_possessive(text, behind);
			*at = possessive > behind ? possessive : *at;
			return;
		} else if (*at >= text.len || !is_grouping(text, *at)) {
			return;
		}
		*at = behind;
	}
}

// A run taken character by character, letters and digits alike.
struct mixed {
	struct str text;
	size_t at;
	struct character here;
	enum letter_class last; // of the letters and digits so far
	int parts;
};

static inline bool mixed_next(struct mixed *mixed)
{
	struct character here = part_character(mixed->text, mixed->at);
	bool point = here.cp == '.' && mixed->last == LETTER_DIGIT &&
		     is_digit_at(mixed->text, mixed->at + 1);
	if (!is_inside(here.class) && !point)
		return false;
	if (here.class >= LETTER_WORD && here.class != mixed->last) {
		mixed->last = here.class;
		mixed->parts++;
	}
	mixed->here = here;
	mixed->at += here.len;
	return true;
}

void part_jumble(struct str text, size_t *at, struct fold *fold)
{
	struct mixed mixed = {.text = text, .at = *at};
	while (mixed_next(&mixed))
		fold_append(fold, mixed.here.cp);
	*at = mixed.at;
}

bool part_is_jumble(struct str text, size_t at)
{
	struct mixed mixed = {.text = text, .at = at};
	while (mixed.parts <= MOST_PARTS && mixed_next(&mixed))
		continue;
	return mixed.parts > MOST_PARTS;
}

struct character part_solid(struct str text, size_t *at, struct character here, struct fold *fold)
{
	do {
		fold_append(fold, here.cp);
		*at += here.len;
		here = part_character(text, *at);
	} while (here.class == LETTER_MARK);
	return here;
}
