// SPDX-License-Identifier: ISC
//
// Sifting and scanning must find exactly what matching every section's visible text finds: in a book
// of pages that are hard to take apart, for regexes made from what stands in them.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/buf.h"
#include "made.h"
#include "page/page.h"
#include "search/regex/needs.h"
#include "search/regex/scan.h"
#include "search/regex/sift.h"
#include "text/utf8.h"

enum { PAGES = 24, SECTIONS = 5, REGEXES = 1000 };

// Lehmer's generator (Park and Miller 1988).
static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = (uint32_t)((uint64_t)*seed * 48271 % 0x7fffffff);
	return *seed % below;
}

#define PICK(seed, list) ((list)[roll((seed), countof(list))])
#define PICK_OF(seed, vec) ((vec).at[roll((seed), (vec).count)])

// --- a book -----------------------------------------------------------------------------------

// At times the one before, which is *word, again.
static void add_word(struct buf *out, uint32_t *seed, bool simple, const char **word)
{
	static const char *const words[] = {
		"calf",
		"tendon",
		"tendinitis",
		"std::unique_ptr",
		"foo_bar",
		"MAX_SIZE_12",
		"x86",
		"utf8",
		"1.5",
		"2,000",
		"555-1234",
		"12-345",
		"runner's",
		"don't",
		"l'homme",
		"K",
		"s",
		"'s",
		"a1b2c3d4e5",
		"a1b2c3d4.5e6",
		"na\xc3\xafve",
		"stra\xc3\x9f"
		"e",
		"\xd0\xba\xd0\xbe\xd0\xbb\xd0\xb5\xd0\xbd\xd0\xbe",
		"\xe8\x86\x9d\xe7\x9b\x96",
		"plantar-flexion",
		"v1.2.3",
		"cve-2014-0160",
		"CVE-2021-44228",
		"e.g.",
		"C",
		"iso8601-2x",
		"well\xc2\xad"
		"known",
		"\xef\xac\x81n",
		"m\xc2\xb2",
		"co\xc2\xb7op",
		"\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4",
		"\xe2\x84\xaa",
	};
	static const char *const around[][2] = {
		{"", ""},       {"", ""},        {"", ""},        {"", ""},
		{"*", "*"},     {"**", "**"},    {"`", "`"},      {"_", "_"},
		{"(", ")"},     {"<b>", "</b>"}, {"", "\\_x"},    {"[", "](other.md)"},
		{"~~", "~~"},   {"<", ">"},      {"` ", " `"},    {"", "&amp;"},
		{"<br>", ""},   {"*", "*s"},     {"[", "][ref]"}, {"![", "](to.png)"},
		{"&nbsp;", ""}, {"[[", "]]"},    {"", "&#45;9"},  {"<http://", ">"},
	};
	enum { ODD = 3, ODD_WORDS = 2 }; // at the end: of which bytes tell nothing
	uint32_t nwords = countof(words) - (simple ? ODD_WORDS : 0);
	uint32_t kind = roll(seed, 40), which = roll(seed, countof(around) - (simple ? ODD : 0));
	buf_add(out, str_of(around[which][0]));
	if (kind == 0)
		buf_fill(out, "ab1"[roll(seed, 3)], 55 + roll(seed, 30));
	if (kind <= 1)
		buf_printf(out, "%s_", words[roll(seed, nwords)]);
	if (!*word || roll(seed, 5))
		*word = words[roll(seed, nwords)];
	buf_add(out, str_of(*word));
	buf_add(out, str_of(around[which][1]));
}

static void add_words(struct buf *out, uint32_t *seed, bool simple, uint32_t count)
{
	static const char *const gaps[] = {" ", " ", " ", " ", "\n", ", ",   ". ",
					   "/", "-", "_", "",  "'",  "  \n", " | "};
	const char *word = NULL;
	while (count--) {
		add_word(out, seed, simple, &word);
		buf_add(out, str_of(PICK(seed, gaps)));
	}
}

