// SPDX-License-Identifier: ISC

#include "expect.h"

#include "../layout_check.h"

static const int widths[] = {1, 2, 7, 20, 40, 80, 200};

static struct layout lay(const struct doc *doc, int cols, struct arena *arena)
{
	struct layout_options options = {.cols = cols};
	struct layout layout;
	layout_doc(doc, (struct range){0, doc->nsections}, &options, arena, &layout);
	return layout;
}

// ---- CommonMark's examples: all that a browser shows ----

// Bytes of the tag at the start of `html`; quoted values may hold a '>'.
static size_t tag_length(struct str html)
{
	char quote = '\0';
	for (size_t at = 0; at < html.len; at++) {
		char c = html.ptr[at];
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (!quote && c == '>')
			return at + 1;
	}
	return html.len;
}

// What of an HTML rendering is seen: no tags, comments or blanks, entities decoded.
static struct str seen_in_html(struct str html, struct arena *arena)
{
	static const struct {
		const char *entity, *text;
	} entities[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
	struct buf out = {0};
	for (size_t at = 0; at < html.len;) {
		struct str rest = str_sub(html, at, html.len);
		size_t skip = 0;
		if (str_starts(rest, STR("<!--")))
			skip = str_find(rest, STR("-->"), 4) + 3;
		else if (str_starts(rest, STR("<![CDATA[")))
			skip = str_find(rest, STR("]]>"), 0) + 3;
		else if (rest.ptr[0] == '<')
			skip = tag_length(rest);
		for (size_t i = 0; i < countof(entities) && !skip; i++) {
			if (!str_starts(rest, str_of(entities[i].entity)))
				continue;
			buf_add(&out, str_of(entities[i].text));
			skip = strlen(entities[i].entity);
		}
		if (skip) {
			at = skip < rest.len ? at + skip : html.len;
			continue;
		}
		if (!is_blank_byte(rest.ptr[0]))
			buf_char(&out, rest.ptr[0]);
		at++;
	}
	struct str seen = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return seen;
}

// What the lines show of the doc, without blanks and without what the layout adds.
static struct str seen_in_lines(const struct layout *layout, struct arena *arena)
{
	struct buf out = {0};
	for (uint32_t i = 0; i < layout->nruns; i++) {
		const struct run *run = &layout->runs[i];
		for (size_t at = 0; at < run->text.len && run->doc.from < run->doc.to; at++) {
			if (!is_blank_byte(run->text.ptr[at]))
				buf_char(&out, run->text.ptr[at]);
		}
	}
	struct str seen = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return seen;
}

static bool holds_in_order(struct str all, struct str part)
{
	size_t at = 0;
	for (size_t i = 0; i < all.len && at < part.len; i++)
		at += all.ptr[i] == part.ptr[at];
	return at == part.len;
}

// Takes the next example off the specification's text; tabs are written as arrows there.
static bool next_example(struct str *rest, struct str *markdown, struct str *html)
{
	static const char fence[] = "\n````````````````````````````````";
	size_t from = str_find(*rest, STR("\n```````````````````````````````` example\n"), 0);
	if (from == SIZE_MAX)
		return false;
	size_t start = str_find(*rest, STR("\n"), from + 1) + 1;
	size_t end = str_find(*rest, str_of(fence), start - 1);
	size_t middle = str_find(*rest, STR("\n.\n"), start - 1);
	*markdown = str_sub(*rest, start, middle + 1);
	*html = str_sub(*rest, middle + 3, end + 1);
	*rest = str_sub(*rest, end + 1, rest->len);
	return true;
}

static struct str with_tabs(struct str text, struct arena *arena)
{
	struct buf out = {0};
	for (size_t at = 0; at < text.len;) {
		bool arrow = str_starts(str_sub(text, at, text.len), STR("→"));
		buf_char(&out, arrow ? '\t' : text.ptr[at]);
		at += arrow ? STR("→").len : 1;
	}
	struct str copy = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

// What is wrong with an example at some width, or NULL.
static const char *example_fault(struct str markdown, struct str html, struct arena *arena)
{
	struct doc doc;
	doc_parse(with_tabs(markdown, arena), 1, 0, arena, &doc);
	struct str want = seen_in_html(with_tabs(html, arena), arena);
	for (size_t i = 0; i < countof(widths); i++) {
		struct layout layout = lay(&doc, widths[i], arena);
		const char *wrong = layout_check(&doc, &layout, false);
		if (!wrong && !holds_in_order(seen_in_lines(&layout, arena), want))
			wrong = "text is lost";
		if (wrong)
			return arena_printf(arena, "at %d columns %s", widths[i], wrong).ptr;
	}
	return NULL;
}

static void nothing_a_browser_shows_is_lost(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct str rest = test_data(&arena, "data/commonmark-0.30-spec.txt"), markdown, html;
	uint32_t count = 0;
	while (next_example(&rest, &markdown, &html)) {
		const char *wrong = example_fault(markdown, html, &arena);
		count++;
		if (wrong)
			fail_msg("example %u: %s\n%.*s", count, wrong, STR_ARG(markdown));
	}
	expect_number("examples", count, 652);
	arena_release(&arena);
}

// ---- whatever the markdown and the width ----

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	return *seed ^= *seed << 5;
}

static struct str random_page(uint32_t *seed, struct arena *arena)
{
	static const char *const parts[] = {
		"word ",
		"longer words ",
		"# Heading\n",
		"## Another one of them\n",
		"\n\n",
		"\n",
		"- ",
		"  - ",
		"1. ",
		"10) ",
		"> ",
		">> ",
		"    ",
		"\t",
		"```\n",
		"~~~\n",
		"---\n",
		"[link](calf.md) ",
		"![picture](a/b.png) ",
		"*em* ",
		"**strong** ",
		"`code` ",
		"| a | b |\n|---|:-:|\n| one | two words |\n",
		"| ",
		"日本語",
		"e\u0301",
		"👩‍👩‍👧 ",
		"<details>\n<summary>S</summary>\n\n",
		"</details>\n\n",
		"<b>html</b> ",
		"- [x] ",
		"[^1] ",
		"\n[^1]: note\n",
		"https://example.org/a/b?c=d ",
		"~~gone~~ ",
		"\\\n",
		"Donaudampfschifffahrtsgesellschaft",
		"&nbsp;",
		"[[wiki|page]] ",
		"\x1b[31m",
	};
	struct buf out = {0};
	for (uint32_t n = next_random(seed) % 60; n; n--)
		buf_add(&out, str_of(parts[next_random(seed) % countof(parts)]));
	struct str page = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return page;
}

static void every_layout_holds_together(void **state)
{
	(void)state;
	uint32_t seed = 42;
	for (int round = 0; round < 3000; round++) {
		struct arena arena = {0};
		struct doc doc;
		struct str page = random_page(&seed, &arena);
		doc_parse(page, 1, 0, &arena, &doc);
		int cols = 1 + (int)(next_random(&seed) % 100);
		struct layout layout = lay(&doc, cols, &arena);
		const char *wrong = layout_check(&doc, &layout, false);
		if (wrong)
			fail_msg("round %d at %d columns: %s\n%.*s", round, cols, wrong,
				 STR_ARG(page));
		arena_release(&arena);
	}
}

// ---- places ----

static void a_byte_is_found_on_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text;
	} cases[] = {
		{"first word", "One"},
		{"behind a wrap", "three"},
		{"in the second paragraph", "four"},
		{"in a wrapped cell, not the first line of its row", "cccc"},
		{"in the last section", "End"},
	};
	struct arena arena = {0};
	struct doc doc;
	doc_parse(STR("One two three\n\nfour\n\n| aaaa | bbbb |\n|---|---|\n"
		      "| aaaa | bbbb bbbb cccc |\n\n# End\n"),
		  1, 0, &arena, &doc);
	struct layout layout = lay(&doc, 11, &arena);
	for (size_t i = 0; i < countof(cases); i++) {
		size_t at = str_find(doc.text, str_of(cases[i].text), 0);
		uint32_t line = layout_line_at(&layout, (uint32_t)at);
		bool shown = false;
		for (uint32_t r = layout.lines[line].runs.from; r < layout.lines[line].runs.to; r++)
			shown |= layout.runs[r].doc.from <= at && at < layout.runs[r].doc.to;
		if (!shown)
			fail_msg("%s: line %u", cases[i].why, line);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_a_browser_shows_is_lost),
		cmocka_unit_test(every_layout_holds_together),
		cmocka_unit_test(a_byte_is_found_on_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
