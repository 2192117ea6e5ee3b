// SPDX-License-Identifier: ISC

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../fuzz/exercise.h"
#include "../fuzz/repair.h"
#include "index/read/shelf.h"
#include "made.h"

static const char yaml[] = "title: Test book\n"
			   "kinds:\n"
			   "  - {id: anatomy, label: Anatomy}\n"
			   "  - {id: treatment, label: Treatment, headings: [What helps]}\n"
			   "  - {id: red-flag, label: Red flags}\n";

static const struct made_page pages[] = {
	{"calf.md",
	 "---\ntitle: Calf\nkind: anatomy\nregions: [calf, ankle]\n"
	 "aliases: [lower leg, Wade]\nsources: [source-1]\n---\n"
	 "The calf pulls the heel, see [the sole](guide/sole.md#arch).\n\n"
	 "# Where\n\nBehind the shin. [Here](#what-helps) [dead](none.md) "
	 "[no](guide/sole.md#none)\n\n## What helps\n\nRest, calf raises.\n\n## Where\n"},
	{"guide/sole.md", "# Sole\n\nIntro.\n\n## Arch\n\n"
			  "[up](../calf.md) [out](https://example.org/x) [top](/calf.md)\n"},
	{"heel.markdown", "---\nkind: red-flag\nregions: ankle\nflag: Go now.\n---\nHeel text.\n"},
	{"readme.md", "[sole](guide/sole) ![picture](none.png)\n"},
};

struct fixture {
	struct arena arena;
	struct buf bytes;
	struct book *book;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err err;
	made_book(pages, countof(pages), 2, false, yaml, &f->arena, &f->bytes);
	f->book = book_open_bytes(f->bytes.ptr, f->bytes.len, NULL, &err);
	*state = f;
	return f->book ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	book_close(f->book);
	buf_release(&f->bytes);
	arena_release(&f->arena);
	free(f);
	return 0;
}

static void same_str(struct str got, const char *expected)
{
	if (!str_eq(got, str_of(expected)))
		fail_msg("\"%.*s\" instead of \"%s\"", STR_ARG(got), expected);
}

static void pages_come_back(void **state)
{
	const struct fixture *f = *state;
	static const struct {
		const char *path, *title, *flag;
		uint32_t kind, sections, regions, aliases;
	} expected[] = {
		{"calf", "Calf", "", 0, 4, 2, 2},
		{"guide/sole", "Sole", "", KIND_NONE, 3, 0, 0},
		{"heel", "heel", "Go now.", 2, 1, 1, 0},
		{"readme", "readme", "", KIND_NONE, 1, 0, 0},
	};
	assert_int_equal(book_npages(f->book), countof(expected));
	for (uint32_t i = 0; i < countof(expected); i++) {
		struct book_page page = book_page(f->book, i);
		same_str(page.path, expected[i].path);
		same_str(page.title, expected[i].title);
		same_str(page.flag, expected[i].flag);
		assert_int_equal(page.kind, expected[i].kind);
		assert_int_equal(page.sections.to - page.sections.from, expected[i].sections);
		assert_int_equal(page.regions.to - page.regions.from, expected[i].regions);
		assert_int_equal(page.aliases.to - page.aliases.from, expected[i].aliases);
		assert_int_equal(book_find_page(f->book, page.path), i);
	}
	assert_int_equal(book_find_page(f->book, STR("cal")), BOOK_NONE);
	assert_int_equal(book_find_page(f->book, STR("")), BOOK_NONE);
	same_str(book_string(f->book, book_page(f->book, 0).aliases.from + 1), "Wade");
	same_str(book_string(f->book, book_page(f->book, 0).sources.from), "source-1");
	assert_null(book_damage(f->book));
}

static void sections_have_addresses_kinds_and_sources(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *address, *heading, *begins;
		uint32_t kind, line;
		uint8_t level;
	} expected[] = {
		{"calf", "", "The calf pulls", 0, 8, 0},
		{"calf#where", "Where", "# Where", 0, 10, 1},
		{"calf#what-helps", "What helps", "## What helps", 1, 14, 2},
		{"calf#where-1", "Where", "## Where", 0, 18, 2},
	};
	for (uint32_t i = 0; i < countof(expected); i++) {
		struct book_section section = book_section(f->book, i);
		struct str source;
		struct err err;
		same_str(book_address(f->book, i, &f->arena), expected[i].address);
		same_str(section.heading, expected[i].heading);
		assert_int_equal(section.kind, expected[i].kind);
		assert_int_equal(section.level, expected[i].level);
		if (section.level)
			assert_int_equal(section.line, expected[i].line);
		assert_int_equal(book_find_section(f->book, 0, section.anchor), i);
		assert_true(book_source(f->book, 0, section.from, section.to, &f->arena, &source,
					&err));
		assert_true(str_starts(source, str_of(expected[i].begins)));
		assert_int_equal(book_section_page(f->book, i), 0);
	}
	assert_int_equal(book_section(f->book, 999).page, BOOK_NONE);
}