static void add_section(struct buf *out, uint32_t *seed, bool simple)
{
	static const char *const around[][2] = {
		{"", ""},
		{"", ""},
		{"", ""},
		{"- ", ""},
		{"> ", ""},
		{"```\n", "\n```"},
		{"    ", ""},
		{"1. ", ""},
		{"<!-- ", " -->"},
		{"<div>\n", ""},
		{"| a | b |\n|---|---|\n| ", ""},
		{"``` knee calf\n", "\n```"},
		{"~~~ `calf` [a](b\n\"knee\")\n", ""},
		{"- ```tendon calf\n  ", ""},
		{"[calf", "](to.md \"tendon knee\")"},
		{"![](calf-tendon.png) ", ""},
		{"[calf](to.md\n'knee ", "')"},
		{"[[calf tendon|", "]]"},
		{"[knee][", "]"},
		{"foo[^1] ", ""},
		{"<b title=\"calf knee\">", "</b>"},
		{"<b title='calf\nknee ", "'>"},
		{"i <b [x](y> \"calf knee\")", ""},
		{"<p ", ">\nknee\n</p>"},
		{"<script>\n\n", "\n\n</script>\n"},
		{"<pre>\n<b\n\n", ">\n</pre>\n"},
		{"a <!-- ", "\n--> b"},
		{"knee\r```calf tendon\r", ""},
		{"knee`` calf ``", " `` knee ``calf"},
		{"a<br>  calf", ""},
		{"\n[ref]: /calf 'tendon knee ", "'"},
		{"\n[^1]: calf\n\n    knee ", ""},
	};
	buf_fill(out, '#', 1 + roll(seed, 3));
	buf_char(out, ' ');
	add_words(out, seed, simple, roll(seed, 3));
	for (uint32_t i = roll(seed, 4); i; i--) {
		buf_add(out, STR("\n\n"));
		uint32_t which = roll(seed, simple ? 8 : (uint32_t)countof(around));
		buf_add(out, str_of(around[which][0]));
		add_words(out, seed, simple, 1 + roll(seed, 8));
		buf_add(out, str_of(around[which][1]));
	}
	if (!simple && roll(seed, 4) == 0)
		buf_add(out, STR("\n\n<p>\ncalf <h2>html</h2>\n*knee*\n"));
	if (!simple && roll(seed, 3) == 0)
		buf_printf(out, "\n\n[%s]: <there>\n", roll(seed, 2) ? "ref" : "^1");
	buf_add(out, STR("\n\n"));
}

static struct str made_text(struct arena *arena, uint32_t *seed)
{
	struct buf out = {0};
	bool simple = roll(seed, 2);
	if (roll(seed, 3) == 0)
		buf_add(&out, STR("---\ntitle: calf tendon\n---\n"));
	add_words(&out, seed, simple, roll(seed, 4));
	buf_add(&out, STR("\n\n"));
	for (uint32_t s = 0; s < SECTIONS; s++)
		add_section(&out, seed, simple);
	struct str text = arena_copy(arena, buf_str(&out));
	buf_char(&out, 0);
	struct str ended = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return str_sub(ended, 0, text.len);
}

// The visible text of every section, and the sources of their pages.
struct texts {
	VEC(struct str) list, sources;
};

static void add_texts(struct texts *texts, const struct made_page *made, struct arena *arena)
{
	struct page page;
	page_parse(str_of(made->file), str_of(made->text), arena, &page);
	*vec_push(arena, &texts->sources) = page.source;
	for (uint32_t s = 0; s < page.doc.nsections; s++) {
		struct range text = page.doc.sections[s].text;
		text.to -= s + 1 < page.doc.nsections && text.to > text.from;
		*vec_push(arena, &texts->list) = str_sub(page.doc.text, text.from, text.to);
	}
}

static struct book *made(struct arena *arena, struct buf *bytes, struct texts *texts)
{
	struct made_page pages[PAGES];
	uint32_t seed = 5;
	struct err err = {""};
	for (uint32_t p = 0; p < PAGES; p++) {
		pages[p].file = arena_printf(arena, "p%04u.md", p).ptr;
		pages[p].text = made_text(arena, &seed).ptr;
		add_texts(texts, &pages[p], arena);
	}
	made_book(pages, PAGES, 1, false, "", arena, bytes);
	struct book *book = book_open_bytes(bytes->ptr, bytes->len, NULL, &err);
	if (!book)
		fail_msg("%s", err.text);
	assert_int_equal(book_nsections(book), texts->list.count);
	return book;
}

