// SPDX-License-Identifier: ISC

#include "index/newer.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "index/checksum.h"
#include "index/le.h"
#include "index/read/dict.h"
#include "index/read/term.h"
#include "index/resolve.h"
#include "index/write/tasks.h"
#include "index/write/write.h"

enum { PAGES_A_THREAD = 16 };

// A page to be indexed.
struct newer_page {
	struct str file;         // relative to the folder
	uint32_t page;           // of the book beneath, or BOOK_NONE
	struct write_page write; // .got.present when it could be read
};

struct maker {
	const struct book *book;
	const char *root;
	struct arena arena;
	struct collector *collectors[TASKS_THREADS + 1];
	uint32_t ncollectors;
	VEC(struct newer_page) tasks;
	uint64_t *gone; // a bit for each page of the book
	atomic_uint next;
	bool regions; // a page is about one
};

static bool is_gone(const struct maker *m, uint32_t page)
{
	return m->gone[page / 64] >> page % 64 & 1;
}

static void bury(struct maker *m, uint32_t page)
{
	m->gone[page / 64] |= (uint64_t)1 << page % 64;
}

static void add_task(struct maker *m, struct str file, uint32_t page)
{
	struct str path = page_path(file);
	*vec_push(&m->arena, &m->tasks) = (struct newer_page){
		.file = file,
		.page = page,
		.write = {.path = path, .ending = str_sub(file, path.len, file.len)},
	};
}

static struct collector *add_collector(struct maker *m)
{
	struct collector *collector = arena_new(&m->arena, struct collector);
	collector->settings = book_settings(m->book);
	m->collectors[m->ncollectors++] = collector;
	return collector;
}

// A page that cannot be read has no place in the book.
static void collect(const struct maker *m, uint32_t number, struct newer_page *task,
		    struct arena *scratch)
{
	struct str bytes;
	struct page parsed;
	struct err err;
	const char *file = arena_printf(scratch, "%s/%.*s", m->root, STR_ARG(task->file)).ptr;
	task->write.got.collector = (uint8_t)number;
	if (file_read(file, PAGE_LIMIT, scratch, &bytes, &task->write.stat, &err)) {
		fresh_distrust_recent(&task->write.stat);
		page_parse(task->file, bytes, scratch, &parsed);
		collect_page(m->collectors[number], &parsed, &task->write.got);
	}
	arena_clear(scratch);
}

static void collect_some(void *user, uint32_t number)
{
	struct maker *m = user;
	struct arena scratch = {0};
	for (uint32_t i; (i = atomic_fetch_add(&m->next, 1)) < m->tasks.count;)
		collect(m, number, &m->tasks.at[i], &scratch);
	arena_release(&scratch);
}

// ---- pages whose links lead elsewhere ----

// A path or a name by which a page is found, and how strong its claim is.
struct known {
	uint32_t mark, claim;
};

struct known_list {
	VEC(struct known);
};

static void add_name(struct maker *m, struct known_list *list, struct str name, enum claim claim)
{
	struct str key = resolve_key(&m->arena, name);
	*vec_push(&m->arena, list) = (struct known){resolve_name_mark(key), claim};
}

static void add_path(struct maker *m, struct known_list *list, struct str path)
{
	enum { CLAIM_PATH = CLAIM_LAST + 1 };
	*vec_push(&m->arena, list) = (struct known){resolve_path_mark(path), CLAIM_PATH};
	add_name(m, list, resolve_last(path), CLAIM_LAST);
}

static void add_known_before(struct maker *m, struct known_list *list, uint32_t number)
{
	struct book_page page = book_page(m->book, number);
	add_path(m, list, page.path);
	add_name(m, list, page.title, CLAIM_TITLE);
	for (uint32_t i = page.aliases.from; i < page.aliases.to; i++)
		add_name(m, list, book_string(m->book, i), CLAIM_ALIAS);
}

static void add_known_now(struct maker *m, struct known_list *list, const struct newer_page *task)
{
	const struct collected_page *got = &task->write.got;
	const struct collector *c = m->collectors[got->collector];
	const uint32_t *lists = (const void *)c->lists.ptr;
	add_path(m, list, task->write.path);
	add_name(m, list, intern_str(&c->strings, got->title), CLAIM_TITLE);
	for (uint32_t i = got->aliases.from; i < got->aliases.to; i++)
		add_name(m, list, intern_str(&c->strings, lists[i]), CLAIM_ALIAS);
}

static bool has(const struct known_list *list, struct known known)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->at[i].mark == known.mark && list->at[i].claim == known.claim)
			return true;
	}
	return false;
}

static struct str file_of(struct maker *m, uint32_t page)
{
	struct shelf *shelf = m->book->shelf;
	struct str ending = shelf_string(shelf, image_value(&shelf->image, PART_PAGE_ENDING, page));
	return arena_printf(&m->arena, "%.*s%.*s", STR_ARG(book_page(m->book, page).path),
			    STR_ARG(ending));
}

