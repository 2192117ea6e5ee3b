// SPDX-License-Identifier: ISC

#include "expect.h"

#include <stdlib.h>
#include <unistd.h>

#include "index/build.h"
#include "view/reader/reader.h"

struct world {
	struct arena arena;
	struct buf bytes;
	struct book *book;
	struct places places;
	struct desk desk;
};

static void open_book(struct world *world, const char *root)
{
	struct err err = {""};
	world->book = book_open_bytes(world->bytes.ptr, world->bytes.len, root, &err);
	world->desk = (struct desk){.book = world->book, .places = &world->places};
	world->desk.searcher = world->book ? searcher_open(world->book, &err) : NULL;
	if (!world->desk.searcher)
		fail_msg("%s", err.text);
}

static void open_world(struct world *world, struct str page)
{
	struct err err = {""};
	*world = (struct world){0};
	if (!build_page(STR("page.md"), page, NULL, &world->arena, &world->bytes, &err))
		fail_msg("%s", err.text);
	open_book(world, NULL);
}

static void close_world(struct world *world)
{
	searcher_close(world->desk.searcher);
	book_close(world->book);
	buf_release(&world->bytes);
	arena_release(&world->places.arena);
	arena_release(&world->arena);
}

// A page of some 300 KiB, many sheets, in which sections take references and notes from its end.
static struct str large_page(struct arena *arena)
{
	struct buf page = {0};
	buf_add(&page, STR("---\ntitle: Large\n---\nBefore the first heading.\n\n"));
	for (int i = 0; i < 800; i++) {
		buf_printf(&page, "%s Section %d\n\n", i % 5 ? "##" : "#", i);
		buf_printf(&page, "Text of [section %d][r%d], with a note[^%d] and *emphasis*.\n\n",
			   i, i % 7, i % 11);
		for (int j = 0; j < 4; j++)
			buf_printf(&page,
				   "- item %d of a list long enough to be wrapped in a "
				   "window of forty columns\n",
				   j);
		buf_add(&page, STR("\n| a | b |\n|---|---|\n| one | a cell with so many words that "
				   "it has several lines also in a wide window, and then some "
				   "more for good measure, and so on to the end of it |\n\n"
				   "```\n# no heading\n```\n\n"));
	}
	for (int i = 0; i < 7; i++)
		buf_printf(&page, "[r%d]: https://example.org/%d\n", i, i);
	for (int i = 0; i < 11; i++)
		buf_printf(&page, "\n[^%d]: Note %d.\n", i, i);
	struct str whole = arena_copy(arena, buf_str(&page));
	buf_release(&page);
	return whole;
}

static struct str section_text(const struct doc *doc, uint32_t section)
{
	struct range blocks = doc->sections[section].blocks;
	uint32_t end = blocks.from; // up to the notes, which stand behind the last section's text
	while (end < blocks.to && doc->blocks[end].kind != BLOCK_FOOTNOTE)
		end++;
	return end > blocks.from ? str_sub(doc->text, doc->blocks[blocks.from].text.from,
					   doc->blocks[end - 1].text.to)
				 : STR("");
}

static void sheets_hold_what_the_page_holds(void **state)
{
	(void)state;
	struct world world;
	struct arena arena = {0};
	struct sheets sheets;
	struct page page;
	struct err err;
	struct str source = large_page(&arena);
	open_world(&world, source);
	page_parse(STR("page.md"), source, &arena, &page);
	assert_true(sheets_open(&sheets, &world.desk, 0, STR(""), &err));
	sheets_set_cols(&sheets, 80);
	assert_true(sheets.count > 4);
	for (uint32_t i = 0; i < page.doc.nsections; i++) {
		uint32_t at = sheets.sections.from + i;
		const struct sheet *sheet = sheets_get(&sheets, sheets_find(&sheets, at));
		uint32_t in_doc = sheet_doc_section(sheet, at);
		expect_str("heading", book_section(world.book, at).heading,
			   sheet->doc.sections[in_doc].heading);
		// A note's number counts within its sheet.
		struct str got = section_text(&sheet->doc, in_doc);
		struct str want = section_text(&page.doc, i);
		size_t mark = str_find(got, STR("["), 0);
		expect_str("text before the note", str_sub(got, 0, mark),
			   str_sub(want, 0, str_find(want, STR("["), 0)));
		expect_str("text behind it", str_sub(got, str_find(got, STR("]"), 0), got.len),
			   str_sub(want, str_find(want, STR("]"), 0), want.len));
		expect_number("its section", sheet_book_section(sheet, in_doc), at);
	}
	sheets_close(&sheets);
	close_world(&world);
	arena_release(&arena);
}

static void lines_are_walked_down_as_up(void **state)
{
	(void)state;
	struct world world;
	struct arena arena = {0};
	struct sheets sheets;
	struct err err;
	open_world(&world, large_page(&arena));
	assert_true(sheets_open(&sheets, &world.desk, 0, STR(""), &err));
	sheets_set_cols(&sheets, 40);
	struct spot spot = {0, 0};
	uint32_t lines = 0, moved;
	while ((moved = sheets_down(&sheets, &spot, 997)))
		lines += moved;
	expect_number("all lines back", sheets_up(&sheets, &spot, lines + 1), lines);
	expect_number("first sheet", spot.sheet, 0);
	expect_number("first line", spot.line, 0);
	sheets_close(&sheets);
	close_world(&world);
	arena_release(&arena);
}

static void press(struct view *view, enum action action, uint32_t ch)
{
	view->ops->act(view, &(struct input){.action = action, .ch = ch});
}

