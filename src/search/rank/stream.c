// SPDX-License-Identifier: ISC

#include "search/rank/stream.h"

#include <stddef.h>
#include <string.h>

enum { POSITIONS = 512 }; // of a word in a section that a phrase looks at

static void settle(struct stream *stream)
{
	if (stream->at < stream->count)
		stream->now = stream->list[stream->at];
	else
		stream->now.section = BOOK_NONE;
}

// Gives a stream its list, which begins at its first section.
static void take_list(struct stream *stream, const struct posting *list, uint32_t count)
{
	stream->list = list;
	stream->count = count;
	stream->bound.last = count ? list[count - 1].section : BOOK_NONE;
	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t f = 0; f < FIELD_COUNT; f++) {
			if (list[i].count[f] > stream->bound.count[f])
				stream->bound.count[f] = list[i].count[f];
		}
	}
	settle(stream);
}

struct post_bound stream_list_bound(const struct stream *stream)
{
	return stream->term != BOOK_NONE ? post_list_bound(&stream->post) : stream->bound;
}

// A phrase in the making.
struct phrase {
	const struct book *book;
	struct str *forms;
	uint32_t count;
	struct post *posts;
	uint32_t *order; // of its words, the rarest first
	uint32_t page;   // the last whose title and aliases were read, and what they hold
	bool titled, named;
};

// Moves all posts to the first section >= that of the rarest word's which all of them hold.
static bool meet(struct phrase *phrase)
{
	struct post *rarest = &phrase->posts[phrase->order[0]];
	for (uint32_t i = 1; i < phrase->count; i++) {
		struct post *post = &phrase->posts[phrase->order[i]];
		uint32_t section = rarest->now.section;
		if (section == BOOK_NONE || !post_pass(post, section))
			return false;
		if (post->now.section != section) {
			if (!post_pass(rarest, post->now.section))
				return false;
			i = 0;
		}
	}
	return rarest->now.section != BOOK_NONE;
}

// Leaves those of the places where a phrase may begin that have its word `offset` so far behind.
static uint32_t keep_followed(uint32_t *begins, uint32_t count, const uint32_t *places, uint32_t n,
			      uint32_t offset)
{
	uint32_t kept = 0;
	for (uint32_t i = 0, j = 0; i < count && j < n;) {
		uint32_t place = begins[i] + offset;
		if (place == places[j])
			begins[kept++] = begins[i];
		i += place <= places[j];
		j += place >= places[j];
	}
	return kept;
}

// How often the words stand side by side where all posts stand.
static uint32_t side_by_side(const struct phrase *phrase)
{
	uint32_t begins[POSITIONS], places[POSITIONS], count = 0;
	uint32_t offset = phrase->order[0];
	uint32_t n = post_positions(&phrase->posts[offset], places, POSITIONS);
	for (uint32_t i = 0; i < n; i++) {
		begins[count] = places[i] - offset;
		count += places[i] >= offset;
	}
	for (uint32_t i = 1; i < phrase->count && count; i++) {
		offset = phrase->order[i];
		n = post_positions(&phrase->posts[offset], places, POSITIONS);
		count = keep_followed(begins, count, places, n, offset);
	}
	return count;
}

static bool text_holds(const struct phrase *phrase, struct str text)
{
	struct words words = words_of(text);
	struct word word;
	uint32_t held = 0;
	while (held < phrase->count && word_next(&words, &word)) {
		struct str form = {word.form, word.form_len};
		if (word.joined)
			continue;
		if (str_eq(form, phrase->forms[held]))
			held++;
		else
			held = str_eq(form, phrase->forms[0]);
	}
	return held == phrase->count;
}

// Whether all words may be in another field than the body.
static bool stand_elsewhere(const struct phrase *phrase)
{
	for (uint32_t i = 0; i < phrase->count; i++) {
		struct post *post = &phrase->posts[phrase->order[i]];
		if (!post_count_block(post) || !post->other[post->at])
			return false;
	}
	return true;
}

static bool all_in(const struct phrase *phrase, enum field field)
{
	for (uint32_t i = 0; i < phrase->count; i++) {
		post_count(&phrase->posts[i]);
		if (!phrase->posts[i].now.count[field])
			return false;
	}
	return true;
}

static void read_names(struct phrase *phrase, uint32_t number)
{
	struct book_page page = book_page(phrase->book, number);
	phrase->page = number;
	phrase->titled = text_holds(phrase, page.title);
	phrase->named = false;
	for (uint32_t i = page.aliases.from; i < page.aliases.to; i++)
		phrase->named |= text_holds(phrase, book_string(phrase->book, i));
}

