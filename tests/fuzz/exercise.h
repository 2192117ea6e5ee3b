// SPDX-License-Identifier: ISC
//
// exercise: asks an open book everything there is to ask, and sums up the answers, so that two
// books that differ can be told apart, and a damaged one gets every chance to do harm.

#ifndef BODYMAP_TESTS_EXERCISE_H
#define BODYMAP_TESTS_EXERCISE_H

#include "index/tally.h"

enum { EXERCISE_MOST = 2000 }; // of anything: a hostile book may claim millions

static inline void mix(uint64_t *sum, uint64_t value)
{
	*sum = (*sum ^ value) * 0x9E3779B97F4A7C15u;
	*sum ^= *sum >> 29;
}

static inline void mix_str(uint64_t *sum, struct str text)
{
	mix(sum, str_hash(text));
	mix(sum, text.len);
}

static inline uint32_t few(uint32_t count)
{
	return count < EXERCISE_MOST ? count : EXERCISE_MOST;
}

static inline void mix_strings(uint64_t *sum, const struct book *book, struct range range)
{
	for (uint32_t i = range.from; i < range.to && i - range.from < EXERCISE_MOST; i++)
		mix_str(sum, book_string(book, i));
}

static inline void exercise_pages(const struct book *book, uint64_t *sum, struct arena *arena)
{
	for (uint32_t p = 0; p < few(book_npages(book)); p++) {
		struct book_page page = book_page(book, p);
		struct str source;
		struct err err;
		uint32_t count, section;
		mix_str(sum, page.path);
		mix_str(sum, page.title);
		mix_str(sum, page.flag);
		mix(sum, page.kind);
		mix(sum, page.sections.from);
		mix_strings(sum, book, page.aliases);
		mix_strings(sum, book, page.sources);
		for (uint32_t i = page.regions.from; i < page.regions.to; i++)
			mix(sum, book_page_region(book, i));
		mix(sum, book_find_page(book, page.path));
		mix(sum, book_locate(book, page.title, &count, &section));
		mix(sum, count);
		bool heads;
		mix(sum, book_listed_page(book, p, &heads));
		mix_str(sum, book_page_title(book, p));
		const uint32_t *links = book_backlinks(book, p, &count);
		for (uint32_t i = 0; i < few(count); i++)
			mix_str(sum, book_link(book, links[i]).text);
		if (book_source(book, p, 0, UINT64_MAX, arena, &source, &err))
			mix_str(sum, source);
	}
}

static inline void exercise_sections(const struct book *book, uint64_t *sum, struct arena *arena)
{
	for (uint32_t s = 0; s < few(book_nsections(book)); s++) {
		struct book_section section = book_section(book, s);
		struct range links = book_section_links(book, s);
		mix_str(sum, book_address(book, s, arena));
		mix_str(sum, section.heading);
		mix(sum, section.kind);
		mix(sum, section.from);
		mix(sum, book_section_span(book, s).to);
		mix(sum, book_gone_sections(book, s / 64));
		mix(sum, book_find_section(book, section.page, section.anchor));
		for (int field = 0; field < FIELD_COUNT; field++)
			mix(sum, book_field_length(book, s, (enum field)field));
		for (uint32_t i = links.from; i < links.to && i - links.from < EXERCISE_MOST; i++) {
			struct book_link link = book_link(book, i);
			uint32_t page, to;
			mix(sum, link.page);
			mix(sum, link.section);
			mix(sum, book_resolve(book, section.page, link.target, i % 2, &page, &to));
			mix(sum, page);
		}
	}
}

