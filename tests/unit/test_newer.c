// SPDX-License-Identifier: ISC
//
// A book with newer pages over it says what one made from scratch says.  Small folders are changed at
// random (pages edited, added, deleted, renamed, their names, headings and links with them), and
// after each round every accessor, list, link and search is compared.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "index/build.h"
#include "index/newer.h"
#include "index/read/over.h"
#include "search/search.h"
#include "tallied.h"
#include "text/word.h"

enum { WORLDS = 16, ROUNDS = 10, PATHS = 18, MOST = 4096 };

struct world {
	struct arena arena;
	const char *root;
	uint32_t seed;
	bool kinds; // few pages have one
	bool large; // lists of more than a block, of which what is gone is not always counted
	struct buf first, scratch_bytes;
	struct book *over, *scratch;
	struct stemmer *stemmer;
};

static uint32_t below(struct world *w, uint32_t limit)
{
	w->seed = w->seed * 1664525 + 1013904223;
	return (w->seed >> 8) % limit;
}

// ---- pages at random ----

static const char *const paths[PATHS] = {
	"README",       "calf",       "heel",      "soleus",      "setup",        "guide/README",
	"guide/setup",  "guide/calf", "guide/toe", "guide/index", "notes/a",      "notes/b",
	"notes/README", "notes/calf", "v1.md",     "ankle",       "guide/deep/x", "index",
};
static const char *const words[] = {
	"calf",  "calves",  "sore",    "soreness", "heel",  "heels", "pain",   "painful", "run",
	"runs",  "running", "rest",    "ice",      "night", "toe",   "tendon", "stretch", "slowly",
	"quick", "quickly", "morning", "stiff",    "tear",  "tears", "strain",
};
static const char *const targets[] = {
	"calf.md",     "heel.md#pain",  "../calf.md",     "setup",        "guide/",
	"guide",       "#pain",         "#nowhere",       "heel.md#rest", "README.md",
	"../README",   "guide/toe.md",  "toe.md#night",   "v1.md",        "/notes/a.md#pain",
	"picture.png", "https://x.org", "guide/setup.md", "notes",        "deep/x.md#calf",
};
static const char *const wikis[] = {
	"Calf", "setup",  "Two Heads", "heel#Pain", "guide/setup",   "Night Pain",
	"toe",  "x#calf", "nobody",    "a",         "ankle#nowhere",
};
static const char *const headings[] = {"Pain", "Rest", "Night", "Calf", "Sore heels", "Pain"};
static const char *const names[] = {
	"Calf", "Two Heads", "Night Pain", "Setup", "Heel", "A Toe", "Nobody", "Élan", "nöbody",
};

static const char *word(struct world *w)
{
	// Few words are common, some stand on one page only.
	if (!below(w, 12))
		return arena_printf(&w->arena, "rare%u", below(w, 60)).ptr;
	uint32_t a = below(w, countof(words)), b = below(w, countof(words));
	return words[a < b ? a : b];
}

static void add_text(struct world *w, struct buf *page)
{
	for (uint32_t n = below(w, 12); n; n--) {
		switch (below(w, 8)) {
		case 0:
			buf_printf(page, "[%s](%s) ", word(w), targets[below(w, countof(targets))]);
			break;
		case 1:
			buf_printf(page, "[[%s]] ", wikis[below(w, countof(wikis))]);
			break;
		default:
			buf_printf(page, "%s ", word(w));
		}
	}
	buf_printf(page, "\n\n");
}

static void write_page(struct world *w, const char *path)
{
	struct buf page = {0};
	struct err err;
	if (!below(w, 3))
		buf_printf(&page, "---\ntitle: %s\naliases: [%s, %s]\n%s---\n",
			   names[below(w, countof(names))], names[below(w, countof(names))],
			   names[below(w, countof(names))],
			   w->kinds && !below(w, 4) ? "kind: cause\n" : "");
	if (below(w, 2))
		buf_printf(&page, "# %s\n\n", names[below(w, countof(names))]);
	add_text(w, &page);
	for (uint32_t n = below(w, w->large ? 40 : 4); n; n--) {
		buf_printf(&page, "## %s\n\n", headings[below(w, countof(headings))]);
		add_text(w, &page);
	}
	const char *file = arena_printf(&w->arena, "%s/%s.md", w->root, path).ptr;
	if (!file_write_quick(file, buf_str(&page), &err))
		fail_msg("%s", err.text);
	buf_release(&page);
}

