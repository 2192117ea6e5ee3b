// SPDX-License-Identifier: ISC
//
// Small pages that make a markdown parser work for minutes, or need gigabytes: each gives a doc,
// whole or as plain text, within the bounds.  No clock decides here but the parser's own; the test
// runner's limit catches what it would not.

#include "expect.h"

#include "../doc_check.h"
#include "base/buf.h"

// `count` times `text`; text with "%" stands for the round's number.
struct part {
	const char *text;
	unsigned count;
};

static void add(struct buf *out, struct part part)
{
	struct str text = str_of(part.text);
	for (unsigned i = 0; i < part.count; i++) {
		struct str behind, before = str_cut(text, '%', &behind);
		buf_add(out, before);
		if (behind.ptr)
			buf_printf(out, "%u%.*s", i, STR_ARG(behind));
	}
}

static const struct {
	const char *why;
	struct part parts[3];
} pages[] = {
	{"images that are not closed", {{"![[]()", 160000}}},
	{"nested items, then blank lines", {{"- ", 30000}, {"x", 1}, {"\n", 30000}}},
	{"the same in a quote", {{"> ", 1}, {"- ", 30000}, {"x\n>\n", 10000}}},
	{"nested quotes, then emphasis", {{">", 100000}, {"a*", 100000}}},
	{"comments that are not closed", {{"</", 1}, {"<!--", 300000}}},
	{"comments in a paragraph", {{"a<!--", 50000}}},
	{"brackets", {{"[", 1000000}}},
	{"closing brackets", {{"]", 500000}}},
	{"items on one line", {{"- ", 1000000}}},
	{"nested emphasis", {{"*a **a ", 32500}, {"b", 1}, {" a** a*", 32500}}},
	{"emphasis that is not closed", {{"a_ ", 200000}}},
	{"link references", {{"[%]: u\n", 50000}, {"[1]", 20000}}},
	{"one label, defined often", {{"[a]: u\n", 100000}}},
	{"links in links", {{"[a](", 100000}}},
	{"code spans of growing fences", {{"`a``b```c````", 50000}}},
	{"backslashes", {{"\\", 500000}}},
	{"entities", {{"&a", 300000}}},
	{"tags that are not closed", {{"<a ", 200000}}},
	{"tags with open quotes", {{"<a b='\"", 100000}}},
	{"a block of tags that are not closed", {{"<div ", 200000}}},
	{"a block of open comments", {{"<div>\n", 1}, {"<!-- ", 200000}}},
	{"a block of entities by name", {{"<div>\n", 1}, {"&nbsp;&foo;", 20000}}},
	{"<details> in <details>", {{"<details>\n", 50000}, {"\n", 1}, {"</details>\n", 50000}}},
	{"scripts", {{"<div><script>", 100000}}},
	{"a table of many columns and short rows", {{"|a", 20000}, {"\n", 1}, {"|-", 20000}}},
	{"delimiter rows", {{"|-|-|\n", 100000}}},
	{"delimiter rows below heads of other sizes", {{"|a|b|c|\n|-|-|\n", 50000}}},
	{"tables", {{"|`a`|*b*|\n|-|-|\n\n", 30000}}},
	{"tildes", {{"~a ~~b", 100000}}},
	{"closing tildes", {{"a~~ a~ ", 100000}}},
	{"wiki links that are not closed", {{"[[a", 200000}}},
	{"addresses", {{"http://", 100000}}},
	{"addresses that are none", {{"www.a_", 100000}}},
	{"at signs", {{"a@", 200000}}},
	{"dots and at signs", {{"a.", 100000}, {"@", 100000}}},
	{"footnotes", {{"[^%]\n", 30000}, {"\n", 1}, {"[^%]: [^1]\n", 30000}}},
	{"marks of no footnote", {{"[^a]: b\n\n", 1}, {"[^", 200000}}},
	{"headings of one name", {{"# a\n", 100000}}},
	{"headings of all names", {{"# a-%\n", 50000}, {"# a\n", 50000}}},
	{"marks on one letter", {{"a", 1}, {"\xcc\x81", 300000}}},
	{"marks of many styles", {{"*\xcc\x81* ", 100000}}},
	{"one line", {{"word ", 400000}}},
	{"empty lines", {{"\n", 1000000}}},
	{"lines that end in \\r", {{"a\r", 300000}}},
};

static void every_page_gives_a_doc(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(pages); i++) {
		struct arena arena = {0};
		struct buf page = {0};
		struct doc doc;
		for (size_t j = 0; j < countof(pages[i].parts) && pages[i].parts[j].text; j++)
			add(&page, pages[i].parts[j]);
		doc_parse(buf_str(&page), 1, 0, &arena, &doc);
		const char *wrong = doc_check(&doc, 0, page.len);
		if (wrong)
			fail_msg("%s: %s", pages[i].why, wrong);
		if (arena_used(&arena) > (16 << 20) + 64 * page.len)
			fail_msg("%s: the doc takes %zu bytes", pages[i].why, arena_used(&arena));
		buf_release(&page);
		arena_release(&arena);
	}
}

static void an_honest_page_of_five_megabytes_is_not_stopped(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct buf page = {0};
	struct doc doc;
	while (page.len < 5 << 20)
		add(&page,
		    (struct part){"## Part %\n\nSome *text* with a [link](a.md), and `code`.\n\n"
				  "- item\n- another\n\n| a | `b` |\n|---|---|\n| c | d |\n\n",
				  1000});
	doc_parse(buf_str(&page), 1, 0, &arena, &doc);
	expect_str("no problem", doc.problem, STR(""));
	expect_number("every table is there", doc.ntables, doc.nsections - 1);
	buf_release(&page);
	arena_release(&arena);
}

static void a_page_beyond_its_bounds_is_plain_text(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct buf page = {0};
	struct doc doc;
	buf_add(&page, STR("# a\nb\n\n"));
	add(&page, (struct part){"[", 1000000});
	doc_parse(buf_str(&page), 3, 10, &arena, &doc);
	expect_str("says so", doc.problem,
		   STR("shown as plain text, because its markdown needs more memory than a page of "
		       "this size should"));
	expect_number("a paragraph for each run of lines", doc.nblocks, 2);
	expect_str("as written", str_sub(doc.text, 0, 5), STR("# a\nb"));
	expect_number("with its line", doc.blocks[1].line, 6);
	expect_number("in one section", doc.nsections, 1);
	buf_release(&page);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_gives_a_doc),
		cmocka_unit_test(an_honest_page_of_five_megabytes_is_not_stopped),
		cmocka_unit_test(a_page_beyond_its_bounds_is_plain_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