static void touch(struct maker *m, uint32_t page)
{
	if (page >= book_npages(m->book) || is_gone(m, page))
		return;
	bury(m, page);
	add_task(m, file_of(m, page), page);
}

static void touch_those_that_asked(struct maker *m, uint32_t mark)
{
	struct image *image = &m->book->shelf->image;
	uint32_t at = image_lower_bound(image, PART_ASKED, mark);
	for (; image_value(image, PART_ASKED, at) == mark; at++)
		touch(m, image_value(image, PART_ASKED_PAGE, at));
}

// What one of the lists has and the other has not.
static void touch_difference(struct maker *m, const struct known_list *a,
			     const struct known_list *b)
{
	for (uint32_t i = 0; i < a->count; i++) {
		if (!has(b, a->at[i]))
			touch_those_that_asked(m, a->at[i].mark);
	}
}

// Links to sections that the page did not have.
static void touch_lost(struct maker *m, uint32_t page)
{
	struct image *image = &m->book->shelf->image;
	uint32_t count;
	const uint32_t *links = book_backlinks(m->book, page, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (image_value(image, PART_LINK_SECTION, links[i]) == LINK_LOST) {
			uint32_t behind = image_lower_bound(image, PART_SECTION_LINK, links[i] + 1);
			touch(m, book_section_page(m->book, behind ? behind - 1 : 0));
		}
	}
}

static void touch_by_task(struct maker *m, uint32_t i)
{
	struct known_list before = {0}, now = {0};
	if (m->tasks.at[i].page != BOOK_NONE) {
		add_known_before(m, &before, m->tasks.at[i].page);
		touch_lost(m, m->tasks.at[i].page);
	}
	if (m->tasks.at[i].write.got.present)
		add_known_now(m, &now, &m->tasks.at[i]);
	touch_difference(m, &before, &now);
	touch_difference(m, &now, &before);
}

static void touch_by_loss(struct maker *m, uint32_t page)
{
	struct known_list before = {0}, none = {0};
	add_known_before(m, &before, page);
	touch_difference(m, &before, &none);
}

static int by_path(const void *a, const void *b)
{
	const struct newer_page *x = a, *y = b;
	return str_cmp(x->write.path, y->write.path);
}

// Indexes the pages from task `first` on as well, whose own names have not changed.
static void collect_touched(struct maker *m, uint32_t first)
{
	struct arena scratch = {0};
	uint32_t number = m->ncollectors, count = m->tasks.count - first;
	struct collector *collector = add_collector(m);
	if (count)
		qsort(m->tasks.at + first, count, sizeof *m->tasks.at, by_path);
	for (uint32_t i = first; i < m->tasks.count; i++)
		collect(m, number, &m->tasks.at[i], &scratch);
	gather_sort(&collector->gather);
	arena_release(&scratch);
}

// ---- the book beneath, for links of the newer pages ----

static uint32_t outside_page(void *user, struct str path)
{
	const struct maker *m = user;
	uint32_t page = book_find_page(m->book, path);
	return page == BOOK_NONE || is_gone(m, page) ? BOOK_NONE : page;
}

static uint32_t outside_name(void *user, struct str key, uint32_t *claim, struct str *path)
{
	const struct maker *m = user;
	enum claim found = CLAIM_LAST;
	uint32_t page = shelf_find_name(m->book, m->gone, key, &found);
	*claim = found;
	*path = page == BOOK_NONE ? STR("") : book_page(m->book, page).path;
	return page;
}

static uint32_t outside_section(void *user, uint32_t page, struct str anchor)
{
	const struct maker *m = user;
	uint32_t section = book_find_section(m->book, page, anchor);
	return section == BOOK_NONE ? BOOK_NONE : section - book_page_sections(m->book, page).from;
}

static bool write_newer(struct maker *m, struct buf *newer)
{
	struct write_page *pages =
		arena_array(&m->arena, struct write_page, (size_t)m->tasks.count + 1);
	const struct outside outside = {m, outside_page, outside_name, outside_section};
	struct writing writing = {.collectors = m->collectors,
				  .ncollectors = m->ncollectors,
				  .pages = pages,
				  .settings = book_settings(m->book),
				  .outside = &outside};
	uint64_t len;
	struct err err;
	if (m->tasks.count)
		qsort(m->tasks.at, m->tasks.count, sizeof *m->tasks.at, by_path);
	for (uint32_t i = 0; i < m->tasks.count; i++) {
		if (m->tasks.at[i].write.got.present)
			pages[writing.npages++] = m->tasks.at[i].write;
	}
	return write_book(&writing, NULL, newer, &len, &err);
}

// ---- what stands before it ----

static void add_u32(struct buf *buf, uint32_t value)
{
	uint8_t bytes[4];
	le32_put(bytes, value);
	buf_add(buf, (struct str){(const char *)bytes, sizeof bytes});
}