// --- regexes ----------------------------------------------------------------------------------

static bool is_between(char c, char from, char to)
{
	return c >= from && c <= to;
}

// Something that matches `c` among others.
static void add_like(struct buf *out, uint32_t *seed, char c)
{
	static const char *const anything[] = {".", "\\S?", "(x|.)", "[^;]"};
	uint32_t how = roll(seed, 8);
	if (how == 0 && is_between(c, '0', '9'))
		buf_add(out, str_of(roll(seed, 2) ? "\\d" : "[0-9]"));
	else if (how == 0 && is_between(c, 'a', 'z'))
		buf_add(out, str_of(roll(seed, 2) ? "[a-z]" : "\\w"));
	else if (how == 0 && is_between(c, 'A', 'Z'))
		buf_add(out, STR("[A-Z]"));
	else if (how == 1)
		buf_add(out, str_of(PICK(seed, anything)));
	else if (how == 2 && is_between(c, 'a', 'z'))
		buf_printf(out, "(%c|zz)", c);
	else if (how == 3 && (unsigned char)c < 0x80)
		buf_printf(out, "[%s%c]", roll(seed, 2) ? "" : "qz", c == '\\' ? '/' : c);
	else if (is_between(c, 'a', 'z') || is_between(c, 'A', 'Z') || is_between(c, '0', '9') ||
		 (unsigned char)c >= 0x80 || c == ' ' || c == '\n')
		buf_char(out, c);
	else
		buf_printf(out, "\\%c", c);
}

static void add_repeat(struct buf *out, uint32_t *seed, char c)
{
	static const char *const repeats[] = {"+", "?", "*", "{1,3}", "{2}", "+?", "{2,}"};
	if ((unsigned char)c < 0x80 && roll(seed, 9) == 0)
		buf_add(out, str_of(PICK(seed, repeats)));
}

