// SPDX-License-Identifier: ISC

#include "index/resolve.h"

#include <string.h>

#include "page/doc.h"
#include "text/word.h"

struct str resolve_key(struct arena *arena, struct str name)
{
	struct words words = words_of(name);
	struct word word;
	size_t room = 0;
	while (word_next(&words, &word))
		room += word.form_len + (size_t)1;

	char *key = arena_bytes(arena, room + 1);
	size_t len = 0;
	words = words_of(name);
	while (word_next(&words, &word)) {
		if (word.joined)
			continue;
		if (len)
			key[len++] = ' ';
		memcpy(key + len, word.form, word.form_len);
		len += word.form_len;
	}
	return (struct str){key, len};
}

struct str resolve_last(struct str path)
{
	size_t at = path.len;
	while (at && path.ptr[at - 1] != '/')
		at--;
	return str_sub(path, at, path.len);
}

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str percent_decoded(struct arena *scratch, struct str text)
{
	if (!text.len || !memchr(text.ptr, '%', text.len))
		return text;
	char *out = arena_bytes(scratch, text.len);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len && text.ptr[i] == '%' ? hex_of(text.ptr[i + 1]) : -1;
		int low = high >= 0 ? hex_of(text.ptr[i + 2]) : -1;
		out[len++] = low < 0 ? text.ptr[i] : (char)(high << 4 | low);
		i += low < 0 ? 0 : 2;
	}
	return (struct str){out, len};
}

