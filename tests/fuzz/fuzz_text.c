// SPDX-License-Identifier: ISC
//
// What holds for any bytes: cleaning makes them valid, backwards is forwards, what is safe holds no
// forbidden code point and stays as it is when made safe again, columns and words come to an end.

#include "base/arena.h"
#include "text/column.h"
#include "text/linebreak.h"
#include "text/safe.h"
#include "text/utf8.h"
#include "text/word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Unlike assert(), there in a release build too.
#define LAW(holds) ((holds) ? (void)0 : broken(__LINE__, #holds))

static _Noreturn void broken(int line, const char *law)
{
	fprintf(stderr, "fuzz_text.c:%d: %s\n", line, law);
	abort();
}

static void decoding_is_the_same_both_ways(struct str bytes)
{
	uint32_t *seen = calloc(bytes.len + 1, sizeof *seen);
	size_t count = 0;
	for (size_t at = 0; at < bytes.len;) {
		size_t from = at;
		seen[count++] = utf8_next(bytes, &at);
		LAW(at > from && at - from <= UTF8_MAX && at <= bytes.len);
	}
	for (size_t at = bytes.len; at > 0;)
		LAW(count && utf8_prev(bytes, &at) == seen[--count]);
	LAW(count == 0);
	free(seen);
}

static bool is_forbidden(uint32_t cp)
{
	if (cp < 0xA0)
		return cp >= 0x7F || (cp < 0x20 && cp != '\t' && cp != '\n');
	return cp == 0xAD || cp == 0x61C || cp == 0x200B || cp == 0x200E || cp == 0x200F ||
	       (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF ||
	       (cp >= 0xE000 && cp <= 0xF8FF) || (cp >= 0xFDD0 && cp <= 0xFDEF) ||
	       (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp & 0xFFFE) == 0xFFFE ||
	       (cp >= 0xE0000 && cp <= 0xE007F) || cp >= 0xF0000;
}

static void nothing_forbidden_is_in(struct str text)
{
	LAW(utf8_valid(text));
	for (size_t at = 0; at < text.len;)
		LAW(!is_forbidden(utf8_next(text, &at)));
}

static void ascii_is_plain(struct arena *arena, struct str safe)
{
	struct str ascii = safe_ascii(arena, safe);
	nothing_forbidden_is_in(ascii);
	for (size_t i = 0; i < ascii.len; i++)
		LAW((unsigned char)ascii.ptr[i] < 0x80);
	LAW(safe_ascii(arena, ascii).ptr == ascii.ptr);
}

static void is_one_line(struct str line)
{
	for (size_t i = 0; i < line.len; i++)
		LAW(line.ptr[i] != '\n' && line.ptr[i] != '\t' &&
		    (line.ptr[i] != ' ' || (i > 0 && i + 1 < line.len && line.ptr[i - 1] != ' ')));
}

static struct str what_is_safe_stays(struct arena *arena, struct str text)
{
	struct str safe = safe_text(arena, text), line = safe_line(arena, text);
	nothing_forbidden_is_in(safe);
	nothing_forbidden_is_in(line);
	is_one_line(line);
	LAW(safe_text(arena, safe).ptr == safe.ptr);
	LAW(safe_text(arena, safe).len == safe.len);
	LAW(str_eq(safe_line(arena, line), line));
	ascii_is_plain(arena, safe);
	return line;
}

static void columns_add_up(struct str line)
{
	int all = 0;
	for (size_t at = 0; at < line.len;) {
		int cols;
		size_t behind = column_next(line, at, &cols);
		LAW(behind > at && behind <= line.len && cols >= 0 && cols <= 2);
		all += cols;
		at = behind;
	}
	LAW(column_count(line) == all);
	for (int cols = 0; cols < 6; cols++) {
		struct str start = column_fit(line, cols), end = column_fit_end(line, cols);
		LAW(str_starts(line, start) && str_ends(line, end));
		LAW(column_count(start) <= cols && column_count(end) <= cols);
	}
	LAW(column_fit(line, all).len == line.len && column_fit_end(line, all).len == line.len);
}

static void words_ascend(struct str text)
{
	struct words words = words_of(text);
	struct range last = {0, 0};
	uint32_t position = 0;
	for (struct word word; word_next(&words, &word);) {
		LAW(word.text.from < word.text.to && word.text.to <= text.len);
		LAW(word.form_len > 0 && word.form_len <= FORM_MAX);
		struct str form = {word.form, word.form_len};
		char again[FORM_MAX];
		LAW(utf8_valid(form));
		LAW(str_eq((struct str){again, word_fold(form, again)}, form));
		if (word.joined) {
			LAW(word.text.to == last.to && word.position + 1 < position);
			continue;
		}
		LAW(word.position == position++);
		LAW(word.text.from > last.from || !last.to);
		LAW(word.text.to > last.to);
		last = word.text;
	}
}

static void breaks_stand_behind_code_points(struct str text)
{
	uint8_t *breaks = malloc(text.len + 1);
	linebreak_find(text, STR("en"), breaks);
	for (size_t i = 0; i < text.len; i++) {
		bool ends = i + 1 == text.len || ((unsigned char)text.ptr[i + 1] & 0xC0) != 0x80;
		LAW(breaks[i] == LINEBREAK_NO || (ends && breaks[i] <= LINEBREAK_MUST));
	}
	free(breaks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str bytes = {(const char *)data, size};
	decoding_is_the_same_both_ways(bytes);

	struct str clean = utf8_clean(&arena, bytes);
	LAW(utf8_valid(clean) && (!clean.len || !memchr(clean.ptr, '\0', clean.len)));
	LAW(utf8_valid(bytes) || clean.ptr != bytes.ptr);
	what_is_safe_stays(&arena, bytes);
	columns_add_up(what_is_safe_stays(&arena, clean));
	columns_add_up(clean);
	words_ascend(clean);
	breaks_stand_behind_code_points(clean);
	arena_release(&arena);
	return 0;
}
