// SPDX-License-Identifier: ISC
//
// Small worlds: a few pages, a query, the sections that must be found, best first, and why.

#define _DEFAULT_SOURCE // mkstemp

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "made.h"
#include "search/search.h"
#include "text/column.h"

static const char yaml[] = "kinds:\n"
			   "  - {id: anatomy, label: Anatomy}\n"
			   "  - {id: treatment, label: Treatment, headings: [What helps]}\n"
			   "  - {id: source, label: Sources}\n";
static const char synonyms[] = "heel cord | achilles tendon\nhammy | hamstring\n";

enum { PAGES = 6 };

// Counts what is wrong, so that one run of a table shows all of it.
#define tell(bad, ...)                                                                             \
	do {                                                                                       \
		print_message("# ");                                                               \
		print_message(__VA_ARGS__);                                                        \
		print_message("\n");                                                               \
		(*(bad))++;                                                                        \
	} while (0)

struct world {
	struct arena arena;
	struct buf bytes;
	struct book *book;
	struct searcher *searcher;
};

static void open_world(struct world *world, const struct made_page *pages, const char *said)
{
	uint32_t count = 0;
	struct err err = {""};
	while (count < PAGES && pages[count].file)
		count++;
	*world = (struct world){0};
	made_book_with(pages, count, 1, false, yaml, said, &world->arena, &world->bytes);
	world->book = book_open_bytes(world->bytes.ptr, world->bytes.len, NULL, &err);
	if (world->book)
		world->searcher = searcher_open(world->book, &err);
	if (!world->searcher)
		fail_msg("%s", err.text);
}

static void close_world(struct world *world)
{
	searcher_close(world->searcher);
	book_close(world->book);
	buf_release(&world->bytes);
	arena_release(&world->arena);
}

static struct hits find(struct world *world, const char *query, unsigned flags)
{
	const struct search_options options = {.flags = flags, .limit = 10, .kind = KIND_NONE};
	struct hits hits;
	search(world->searcher, str_of(query), &options, &world->arena, &hits);
	return hits;
}

// "calf calf#what-helps": the addresses of the hits.
static struct str listed(struct world *world, const struct hits *hits)
{
	struct str list = STR("");
	for (uint32_t i = 0; i < hits->count; i++) {
		struct str address = book_address(world->book, hits->hit[i].section, &world->arena);
		list = arena_printf(&world->arena, "%.*s%s%.*s", STR_ARG(list), i ? " " : "",
				    STR_ARG(address));
	}
	return list;
}