static void change_something(struct world *w)
{
	const char *path = paths[below(w, PATHS)], *other = paths[below(w, PATHS)];
	const char *file = arena_printf(&w->arena, "%s/%s.md", w->root, path).ptr;
	switch (below(w, 4)) {
	case 0:
		unlink(file);
		break;
	case 1:
		rename(file, arena_printf(&w->arena, "%s/%s.md", w->root, other).ptr);
		break;
	default:
		write_page(w, path);
	}
}

// ---- books ----

static void build(struct world *w, struct buf *bytes)
{
	struct build_options options = {.sources = false};
	struct build_stats stats;
	struct build_notes notes = {0};
	struct err err;
	if (!build_folder(w->root, &options, &w->arena, bytes, &stats, &notes, &err))
		fail_msg("%s", err.text);
}

static struct book *open_bytes(struct world *w, const struct buf *bytes)
{
	struct err err;
	struct book *book = book_open_bytes(bytes->ptr, bytes->len, w->root, &err);
	if (!book)
		fail_msg("%s", err.text);
	return book;
}

// Until the clock is far enough from the last write for files to be trusted (index/fresh.h).
static void let_time_pass(void)
{
	struct timespec start, now;
	clock_gettime(CLOCK_REALTIME, &start);
	do
		clock_gettime(CLOCK_REALTIME, &now);
	while ((now.tv_sec - start.tv_sec) * 1000000000L + now.tv_nsec - start.tv_nsec < 60000000L);
}

// The first book with what has changed since.
static struct book *open_over(struct world *w)
{
	struct book *book = open_bytes(w, &w->first);
	struct folder folder;
	struct changes changes;
	struct buf bytes = {0};
	struct err err;
	uint32_t pages;
	if (!folder_list(w->root, &w->arena, &folder, &err))
		fail_msg("%s", err.text);
	fresh_compare(book, w->root, &folder, &w->arena, &changes);
	if (!changes.count)
		return book;
	assert_int_equal(newer_make(book, w->root, &folder, &changes, &bytes, &pages), NEWER_MADE);
	if (!over_open(book, bytes.ptr, bytes.len, &err))
		fail_msg("%s", err.text);
	book->over->made = bytes;
	return book;
}

// ---- comparing ----

static void same_str(struct str a, struct str b)
{
	if (!str_eq(a, b))
		fail_msg("\"%.*s\" instead of \"%.*s\"", STR_ARG(a), STR_ARG(b));
}

// Sections and links of both books stand at other numbers; this is where on its page one stands.
static uint32_t on_page(const struct book *book, uint32_t section)
{
	return section == BOOK_NONE
		       ? BOOK_NONE
		       : section - book_page_sections(book, book_section_page(book, section)).from;
}

static void compare_link(const struct world *w, uint32_t a, uint32_t b)
{
	struct book_link x = book_link(w->over, a), y = book_link(w->scratch, b);
	same_str(x.text, y.text);
	same_str(x.target, y.target);
	if (x.page != y.page || on_page(w->over, x.section) != on_page(w->scratch, y.section))
		fail_msg("link %.*s on page %u leads to %u, %u instead of %u, %u",
			 STR_ARG(x.target), book_section_page(w->over, x.from), x.page, x.section,
			 y.page, y.section);
	assert_int_equal(book_section_page(w->over, x.from), book_section_page(w->scratch, y.from));
	assert_int_equal(on_page(w->over, x.from), on_page(w->scratch, y.from));
}