// Counts the phrase in the section where all posts stand: in heading and body by the positions of
// its words; what else may hold it is read.
static struct posting count_phrase(struct phrase *phrase)
{
	struct posting counts = {.section = phrase->posts[0].now.section};
	counts.count[FIELD_BODY] = (uint16_t)side_by_side(phrase);
	if (!stand_elsewhere(phrase))
		return counts;
	if (counts.count[FIELD_BODY] && all_in(phrase, FIELD_HEADING))
		counts.count[FIELD_HEADING] =
			text_holds(phrase, book_section(phrase->book, counts.section).heading);
	if (!all_in(phrase, FIELD_TITLE) && !all_in(phrase, FIELD_ALIAS))
		return counts;
	uint32_t page = book_section_page(phrase->book, counts.section);
	if (page != phrase->page)
		read_names(phrase, page);
	counts.count[FIELD_TITLE] = phrase->titled;
	counts.count[FIELD_ALIAS] = phrase->named;
	return counts;
}

static bool is_counted(const struct posting *posting)
{
	for (uint32_t f = 0; f < FIELD_COUNT; f++) {
		if (posting->count[f])
			return true;
	}
	return false;
}

static struct phrase open_phrase(const struct book *book, const struct member *member,
				 struct arena *arena, bool *more)
{
	struct phrase phrase = {
		.book = book,
		.forms = arena_array(arena, struct str, member->nterms),
		.count = member->nterms,
		.posts = arena_array(arena, struct post, member->nterms),
		.order = arena_array(arena, uint32_t, member->nterms),
		.page = BOOK_NONE,
	};
	*more = true;
	for (uint32_t i = 0; i < member->nterms; i++) {
		char form[64];
		phrase.forms[i] = arena_copy(arena, book_term(book, member->terms[i], form));
		post_open(book, member->terms[i], &phrase.posts[i]);
		*more = post_pass(&phrase.posts[i], 0) && *more;
		uint32_t at = i, sections = phrase.posts[i].sections;
		for (; at && phrase.posts[phrase.order[at - 1]].sections > sections; at--)
			phrase.order[at] = phrase.order[at - 1];
		phrase.order[at] = i;
	}
	return phrase;
}

static void make_phrase(const struct book *book, const struct member *member, struct arena *arena,
			struct stream *stream)
{
	VEC(struct posting) list = {0};
	bool more;
	struct phrase phrase = open_phrase(book, member, arena, &more);
	struct post *rarest = &phrase.posts[phrase.order[0]];
	while (more && meet(&phrase)) {
		struct posting posting = count_phrase(&phrase);
		if (is_counted(&posting))
			*vec_push(arena, &list) = posting;
		more = post_pass(rarest, posting.section + 1);
	}
	take_list(stream, list.at, list.count);
}

// All but the post, which is large.
static void clear(struct stream *stream, float quality)
{
	memset(stream, 0, offsetof(struct stream, post));
	stream->quality = quality;
	stream->term = BOOK_NONE;
}

void stream_open(const struct book *book, const struct member *member, struct arena *arena,
		 struct stream *stream)
{
	clear(stream, member->quality);
	if (member->nterms == 1) {
		stream->term = member->terms[0];
		post_open(book, stream->term, &stream->post);
		post_pass(&stream->post, 0);
		stream->now.section = stream->post.now.section;
		return;
	}
	make_phrase(book, member, arena, stream);
}

// Of the counts that in the title is known alone.
static void stand_spread(struct stream *stream, uint32_t section)
{
	stream->now = (struct posting){.section = tally_next(stream->spread, section)};
	if (stream->now.section == BOOK_NONE)
		return;
	stream->now.count[FIELD_TITLE] =
		(uint16_t)tally_count(stream->spread, stream->now.section, FIELD_TITLE);
}

void stream_open_prefix(const struct book *book, struct range terms, float quality,
			struct arena *arena, struct stream *stream)
{
	clear(stream, quality);
	stream->spread = tally_terms(book, terms, arena);
	stream->bound.count[FIELD_BODY] = UINT16_MAX;
	stand_spread(stream, 0);
}

const uint16_t *stream_count(struct stream *stream)
{
	if (stream->term == BOOK_NONE)
		return stream->now.count;
	post_count(&stream->post);
	return stream->post.now.count;
}

float stream_bulk(struct stream *stream, struct norms *norms)
{
	uint32_t section = stream->now.section;
	if (stream->spread)
		return spread_bulk(stream->spread, norms, section);
	return norms_bulk(norms, section, stream_count(stream));
}

void stream_seek(struct stream *stream, uint32_t section)
{
	if (stream->now.section >= section)
		return;
	if (stream->term != BOOK_NONE) {
		post_pass(&stream->post, section);
		stream->now.section = stream->post.now.section;
		return;
	}
	if (stream->spread) {
		stand_spread(stream, section);
		return;
	}
	uint32_t low = stream->at, high = stream->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (stream->list[middle].section < section)
			low = middle + 1;
		else
			high = middle;
	}
	stream->at = low;
	settle(stream);
}