static void links_lead_where_they_say(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *why, *from, *target, *to;
	} expected[] = {
		{"relative, with a section", "calf", "guide/sole.md#arch", "guide/sole#arch"},
		{"same page", "calf#where", "#what-helps", "calf#what-helps"},
		{"no such page", "calf#where", "none.md", "-"},
		{"the page is there, its section not", "calf#where", "guide/sole.md#none",
		 "guide/sole"},
		{"up a folder", "guide/sole#arch", "../calf.md", "calf"},
		{"external", "guide/sole#arch", "https://example.org/x", "-"},
		{"from the root", "guide/sole#arch", "/calf.md", "calf"},
		{"without an ending", "readme", "guide/sole", "guide/sole"},
	};
	assert_int_equal(book_nlinks(f->book), countof(expected));
	for (uint32_t i = 0; i < countof(expected); i++) {
		struct book_link link = book_link(f->book, i);
		struct str to = STR("-");
		same_str(book_address(f->book, link.from, &f->arena), expected[i].from);
		same_str(link.target, expected[i].target);
		if (link.section != BOOK_NONE)
			to = book_address(f->book, link.section, &f->arena);
		else if (link.page != BOOK_NONE)
			to = book_page(f->book, link.page).path;
		if (!str_eq(to, str_of(expected[i].to)))
			fail_msg("%s: leads to %.*s", expected[i].why, STR_ARG(to));
		struct range links = book_section_links(f->book, link.from);
		assert_true(links.from <= i && i < links.to);
	}
}

static void the_book_resolves_as_the_build_did(void **state)
{
	struct fixture *f = *state;
	for (uint32_t i = 0; i < book_nlinks(f->book); i++) {
		struct book_link link = book_link(f->book, i);
		uint32_t page, section, from = book_section(f->book, link.from).page;
		book_resolve(f->book, from, link.target, false, &page, &section);
		assert_int_equal(page, link.page);
		assert_int_equal(section, link.section);
	}
}

static void targets_are_read_as_people_write_them(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *why, *target;
		bool wiki;
		enum target kind;
		uint32_t page, section; // seen from guide/sole
	} cases[] = {
		{"alias, without case", "lower LEG", true, TARGET_SECTION, 0, BOOK_NONE},
		{"path and heading", "calf#What helps", true, TARGET_SECTION, 0, 2},
		{"text behind a bar", "calf#Where|there", true, TARGET_SECTION, 0, 1},
		{"heading of this page", "#Arch", true, TARGET_SECTION, 1, 6},
		{"last name of a path", "Sole", true, TARGET_SECTION, 1, BOOK_NONE},
		{"of headings the last", "calf#Where#What helps", true, TARGET_SECTION, 0, 2},
		{"nobody's name", "hip", true, TARGET_NO_PAGE, BOOK_NONE, BOOK_NONE},
		{"empty", "", true, TARGET_SECTION, 1, BOOK_NONE},
		{"percent signs", "..%2Fcalf.md#what%2dhelps", false, TARGET_SECTION, 0, 2},
		{"half a percent sign", "%2", false, TARGET_NO_PAGE, BOOK_NONE, BOOK_NONE},
		{"a dot and a query", "./../calf.md?x=1", false, TARGET_SECTION, 0, BOOK_NONE},
		{"above the root", "../../calf.md", false, TARGET_NO_PAGE, BOOK_NONE, BOOK_NONE},
		{"as a site writes it", "../calf.html", false, TARGET_SECTION, 0, BOOK_NONE},
		{"a folder's page", "..", false, TARGET_SECTION, 3, BOOK_NONE},
		{"anchor without case", "#ARCH", false, TARGET_SECTION, 1, 6},
		{"no such section", "#none", false, TARGET_NO_SECTION, 1, BOOK_NONE},
		{"mail", "mailto:a@b.c", false, TARGET_EXTERNAL, BOOK_NONE, BOOK_NONE},
		{"another host", "//example.org", false, TARGET_EXTERNAL, BOOK_NONE, BOOK_NONE},
		{"a file that is no page", "code.c", false, TARGET_EXTERNAL, BOOK_NONE, BOOK_NONE},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		uint32_t page, section;
		enum target kind = book_resolve(f->book, 1, str_of(cases[i].target), cases[i].wiki,
						&page, &section);
		if (kind != cases[i].kind || page != cases[i].page || section != cases[i].section)
			fail_msg("%s: %d %u %u", cases[i].why, (int)kind, page, section);
	}
}