static void compare_section(struct world *w, uint32_t page, uint32_t a, uint32_t b)
{
	struct book_section x = book_section(w->over, a), y = book_section(w->scratch, b);
	same_str(x.heading, y.heading);
	same_str(x.anchor, y.anchor);
	same_str(book_address(w->over, a, &w->arena), book_address(w->scratch, b, &w->arena));
	assert_int_equal(x.page, page);
	assert_int_equal(book_section_page(w->over, a), page);
	assert_int_equal(x.kind, y.kind);
	assert_int_equal(x.level, y.level);
	assert_int_equal(x.line, y.line);
	assert_int_equal(x.from, y.from);
	struct book_span span = book_section_span(w->over, a);
	assert_true(span.page == page && span.level == y.level && span.from == y.from &&
		    span.to == y.to);
	assert_int_equal(x.to, y.to);
	assert_int_equal(on_page(w->over, book_find_section(w->over, page, x.anchor)),
			 on_page(w->scratch, book_find_section(w->scratch, page, x.anchor)));
	for (enum field f = 0; f < FIELD_COUNT; f++)
		assert_int_equal(book_field_length(w->over, a, f),
				 book_field_length(w->scratch, b, f));
	struct range links = book_section_links(w->over, a);
	struct range other = book_section_links(w->scratch, b);
	assert_int_equal(links.to - links.from, other.to - other.from);
	for (uint32_t i = 0; i < links.to - links.from; i++)
		compare_link(w, links.from + i, other.from + i);
}

static void compare_page(struct world *w, uint32_t page)
{
	struct book_page x = book_page(w->over, page), y = book_page(w->scratch, page);
	struct str source, other;
	struct err err;
	same_str(x.path, y.path);
	same_str(x.title, y.title);
	same_str(book_page_title(w->over, page), y.title);
	assert_int_equal(x.bytes, y.bytes);
	assert_int_equal(x.kind, y.kind);
	assert_int_equal(book_find_page(w->over, x.path), page);
	assert_int_equal(x.aliases.to - x.aliases.from, y.aliases.to - y.aliases.from);
	for (uint32_t i = 0; i < x.aliases.to - x.aliases.from; i++)
		same_str(book_string(w->over, x.aliases.from + i),
			 book_string(w->scratch, y.aliases.from + i));
	assert_int_equal(x.sections.to - x.sections.from, y.sections.to - y.sections.from);
	for (uint32_t i = 0; i < x.sections.to - x.sections.from; i++)
		compare_section(w, page, x.sections.from + i, y.sections.from + i);
	assert_true(book_source(w->over, page, 0, UINT64_MAX, &w->arena, &source, &err));
	assert_true(book_source(w->scratch, page, 0, UINT64_MAX, &w->arena, &other, &err));
	same_str(source, other);
	assert_true(book_source_is_same(w->over, page));
	uint32_t n, m;
	const uint32_t *links = book_backlinks(w->over, page, &n);
	const uint32_t *others = book_backlinks(w->scratch, page, &m);
	assert_int_equal(n, m);
	for (uint32_t i = 0; i < n; i++)
		compare_link(w, links[i], others[i]);
}

static void compare_listed(struct world *w)
{
	for (uint32_t i = 0; i < book_npages(w->scratch); i++) {
		bool ours, theirs;
		uint32_t page = book_listed_page(w->over, i, &ours);
		assert_int_equal(page, book_listed_page(w->scratch, i, &theirs));
		assert_int_equal(ours, theirs);
	}
}

static void compare_resolving(struct world *w)
{
	for (uint32_t page = 0; page < book_npages(w->scratch); page++) {
		for (size_t i = 0; i < countof(targets) + countof(wikis); i++) {
			bool wiki = i >= countof(targets);
			struct str target = str_of(wiki ? wikis[i - countof(targets)] : targets[i]);
			uint32_t p, q, s, t;
			assert_int_equal(book_resolve(w->over, page, target, wiki, &p, &s),
					 book_resolve(w->scratch, page, target, wiki, &q, &t));
			assert_int_equal(p, q);
			assert_int_equal(on_page(w->over, s), on_page(w->scratch, t));
		}
	}
	for (size_t i = 0; i < countof(names) + PATHS; i++) {
		struct str name = str_of(i < PATHS ? paths[i] : names[i - PATHS]);
		uint32_t p, q, s, t;
		bool found = book_locate(w->over, name, &p, &s);
		assert_int_equal(found, book_locate(w->scratch, name, &q, &t));
		assert_int_equal(p, q);
	}
}

