// SPDX-License-Identifier: ISC
//
// Pages and what becomes of them, written down one block a line:
//
//     H2 P CODE HTML RULE SUM NOTE, behind the containers around it: ">" a quote, "-" or "3." an
//     item, "[ ]" or "[x]" a task, "+" a <details>
//     <e:text> a span with a look: e emphasis, s strong, c code, d struck, i image, h from HTML,
//     f a footnote's mark;  {0} behind it its link;  / a hard break
//     TABLE with "|" between cells, "||" between rows

#include "expect.h"

#include <stdio.h>

#include "../doc_check.h"
#include "base/buf.h"

static void add_spans(struct buf *out, const struct doc *doc, struct range spans)
{
	static const char looks[] = "escdihf";
	for (uint32_t i = spans.from; i < spans.to; i++) {
		const struct span *span = &doc->spans[i];
		struct str text = str_sub(doc->text, span->text.from, span->text.to);
		uint32_t style = span->style & ~(uint32_t)SPAN_BREAK;
		if (span->style & SPAN_BREAK) {
			buf_char(out, '/');
			continue;
		}
		if (style)
			buf_char(out, '<');
		for (size_t bit = 0; looks[bit]; bit++) {
			if (style >> bit & 1)
				buf_char(out, looks[bit]);
		}
		if (style)
			buf_char(out, ':');
		buf_add(out, text);
		if (style)
			buf_char(out, '>');
		if (span->link != DOC_NONE)
			buf_printf(out, "{%u}", span->link);
	}
}

static void add_containers(struct buf *out, const struct doc *doc, uint32_t at)
{
	if (at == DOC_NONE)
		return;
	const struct container *container = &doc->containers[at];
	add_containers(out, doc, container->parent);
	if (container->kind == CONTAINER_QUOTE)
		buf_char(out, '>');
	else if (container->kind == CONTAINER_DETAILS)
		buf_char(out, '+');
	else if (container->number != DOC_NONE)
		buf_printf(out, "%u%c", container->number, container->delimiter);
	else
		buf_char(out, container->delimiter);
	if (container->task != TASK_NO)
		buf_add(out, container->task == TASK_DONE ? STR("[x]") : STR("[ ]"));
	buf_char(out, ' ');
}

static void add_table(struct buf *out, const struct doc *doc, const struct table *table)
{
	for (uint32_t i = 0; i < table->rows * table->cols; i++) {
		if (i)
			buf_add(out, i % table->cols ? STR("|") : STR("||"));
		add_spans(out, doc, table->cells[i].spans);
	}
}

// The doc as described above.
static struct str shown(const struct doc *doc, struct arena *arena)
{
	static const char *const kinds[] = {"P",    "H",     "CODE", "HTML",
					    "RULE", "TABLE", "SUM",  "NOTE"};
	struct buf out = {0};
	for (uint32_t i = 0; i < doc->nblocks; i++) {
		const struct block *block = &doc->blocks[i];
		if (i)
			buf_char(&out, '\n');
		add_containers(&out, doc, block->container);
		buf_add(&out, str_of(kinds[block->kind]));
		if (block->level)
			buf_printf(&out, "%u", block->level);
		if (block->text.to > block->text.from)
			buf_char(&out, ' ');
		if (block->kind == BLOCK_TABLE)
			add_table(&out, doc, &doc->tables[block->table]);
		else
			add_spans(&out, doc, block->spans);
	}
	struct str text = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

struct page_case {
	const char *why, *page, *shown;
};

static void check_cases(const struct page_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena arena = {0};
		struct doc doc;
		struct str body = str_of(cases[i].page);
		doc_parse(body, 1, 0, &arena, &doc);
		const char *wrong = doc_check(&doc, 0, body.len);
		if (wrong)
			fail_msg("%s: %s", cases[i].why, wrong);
		expect_str(cases[i].why, shown(&doc, &arena), str_of(cases[i].shown));
		arena_release(&arena);
	}
}

