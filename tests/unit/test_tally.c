// SPDX-License-Identifier: ISC
//
// What is added up over many lists at once is what the lists say one by one (tallied.h), wherever
// the terms begin and end, and stops at what a table can hold.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "made.h"
#include "tallied.h"

enum { PAGES = 1500, RANGES = 200 };

// Numbers that look random and are the same everywhere (Lehmer's generator, Park and Miller 1988).
static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = (uint32_t)((uint64_t)*seed * 48271 % 0x7fffffff);
	return *seed % below;
}

// A few words often, so that their lists have blocks; most seldom.
static void add_words(struct buf *out, uint32_t *seed, uint32_t count)
{
	while (count--) {
		uint32_t word = roll(seed, 1 + roll(seed, 3000));
		buf_printf(out, "%c%u ", "abc"[word % 3], word);
	}
}

static struct made_page made_page(uint32_t number, uint32_t *seed, struct arena *arena)
{
	struct buf out = {0};
	buf_add(&out, STR("---\ntitle: "));
	add_words(&out, seed, roll(seed, 4));
	buf_add(&out, STR("\naliases: [x"));
	add_words(&out, seed, roll(seed, 3));
	buf_add(&out, STR("]\n---\n"));
	for (uint32_t s = roll(seed, 5); s; s--) {
		buf_add(&out, STR("\n# "));
		add_words(&out, seed, roll(seed, 4));
		buf_char(&out, '\n');
		add_words(&out, seed, roll(seed, 30));
	}
	struct made_page page = {arena_printf(arena, "a%u/p%04u.md", number / 200, number).ptr,
				 arena_cstr(arena, buf_str(&out))};
	buf_release(&out);
	return page;
}

static struct book *open_made(struct made_page *pages, uint32_t count, struct arena *arena,
			      struct buf *bytes)
{
	struct err err = {""};
	made_book(pages, count, 1, false, "", arena, bytes);
	struct book *book = book_open_bytes(bytes->ptr, bytes->len, NULL, &err);
	if (!book)
		fail_msg("%s", err.text);
	return book;
}

static void adds_up_what_the_lists_say(void **state)
{
	(void)state;
	static struct made_page pages[PAGES];
	struct arena arena = {0};
	struct buf bytes = {0};
	uint32_t seed = 5;
	for (uint32_t p = 0; p < PAGES; p++) {
		pages[p] = made_page(p, &seed, &arena);
	}
	struct book *book = open_made(pages, PAGES, &arena, &bytes);
	uint32_t nterms = book_nterms(book);
	assert_true(book_nsections(book) > TALLY_BLOCK);
	check_tally(book, (struct range){0, nterms});
	check_tally(book, (struct range){0, 0});
	for (uint32_t i = 0; i < RANGES; i++) {
		uint32_t from = roll(&seed, nterms), most = i % 2 ? 40 : nterms - from;
		check_tally(book, (struct range){from, from + roll(&seed, most + 1)});
	}
	assert_null(book_damage(book));
	book_close(book);
	buf_release(&bytes);
	arena_release(&arena);
}

static void stops_at_what_a_table_holds(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct buf text = {0}, bytes = {0};
	buf_add(&text, STR("---\ntitle: x\n---\n# "));
	for (uint32_t i = 0; i < 150; i++)
		buf_add(&text, STR("calf calves "));
	buf_add(&text, STR("\n\n"));
	for (uint32_t i = 0; i < 40000; i++)
		buf_add(&text, STR("calf calves\n"));
	struct made_page page = {"a.md", arena_cstr(&arena, buf_str(&text))};
	struct book *book = open_made(&page, 1, &arena, &bytes);
	struct range terms = book_prefix_terms(book, STR("cal"));
	const struct tally *tally = tally_terms(book, terms, &arena);
	uint32_t section = tally_next(tally, 0);
	assert_int_equal(tally_count(tally, section, FIELD_BODY), 65535);
	assert_int_equal(tally_count(tally, section, FIELD_HEADING), 255);
	check_tally(book, terms);
	book_close(book);
	buf_release(&text);
	buf_release(&bytes);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_up_what_the_lists_say),
		cmocka_unit_test(stops_at_what_a_table_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