// ---- terms ----

// The live terms of a range, as one text.
static struct str forms_of(struct world *w, const struct book *book, struct range terms)
{
	struct buf all = {0};
	for (uint32_t t = terms.from; t < terms.to; t++) {
		char form[64];
		struct str text = book_term(book, t, form);
		uint32_t sections = book_term_sections(book, t);
		if (sections)
			buf_printf(&all, "%.*s %u ", STR_ARG(text), w->large ? 1 : sections);
	}
	struct str result = arena_copy(&w->arena, buf_str(&all));
	buf_release(&all);
	return result;
}

static struct str stems_of(struct world *w, const struct book *book, struct str stem)
{
	struct buf all = {0};
	struct range terms = book_stem_terms(book, stem);
	for (uint32_t i = terms.from; i < terms.to; i++) {
		char form[64];
		uint32_t term = book_stem_term(book, i);
		if (book_term_sections(book, term))
			buf_printf(&all, "%.*s ", STR_ARG(book_term(book, term, form)));
	}
	struct str result = arena_copy(&w->arena, buf_str(&all));
	buf_release(&all);
	return result;
}

// Where a posting is, and what it says.
struct told {
	uint32_t page, section;
	uint16_t count[FIELD_COUNT];
	uint32_t places[8], nplaces;
};

static int by_place(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	return (x->section > y->section) - (x->section < y->section);
}

static uint32_t read_list(const struct book *book, uint32_t term, struct told told[MOST])
{
	struct post post;
	uint32_t n = 0, before = 0;
	post_open(book, term, &post);
	while (post_next(&post)) {
		uint32_t section = post.now.section;
		assert_true(!n || section > before);
		before = section;
		told[n] = (struct told){0};
		told[n].page = book_section_page(book, section);
		assert_int_not_equal(told[n].page, BOOK_NONE);
		told[n].section = on_page(book, section);
		memcpy(told[n].count, post.now.count, sizeof told[n].count);
		told[n].nplaces = post_positions(&post, told[n].places, countof(told[n].places));
		n++;
	}
	assert_true(n == book_term_sections(book, term) ||
		    (n > POST_BLOCK && n < book_term_sections(book, term)));
	qsort(told, n, sizeof *told, by_place);
	return n;
}

// Seeks go where stepping goes, and no posting weighs more than the bounds allow.
static void check_seeking(struct world *w, uint32_t term)
{
	struct post steps, seeks;
	uint32_t to = 0;
	post_open(w->over, term, &steps);
	post_open(w->over, term, &seeks);
	struct post_bound all = post_list_bound(&seeks);
	while (post_next(&steps)) {
		uint32_t section = steps.now.section;
		for (enum field f = 0; f < FIELD_COUNT; f++)
			assert_true(steps.now.count[f] <= all.count[f]);
		assert_true(section <= all.last);
		if (below(w, 3) || section < to)
			continue;
		to = section - (section > to ? below(w, section - to) : 0);
		struct post_bound bound = post_block_bound(&seeks, to);
		assert_true(post_seek(&seeks, to));
		assert_true(seeks.now.section >= to && seeks.now.section <= section);
		assert_true(bound.last == BOOK_NONE || bound.last < section ||
			    bound.count[FIELD_BODY] >= steps.now.count[FIELD_BODY]);
		to = seeks.now.section;
	}
}

// A walk that stands on the term goes on behind all that begin as it does.
static void check_passing(const struct book *book, struct range terms, struct str begin)
{
	struct term_walk walk = book_walk_terms(book, terms);
	uint32_t behind = book_prefix_terms(book, begin).to;
	assert_true(term_walk_next(&walk));
	assert_int_equal(term_walk_pass(&walk, begin.len), behind < terms.to);
	assert_true(behind >= terms.to || walk.term == behind);
}

