// SPDX-License-Identifier: ISC
//
// The map's screen, driven by keys as a person would, on the body book and on a rack of machines.

#include "maps.h"

#include "index/build.h"
#include "view/view.h"

struct stage {
	struct arena arena;
	struct buf bytes;
	struct book *book;
	struct places places;
	struct desk desk;
	struct hits hits;
	uint32_t *by_region;
	struct view *view;
	struct canvas canvas;
};

static void open_book(struct stage *stage, const char *folder)
{
	const struct build_options options = {.sources = true};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct err err;
	struct str path = arena_printf(&stage->arena, "%s/%s", getenv("ROOT"), folder);
	if (!build_folder(path.ptr, &options, &stage->arena, &stage->bytes, &stats, &notes, &err))
		fail_msg("%s", err.text);
	stage->book = book_open_bytes(stage->bytes.ptr, stage->bytes.len, NULL, &err);
	if (!stage->book)
		fail_msg("%s", err.text);
	stage->desk = (struct desk){.book = stage->book, .places = &stage->places};
	stage->desk.glyphs = GLYPHS_BRAILLE;
}

static void show(struct stage *stage, int rows, int cols)
{
	stage->view = view_map_new(&stage->desk, rows, cols, STR(""));
	stage->canvas = canvas_new(&stage->arena, rows, cols);
	stage->canvas.ascii = stage->desk.ascii;
}

static void close_stage(struct stage *stage)
{
	if (stage->view)
		view_close(stage->view);
	book_close(stage->book);
	buf_release(&stage->bytes);
	arena_release(&stage->arena);
}

static void draw(struct stage *stage)
{
	canvas_fill(&stage->canvas, 0, 0, stage->canvas.rows, stage->canvas.cols, STYLE_PLAIN);
	stage->view->ops->draw(stage->view, &stage->canvas);
}

static struct wish act(struct stage *stage, enum action action, uint32_t ch)
{
	return stage->view->ops->act(stage->view, &(struct input){.action = action, .ch = ch});
}

static struct wish press(struct stage *stage, uint32_t key)
{
	enum action action = action_of(key, stage->view->ops->keysets(stage->view));
	return act(stage, action, key);
}

static void type(struct stage *stage, const char *keys)
{
	for (; *keys; keys++)
		press(stage, (unsigned char)*keys);
}

// A row of the screen from a column on.
static struct str row_text(struct stage *stage, int row, int col)
{
	struct canvas part = stage->canvas;
	struct buf text = {0};
	part.rows = 1;
	part.cols = stage->canvas.cols - col;
	part.cells += row * stage->canvas.cols + col;
	canvas_dump(&part, false, &text);
	struct str copy = str_trim(arena_copy(&stage->arena, buf_str(&text)));
	buf_release(&text);
	return copy;
}

// The place that the panel names: where the cursor rests.
static struct str here(struct stage *stage)
{
	draw(stage);
	return row_text(stage, stage->canvas.cursor_row, stage->canvas.cursor_col);
}

