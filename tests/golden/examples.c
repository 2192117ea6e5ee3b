// SPDX-License-Identifier: ISC
//
// examples: every visible character of the HTML of CommonMark's 652 examples appears, in order, in
// the doc's text and in the layout, at every width; but for the exceptions, each with its reason.
// usage: examples SPEC.txt

#include <stdio.h>
#include <string.h>

#include "../layout_check.h"
#include "base/file.h"

enum { EXAMPLES = 652 };

static const struct {
	int example;
	const char *reason;
} exceptions[] = {
	{170, "what a <script> holds is not shown by a browser"},
	{172, "what a <style> holds is not shown by a browser"},
	{173, "nor where the <style> is not closed"},
	{176, "nor on one line with it"},
	{178, "what a <script> holds is not shown by a browser"},
	{589, "\"![[foo]]\" is a wiki link here: its brackets are not text"},
};

static const int widths[] = {1, 2, 7, 20, 40, 80, 200};

static struct layout lay(const struct doc *doc, int cols, struct arena *arena)
{
	struct layout_options options = {.cols = cols};
	struct layout layout;
	layout_doc(doc, (struct range){0, doc->nsections}, &options, arena, &layout);
	return layout;
}

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

static struct str without_blanks(struct str text, struct arena *arena)
{
	char *out = arena_bytes(arena, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_blank_byte(text.ptr[i]))
			out[len++] = text.ptr[i];
	}
	return (struct str){out, len};
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
	if (!holds_in_order(without_blanks(doc.text, arena), want))
		return "the doc loses text";
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

static bool is_exception(int example)
{
	for (size_t i = 0; i < countof(exceptions); i++) {
		if (exceptions[i].example == example)
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	struct arena arena = {0};
	struct str rest, markdown, html;
	struct err err;
	int count = 0, failed = 0;
	if (argc != 2 || !file_read(argv[1], 64u << 20, &arena, &rest, NULL, &err))
		return 2;
	while (next_example(&rest, &markdown, &html)) {
		const char *wrong = example_fault(markdown, html, &arena);
		count++;
		if (is_exception(count)) {
			if (wrong)
				continue;
			wrong = "is named as an exception and loses nothing";
		}
		if (!wrong)
			continue;
		printf("example %d: %s\n%.*s", count, wrong, STR_ARG(markdown));
		failed++;
	}
	printf("%d examples, %d lose text\n", count, failed);
	arena_release(&arena);
	return failed || count != EXAMPLES;
}
