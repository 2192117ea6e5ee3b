// SPDX-License-Identifier: ISC

#include "expect.h"

#include "../layout_check.h"

static struct layout lay(const struct doc *doc, int cols, struct arena *arena)
{
	struct layout_options options = {.cols = cols};
	struct layout layout;
	layout_doc(doc, (struct range){0, doc->nsections}, &options, arena, &layout);
	return layout;
}

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
		cmocka_unit_test(every_layout_holds_together),
		cmocka_unit_test(a_byte_is_found_on_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
