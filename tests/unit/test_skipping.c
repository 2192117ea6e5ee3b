// SPDX-License-Identifier: ISC
//
// Sections that cannot be among the hits are passed over unscored.  What is found must be exactly
// what scoring every section finds: a condition that all of them keep makes the search do that.  And
// feedback does not look at what cannot be among few hits: they must be the first of many.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/buf.h"
#include "made.h"
#include "search/search.h"

enum { PAGES = 700, SECTIONS = 4, QUERIES = 400, FEW = 10, SOME = 100, MANY = 150 };

// Numbers that look random and are the same everywhere (Lehmer's generator, Park and Miller 1988).
static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = (uint32_t)((uint64_t)*seed * 48271 % 0x7fffffff);
	return *seed % below;
}

// Words as in a language: a few often, most of them seldom.
static void add_word(struct buf *out, uint32_t *seed)
{
	static const char *const syllables[] = {"ka", "lo", "mi", "ne", "ru", "so", "ta", "vi"};
	uint32_t rank = roll(seed, 4000), word = roll(seed, 1 + rank % 2000) * rank / 2000;
	for (word += 8; word; word /= 8)
		buf_printf(out, "%s", syllables[word % 8]);
	buf_char(out, ' ');
}

static void add_words(struct buf *out, uint32_t *seed, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		add_word(out, seed);
}

// Words, some with a prefix behind them, or a prefix alone: of few terms or of many.
static void add_query(struct buf *out, uint32_t *seed)
{
	static const char *const alone[] = {"k*", "ka*", "ne*", "lo*", "so*", "vika*", "lolo*"};
	if (roll(seed, 6) == 0) {
		buf_printf(out, "%s ", alone[roll(seed, countof(alone))]);
		return;
	}
	add_words(out, seed, 1 + roll(seed, 12));
	if (roll(seed, 4) == 0)
		buf_printf(out, "%cu* ", "kr"[roll(seed, 2)]);
}

static struct str made_text(struct arena *arena, uint32_t *seed)
{
	struct buf out = {0};
	buf_add(&out, STR("---\ntitle: "));
	add_words(&out, seed, 3);
	buf_add(&out, STR("\n---\n"));
	for (uint32_t s = 0; s < SECTIONS; s++) {
		buf_add(&out, STR("\n\n# "));
		add_words(&out, seed, 1 + roll(seed, 3));
		buf_add(&out, STR("\n\n"));
		add_words(&out, seed, 5 + roll(seed, 60));
	}
	struct str text = arena_copy(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static struct book *made(struct arena *arena, struct buf *bytes)
{
	struct made_page *pages = arena_array(arena, struct made_page, PAGES);
	uint32_t seed = 7;
	struct err err = {""};
	for (uint32_t p = 0; p < PAGES; p++) {
		pages[p].file = arena_printf(arena, "p%04u.md", p).ptr;
		pages[p].text = made_text(arena, &seed).ptr;
	}
	made_book(pages, PAGES, 1, false, "", arena, bytes);
	struct book *book = book_open_bytes(bytes->ptr, bytes->len, NULL, &err);
	if (!book)
		fail_msg("%s", err.text);
	return book;
}

static struct hits find(struct searcher *searcher, struct str query, uint32_t limit,
			struct arena *arena)
{
	const struct search_options options = {.limit = limit, .kind = KIND_NONE};
	struct hits hits;
	search(searcher, query, &options, arena, &hits);
	return hits;
}

static void check_first(struct str query, uint32_t limit, const struct hits *fast,
			const struct hits *whole)
{
	uint32_t count = whole->count < limit ? whole->count : limit;
	if (fast->total != whole->total || fast->count != count)
		fail_msg("%.*s: %u of %u instead of %u of %u", STR_ARG(query), fast->count,
			 fast->total, count, whole->total);
	for (uint32_t i = 0; i < fast->count; i++) {
		if (fast->hit[i].section != whole->hit[i].section ||
		    fast->hit[i].score != whole->hit[i].score)
			fail_msg("%.*s: hit %u is %u (%g) instead of %u (%g)", STR_ARG(query), i,
				 fast->hit[i].section, (double)fast->hit[i].score,
				 whole->hit[i].section, (double)whole->hit[i].score);
	}
}

static void skipping_finds_what_scoring_everything_finds(void **state)
{
	(void)state;
	struct arena arena = {0}, scratch = {0};
	struct buf bytes = {0};
	struct err err;
	struct book *book = made(&arena, &bytes);
	struct searcher *searcher = searcher_open(book, &err);
	uint32_t seed = 11, found = 0;
	for (uint32_t q = 0; q < QUERIES; q++) {
		struct buf out = {0};
		add_query(&out, &seed);
		struct str query = buf_str(&out);
		struct str every = arena_printf(&scratch, "-qqqqq %.*s", STR_ARG(query));
		struct hits whole = find(searcher, every, MANY, &scratch);
		struct hits many = find(searcher, query, MANY, &scratch);
		struct hits some = find(searcher, query, SOME, &scratch);
		struct hits few = find(searcher, query, FEW, &scratch);
		check_first(query, MANY, &many, &whole);
		check_first(query, FEW, &few, &some);
		found += many.count;
		buf_release(&out);
		arena_clear(&scratch);
	}
	assert_true(found > QUERIES * MANY / 4);
	searcher_close(searcher);
	book_close(book);
	buf_release(&bytes);
	arena_release(&scratch);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(skipping_finds_what_scoring_everything_finds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
