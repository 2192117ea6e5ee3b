// SPDX-License-Identifier: ISC

#include "search/rank/feedback.h"

#include <string.h>

#include "search/rank/weights.h"

struct candidate {
	struct str stem;
	uint32_t count;   // in the section being read
	uint32_t section; // of the best ones, the last that held it
	float value;
	uint32_t next; // in its bucket, + 1
};

enum { BUCKETS = 1024 };

struct gatherer {
	struct searcher *searcher;
	struct arena *arena;
	VEC(struct candidate) found;
	uint32_t buckets[BUCKETS];
	uint32_t section;
};

static struct candidate *candidate_of(struct gatherer *gatherer, struct str stem)
{
	uint32_t *bucket = &gatherer->buckets[str_hash(stem) % BUCKETS];
	for (uint32_t i = *bucket; i; i = gatherer->found.at[i - 1].next) {
		if (str_eq(gatherer->found.at[i - 1].stem, stem))
			return &gatherer->found.at[i - 1];
	}
	struct candidate *found = vec_push(gatherer->arena, &gatherer->found);
	found->stem = stem;
	found->section = UINT32_MAX;
	found->next = *bucket;
	*bucket = gatherer->found.count;
	return found;
}

static bool has_digit(struct str form)
{
	for (size_t i = 0; i < form.len; i++) {
		if (form.ptr[i] >= '0' && form.ptr[i] <= '9')
			return true;
	}
	return false;
}

static void gather_text(struct gatherer *gatherer, struct str text)
{
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		struct str form = {word.form, word.form_len};
		if (word.joined || form.len < 3 || has_digit(form) ||
		    stemmer_is_stop(gatherer->searcher->stemmer, form))
			continue;
		struct str stem = stemmer_stem(gatherer->searcher->stemmer, form);
		struct candidate *found = candidate_of(gatherer, stem);
		if (found->section != gatherer->section) {
			found->section = gatherer->section;
			found->count = 0;
		}
		found->count++;
	}
}

// Adds what the words of one section are worth, `share` being the section's part of the whole.
static void gather_section(struct gatherer *gatherer, uint32_t index, const struct scored *best,
			   float share)
{
	const struct book *book = gatherer->searcher->book;
	uint32_t page = book_section_page(book, best->section);
	gatherer->section = index;
	gather_text(gatherer, book_page_title(book, page));
	gather_text(gatherer, recent_passage(&gatherer->searcher->recent, book, best->section,
					     gatherer->arena)
				      .text);
	float b = weights.field[FIELD_BODY].length;
	float length = (float)book_field_length(book, best->section, FIELD_BODY);
	float norm = 1 - b + b * length / book_field_average(book, FIELD_BODY);
	for (uint32_t i = 0; i < gatherer->found.count; i++) {
		struct candidate *found = &gatherer->found.at[i];
		if (found->section != index)
			continue;
		float bulk = (float)found->count / norm;
		found->value += share * bulk / (weights.feedback_k + bulk);
	}
}

static bool is_more(const struct candidate *a, const struct candidate *b)
{
	return a->value != b->value ? a->value > b->value : str_cmp(a->stem, b->stem) < 0;
}

// Makes a heap of what is below `at` again, the most on top (Floyd, "Algorithm 245: Treesort",
// 1964).
static void sink(struct candidate *heap, uint32_t count, uint32_t at)
{
	struct candidate moved = heap[at];
	for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
		child += child + 1 < count && is_more(&heap[child + 1], &heap[child]);
		if (!is_more(&heap[child], &moved))
			break;
		heap[at] = heap[child];
	}
	heap[at] = moved;
}

static void keep(struct candidate kept[FEEDBACK_WORDS], uint32_t *count, struct candidate more)
{
	uint32_t at = *count < FEEDBACK_WORDS ? (*count)++ : FEEDBACK_WORDS;
	for (; at && is_more(&more, &kept[at - 1]); at--) {
		if (at < FEEDBACK_WORDS)
			kept[at] = kept[at - 1];
	}
	if (at < FEEDBACK_WORDS)
		kept[at] = more;
}

// What has been asked for, by the hash of the stem; long ones are not kept.
struct known {
	struct range terms;
	float rarity;
	uint8_t len; // 0: free
	char stem[19];
};

static struct known know(const struct book *book, struct str stem)
{
	struct known known = {.terms = book_stem_terms(book, stem)};
	known.rarity = plan_stem_rarity(book, known.terms);
	return known;
}

// The best sections of one book's answers have many words in common, and a longer question has those
// of the one before it.
static struct known known_of(struct searcher *searcher, struct str stem)
{
	enum { KNOWN = 2048 };
	if (!searcher->known)
		searcher->known = arena_array(&searcher->arena, struct known, KNOWN);
	struct known *known = &searcher->known[str_hash(stem) % KNOWN];
	if (!stem.len || stem.len > sizeof known->stem)
		return know(searcher->book, stem);
	if (!str_eq((struct str){known->stem, known->len}, stem)) {
		*known = know(searcher->book, stem);
		known->len = (uint8_t)stem.len;
		memcpy(known->stem, stem.ptr, stem.len);
	}
	return *known;
}

// Keeps the words of most value times rarity, sorted by it.  They are asked for their rarity in the
// order of their value, until even the rarest could not be among the kept.
static uint32_t keep_best(struct gatherer *gatherer, struct candidate kept[FEEDBACK_WORDS])
{
	struct candidate *found = gatherer->found.at;
	float rarest = plan_rarity(gatherer->searcher->book, 1);
	uint32_t count = 0, left = gatherer->found.count;
	for (uint32_t at = left / 2; at--;)
		sink(found, left, at);
	for (; left; left--) {
		struct candidate most = found[0];
		if (count == FEEDBACK_WORDS &&
		    most.value * rarest <= kept[FEEDBACK_WORDS - 1].value)
			break;
		found[0] = found[left - 1];
		sink(found, left - 1, 0);
		most.value *= known_of(gatherer->searcher, most.stem).rarity;
		keep(kept, &count, most);
	}
	return count;
}

bool feedback_wanted(const struct plan *plan)
{
	return weights.feedback > 0 && plan->order.count >= FEEDBACK_QUERY &&
	       !(plan->flags & (SEARCH_TYPING | SEARCH_REGEX));
}

uint32_t feedback_units(struct searcher *searcher, const struct plan *plan,
			const struct scored *best, uint32_t count, struct arena *arena,
			struct unit units[FEEDBACK_WORDS])
{
	struct gatherer *gatherer = arena_new(arena, struct gatherer);
	gatherer->searcher = searcher;
	gatherer->arena = arena;
	float all = 0, sum = 0, query = 0;
	for (uint32_t i = 0; i < count && i < FEEDBACK_SECTIONS; i++)
		all += best[i].score * best[i].score;
	for (uint32_t i = 0; i < count && i < FEEDBACK_SECTIONS && all > 0; i++)
		gather_section(gatherer, i, &best[i], best[i].score * best[i].score / all);
	struct candidate kept[FEEDBACK_WORDS];
	uint32_t n = keep_best(gatherer, kept);
	for (uint32_t i = 0; i < n; i++)
		sum += kept[i].value;
	for (uint32_t u = 0; u < plan->units.count; u++)
		query += plan->units.at[u].weight;
	for (uint32_t i = 0; i < n && sum > 0; i++) {
		units[i] = plan_stem_unit(searcher->book, kept[i].stem,
					  known_of(searcher, kept[i].stem).terms, arena);
		units[i].weight = weights.feedback * query * kept[i].value / sum;
	}
	return sum > 0 ? n : 0;
}