static void backlinks_and_regions_are_in_order(void **state)
{
	const struct fixture *f = *state;
	uint32_t count;
	const uint32_t *links = book_backlinks(f->book, 0, &count);
	assert_int_equal(count, 3);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(book_link(f->book, links[i]).page, 0);
	book_backlinks(f->book, 3, &count);
	assert_int_equal(count, 0);

	assert_int_equal(book_nregions(f->book), 2);
	uint32_t ankle = book_find_region(f->book, STR("ankle"));
	same_str(book_region(f->book, ankle), "ankle");
	const uint32_t *in = book_region_pages(f->book, ankle, &count);
	assert_int_equal(count, 2);
	assert_int_equal(in[0], 0); // anatomy stands before red flags in book.yaml
	assert_int_equal(in[1], 2);
	assert_int_equal(book_find_region(f->book, STR("hip")), BOOK_NONE);
}

static void a_typed_address_is_located(void **state)
{
	const struct fixture *f = *state;
	static const struct {
		const char *typed;
		bool found;
		uint32_t page, section;
	} cases[] = {
		{"calf", true, 0, BOOK_NONE},
		{"calf.md", true, 0, BOOK_NONE},
		{"LOWER LEG", true, 0, BOOK_NONE},
		{"sole", true, 1, BOOK_NONE},
		{"calf#what-helps", true, 0, 2},
		{"calf#What helps", true, 0, 2},
		{"Wade#where-1", true, 0, 3},
		{"calf#nowhere", false, 0, BOOK_NONE},
		{"nothing", false, BOOK_NONE, BOOK_NONE},
		{"", false, BOOK_NONE, BOOK_NONE},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		uint32_t page, section;
		bool found = book_locate(f->book, str_of(cases[i].typed), &page, &section);
		if (found != cases[i].found || page != cases[i].page || section != cases[i].section)
			fail_msg("%s: %d %u %u", cases[i].typed, found, page, section);
	}
}

static void terms_stems_and_prefixes_are_found(void **state)
{
	const struct fixture *f = *state;
	char form[64];
	uint32_t calf = book_find_term(f->book, STR("calf"));
	same_str(book_term(f->book, calf, form), "calf");
	assert_int_equal(book_find_term(f->book, STR("cal")), BOOK_NONE);
	struct range s = book_prefix_terms(f->book, STR("s"));
	for (uint32_t term = 0; term < book_nterms(f->book); term++) {
		struct str text = book_term(f->book, term, form);
		assert_int_equal(str_starts(text, STR("s")), term >= s.from && term < s.to);
		assert_int_equal(book_find_term(f->book, text), term);
	}
	struct range all = book_prefix_terms(f->book, STR(""));
	assert_int_equal(all.to - all.from, book_nterms(f->book));
	struct range raise = book_stem_terms(f->book, STR("rais"));
	assert_int_equal(raise.to - raise.from, 1);
	same_str(book_term(f->book, book_stem_term(f->book, raise.from), form), "raises");
	struct range own = book_stem_terms(f->book, STR("calf"));
	assert_int_equal(own.to - own.from, 1);
	assert_int_equal(book_stem_term(f->book, own.from), calf);
	assert_int_equal(book_stem_terms(f->book, STR("raises")).to, 0);
}