static inline void exercise_post(struct post *post, uint64_t *sum)
{
	uint32_t positions[64];
	mix(sum, post_list_bound(post).last);
	for (uint32_t i = 0; i < EXERCISE_MOST; i++) {
		bool more = i % 5 == 4 ? post_seek(post, post->now.section + i) : post_next(post);
		if (!more)
			break;
		mix(sum, post->now.section);
		mix(sum, post->now.count[i % FIELD_COUNT]);
		mix(sum, post_block_bound(post, post->now.section).last);
		uint32_t count = i % 3 ? post_positions(post, positions, 64) : 0;
		for (uint32_t k = 0; k < count; k++)
			mix(sum, positions[k]);
	}
}

static inline void exercise_passing(const struct book *book, struct range terms, uint64_t *sum)
{
	struct term_walk walk = book_walk_terms(book, terms);
	for (bool more = term_walk_next(&walk); more;) {
		mix(sum, walk.term);
		more = walk.form_len ? term_walk_pass(&walk, (walk.form_len + 1u) / 2)
				     : term_walk_next(&walk);
	}
}

static inline void exercise_terms(const struct book *book, uint64_t *sum)
{
	struct range all = {0, few(book_nterms(book))};
	struct term_walk walk = book_walk_terms(book, all);
	while (term_walk_next(&walk)) {
		struct post post;
		struct str form = {walk.form, walk.form_len};
		struct range stems = book_stem_terms(book, form);
		struct range prefix = book_prefix_terms(book, str_sub(form, 0, 2));
		mix_str(sum, form);
		uint32_t own;
		mix(sum, walk.sections);
		mix(sum, book_own_sections(book, walk.term, &own));
		mix(sum, book_find_term(book, form));
		mix(sum, prefix.to - prefix.from);
		for (uint32_t i = stems.from; i < stems.to && i - stems.from < 100; i++)
			mix(sum, book_stem_term(book, i));
		post_open(book, walk.term, &post);
		exercise_post(&post, sum);
	}
}

static inline void exercise_tally(const struct book *book, struct range terms, uint64_t *sum,
				  struct arena *arena)
{
	const struct tally *tally = tally_terms(book, terms, arena);
	uint32_t section = 0;
	for (uint32_t i = 0; i < EXERCISE_MOST; i++, section++) {
		section = tally_next(tally, section);
		mix(sum, section);
		if (section == BOOK_NONE)
			break;
		for (int field = 0; field < FIELD_COUNT; field++)
			mix(sum, tally_count(tally, section, (enum field)field));
	}
}

static inline void exercise_skimming(const struct book *book, uint64_t *sum)
{
	struct term_skim skim;
	term_skim_open(book, &skim);
	while (skim.first < few(book_nterms(book)) && term_skim_next(&skim)) {
		for (uint32_t i = 0; i < skim.count; i++) {
			struct post post;
			mix(sum, skim.term[i].shared);
			mix(sum, skim.term[i].sections);
			mix_str(sum, (struct str){skim.term[i].at, skim.term[i].len});
			post_open_rest(book, skim.first + i, &skim.term[i], &post);
			mix(sum, post_next(&post) ? post.now.section : 0);
		}
	}
}

static inline uint64_t exercise_book(const struct book *book)
{
	struct arena arena = {0};
	uint64_t sum = 0;
	uint32_t count;
	exercise_pages(book, &sum, &arena);
	exercise_sections(book, &sum, &arena);
	for (uint32_t r = 0; r < few(book_nregions(book)); r++) {
		mix_str(&sum, book_region(book, r));
		const uint32_t *pages = book_region_pages(book, r, &count);
		for (uint32_t i = 0; i < few(count); i++)
			mix(&sum, pages[i]);
	}
	exercise_terms(book, &sum);
	exercise_skimming(book, &sum);
	exercise_passing(book, (struct range){0, few(book_nterms(book))}, &sum);
	exercise_tally(book, (struct range){1, few(book_nterms(book))}, &sum, &arena);
	mix_str(&sum, book_settings(book)->title);
	mix(&sum, book_settings(book)->nkinds);
	mix(&sum, book_map(book) != NULL);
	arena_release(&arena);
	return sum;
}

#endif
