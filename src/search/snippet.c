// SPDX-License-Identifier: ISC
//
// A window of the wanted width slides over the sentences and words that begin before a mark; the
// one with most marks, each different word counted once, wins.  It begins with its sentence when
// the marks still fit behind that, else at a word with "…" before it.

#include "search/snippet.h"

#include "base/buf.h"
#include "text/column.h"

#include <string.h>

enum { BEFORE = 24, CLUSTER_BYTES = 4 }; // columns kept before a mark in the middle of a sentence

struct cutting {
	struct str text; // on one line
	const struct range *marks;
	uint32_t nmarks;
	uint32_t columns;
};

// The same bytes with each line end and tab a blank, so that the marks keep their places.
static struct str one_line(struct str text, struct arena *arena)
{
	char *line = arena_bytes(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		line[i] = text.ptr[i] == '\n' || text.ptr[i] == '\t' ? ' ' : text.ptr[i];
	return (struct str){line, text.len};
}

// Where the sentence that holds byte `at` begins.
static size_t sentence_start(struct str text, size_t at)
{
	for (size_t i = at; i > 1; i--) {
		char stop = text.ptr[i - 2];
		if (text.ptr[i - 1] == ' ' && (stop == '.' || stop == '?' || stop == '!'))
			return i;
	}
	return 0;
}

// The first word that begins at or after byte `at`; `at` itself when there is none before `end`.
static size_t word_start(struct str text, size_t at, size_t end)
{
	if (!at || text.ptr[at - 1] == ' ')
		return at;
	for (size_t i = at; i < end; i++) {
		if (text.ptr[i] == ' ')
			return i + 1;
	}
	while (at < end && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at++;
	return at;
}

// Where a window that shows mark `m` begins: its sentence, or a little before it.
static size_t window_start(const struct cutting *cut, uint32_t m)
{
	size_t mark = cut->marks[m].from, start = sentence_start(cut->text, mark);
	if (mark - start + (cut->marks[m].to - mark) <= cut->columns * 2 / 3)
		return start;
	return word_start(cut->text, mark > BEFORE ? mark - BEFORE : 0, mark);
}

static bool same_word(const struct cutting *cut, uint32_t a, uint32_t b)
{
	struct str first = str_sub(cut->text, cut->marks[a].from, cut->marks[a].to);
	struct str second = str_sub(cut->text, cut->marks[b].from, cut->marks[b].to);
	return str_eq_nocase(first, second);
}

// How many different marked words a window from `start` shows.
static uint32_t window_worth(const struct cutting *cut, uint32_t first, size_t start)
{
	uint32_t worth = 0;
	for (uint32_t m = first; m < cut->nmarks && cut->marks[m].to <= start + cut->columns; m++) {
		bool again = false;
		for (uint32_t i = first; i < m && !again; i++)
			again = same_word(cut, i, m);
		worth += !again;
	}
	return worth;
}

static size_t best_start(const struct cutting *cut)
{
	enum { TRIES = 200 }; // marks looked at: a long section is not read to its end
	size_t best = 0;
	uint32_t most = 0;
	for (uint32_t m = 0; m < cut->nmarks && m < TRIES; m++) {
		size_t start = window_start(cut, m);
		uint32_t worth = window_worth(cut, m, start);
		if (worth > most) {
			most = worth;
			best = start;
		}
	}
	return best;
}

// The last blank at or before `end`, so that no word is cut; `end` when a word fills it all.
static size_t word_end(struct str text, size_t start, size_t end)
{
	if (end >= text.len || text.ptr[end] == ' ')
		return end < text.len ? end : text.len;
	for (size_t i = end; i > start; i--) {
		if (text.ptr[i - 1] == ' ')
			return i - 1;
	}
	return end;
}

struct snippet snippet_cut(struct str text, const struct range *marks, uint32_t nmarks,
			   uint32_t columns, struct arena *arena)
{
	struct cutting cut = {one_line(text, arena), marks, nmarks, columns};
	size_t start = best_start(&cut);
	struct str rest = str_sub(cut.text, start, start + (size_t)columns * CLUSTER_BYTES);
	size_t end = start + column_fit(rest, (int)columns).len;
	end = word_end(cut.text, start, end);
	while (start < end && cut.text.ptr[start] == ' ')
		start++;
	while (end > start && cut.text.ptr[end - 1] == ' ')
		end--;

	bool cut_before = start && start != sentence_start(cut.text, start);
	bool cut_after = str_trim(str_sub(cut.text, end, cut.text.len)).len > 0;
	struct str dots = STR("\xe2\x80\xa6");
	struct buf out = {0};
	buf_add(&out, cut_before ? dots : STR(""));
	size_t shift = out.len;
	buf_add(&out, str_sub(cut.text, start, end));
	buf_add(&out, cut_after ? dots : STR(""));

	struct range *shown = arena_array(arena, struct range, nmarks + 1);
	struct snippet snippet = {arena_copy(arena, buf_str(&out)), shown, 0};
	for (uint32_t m = 0; m < nmarks; m++) {
		if (marks[m].from >= start && marks[m].to <= end)
			shown[snippet.nmarks++] =
				(struct range){(uint32_t)(marks[m].from - start + shift),
					       (uint32_t)(marks[m].to - start + shift)};
	}
	buf_release(&out);
	return snippet;
}
