// SPDX-License-Identifier: ISC

#include "expect.h"

#include "text/safe.h"
#include "text/utf8.h"

struct safe_case {
	const char *why, *text, *want;
};

static void expect_safe(const struct safe_case *cases, size_t count,
			struct str (*make)(struct arena *arena, struct str text))
{
	struct arena arena = {0};
	for (size_t i = 0; i < count; i++) {
		struct str text = str_of(cases[i].text), safe = make(&arena, text);
		expect_str(cases[i].why, safe, str_of(cases[i].want));
		expect_str("again", make(&arena, safe), safe);
	}
	arena_release(&arena);
}

static void what_a_terminal_would_obey_is_shown_instead(void **state)
{
	(void)state;
	static const struct safe_case cases[] = {
		{"plain text", "calf\n\tpain ~", "calf\n\tpain ~"},
		{"an escape sequence", "\033[31mred\033[0m", "␛[31mred␛[0m"},
		{"bell, backspace, DEL", "\a\b\x7F", "␇␈␡"},
		{"a return that would write over what was there", "safe\rfake", "safe␍fake"},
		{"the end of a line from elsewhere", "one\r\ntwo\r\n", "one\ntwo\n"},
		{"C1: CSI and OSC as one character", "\xC2\x9B\x33m\xC2\x9D", "<9B>3m<9D>"},
		{"next line, line and paragraph separators",
		 "a\xC2\x85"
		 "b\u2028c\u2029",
		 "a\nb\nc\n"},
		{"an override that turns the text around", "abc\u202Etxt", "abc<U+202E>txt"},
		{"isolates", "\u2066\u2069", "<U+2066><U+2069>"},
		{"marks of direction, soft hyphen, joiner of words",
		 "a\u200E\u200F\u061C\u00AD\u2060z", "az"},
		{"a byte-order mark, zero width space", "\uFEFFa\u200Bz", "az"},
		{"tags spell text that nobody sees", "a\U000E0041\U000E007Fz", "az"},
		{"annotations", "\uFFF9a\uFFFAb\uFFFB", "ab"},
		{"Hangul fillers look like nothing", "a\u3164\uFFA0\u115Fz", "az"},
		{"noncharacters, private use", "\uFFFF\uFDD0\uE000\U0010FFFD", "����"},
		{"invalid bytes", "a\xFFz\xED\xA0\x80", "a�z���"},
		{"what only looks unusual", "½ → ● ﬁ 東京 👍", "½ → ● ﬁ 東京 👍"},
		{"right to left letters", "שלום العربية", "שלום العربية"},
	};
	expect_safe(cases, countof(cases), safe_text);
}

static void joiners_and_marks_stay_where_they_mean_something(void **state)
{
	(void)state;
	static const struct safe_case cases[] = {
		{"a family", "👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧"},
		{"Persian", "می\u200Cخواهم", "می\u200Cخواهم"},
		{"a conjunct", "क्\u200Dष", "क्\u200Dष"},
		{"nothing before", "\u200D👩", "👩"},
		{"nothing behind", "👩\u200D", "👩"},
		{"a space before or behind", "👩 \u200D👩\u200D 👩", "👩 👩 👩"},
		{"between Latin letters: hides a word from a search", "pa\u200Din\u200Cs", "pains"},
		{"one is enough", "👨\u200D\u200D\u200C👩", "👨\u200D👩"},
		{"its partner was dropped", "👨\u200D\u200B", "👨"},
		{"its partner is shown as something else", "👨\u200D\033", "👨\u200D␛"},
		{"a selector of the picture", "❤\uFE0F", "❤\uFE0F"},
		{"of a keycap", "1\uFE0F\u20E3", "1\uFE0F\u20E3"},
		{"of nothing", "a\uFE0F \uFE0F", "a "},
		{"twice", "❤\uFE0F\uFE0F", "❤\uFE0F"},
		{"four marks", "a\u0301\u0302\u0303\u0304", "a\u0301\u0302\u0303\u0304"},
		{"a fifth and a sixth", "a\u0301\u0302\u0303\u0304\u0305\u0306z\u0301",
		 "a\u0301\u0302\u0303\u0304z\u0301"},
	};
	expect_safe(cases, countof(cases), safe_text);
}