static void sections_are_ranked_as_they_should(void **state)
{
	(void)state;
	uint32_t bad = 0;
	static const struct {
		const char *why, *query;
		unsigned flags;
		const char *expected; // the hits begin so
		struct made_page pages[PAGES];
	} cases[] = {
		{"the rarer word decides",
		 "calf soleus",
		 0,
		 "c ",
		 {{"a.md", "calf and more"},
		  {"b.md", "calf and less"},
		  {"c.md", "soleus and this"},
		  {"d.md", "calf and that"}}},
		{"more of the query is better",
		 "calf pain",
		 0,
		 "c ",
		 {{"a.md", "calf here now"}, {"b.md", "pain here now"}, {"c.md", "calf pain now"}}},
		{"said often in few words beats once in many",
		 "calf",
		 0,
		 "b a",
		 {{"a.md",
		   "the calf lies among many other things that are listed in this text here"},
		  {"b.md", "calf, calf again"}}},
		{"the word itself beats another form of it",
		 "stretching",
		 0,
		 "b a",
		 {{"a.md", "stretches every day"}, {"b.md", "stretching every day"}}},
		{"other forms are found",
		 "stretch",
		 0,
		 "a",
		 {{"a.md", "stretches help"}, {"b.md", "nothing at all"}}},
		{"a title beats the text",
		 "calf",
		 0,
		 "b#calf a",
		 {{"a.md", "calf calf"}, {"b.md", "# Calf\n\nText of it."}}},
		{"the exact title first",
		 "calf pain",
		 0,
		 "b#calf-pain ",
		 {{"a.md", "# Calf pain at night and what to do\n\ncalf pain, calf pain"},
		  {"b.md", "# Calf pain\n\nText."}}},
		{"an alias finds its page",
		 "gastroc",
		 0,
		 "a",
		 {{"a.md", "---\naliases: [gastroc]\n---\nMuscle."}, {"b.md", "Other."}}},
		{"neighbours near each other",
		 "calf pain",
		 0,
		 "b a",
		 {{"a.md", "calf one two three four five six seven eight nine ten pain"},
		  {"b.md", "one two three four five calf pain six seven eight nine ten"}}},
		{"common words never decide",
		 "the calf",
		 0,
		 "b",
		 {{"a.md", "the the the"}, {"b.md", "calf"}}},
		{"common words alone are meant",
		 "to be or not to be",
		 0,
		 "a",
		 {{"a.md", "To be, or not to be"}, {"b.md", "calf"}}},
		{"case, accents and hyphens do not matter",
		 "CAF\xc3\x89 plantarflexion",
		 0,
		 "a",
		 {{"a.md", "cafe plantar-flexion"}, {"b.md", "other"}}},
		{"two words find the one they make",
		 "plantar flexion",
		 0,
		 "a",
		 {{"a.md", "plantarflexion moves"}, {"b.md", "other things"}}},
		{"one word finds the two it is made of",
		 "plantarflexion",
		 0,
		 "b a",
		 {{"a.md", "plantar flexion moves"}, {"b.md", "plantarflexion moves"}}},
		{"a phrase is a condition",
		 "\"calf pain\"",
		 0,
		 "b",
		 {{"a.md", "pain of the calf"}, {"b.md", "calf pain"}}},
		{"a phrase in the title holds",
		 "\"calf pain\"",
		 0,
		 "a",
		 {{"a.md", "---\ntitle: Calf pain\n---\nText."}, {"b.md", "calf"}}},
		{"what is left out is not there, in any form",
		 "calf -pain",
		 0,
		 "b",
		 {{"a.md", "calf pains"}, {"b.md", "calf rest"}}},
		{"either will do", "shin OR calf", 0, "", {{"a.md", "calf"}, {"b.md", "shin"}}},
		{"either phrase will do",
		 "\"heel bone\" OR \"shin bone\"",
		 0,
		 "",
		 {{"a.md", "the heel bone"}, {"b.md", "the shin bone"}, {"c.md", "bone heel"}}},
		{"in the title",
		 "title:calf",
		 0,
		 "a#calf",
		 {{"a.md", "# Calf\n\nText"}, {"b.md", "calf"}}},
		{"in a region",
		 "pain in:calf",
		 0,
		 "a",
		 {{"a.md", "---\nregions: [calf]\n---\npain"}, {"b.md", "pain"}}},
		{"a condition alone lists what has a text, and a page that has none",
		 "in:calf",
		 0,
		 "a#one b",
		 {{"a.md", "---\nregions: [calf]\n---\n# One\n\npain"},
		  {"b.md", "---\nregions: [calf]\n---\n"},
		  {"c.md", "pain"}}},
		{"of a kind, by its heading",
		 "rest kind:treatment",
		 0,
		 "a#what-helps",
		 {{"a.md", "rest\n\n# What helps\n\nrest"}, {"b.md", "rest"}}},
		{"under a folder",
		 "rest path:guide/",
		 0,
		 "guide/a",
		 {{"guide/a.md", "rest"}, {"b.md", "rest"}}},
		{"a prefix", "gastro*", 0, "a", {{"a.md", "gastrocnemius"}, {"b.md", "soleus"}}},
		{"the last word while typing",
		 "sore gastr",
		 SEARCH_TYPING,
		 "a",
		 {{"a.md", "sore gastrocnemius"}, {"b.md", "soleus"}}},
		{"a regex in the text",
		 "/sol(eus|e)\\b/",
		 0,
		 "b a",
		 {{"a.md", "soleus"}, {"b.md", "sole sole"}, {"c.md", "solo"}}},
		{"a regex sees what a reader sees",
		 "big calf",
		 SEARCH_REGEX,
		 "a",
		 {{"a.md", "*big* **calf**"}, {"b.md", "calf big"}}},
		{"a synonym, by a word",
		 "hammy",
		 0,
		 "a",
		 {{"a.md", "hamstring"}, {"b.md", "calf"}}},
		{"a synonym, by a phrase",
		 "heel cord",
		 0,
		 "a",
		 {{"a.md", "the achilles tendon"}, {"b.md", "a tendon of achilles"}}},
		{"the word itself before its synonym",
		 "hammy",
		 0,
		 "b a",
		 {{"a.md", "hamstring here"}, {"b.md", "hammy here"}}},
		{"a misspelt word is corrected",
		 "hamstirng",
		 0,
		 "a",
		 {{"a.md", "hamstring"}, {"b.md", "calf"}}},
		{"a word the book has is not",
		 "calm",
		 0,
		 "b",
		 {{"a.md", "calf calf calf"}, {"b.md", "calm"}}},
		{"nothing is corrected as typed",
		 "hamstirng",
		 SEARCH_AS_TYPED,
		 "",
		 {{"a.md", "hamstring"}, {"b.md", "calf"}}},
		{"words run together",
		 "calfpain",
		 0,
		 "a",
		 {{"a.md", "calf pain"}, {"b.md", "shin"}}},
		{"a word torn apart",
		 "ham string",
		 0,
		 "a",
		 {{"a.md", "hamstring"}, {"b.md", "calf"}}},
		{"text without spaces",
		 "\xe5\xb0\x8f\xe8\x85\xbf",
		 0,
		 "a",
		 {{"a.md", "\xe6\x88\x91\xe7\x9a\x84\xe5\xb0\x8f\xe8\x85\xbf\xe7\x96\xbc"},
		  {"b.md", "\xe5\xa4\xa9\xe6\xb0\x94"}}},
		{"a page once, by its best section",
		 "calf",
		 SEARCH_BY_PAGE,
		 "a#two b",
		 {{"a.md", "# One\n\ncalf in many words of this\n\n# Two\n\ncalf calf"},
		  {"b.md", "calf among a good many other words that stand here"}}},
		{"a list of links steps back",
		 "calf",
		 0,
		 "b a",
		 {{"a.md", "[calf](b.md) [calf](b.md) [b](b.md)"}, {"b.md", "calf calf one"}}},
		{"so does one that says a word about each",
		 "calf",
		 0,
		 "b a",
		 {{"a.md", "- [calf](b.md): all about the calf\n- [b](b.md): the calf, too"},
		  {"b.md", "calf here and many other words"}}},
		{"but not one of links out of the book",
		 "calf",
		 0,
		 "a b",
		 {{"a.md",
		   "- [calf](http://a.b/): all about the calf\n- [b](//b.c): the calf, too"},
		  {"b.md", "calf here and many other words"}}},
		{"a section is named by its heading more than by its page",
		 "calf rest",
		 0,
		 "b#rest-among-others a#one",
		 {{"a.md",
		   "---\ntitle: Rest among others\n---\n# One\n\nThe calf in so many words."},
		  {"b.md", "---\ntitle: Any\n---\n# Rest among others\n\nThe calf in so many "
			   "words. Rest."}}},
		{"a page by its title",
		 "calf rest",
		 SEARCH_BY_PAGE,
		 "a#one b#rest-among-others",
		 {{"a.md",
		   "---\ntitle: Rest among others\n---\n# One\n\nThe calf in so many words."},
		  {"b.md", "---\ntitle: Any\n---\n# Rest among others\n\nThe calf in so many "
			   "words. Rest."}}},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct world world;
		open_world(&world, cases[i].pages, synonyms);
		struct hits hits = find(&world, cases[i].query, cases[i].flags);
		struct str list = listed(&world, &hits), expected = str_of(cases[i].expected);
		bool whole = expected.len && expected.ptr[expected.len - 1] != ' ';
		if (whole ? !str_eq(list, expected) : !str_starts(list, expected))
			tell(&bad, "%s: found \"%.*s\"", cases[i].why, STR_ARG(list));
		close_world(&world);
	}
	assert_int_equal(bad, 0);
}

