// SPDX-License-Identifier: ISC
//
// The texts of a book beside its index: sources of pages, settings, maps.

#include <string.h>

#include "base/file.h"
#include "index/cursor.h"
#include "index/read/shelf.h"
#include "page/page.h"
#include "text/utf8.h"

struct str shelf_text(struct shelf *shelf, struct str path)
{
	struct image *image = &shelf->image;
	uint64_t len = image->part[PART_TEXTS].len;
	const uint8_t *bytes = image_at(image, PART_TEXTS, 0, len);
	struct cursor cur = cursor_over(bytes, bytes ? len : 0);
	for (uint32_t i = 0; bytes && i < image_count(image, PART_TEXTS) && !cur.bad; i++) {
		uint32_t path_len = cursor_u32(&cur), text_len = cursor_u32(&cur);
		struct cursor name = cursor_take(&cur, path_len),
			      text = cursor_take(&cur, text_len);
		if (!cur.bad && str_eq((struct str){(const char *)name.at, path_len}, path))
			return (struct str){(const char *)text.at, text_len};
	}
	if (cur.bad)
		image_damaged(image, "its settings are wrong");
	return (struct str){NULL, 0};
}

const struct settings *shelf_settings(struct shelf *shelf)
{
	if (shelf->settings)
		return shelf->settings;
	struct settings *settings = arena_new(&shelf->arena, struct settings);
	struct str yaml = shelf_text(shelf, STR("book.yaml"));
	struct err err, ignored;
	if (!settings_parse(STR("book.yaml"), yaml.ptr ? yaml : STR(""), &shelf->arena, settings,
			    &err)) {
		image_damaged(&shelf->image, err.text);
		if (!settings_parse(STR("book.yaml"), STR(""), &shelf->arena, settings, &ignored))
			*settings = (struct settings){.language = STR("en")};
	}
	return shelf->settings = settings;
}

const struct settings *shelf_synonyms(struct shelf *shelf)
{
	struct err err;
	shelf_settings(shelf);
	if (shelf->synonyms_read)
		return shelf->settings;
	shelf->synonyms_read = true;
	struct str synonyms = shelf_text(shelf, STR("synonyms.txt"));
	if (synonyms.ptr && !settings_add_synonyms(STR("synonyms.txt"), synonyms, &shelf->arena,
						   shelf->settings, &err))
		image_damaged(&shelf->image, err.text);
	return shelf->settings;
}

const struct map *shelf_map(struct shelf *shelf)
{
	if (shelf->map_read)
		return shelf->map;
	shelf->map_read = true;
	const struct settings *settings = shelf_settings(shelf);
	if (!settings->maps.count)
		return NULL;
	struct str path = settings->maps.at[0], text = shelf_text(shelf, path);
	struct map *map = arena_new(&shelf->arena, struct map);
	struct err err;
	if (!text.ptr)
		image_damaged(&shelf->image, "its map is not there");
	else if (!map_parse(path, text, &shelf->arena, map, &err))
		image_damaged(&shelf->image, err.text);
	else
		shelf->map = map;
	return shelf->map;
}

const struct settings *book_settings(const struct book *book)
{
	return shelf_settings(book->shelf);
}

const struct settings *book_synonyms(const struct book *book)
{
	return shelf_synonyms(book->shelf);
}

const struct map *book_map(const struct book *book)
{
	return shelf_map(book->shelf);
}

static uint64_t halves(struct image *image, enum part low, uint32_t i)
{
	return image_value(image, low, i) | (uint64_t)image_value(image, low + 1, i) << 32;
}

static bool carried_source(struct shelf *shelf, uint32_t page, struct str *source, struct err *err)
{
	struct image *image = &shelf->image;
	uint64_t at = halves(image, PART_PAGE_AT_LOW, page);
	uint64_t end = halves(image, PART_PAGE_AT_LOW, page + 1);
	const uint8_t *bytes = at <= end ? image_at(image, PART_SOURCES, at, end - at) : NULL;
	if (!bytes)
		return err_set(err, "the page cannot be read: the book is damaged");
	*source = (struct str){(const char *)bytes, end - at};
	return true;
}

struct file_stat shelf_file(struct shelf *shelf, uint32_t page)
{
	struct image *image = &shelf->image;
	return (struct file_stat){
		.size = image_value(image, PART_FILE_SIZE, page),
		.mtime_ns = halves(image, PART_FILE_MTIME_LOW, page),
		.ctime_ns = halves(image, PART_FILE_CTIME_LOW, page),
		.inode = halves(image, PART_FILE_INODE_LOW, page),
	};
}

