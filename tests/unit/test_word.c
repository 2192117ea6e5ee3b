// SPDX-License-Identifier: ISC

#include "expect.h"

#include "base/buf.h"
#include "text/word.h"

// "form@position", a '+' before the position of a joined one.
static void list_word(const struct word *word, struct buf *out)
{
	buf_printf(out, "%s%.*s@%s%u", out->len ? " " : "", word->form_len, word->form,
		   word->joined ? "+" : "", word->position);
}

static void list_words(struct str text, struct buf *out)
{
	struct words words = words_of(text);
	for (struct word word; word_next(&words, &word);)
		list_word(&word, out);
}

static void list_batches(struct str text, uint32_t room, struct buf *out)
{
	struct words words = words_of(text);
	struct word batch[8];
	for (uint32_t count; (count = words_next(&words, batch, room));) {
		for (uint32_t i = 0; i < count; i++)
			list_word(&batch[i], out);
	}
}

static void text_is_words_and_their_joined_forms(void **state)
{
	(void)state;
	static const struct {
		const char *why, *text, *want;
	} cases[] = {
		{"plain words", "The sore calf, again.", "the@0 sore@1 calf@2 again@3"},
		{"no words", " -- '' ... _ \u2014 !", ""},
		{"a word that ends the text", "calf", "calf@0"},
		{"capitals among many letters", "GastroCnemiusMuscle x",
		 "gastrocnemiusmuscle@0 x@1"},
		{"what is next to the letters in ASCII", "@a[Z`z{", "a@0 z@1 z@2"},

		{"a possessive", "the runner's knee", "the@0 runner@1 knee@2"},
		{"typeset", "the runner\u2019s knee", "the@0 runner@1 knee@2"},
		{"in capitals", "RUNNER'S", "runner@0"},
		{"of many", "runners' knees", "runners@0 knees@1"},
		{"a contraction", "don't I'm o'clock", "dont@0 im@1 oclock@2"},
		{"an s that goes on", "it'small", "itsmall@0"},
		{"quotes are not inside", "'calf' 'pain'", "calf@0 pain@1"},
		{"of a year", "the 1990's", "the@0 1990@1"},
		{"a French article", "l'homme d\u2019Achille qu'il",
		 "l@0 homme@1 lhomme@+0 d@2 achille@3 dachille@+2 qu@4 il@5 quil@+4"},
		{"an Italian one", "dell'acqua", "dell@0 acqua@1 dellacqua@+0"},
		{"a Catalan point", "col\u00B7lecció", "colleccio@0"},

		{"a hyphen", "plantar-flexion x", "plantar@0 flexion@1 plantarflexion@+0 x@2"},
		{"three parts", "anterior-cruciate-ligament",
		 "anterior@0 cruciate@1 ligament@2 anteriorcruciateligament@+0"},
		{"typeset hyphens", "x\u2010ray x\u2011ray", "x@0 ray@1 xray@+0 x@2 ray@3 xray@+2"},
		{"hyphens that hang", "long- and short-term",
		 "long@0 and@1 short@2 term@3 shortterm@+2"},
		{"dashes", "calf--pain calf\u2013pain", "calf@0 pain@1 calf@2 pain@3"},
		{"a possessive in it", "runner's-knee", "runner@0 knee@1 runnerknee@+0"},
		{"low lines", "my_own __init__", "my@0 own@1 myown@+0 init@2"},

		{"a number and its unit", "15mm", "15@0 mm@1 15mm@+0"},
		{"with a space", "15 mm", "15@0 mm@1"},
		{"a decimal point", "1.5mm.", "1.5@0 mm@1 1.5mm@+0"},
		{"thousands", "2,000 12,345,678.5", "2000@0 12345678.5@1"},
		{"a list is no number", "1,2,3 1,2345", "1@0 2@1 3@2 1@3 2345@4"},
		{"a version, an address", "v1.2.3 10.0.0.1", "v@0 1.2.3@1 v1.2.3@+0 10.0.0.1@2"},
		{"ranges are not one number", "6-8 2024-01-15", "6@0 8@1 2024@2 01@3 15@4"},
		{"letters and numbers by a hyphen", "COVID-19 19-year",
		 "covid@0 19@1 covid19@+0 19@2 year@3 19year@+2"},
		{"glued and with hyphens", "L5-S1", "l@0 5@1 l5@+0 s@2 1@3 s1@+2 l5s1@+0"},
		{"lowered digits", "H\u2082O", "h@0 2@1 o@2 h2o@+0"},
		{"a checksum is one word", "a3f9c2d1e5 x", "a3f9c2d1e5@0 x@1"},
		{"with a point in it", "a1b2c3.5d", "a1b2c3.5d@0"},
		{"at most four parts", "a1b2 a1b2c", "a@0 1@1 b@2 2@3 a1b2@+0 a1b2c@4"},

		{"accents", "Café NAÏVE Ångström", "cafe@0 naive@1 angstrom@2"},
		{"accents apart", "cafe\u0301", "cafe@0"},
		{"letters that do not come apart", "Straße Łódź Ørsted æon ĐURO",
		 "strasse@0 lodz@1 orsted@2 aeon@3 duro@4"},
		{"ligatures, full width", "ﬁnd ＡＢ", "find@0 ab@1"},
		{"Turkish", "Isparta ısparta İzmir", "isparta@0 isparta@1 izmir@2"},
		{"Greek, with both sigmas", "ΆΝΘΡΩΠΟΣ άνθρωπος", "ανθρωποσ@0 ανθρωποσ@1"},
		{"Greek, an iota below its letter", "ᾳ α\u0345", "αι@0 αι@1"},
		{"Cyrillic: й is a letter, ё is е", "Красный ЁЖ и\u0306", "красный@0 еж@1 й@2"},
		{"Arabic: points and a lengthening", "العَرَبِيَّة الـــعربية", "العربية@0 العربية@1"},
		{"Hebrew points", "שָׁלוֹם", "שלום@0"},
		{"Hindi keeps its vowels", "हिन्दी", "हिन्दी@0"},
		{"Korean stays in syllables", "한국어", "한국어@0"},
		{"a soft hyphen, joiners", "gastro\u00ADcnemius a\u200Db", "gastrocnemius@0 ab@1"},

		{"pairs of characters", "東京都", "東京@0 京都@1"},
		{"one alone", "東 京", "東@0 京@1"},
		{"kana and Han together", "アキレス腱", "アキ@0 キレ@1 レス@2 ス腱@3"},
		{"with Latin at its side", "第3章abc", "第@0 3@1 章@2 abc@3"},
		{"Thai, a vowel with its letter", "สวัส", "สวั@0 วัส@1"},
		{"a space of no width parts", "ก\u200Bข", "ก@0 ข@1"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct buf got = {0};
		list_words(str_of(cases[i].text), &got);
		expect_str(cases[i].why, buf_str(&got), str_of(cases[i].want));
		buf_release(&got);
	}
}

static void a_word_knows_where_it_stands(void **state)
{
	(void)state;
	struct str text = STR("the Runner\u2019s-knee \u2014 l'été, 東京都");
	static const char *const want[] = {
		"the",   "Runner\u2019s", "knee", "Runner\u2019s-knee", "l", "été",
		"l'été", "東京",          "京都",
	};
	struct words words = words_of(text);
	struct word word;
	for (size_t i = 0; i < countof(want); i++) {
		assert_true(word_next(&words, &word));
		expect_str("as written", str_sub(text, word.text.from, word.text.to),
			   str_of(want[i]));
	}
	assert_false(word_next(&words, &word));
	assert_false(word_next(&words, &word)); // and stays at the end
}

static void the_place_in_the_text_changes_nothing(void **state)
{
	(void)state;
	// Eight bytes at a time must not show: every length, at every distance from the end.
	char text[120];
	memset(text, ' ', sizeof text);
	for (size_t len = 1; len <= 70; len++) {
		for (size_t behind = 0; behind < 20; behind++) {
			memset(text + 1, 'A', len);
			memset(text + 1 + len, '.', behind);
			struct words words = words_of((struct str){text, 1 + len + behind});
			struct word word;
			assert_true(word_next(&words, &word));
			expect_number("its form", word.form_len, len < FORM_MAX ? len : FORM_MAX);
			expect_number("its end", word.text.to, 1 + len);
			assert_true(word.form[0] == 'a' && word.form[word.form_len - 1] == 'a');
			assert_false(word_next(&words, &word));
		}
	}
}

static void neither_batches_nor_what_is_before_change_words(void **state)
{
	(void)state;
	// Sixty-four bytes are looked at together: each of these stands at every distance from there.
	const struct str text =
		STR("the runner's-knee, 15mm, don't a-b_c-4 第3章東京都 un\u00e9t\u00e9 "
		    "1.5 2,000 \u0438 so4on5and6on7 東京 -- x");
	struct buf want = {0};
	list_words(text, &want);
	for (size_t before = 0; before < 70; before++) {
		struct buf moved = {0}, got = {0};
		buf_fill(&moved, ' ', before);
		buf_add(&moved, text);
		list_words(buf_str(&moved), &got);
		expect_str("one by one", buf_str(&got), buf_str(&want));
		got.len = 0;
		list_batches(buf_str(&moved), 1 + before % 8, &got);
		expect_str("in batches", buf_str(&got), buf_str(&want));
		buf_release(&moved);
		buf_release(&got);
	}
	buf_release(&want);
}

static void long_words_are_cut_between_characters(void **state)
{
	(void)state;
	struct buf text = {0};
	for (int i = 0; i < 100; i++)
		buf_add(&text, STR("щ")); // two bytes
	buf_add(&text, STR(" "));
	for (int i = 0; i < 100; i++)
		buf_add(&text, STR("한")); // three
	struct words words = words_of(buf_str(&text));
	struct word word;
	assert_true(word_next(&words, &word));
	expect_number("full", word.form_len, 64);
	expect_number("the whole word stands there", word.text.to, 200);
	assert_true(word_next(&words, &word));
	expect_number("not in a character", word.form_len, 63);
	buf_release(&text);
}

static void what_would_be_too_long_is_not_joined(void **state)
{
	(void)state;
	struct buf text = {0}, got = {0};
	for (int i = 0; i < 10; i++)
		buf_add(&text, STR("seventy-"));
	buf_add(&text, STR("b12"));
	list_words(buf_str(&text), &got);
	assert_true(str_ends(buf_str(&got), STR("b@10 12@11 b12@+10")));
	buf_release(&got);
	buf_release(&text);
}

static void one_word_is_folded_as_in_a_text(void **state)
{
	(void)state;
	static const struct {
		const char *why, *word, *want;
	} cases[] = {
		{"case and accents", "CAFÉ", "cafe"},
		{"a possessive", "Runner's", "runner"},
		{"parts are joined", "plantar-flexor 15mm", "plantarflexor15mm"},
		{"pairs are not doubled", "東京都", "東京都"},
		{"nothing", "...", ""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char form[FORM_MAX];
		size_t len = word_fold(str_of(cases[i].word), form);
		expect_str(cases[i].why, (struct str){form, len}, str_of(cases[i].want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_words_and_their_joined_forms),
		cmocka_unit_test(a_word_knows_where_it_stands),
		cmocka_unit_test(the_place_in_the_text_changes_nothing),
		cmocka_unit_test(neither_batches_nor_what_is_before_change_words),
		cmocka_unit_test(long_words_are_cut_between_characters),
		cmocka_unit_test(what_would_be_too_long_is_not_joined),
		cmocka_unit_test(one_word_is_folded_as_in_a_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