static const struct made_page leg[] = {
	{"calf.md",
	 "---\nkind: anatomy\nregions: [calf]\n---\n# Calf\n\nThe calf hurts after a run. "
	 "Calf pain at night is another thing. It goes away.\n\n## What helps\n\nRest."},
	{"foot.md", "---\nregions: [foot]\n---\n# Foot\n\nPain under the arch; the calf is tight."},
	{0},
};

static void what_was_done_with_a_query_is_said(void **state)
{
	(void)state;
	uint32_t bad = 0;
	static const struct {
		const char *why, *query;
		const char *corrected, *reading, *help;
		uint32_t total;
	} cases[] = {
		{"nothing to say", "calf", "", "", "", 3},
		{"corrected", "clf pain", "calf pain", "clf \xe2\x86\x92 calf", "", 3},
		{"in place", "\"calf pain\" nihgt", "\"calf pain\" night",
		 "nihgt \xe2\x86\x92 night", "", 1},
		{"no such region", "calf in:moon", "", "no region is called moon", "", 3},
		{"no such kind", "calf kind:moon", "", "no kind is called moon", "", 3},
		{"a quote that is not closed", "\"calf pain", "",
		 "the quote before calf is not closed", "", 3},
		{"a regex that is not whole", "calf /(a/", "",
		 "regex: missing closing parenthesis at 2", "", 3},
		{"the condition in the way", "calf -calf", "", "", "3 without -calf", 0},
		{"words unlike any", "zzyzx", "", "", "", 0},
		{"titles that begin so", "fo", "", "", "pages: Foot", 0},
		{"an empty query", "", "", "", "", 0},
	};
	struct world world;
	open_world(&world, leg, "");
	for (size_t i = 0; i < countof(cases); i++) {
		struct hits hits = find(&world, cases[i].query, 0);
		if (!str_eq(hits.corrected, str_of(cases[i].corrected)) ||
		    !str_eq(hits.reading, str_of(cases[i].reading)) ||
		    !str_eq(hits.help, str_of(cases[i].help)) || hits.total != cases[i].total)
			tell(&bad, "%s: corrected \"%.*s\", reading \"%.*s\", help \"%.*s\", %u",
			     cases[i].why, STR_ARG(hits.corrected), STR_ARG(hits.reading),
			     STR_ARG(hits.help), hits.total);
	}
	assert_int_equal(bad, 0);
	close_world(&world);
}