static bool on_screen(struct stage *stage, const char *text)
{
	draw(stage);
	for (int row = 0; row < stage->canvas.rows; row++) {
		if (str_find(row_text(stage, row, 0), str_of(text), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

static void it_starts_where_the_map_says(void **state)
{
	(void)state;
	struct stage body = {0}, rack = {0};
	open_book(&body, "content");
	show(&body, 24, 80);
	expect_str("the body", here(&body), STR("Calf (right), back"));
	assert_true(on_screen(&body, "Information, not a diagnosis."));
	assert_true(on_screen(&body, "Front"));
	close_stage(&body);

	open_book(&rack, "tests/books/rack");
	show(&rack, 24, 80);
	expect_str("the rack", here(&rack), STR("Network switch, front"));
	assert_true(on_screen(&rack, "Two people for every lift."));
	assert_true(on_screen(&rack, "1 Network switch"));
	assert_true(on_screen(&rack, "2 Replace the switch"));
	close_stage(&rack);
}

static void the_opposite_arrow_leads_back(void **state)
{
	(void)state;
	static const char *const folders[] = {"content", "tests/books/rack"};
	static const char keys[] = "kjhl", back[] = "jklh";
	for (size_t f = 0; f < countof(folders); f++) {
		struct stage stage = {0};
		uint32_t dice = 1;
		open_book(&stage, folders[f]);
		show(&stage, 24, 80);
		for (int i = 0; i < 300; i++) {
			uint32_t key = chance(&dice, 4);
			struct str from = here(&stage);
			press(&stage, (unsigned char)keys[key]);
			struct str to = here(&stage);
			if (str_eq(from, to))
				continue;
			press(&stage, (unsigned char)back[key]);
			expect_str("back", here(&stage), from);
			press(&stage, (unsigned char)keys[key]);
			expect_str("and there again", here(&stage), to);
		}
		close_stage(&stage);
	}
}

static void space_visits_every_region_once_around(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 24, 80);
	struct str start = here(&stage);
	int count = 0;
	do {
		press(&stage, ' ');
		count++;
	} while (!str_eq(here(&stage), start) && count < 100);
	expect_number("regions with pages that are no part of another", (size_t)count, 17);
	press(&stage, ' ');
	press(&stage, KEYS_BACKSPACE);
	expect_str("Backspace goes back", here(&stage), start);
	close_stage(&stage);
}

static void o_and_percent_change_face_and_side(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 24, 80);
	press(&stage, 'o');
	expect_str("front of the calf", here(&stage), STR("Shin (right), front"));
	press(&stage, '%');
	expect_str("its twin", here(&stage), STR("Shin (left), front"));
	press(&stage, 'o');
	expect_str("behind it", here(&stage), STR("Calf (left), back"));
	type(&stage, "/spine\r");
	press(&stage, KEYS_ENTER);
	expect_str("by name", here(&stage), STR("Spine, back"));
	expect_str("no sides", press(&stage, '%').say, STR("this has no left and right"));
	press(&stage, 'o');
	assert_true(str_ends(here(&stage), STR("front")));
	press(&stage, 'o');
	expect_str("and back", here(&stage), STR("Spine, back"));
	close_stage(&stage);
}

static void pages_are_opened_by_number_and_from_the_list(void **state)
{
	(void)state;
	struct stage stage = {0};
	uint32_t count;
	open_book(&stage, "content");
	show(&stage, 24, 80);
	const uint32_t *pages =
		book_region_pages(stage.book, book_find_region(stage.book, STR("calf")), &count);
	struct wish wish = press(&stage, '3');
	assert_int_equal(wish.kind, WISH_OPEN);
	assert_int_equal(wish.page, pages[2]);
	press(&stage, KEYS_ENTER);
	for (uint32_t i = 1; i < count; i++)
		press(&stage, 'j');
	assert_int_equal(press(&stage, KEYS_ENTER).page, pages[count - 1]);
	press(&stage, 'k');
	assert_int_equal(press(&stage, KEYS_ENTER).page, pages[count - 2]);
	press(&stage, 'h');
	expect_str("out of the list", here(&stage), STR("Calf (right), back"));
	press(&stage, 'j');
	expect_str("on the picture again", here(&stage), STR("Achilles tendon (right), back"));
	expect_str("no ninth page", press(&stage, '9').say, STR("there is no page 9 here"));
	close_stage(&stage);
}

static void zooming_out_leads_to_the_same_place(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 24, 80);
	for (int i = 0; i < 17; i++) {
		struct str from = here(&stage);
		press(&stage, '+');
		press(&stage, '-');
		expect_str("there and back", here(&stage), from);
		press(&stage, ' ');
	}
	press(&stage, '+');
	assert_true(on_screen(&stage, "part of: Calf"));
	struct str part = here(&stage);
	press(&stage, '+');
	expect_str("closer to the part", here(&stage), part);
	press(&stage, '-');
	press(&stage, '-');
	expect_str("the whole", here(&stage), STR("Calf (right), back"));
	expect_str("no further", press(&stage, '-').say, STR("this is the whole picture"));
	close_stage(&stage);
}

static void a_region_is_found_by_a_lay_name(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *place;
	} cases[] = {
		{"hammy", "Back of the thigh (right), back"},
		{"soleus", "Soleus (right), back"},
		{"sit b", "Pelvis, back"}, // its alias comes first, head to toe
		{"sciatica", "Sciatic nerve (right), back"},
		{"leg", "Whole leg, front"},
		{"head", "Head, back"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		struct stage stage = {0};
		open_book(&stage, "content");
		show(&stage, 24, 80);
		press(&stage, '/');
		type(&stage, cases[i].typed);
		press(&stage, KEYS_ENTER);
		expect_str(cases[i].typed, here(&stage), str_of(cases[i].place));
		close_stage(&stage);
	}
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 24, 80);
	type(&stage, "/knee");
	press(&stage, KEYS_ESC);
	expect_str("Esc", here(&stage), STR("Calf (right), back"));
	type(&stage, "/head");
	press(&stage, KEYS_ENTER);
	assert_true(on_screen(&stage, "no page yet"));
	expect_str("nothing to enter", press(&stage, KEYS_ENTER).say, STR("no page yet"));
	close_stage(&stage);
}

