// SPDX-License-Identifier: ISC
//
// Nearly every word of nearly every text is ASCII letters with a space, a comma or a full stop
// behind them.  Such a word is found, lowered and copied eight bytes at a time and never meets
// the rest of this file, which takes a text apart character by character:
//
//     chain := run (HYPHEN run)*         plantar-flexor-15mm
//     run   := part part*                15mm
//     part  := letters | digits          15, mm
//
// Parts are given as they come; behind the last part of a run of several, and behind the last of
// a chain of several runs, the joined form is due.

#define _DEFAULT_SOURCE // le64toh

#include "text/word.h"

#include "text/part.h"

#include <endian.h>
#include <string.h>

enum { DUE_RUN = 1, DUE_CHAIN = 2 };
enum { STRIDE = 16, WINDOW = 64 };

struct words words_of(struct str text)
{
	struct words words; // the forms in it are written before they are read
	words.text = text;
	words.at = 0;
	words.position = 0;
	words.paired = false;
	words.due = 0;
	words.window = SIZE_MAX / 2; // none yet
	words.letters = words.begins = words.holds = 0;
	words.run.parts = words.chain.parts = 0;
	return words;
}

static bool give(struct words *words, struct word *word, size_t from, size_t to, size_t len)
{
	word->text = (struct range){(uint32_t)from, (uint32_t)to};
	word->position = words->position++;
	word->joined = false;
	word->form_len = (uint8_t)len;
	return true;
}

// The pair that begins with `here`; false for a last character that was given with the one before.
static bool take_pair(struct words *words, struct word *word, struct character here)
{
	struct fold fold = {.form = word->form, .room = FORM_MAX};
	size_t from = words->at, to = from;
	here = part_solid(words->text, &to, here, &fold);
	words->at = to;
	bool alone = here.class != LETTER_SOLID, paired = words->paired;
	if (!alone)
		part_solid(words->text, &to, here, &fold);
	words->paired = !alone;
	return !(alone && paired) && give(words, word, from, to, fold.len);
}

enum follows { ENDS, GLUED, HYPHEN };

// What comes behind a part that ended at words->at; moves over a hyphen, or to behind an elision.
static enum follows what_follows(struct words *words, enum letter_class class, size_t elided)
{
	if (elided) {
		words->at = elided;
		return HYPHEN;
	}
	struct character here = part_character(words->text, words->at);
	if (here.class == LETTER_WORD || here.class == LETTER_DIGIT)
		return GLUED;
	if (here.class != LETTER_HYPHEN)
		return ENDS;

	enum letter_class behind = part_character(words->text, words->at + here.len).class;
	if (behind != LETTER_WORD && (behind != LETTER_DIGIT || class == LETTER_DIGIT))
		return ENDS;
	words->at += here.len;
	return HYPHEN;
}

static void join(struct joint *joint, const struct word *word)
{
	if (!joint->parts++) {
		joint->from = word->text.from;
		joint->position = word->position;
		joint->len = 0;
		joint->overlong = false;
	}
	joint->to = word->text.to;
	if (FORM_MAX - joint->len < word->form_len)
		joint->overlong = true;
	if (joint->overlong)
		return;
	if (FORM_MAX - joint->len >= STRIDE && word->form_len <= STRIDE)
		memcpy(joint->form + joint->len, word->form, STRIDE);
	else
		memcpy(joint->form + joint->len, word->form, word->form_len);
	joint->len = (uint8_t)(joint->len + word->form_len);
}

// Notes a part for the joined forms it is in.
static void note_part(struct words *words, const struct word *word, enum follows follows)
{
	if (!words->chain.parts && follows == ENDS)
		return;
	join(&words->run, word);
	join(&words->chain, word);
	if (follows == GLUED)
		return;

	if (words->run.parts > 1 && !words->run.overlong)
		words->due |= DUE_RUN;
	if (follows == ENDS && words->chain.parts > words->run.parts && !words->chain.overlong)
		words->due |= DUE_CHAIN;
	words->run.parts = 0;
	if (follows == ENDS)
		words->chain.parts = 0;
}

