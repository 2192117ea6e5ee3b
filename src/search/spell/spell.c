// SPDX-License-Identifier: ISC
//
// A table of costs, a row for each letter of the form offered and a column for each of the word
// typed: cost[j][i] is the cheapest way to make the word's first i letters of the form's first j.
// A form that begins like the one before it keeps those rows; when no way through a row can stay
// below the limit, neither can any form that begins so, and they are passed over by comparing
// letters.  Sound rules replace up to four letters at once; which of them end at a letter is kept
// as a set of bits for both sides, so that a cell only looks at those that fit both.

#include "search/spell/spell.h"

#include <math.h>
#include <string.h>

#include "text/utf8.h"

// In hundredths of an edit, as a search by coordinates over lists of real misspellings left them
// (docs/ranking.md).
enum {
	COST_VOWEL = 72,       // a vowel for another
	COST_KEY = 95,         // a key beside the right one
	COST_SOUND = 61,       // a consonant for one of like sound
	COST_SWAP = 45,        // two neighbours swapped
	COST_DOUBLE = 35,      // one letter for two, two for one
	COST_SILENT = 66,      // a vowel or h left out or put in
	COST_LAST_E = 28,      // an e at the end
	COST_RULE = 55,        // a sound spelt otherwise
	COST_FIRST = 50,       // more, for any of these at the first letter
	COST_FIRST_SOUND = 20, // less than that when the sound stays
	WORTH = 7,             // of twice the frequency
	NEXT = 100,            // limits of what a guess may cost
	NEAR = 100,            // more with each letter
	NEAR_LETTER = 10,
	FAR = 100,
	FAR_LETTER = 25,
	NEVER = 100000,
};

struct rule {
	const char *a, *b;
	uint8_t na, nb; // their lengths
};

// Spellings of one sound; each is tried in both directions.
#define SOUND(a, b)                                                                                \
	{                                                                                          \
		a, b, sizeof a - 1, sizeof b - 1                                                   \
	}
static const struct rule rules[] = {
	SOUND("f", "ph"),       SOUND("f", "gh"),      SOUND("k", "ck"),      SOUND("k", "ch"),
	SOUND("s", "sc"),       SOUND("s", "ps"),      SOUND("s", "ce"),      SOUND("n", "kn"),
	SOUND("n", "gn"),       SOUND("n", "pn"),      SOUND("r", "rh"),      SOUND("r", "wr"),
	SOUND("w", "wh"),       SOUND("m", "mb"),      SOUND("t", "th"),      SOUND("z", "x"),
	SOUND("x", "cks"),      SOUND("x", "cc"),      SOUND("x", "ks"),      SOUND("qu", "kw"),
	SOUND("k", "qu"),       SOUND("j", "dg"),      SOUND("ch", "tch"),    SOUND("sh", "ch"),
	SOUND("sh", "ti"),      SOUND("sh", "ci"),     SOUND("sion", "tion"), SOUND("shun", "tion"),
	SOUND("shon", "tion"),  SOUND("cion", "tion"), SOUND("cian", "tion"), SOUND("tian", "tion"),
	SOUND("shus", "cious"), SOUND("shul", "tial"), SOUND("us", "ous"),    SOUND("e", "ae"),
	SOUND("e", "oe"),       SOUND("e", "ea"),      SOUND("i", "ee"),      SOUND("ea", "ee"),
	SOUND("y", "ie"),       SOUND("i", "igh"),     SOUND("ie", "igh"),    SOUND("y", "igh"),
	SOUND("o", "ough"),     SOUND("uf", "ough"),   SOUND("u", "oo"),      SOUND("ou", "oo"),
	SOUND("u", "ou"),       SOUND("au", "o"),      SOUND("aw", "au"),     SOUND("ow", "ou"),
	SOUND("a", "ai"),       SOUND("ay", "ai"),     SOUND("ai", "ei"),     SOUND("a", "eigh"),
	SOUND("er", "re"),      SOUND("el", "le"),     SOUND("al", "le"),     SOUND("ul", "le"),
	SOUND("il", "le"),      SOUND("or", "our"),    SOUND("u", "ew"),      SOUND("ur", "er"),
	SOUND("ir", "er"),      SOUND("ar", "er"),     SOUND("er", "ear"),    SOUND("yoo", "u"),
	SOUND("nk", "nc"),      SOUND("es", "is"),     SOUND("sy", "psy"),
};
#undef SOUND