static void hits_are_counted_by_kind_and_region(void **state)
{
	(void)state;
	struct world world;
	open_world(&world, leg, "");
	struct hits hits = find(&world, "calf", 0);
	assert_int_equal(hits.total, 3);
	assert_int_equal(hits.by_kind[0], 1); // anatomy
	assert_int_equal(hits.by_kind[1], 1); // treatment
	assert_int_equal(hits.by_kind[3], 1); // none
	assert_int_equal(hits.by_region[book_find_region(world.book, STR("calf"))], 2);
	assert_int_equal(hits.by_region[book_find_region(world.book, STR("foot"))], 1);

	struct search_options options = {.limit = 10, .kind = 1};
	search(world.searcher, STR("calf"), &options, &world.arena, &hits);
	assert_true(str_eq(listed(&world, &hits), STR("calf#what-helps")));
	options = (struct search_options){.limit = 10, .kind = KIND_NONE, .region = STR("foot")};
	search(world.searcher, STR("calf"), &options, &world.arena, &hits);
	assert_true(str_eq(listed(&world, &hits), STR("foot#foot")));
	close_world(&world);
}

// "one [two] three": a snippet with its marks.
static struct str marked(struct world *world, const struct snippet *snippet)
{
	struct str out = STR("");
	uint32_t at = 0;
	for (uint32_t i = 0; i < snippet->nmarks; i++) {
		struct range mark = snippet->marks[i];
		out = arena_printf(&world->arena, "%.*s%.*s[%.*s]", STR_ARG(out),
				   STR_ARG(str_sub(snippet->text, at, mark.from)),
				   STR_ARG(str_sub(snippet->text, mark.from, mark.to)));
		at = mark.to;
	}
	return arena_printf(&world->arena, "%.*s%.*s", STR_ARG(out),
			    STR_ARG(str_sub(snippet->text, at, snippet->text.len)));
}

