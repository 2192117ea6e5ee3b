// SPDX-License-Identifier: ISC
//
// word: text to words, and words to terms.
//
// A *word* is what stands in the text; its *form* is the word folded (case and accents away, NFKD
// without marks, by utf8proc); its *stem* is what Snowball leaves of the form.  A book's terms are
// forms; stems group them.
//
// A word is a run of letters, marks and digits (UAX #29 in the main).  An apostrophe inside is
// dropped with a possessive s ("runner's" is runner); other apostrophes join ("don't" is dont), but
// one behind a French or Italian article parts words like a hyphen ("l'homme").  A hyphen or low
// line parts words: "plantar-flexion" gives plantar and flexion at positions p and p+1, and then
// the joined form plantarflexion at p, so that all three spellings find each other.  A number
// stands with what is glued to it ("15mm" gives 15, mm and 15mm joined likewise); what changes
// between letters and digits more than four times (a checksum) is one word.  "1.5" is one word, and
// so is "2,000", with the form 2000.  Two numbers with a hyphen between them are not joined.  Text
// without spaces (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar) gives overlapping pairs of
// characters, a lone one by itself.
//
// Accents are the marks of Latin, Greek, Hebrew and Arabic; vowel signs and the like, without which
// a word would be another, stay, and so do the letters of Cyrillic that only look like accented
// ones (but "ё" is е).  Letters that Unicode does not divide are written as people do who do not
// have them ("ø" o, "ł" l, "æ" ae).

#ifndef BODYMAP_TEXT_WORD_H
#define BODYMAP_TEXT_WORD_H

#include "base/arena.h"
#include "base/err.h"

enum { FORM_MAX = 64 }; // bytes of a form; a longer word is cut at a code point

struct word {
	struct range text; // bytes of the text it stands at, half open
	uint32_t position; // counts words from 0; a joined form has that of its first part
	bool joined;       // a further reading of words that are also given one by one
	uint8_t form_len;
	char form[FORM_MAX]; // the form, not NUL-ended
};

// Walks the words of valid `text`:
//     struct words words = words_of(text);
//     while (word_next(&words, &word)) ...
// A word's text ranges ascend but for joined ones, which come right after their last part.
struct words {
	struct str text;
	size_t at;
	uint32_t position;
	bool paired; // the character at `at` was the second of a pair, in text without spaces
	uint8_t due; // joined forms to be given next
	// Of the 64 bytes from `window` on, a bit each: ASCII letters, what begins a word, and what a
	// word of letters may go on with.
	size_t window;
	uint64_t letters, begins, holds;
	// Parts given that may be joined: a run is what is glued together, a chain is runs with
	// hyphens between them.
	struct joint {
		size_t from, to;
		uint32_t position;
		uint32_t parts; // 0: none yet
		bool overlong;  // would not fit a form, so it is not joined
		uint8_t len;
		char form[FORM_MAX];
	} run, chain;
};

struct words words_of(struct str text);
bool word_next(struct words *words, struct word *word);

// The same for up to `room` words at once; returns how many, fewer only at the end.
uint32_t words_next(struct words *words, struct word *batch, uint32_t room);

// The form of one word as word_next gives it, of several the joined one; returns its length, at most
// FORM_MAX.
size_t word_fold(struct str word, char form[FORM_MAX]);

// Snowball stems for one language, memoised.  The only user of <libstemmer.h>.
struct stemmer;

// `language` is a code or name that Snowball knows ("en", "english", "de"); an empty one means
// English.  An unknown one is an error that lists what there is.  Lives until stemmer_close.
struct stemmer *stemmer_open(struct str language, struct err *err) NODISCARD;
void stemmer_close(struct stemmer *stemmer);

// The stem of a form; lives as long as the stemmer.  Words with a digit are their own stem.
struct str stemmer_stem(struct stemmer *stemmer, struct str form);

// The same for one who asks for each form once: nothing is kept, and the stem lives until the next
// call, or as long as `form`.
struct str stemmer_stem_once(struct stemmer *stemmer, struct str form);

// Words too common to say what a text is about, in the stemmer's language ("the", "is", "wo"): they
// weigh little in a question.  False for every form where no list is known.
bool stemmer_is_stop(const struct stemmer *stemmer, struct str form);

#endif