static void commonmark_becomes_blocks_and_spans(void **state)
{
	(void)state;
	static const struct page_case cases[] = {
		{"an empty page", "", ""},
		{"looks nest, and neighbours of one look are one span", "a *b **c** d* `e`f\\*g",
		 "P a <e:b ><es:c><e: d> <c:e>f*g"},
		{"a soft break is a space", "a\nb", "P a b"},
		{"but none between ideographs", "\xe4\xb8\xad\n\xe6\x96\x87\nx",
		 "P \xe4\xb8\xad\xe6\x96\x87 x"},
		{"nor Hangul, which has spaces", "\xea\xb0\x80\n\xea\xb0\x80",
		 "P \xea\xb0\x80 \xea\xb0\x80"},
		{"hard breaks of both kinds", "a  \nb\\\nc", "P a/b/c"},
		{"headings of both kinds", "# a *b* #\n\nc\nd\n---", "H1 a <e:b>\nH2 c d"},
		{"a rule has no text", "a\n\n---\n\nb", "P a\nRULE\nP b"},
		{"code keeps its lines", "```c\na\n\n b\n```\n\n    c",
		 "CODE <c:a\n\n b>\nCODE <c:c>"},
		{"lists nest", "- a\n  1. b\n  2. c\n\n     d\n* e",
		 "- P a\n- 1. P b\n- 2. P c\n- 2. P d\n* P e"},
		{"quotes and lists nest", "> a\n> - b\n>   > c\nd", "> P a\n> - P b\n> - > P c d"},
		{"an empty item is there", "-\n- a", "- P\n- P a"},
		{"links of every kind", "[a](b \"t\") [c][d] <http://e> [f]\n\n[d]: g\n[f]: <h>",
		 "P a{0} c{1} http://e{2} f{3}"},
		{"an image is its alt text, else its file", "![a *b*](c) ![](d.png)",
		 "P <i:a ><ei:b> <i:d.png>"},
		{"an image inside a link", "[![a](b)](c)", "P <i:a>{0}"},
		{"entities, once", "&amp;lt; &eacute; &#65; &#10;x", "P &lt; \xc3\xa9 A  x"},
		{"what a terminal would obey is shown", "&#27;[31m \x1b &#x9b; &#x202e;",
		 "P \xe2\x90\x9b[31m \xe2\x90\x9b <9B> <U+202E>"},
		{"marks of many styles on one letter lose their looks",
		 "a\xcc\x81*\xcc\x81*\xcc\x81*\xcc\x81*\xcc\x81*\xcc\x81*",
		 "P a\xcc\x81\xcc\x81\xcc\x81\xcc\x81"},
	};
	check_cases(cases, countof(cases));
}

static void tables_are_githubs(void **state)
{
	(void)state;
	static const struct page_case cases[] = {
		{"pipes at the ends or not", "| a | b |\n|---|---|\n| c | d |", "TABLE a|b||c|d"},
		{"without", "a | b\n--- | ---\nc | d", "TABLE a|b||c|d"},
		{"a row may have too few cells", "|a|b|\n|-|-|\n|c|", "TABLE a|b||c|"},
		{"what it has too many is not lost", "|a|b|\n|-|-|\n|c|d|e||\n|f|`g|h`|",
		 "TABLE a|b||c|d|e||f|<c:g|h>"},
		{"any line goes on with it", "|a|\n|-|\nb", "TABLE a||b"},
		{"it ends at a blank line", "|a|\n|-|\n|b|\n\n|c|", "TABLE a||b\nP |c|"},
		{"and at another block", "|a|\n|-|\n> b", "TABLE a\n> P b"},
		{"cells are inlines", "|*a*|[b](c)|\n|-|-|\n|`d`|&lt;|",
		 "TABLE <e:a>|b{0}||<c:d>|<"},
		{"code in a cell is as it stands", "|`*a*`|`&lt;\\[[b]]`|\n|-|-|",
		 "TABLE <c:*a*>|<c:&lt;\\[[b]]>"},
		{"but for a space at both its ends", "|` a `|`b `|` c`|` `|\n|-|-|-|-|",
		 "TABLE <c:a>|<c:b >|<c: c>|<c: >"},
		{"or where it is more than one", "|`a``b`|``a`b``|``|`|\n|-|-|-|-|",
		 "TABLE <c:a``b>|<c:a`b>|``|`"},
		{"brackets and marks that open nothing", "|a]|b!|\n|-|-|", "TABLE a]|b!"},
		{"a look ends with its cell", "|*a|b*|\n|-|-|", "TABLE *a|b*"},
		{"an escaped pipe is text, in code too", "|a\\|b|`c\\|d`|\n|-|-|",
		 "TABLE a|b|<c:c|d>"},
		{"a pipe in code parts cells all the same", "|`a|b`|\n|-|-|", "TABLE `a|b`"},
		{"references reach into it", "|[a]|\n|-|\n\n[a]: b", "TABLE a{0}"},
		{"the head must have as many cells as the row below it", "|a|b|\n|-|\n|c|",
		 "P |a|b| |-| |c|"},
		{"a cell that ends in number signs", "|a #|#|\n|-|-|\n|`b` #|# c|",
		 "TABLE a #|#||<c:b> #|# c"},
		{"text before the head is a paragraph", "x *y*\n|a|\n|-|", "P x <e:y>\nTABLE a"},
		{"a rule right behind it is no heading's underline", "|a|b|\n|-|-|\n|c|d|\n---\ne",
		 "TABLE a|b||c|d\nRULE\nP e"},
		{"in quotes and items", "> - |a|b|\n>   |-|-|\n>   |c|d|", "> - TABLE a|b||c|d"},
		{"a heading is none", "a\n---", "H2 a"},
		{"<br> breaks a cell", "|a<br>b|\n|-|", "TABLE a/b"},
		{"a code block is none", "    |a|\n    |-|", "CODE <c:|a|\n|-|>"},
	};
	check_cases(cases, countof(cases));

	struct arena arena = {0};
	struct doc doc;
	doc_parse(STR("|a|b|c|d|\n|-|:-|-:|:-:|"), 1, 0, &arena, &doc);
	static const uint8_t want[] = {ALIGN_NONE, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER};
	expect_number("one table", doc.ntables, 1);
	assert_memory_equal(doc.tables[0].align, want, sizeof want);
	arena_release(&arena);
}

