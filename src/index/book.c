// SPDX-License-Identifier: ISC

#include "index/book.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "index/read/dict.h"
#include "index/read/guard.h"
#include "index/read/over.h"
#include "index/read/shelf.h"
#include "index/resolve.h"
#include "page/doc.h"
#include "text/utf8.h"

struct book *book_open_bytes(const void *bytes, size_t len, const char *root, struct err *err)
{
	struct image image;
	if (!image_open(&image, bytes, len, err))
		return NULL;
	struct arena arena = {0};
	struct shelf *shelf = arena_new(&arena, struct shelf);
	struct book *book = arena_new(&arena, struct book);
	shelf->image = image;
	shelf->root = root ? arena_cstr(&arena, str_of(root)) : NULL;
	shelf->arena = arena;
	book->shelf = shelf;
	return book;
}

// Opens a book that is mapped from here on.
struct book *shelf_open(int fd, size_t len, const char *root, struct err *err)
{
	const void *bytes = guard_map(fd, len);
	if (!bytes) {
		err_set(err, "it cannot be read: %s", strerror(errno));
		return NULL;
	}
	struct book *book = book_open_bytes(bytes, len, root, err);
	if (!book) {
		guard_unmap(bytes, len);
		return NULL;
	}
	book->shelf->mapped = bytes;
	book->shelf->mapped_len = len;
	return book;
}

// A book that does not carry its pages names the folder they lie in.
static void find_folder(struct shelf *shelf)
{
	struct str folder = shelf_text(shelf, STR(SHELF_FOLDER));
	if (folder.len)
		shelf->root = arena_cstr(&shelf->arena, folder);
}

struct book *book_open(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	struct book *book = NULL;
	if (fd < 0 || fstat(fd, &st) != 0)
		err_set(err, "it cannot be opened: %s", strerror(errno));
	else if (!S_ISREG(st.st_mode) || st.st_size < FORMAT_HEAD)
		err_set(err, "this is not a book");
	else
		book = shelf_open(fd, (size_t)st.st_size, NULL, err);
	if (fd >= 0)
		close(fd);
	if (book)
		find_folder(book->shelf);
	else
		err_wrap(err, "%s", path);
	return book;
}

void book_close(struct book *book)
{
	struct shelf *shelf = book->shelf;
	if (book->over)
		over_close(book->over);
	book->over = NULL;
	if (shelf->cache && book_damage(book))
		unlink(shelf->cache); // made anew when it is next wanted
	if (shelf->mapped)
		guard_unmap(shelf->mapped, shelf->mapped_len);
	buf_release(&shelf->made);
	image_close(&shelf->image);
	struct arena arena = shelf->arena;
	arena_release(&arena);
}

// What was used lately is likely to be used again: tables, the dictionary, words of a longer question.
// Half goes at once, for each part that goes is a call of the system.
static void rest(struct shelf *shelf, size_t most)
{
	enum { SHARE = 16 };
	struct image *image = &shelf->image;
	if (most && shelf->mapped_len / SHARE > most)
		most = shelf->mapped_len / SHARE; // a large book is asked for in more places
	if (image_near(image) > most) {
		uint32_t from = image_keep_from(image, most / 2);
		struct str part;
		for (uint64_t at = 0; (part = image_let_go(image, from, &at)).len;)
			guard_rest(shelf->mapped, part);
	}
	image_turn(image);
}

void book_rest(const struct book *book, size_t most)
{
	if (book->shelf->mapped)
		rest(book->shelf, most);
	if (book->over)
		book_rest(&book->over->newer, most);
}

// The head's own sum is over the sums of all sums.
uint64_t book_identity(const struct book *book)
{
	const struct image *image = &book->shelf->image;
	uint64_t own = (uint64_t)image->sum << 32 ^ image->len;
	return book->over ? own * 31 + book_identity(&book->over->newer) : own;
}

const char *book_damage(const struct book *book)
{
	struct shelf *shelf = book->shelf;
	if (shelf->mapped && guard_hit(shelf->mapped))
		image_damaged(&shelf->image, "its file has become shorter");
	if (!shelf->image.damage && book->over)
		return over_damage(book->over);
	return shelf->image.damage;
}

static struct str string_at(const struct book *book, enum part column, uint32_t i)
{
	return shelf_string(book->shelf, image_value(&book->shelf->image, column, i));
}

// Kinds are stored + 1.
static uint32_t kind_at(const struct book *book, enum part column, uint32_t i)
{
	uint32_t kind = image_value(&book->shelf->image, column, i);
	return kind == IMAGE_BAD ? KIND_NONE : kind - 1;
}

