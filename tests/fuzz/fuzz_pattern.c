// SPDX-License-Identifier: ISC
//
// Whatever a regex and a page are, what is told of the two without matching is so: the words that a
// text must hold, the bytes that its source must, and the stretches of the source that are shown as
// they are.  The first line is the regex, the rest the page.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/page.h"
#include "search/regex/clear.h"
#include "search/regex/needs.h"
#include "search/regex/pattern.h"
#include "search/regex/raw.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/word.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 1 << 14 };

static void check(bool holds, const char *what, struct str regex, struct str text)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz_pattern: %s: /%.*s/: %.*s\n", what, STR_ARG(regex), STR_ARG(text));
	abort();
}

// --- needs ------------------------------------------------------------------------------------

static bool has_other_digit(struct str form)
{
	for (size_t at = 0; at < form.len;) {
		uint32_t cp = utf8_next(form, &at);
		if (cp >= 0x80 && unicode_kind(cp) == UNICODE_DIGIT)
			return true;
	}
	return false;
}

static bool stands_at(const struct need_test *test, struct str form, size_t at)
{
	if ((test->begins && at) || (test->ends && at + test->len < form.len))
		return false;
	for (uint32_t i = 0; i < test->len; i++) {
		unsigned char c = (unsigned char)form.ptr[at + i];
		if (c >= 0x80 || !(test->sets[i][c / 64] >> c % 64 & 1))
			return false;
	}
	return true;
}

static bool form_passes(const struct need_test *test, struct str form)
{
	if (needs_maybe_cut(form.len) || (test->digits && has_other_digit(form)))
		return true;
	for (size_t at = 0; at + test->len <= form.len; at++) {
		if (stands_at(test, form, at))
			return true;
	}
	return false;
}

static bool text_passes(const struct need_test *test, struct str text)
{
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		if (form_passes(test, (struct str){word.form, word.form_len}))
			return true;
	}
	return false;
}

static bool is_met(const struct needs *needs, uint32_t at, struct str text)
{
	const struct need *need = &needs->list.at[at];
	if (need->kind == NEED_TEST)
		return text_passes(&needs->tests.at[need->test], text);
	bool all = need->kind == NEED_ALL;
	for (uint32_t c = need->child; c != NEED_NONE; c = needs->list.at[c].next) {
		if (is_met(needs, c, text) != all)
			return !all;
	}
	return all;
}

static void check_needs(struct str regex, struct str text)
{
	struct arena arena = {0};
	struct regex read;
	struct needs needs;
	if (regex_read(regex, &arena, &read)) {
		needs_of(&read, &arena, &needs);
		check(needs.root == NEED_NONE || is_met(&needs, needs.root, text),
		      "a text that matches lacks what is needed", regex, text);
	}
	arena_release(&arena);
}

// --- a page -----------------------------------------------------------------------------------

static void check_clear(struct str source, struct str text, bool refers)
{
	struct clear clear = {.source = source, .refers = refers};
	struct str stretch;
	while (clear_next(&clear, &stretch))
		check(str_find(text, stretch, 0) != SIZE_MAX, "a stretch is not shown", stretch,
		      source);
}

static bool is_wild(struct str source)
{
	for (size_t at = 0; at + 1 < source.len; at++) {
		uint8_t a = (uint8_t)source.ptr[at], b = (uint8_t)source.ptr[at + 1];
		uint8_t c = at + 2 < source.len ? (uint8_t)source.ptr[at + 2] : 0;
		if (raw_is_wild(a, b, c) || raw_is_wild_beyond(a, b, c))
			return true;
	}
	return false;
}

static bool holds(struct str text, const char *what)
{
	return str_find(text, str_of(what), 0) != SIZE_MAX;
}

static void check_section(struct finder *finder, struct str regex, const struct page *page,
			  const struct section *section)
{
	struct str body = str_sub(page->source, page->meta.bytes, page->source.len);
	struct str source = str_sub(page->source, section->source.from, section->source.to);
	struct str text = str_sub(page->doc.text, section->text.from, section->text.to);
	bool refers = holds(body, "]:"), headings = holds(body, "<h") || holds(body, "<H");
	if (!headings && !page->doc.problem.len)
		check_clear(source, text, refers);
	if (!finder || !finder_count(finder, text, 1))
		return;
	check_needs(regex, text);
	if (is_wild(body) || (refers && holds(body, "[^")))
		return;
	check(finder_may_match(finder, refers || headings ? body : source),
	      "what matches is denied", regex, source);
}

static void check_page(struct pattern *pattern, struct str regex, struct str bytes)
{
	struct arena arena = {0};
	struct page page;
	struct finder *finder = pattern ? finder_new(pattern) : NULL;
	page_parse(STR("page.md"), bytes, &arena, &page);
	if (pattern)
		pattern_deadline(pattern, 1000);
	for (uint32_t s = 0; s < page.doc.nsections; s++)
		check_section(finder, regex, &page, &page.doc.sections[s]);
	if (finder)
		finder_release(finder);
	arena_release(&arena);
}

// What a regex says, without what it means by it: a text that it may well match.
static struct str plain_text(struct str regex, struct arena *arena)
{
	char *out = arena_bytes(arena, regex.len);
	size_t len = 0;
	for (size_t i = 0; i < regex.len; i++) {
		if (!strchr("\\()[]{}*+?|^$.", regex.ptr[i]))
			out[len++] = regex.ptr[i];
	}
	return (struct str){out, len};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct err err;
	struct str page, regex;
	struct str bytes = {(const char *)data, size < LONGEST ? size : LONGEST};
	regex = utf8_clean(&arena, str_cut(bytes, '\n', &page));
	for (unsigned flags = 0; flags <= PATTERN_NOCASE; flags++) {
		struct pattern *pattern = pattern_new(regex, flags, &err);
		if (pattern)
			pattern_weaken(pattern);
		check_page(pattern, regex, page.ptr ? page : STR(""));
		check_page(pattern, regex, plain_text(regex, &arena));
		pattern_release(pattern);
	}
	arena_release(&arena);
	return 0;
}