static void what_people_write_beside_commonmark(void **state)
{
	(void)state;
	static const struct page_case cases[] = {
		{"tasks", "- [ ] a *b*\n- [x] c\n- [X] d\n- [y] e\n- [ ]f",
		 "-[ ] P a <e:b>\n-[x] P c\n-[x] P d\n- P [y] e\n- P [ ]f"},
		{"only an item is a task", "[ ] a", "P [ ] a"},
		{"strikethrough, with one tilde or two", "~~a *b*~~ ~c~ ~~ d ~~",
		 "P <d:a ><ed:b> <d:c> ~~ d ~~"},
		{"a tilde inside a word is one", "1~2 3~4 ~5", "P 1~2 3~4 ~5"},
		{"escaped, it strikes nothing", "\\~~a~~ \\~b~ ~~c\\~~ \\\\~~d~~",
		 "P ~~a~~ ~b~ ~~c~~ \\<d:d>"},
		{"pairs nest and must match", "~~a ~b~ c~~ ~d~~", "P <d:a b c> ~d~~"},
		{"not in code", "`~~a~~` ~~`b`~~", "P <c:~~a~~> <cd:b>"},
		{"wiki links", "[[a]] [[b#c|d *e*]] [[ f ]] [[]] [[g|]]",
		 "P a{0} d {1}<e:e>{1} [[ f ]] [[]] g{2}"},
		{"embedded ones", "![[a.png]] ![[b]]", "P <i:a.png> b{1}"},
		{"not in code, nor where a reference is", "`[[a]]` [[b]]\n\n[b]: c",
		 "P <c:[[a]]> [b{0}]"},
		{"escaped, they are text", "\\[[a]] [\\[b]] [[c\\]] [[d]\\] \\[\\[e\\]\\]",
		 "P [[a]] [[b]] [[c]] [[d]] [[e]]"},
		{"an escaped backslash escapes nothing", "\\\\[[a]] `\\[[b]]`",
		 "P \\a{0} <c:\\[[b]]>"},
		{"bare addresses, without the punctuation behind",
		 "See https://a.b/c?d=e, (www.f.g).", "P See https://a.b/c?d=e{0}, (www.f.g{1})."},
		{"a bracket that was opened belongs to it", "https://a.b/c_(d)",
		 "P https://a.b/c_(d){0}"},
		{"underscores belong to it", "https://a.b/__c__.d _e_",
		 "P https://a.b/__c__.d{0} <e:e>"},
		{"mail", "a.b@c.d, @e, f@g", "P a.b@c.d{0}, @e, f@g"},
		{"no address", "http:// www. x:// awww.b.c", "P http:// www. x:// awww.b.c"},
		{"before full-width punctuation", "https://a.b\xe3\x80\x82",
		 "P https://a.b{0}\xe3\x80\x82"},
		{"not in a link, nor in code", "[https://a.b](c) `https://d.e`",
		 "P https://a.b{0} <c:https://d.e>"},
	};
	check_cases(cases, countof(cases));
}