struct shelf *shelf_of_page(const struct book *book, uint32_t *page)
{
	return book->over ? over_shelf_of_page(book->over, page) : book->shelf;
}

uint32_t book_npages(const struct book *book)
{
	if (book->over)
		return book->over->npages;
	return image_count(&book->shelf->image, PART_PAGE_PATH);
}

struct book_page book_page(const struct book *book, uint32_t page)
{
	if (book->over)
		return over_page(book->over, page);
	struct image *image = &book->shelf->image;
	uint32_t nstrs = image_count(image, PART_STRS);
	if (page >= book_npages(book))
		return (struct book_page){.kind = KIND_NONE};
	struct book_page result = {
		.path = string_at(book, PART_PAGE_PATH, page),
		.title = string_at(book, PART_PAGE_TITLE, page),
		.flag = string_at(book, PART_PAGE_FLAG, page),
		.kind = kind_at(book, PART_PAGE_KIND, page),
		.sections = image_range(image, PART_PAGE_SECTION, page, book_nsections(book)),
		.regions = image_range(image, PART_PAGE_REGIONS, page,
				       image_count(image, PART_PAGE_REGION)),
		.bytes = image_value(image, PART_PAGE_BYTES, page),
	};
	uint32_t aliases = image_value(image, PART_PAGE_ALIASES, page);
	uint32_t sources = image_value(image, PART_PAGE_SOURCES, page);
	uint32_t end = image_value(image, PART_PAGE_ALIASES, page + 1);
	if (aliases <= sources && sources <= end && end <= nstrs) {
		result.aliases = (struct range){aliases, sources};
		result.sources = (struct range){sources, end};
	} else {
		image_damaged(image, "a range is wrong");
	}
	return result;
}

struct str book_page_title(const struct book *book, uint32_t page)
{
	if (book->over)
		return over_page_title(book->over, page);
	return string_at(book, PART_PAGE_TITLE, page);
}

struct range book_page_sections(const struct book *book, uint32_t page)
{
	if (book->over)
		return over_page_sections(book->over, page);
	if (page >= book_npages(book))
		return (struct range){0, 0};
	return image_range(&book->shelf->image, PART_PAGE_SECTION, page, book_nsections(book));
}

// The index of a string in a column of ascending string ids.
static uint32_t find_string(const struct book *book, enum part column, struct str text)
{
	struct image *image = &book->shelf->image;
	struct dict_place place = dict_find(image, &dict_strings, text);
	if (!place.exact)
		return BOOK_NONE;
	uint32_t at = image_lower_bound(image, column, place.rank);
	bool there =
		at < image_count(image, column) && image_value(image, column, at) == place.rank;
	return there ? at : BOOK_NONE;
}

uint32_t book_listed_page(const struct book *book, uint32_t i, bool *heads)
{
	uint32_t value = book->over ? over_listed_page(book->over, i)
				    : image_value(&book->shelf->image, PART_PAGE_LISTED, i);
	*heads = value & 1;
	return value >> 1 < book_npages(book) ? value >> 1 : BOOK_NONE;
}

uint32_t book_find_page(const struct book *book, struct str path)
{
	if (book->over)
		return over_find_page(book->over, path);
	return find_string(book, PART_PAGE_PATH, path);
}

struct str book_string(const struct book *book, uint32_t index)
{
	if (book->over)
		return over_string(book->over, index);
	return string_at(book, PART_STRS, index);
}

uint32_t book_nregions(const struct book *book)
{
	return image_count(&book->shelf->image, PART_REGION);
}

struct str book_region(const struct book *book, uint32_t region)
{
	return string_at(book, PART_REGION, region);
}

uint32_t book_find_region(const struct book *book, struct str id)
{
	return find_string(book, PART_REGION, id);
}

uint32_t book_page_region(const struct book *book, uint32_t index)
{
	uint32_t region = image_value(&book->shelf->image, PART_PAGE_REGION, index);
	return region < book_nregions(book) ? region : BOOK_NONE;
}