static bool give_joined(struct words *words, struct word *word)
{
	bool run = words->due & DUE_RUN;
	const struct joint *joint = run ? &words->run : &words->chain;
	words->due &= (uint8_t) ~(run ? DUE_RUN : DUE_CHAIN);
	word->text = (struct range){(uint32_t)joint->from, (uint32_t)joint->to};
	word->position = joint->position;
	word->joined = true;
	word->form_len = joint->len;
	memcpy(word->form, joint->form, FORM_MAX); // whole, which is less than a call
	return true;
}

// Copies eight bytes in lower case.  Of the result the top bit of each byte is set where there was
// no ASCII letter.
static inline uint64_t copy_eight(const char *from, char *to)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t bytes;
	memcpy(&bytes, from, 8);
	bytes |= 0x20 * ones;
	memcpy(to, &bytes, 8);
	// What is added cannot carry into the next byte, for the top bits are cleared before.
	uint64_t low = bytes & 0x7F * ones;
	uint64_t letter = (low + (0x80 - 'a') * ones) & ~(low + (0x7F - 'z') * ones);
	return (~letter | bytes) & 0x80 * ones;
}

static inline size_t first_marked(uint64_t marks)
{
	return (size_t)__builtin_ctzll(le64toh(marks)) / 8;
}

// Copies the ASCII letters at `at` into `form` in lower case and returns how many there are, 0 when
// they do not fit.  Most words are shorter than a stride, so that no branch depends on their length
// but at the end of a text.
static inline size_t copy_letters(struct str text, size_t at, char form[FORM_MAX])
{
	const char *from = text.ptr + at;
	size_t len = 0;
	for (; len < FORM_MAX && text.len - at - len >= STRIDE; len += STRIDE) {
		uint64_t first = copy_eight(from + len, form + len);
		uint64_t second = copy_eight(from + len + 8, form + len + 8);
		if (first | second)
			return len + (first ? first_marked(first) : 8 + first_marked(second));
	}
	for (; len < FORM_MAX && at + len < text.len; len++) {
		unsigned char c = (unsigned char)from[len];
		if (c >= 0x80 || letter_ascii[c] != LETTER_WORD)
			return len;
		form[len] = (char)(c | 0x20);
	}
	return len < FORM_MAX ? len : 0;
}

// The same for digits, one by one: there are few.
static inline size_t copy_digits(struct str text, size_t at, char form[FORM_MAX])
{
	size_t len = 0;
	for (; at + len < text.len && len < FORM_MAX; len++) {
		char c = text.ptr[at + len];
		if (c < '0' || c > '9')
			return len;
		form[len] = c;
	}
	return 0;
}

static inline enum letter_class ascii_class(struct str text, size_t at)
{
	return (enum letter_class)letter_ascii[(unsigned char)text.ptr[at]];
}

// A part of ASCII alone, behind which stands what cannot belong to it: nearly all.  Returns the
// length of its form and moves behind it, and says what follows; 0 when it is none.
static inline size_t take_ascii(struct words *words, struct word *word, enum letter_class class,
				enum follows *follows)
{
	struct str text = words->text;
	size_t len = class == LETTER_WORD ? copy_letters(text, words->at, word->form)
					  : copy_digits(text, words->at, word->form);
	size_t to = words->at + len;
	if (!len || to + 1 >= text.len || (text.ptr[to] | text.ptr[to + 1]) & 0x80)
		return 0;
	enum letter_class here = ascii_class(text, to), next = ascii_class(text, to + 1);
	*follows = ENDS;
	if (here == LETTER_APOSTROPHE)
		return 0;
	if (here == LETTER_NONE) {
		bool inside = text.ptr[to] == '.' || text.ptr[to] == ',';
		if (class == LETTER_DIGIT && next == LETTER_DIGIT && inside)
			return 0;
	} else if (here != LETTER_HYPHEN) {
		if (!words->run.parts && part_is_jumble(text, words->at))
			return 0;
		*follows = GLUED;
	} else if (next == LETTER_WORD || (next == LETTER_DIGIT && class != LETTER_DIGIT)) {
		*follows = HYPHEN;
	}
	words->at = to + (*follows == HYPHEN);
	return len;
}