// The pages that are gone; what they had is added up in the head.
static uint32_t put_gone(const struct maker *m, struct buf *out)
{
	uint64_t words[FIELD_COUNT] = {0};
	uint32_t count = 0, sections = 0;
	for (uint32_t p = 0; p < book_npages(m->book); p++) {
		if (!is_gone(m, p))
			continue;
		struct range range = book_page_sections(m->book, p);
		for (uint32_t s = range.from; s < range.to; s++) {
			for (enum field field = 0; field < FIELD_COUNT; field++)
				words[field] += book_field_length(m->book, s, field);
		}
		sections += range.to - range.from;
		add_u32(out, p);
		count++;
	}
	uint8_t *head = (uint8_t *)out->ptr;
	for (size_t field = 0; field < FIELD_COUNT; field++)
		le64_put(head + 48 + 8 * field, words[field]);
	le32_put(head + 96, sections);
	return count;
}

static void put_terms(const struct maker *m, const struct book *newer, struct buf *out)
{
	struct term_walk walk = book_walk_terms(newer, (struct range){0, book_nterms(newer)});
	struct dict_place place = {0};
	while (term_walk_next(&walk)) {
		struct str form = {walk.form, walk.form_len};
		place = dict_find_behind(&m->book->shelf->image, &dict_terms, form, place.rank);
		add_u32(out, place.rank << 1 | place.exact);
	}
}

static bool put_together(const struct maker *m, const struct buf *written, struct buf *out)
{
	struct err err;
	struct book *newer = book_open_bytes(written->ptr, written->len, NULL, &err);
	if (!newer)
		return false;
	buf_fill(out, '\0', FORMAT_NEWER_HEAD);
	uint32_t ngone = put_gone(m, out);
	put_terms(m, newer, out);
	buf_fill(out, '\0', (FORMAT_ALIGN - out->len % FORMAT_ALIGN) % FORMAT_ALIGN);
	size_t book = out->len;
	buf_add(out, buf_str(written));
	uint8_t *head = (uint8_t *)out->ptr;
	memcpy(head, FORMAT_NEWER_MAGIC, 12);
	le32_put(head + 12, FORMAT_VERSION);
	le64_put(head + 16, out->len);
	le64_put(head + 24, book_identity(m->book));
	le64_put(head + 32, book);
	le32_put(head + 40, ngone);
	le32_put(head + 44, book_nterms(newer));
	le32_put(head + 100, checksum(head, book));
	book_close(newer);
	return true;
}

// ---- making ----

static bool has_regions(const struct maker *m)
{
	for (uint32_t i = 0; i < m->tasks.count; i++) {
		struct range regions = m->tasks.at[i].write.got.regions;
		if (regions.from != regions.to)
			return true;
	}
	return false;
}

static void add_changes(struct maker *m, const struct folder *folder, const struct changes *changes)
{
	for (uint32_t i = 0; i < changes->count; i++) {
		struct change change = changes->at[i];
		if (change.page != BOOK_NONE)
			bury(m, change.page);
		if (change.file != BOOK_NONE)
			add_task(m, folder->files[change.file].file, change.page);
	}
}

static void collect_changes(struct maker *m)
{
	uint32_t threads = tasks_threads(m->tasks.count / PAGES_A_THREAD);
	for (uint32_t i = 0; i < threads; i++)
		add_collector(m);
	tasks_run(threads, threads, collect_some, m);
	for (uint32_t i = 0; i < threads; i++)
		gather_sort(&m->collectors[i]->gather);
}

static void touch_all(struct maker *m, const struct changes *changes)
{
	uint32_t changed = m->tasks.count;
	for (uint32_t i = 0; i < changed; i++)
		touch_by_task(m, i);
	for (uint32_t i = 0; i < changes->count; i++) {
		if (changes->at[i].file == BOOK_NONE)
			touch_by_loss(m, changes->at[i].page);
	}
	collect_touched(m, changed);
}

static bool is_too_much(const struct book *book, uint32_t pages)
{
	enum { SHARE = 8, LEAST = 64 };
	return pages > LEAST && pages > book_npages(book) / SHARE;
}

enum newer newer_make(const struct book *book, const char *root, const struct folder *folder,
		      const struct changes *changes, struct buf *bytes, uint32_t *pages)
{
	struct maker m = {.book = book, .root = root};
	struct buf newer = {0};
	if (changes->all || book_nregions(book))
		return NEWER_NONE;
	if (is_too_much(book, changes->count))
		return NEWER_TOO_MUCH;
	m.gone = arena_array(&m.arena, uint64_t, (size_t)book_npages(book) / 64 + 1);
	add_changes(&m, folder, changes);
	collect_changes(&m);
	touch_all(&m, changes);
	*pages = m.tasks.count;
	bool made = !has_regions(&m) && write_newer(&m, &newer) &&
		    put_together(&m, &newer, bytes) && !book_damage(book);
	for (uint32_t i = 0; i < m.ncollectors; i++)
		collect_release(m.collectors[i]);
	buf_release(&newer);
	arena_release(&m.arena);
	return made ? NEWER_MADE : NEWER_NONE;
}