// Words of three letters in all ways, in blocks of which some begin alike and some do not.
static void a_walk_passes_over_what_begins_alike(void **state)
{
	(void)state;
	enum { LONGEST = 6 };
	struct arena arena = {0};
	struct buf text = {0}, bytes = {0};
	struct err err;
	for (uint32_t length = 1, ways = 3; length <= LONGEST; length++, ways *= 3) {
		for (uint32_t way = 0; way < ways; way++) {
			for (uint32_t i = 0, rest = way; i < length; i++, rest /= 3)
				buf_char(&text, (char)('x' + rest % 3));
			buf_char(&text, ' ');
		}
	}
	const struct made_page page = {"a.md", arena_cstr(&arena, buf_str(&text))};
	made_book(&page, 1, 1, false, yaml, &arena, &bytes);
	struct book *book = book_open_bytes(bytes.ptr, bytes.len, NULL, &err);
	assert_non_null(book);
	uint32_t nterms = book_nterms(book);
	assert_true(nterms > 1000);
	for (uint32_t term = 0; term < nterms; term++) {
		char form[64];
		struct str whole = book_term(book, term, form);
		for (size_t len = 1; len <= whole.len; len++) {
			uint32_t end = term % 2 ? nterms : nterms - term / 2;
			uint32_t behind = book_prefix_terms(book, str_sub(whole, 0, len)).to;
			struct term_walk walk = book_walk_terms(book, (struct range){term, end});
			if (!term_walk_next(&walk))
				continue;
			assert_int_equal(term_walk_pass(&walk, len), behind < end);
			if (behind >= end)
				continue;
			char expected[65] = "";
			struct str next = book_term(book, behind, expected);
			assert_int_equal(walk.term, behind);
			assert_int_equal(walk.form_len, next.len);
			assert_memory_equal(walk.form, next.ptr, next.len);
			assert_int_equal(walk.sections, 1);
		}
	}
	book_close(book);
	buf_release(&bytes);
	buf_release(&text);
	arena_release(&arena);
}

static void fields_count_apart(void **state)
{
	const struct fixture *f = *state;
	struct post post;
	post_open(f->book, book_find_term(f->book, STR("calf")), &post);
	assert_true(post_next(&post)); // the section before the first heading
	assert_int_equal(post.now.section, 0);
	assert_int_equal(post.now.count[FIELD_BODY], 1);
	assert_int_equal(post.now.count[FIELD_TITLE], 1);
	assert_int_equal(post.now.count[FIELD_REGION], 1);
	post_open(f->book, book_find_term(f->book, STR("where")), &post);
	assert_true(post_seek(&post, 2));
	assert_int_equal(post.now.section, 2); // "What helps" stands below "Where"
	assert_int_equal(post.now.count[FIELD_PATH], 1);
	assert_int_equal(post.now.count[FIELD_HEADING], 0);
	assert_int_equal(book_field_length(f->book, 2, FIELD_HEADING), 2);
	assert_int_equal(book_field_length(f->book, 2, FIELD_BODY), 3);
}

static void the_same_pages_give_the_same_bytes(void **state)
{
	struct fixture *f = *state;
	for (uint32_t n = 1; n <= 4; n++) {
		struct buf again = {0};
		made_book(pages, countof(pages), n, n % 2, yaml, &f->arena, &again);
		assert_true(str_eq(buf_str(&again), buf_str(&f->bytes)));
		buf_release(&again);
	}
}

static void a_book_verifies(void **state)
{
	const struct fixture *f = *state;
	struct err err;
	if (!book_verify(f->book, &err))
		fail_msg("%s", err.text);
}

// The bytes at their exact size, so that a sanitizer sees one too far.
static struct book *open_copy(const struct buf *bytes, size_t len, size_t at, uint8_t flip,
			      char **copy)
{
	struct err err = {""};
	*copy = malloc(len + 1);
	memcpy(*copy, bytes->ptr, len);
	if (at < len)
		(*copy)[at] = (char)((*copy)[at] ^ flip);
	struct book *book = book_open_bytes(*copy, len, NULL, &err);
	if (!book && !err.text[0])
		fail_msg("refused without a reason");
	return book;
}

enum { LARGE = 256 << 10 };

// Reads a page's source and says how much of the book is mapped then.
static uint64_t mapped_after(const struct book *book, uint32_t page)
{
	struct arena arena = {0};
	struct str source;
	struct err err;
	if (!book_source(book, page, 0, LARGE, &arena, &source, &err))
		fail_msg("%s", err.text);
	assert_int_equal(source.ptr[LARGE / 2], 'a' + page);
	arena_release(&arena);
	return image_near(&book->shelf->image);
}

