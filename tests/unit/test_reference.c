// SPDX-License-Identifier: ISC
//
// The text floor against lists that others made.  Runs in the folder they lie in.

#include "expect.h"

#include "base/file.h"
#include "text/utf8.h"
#include "text/word.h"

static struct str reference(struct arena *arena, const char *name)
{
	struct str bytes = {0};
	struct err err;
	if (!file_read(name, 1 << 20, arena, &bytes, NULL, &err))
		fail_msg("%s", err.text);
	return bytes;
}

// Lines of "number:valid or invalid:bytes".
static void cleaning_agrees_with_the_reference(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct str tests = reference(&arena, "data/utf8tests.bin");
	struct str wanted = reference(&arena, "data/utf8.replace.ref.txt");
	struct str test, want;
	size_t count = 0;
	for (; str_line(&tests, &test); count++) {
		assert_true(str_line(&wanted, &want));
		if (!memchr(test.ptr, '\0', test.len)) // we replace it; the reference does not
			expect_str("one of utf8tests", utf8_clean(&arena, test), want);
	}
	assert_in_range(count, 200, 400);
	arena_release(&arena);
}

static void english_has_the_stop_words_of_snowball(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct err err;
	struct stemmer *stemmer = stemmer_open(STR("en"), &err);
	assert_non_null(stemmer);
	struct str rest = reference(&arena, "ir/stop_snowball.txt"), line;
	size_t missing = 0;
	while (str_line(&rest, &line)) {
		struct words words = words_of(line);
		for (struct word word; word_next(&words, &word);)
			missing +=
				!stemmer_is_stop(stemmer, (struct str){word.form, word.form_len});
	}
	// "ill", "shed", "well" and the like, which are also words that say something.
	assert_in_range(missing, 0, 12);
	stemmer_close(stemmer);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleaning_agrees_with_the_reference),
		cmocka_unit_test(english_has_the_stop_words_of_snowball),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