// Letters beside a letter on the keyboards most people type on.
static const char *const beside[26] = {
	"qwsz",   "vghn",  "xdfv", "serfcx", "wrsd34", "drtgvc", "ftyhbv", "gyujnb", "uojk",
	"huikmn", "jiolm", "kop",  "njk",    "bhjm",   "ipkl",   "ol",     "wa",     "etdf",
	"awedxz", "rygf",  "yihj", "cfgb",   "qeas",   "zsdc",   "tugh",   "asx",
};

static const char *const alike[] = {"cksq", "sz", "sc", "gj", "fv", "td", "pb",
				    "mn",   "lr", "vw", "gk", "xs", "iy"};

static bool is_letter(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_vowel(uint32_t c)
{
	const uint32_t vowels = 1 << 0 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24; // aeiouy
	return is_letter(c) && (vowels >> (c - 'a') & 1);
}

static bool sounds_alike(uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < countof(alike); i++) {
		if (strchr(alike[i], (int)a) && strchr(alike[i], (int)b))
			return true;
	}
	return false;
}

static int substitution(uint32_t typed, uint32_t meant)
{
	if (typed == meant)
		return 0;
	if (!is_letter(typed) || !is_letter(meant))
		return SPELL_EDIT;
	if (is_vowel(typed) && is_vowel(meant))
		return COST_VOWEL;
	if (sounds_alike(typed, meant))
		return COST_SOUND;
	if (strchr(beside[typed - 'a'], (int)meant))
		return COST_KEY;
	return SPELL_EDIT;
}

// A letter that one side has and the other has not.  The second of a double letter costs little.
static int gap(const uint32_t *letters, uint32_t at)
{
	uint32_t c = letters[at];
	if (at && letters[at - 1] == c)
		return COST_DOUBLE;
	if (is_vowel(c) || c == 'h')
		return COST_SILENT;
	return SPELL_EDIT;
}

static bool ends_so(const uint32_t *letters, uint32_t length, const char *end, uint32_t n)
{
	if (n > length)
		return false;
	for (uint32_t i = 1; i <= n; i++) {
		if (letters[length - i] != (unsigned char)end[n - i])
			return false;
	}
	return true;
}

static_assert(SPELL_SOUNDS == 3, "three words are looked at");
static_assert(2 * countof(rules) <= 64 * SPELL_SOUNDS, "a bit for each direction of each rule");

// Of rule r, bit 2r stands for its a, bit 2r + 1 for its b.
static const char *side(uint32_t bit, uint32_t *length)
{
	const struct rule *rule = &rules[bit / 2];
	*length = bit & 1 ? rule->nb : rule->na;
	return bit & 1 ? rule->b : rule->a;
}

static void sort_sounds(struct spell *spell)
{
	for (uint32_t bit = 0; bit < 2 * countof(rules); bit++) {
		uint32_t length;
		const char *letters = side(bit, &length);
		uint64_t mask = (uint64_t)1 << bit % 64;
		spell->by_last[letters[length - 1] - 'a'][bit / 64] |= mask;
		spell->by_first[letters[0] - 'a'][bit / 64] |= mask;
	}
}