static void footnotes_stand_at_the_end(void **state)
{
	(void)state;
	static const struct page_case cases[] = {
		{"in the order of their marks", "a[^b] c[^1]\n\n[^1]: d\n[^b]: e\n\nf",
		 "P a<f:[1]>{0} c<f:[2]>{1}\nP f\nNOTE <f:[1]>{2} e\nNOTE <f:[2]>{3} d"},
		{"escaped, a mark is text", "a\\[^1] b[^1]\n\n[^1]: c",
		 "P a[^1] b<f:[1]>{0}\nNOTE <f:[1]>{1} c"},
		{"a bare address is no link reference", "a[^1]\n\n[^1]: https://b.c",
		 "P a<f:[1]>{0}\nNOTE <f:[1]>{1} https://b.c{2}"},
		{"several blocks, lazy lines", "a[^1]\n\n[^1]: b\nc\n\n    - d\n\n    e\n\nf",
		 "P a<f:[1]>{0}\nP f\nNOTE <f:[1]>{1} b c\n- P d\nP e"},
		{"one that begins with another block",
		 "a[^1]\n\n[^1]: ---\n    ```\n    b\n    ```",
		 "P a<f:[1]>{0}\nNOTE <f:[1]>{1}\nRULE\nCODE <c:b>"},
		{"a note may have notes", "a[^1]\n\n[^1]: b[^2]\n[^2]: c",
		 "P a<f:[1]>{0}\nNOTE <f:[1]>{1} b<f:[2]>{2}\nNOTE <f:[2]>{3} c"},
		{"one that no mark leads to is not lost", "a\n\n[^1]: b", "P a\nNOTE <f:[1]> b"},
		{"a mark without a note is text", "a[^1]", "P a[^1]"},
		{"labels have no case", "a[^B]\n\n[^b]: c", "P a<f:[1]>{0}\nNOTE <f:[1]>{1} c"},
		{"code defines none", "```\n[^1]: a\n```", "CODE <c:[^1]: a>"},
		{"a quoted one stays where it is", "> [^1]: https://a.b",
		 "> P [^1]  https://a.b{0}"},
		{"references reach into it", "a[^1]\n\n[^1]: [b][c]\n\n[c]: d",
		 "P a<f:[1]>{0}\nNOTE <f:[1]>{1} b{2}"},
		{"a heading in a note begins no section", "a[^1]\n\n[^1]: # b",
		 "P a<f:[1]>{0}\nNOTE <f:[1]>{1}\nH1 b"},
	};
	check_cases(cases, countof(cases));

	struct arena arena = {0};
	struct doc doc;
	doc_parse(STR("x\n\na[^1] b[^1]\n\n[^1]: c"), 1, 0, &arena, &doc);
	expect_number("links", doc.nlinks, 3);
	expect_number("a mark leads to its note", doc.links[0].note, 2);
	expect_number("so does the second", doc.links[1].note, 2);
	expect_number("the note leads back to the first", doc.links[2].note, 1);
	arena_release(&arena);
}