static void snippets_show_why(void **state)
{
	(void)state;
	uint32_t bad = 0;
	static const struct {
		const char *why, *query, *text;
		uint32_t columns;
		const char *expected;
	} cases[] = {
		{"a short text whole", "calf", "The calf\nhurts.", 40, "The [calf] hurts."},
		{"the sentence with most of the query", "calf pain",
		 "The calf is a muscle. One two three. Calf pain is bad. More.", 30,
		 "[Calf] [pain] is bad. More."},
		{"a far word with what stands before it", "soleus",
		 "One two three four five six seven eight nine ten eleven soleus twelve thirteen.",
		 32,
		 "\xe2\x80\xa6"
		 "eleven [soleus] twelve thirteen."},
		{"other forms are marked", "stretch", "Stretching and stretched.", 40,
		 "[Stretching] and [stretched]."},
		{"synonyms too", "heel cord", "The Achilles tendon.", 40, "The [Achilles tendon]."},
		{"without a match the beginning", "title:page",
		 "First sentence here. Second sentence.", 24, "First sentence here.\xe2\x80\xa6"},
		{"a regex", "/h.rts/", "The calf hurts.", 40, "The calf [hurts]."},
		{"a prefix", "sol*", "The soleus.", 40, "The [soleus]."},
		{"list items end sentences", "rest", "- ice\n- rest\n- heat", 20, "[rest]; heat"},
		{"paragraphs end visibly", "rest", "Take a rest\n\nThen walk.", 40,
		 "Take a [rest]; Then walk."},
		{"what says itself that it ends needs no sign", "rest",
		 "Two things:\n\n- rest.\n- ice", 40, "[rest]. ice"},
		{"a row begins with its first cell, cells are parted", "heel",
		 "| Muscle | To |\n|---|---|\n| Calf | heel |\n| | shin |\n", 40,
		 "Calf | [heel]; shin"},
		{"code is parted from prose", "calf",
		 "Call `f`\n\n```\ncalf();\nshin();\n```\n\nOr not.", 40,
		 "[calf](); shin(); | Or not."},
		{"prose before code and tables", "calf",
		 "| A | B |\n|---|---|\n| calf | x |\n\n```\ncalf();\n```\n\nThe calf.", 40,
		 "The [calf]."},
		{"code with more of the query before prose", "calf heel",
		 "The calf.\n\n```\ncalf(heel);\n```\n", 20, "[calf]([heel]);"},
		{"the first of equal ones, however often they say it", "calf",
		 "A calf muscle here and there. Calf calf calf calf.", 32,
		 "A [calf] muscle here and there.\xe2\x80\xa6"},
		{"marks of footnotes are left out", "calf",
		 "The calf[^1] hurts[^1].\n\n[^1]: See.\n", 30, "The [calf] hurts. See."},
		{"an alert's sign is left out", "calf", "> [!NOTE]\n> The calf.\n", 30,
		 "The [calf]."},
		{"but not when it is looked for", "note", "> [!NOTE]\n> The calf.\n", 30,
		 "[![NOTE]] The calf."},
		{"of a link to a reference elsewhere its text is left", "calf",
		 "See [the calf][calf], ([heel][]) a[i][j].", 60,
		 "See the [calf], (heel) a[i][j]."},
		{"a shortened word ends no sentence", "calf",
		 "See, e.g. Smith, No. 3 of the calf. More.", 60,
		 "See, e.g. Smith, No. 3 of the [calf]. More."},
		{"nor does what goes on in small letters", "calf", "Walk approx. two calf lengths.",
		 60, "Walk approx. two [calf] lengths."},
		{"nor a number's point", "calf", "Rest. About 1.5 calf lengths.", 60,
		 "About 1.5 [calf] lengths."},
		{"a sentence may end in brackets", "calf", "(One here.) The calf.", 60,
		 "The [calf]."},
		{"or without a space behind it", "\xe8\x82\x8c",
		 "\xe4\xb8\x80\xe4\xb8\x80\xe3\x80\x82\xe8\x82\x8c", 60, "[\xe8\x82\x8c]"},
		{"signs before a cut are cut off", "calf", "The calf, (which is long) hurts.", 12,
		 "The [calf]\xe2\x80\xa6"},
		{"drawn lines are short", "calf", "```\n+--------+\n| calf   |\n+========+\n```\n",
		 40, "| [calf] | +===+"},
		{"blanks are single", "calf", "```\ncalf    here\n```", 20, "[calf] here"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct world world;
		struct str page = STR("---\ntitle: Page\n---\n");
		struct arena arena = {0};
		struct str text = arena_printf(&arena, "%.*s%s", STR_ARG(page), cases[i].text);
		const struct made_page pages[] = {{"a.md", text.ptr}, {0}};
		open_world(&world, pages, synonyms);
		struct hits hits = find(&world, cases[i].query, 0);
		struct snippet snippet = search_snippet(world.searcher, &hits.query, 0,
							cases[i].columns, &world.arena);
		struct str got = marked(&world, &snippet);
		if (!str_eq(got, str_of(cases[i].expected)))
			tell(&bad, "%s: %.*s", cases[i].why, STR_ARG(got));
		close_world(&world);
		arena_release(&arena);
	}
	assert_int_equal(bad, 0);
}

// Whatever the width: it holds, and marks are words of the query.
static void snippets_keep_their_width(void **state)
{
	(void)state;
	static const struct made_page pages[] = {
		{"a.md",
		 "# Calf\n\nThe **calf** (calf) hurts, e.g. `calf`; see [calf](b.md). Calf!\n\n"
		 "| Calf | \xe8\x82\x8c calf |\n|---|---|\n| x | |\n\n- calf\n- a calf\n\n"
		 "```\ncalf ----- calf\n```\n\n> [!TIP]\n> calf\xe3\x80\x82"
		 "calf[^1]\n\n[^1]: "
		 "Calf.\n"},
		{0}};
	struct world world;
	open_world(&world, pages, "");
	struct hits hits = find(&world, "calf", 0);
	uint32_t section = hits.hit[0].section;
	for (uint32_t columns = 3; columns < 200; columns++) {
		struct snippet snippet =
			search_snippet(world.searcher, &hits.query, section, columns, &world.arena);
		assert_in_range(column_count(snippet.text), 1, columns < 8 ? 8 : columns);
		uint32_t at = 0;
		for (uint32_t i = 0; i < snippet.nmarks; i++) {
			struct range mark = snippet.marks[i];
			assert_true(mark.from >= at && mark.to <= snippet.text.len);
			assert_true(str_eq_nocase(str_sub(snippet.text, mark.from, mark.to),
						  STR("calf")));
			at = mark.to;
		}
	}
	close_world(&world);
}

// Of these only a part is parsed; what another part says is found all the same, by the same or by
// another question.
static void long_sections_are_shown_where_they_say_it(void **state)
{
	(void)state;
	static const struct {
		const char *why, *query, *expected;
	} cases[] = {
		{"in the midst", "calf",
		 "The [calf] hurts. Filler, of no use to anybody, it is here"},
		{"another word of the section that was kept", "heel",
		 "So does the [heel]. Filler, of no use to anybody, it is"},
		{"in the target of a link nobody sees it, behind it everybody", "shin",
		 "The [shin]. Filler, of no use to anybody, it is here"},
		{"nowhere but in the title", "long", "Filler, of no use to anybody, it is here"},
		{"as it is not written", "ankle",
		 "The [ankle]. Filler, of no use to anybody, it is here"},
		{"all of it, the first of both", "heel calf",
		 "The [calf] hurts. Filler, of no use to anybody, it is here"},
		{"at the end", "toe", "The [toe]."},
	};
	static const char *const said[] = {"The calf hurts.", "So does the heel.",
					   "[Link](shin.md). The shin.", "The ank&#108;e.",
					   "The toe."};
	struct arena arena = {0};
	struct str text = STR("# Long\n\n");
	for (size_t i = 0; i < countof(said); i++) {
		for (int line = 0; line < 40; line++)
			text = arena_printf(&arena,
					    "%.*sFiller, of no use to anybody, it is here.\n\n",
					    STR_ARG(text));
		text = arena_printf(&arena, "%.*s%s\n\n", STR_ARG(text), said[i]);
	}
	const struct made_page pages[] = {{"a.md", text.ptr}, {0}};
	struct world world;
	open_world(&world, pages, "");
	uint32_t bad = 0;
	for (size_t i = 0; i < countof(cases); i++) {
		struct hits hits = find(&world, cases[i].query, 0);
		struct snippet snippet = search_snippet(world.searcher, &hits.query,
							hits.hit[0].section, 60, &world.arena);
		struct str got = marked(&world, &snippet);
		if (!str_starts(got, str_of(cases[i].expected)))
			tell(&bad, "%s: %.*s", cases[i].why, STR_ARG(got));
	}
	assert_int_equal(bad, 0);
	close_world(&world);
	arena_release(&arena);
}

static void marks_of_sources_are_left_out(void **state)
{
	(void)state;
	static const struct made_page pages[] = {
		{"a.md", "The calf [S0](s.md) [S1](s.md), it hurts. [S0](s.md) [B](b.md)\n"},
		{"b.md", "B\n"},
		{"s.md", "---\nkind: source\n---\nSource\n"},
		{0}};
	struct world world;
	open_world(&world, pages, "");
	struct hits hits = find(&world, "calf", 0);
	struct snippet snippet = search_snippet(world.searcher, &hits.query, 0, 60, &world.arena);
	assert_true(str_eq(marked(&world, &snippet), STR("The [calf], it hurts. B")));
	close_world(&world);
}

static void a_search_after_another_keeps_the_first_ones_hits(void **state)
{
	(void)state;
	struct world world;
	open_world(&world, leg, "");
	struct hits first = find(&world, "clf nihgt", 0);
	find(&world, "foot", SEARCH_TYPING);
	struct snippet snippet = search_snippet(world.searcher, &first.query, first.hit[0].section,
						80, &world.arena);
	assert_true(str_eq(first.corrected, STR("calf night")));
	assert_true(snippet.nmarks > 0);
	struct hits again = find(&world, "clf nihgt", 0);
	assert_true(str_eq(listed(&world, &first), listed(&world, &again)));
	close_world(&world);
}

// The page is changed behind the book's back: what is kept shows the old text.
static void the_next_answer_knows_what_this_one_read(void **state)
{
	(void)state;
	static const struct {
		uint32_t answers; // before the section is shown again
		const char *expected;
	} cases[] = {{0, "The [calf] hurts."}, {1, "The [calf] hurts."}, {2, "The [calf] aches."}};
	for (size_t i = 0; i < countof(cases); i++) {
		struct world world;
		const struct made_page pages[] = {{"a.md", "The calf hurts."}, {0}};
		open_world(&world, pages, "");
		struct hits hits = find(&world, "calf", 0);
		search_snippet(world.searcher, &hits.query, 0, 40, &world.arena);
		size_t at = str_find(buf_str(&world.bytes), STR("hurts"), 0);
		while (str_find(buf_str(&world.bytes), STR("hurts"), at + 1) != SIZE_MAX)
			at = str_find(buf_str(&world.bytes), STR("hurts"), at + 1);
		memcpy(world.bytes.ptr + at, "aches", 5);
		for (uint32_t n = 0; n < cases[i].answers; n++)
			hits = find(&world, "calf", 0);
		struct snippet snippet =
			search_snippet(world.searcher, &hits.query, 0, 40, &world.arena);
		assert_true(str_eq(marked(&world, &snippet), str_of(cases[i].expected)));
		close_world(&world);
	}
}

static struct str found(struct world *world, const char *query)
{
	struct hits hits = find(world, query, 0);
	struct str all = listed(world, &hits);
	for (uint32_t i = 0; i < hits.count; i++) {
		struct snippet snippet = search_snippet(world->searcher, &hits.query,
							hits.hit[i].section, 80, &world->arena);
		all = arena_printf(&world->arena, "%.*s\n%.6f %.*s", STR_ARG(all),
				   (double)hits.hit[i].score, STR_ARG(snippet.text));
	}
	return all;
}

// A book in a file, for memory that can be given back.
static void open_file_world(struct world *world, const char *file, const struct world *of)
{
	struct err err;
	*world = (struct world){0};
	if (!file_write(file, buf_str(&of->bytes), &err))
		fail_msg("%s", err.text);
	world->book = book_open(file, &err);
	world->searcher = world->book ? searcher_open(world->book, &err) : NULL;
	if (!world->searcher)
		fail_msg("%s", err.text);
}

static void what_was_given_back_is_there_again(void **state)
{
	(void)state;
	static const char *const queries[] = {"calf pain", "clf nihgt", "\"pain at night\"",
					      "tight",     "re*",       "nothing",
					      "calf pain"};
	char file[] = "/tmp/bodymap-XXXXXX";
	int fd = mkstemp(file);
	assert_true(fd >= 0);
	close(fd);
	struct world world, mapped;
	open_world(&world, leg, "");
	open_file_world(&mapped, file, &world);
	struct str title = book_page_title(mapped.book, 1);
	for (size_t i = 0; i < countof(queries); i++) {
		struct str got = found(&mapped, queries[i]);
		if (!str_eq(got, found(&world, queries[i])))
			fail_msg("%s: found \"%.*s\"", queries[i], STR_ARG(got));
		searcher_rest(mapped.searcher);
	}
	assert_true(str_eq(title, STR("Foot")));
	assert_null(book_damage(mapped.book));
	close_world(&mapped);
	close_world(&world);
	unlink(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections_are_ranked_as_they_should),
		cmocka_unit_test(what_was_done_with_a_query_is_said),
		cmocka_unit_test(hits_are_counted_by_kind_and_region),
		cmocka_unit_test(snippets_show_why),
		cmocka_unit_test(snippets_keep_their_width),
		cmocka_unit_test(long_sections_are_shown_where_they_say_it),
		cmocka_unit_test(marks_of_sources_are_left_out),
		cmocka_unit_test(a_search_after_another_keeps_the_first_ones_hits),
		cmocka_unit_test(the_next_answer_knows_what_this_one_read),
		cmocka_unit_test(what_was_given_back_is_there_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