// The sides of rules that end with the last of `letters`.
static void sounds_ending(const struct spell *spell, const uint32_t *letters, uint32_t length,
			  uint64_t bits[SPELL_SOUNDS])
{
	memset(bits, 0, SPELL_SOUNDS * sizeof *bits);
	if (!is_letter(letters[length - 1]))
		return;
	for (uint32_t w = 0; w < SPELL_SOUNDS; w++) {
		uint64_t may = spell->by_last[letters[length - 1] - 'a'][w];
		for (; may; may &= may - 1) {
			uint32_t bit = (uint32_t)__builtin_ctzll(may), n;
			const char *end = side(64 * w + bit, &n);
			if (ends_so(letters, length, end, n))
				bits[w] |= (uint64_t)1 << bit;
		}
	}
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

// The cheapest way to the cell by a sound rule that ends on both sides here.
static int by_sound(const struct spell *spell, uint32_t j, uint32_t i)
{
	static const uint64_t even = 0x5555555555555555;
	int best = NEVER;
	for (uint32_t w = 0; w < SPELL_SOUNDS; w++) {
		uint64_t typed = spell->word_sounds[i][w], meant = spell->form_sounds[j][w];
		uint64_t fit = ((typed & even) << 1 & meant) | (typed >> 1 & even & meant);
		for (; fit; fit &= fit - 1) {
			uint32_t bit = (uint32_t)__builtin_ctzll(fit);
			const struct rule *rule = &rules[32 * w + bit / 2];
			uint32_t jj = j - (bit & 1 ? rule->nb : rule->na);
			uint32_t ii = i - (bit & 1 ? rule->na : rule->nb);
			int first = !jj || !ii ? COST_FIRST_SOUND : 0;
			best = least(best, spell->cost[jj][ii] + COST_RULE + first);
		}
	}
	return best;
}

static int changed(const struct spell *spell, uint32_t i, uint32_t meant)
{
	if (spell->word[i] == meant)
		return 0;
	return is_letter(meant) ? spell->change[i][meant - 'a'] : SPELL_EDIT;
}

// The cheapest way to cell i of row j by a letter left out, put in, changed, or swapped.
static int by_letter(const struct spell *spell, uint32_t j, uint32_t i, int form_gap)
{
	const int *above = spell->cost[j - 1];
	int best = above[i] + form_gap;
	if (!i)
		return best;
	best = least(best, spell->cost[j][i - 1] + spell->word_gap[i]);
	int change = changed(spell, i - 1, spell->form[j - 1]);
	int first = change && j == 1 && i == 1 ? COST_FIRST : 0;
	best = least(best, above[i - 1] + change + first);
	if (i > 1 && j > 1 && spell->word[i - 1] == spell->form[j - 2] &&
	    spell->word[i - 2] == spell->form[j - 1])
		best = least(best, spell->cost[j - 2][i - 2] + COST_SWAP +
					   (i == 2 && j == 2 ? COST_FIRST_SOUND : 0));
	return best;
}

// Fills the row of the form's letter j and returns its least cost.
static int fill_row(struct spell *spell, uint32_t j)
{
	int lowest = NEVER, form_gap = gap(spell->form, j - 1) + (j == 1 ? COST_FIRST : 0);
	uint32_t band = (uint32_t)spell->limit / COST_DOUBLE + 1;
	uint32_t from = j > band ? j - band : 0;
	uint32_t to = j + band < spell->length ? j + band : spell->length;
	const uint64_t *sounds = spell->form_sounds[j];
	bool sounded = sounds[0] | sounds[1] | sounds[2];
	int *row = spell->cost[j];
	for (uint32_t i = 0; i < from; i++)
		row[i] = NEVER;
	for (uint32_t i = from; i <= to; i++) {
		row[i] = by_letter(spell, j, i, form_gap);
		if (sounded && spell->word_sounded[i])
			row[i] = least(row[i], by_sound(spell, j, i));
		lowest = least(lowest, row[i]);
	}
	for (uint32_t i = to + 1; i <= spell->length; i++)
		row[i] = NEVER;
	return lowest;
}

static int limit_of(const struct spell *spell, enum spell_reach reach)
{
	int letters = (int)spell->length;
	if (reach == SPELL_NEXT)
		return NEXT;
	return reach == SPELL_NEAR ? NEAR + NEAR_LETTER * letters : FAR + FAR_LETTER * letters;
}

void spell_start(struct spell *spell, struct str word, uint32_t most, uint32_t wanted,
		 enum spell_reach reach)
{
	memset(spell, 0, sizeof *spell);
	size_t at = 0;
	while (at < word.len && spell->length < SPELL_LONGEST)
		spell->word[spell->length++] = utf8_next(word, &at);
	sort_sounds(spell);
	for (uint32_t i = 0; i < spell->length; i++) {
		for (uint32_t c = 'a'; c <= 'z'; c++)
			spell->change[i][c - 'a'] = (uint8_t)substitution(spell->word[i], c);
	}
	for (uint32_t i = 1; i <= spell->length; i++) {
		uint64_t *sounds = spell->word_sounds[i];
		sounds_ending(spell, spell->word, i, sounds);
		spell->word_sounded[i] = sounds[0] | sounds[1] | sounds[2];
		spell->word_gap[i] = gap(spell->word, i - 1) + (i == 1 ? COST_FIRST : 0);
		spell->cost[0][i] = spell->cost[0][i - 1] + spell->word_gap[i];
	}
	spell->common = log2(1.0 + most);
	spell->ceiling = NEVER;
	spell->wanted = wanted;
	spell->limit = limit_of(spell, reach);
}

static int worst_score(const struct spell *spell)
{
	return spell->count == spell->wanted ? spell->best[spell->count - 1].score : spell->ceiling;
}

// What a form may cost and still be among the best.
static int bound(const struct spell *spell)
{
	int worst = worst_score(spell);
	int room = worst == NEVER ? NEVER : worst + (int)(WORTH * spell->common) + 1;
	return least(spell->limit, room);
}

// Whatever a form is, it costs what the cheapest edit does.
static void set_rarest(struct spell *spell)
{
	spell->rarest = exp2((double)(COST_LAST_E - worst_score(spell)) / WORTH) - 1;
}

void spell_again(struct spell *spell, enum spell_reach reach)
{
	spell->limit = limit_of(spell, reach);
	spell->limit = bound(spell);
	if (spell->count == spell->wanted)
		spell->ceiling = worst_score(spell) + 1;
	set_rarest(spell);
	spell->count = spell->rows = 0;
	spell->nbytes = spell->dead = 0;
}

static void keep(struct spell *spell, const struct spell_guess *guess)
{
	uint32_t at = spell->count < spell->wanted ? spell->count++ : spell->wanted - 1;
	for (; at && spell->best[at - 1].score > guess->score; at--)
		spell->best[at] = spell->best[at - 1];
	spell->best[at] = *guess;
	set_rarest(spell);
}

// Whether a side of a sound rule is longer than these letters and begins with them.
static bool begins_sound(const struct spell *spell, const uint32_t *letters, uint32_t length)
{
	if (!is_letter(letters[0]))
		return false;
	for (uint32_t w = 0; w < SPELL_SOUNDS; w++) {
		uint64_t may = spell->by_first[letters[0] - 'a'][w];
		for (; may; may &= may - 1) {
			uint32_t n;
			const char *begin = side(64 * w + (uint32_t)__builtin_ctzll(may), &n);
			if (n > length && ends_so(letters, length, begin, length))
				return true;
		}
	}
	return false;
}

// The least that any form costs that begins with these j letters.  A swap leaps from the row before
// over this one, a sound rule from as many rows back as letters of it stand here.
static int way_ahead(const struct spell *spell, uint32_t j)
{
	enum { LONGEST_SOUND = 5 };
	int lowest = least(spell->least[j], spell->least[j - 1] + COST_SWAP);
	for (uint32_t back = 1; back < LONGEST_SOUND && back <= j; back++) {
		int leap = spell->least[j - back] + COST_RULE;
		if (leap < lowest && begins_sound(spell, &spell->form[j - back], back))
			lowest = leap;
	}
	return lowest;
}

// Whether a form is so much longer or shorter that no alignment stays within the limit.
static bool is_out_of_length(const struct spell *spell, struct str form)
{
	uint32_t letters = 0, slack = (uint32_t)spell->limit / COST_LAST_E;
	for (size_t i = 0; i < form.len; i++)
		letters += ((unsigned char)form.ptr[i] & 0xc0) != 0x80;
	return letters > SPELL_LONGEST || letters > spell->length + slack ||
	       spell->length > letters + slack;
}

static uint8_t in_common(const struct spell *spell, struct str form)
{
	uint8_t common = 0;
	while (common < form.len && common < spell->nbytes &&
	       form.ptr[common] == spell->bytes[common])
		common++;
	return common;
}

// Brings the rows up to those of `form`; false when no way through them stays below `room`.
static bool fill_rows(struct spell *spell, struct str form, uint8_t common, int room)
{
	size_t at = 0;
	uint32_t j = 0;
	while (at < form.len) {
		uint32_t c = utf8_next(form, &at);
		bool known = at <= common && j < spell->rows;
		spell->form[j++] = c;
		if (known)
			continue;
		sounds_ending(spell, spell->form, j, spell->form_sounds[j]);
		spell->least[j] = fill_row(spell, j);
		spell->rows = j;
		if (way_ahead(spell, j) > room) {
			spell->dead = (uint8_t)at;
			return false;
		}
	}
	spell->rows = j;
	return true;
}

static int whole_cost(const struct spell *spell)
{
	uint32_t j = spell->rows, i = spell->length;
	int cost = spell->cost[j][i];
	if (j > 1 && spell->form[j - 1] == 'e')
		cost = least(cost, spell->cost[j - 1][i] + COST_LAST_E);
	if (i > 1 && spell->word[i - 1] == 'e')
		cost = least(cost, spell->cost[j][i - 1] + COST_LAST_E);
	return cost;
}

void spell_offer(struct spell *spell, struct str form, uint32_t frequency, uint32_t id)
{
	if (frequency < spell->rarest)
		return;
	uint8_t common = in_common(spell, form);
	if ((spell->dead && common >= spell->dead) || form.len > sizeof spell->bytes ||
	    is_out_of_length(spell, form))
		return;
	spell->dead = 0;
	memcpy(spell->bytes, form.ptr, form.len);
	spell->nbytes = (uint8_t)form.len;
	if (!fill_rows(spell, form, common, bound(spell)))
		return;
	struct spell_guess guess = {.id = id, .frequency = frequency, .cost = whole_cost(spell)};
	guess.score = guess.cost - (int)(WORTH * log2(1.0 + frequency));
	if (guess.cost <= spell->limit && guess.score < worst_score(spell))
		keep(spell, &guess);
}

struct str spell_dead_end(const struct spell *spell)
{
	return (struct str){spell->bytes, spell->dead};
}