static void a_resize_there_and_back_keeps_the_place(void **state)
{
	(void)state;
	static const enum action moves[] = {ACT_PAGE_DOWN,    ACT_LINE_DOWN, ACT_HALF_DOWN,
					    ACT_NEXT_SECTION, ACT_LINE_UP,   ACT_NEXT_LINK};
	static const int sizes[][2] = {{24, 40}, {50, 200}, {5, 20}, {1, 1}, {43, 132}};
	struct world world;
	struct arena arena = {0};
	open_world(&world, large_page(&arena));
	struct view *view = view_reader_new(&world.desk, 24, 80, 0, BOOK_NONE, 0, STR(""));
	const struct reader *reader = (const struct reader *)view;
	for (uint32_t i = 0; i < 120; i++) {
		press(view, moves[i % countof(moves)], 0);
		for (uint32_t down = i % 17; down; down--)
			press(view, ACT_LINE_DOWN, 0);
		struct spot before = reader->top;
		for (uint32_t s = 0; s <= i % countof(sizes); s++)
			view->ops->resize(view, sizes[s][0], sizes[s][1]);
		view->ops->resize(view, 24, 80);
		if (reader->top.sheet != before.sheet || reader->top.line != before.line)
			fail_msg("step %u: from %u:%u to %u:%u", i, before.sheet, before.line,
				 reader->top.sheet, reader->top.line);
	}
	view_close(view);
	close_world(&world);
	arena_release(&arena);
}

static void a_percentage_is_where_it_says(void **state)
{
	(void)state;
	struct world world;
	struct arena arena = {0};
	open_world(&world, large_page(&arena));
	struct view *view = view_reader_new(&world.desk, 24, 80, 0, BOOK_NONE, 0, STR(""));
	struct reader *reader = (struct reader *)view;
	for (uint32_t percent = 10; percent < 100; percent += 20) {
		press(view, ACT_PAGE_DIGIT, '0' + percent / 10);
		press(view, ACT_PAGE_DIGIT, '0');
		press(view, ACT_PERCENT, 0);
		uint32_t share = sheets_share(&reader->sheets, reader->section, reader->at);
		if (share + 10 < percent * 10 || share > percent * 10)
			fail_msg("%u%%: at %u/1000", percent, share);
	}
	view_close(view);
	close_world(&world);
	arena_release(&arena);
}

// What the last row says of a search, and the line of the match.
static void text_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *why, *typed, *state;
	} cases[] = {
		{"plain, without case", "one", "1/4"},
		{"a capital counts", "One", "1/2"},
		{"in code", "x = one", "1/1"},
		{"across a wrapped line", "wrapped where", "1/1"},
		{"in a table's cell", "cell", "1/1"},
		{"no match", "zebra", "no match"},
		{"regular expression behind a slash", "/o[nf]e", "1/4"},
		{"and behind re:", "re:^Two", "no match"},
		{"escapes are no capitals", "/\\Wone\\W", "1/3"},
		{"nothing typed", "", ""},
	};
	struct world world;
	struct arena arena = {0};
	open_world(&world,
		   STR("# One\n\nA line that is long enough to be wrapped where nobody "
		       "knows. One.\n\n    x = one\n\n| a | b |\n|---|---|\n| one | cell |\n"));
	for (size_t i = 0; i < countof(cases); i++) {
		struct sheets sheets;
		struct find find = {.now = DOC_NONE};
		struct err err;
		assert_true(sheets_open(&sheets, &world.desk, 0, STR(""), &err));
		sheets_set_cols(&sheets, 30);
		find_text(&find, &sheets, str_of(cases[i].typed));
		find.now = find.matches.count ? 0 : DOC_NONE;
		expect_str(cases[i].why, find_state(&find, &arena), str_of(cases[i].state));
		find_close(&find);
		sheets_close(&sheets);
	}
	close_world(&world);
	arena_release(&arena);
}

// A folder of one page, the book without its text.
static void open_folder(struct world *world, const char *folder)
{
	struct err err = {""};
	struct build_stats stats;
	struct build_notes notes = {0};
	const struct build_options options = {.sources = false};
	*world = (struct world){0};
	if (!build_folder(folder, &options, &world->arena, &world->bytes, &stats, &notes, &err))
		fail_msg("%s", err.text);
	open_book(world, folder);
}

static void a_changed_file_is_noticed_at_the_next_key(void **state)
{
	(void)state;
	struct arena arena = {0};
	struct world world;
	struct err err = {""};
	char folder[] = "/tmp/bodymap-reader-XXXXXX";
	assert_non_null(mkdtemp(folder));
	struct str file = arena_printf(&arena, "%s/page.md", folder);
	assert_true(file_write(file.ptr, STR("# One\n\nOld text.\n"), &err));
	open_folder(&world, folder);
	struct view *view = view_reader_new(&world.desk, 24, 80, 0, BOOK_NONE, 0, STR(""));
	const struct input key = {.action = ACT_ADDRESS};
	expect_number("as it was", view->ops->act(view, &key).kind, WISH_STAY);
	assert_true(file_write(file.ptr, STR("# One\n\nAnother text.\n"), &err));
	expect_number("changed", view->ops->act(view, &key).kind, WISH_RELOAD);
	expect_str("what is shown stays", ((struct reader *)view)->sheets.at[0].doc.text,
		   STR("One\nOld text."));
	unlink(file.ptr);
	expect_number("gone", view->ops->act(view, &key).kind, WISH_RELOAD);
	view_close(view);
	close_world(&world);
	rmdir(folder);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_hold_what_the_page_holds),
		cmocka_unit_test(lines_are_walked_down_as_up),
		cmocka_unit_test(a_resize_there_and_back_keeps_the_place),
		cmocka_unit_test(a_percentage_is_where_it_says),
		cmocka_unit_test(text_is_found),
		cmocka_unit_test(a_changed_file_is_noticed_at_the_next_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