static void take_long_part(struct words *words, struct word *word, enum letter_class class)
{
	struct fold fold = {.form = word->form, .room = FORM_MAX};
	size_t from = words->at;
	size_t elided = 0;
	if (class == LETTER_WORD) {
		fold.len = copy_letters(words->text, from, word->form);
		words->at += fold.len;
		elided = part_letters(words->text, &words->at, &fold);
	} else {
		part_digits(words->text, &words->at, &fold);
	}
	size_t to = words->at;

	enum follows follows = what_follows(words, class, elided);
	if (follows == GLUED && !words->run.parts && part_is_jumble(words->text, from)) {
		fold = (struct fold){.form = word->form, .room = FORM_MAX};
		words->at = from;
		part_jumble(words->text, &words->at, &fold);
		to = words->at;
		follows = what_follows(words, LETTER_WORD, 0);
	}
	give(words, word, from, to, fold.len);
	note_part(words, word, follows);
}

static void take_part(struct words *words, struct word *word, enum letter_class class)
{
	enum follows follows;
	size_t from = words->at, len = take_ascii(words, word, class, &follows);
	if (!len) {
		take_long_part(words, word, class);
		return;
	}
	give(words, word, from, from + len, len);
	note_part(words, word, follows);
}

// To the next ASCII character that may begin a word, or a longer one.
static inline void skip_separators(struct words *words)
{
	size_t at = words->at;
	while (at < words->text.len) {
		unsigned char c = (unsigned char)words->text.ptr[at];
		if (c >= 0x80 || letter_ascii[c] >= LETTER_WORD)
			break;
		at++;
	}
	words->at = at;
}

// --- the plain case ---------------------------------------------------------------------------

// Sixteen bytes at once, as compilers know them for any processor.
typedef uint8_t octets __attribute__((vector_size(STRIDE)));
typedef int8_t truths __attribute__((vector_size(STRIDE)));

// A bit for each that is true, in order.
static inline uint64_t bits_of(truths truth)
{
	const truths weights = {1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128};
	const uint64_t ones = 0x0101010101010101;
	uint64_t half[2];
	truth &= weights;
	memcpy(half, &truth, sizeof half);
	return (half[0] * ones) >> 56 | (half[1] * ones) >> 56 << 8;
}

static inline size_t lowest(uint64_t bits)
{
	return (size_t)__builtin_ctzll(bits);
}

static inline void look_at(struct words *words, const char bytes[WINDOW])
{
	uint64_t letters = 0, others = 0, joints = 0;
	for (unsigned at = 0; at < WINDOW; at += STRIDE) {
		octets c;
		memcpy(&c, bytes + at, sizeof c);
		letters |= bits_of((c | 0x20) - 'a' < 26) << at;
		others |= bits_of((c - '0' < 10) | (c >= 0x80)) << at;
		joints |= bits_of((c == '-') | (c == '_') | (c == '\'')) << at;
	}
	words->letters = letters;
	words->begins = letters | others;
	words->holds = joints | others;
}

// Looks at what begins at words->at; what is behind the text is as spaces are.
static __attribute__((noinline)) void open_window(struct words *words)
{
	size_t left = words->text.len - words->at;
	const char *from = words->text.ptr + words->at;
	words->window = words->at;
	if (left >= WINDOW) {
		look_at(words, from);
		return;
	}
	char bytes[WINDOW] = {0};
	memcpy(bytes, from, left);
	look_at(words, bytes);
}

// Copies what begins at `at` in lower case, `len` ASCII letters and maybe more.
static inline void lower(struct str text, size_t at, size_t len, char form[FORM_MAX])
{
	const uint64_t blanks = 0x2020202020202020;
	size_t done = 0;
	for (; done < len && text.len - at - done >= STRIDE; done += STRIDE) {
		uint64_t half[2];
		memcpy(half, text.ptr + at + done, sizeof half);
		half[0] |= blanks;
		half[1] |= blanks;
		memcpy(form + done, half, sizeof half);
	}
	for (; done < len; done++)
		form[done] = (char)(text.ptr[at + done] | 0x20);
}