static void search_is_limited_to_the_region(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 24, 80);
	struct wish wish = press(&stage, 'S');
	assert_int_equal(wish.kind, WISH_SEARCH);
	expect_str("S", wish.region, STR("calf"));
	wish = press(&stage, 's');
	assert_int_equal(wish.kind, WISH_SEARCH);
	expect_str("s", wish.region, STR(""));
	wish = press(&stage, 'L');
	assert_int_equal(wish.kind, WISH_LIST);
	assert_int_equal(wish.list, LIST_REGIONS);
	wish = press(&stage, 'M');
	assert_int_equal(wish.kind, WISH_MOUSE);
	assert_int_equal(wish.at, 0);
	assert_int_equal(press(&stage, 'M').at, 1);
	close_stage(&stage);
}

static void set_hits(struct stage *stage)
{
	static const struct {
		const char *region;
		uint32_t hits;
	} found[] = {{"calf", 12}, {"knee", 260}, {"lower-back", 7}};
	stage->by_region = arena_array(&stage->arena, uint32_t, book_nregions(stage->book));
	for (size_t i = 0; i < countof(found); i++)
		stage->by_region[book_find_region(stage->book, str_of(found[i].region))] =
			found[i].hits;
	struct hit *hit = arena_array(&stage->arena, struct hit, 2);
	uint32_t page = book_find_page(stage->book, STR("calf-pain"));
	hit[0] = (struct hit){.page = page,
			      .section = book_find_section(stage->book, page, STR("symptoms"))};
	page = book_find_page(stage->book, STR("low-back-pain"));
	hit[1] = (struct hit){.page = page, .section = book_page(stage->book, page).sections.from};
	stage->hits =
		(struct hits){.hit = hit, .count = 2, .total = 20, .by_region = stage->by_region};
	stage->desk.hits = &stage->hits;
	stage->desk.query = STR("sore calf");
}

static void after_a_search_the_arrows_go_from_hit_to_hit(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	set_hits(&stage);
	show(&stage, 24, 80);
	assert_true(on_screen(&stage, "\"sore calf\": 20 found"));
	assert_true(on_screen(&stage, "12 found here"));
	assert_true(on_screen(&stage, "260"));
	assert_true(on_screen(&stage, "1 Calf pain > Symptoms"));
	press(&stage, 'k');
	expect_str("the next hit region above", here(&stage), STR("Lower back, back"));
	for (int i = 0; i < 40; i++) {
		press(&stage, (unsigned char)"hjklkhj"[i % 7]);
		struct str name = here(&stage);
		if (!str_starts(name, STR("Calf")) && !str_starts(name, STR("Knee (")) &&
		    !str_starts(name, STR("Lower back")))
			fail_msg("%.*s has no hits", STR_ARG(name));
	}
	type(&stage, "/calf");
	press(&stage, KEYS_ENTER);
	press(&stage, KEYS_ENTER);
	struct wish wish = press(&stage, KEYS_ENTER);
	assert_int_equal(wish.kind, WISH_OPEN);
	assert_int_equal(wish.section, stage.hits.hit[0].section);
	expect_str("the words are marked there", wish.text, STR("sore calf"));
	press(&stage, KEYS_ESC);
	assert_int_equal(press(&stage, KEYS_ESC).kind, WISH_FORGET);
	close_stage(&stage);
}

