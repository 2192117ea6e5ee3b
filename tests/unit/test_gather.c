// SPDX-License-Identifier: ISC
//
// What is gathered, over several batches, against words kept in plain arrays.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "index/le.h"
#include "index/posting.h"
#include "index/write/gather.h"

enum { TERMS = 60, SECTIONS = 3000, LENGTH = 200, MANY = 70000 };

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

// Forms of every length, some of which share their first sixteen bytes.
static struct word word_of(uint32_t term, uint32_t position)
{
	struct word word = {.position = position};
	word.form_len = (uint8_t)snprintf(word.form, sizeof word.form, "%.*s%u", (int)(term % 32),
					  "abcdefghijklmnopqrstuvwxyzabcdef", term);
	return word;
}

static struct str form_of(const struct word *word)
{
	return (struct str){word->form, word->form_len};
}

struct drawn {
	uint32_t term[SECTIONS][LENGTH];
};

// In lots, as the collector has them.
static void gather_section(struct gather *gather, const uint32_t *terms, uint32_t section)
{
	struct word words[GATHER_BATCH];
	for (uint32_t from = 0; from < LENGTH; from += GATHER_BATCH) {
		uint32_t count = LENGTH - from < GATHER_BATCH ? LENGTH - from : GATHER_BATCH;
		for (uint32_t i = 0; i < count; i++)
			words[i] = word_of(terms[from + i], from + i);
		gather_words(gather, words, count, FIELD_BODY, 0);
	}
	gather_end(gather, section);
}

// Reads the next posting and compares it with the section's words.
static void expect_posting(struct cursor *cur, uint32_t *section, const struct drawn *drawn,
			   uint32_t term)
{
	uint16_t count[FIELD_COUNT];
	uint32_t gap = cursor_varint(cur), position = UINT32_MAX, places = 0;
	posting_take_counts(cur, gap & 1 ? cursor_varint(cur) : 0, count);
	*section += (gap >> 1) + 1;
	assert_true(*section < SECTIONS);
	for (uint32_t i = 0; i < LENGTH; i++) {
		if (drawn->term[*section][i] != term)
			continue;
		position += cursor_varint(cur) + 1;
		expect_number("a place", position, i);
		places++;
	}
	expect_number("places", posting_places(count), places);
}

static void batches_are_put_together(void **state)
{
	(void)state;
	uint32_t seed = 5, holding[TERMS] = {0};
	struct drawn *drawn = calloc(1, sizeof *drawn);
	struct gather gather = {0};
	struct buf room = {0};
	for (uint32_t s = 0; s < SECTIONS; s++) {
		for (uint32_t i = 0; i < LENGTH; i++)
			drawn->term[s][i] = draw(&seed) % (1 + draw(&seed) % TERMS);
		gather_section(&gather, drawn->term[s], s);
		for (uint32_t term = 0; term < TERMS; term++) {
			bool held = false;
			for (uint32_t i = 0; i < LENGTH; i++)
				held |= drawn->term[s][i] == term;
			holding[term] += held;
		}
	}
	gather_sort(&gather);
	expect_number("terms", gather.nterms, TERMS);
	for (uint32_t i = 0; i < TERMS; i++) {
		uint32_t number = gather_sorted(&gather)[i], term = 0, section = UINT32_MAX;
		struct str form = gather_form(&gather, number);
		for (struct word word; word = word_of(term, 0), !str_eq(form_of(&word), form);)
			term++;
		if (i)
			assert_true(str_cmp(gather_form(&gather, gather_sorted(&gather)[i - 1]),
					    form) < 0);
		struct str postings = gather_postings(&gather, number, &room);
		struct cursor cur = cursor_over(postings.ptr, postings.len);
		expect_number("sections", gather_at(&gather, number)->sections, holding[term]);
		for (uint32_t n = holding[term]; n; n--)
			expect_posting(&cur, &section, drawn, term);
		expect_number("bytes left", cursor_left(&cur), 0);
		assert_false(cur.bad);
	}
	buf_release(&room);
	gather_release(&gather);
	free(drawn);
}

static void more_than_can_be_counted(void **state)
{
	(void)state;
	struct gather gather = {0};
	struct buf room = {0};
	uint16_t count[FIELD_COUNT];
	uint32_t term = gather_term(&gather, STR("much"));
	for (uint32_t i = 0; i < MANY; i++)
		gather_add(&gather, term, FIELD_BODY, 2 * i);
	gather_add(&gather, term, FIELD_TITLE, GATHER_NOWHERE);
	gather_end(&gather, 4);
	gather_sort(&gather);
	struct str postings = gather_postings(&gather, term, &room);
	struct cursor cur = cursor_over(postings.ptr, postings.len);
	uint32_t gap = cursor_varint(&cur);
	expect_number("section", gap >> 1, 4);
	posting_take_counts(&cur, cursor_varint(&cur), count);
	expect_number("in the body", count[FIELD_BODY], GATHER_MOST);
	expect_number("in the title", count[FIELD_TITLE], 1);
	for (uint32_t i = 0; i < GATHER_MOST; i++)
		expect_number("the gap", cursor_varint(&cur), i ? 1 : 0);
	expect_number("bytes left", cursor_left(&cur), 0);
	buf_release(&room);
	gather_release(&gather);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(batches_are_put_together),
		cmocka_unit_test(more_than_can_be_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
