// SPDX-License-Identifier: ISC

#include "expect.h"

#include "page/article/article.h"
#include "page/page.h"

#define LONG "a line of text that is long enough to stand below a heading as its body."

// A letter for each line's kind; items and headings with their depth.
static struct str kinds_of(const struct article *article, struct arena *arena)
{
	static const char *const letters[] = {
		[ARTICLE_PARAGRAPH] = "p", [ARTICLE_TITLE] = "T",    [ARTICLE_CATEGORY] = "C",
		[ARTICLE_BYLINE] = "B",    [ARTICLE_HEADING] = "h",  [ARTICLE_QUESTION] = "q",
		[ARTICLE_BULLET] = "b",    [ARTICLE_NUMBERED] = "n", [ARTICLE_TERM] = "t"};
	struct str kinds = STR("");
	for (uint32_t i = 0; i < article->lines.count; i++) {
		const struct article_line *line = &article->lines.at[i];
		kinds = arena_printf(arena, "%.*s%s", STR_ARG(kinds), letters[line->kind]);
		if (line->depth)
			kinds = arena_printf(arena, "%.*s%u", STR_ARG(kinds), line->depth);
		if (line->furniture)
			kinds = arena_printf(arena, "%.*s?", STR_ARG(kinds));
	}
	return kinds;
}

static void each_line_is_known_for_what_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text, *kinds;
	} cases[] = {
		{"nothing", "", ""},
		{"one heading at the top is the title", "Sore Calves\n\nIt is " LONG, "Tp"},
		{"a short one above another is its category",
		 "Back\n\nSore Calves And Backs\n\nIt is " LONG, "CTp"},
		{"four words are no category",
		 "Why the Calves Hurt\n\nThe Anatomy of It All\n\nIt is " LONG, "Th2p"},
		{"a byline is passed over", "A\n\nSore Calves\n\nBy Jo 3 min read\n\nIt is " LONG,
		 "CTBp"},
		{"a sentence at the top: no title", "It hurts. It is " LONG "\nCauses\nIt is " LONG,
		 "ph2p"},
		{"lines that end as on an old Mac", "It hurts.\rCauses\rIt is " LONG, "ph2p"},
		{"a no-break space is an empty line", "It hurts.\n\xc2\xa0\nAh.", "pp"},
		{"a name below the text is no heading",
		 "It is " LONG "\n\n\"From the sole up\"\n\nJo Doe\nHEAD OF ALL", "pppp"},
		{"bullets of two levels",
		 "  \xe2\x80\xa2 One\n    \xe2\x80\xa2 Two\n- Three\n* Four", "b1b2b1b1"},
		{"numbers", "1. One\n\n2) Two\n\n2024. Year\n\n12345. No", "n1n1n1p"},
		{"a number without a space is none", "1.5 litres a day", "p"},
		{"a lead-in is no heading", "Common signs are these:\n- One\n- Two", "pb1b1"},
		{"a short one in title case is",
		 "It is.\nSymptoms\nIt is " LONG "\nCommon Signs:\n- One\nRare Signs:\n- Two",
		 "ph2ph3b1h3b1"},
		{"a list right below a single heading leaves it where it is",
		 "It is.\nSymptoms\nIt is " LONG "\nKey Points\n- One", "ph2ph2b1"},
		{"nothing to stand below", "It is.\nCommon Signs\n- One\nRare Signs\n- Two",
		 "ph2b1h2b1"},
		{"a term and what it means",
		 "It is.\nHeat: it warms " LONG "\nOn and Off: it ends.", "ptt"},
		{"no term: a heading with a colon", "It is.\nThe Ties: How They Bind\nIt is " LONG,
		 "ph2p"},
		{"no term: words in lower case", "It is.\nIt has three parts: one, two and three.",
		 "pp"},
		{"questions among those that are asked",
		 "It is.\nWhy Is It So?\nIt is " LONG "\nFAQ\nWhy then?\nIt is " LONG
		 "\nThe End\nIt is " LONG,
		 "ph2ph2q3ph2p"},
		{"what a web page leaves behind", "It is.\nGet startedSign In / Sign Up\nSource",
		 "pp?p?"},
		{"lines broken by hand go on",
		 "The gastrocnemius is the large muscle at the back\nof the leg. It points the "
		 "foot and it helps to\nbend the knee.\n\n- an item that is long enough to be "
		 "broken by hand\n  goes on\n- Another",
		 "pb1b1"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct article article;
		article_read(str_of(cases[i].text), &arena, &article);
		expect_str(cases[i].why, kinds_of(&article, &arena), str_of(cases[i].kinds));
		arena_release(&arena);
	}
}