static struct str page_file(struct shelf *shelf, uint32_t page, struct arena *arena)
{
	const struct str parts[] = {
		shelf->root ? str_of(shelf->root) : STR(""),
		shelf->root ? STR("/") : STR(""),
		shelf_string(shelf, image_value(&shelf->image, PART_PAGE_PATH, page)),
		shelf_string(shelf, image_value(&shelf->image, PART_PAGE_ENDING, page)),
	};
	size_t len = 0;
	for (size_t i = 0; i < countof(parts); i++)
		len += parts[i].len;
	char *file = arena_bytes(arena, len + 1), *at = file;
	for (size_t i = 0; i < countof(parts); at += parts[i++].len)
		memcpy(at, parts[i].ptr, parts[i].len);
	*at = '\0';
	return (struct str){file, len};
}

static bool has_file(const struct shelf *shelf, uint32_t page)
{
	return shelf->root && page < shelf->image.part[PART_FILE_SIZE].count;
}

static bool is_as_indexed(struct file_stat then, struct file_stat now)
{
	if (!then.inode) // it was written at about the time it was read: index/build.c
		now.inode = 0;
	return file_same_stat(&now, &then);
}

// Where cleaning took nothing out and put nothing in, bytes of the page are those of its file.
static bool is_clean(struct shelf *shelf, uint32_t page)
{
	return image_value(&shelf->image, PART_PAGE_BYTES, page) ==
	       image_value(&shelf->image, PART_FILE_SIZE, page);
}

static bool read_part(struct shelf *shelf, uint32_t page, struct str file, struct range part,
		      struct arena *arena, struct str *source, struct file_stat *now,
		      struct err *err)
{
	uint32_t end = image_value(&shelf->image, PART_PAGE_BYTES, page);
	part.to = part.to < end ? part.to : end;
	part.from = part.from < part.to ? part.from : part.to;
	if (part.to - part.from < end && is_clean(shelf, page))
		return file_read_part(file.ptr, part.from, part.to - part.from, arena, source, now,
				      err);
	if (!file_read(file.ptr, PAGE_LIMIT, arena, source, now, err))
		return false;
	*source = str_sub(utf8_clean(arena, *source), part.from, part.to);
	return true;
}

static bool file_source(struct shelf *shelf, uint32_t page, struct range part, struct arena *arena,
			struct str *source, struct err *err)
{
	struct str file = page_file(shelf, page, arena);
	if (!has_file(shelf, page))
		return err_set(err, "%.*s: the book does not carry its pages", STR_ARG(file));
	struct file_stat now;
	if (!read_part(shelf, page, file, part, arena, source, &now, err))
		return false;
	if (!is_as_indexed(shelf_file(shelf, page), now))
		return err_set(err, "%.*s has changed since the book was made", STR_ARG(file));
	*source = utf8_clean(arena, *source);
	return true;
}

static bool is_carried(struct shelf *shelf)
{
	return image_count(&shelf->image, PART_PAGE_AT_LOW) != 0;
}

bool book_source_is_same(const struct book *book, uint32_t page)
{
	if (page >= book_npages(book))
		return true;
	struct shelf *shelf = shelf_of_page(book, &page);
	if (is_carried(shelf) || !has_file(shelf, page))
		return true;
	struct arena scratch = {0};
	struct file_stat now;
	bool same = file_exists(page_file(shelf, page, &scratch).ptr, &now) &&
		    is_as_indexed(shelf_file(shelf, page), now);
	arena_release(&scratch);
	return same;
}

bool book_source(const struct book *book, uint32_t page, uint64_t from, uint64_t to,
		 struct arena *arena, struct str *source, struct err *err)
{
	if (page >= book_npages(book))
		return err_set(err, "there is no such page");
	struct shelf *shelf = shelf_of_page(book, &page);
	struct range part = {from < UINT32_MAX ? (uint32_t)from : UINT32_MAX,
			     to < UINT32_MAX ? (uint32_t)to : UINT32_MAX};
	if (!is_carried(shelf))
		return file_source(shelf, page, part, arena, source, err);
	if (!carried_source(shelf, page, source, err))
		return false;
	*source = str_sub(*source, from, to);
	return true;
}

bool book_source_place(const struct book *book, uint32_t page, struct arena *arena,
		       struct book_place *place, struct err *err)
{
	*place = (struct book_place){{NULL, 0}, NULL, {0}};
	if (page >= book_npages(book))
		return err_set(err, "there is no such page");
	struct shelf *shelf = shelf_of_page(book, &page);
	if (is_carried(shelf))
		return carried_source(shelf, page, &place->carried, err);
	struct str file = page_file(shelf, page, arena);
	if (!has_file(shelf, page))
		return err_set(err, "%.*s: the book does not carry its pages", STR_ARG(file));
	place->file = file.ptr;
	place->stat = shelf_file(shelf, page);
	return true;
}

bool book_read_place(const struct book_place *place, struct arena *arena, struct str *source,
		     struct err *err)
{
	struct file_stat now;
	*source = place->carried;
	if (source->ptr)
		return true;
	if (!file_read(place->file, PAGE_LIMIT, arena, source, &now, err))
		return false;
	if (!is_as_indexed(place->stat, now))
		return err_set(err, "%s has changed since the book was made", place->file);
	*source = utf8_clean(arena, *source);
	return true;
}