// "scheme:..." or "//host/..."
static bool is_external(struct str target)
{
	if (str_starts(target, STR("//")))
		return true;
	for (size_t i = 0; i < target.len; i++) {
		char c = target.ptr[i];
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		if (c == ':')
			return i > 1; // "C:\..." is no scheme
		if (!letter &&
		    (!i || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
			return false;
	}
	return false;
}

// `target` as a path from the root, seen from the folder of `path`; false when it leads above it.
static bool absolute(struct arena *scratch, struct str path, struct str target, struct str *result)
{
	size_t folder = path.len - resolve_last(path).len;
	if (str_starts(target, STR("/")))
		folder = 0;
	char *out = arena_bytes(scratch, folder + target.len + 1);
	size_t len = folder ? folder - 1 : 0;
	memcpy(out, path.ptr, len);
	struct str rest = target, name;
	while (rest.ptr) {
		name = str_cut(rest, '/', &rest);
		if (!name.len || str_eq(name, STR(".")))
			continue;
		if (str_eq(name, STR(".."))) {
			if (!len)
				return false;
			len -= resolve_last((struct str){out, len}).len;
			len -= len != 0;
			continue;
		}
		if (len)
			out[len++] = '/';
		memcpy(out + len, name.ptr, name.len);
		len += name.len;
	}
	*result = (struct str){out, len};
	return true;
}

static struct str without_ending(struct str path)
{
	static const char *const endings[] = {".md", ".markdown", ".html"};
	for (size_t i = 0; i < countof(endings); i++) {
		struct str ending = str_of(endings[i]);
		if (path.len > ending.len &&
		    str_eq_nocase(str_sub(path, path.len - ending.len, path.len), ending))
			return str_sub(path, 0, path.len - ending.len);
	}
	return path;
}

// Pages that stand for their folder.
static const char *const index_names[] = {"README", "index", "_index", "readme"};

// Most links that lead out of a book come here and ask for all of them.
static uint32_t index_page(const struct resolver *r, struct arena *scratch, struct str folder)
{
	enum { LONGEST = 8 };
	size_t before = folder.len + (folder.len != 0);
	char *path = arena_bytes(scratch, before + LONGEST);
	if (folder.len) {
		memcpy(path, folder.ptr, folder.len);
		path[folder.len] = '/';
	}
	for (size_t i = 0; i < countof(index_names); i++) {
		struct str name = str_of(index_names[i]);
		memcpy(path + before, name.ptr, name.len);
		uint32_t page = r->page(r->user, (struct str){path, before + name.len});
		if (page != BOOK_NONE)
			return page;
	}
	return BOOK_NONE;
}

static uint32_t page_by_path(const struct resolver *r, struct str from, struct str target,
			     struct arena *scratch)
{
	struct str path;
	if (!absolute(scratch, from, target, &path))
		return BOOK_NONE;
	uint32_t page = r->page(r->user, without_ending(path));
	if (page == BOOK_NONE)
		page = r->page(r->user, path); // "v1.md" may be the page of the file "v1.md.md"
	return page == BOOK_NONE ? index_page(r, scratch, path) : page;
}

// A file that is no page: a picture, a listing.
static bool is_other_file(struct str path)
{
	struct str name = resolve_last(path);
	return without_ending(name).len == name.len && str_find(name, STR("."), 1) != SIZE_MAX;
}

static enum target to_section(const struct resolver *r, uint32_t page, struct str anchor,
			      uint32_t *section)
{
	if (!anchor.len)
		return TARGET_SECTION;
	*section = r->section(r->user, page, anchor);
	return *section == BOOK_NONE ? TARGET_NO_SECTION : TARGET_SECTION;
}

// "page", "page#Heading", "#Heading", "page|text"; of "page#A#B" the last heading counts.
static enum target resolve_wiki(const struct resolver *r, uint32_t page, struct str path,
				struct str target, struct arena *scratch, uint32_t *to_page,
				uint32_t *section)
{
	struct str heading, rest;
	struct str name = str_trim(str_cut(str_cut(target, '|', &rest), '#', &heading));
	while (heading.ptr && str_find(heading, STR("#"), 0) != SIZE_MAX)
		str_cut(heading, '#', &heading);
	*to_page = name.len ? page_by_path(r, STR(""), name, scratch) : page;
	if (*to_page == BOOK_NONE)
		*to_page = page_by_path(r, path, name, scratch);
	if (*to_page == BOOK_NONE) {
		struct str key = resolve_key(scratch, without_ending(name));
		*to_page = key.len ? r->name(r->user, key) : BOOK_NONE;
	}
	if (*to_page == BOOK_NONE)
		return TARGET_NO_PAGE;
	return to_section(r, *to_page, doc_anchor(scratch, str_trim(heading)), section);
}

enum target resolve_target(const struct resolver *r, uint32_t page, struct str path,
			   struct str target, bool wiki, struct arena *scratch, uint32_t *to_page,
			   uint32_t *section)
{
	*to_page = *section = BOOK_NONE;
	target = str_trim(target);
	if (wiki)
		return resolve_wiki(r, page, path, target, scratch, to_page, section);
	if (is_external(target))
		return TARGET_EXTERNAL;

	struct str anchor, query;
	struct str file =
		percent_decoded(scratch, str_cut(str_cut(target, '#', &anchor), '?', &query));
	*to_page = file.len ? page_by_path(r, path, file, scratch) : page;
	if (*to_page == BOOK_NONE)
		return is_other_file(file) ? TARGET_EXTERNAL : TARGET_NO_PAGE;
	return to_section(r, *to_page, percent_decoded(scratch, anchor), section);
}

static uint32_t mark_of(struct str text, uint64_t kind)
{
	uint64_t hash = (str_hash(text) ^ kind) * 0x9E3779B97F4A7C15u;
	return (uint32_t)(hash >> 40);
}

uint32_t resolve_path_mark(struct str path)
{
	struct str bare = without_ending(path), last = resolve_last(bare);
	for (size_t i = 0; i < countof(index_names); i++) {
		if (str_eq(last, str_of(index_names[i])))
			bare = str_sub(bare, 0, bare.len - last.len - (bare.len > last.len));
	}
	return mark_of(bare, 0);
}

uint32_t resolve_name_mark(struct str key)
{
	return mark_of(key, 1);
}