static void a_page_has_its_marks(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct article article;
	article_read(STR("Legs\n\nSore \"Calves\": Why\n\nBy Jo 3 min read\n\nIt is " LONG
			 "\n\nSigns\n\nThey are " LONG "\n\n1. **Pain**: it hurts.\n\n2. Cramp: it "
			 "\n\n- Help:\n    - Ice * and _rest_\n    - C# and snake_case\n\n"
			 "Rest: 3. is <b>good</b>."),
		     &arena, &article);
	expect_str("title", article.title, STR("Sore \"Calves\": Why"));
	expect_str("the page", article_markdown(&article, article.title, &arena),
		   STR("---\ntitle: \"Sore \\\"Calves\\\": Why\"\ncategory: \"Legs\"\n"
		       "byline: \"By Jo 3 min read\"\n---\n\n# Sore \"Calves\": Why\n\nIt is " LONG
		       "\n\n## Signs\n\nThey are " LONG
		       "\n\n1. **Pain:** it hurts.\n\n2. **Cramp:** "
		       "it\n\n- **Help:**\n  - Ice \\* and \\_rest\\_\n  - C# and snake_case\n\n"
		       "**Rest:** 3\\. is \\<b>good\\</b>.\n"));
	arena_release(&arena);
}

// Whatever a line holds, a reader of the page sees it.
static void no_text_is_taken_for_marks(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"# no heading",
		"1. no item",
		"12) no item",
		"- no item",
		"+ no item",
		"> no quote",
		"=== no line",
		"--- no rule",
		"***",
		"| a | b |",
		"a *b* c",
		"a **b** c",
		"a _b_ c",
		"snake_case_name",
		"`code`",
		"[a](b)",
		"![a](b)",
		"[^1]",
		"[^1]: a note",
		"<b>bold</b>",
		"<!-- gone -->",
		"<details>",
		"&amp; &#27; & &copy",
		"a \\* b\\",
		"[ ] no task",
		"[x] no task",
		"~~gone~~",
		"~gone~",
		"[[wiki]]",
		"[[a|b]]",
		"http://example.org/a_b_c",
		"a:b: c",
		"\\",
		"**Term**: no full stop",
	};
	for (size_t i = 0; i < countof(texts); i++) {
		struct arena arena = {0};
		struct article article;
		struct page page;
		struct str text = arena_printf(&arena, "It is.\n\n%s", texts[i]);
		article_read(text, &arena, &article);
		assert_int_equal(article.lines.count, 2);
		struct article_line *line = &article.lines.at[1];
		*line = (struct article_line){.kind = ARTICLE_PARAGRAPH, .text = str_of(texts[i])};
		page_parse(STR("a.md"), article_markdown(&article, STR("T"), &arena), &arena,
			   &page);
		const struct block *block = &page.doc.blocks[page.doc.nblocks - 1];
		assert_int_equal(block->kind, BLOCK_PARAGRAPH);
		expect_str(texts[i], str_sub(page.doc.text, block->text.from, block->text.to),
			   str_of(texts[i]));
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_is_known_for_what_it_is),
		cmocka_unit_test(a_page_has_its_marks),
		cmocka_unit_test(no_text_is_taken_for_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