// A regex that is like a piece of the text.
static void add_regex(struct buf *out, uint32_t *seed, struct str text)
{
	static const char *const begins[] = {"", "", "", "", "(?i)", "\\b", "^", "(?=.)", "(?:)"};
	static const char *const ends[] = {"",  "",      "",     "",   "\\b",
					   "$", "(?!x)", "|zzz", ".*", "( \\w)?"};
	uint32_t from = roll(seed, (uint32_t)text.len), len = 1 + roll(seed, 14);
	while (from && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
		from--;
	buf_add(out, str_of(PICK(seed, begins)));
	for (uint32_t at = from; at < text.len && at < from + len; at++) {
		char c = text.ptr[at];
		bool more = at + 1 < text.len && ((unsigned char)text.ptr[at + 1] & 0xC0) == 0x80;
		if ((unsigned char)c >= 0x80) {
			buf_char(out, c);
			len += more;
			continue;
		}
		add_like(out, seed, c);
		add_repeat(out, seed, c);
	}
	buf_add(out, str_of(PICK(seed, ends)));
}

// A row of characters, others, and the row again.
static void add_echo(struct buf *out, uint32_t *seed)
{
	static const char *const begins[] = {"", "", "", "\\b", "^", "(?:.)", "(?i)", "\\w*"};
	static const char *const rows[] = {
		"(\\w+)", "(\\w+)", "(\\w)",      "(\\w\\w)",   "([a-z]+)", "([A-Z]\\w*)", "(.+)",
		"(\\S+)", "(\\d+)", "([a-z_-]+)", "(?<n>\\w+)", "(a|\\w+)", "((\\w)\\w*)"};
	static const char *const between[] = {
		" ",    " ",   " ",   " ",       "  ",   ", ", "-",    "_",     "[ -]",   " ?",
		"\\s+", "\\W", " - ", " \\|? ?", "\\b ", " *", "[a ]", "(?: )", "(?: |,)"};
	static const char *const ends[] = {"", "", "", "\\b", "+", "?", "{2}", "\\w", " "};
	buf_printf(out, "%s%s%s\\1%s", PICK(seed, begins), PICK(seed, rows), PICK(seed, between),
		   PICK(seed, ends));
}

struct tally {
	uint32_t tried, sifted, matching, stopped;
};

// As often as PCRE2 finds it.
static uint32_t count_all(struct pattern *pattern, struct str text)
{
	uint32_t count = 0;
	struct range match;
	for (size_t from = 0; count < SCAN_COUNTED && pattern_find(pattern, text, from, &match);) {
		count++;
		from = match.to;
		if (match.from < match.to)
			continue;
		if (from >= text.len)
			break;
		utf8_next(text, &from);
	}
	return count;
}

// Behind `best` full sections it is enough to know that one matches.
static void check_brief(const struct book *book, struct pattern *pattern, struct str regex,
			const uint64_t *wanted, uint32_t best, const uint8_t *whole)
{
	uint8_t found[PAGES * SECTIONS * 3] = {0};
	uint32_t full = 0;
	if (!scan_sections(book, pattern, wanted, best, found))
		return;
	for (uint32_t s = 0; s < book_nsections(book); s++) {
		if (found[s] != whole[s] && (full < best || found[s] != 1 || !whole[s]))
			fail_msg("%.*s: best %u: section %u has %u, not %u", STR_ARG(regex), best,
				 s, found[s], whole[s]);
		full += whole[s] == SCAN_COUNTED;
	}
}

static void check_same(const struct book *book, const struct texts *texts, struct str regex,
		       unsigned flags, struct tally *tally)
{
	uint64_t wanted[(PAGES * SECTIONS * 3) / 64];
	uint8_t found[PAGES * SECTIONS * 3] = {0};
	uint32_t all = book_nsections(book), left = 0;
	struct err err;
	struct pattern *pattern = pattern_new(regex, flags, &err);
	if (!pattern)
		return;
	assert_in_range(all, 1, countof(found) - 64);
	for (uint32_t w = 0; w < countof(wanted); w++)
		wanted[w] = UINT64_MAX;
	sift_sections(book, regex, wanted);
	if (!scan_sections(book, pattern, wanted, UINT32_MAX, found)) {
		pattern_release(pattern);
		tally->stopped++;
		return;
	}
	for (uint32_t s = 0; s < all; s++) {
		uint32_t count = count_all(pattern, texts->list.at[s]);
		left += scan_wants(wanted, s);
		tally->matching += count > 0;
		if (count != found[s])
			fail_msg("%.*s: section %u has %u instead of %u: %.*s", STR_ARG(regex), s,
				 found[s], count, STR_ARG(texts->list.at[s]));
	}
	pattern_weaken(pattern); // as it is where more sections are asked
	check_brief(book, pattern, regex, wanted, tally->tried % 3, found);
	tally->tried++;
	tally->sifted += left < all / 2;
	pattern_release(pattern);
}

static void sifting_loses_no_match(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct buf bytes = {0};
	struct texts texts = {0};
	struct tally tally = {0};
	struct book *book = made(&arena, &bytes, &texts);
	uint32_t seed = 3;
	for (uint32_t i = 0; i < REGEXES; i++) {
		struct buf regex = {0};
		struct str text;
		do
			text = roll(&seed, 3) ? PICK_OF(&seed, texts.list)
					      : PICK_OF(&seed, texts.sources);
		while (!text.len);
		if (i % 4)
			add_regex(&regex, &seed, text);
		else
			add_echo(&regex, &seed);
		check_same(book, &texts, buf_str(&regex), roll(&seed, 2) ? PATTERN_NOCASE : 0,
			   &tally);
		buf_release(&regex);
	}
	assert_true(tally.stopped < REGEXES / 1000 + 1); // some are catastrophes
	// Not in vain: most are regexes, many leave few sections, and they match.
	assert_true(tally.tried > REGEXES * 3 / 4 && tally.sifted > REGEXES / 3 &&
		    tally.matching > 4 * REGEXES);
	book_close(book);
	buf_release(&bytes);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sifting_loses_no_match),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