// The values a prefix column gives thing `i` in `column`, put together once and kept in *memo;
// each is below `limit`.
static const uint32_t *kept_values(const struct book *book, uint32_t ***memo, enum part prefix,
				   enum part column, uint32_t i, uint32_t limit, uint32_t *count)
{
	struct shelf *shelf = book->shelf;
	uint32_t things = image_count(&shelf->image, prefix);
	struct range range =
		image_range(&shelf->image, prefix, i, image_count(&shelf->image, column));
	*count = range.to - range.from;
	if (!*count)
		return NULL;
	if (!*memo)
		*memo = arena_array(&shelf->arena, uint32_t *, things);
	uint32_t *values = (*memo)[i];
	if (!values) {
		values = (*memo)[i] = arena_array(&shelf->arena, uint32_t, *count);
		for (uint32_t k = 0; k < *count; k++) {
			uint32_t value = image_value(&shelf->image, column, range.from + k);
			if (value >= limit)
				image_damaged(&shelf->image, "a reference leads nowhere");
			values[k] = value < limit ? value : 0;
		}
	}
	return values;
}

const uint32_t *book_region_pages(const struct book *book, uint32_t region, uint32_t *count)
{
	return kept_values(book, &book->shelf->region_pages, PART_REGION_PAGES, PART_REGION_PAGE,
			   region, book_npages(book), count);
}

uint32_t book_nsections(const struct book *book)
{
	if (book->over)
		return over_nsections(book->over);
	return image_count(&book->shelf->image, PART_SECTION_PAGE);
}

uint32_t book_section_page(const struct book *book, uint32_t section)
{
	if (book->over)
		return over_section_page(book->over, section);
	uint32_t page = image_value(&book->shelf->image, PART_SECTION_PAGE, section);
	return page < book_npages(book) ? page : BOOK_NONE;
}

uint32_t book_section_kind(const struct book *book, uint32_t section)
{
	if (book->over)
		return over_section_kind(book->over, section);
	return section < book_nsections(book) ? kind_at(book, PART_SECTION_KIND, section)
					      : KIND_NONE;
}

bool book_section_leads_on(const struct book *book, uint32_t section)
{
	if (book->over)
		return over_section_leads_on(book->over, section);
	return section < book_nsections(book) &&
	       image_value(&book->shelf->image, PART_SECTION_LEADS, section) == 1;
}

struct book_section book_section(const struct book *book, uint32_t section)
{
	if (book->over)
		return over_section(book->over, section);
	struct image *image = &book->shelf->image;
	if (section >= book_nsections(book))
		return (struct book_section){.page = BOOK_NONE, .kind = KIND_NONE};
	return (struct book_section){
		.page = book_section_page(book, section),
		.heading = string_at(book, PART_SECTION_HEADING, section),
		.anchor = string_at(book, PART_SECTION_ANCHOR, section),
		.kind = kind_at(book, PART_SECTION_KIND, section),
		.level = (uint8_t)image_value(image, PART_SECTION_LEVEL, section),
		.line = image_value(image, PART_SECTION_LINE, section),
		.from = image_value(image, PART_SECTION_FROM, section),
		.to = image_value(image, PART_SECTION_TO, section),
	};
}

struct book_span book_section_span(const struct book *book, uint32_t section)
{
	if (book->over)
		return over_section_span(book->over, section);
	struct image *image = &book->shelf->image;
	if (section >= book_nsections(book))
		return (struct book_span){.page = BOOK_NONE};
	return (struct book_span){
		.page = book_section_page(book, section),
		.level = (uint8_t)image_value(image, PART_SECTION_LEVEL, section),
		.from = image_value(image, PART_SECTION_FROM, section),
		.to = image_value(image, PART_SECTION_TO, section),
	};
}

uint32_t book_find_section(const struct book *book, uint32_t page, struct str anchor)
{
	if (book->over)
		return over_find_section(book->over, page, anchor);
	struct image *image = &book->shelf->image;
	struct range sections = image_range(image, PART_PAGE_SECTION, page, book_nsections(book));
	for (uint32_t s = sections.from; s < sections.to; s++) {
		if (str_eq_nocase(string_at(book, PART_SECTION_ANCHOR, s), anchor))
			return s;
	}
	return BOOK_NONE;
}

static struct str page_path_of(const struct book *book, uint32_t page)
{
	struct shelf *shelf = shelf_of_page(book, &page);
	return shelf_string(shelf, image_value(&shelf->image, PART_PAGE_PATH, page));
}

struct str book_address(const struct book *book, uint32_t section, struct arena *arena)
{
	struct book_section s = book_section(book, section);
	struct str path = s.page == BOOK_NONE ? STR("") : page_path_of(book, s.page);
	if (!s.anchor.len)
		return path;
	return arena_printf(arena, "%.*s#%.*s", STR_ARG(path), STR_ARG(s.anchor));
}

uint32_t book_nlinks(const struct book *book)
{
	if (book->over)
		return over_nlinks(book->over);
	return image_count(&book->shelf->image, PART_LINK_PAGE);
}

