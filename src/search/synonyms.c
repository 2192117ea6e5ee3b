// SPDX-License-Identifier: ISC

#include "search/synonyms.h"

static void add_saying(struct synonyms *synonyms, uint32_t group, struct str text,
		       struct stemmer *stemmer, struct arena *arena)
{
	VEC(struct str) forms = {0};
	VEC(struct str) stems = {0};
	struct words words = words_of(text);
	struct word word;
	while (word_next(&words, &word)) {
		if (word.joined)
			continue;
		struct str form = arena_copy(arena, (struct str){word.form, word.form_len});
		*vec_push(arena, &forms) = form;
		*vec_push(arena, &stems) = stemmer_stem(stemmer, form);
	}
	if (forms.count)
		*vec_push(arena, &synonyms->sayings) =
			(struct saying){group, forms.at, stems.at, forms.count};
}

void synonyms_make(const struct settings *settings, struct stemmer *stemmer, struct arena *arena,
		   struct synonyms *synonyms)
{
	*synonyms = (struct synonyms){.made = true};
	for (uint32_t g = 0; g < settings->nsynonyms; g++) {
		for (uint32_t i = 0; i < settings->synonyms[g].count; i++)
			add_saying(synonyms, g, settings->synonyms[g].at[i], stemmer, arena);
	}
}

static bool begins_so(const struct saying *saying, const struct str *stems, uint32_t count)
{
	if (saying->count > count)
		return false;
	for (uint32_t i = 0; i < saying->count; i++) {
		if (!str_eq(saying->stems[i], stems[i]))
			return false;
	}
	return true;
}

const struct saying *synonyms_find(const struct synonyms *synonyms, const struct str *stems,
				   uint32_t count)
{
	const struct saying *longest = NULL;
	for (uint32_t i = 0; i < synonyms->sayings.count; i++) {
		const struct saying *saying = &synonyms->sayings.at[i];
		if (begins_so(saying, stems, count) && (!longest || saying->count > longest->count))
			longest = saying;
	}
	return longest;
}

bool synonyms_hold(const struct synonyms *synonyms, struct str form)
{
	for (uint32_t i = 0; i < synonyms->sayings.count; i++) {
		const struct saying *saying = &synonyms->sayings.at[i];
		for (uint32_t j = 0; j < saying->count; j++) {
			if (str_eq(saying->forms[j], form))
				return true;
		}
	}
	return false;
}