static void what_was_not_asked_for_lately_is_let_go(void **state)
{
	(void)state;
	static char texts[3][LARGE + 1];
	const struct made_page large[] = {
		{"a.md", texts[0]}, {"b.md", texts[1]}, {"c.md", texts[2]}};
	const char *path = "test_book.resting.book";
	struct arena arena = {0};
	struct buf bytes = {0};
	struct err err;
	for (int i = 0; i < 3; i++)
		memset(texts[i], 'a' + i, LARGE);
	made_book(large, 3, 1, false, yaml, &arena, &bytes);
	if (!file_write(path, buf_str(&bytes), &err))
		fail_msg("%s", err.text);
	struct book *book = book_open(path, &err);
	assert_non_null(book);

	mapped_after(book, 0);
	book_rest(book, 4 * LARGE);
	mapped_after(book, 1);
	book_rest(book, 4 * LARGE);
	uint64_t all = mapped_after(book, 2);
	assert_in_range(all, 3 * LARGE, 4 * LARGE);
	book_rest(book, 4 * LARGE);
	assert_int_equal(image_near(&book->shelf->image), all); // there is room
	mapped_after(book, 0);
	book_rest(book, 3 * LARGE);
	uint64_t one = image_near(&book->shelf->image);
	assert_in_range(one, LARGE, 2 * LARGE);
	// It was asked for last; tables may have gone.
	assert_in_range(mapped_after(book, 0), one, one + LARGE / 2);
	assert_true(mapped_after(book, 1) > one + LARGE / 2);
	book_rest(book, 0);
	assert_int_equal(image_near(&book->shelf->image), 0);
	mapped_after(book, 1);

	book_close(book);
	unlink(path);
	buf_release(&bytes);
	arena_release(&arena);
}

static void every_cut_is_refused(void **state)
{
	const struct fixture *f = *state;
	for (size_t len = 0; len < f->bytes.len; len++) {
		char *copy;
		assert_null(open_copy(&f->bytes, len, len, 0, &copy));
		free(copy);
	}
}

// Whatever byte is changed: the book is refused, or says that it is damaged, or answers as before.
// Verification finds it in any case.
static void every_changed_byte_is_refused_or_said_or_harmless(void **state)
{
	const struct fixture *f = *state;
	static const uint8_t flips[] = {0x01, 0x80, 0xff};
	uint64_t answers = exercise_book(f->book);
	for (size_t at = 0; at < f->bytes.len; at++) {
		char *copy;
		struct err err;
		struct book *book = open_copy(&f->bytes, f->bytes.len, at, flips[at % 3], &copy);
		if (book) {
			uint64_t now = exercise_book(book);
			if (now != answers && !book_damage(book))
				fail_msg("byte %zu changes the answers unseen", at);
			if (book_verify(book, &err))
				fail_msg("byte %zu is not verified", at);
			book_close(book);
		}
		free(copy);
	}
}

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

// A hostile book has right sums: what is wrong in it is met by the decoders themselves.
static void a_wrong_book_with_right_sums_does_no_harm(void **state)
{
	const struct fixture *f = *state;
	uint32_t seed = 11;
	uint8_t *copy = malloc(f->bytes.len);
	for (uint32_t round = 0; round < 1500; round++) {
		struct err err;
		memcpy(copy, f->bytes.ptr, f->bytes.len);
		for (uint32_t n = 1 + draw(&seed) % 4; n; n--)
			copy[draw(&seed) % f->bytes.len] = (uint8_t)draw(&seed);
		repair_sums(copy, f->bytes.len);
		struct book *book = book_open_bytes(copy, f->bytes.len, NULL, &err);
		if (!book)
			continue;
		exercise_book(book);
		(void)!book_verify(book, &err);
		book_close(book);
	}
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_come_back),
		cmocka_unit_test(sections_have_addresses_kinds_and_sources),
		cmocka_unit_test(links_lead_where_they_say),
		cmocka_unit_test(the_book_resolves_as_the_build_did),
		cmocka_unit_test(targets_are_read_as_people_write_them),
		cmocka_unit_test(backlinks_and_regions_are_in_order),
		cmocka_unit_test(a_typed_address_is_located),
		cmocka_unit_test(terms_stems_and_prefixes_are_found),
		cmocka_unit_test(a_walk_passes_over_what_begins_alike),
		cmocka_unit_test(fields_count_apart),
		cmocka_unit_test(the_same_pages_give_the_same_bytes),
		cmocka_unit_test(a_book_verifies),
		cmocka_unit_test(what_was_not_asked_for_lately_is_let_go),
		cmocka_unit_test(every_cut_is_refused),
		cmocka_unit_test(every_changed_byte_is_refused_or_said_or_harmless),
		cmocka_unit_test(a_wrong_book_with_right_sums_does_no_harm),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
