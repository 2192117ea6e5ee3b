// SPDX-License-Identifier: ISC
//
// spell: how often a misspelt word's first guesses are the word that was meant.
//
//     spell LEXICON FILE [TOP1 TOP3]
//
// LEXICON has lines of WORD <tab> frequency, FILE of misspelt <tab> meant ...  Prints the share of
// words guessed first, and within three; fails when one is below its floor.

#include "base/file.h"
#include "base/vec.h"
#include "search/spell/spell.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILE_LIMIT = 64 << 20, GUESSES = 3 };

struct lexicon {
	struct arena arena;
	VEC(struct str) words;
	VEC(uint32_t) frequency;
	uint32_t most;
};

static bool read_lexicon(const char *path, struct lexicon *lexicon, struct err *err)
{
	struct str text, line;
	if (!file_read(path, FILE_LIMIT, &lexicon->arena, &text, NULL, err))
		return false;
	while (str_line(&text, &line)) {
		struct str count, word = str_cut(line, '\t', &count);
		uint32_t frequency = 1;
		if (count.ptr && !str_number(count, UINT32_MAX, &frequency))
			frequency = 1;
		*vec_push(&lexicon->arena, &lexicon->words) = word;
		*vec_push(&lexicon->arena, &lexicon->frequency) = frequency;
		lexicon->most = frequency > lexicon->most ? frequency : lexicon->most;
	}
	return true;
}

static void offer(struct spell *spell, const struct lexicon *lexicon, char letter, bool same)
{
	for (uint32_t i = 0; i < lexicon->words.count; i++) {
		struct str word = lexicon->words.at[i];
		if (word.len && (word.ptr[0] == letter) == same)
			spell_offer(spell, word, lexicon->frequency.at[i], i);
	}
}

static void guess(struct spell *spell, const struct lexicon *lexicon, struct str word)
{
	spell_start(spell, word, lexicon->most, SPELL_BEST, SPELL_FAR);
	offer(spell, lexicon, word.ptr[0], true);
	offer(spell, lexicon, word.ptr[0], false);
}

int main(int argc, char **argv)
{
	struct lexicon lexicon = {0};
	struct err err = {""};
	struct str list, line;
	if ((argc != 3 && argc != 5) || !read_lexicon(argv[1], &lexicon, &err) ||
	    !file_read(argv[2], FILE_LIMIT, &lexicon.arena, &list, NULL, &err)) {
		fprintf(stderr, "spell: %s\n", err.text[0] ? err.text : "LEXICON FILE [TOP1 TOP3]");
		return 2;
	}
	struct spell *spell = arena_new(&lexicon.arena, struct spell);
	uint32_t words = 0, first = 0, three = 0;
	while (str_line(&list, &line)) {
		struct str meant, misspelt = str_cut(line, '\t', &meant);
		meant = str_cut(meant, '\t', &line);
		guess(spell, &lexicon, misspelt);
		words++;
		for (uint32_t i = 0; i < spell->count && i < GUESSES; i++) {
			bool found = str_eq(lexicon.words.at[spell->best[i].id], meant);
			first += found && !i;
			three += found;
		}
	}
	double top1 = words ? (double)first / words : 0, top3 = words ? (double)three / words : 0;
	printf("%u words: top-1 %.3f top-3 %.3f\n", words, top1, top3);
	arena_release(&lexicon.arena);
	return argc == 5 && (top1 < atof(argv[3]) || top3 < atof(argv[4]));
}