static void a_line_has_single_spaces_and_none_at_its_ends(void **state)
{
	(void)state;
	static const struct safe_case cases[] = {
		{"nothing to do", "calf pain", "calf pain"},
		{"runs of blanks", "  calf \t\n pain\r\n", "calf pain"},
		{"of any kind", "calf\u2003\u00A0\u2028\xC2\x85\v\fpain\u3000", "calf pain"},
		{"nothing but blanks", " \n\t ", ""},
		{"blanks that are not ASCII at its start", "\u3000\u00A0 calf", "calf"},
		{"what stands between them is dropped", "a \u200B b", "a b"},
		{"at the end too", "a \u200B", "a"},
		{"a joiner behind a blank", "字 \u200D字", "字 字"},
		{"a selector behind a blank", "字 \uFE0F", "字"},
		{"control characters are shown", "a\033b", "a␛b"},
	};
	expect_safe(cases, countof(cases), safe_line);
}

static void what_needs_nothing_is_not_copied(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct str text = STR("Gastrocnemius: zwei Köpfe\n\t東京 👨\u200D👩 é");
	assert_ptr_equal(safe_text(&arena, text).ptr, text.ptr);
	text = STR("zwei Köpfe");
	assert_ptr_equal(safe_line(&arena, text).ptr, text.ptr);
	text = STR("two heads\n");
	assert_ptr_equal(safe_ascii(&arena, text).ptr, text.ptr);
	expect_number("nor is anything allocated", arena_used(&arena), 0);
	arena_release(&arena);
}

// The last characters of a text are judged one by one, those before them by their blocks.
static void a_block_agrees_with_each_of_its_characters(void **state)
{
	(void)state;
	struct arena arena = {0};
	for (uint32_t cp = 1; cp < 0x110000; cp++) {
		char bytes[4 * UTF8_MAX] = "\u5B57\u5B57"; // a mark needs something to stand on
		size_t len = 6 + utf8_put(cp, bytes + 6);
		struct str alone = safe_text(&arena, (struct str){bytes, len});
		memcpy(bytes + len, "\u5B57", 3);
		struct str inside = safe_text(&arena, (struct str){bytes, len + 3});
		bool joiner = cp == 0x200C || cp == 0x200D; // stays only where something follows
		if (!joiner && !str_eq(str_sub(inside, 0, inside.len - 3), alone))
			fail_msg("U+%04X: %.*s, %.*s", cp, STR_ARG(alone), STR_ARG(inside));
		arena_clear(&arena);
	}
	arena_release(&arena);
}

static void ascii_is_what_people_write_without_the_letters(void **state)
{
	(void)state;
	static const struct safe_case cases[] = {
		{"umlauts", "Äpfel größer üben", "Aepfel groesser ueben"},
		{"accents", "éàñçőž ŞĞ", "eancoz SG"},
		{"accents apart from their letters", "e\u0301a\u0300", "ea"},
		{"letters that do not come apart", "Ørsted Łódź æon œuvre ðþ ı",
		 "Orsted Lodz aeon oeuvre dth i"},
		{"quotes and dashes", "“a” ‘b’ «c» – — …", "\"a\" 'b' <<c>> - -- ..."},
		{"bullets and boxes", "• ◦ ☐ ☑ ✓ ✗", "* o [ ] [x] v x"},
		{"arrows", "a → b ← c ↔ d ⇒ e", "a -> b <- c <-> d => e"},
		{"frames", "┌─┬─┐│├┤└┴┘═║█", "+-+-+|+++++=|#"},
		{"fractions", "½ ¾ 5½ a½", "1/2 3/4 5 1/2 a1/2"},
		{"figures", "10 ≤ x ≥ 5 ± 2 × 3° µm cm² H₂O",
		 "10 <= x >= 5 +/- 2 x 3deg um cm2 H2O"},
		{"money and marks", "5 € ™ © № 3", "5 EUR (TM) (c) No. 3"},
		{"ligatures, full width", "ﬁnd Ａ１", "find A1"},
		{"spaces of all kinds", "a\u00A0b\u2009c", "a b c"},
		{"pictures of control characters", "␛[1m ␍ ␡", "^[[1m ^M ^?"},
		{"Cyrillic by its sounds", "Щука ёж", "Shchuka yozh"},
		{"a column, a question mark", "αβ", "??"},
		{"two columns, two", "東京", "????"},
		{"flags are letters, half of one is none", "🇩🇪🇫🇷\u0301 🇩x 🇩🏽",
		 "DEFR ?x ??"},
		{"one picture is one, however it is made", "👨\u200D👩\u200D👧", "??"},
	};
	expect_safe(cases, countof(cases), safe_ascii);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_terminal_would_obey_is_shown_instead),
		cmocka_unit_test(joiners_and_marks_stay_where_they_mean_something),
		cmocka_unit_test(a_line_has_single_spaces_and_none_at_its_ends),
		cmocka_unit_test(what_needs_nothing_is_not_copied),
		cmocka_unit_test(a_block_agrees_with_each_of_its_characters),
		cmocka_unit_test(ascii_is_what_people_write_without_the_letters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