// "16" beside "15" would be read as 1615.
static void numbers_of_hits_stand_apart(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	set_hits(&stage);
	for (uint32_t i = 0; i < book_nregions(stage.book); i++)
		stage.by_region[i] = 15 + i % 2;
	int seen = 0;
	for (int rows = 8; rows < 44; rows += 2) {
		show(&stage, rows, 3 * rows + 40);
		draw(&stage);
		int digits = 0;
		for (int i = 0; i < rows * stage.canvas.cols; i++) {
			uint32_t ch = stage.canvas.cells[i].ch[0];
			digits = ch >= '0' && ch <= '9' ? digits + 1 : 0;
			seen += digits == 2;
			if (digits > 2)
				fail_msg("%d rows: numbers touch in row %d", rows,
					 i / stage.canvas.cols);
		}
		view_close(stage.view);
	}
	assert_true(seen > 100); // there are any
	stage.view = NULL;
	close_stage(&stage);
}

// A place's middle on the screen is where a click means it.
static void a_click_selects_and_another_one_opens(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 24, 80);
	struct input click = {.action = ACT_CLICK, .row = 16, .col = 7};
	stage.view->ops->act(stage.view, &click);
	expect_str("the reader's left of the front is the right knee", here(&stage),
		   STR("Knee (right), front"));
	click.col = 40;
	click.row = 2;
	stage.view->ops->act(stage.view, &click);
	expect_str("far from everything", here(&stage), STR("Knee (right), front"));
	click = (struct input){.action = ACT_CLICK, .row = 16, .col = 7, .again = true};
	stage.view->ops->act(stage.view, &click);
	struct wish wish = press(&stage, KEYS_ENTER);
	assert_int_equal(wish.kind, WISH_OPEN);
	press(&stage, 'h');
	act(&stage, ACT_WHEEL_UP, 0);
	assert_false(on_screen(&stage, "Back  "));
	act(&stage, ACT_WHEEL_DOWN, 0);
	expect_str("wheel", here(&stage), STR("Knee (right), front"));
	close_stage(&stage);
}

// The words of a text stand on the screen in their order, column `col` on, whatever the wrapping.
static bool stands_there(struct stage *stage, struct str text, int col)
{
	struct buf all = {0};
	draw(stage);
	for (int row = 1; row < stage->canvas.rows - 1; row++) {
		struct str part = row_text(stage, row, col);
		buf_add(&all, part);
		buf_char(&all, ' ');
	}
	bool found = str_find(buf_str(&all), text, 0) != SIZE_MAX;
	buf_release(&all);
	return found;
}

