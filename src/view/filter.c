// SPDX-License-Identifier: ISC

#include "view/filter.h"

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

static bool has(struct str text, struct str form)
{
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		if (str_starts((struct str){word.form, word.form_len}, form))
			return true;
	}
	return false;
}

bool filter_takes(const struct filter *filter, struct str text, struct str also)
{
	for (uint32_t i = 0; i < filter->nforms; i++) {
		if (!has(text, filter->forms[i]) && !has(also, filter->forms[i]))
			return false;
	}
	return true;
}