static void html_is_shown_as_its_text(void **state)
{
	(void)state;
	static const struct page_case cases[] = {
		{"tags inside text give looks and links",
		 "a <b>b</b> <i>c</i> <kbd>d</kbd> <del>e</del> <a href=\"f\">g</a> <u>h</u>",
		 "P a <s:b> <e:c> <c:d> <d:e> g{0} h"},
		{"a tag that is not closed ends with its block", "<b>a\n\nb", "P <s:a>\nP b"},
		{"breaks, images, comments", "a<br> b <img src=\"c\" alt=\"d &amp; e\"><!-- f -->g",
		 "P a/b <i:d & e>g"},
		{"a block: entities, blanks, lines", "<p>a\n  b &eacute;<br>c</p><p>d</p>",
		 "HTML <h:a b \xc3\xa9>/<h:c>\nHTML <h:d>"},
		{"lists and tables by lines",
		 "<ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table>",
		 "HTML \xe2\x80\xa2 <h:a>/\xe2\x80\xa2 <h:b>\nHTML <h:c> | <h:d>/<h:e>"},
		{"headings begin sections", "<h2 align=\"center\">a <em>b</em></h2>",
		 "H2 <h:a ><eh:b>"},
		{"a tag that is talked about", "a <style> b", "P a <style> b"},
		{"a script is not shown, nor a comment",
		 "<script>\na\n</script>\n\n<!-- b\n\nc -->\n\nd", "P d"},
		{"<pre> keeps its lines", "<pre>\na\n  b &lt;\n</pre>", "CODE <ch:a\n  b <>"},
		{"markdown between tags", "<div>\n\n*a*\n\n</div>", "P <e:a>"},
		{"<details> holds what follows",
		 "<details>\n<summary>a</summary>\n\nb\n\n- c\n\n</details>\n\nd",
		 "+ SUM <h:a>\n+ P b\n+ - P c\nP d"},
		{"in an item it ends with it", "- <details><summary>a</summary>\n\n  b\n\nc",
		 "- + SUM <h:a>\n- + P b\nP c"},
		{"one that is closed twice", "</details>\n\na", "P a"},
		{"no tag", "<div>\na < b <3 c\n</div>", "HTML <h:a < b <3 c>"},
	};
	check_cases(cases, countof(cases));
}

static void sections_have_githubs_anchors(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct doc doc;
	static const char body[] = "before\n"
				   "# A *b* & `c`!\n"
				   "## A\n"
				   "> # A\n"
				   "\n"
				   "- # in an item\n"
				   "\n"
				   "A\n"
				   "=\n"
				   "### \xc3\x84rger, \xd0\x96_1-2\n"
				   "#\n"
				   "# a-1\n";
	static const struct {
		const char *anchor, *heading, *source;
		uint8_t level;
		uint32_t line;
	} want[] = {
		{"", "", "before\n", 0, 11},
		{"a-b--c", "A b & c!", "# A *b* & `c`!\n", 1, 12},
		{"a", "A", "## A\n> # A\n\n- # in an item\n\n", 2, 13},
		{"a-2", "A", "A\n=\n", 1, 18}, // the quoted heading has taken a-1
		{"\xc3\xa4rger-\xd0\xb6_1-2", "\xc3\x84rger, \xd0\x96_1-2",
		 "### \xc3\x84rger, \xd0\x96_1-2\n", 3, 20},
		{"-1", "", "#\n", 1, 21}, // the empty anchor is the page's own
		{"a-1-1", "a-1", "# a-1\n", 1, 22},
	};
	doc_parse(str_of(body), 11, 100, &arena, &doc);
	expect_number("sections", doc.nsections, countof(want));
	for (uint32_t i = 0; i < countof(want); i++) {
		const struct section *section = &doc.sections[i];
		expect_str("anchor", section->anchor, str_of(want[i].anchor));
		expect_str("heading", section->heading, str_of(want[i].heading));
		expect_number("level", section->level, want[i].level);
		expect_number(want[i].anchor, section->line, want[i].line);
		expect_str(
			"source",
			str_sub(str_of(body), section->source.from - 100, section->source.to - 100),
			str_of(want[i].source));
	}
	expect_number("found without case", doc_section(&doc, STR("A-B--C")), 1);
	expect_number("not found", doc_section(&doc, STR("x")), DOC_NONE);
	expect_number("a section's end is the next of its level", doc_section_end(&doc, 1), 3);
	expect_number("a deeper one's too", doc_section_end(&doc, 2), 3);
	arena_release(&arena);
}

