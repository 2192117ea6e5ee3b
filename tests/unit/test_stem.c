// SPDX-License-Identifier: ISC

#include "expect.h"

#include "text/stopwords.h"
#include "text/word.h"

static struct stemmer *open_stemmer(const char *language)
{
	struct err err;
	struct stemmer *stemmer = stemmer_open(str_of(language), &err);
	if (!stemmer)
		fail_msg("%s: %s", language, err.text);
	return stemmer;
}

static void forms_of_a_word_have_one_stem(void **state)
{
	(void)state;
	static const struct {
		const char *why, *language, *a, *b;
		bool same;
	} cases[] = {
		{"English is the default", "", "stretching", "stretched", true},
		{"a code", "en", "tendons", "tendon", true},
		{"a name in any case", "English", "injuries", "injury", true},
		{"of three letters", "eng", "running", "runs", true},
		{"different words", "en", "calf", "heel", false},
		{"digits are not stemmed", "en", "3s", "3", false},
		{"German", "de", "verletzungen", "verletzung", true},
		{"of a country", "de-AT", "sehnen", "sehne", true},
		{"French", "fr_CA", "douleurs", "douleur", true},
		{"Russian", "ru", "мышцы", "мышца", true},
		{"Norwegian by its other name", "nb", "skader", "skade", true},
		{"Swedish", "sv", "skadorna", "skador", true},
		{"another language's rules", "de", "stretching", "stretched", false},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct stemmer *stemmer = open_stemmer(cases[i].language);
		struct str a = stemmer_stem(stemmer, str_of(cases[i].a));
		struct str b = stemmer_stem(stemmer, str_of(cases[i].b));
		if (str_eq(a, b) != cases[i].same)
			fail_msg("%s: %.*s, %.*s", cases[i].why, STR_ARG(a), STR_ARG(b));
		stemmer_close(stemmer);
	}
}

static void stems_live_as_long_as_the_stemmer(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct stemmer *stemmer = open_stemmer("en");
	char form[] = "tendons";
	struct str first = stemmer_stem(stemmer, str_of(form)), happy;
	happy = stemmer_stem(stemmer, STR("happy")); // not a beginning of its form
	memset(form, 'x', sizeof form);
	for (int i = 0; i < 50000; i++)
		stemmer_stem(stemmer, arena_printf(&arena, "word%dings", i));
	expect_str("kept while the table grows", first, STR("tendon"));
	expect_str("and this", happy, STR("happi"));
	assert_ptr_equal(stemmer_stem(stemmer, STR("tendons")).ptr, first.ptr);
	for (int i = 0; i < 50000; i += 997) {
		struct str word = arena_printf(&arena, "word%dings", i);
		expect_str("with a digit, its own", stemmer_stem(stemmer, word), word);
	}
	char longest[FORM_MAX];
	memset(longest, 'a', sizeof longest);
	expect_number("of any length", stemmer_stem(stemmer, (struct str){longest, FORM_MAX}).len,
		      FORM_MAX);
	stemmer_close(stemmer);
	stemmer_close(NULL);
	arena_release(&arena);
}

static void an_unknown_language_is_told_what_there_is(void **state)
{
	(void)state;
	struct err err;
	assert_null(stemmer_open(STR("klingon"), &err));
	assert_true(str_starts(str_of(err.text),
			       STR("no language is called \"klingon\"; there are: arabic ")));
	assert_null(stemmer_open(STR("a-name-far-longer-than-any-language-has"), &err));
	assert_null(stemmer_open(STR("-"), &err));
}

static void common_words_are_known_in_each_language(void **state)
{
	(void)state;
	static const struct {
		const char *language, *stop, *content;
	} cases[] = {
		{"en", "the", "calf"},   {"en", "dont", "ill"},       {"de", "fur", "wade"},
		{"fr", "ou", "mollet"},  {"es", "mas", "rodilla"},    {"it", "perche", "piede"},
		{"nl", "het", "kuit"},   {"pt", "nao", "joelho"},     {"sv", "och", "vad och"},
		{"no", "ikke", "legg"},  {"nn", "ikke", "legg"},      {"da", "vaere", "lag"},
		{"fi", "etta", "pohje"}, {"ru", "еще", "икра"},       {"Danish", "og", "knae"},
		{"hu", "", "es"},        {"pt-BR", "voce", "costas"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct stemmer *stemmer = open_stemmer(cases[i].language);
		if (*cases[i].stop && !stemmer_is_stop(stemmer, str_of(cases[i].stop)))
			fail_msg("%s: %s", cases[i].language, cases[i].stop);
		if (stemmer_is_stop(stemmer, str_of(cases[i].content)))
			fail_msg("%s: %s", cases[i].language, cases[i].content);
		stemmer_close(stemmer);
	}
}

// A word with an accent or an apostrophe would never be asked for.
static void stop_words_are_forms(void **state)
{
	(void)state;
	static const char *const languages[] = {"en", "de", "fr", "es", "it", "nl",
						"pt", "sv", "no", "da", "fi", "ru"};
	for (size_t i = 0; i < countof(languages); i++) {
		struct str rest = stopwords_of(str_of(languages[i]));
		size_t count = 0;
		for (; rest.len; count++) {
			struct str word = str_cut(rest, ' ', &rest);
			char form[FORM_MAX];
			expect_str(languages[i], (struct str){form, word_fold(word, form)}, word);
		}
		assert_in_range(count, 90, 250);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_a_word_have_one_stem),
		cmocka_unit_test(stems_live_as_long_as_the_stemmer),
		cmocka_unit_test(an_unknown_language_is_told_what_there_is),
		cmocka_unit_test(common_words_are_known_in_each_language),
		cmocka_unit_test(stop_words_are_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
