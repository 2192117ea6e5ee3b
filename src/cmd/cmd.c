// SPDX-License-Identifier: ISC

#include "cmd/cmd.h"

#include "base/buf.h"
#include "cmd/embedded.h"
#include "index/cache.h"

#include <stdlib.h>

extern const struct command cmd_check, cmd_import, cmd_index, cmd_links, cmd_list, cmd_map,
	cmd_search, cmd_show;

const struct command *const cmd_table[] = {
	&cmd_check, &cmd_import, &cmd_index, &cmd_links, &cmd_list,
	&cmd_map,   &cmd_search, &cmd_show,  NULL,
};

struct book *cmd_open_book(struct str name, struct arena *arena, struct err *err)
{
	if (!name.len)
		name = str_of(getenv("BODYMAP_BOOK"));
	if (!name.len)
		return book_open_bytes(embedded_book, embedded_book_len, NULL, err);
	return book_open_any(arena_cstr(arena, name), err);
}

enum status cmd_with_book(struct str name,
			  enum status (*work)(struct book *book, const struct args *args,
					      struct arena *arena, struct err *err),
			  const struct args *args, struct arena *arena, struct err *err)
{
	struct book *book = cmd_open_book(name, arena, err);
	if (!book)
		return STATUS_TROUBLE;
	enum status status = work(book, args, arena, err);
	if (book_damage(book)) {
		err_set(err, "%s", book_damage(book));
		status = STATUS_TROUBLE;
	}
	book_close(book);
	return status;
}

static bool holds(struct str text, struct str part)
{
	for (size_t at = 0; at + part.len <= text.len; at++) {
		if (str_eq_nocase(str_sub(text, at, at + part.len), part))
			return true;
	}
	return false;
}

// Pages whose path or title holds the name.
static void name_pages(const struct book *book, struct str name, struct buf *out)
{
	enum { MOST = 5 };
	uint32_t named = 0;
	for (uint32_t i = 0; name.len && i < book_npages(book) && named < MOST; i++) {
		struct book_page page = book_page(book, i);
		if (holds(page.path, name) || holds(page.title, name))
			buf_printf(out, "%s%.*s", named++ ? ", " : "there are ",
				   STR_ARG(page.path));
	}
	if (!named)
		buf_add(out, STR("bodymap list names them all"));
}

bool cmd_locate(const struct book *book, struct str address, uint32_t *page, uint32_t *section,
		struct err *err)
{
	if (book_locate(book, address, page, section))
		return true;
	struct str anchor, name = str_cut(address, '#', &anchor);
	if (anchor.ptr && book_locate(book, name, page, section))
		return err_set(err, "the page \"%.*s\" has no section \"%.*s\"", STR_ARG(name),
			       STR_ARG(anchor));
	struct buf others = {0};
	name_pages(book, name, &others);
	err_set(err, "there is no page \"%.*s\"; %.*s", STR_ARG(name), STR_ARG(buf_str(&others)));
	buf_release(&others);
	return false;
}

static bool names_region(const struct map_region *region, struct str name)
{
	bool found = str_eq_nocase(region->name, name);
	for (uint32_t i = 0; i < region->aliases.count && !found; i++)
		found = str_eq_nocase(region->aliases.at[i], name);
	return found;
}

bool cmd_find_region(const struct book *book, struct str name, uint32_t *region, struct err *err)
{
	*region = book_find_region(book, name);
	const struct map *map = book_map(book);
	for (uint32_t i = 0; map && *region == BOOK_NONE && i < map->nregions; i++) {
		if (names_region(&map->regions[i], name))
			*region = book_find_region(book, map->regions[i].id);
	}
	if (*region != BOOK_NONE)
		return true;

	struct buf names = {0};
	for (uint32_t i = 0; i < book_nregions(book); i++)
		buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARG(book_region(book, i)));
	err_set(err, "no region is called \"%.*s\"%s%.*s", STR_ARG(name),
		names.len ? "; there are " : "", STR_ARG(buf_str(&names)));
	buf_release(&names);
	return false;
}

bool cmd_find_kind(const struct book *book, struct str name, uint32_t *kind, struct err *err)
{
	const struct settings *settings = book_settings(book);
	struct buf names = {0};
	bool found = false;
	for (uint32_t i = 0; i < settings->nkinds && !found; i++) {
		const struct kind *known = &settings->kinds[i];
		found = str_eq_nocase(known->id, name) || str_eq_nocase(known->label, name);
		if (found)
			*kind = i;
		buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARG(known->id));
	}
	if (!found)
		err_set(err, "no kind is called \"%.*s\"%s%.*s", STR_ARG(name),
			names.len ? "; there are " : "", STR_ARG(buf_str(&names)));
	buf_release(&names);
	return found;
}