// The section whose links hold `link`: the last that begins at or before it.
static uint32_t section_of_link(const struct book *book, uint32_t link)
{
	uint32_t behind = image_lower_bound(&book->shelf->image, PART_SECTION_LINK, link + 1);
	return behind ? behind - 1 : 0;
}

struct book_link book_link(const struct book *book, uint32_t link)
{
	if (book->over)
		return over_link(book->over, link);
	struct image *image = &book->shelf->image;
	struct book_link result = {.from = BOOK_NONE, .page = BOOK_NONE, .section = BOOK_NONE};
	if (link >= book_nlinks(book))
		return result;
	result.from = section_of_link(book, link);
	shelf_link_says(book, link, &result);
	uint32_t page = image_value(image, PART_LINK_PAGE, link);
	uint32_t number = image_value(image, PART_LINK_SECTION, link);
	if (!page || page > book_npages(book))
		return result;
	struct range sections =
		image_range(image, PART_PAGE_SECTION, page - 1, book_nsections(book));
	result.page = page - 1;
	if (number >= LINK_SECTION && number - LINK_SECTION < sections.to - sections.from)
		result.section = sections.from + number - LINK_SECTION;
	return result;
}

struct range book_section_links(const struct book *book, uint32_t section)
{
	if (book->over)
		return over_section_links(book->over, section);
	return image_range(&book->shelf->image, PART_SECTION_LINK, section, book_nlinks(book));
}

const uint32_t *book_backlinks(const struct book *book, uint32_t page, uint32_t *count)
{
	if (book->over)
		return over_backlinks(book->over, page, count);
	return kept_values(book, &book->shelf->backlinks, PART_PAGE_BACK, PART_BACK, page,
			   book_nlinks(book), count);
}

static uint32_t find_page(void *user, struct str path)
{
	return book_find_page(user, path);
}

uint32_t shelf_find_name(const struct book *book, const uint64_t *gone, struct str key,
			 enum claim *claim)
{
	struct image *image = &book->shelf->image;
	struct dict_place place = dict_find(image, &dict_strings, key);
	uint32_t at = place.exact ? image_lower_bound(image, PART_NAME, place.rank) : 0;
	for (; place.exact && image_value(image, PART_NAME, at) == place.rank; at++) {
		uint32_t value = image_value(image, PART_NAME_PAGE, at), page = value >> 2;
		if (page >= book_npages(book) || (gone && gone[page / 64] >> page % 64 & 1))
			continue;
		*claim = value & 3;
		return page;
	}
	return BOOK_NONE;
}

static uint32_t find_name(void *user, struct str key)
{
	const struct book *book = user;
	enum claim claim;
	return book->over ? over_find_name(book->over, key)
			  : shelf_find_name(book, NULL, key, &claim);
}

static uint32_t find_section(void *user, uint32_t page, struct str anchor)
{
	return book_find_section(user, page, anchor);
}

enum target book_resolve(const struct book *book, uint32_t page, struct str target, bool wiki,
			 uint32_t *to_page, uint32_t *to_section)
{
	struct book asked = *book;
	struct resolver resolver = {&asked, find_page, find_name, find_section};
	struct arena scratch = {0};
	enum target kind = resolve_target(&resolver, page, page_path_of(book, page), target, wiki,
					  &scratch, to_page, to_section);
	arena_release(&scratch);
	return kind;
}

// A typed page: its path, with or without ".md", else a title or alias.
static uint32_t locate_page(struct book *book, struct str name, struct arena *scratch)
{
	uint32_t page = book_find_page(book, name);
	if (page == BOOK_NONE && str_ends(name, STR(".md")))
		page = book_find_page(book, str_sub(name, 0, name.len - 3));
	if (page != BOOK_NONE)
		return page;
	struct str key = resolve_key(scratch, name);
	return key.len ? find_name(book, key) : BOOK_NONE;
}

bool book_locate(const struct book *book, struct str address, uint32_t *page, uint32_t *section)
{
	struct arena scratch = {0};
	struct book asked = *book;
	struct str anchor;
	struct str name = str_trim(str_cut(address, '#', &anchor));
	*section = BOOK_NONE;
	*page = locate_page(&asked, name, &scratch);
	bool found = *page != BOOK_NONE;
	if (found && anchor.len) {
		*section = book_find_section(book, *page, anchor);
		if (*section == BOOK_NONE)
			*section = book_find_section(book, *page,
						     doc_anchor(&scratch, str_trim(anchor)));
		found = *section != BOOK_NONE;
	}
	arena_release(&scratch);
	return found;
}
