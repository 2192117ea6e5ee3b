// SPDX-License-Identifier: ISC
//
// The words of a row stand one behind the other, a byte with its length before each.

#include "view/filter.h"

#include <string.h>

#include "base/vec.h"
#include "text/word.h"

struct filter filter_of(struct str typed, struct arena *arena)
{
	VEC(struct str) forms = {0};
	struct words words = words_of(typed);
	struct word word;
	while (word_next(&words, &word)) {
		if (!word.joined)
			*vec_push(arena, &forms) =
				arena_copy(arena, (struct str){word.form, word.form_len});
	}
	return (struct filter){forms.at, forms.count};
}

static void add_words(struct str text, struct buf *out)
{
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		buf_char(out, (char)word.form_len);
		buf_add(out, (struct str){word.form, word.form_len});
	}
}

struct str filter_words(struct str text, struct str also, struct buf *room, struct arena *arena)
{
	room->len = 0;
	add_words(text, room);
	add_words(also, room);
	return arena_copy(arena, buf_str(room));
}

static bool has(struct str words, struct str form)
{
	for (size_t at = 0, len; at < words.len; at += len) {
		len = (unsigned char)words.ptr[at++];
		const char *word = words.ptr + at;
		if (len >= form.len && word[0] == form.ptr[0] &&
		    memcmp(word, form.ptr, form.len) == 0)
			return true;
	}
	return false;
}

bool filter_takes(const struct filter *filter, struct str words)
{
	for (uint32_t i = 0; i < filter->nforms; i++) {
		if (!has(words, filter->forms[i]))
			return false;
	}
	return true;
}
