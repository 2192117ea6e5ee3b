// SPDX-License-Identifier: ISC
//
// What is gathered, against words kept in plain arrays.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "expect.h"
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
	gather_begin(gather, section);
	for (uint32_t from = 0; from < LENGTH; from += GATHER_BATCH) {
		uint32_t count = LENGTH - from < GATHER_BATCH ? LENGTH - from : GATHER_BATCH;
		for (uint32_t i = 0; i < count; i++)
			words[i] = word_of(terms[from + i], from + i);
		gather_words(gather, words, count, FIELD_BODY, 0);
	}
}

// Compares a posting with the section's words.
static void expect_posting(const struct chain *chain, const struct drawn *drawn, uint32_t term)
{
	uint32_t position = UINT32_MAX, places = 0;
	assert_true(chain->section < SECTIONS);
	for (uint32_t i = 0; i < LENGTH; i++) {
		if (drawn->term[chain->section][i] != term)
			continue;
		assert_true(places < chain->places);
		position += chain_gaps(chain)[places++] + 1;
		expect_number("a place", position, i);
	}
	expect_number("places", chain->places, places);
	expect_number("in the body", chain->count[FIELD_BODY], places);
}

static struct chain chain_of(const struct gather *gather, uint32_t term, struct buf *room)
{
	struct chain chain = {0};
	room->len = 0;
	gather_chain(gather, term, room);
	chain_open(&chain, buf_str(room));
	return chain;
}

static void slices_are_put_together(void **state)
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
		uint32_t number = gather_sorted(&gather)[i], term = 0;
		struct str form = gather_form(&gather, number);
		for (struct word word; word = word_of(term, 0), !str_eq(form_of(&word), form);)
			term++;
		if (i)
			assert_true(str_cmp(gather_form(&gather, gather_sorted(&gather)[i - 1]),
					    form) < 0);
		struct chain chain = chain_of(&gather, number, &room);
		expect_number("sections", gather_at(&gather, number)->sections, holding[term]);
		for (uint32_t n = holding[term]; n; n--) {
			assert_true(chain_next(&chain));
			expect_posting(&chain, drawn, term);
		}
		assert_false(chain_next(&chain));
		chain_release(&chain);
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
	uint32_t term = gather_term(&gather, STR("much"));
	gather_begin(&gather, 4);
	for (uint32_t i = 0; i < MANY; i++)
		gather_add(&gather, term, FIELD_BODY, 2 * i);
	gather_add(&gather, term, FIELD_TITLE, GATHER_NOWHERE);
	gather_sort(&gather);
	struct chain chain = chain_of(&gather, term, &room);
	assert_true(chain_next(&chain));
	expect_number("section", chain.section, 4);
	expect_number("in the body", chain.count[FIELD_BODY], CHAIN_MOST);
	expect_number("in the title", chain.count[FIELD_TITLE], 1);
	expect_number("places", chain.places, CHAIN_MOST);
	for (uint32_t i = 0; i < CHAIN_MOST; i++)
		expect_number("the gap", chain_gaps(&chain)[i], i ? 1 : 0);
	assert_false(chain_next(&chain));
	chain_release(&chain);
	buf_release(&room);
	gather_release(&gather);
}

// Occurrences of one term in one section.
static const struct {
	struct {
		enum field field;
		uint32_t position;
	} put[6];
	uint32_t nput;
	uint16_t count[FIELD_COUNT];
	uint32_t gaps[6], places;
	const char *why;
} sections[] = {
	{{{FIELD_BODY, 7}}, 1, {1}, {7}, 1, "one word of the body"},
	{{{FIELD_BODY, 200}, {FIELD_BODY, 201}, {FIELD_BODY, 20000}},
	 3,
	 {3},
	 {200, 0, 19798},
	 3,
	 "gaps of one, two and three bytes"},
	{{{FIELD_TITLE, 0}, {FIELD_PATH, 0}, {FIELD_TITLE, 0}},
	 3,
	 {0, 0, 1, 2},
	 {0},
	 0,
	 "fields without positions"},
	{{{FIELD_HEADING, 0}, {FIELD_BODY, 3}, {FIELD_BODY, 5}, {FIELD_ALIAS, 0}},
	 4,
	 {2, 1, 0, 0, 1},
	 {0, 2, 1},
	 3,
	 "the heading stands before the body"},
	{{{FIELD_BODY, 4}, {FIELD_BODY, 6}, {FIELD_BODY, 5}},
	 3,
	 {3},
	 {4, 0, 0},
	 3,
	 "a joined form stands where its first part does"},
	{{{FIELD_BODY, 4}, {FIELD_BODY, 4}, {FIELD_TITLE, 0}},
	 3,
	 {1, 0, 0, 1},
	 {4},
	 1,
	 "one place counts once"},
	{{{FIELD_HEADING, 2}, {FIELD_HEADING, 2}}, 2, {0, 1}, {2}, 1, "in a heading too"},
	{{{FIELD_TITLE, 0}, {FIELD_BODY, 300}}, 2, {1, 0, 0, 1}, {300}, 1, "the body may be last"},
};

static void fields_and_order(void **state)
{
	(void)state;
	struct gather gather = {0};
	struct buf room = {0};
	uint32_t term = gather_term(&gather, STR("term"));
	for (uint32_t s = 0; s < countof(sections); s++) {
		gather_begin(&gather, 1000 * s);
		for (uint32_t i = 0; i < sections[s].nput; i++)
			gather_add(&gather, term, sections[s].put[i].field,
				   sections[s].put[i].position);
	}
	struct chain chain = chain_of(&gather, term, &room);
	for (uint32_t s = 0; s < countof(sections); s++) {
		assert_true(chain_next(&chain));
		expect_number(sections[s].why, chain.section, 1000 * s);
		for (enum field f = 0; f < (chain.plain ? 1 : FIELD_COUNT); f++)
			expect_number(sections[s].why, chain.count[f], sections[s].count[f]);
		expect_number(sections[s].why, chain.places, sections[s].places);
		for (uint32_t i = 0; i < chain.places; i++)
			expect_number(sections[s].why, chain_gaps(&chain)[i], sections[s].gaps[i]);
	}
	assert_false(chain_next(&chain));
	chain_release(&chain);
	buf_release(&room);
	gather_release(&gather);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_are_put_together),
		cmocka_unit_test(more_than_can_be_counted),
		cmocka_unit_test(fields_and_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