// Gives plain words, ASCII letters alone with behind them what ends a word, up to one that is not
// plain.  Adding its first bit to a run of bits carries to the place behind it.
static inline uint32_t take_plain(struct words *words, struct word *batch, uint32_t room)
{
	uint32_t count = 0;
	while (words->at < words->text.len) {
		if (words->at - words->window >= WINDOW)
			open_window(words);
		const uint64_t letters = words->letters, holds = words->holds;
		const size_t window = words->window, from = words->at - window;
		uint64_t begins = words->begins >> from << from;
		while (begins) {
			uint64_t first = begins & -begins, end = (letters + first) & ~letters;
			size_t at = window + lowest(first);
			if (!end || holds & end) {
				words->at = at;
				if (end || first == 1)
					return count;
				break;
			}
			size_t to = window + lowest(end);
			lower(words->text, at, to - at, batch[count].form);
			give(words, &batch[count], at, to, to - at);
			begins &= -end;
			if (++count == room) {
				words->at = to;
				return count;
			}
		}
		if (begins) {
			open_window(words);
		} else {
			size_t end = window + WINDOW;
			words->at = end < words->text.len ? end : words->text.len;
		}
	}
	return count;
}

// What is not plain.  Kept apart, so that a plain word does not pay for the room this takes.
static __attribute__((noinline)) bool next_part(struct words *words, struct word *word)
{
	if (words->due)
		return give_joined(words, word);
	for (;;) {
		skip_separators(words);
		if (words->at >= words->text.len)
			return false;
		struct character here = part_character(words->text, words->at);
		if (here.class == LETTER_WORD || here.class == LETTER_DIGIT) {
			take_part(words, word, here.class);
			return true;
		}
		if (here.class != LETTER_SOLID)
			words->at += here.len;
		else if (take_pair(words, word, here))
			return true;
	}
}

enum { HAN = 3 }; // bytes

// One of the twenty thousand characters in one block that are nearly all of Chinese: they are their
// own forms, and no mark.
static inline bool is_han_at(struct str text, size_t at)
{
	const unsigned char *c = (const unsigned char *)text.ptr + at;
	return text.len - at >= HAN && (c[1] & 0xC0) == 0x80 && (c[2] & 0xC0) == 0x80 &&
	       ((c[0] >= 0xE5 && c[0] <= 0xE9) || (c[0] == 0xE4 && c[1] >= 0xB8));
}

// A pair of those with no mark behind it.
static inline bool take_han(struct words *words, struct word *word)
{
	struct str text = words->text;
	size_t at = words->at, to = at + 2 * (size_t)HAN;
	if (text.len < to || !is_han_at(text, at) || !is_han_at(text, at + HAN))
		return false;
	if (to < text.len && text.ptr[to] & 0x80 && !is_han_at(text, to))
		return false;
	memcpy(word->form, text.ptr + at, 2 * HAN);
	words->at = at + HAN;
	words->paired = true;
	return give(words, word, at, to, 2 * HAN);
}

// Gives the pairs of a run of them.
static inline uint32_t take_pairs(struct words *words, struct word *batch, uint32_t room)
{
	uint32_t count = 0;
	while (count < room && take_han(words, &batch[count]))
		count++;
	return count;
}

uint32_t words_next(struct words *words, struct word *batch, uint32_t room)
{
	uint32_t count = 0;
	while (count < room) {
		if (!words->due && !words->chain.parts) {
			count += take_plain(words, batch + count, room - count);
			count += take_pairs(words, batch + count, room - count);
		}
		if (count == room || !next_part(words, &batch[count]))
			break;
		count++;
	}
	return count;
}

bool word_next(struct words *words, struct word *word)
{
	return words_next(words, word, 1);
}

size_t word_fold(struct str text, char form[FORM_MAX])
{
	struct words words = words_of(text);
	struct fold fold = {.form = form, .room = FORM_MAX};
	size_t end = 0;
	for (struct word word; word_next(&words, &word);) {
		if (word.joined)
			continue;
		// Of a pair only what was not in the one before.  A form folds to itself.
		struct str part = word.text.from < end ? str_sub(text, end, word.text.to)
						       : (struct str){word.form, word.form_len};
		for (size_t at = 0; at < part.len;)
			fold_append(&fold, utf8_next(part, &at));
		end = word.text.to;
	}
	return fold.len;
}