// A skim gives what a walk gives, and leads to the same lists.
static void check_skimming(const struct book *book)
{
	struct term_walk walk = book_walk_terms(book, (struct range){0, book_nterms(book)});
	struct term_skim skim;
	char form[64];
	term_skim_open(book, &skim);
	while (term_skim_next(&skim)) {
		for (uint32_t i = 0; i < skim.count; i++) {
			const struct term_rest *rest = &skim.term[i];
			struct post ours, theirs;
			assert_true(term_walk_next(&walk));
			assert_int_equal(skim.first + i, walk.term);
			assert_int_equal(rest->sections, walk.sections);
			assert_int_equal(rest->shared + rest->len, walk.form_len);
			memcpy(form + rest->shared, rest->at, rest->len);
			assert_memory_equal(form, walk.form, walk.form_len);
			post_open_rest(book, walk.term, rest, &ours);
			post_open(book, walk.term, &theirs);
			while (post_next(&theirs)) {
				assert_true(post_next(&ours));
				assert_int_equal(ours.now.section, theirs.now.section);
			}
			assert_false(post_next(&ours));
		}
	}
	assert_false(term_walk_next(&walk));
}

static void compare_terms(struct world *w)
{
	static struct told ours[MOST], theirs[MOST];
	struct range all = {0, book_nterms(w->over)}, others = {0, book_nterms(w->scratch)};
	same_str(forms_of(w, w->over, all), forms_of(w, w->scratch, others));
	uint32_t walked = 0;
	check_skimming(w->over);
	check_skimming(w->scratch);
	struct term_walk walk = book_walk_terms(w->over, all);
	while (term_walk_next(&walk)) {
		char form[64];
		struct str text = {walk.form, walk.form_len};
		assert_int_equal(walk.term, walked++);
		same_str(book_term(w->over, walk.term, form), text);
		uint32_t term = book_find_term(w->over, text);
		uint32_t other = book_find_term(w->scratch, text);
		assert_int_equal(term == BOOK_NONE, other == BOOK_NONE);
		struct str stem = stemmer_stem(w->stemmer, text), prefix = str_sub(text, 0, 3);
		same_str(stems_of(w, w->over, stem), stems_of(w, w->scratch, stem));
		same_str(forms_of(w, w->over, book_prefix_terms(w->over, prefix)),
			 forms_of(w, w->scratch, book_prefix_terms(w->scratch, prefix)));
		if (term == BOOK_NONE)
			continue;
		assert_int_equal(term, walk.term);
		check_passing(w->over,
			      (struct range){term, all.to - term % 3 * (all.to - term) / 4},
			      prefix);
		uint32_t n = read_list(w->over, term, ours);
		assert_int_equal(n, read_list(w->scratch, other, theirs));
		assert_memory_equal(ours, theirs, n * sizeof *ours);
		check_seeking(w, term);
	}
	assert_int_equal(walked, book_nterms(w->over));
	uint32_t from = below(w, walked), to = from + below(w, walked - from + 1);
	walk = book_walk_terms(w->over, (struct range){from, to});
	check_tally(w->over, (struct range){from, to});
	while (term_walk_next(&walk))
		assert_int_equal(walk.term, from++);
	assert_int_equal(from, to);
	assert_int_equal(book_live_sections(w->over), book_nsections(w->scratch));
	for (enum field f = 0; f < FIELD_COUNT; f++)
		assert_float_equal(book_field_average(w->over, f),
				   book_field_average(w->scratch, f), 1e-6);
}

// ---- searches ----

static int by_score(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->page > y->page) - (x->page < y->page);
}

static void compare_search(struct world *w, struct searcher *ours, struct searcher *theirs,
			   const char *query, unsigned flags)
{
	const struct search_options options = {
		.flags = flags, .limit = MOST, .region = STR(""), .kind = KIND_NONE};
	struct hits a, b;
	search(ours, str_of(query), &options, &w->arena, &a);
	search(theirs, str_of(query), &options, &w->arena, &b);
	if (!w->large)
		same_str(a.corrected, b.corrected);
	if (a.total != b.total || a.count != b.count)
		fail_msg("%s: %u hits instead of %u", query, a.total, b.total);
	if (w->large)
		return;
	qsort(a.hit, a.count, sizeof *a.hit, by_score);
	qsort(b.hit, b.count, sizeof *b.hit, by_score);
	for (uint32_t i = 0; i < a.count; i++) {
		if (a.hit[i].score < b.hit[i].score - 1e-4f ||
		    a.hit[i].score > b.hit[i].score + 1e-4f)
			fail_msg("%s: score %f instead of %f at %u", query, (double)a.hit[i].score,
				 (double)b.hit[i].score, i);
	}
}