static void red_flags_are_never_cut(void **state)
{
	(void)state;
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {24, 60}, {43, 132}, {30, 54}};
	for (size_t i = 0; i < countof(sizes); i++) {
		struct stage stage = {0};
		open_book(&stage, "content");
		show(&stage, sizes[i].rows, sizes[i].cols);
		for (int region = 0; region < 17; region++, press(&stage, ' ')) {
			struct str name = here(&stage);
			int col = stage.canvas.cursor_col;
			struct str first = str_sub(name, 0, 4);
			uint32_t count, at = book_find_region(
						stage.book,
						str_eq(first, STR("Calf"))   ? STR("calf")
						: str_eq(first, STR("Lowe")) ? STR("lower-back")
						: str_eq(first, STR("Whol")) ? STR("whole-leg")
									     : STR("foot-arch"));
			if (!str_eq(first, STR("Calf")) && !str_eq(first, STR("Lowe")) &&
			    !str_eq(first, STR("Whol")) && !str_eq(first, STR("Foot")))
				continue;
			const uint32_t *pages = book_region_pages(stage.book, at, &count);
			for (uint32_t p = 0; p < count; p++) {
				struct str flag = book_page(stage.book, pages[p]).flag;
				if (flag.len && !stands_there(&stage, flag, col))
					fail_msg("%dx%d, %.*s: %.*s", sizes[i].rows, sizes[i].cols,
						 STR_ARG(name), STR_ARG(flag));
			}
		}
		close_stage(&stage);
	}
}

static void it_works_at_any_size(void **state)
{
	(void)state;
	static const int rows[] = {1, 2, 3, 4, 5, 8, 11, 12, 13, 24, 43, 200};
	static const int cols[] = {1, 2, 5, 10, 27, 28, 40, 53, 54, 60, 80, 99, 100, 132, 500};
	static const enum glyphs glyphs[] = {GLYPHS_ASCII, GLYPHS_BLOCKS, GLYPHS_BRAILLE};
	static const char keys[] = "jlo%+k-h L/kn";
	for (int book = 0; book < 2; book++) {
		struct stage stage = {0};
		open_book(&stage, book ? "tests/books/rack" : "content");
		for (size_t r = 0; r < countof(rows); r++) {
			for (size_t c = 0; c < countof(cols); c++) {
				stage.desk.glyphs = glyphs[(r + c) % 3];
				stage.desk.ascii = !stage.desk.glyphs;
				show(&stage, rows[r], cols[c]);
				for (const char *key = keys; *key; key++) {
					press(&stage, (unsigned char)*key);
					draw(&stage);
					assert_in_range(stage.canvas.cursor_row, 0, rows[r] - 1);
					assert_in_range(stage.canvas.cursor_col, 0, cols[c] - 1);
				}
				press(&stage, KEYS_ENTER);
				press(&stage, KEYS_ENTER);
				stage.view->ops->resize(stage.view, 24, 80);
				stage.view->ops->resize(stage.view, rows[r], cols[c]);
				draw(&stage);
				view_close(stage.view);
				stage.view = NULL;
			}
		}
		close_stage(&stage);
	}
}

static void in_small_windows_there_is_a_list(void **state)
{
	(void)state;
	struct stage stage = {0};
	open_book(&stage, "content");
	show(&stage, 10, 80);
	assert_true(on_screen(&stage, ">!Calf")); // it has red flags
	press(&stage, 'j');
	assert_true(on_screen(&stage, "> Achilles tendon"));
	press(&stage, KEYS_ENTER);
	assert_true(on_screen(&stage, "Calf stretches"));
	press(&stage, KEYS_ENTER);
	press(&stage, KEYS_ESC);
	assert_true(on_screen(&stage, "> Achilles tendon"));
	close_stage(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_starts_where_the_map_says),
		cmocka_unit_test(the_opposite_arrow_leads_back),
		cmocka_unit_test(space_visits_every_region_once_around),
		cmocka_unit_test(o_and_percent_change_face_and_side),
		cmocka_unit_test(pages_are_opened_by_number_and_from_the_list),
		cmocka_unit_test(zooming_out_leads_to_the_same_place),
		cmocka_unit_test(a_region_is_found_by_a_lay_name),
		cmocka_unit_test(search_is_limited_to_the_region),
		cmocka_unit_test(after_a_search_the_arrows_go_from_hit_to_hit),
		cmocka_unit_test(numbers_of_hits_stand_apart),
		cmocka_unit_test(a_click_selects_and_another_one_opens),
		cmocka_unit_test(red_flags_are_never_cut),
		cmocka_unit_test(it_works_at_any_size),
		cmocka_unit_test(in_small_windows_there_is_a_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