static void blocks_know_their_lines(void **state)
{
	(void)state;
	static const struct {
		const char *why, *page, *text;
		uint32_t line;
	} cases[] = {
		{"the first", "a", "a", 1},
		{"behind a table's lead", "x\n|a|\n|-|", "a", 2},
		{"in a footnote", "x[^1]\n\n[^1]:\n\n    a\n\n    b", "b", 7},
		{"behind a footnote", "x[^1]\n\n[^1]: a\n    b\n\nc", "c", 6},
		{"lines that end in \\r\\n", "a\r\n\r\nb", "b", 3},
		{"lines that end in \\r", "a\r\rb", "b", 3},
		{"a heading in raw HTML", "<div>\n\n<p>\n<h1>b</h1>", "b", 4},
		{"in an item", "- a\n\n  b", "b", 3},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena arena = {0};
		struct doc doc;
		doc_parse(str_of(cases[i].page), 1, 0, &arena, &doc);
		size_t at = str_find(doc.text, str_of(cases[i].text), 0);
		uint32_t line = 0;
		for (uint32_t b = 0; b < doc.nblocks; b++) {
			if (doc.blocks[b].text.from <= at && at < doc.blocks[b].text.to)
				line = doc.blocks[b].line;
		}
		expect_number(cases[i].why, line, cases[i].line);
		arena_release(&arena);
	}
}

// Headings that are none, over the place where a page could be cut.
static void add_no_headings(struct buf *page, const char *begin, const char *end)
{
	buf_printf(page, "%s\n\n", begin);
	for (int line = 0; line < 9000; line++)
		buf_printf(page, "# no heading %d\n\n", line);
	buf_printf(page, "%s\n\n", end);
}

// A mebibyte and more of what may be open where a page could be cut.
static struct str large_page(struct arena *arena, const char *end)
{
	struct buf page = {0};
	int long_ones = 0;
	for (int i = 0; page.len < 5 << 18; i++) {
		buf_printf(&page,
			   "# Part %d\n\nSome *text* of [it](#part-%d), <a href=x%d>y</a>.\n\n", i,
			   i + 1, i);
		buf_add(&page, STR("| a | *b* |\n|---|---|\n| [c](d) | \\[[e]] |\n---\n\n"));
		buf_add(&page,
			STR("> a quote\nthat goes on\n\n<details><summary>more</summary>\n\n"));
		if (i % 3 == 0)
			buf_add(&page, STR("</details>\n\n"));
		if (page.len > 200 << 10 && long_ones == 0 && ++long_ones)
			add_no_headings(&page, "~~~sh", "~~~");
		if (page.len > 700 << 10 && long_ones == 1 && ++long_ones)
			add_no_headings(&page, "<!--", "-->");
		buf_printf(&page, "- an item\n\n  ```c%d\n\n# of a list's code\n\n", i % 9);
	}
	buf_add(&page, str_of(end));
	struct str whole = arena_copy(arena, buf_str(&page));
	buf_release(&page);
	return whole;
}

// A page that may define a reference is parsed as one, others of this size piece by piece.
static void pieces_are_what_the_whole_is(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct doc whole, pieces;
	doc_parse(large_page(&arena, "`]:`\n"), 7, 99, &arena, &whole);
	doc_parse(large_page(&arena, "`]; `\n"), 7, 99, &arena, &pieces);
	assert_int_equal(whole.problem.len, 0);
	assert_int_equal(pieces.problem.len, 0);
	expect_number("blocks", pieces.nblocks, whole.nblocks);
	expect_number("sections", pieces.nsections, whole.nsections);
	expect_number("links", pieces.nlinks, whole.nlinks);
	for (uint32_t i = 0; i < whole.nblocks; i++) {
		expect_number("line", pieces.blocks[i].line, whole.blocks[i].line);
		expect_str("info", pieces.blocks[i].info, whole.blocks[i].info);
	}
	for (uint32_t i = 0; i < whole.nlinks; i++)
		expect_str("target", pieces.links[i].target, whole.links[i].target);
	for (uint32_t i = 0; i + 1 < whole.nsections; i++)
		expect_number("source", pieces.sections[i].source.to, whole.sections[i].source.to);
	// But for the last line.
	struct str want = shown(&whole, &arena), got = shown(&pieces, &arena);
	size_t last = str_find(want, STR("]:"), 0);
	assert_true(last != SIZE_MAX && last < got.len);
	expect_str("all of it", str_sub(got, 0, last), str_sub(want, 0, last));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commonmark_becomes_blocks_and_spans),
		cmocka_unit_test(tables_are_githubs),
		cmocka_unit_test(what_people_write_beside_commonmark),
		cmocka_unit_test(footnotes_stand_at_the_end),
		cmocka_unit_test(html_is_shown_as_its_text),
		cmocka_unit_test(sections_have_githubs_anchors),
		cmocka_unit_test(blocks_know_their_lines),
		cmocka_unit_test(pieces_are_what_the_whole_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