static void compare_searches(struct world *w)
{
	static const char *const queries[] = {
		"calf pain",
		"\"calf pain\"",
		"sore* heel",
		"running -rest",
		"rare1 rare2 rare3",
		"path:guide",
		"title:calf",
		"how to rest a stiff calf",
		"calve",
		"night OR toe",
		"/ca[lr]f/",
		"soreness",
		"rare17",
		"rear4",
	};
	struct err err;
	struct searcher *ours = searcher_open(w->over, &err);
	struct searcher *theirs = searcher_open(w->scratch, &err);
	for (size_t i = 0; i < countof(queries); i++)
		compare_search(w, ours, theirs, queries[i], i % 3 ? 0 : SEARCH_TYPING);
	for (uint32_t i = 0; i < 10; i++)
		compare_search(w, ours, theirs,
			       arena_printf(&w->arena, "%s %s", word(w), word(w)).ptr,
			       i % 2 ? SEARCH_BY_PAGE : 0);
	searcher_close(ours);
	searcher_close(theirs);
}

static void compare(struct world *w)
{
	assert_int_equal(book_npages(w->over), book_npages(w->scratch));
	for (uint32_t page = 0; page < book_npages(w->scratch); page++)
		compare_page(w, page);
	compare_listed(w);
	compare_resolving(w);
	if (book_nterms(w->over))
		compare_terms(w);
	compare_searches(w);
	assert_null(book_damage(w->over));
}

static void write_kinds(struct world *w)
{
	struct err err;
	const char *file = arena_printf(&w->arena, "%s/book.yaml", w->root).ptr;
	assert_true(file_write_quick(file, STR("kinds:\n  - {id: cause, label: Causes}\n"), &err));
}

static void run_world(uint32_t seed)
{
	struct world w = {.seed = seed, .kinds = seed % 2 == 0, .large = seed % 8 == 0};
	struct err err;
	const char *tmp = getenv("TMPDIR");
	w.root = arena_printf(&w.arena, "%s/bodymap-newer-%ld", tmp ? tmp : "/tmp", (long)getpid())
			 .ptr;
	const char *remove = arena_printf(&w.arena, "rm -rf '%s'", w.root).ptr;
	const char *deep = arena_printf(&w.arena, "%s/guide/deep", w.root).ptr;
	const char *notes = arena_printf(&w.arena, "%s/notes", w.root).ptr;
	assert_int_equal(system(remove), 0);
	assert_true(file_make_folders(deep, &err) && file_make_folders(notes, &err));
	w.stemmer = stemmer_open(STR("en"), &err);
	for (size_t i = 0; i < PATHS; i++) {
		if (below(&w, 4))
			write_page(&w, paths[i]);
	}
	if (w.kinds)
		write_kinds(&w);
	let_time_pass();
	build(&w, &w.first);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		for (uint32_t n = 1 + below(&w, 3); n; n--)
			change_something(&w);
		build(&w, &w.scratch_bytes);
		w.scratch = open_bytes(&w, &w.scratch_bytes);
		w.over = open_over(&w);
		print_message("# world %u round %u\n", seed, round);
		compare(&w);
		book_close(w.over);
		book_close(w.scratch);
		buf_release(&w.scratch_bytes);
	}
	stemmer_close(w.stemmer);
	buf_release(&w.first);
	assert_int_equal(system(remove), 0);
	arena_release(&w.arena);
}

static void newer_pages_read_like_a_book_from_scratch(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= WORLDS; seed++)
		run_world(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newer_pages_read_like_a_book_from_scratch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
