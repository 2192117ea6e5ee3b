// SPDX-License-Identifier: ISC
//
// Posting lists against a model that is too simple to be wrong: words are drawn at random, counted
// in plain arrays, and every way of walking a list must tell the same.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "index/terms.h"
#include "made.h"

enum { PAGES = 900, WORDS = 12, LENGTH = 40, ROOM = 4 * LENGTH };

// Word w stands in about one of RARITY[w] places.
static const char *const words[WORDS] = {"calf",  "foot", "knee",  "shin", "toe",  "heel",
					 "ankle", "hip",  "groin", "back", "neck", "once"};
static const unsigned rarity[WORDS] = {2, 3, 5, 9, 20, 50, 130, 300, 800, 2000, 7000, 30000};

struct model {
	uint32_t count[WORDS][2 * PAGES]; // by section
	uint32_t position[WORDS][2 * PAGES][LENGTH];
	struct made_page pages[PAGES];
	struct arena arena;
	struct buf bytes;
	struct book *book;
};

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void make_page(struct model *m, uint32_t page, uint32_t *seed)
{
	struct buf text = {0};
	uint32_t length = draw(seed) % LENGTH;
	for (uint32_t i = 0; i < length; i++) {
		uint32_t w = 0, section = 2 * page;
		while (w < WORDS && draw(seed) % rarity[w])
			w++;
		buf_printf(&text, "%s ", w < WORDS ? words[w] : "filler");
		if (w < WORDS)
			m->position[w][section][m->count[w][section]++] = i;
	}
	buf_printf(&text, "\n\n# Title\n\nlast\n");
	m->pages[page].file = arena_printf(&m->arena, "p%05u.md", page).ptr;
	m->pages[page].text = arena_cstr(&m->arena, buf_str(&text));
	buf_release(&text);
}

static int set_up(void **state)
{
	struct model *m = calloc(1, sizeof *m);
	struct err err;
	uint32_t seed = 7;
	for (uint32_t i = 0; i < PAGES; i++)
		make_page(m, i, &seed);
	made_book(m->pages, PAGES, 3, true, "", &m->arena, &m->bytes);
	m->book = book_open_bytes(m->bytes.ptr, m->bytes.len, NULL, &err);
	*state = m;
	return m->book ? 0 : -1;
}

static int tear_down(void **state)
{
	struct model *m = *state;
	book_close(m->book);
	buf_release(&m->bytes);
	arena_release(&m->arena);
	free(m);
	return 0;
}

static void open_word(const struct model *m, uint32_t w, struct post *post)
{
	post_open(m->book, book_find_term(m->book, str_of(words[w])), post);
}

static void same_posting(const struct model *m, uint32_t w, struct post *post, uint32_t section)
{
	uint32_t positions[ROOM];
	if (post->now.section != section)
		fail_msg("%s: section %u instead of %u", words[w], post->now.section, section);
	assert_int_equal(post->now.count[FIELD_BODY], m->count[w][section]);
	uint32_t count = post_positions(post, positions, ROOM);
	assert_int_equal(count, m->count[w][section]);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(positions[i], m->position[w][section][i]);
}

static void a_walk_meets_every_section_once(void **state)
{
	const struct model *m = *state;
	for (uint32_t w = 0; w < WORDS; w++) {
		struct post post;
		uint32_t sections = 0;
		open_word(m, w, &post);
		for (uint32_t s = 0; s < 2 * PAGES; s++) {
			if (!m->count[w][s])
				continue;
			sections++;
			assert_true(post_next(&post));
			same_posting(m, w, &post, s);
		}
		assert_false(post_next(&post));
		assert_int_equal(post.now.section, BOOK_NONE);
		assert_int_equal(post.sections, sections);
	}
	assert_null(book_damage(m->book));
}

static uint32_t next_section(const struct model *m, uint32_t w, uint32_t from)
{
	while (from < 2 * PAGES && !m->count[w][from])
		from++;
	return from < 2 * PAGES ? from : BOOK_NONE;
}

static void a_seek_finds_the_first_at_or_behind(void **state)
{
	const struct model *m = *state;
	uint32_t seed = 3;
	for (uint32_t round = 0; round < 400; round++) {
		uint32_t w = round % WORDS, step = 1 + draw(&seed) % 700;
		struct post post;
		open_word(m, w, &post);
		for (uint32_t target = draw(&seed) % 9; post.now.section != BOOK_NONE;
		     target += draw(&seed) % step) {
			uint32_t there = post.now.section, expected = next_section(m, w, target);
			bool fresh = post.block == UINT32_MAX;
			if (!fresh && there >= target)
				expected = there;
			if (draw(&seed) % 2)
				post_block_bound(&post, target + draw(&seed) % 300);
			assert_int_equal(post_seek(&post, target), expected != BOOK_NONE);
			if (expected != BOOK_NONE)
				same_posting(m, w, &post, expected);
		}
	}
	assert_null(book_damage(m->book));
}

static void bounds_hold_for_every_posting(void **state)
{
	const struct model *m = *state;
	for (uint32_t w = 0; w < WORDS; w++) {
		struct post post;
		open_word(m, w, &post);
		if (!post.sections)
			continue;
		struct post_bound whole = post_list_bound(&post);
		for (uint32_t s = next_section(m, w, 0); s != BOOK_NONE;
		     s = next_section(m, w, s + 1)) {
			struct post_bound bound = post_block_bound(&post, s);
			uint32_t body = book_field_length(m->book, s, FIELD_BODY);
			assert_true(bound.last >= s && bound.last <= whole.last);
			assert_true(bound.count[FIELD_BODY] >= m->count[w][s]);
			assert_true(whole.count[FIELD_BODY] >= bound.count[FIELD_BODY]);
			assert_true(bound.least_body <= body && whole.least_body <= body);
		}
		assert_int_equal(post_block_bound(&post, whole.last + 1).last, BOOK_NONE);
	}
}

static void a_term_that_is_not_there_is_an_empty_list(void **state)
{
	const struct model *m = *state;
	struct post post;
	post_open(m->book, book_find_term(m->book, STR("nowhere")), &post);
	assert_false(post_next(&post));
	assert_false(post_seek(&post, 0));
	assert_int_equal(post.sections, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_meets_every_section_once),
		cmocka_unit_test(a_seek_finds_the_first_at_or_behind),
		cmocka_unit_test(bounds_hold_for_every_posting),
		cmocka_unit_test(a_term_that_is_not_there_is_an_empty_list),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
