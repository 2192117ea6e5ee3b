// SPDX-License-Identifier: ISC
//
// Only the section's own bytes are parsed, so that a snippet from a book-long page costs no more
// than one from a short page.  What a link reference elsewhere on the page would have said stays as
// it was written.

#include "search/snippet/passage.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

struct parts {
	VEC(struct passage_part);
};

struct asides {
	VEC(struct passage_aside);
};

static void add_cells(struct parts *parts, const struct table *table, struct arena *arena)
{
	enum passage_kind kind = PASSAGE_ROW;
	for (uint32_t i = 0; i < table->rows * table->cols; i++) {
		struct range text = table->cells[i].text;
		if (i % table->cols == 0)
			kind = PASSAGE_ROW;
		if (text.from == text.to)
			continue;
		*vec_push(arena, parts) = (struct passage_part){text, kind};
		kind = PASSAGE_CELL;
	}
}

static void find_parts(struct passage *passage, const struct doc *doc, struct arena *arena)
{
	struct parts parts = {0};
	for (uint32_t i = 0; i < doc->nblocks; i++) {
		const struct block *block = &doc->blocks[i];
		if (block->kind == BLOCK_TABLE)
			add_cells(&parts, &doc->tables[block->table], arena);
		else if (block->text.from < block->text.to)
			*vec_push(arena, &parts) = (struct passage_part){
				block->text,
				block->kind == BLOCK_CODE ? PASSAGE_CODE : PASSAGE_PROSE};
	}
	passage->parts = parts.at;
	passage->nparts = parts.count;
}

// Whether a link is the mark of a source ("S3"), which leads to a page of that kind.
static bool is_source(const struct book *book, uint32_t page, const struct link *link)
{
	enum { LONGEST = 4 };
	uint32_t kind = settings_kind(book_settings(book), STR("source")), to, section;
	if (kind == KIND_NONE || link->image || link->text.to - link->text.from > LONGEST)
		return false;
	return book_resolve(book, page, link->target, link->wiki, &to, &section) ==
		       TARGET_SECTION &&
	       book_page(book, to).kind == kind;
}

// The length of "[!NOTE]" at the start of a quote, 0 when there is none.
static uint32_t alert_sign(const struct doc *doc, const struct block *block)
{
	struct str text = str_sub(doc->text, block->text.from, block->text.to);
	if (block->container == DOC_NONE || !str_starts(text, STR("[!")) ||
	    doc->containers[block->container].kind != CONTAINER_QUOTE)
		return 0;
	uint32_t at = 2;
	while (at < text.len && ((text.ptr[at] | 0x20) >= 'a' && (text.ptr[at] | 0x20) <= 'z'))
		at++;
	return at > 2 && at < text.len && text.ptr[at] == ']' ? at + 1 : 0;
}

static void add_aside(struct asides *asides, uint32_t from, uint32_t to, bool always,
		      struct arena *arena)
{
	*vec_push(arena, asides) = (struct passage_aside){{from, to}, always};
}

// Of "[text][reference]" all but the text.
static void add_references(struct asides *asides, struct str text, struct range part,
			   struct arena *arena)
{
	text = str_sub(text, 0, part.to);
	for (size_t at = part.from; (at = str_find(text, STR("]["), at)) != SIZE_MAX; at++) {
		const char *end = memchr(text.ptr + at + 2, ']', text.len - at - 2);
		size_t begin = at > part.from ? at - 1 : at;
		while (begin > part.from && !strchr("[]\n", text.ptr[begin]))
			begin--;
		if (!end || text.ptr[begin] != '[' ||
		    (begin > part.from && !strchr(" (\n", text.ptr[begin - 1])))
			continue;
		add_aside(asides, (uint32_t)begin, (uint32_t)begin + 1, true, arena);
		add_aside(asides, (uint32_t)at, (uint32_t)(end + 1 - text.ptr), true, arena);
	}
}

static int by_place(const void *left, const void *right)
{
	const struct passage_aside *a = left, *b = right;
	return (a->text.from > b->text.from) - (a->text.from < b->text.from);
}

static void find_asides(struct passage *passage, const struct book *book, uint32_t page,
			const struct doc *doc, struct arena *arena)
{
	struct asides asides = {0};
	for (uint32_t i = 0; i < doc->nblocks; i++) {
		const struct block *block = &doc->blocks[i];
		uint32_t sign = alert_sign(doc, block);
		if (sign)
			add_aside(&asides, block->text.from, block->text.from + sign, false, arena);
		if (block->kind != BLOCK_CODE)
			add_references(&asides, doc->text, block->text, arena);
	}
	for (uint32_t i = 0; i < doc->nlinks; i++) {
		const struct link *link = &doc->links[i];
		if (link->text.from < link->text.to &&
		    (link->note != DOC_NONE || is_source(book, page, link)))
			add_aside(&asides, link->text.from, link->text.to, false, arena);
	}
	if (asides.count)
		qsort(asides.at, asides.count, sizeof *asides.at, by_place);
	passage->asides = asides.at;
	passage->nasides = asides.count;
}

// A heading's line, and what underlines it.
static uint32_t heading_bytes(struct str source)
{
	struct str line, rest = source, behind;
	if (!str_line(&rest, &line))
		return 0;
	behind = rest;
	if (str_line(&behind, &line) && line.len && strchr("=-", line.ptr[0]) &&
	    !str_starts(str_trim(source), STR("#")))
		rest = behind;
	return (uint32_t)(source.len - rest.len);
}

struct str passage_source(const struct book *book, uint32_t section, struct arena *arena,
			  uint32_t *heading)
{
	struct book_span place = book_section_span(book, section);
	struct str source;
	struct err err;
	*heading = 0;
	if (!book_source(book, place.page, place.from, place.to, arena, &source, &err))
		return STR("");
	if (place.level)
		*heading = heading_bytes(source);
	return source;
}

static uint32_t heading_end(const struct doc *doc)
{
	if (doc->nsections < 2 || doc->sections[1].blocks.from >= doc->nblocks)
		return 0;
	uint32_t end = doc->blocks[doc->sections[1].blocks.from].text.to;
	return end && end < doc->text.len ? end + 1 : end;
}

struct passage passage_of(struct doc_room *room, const struct book *book, uint32_t section,
			  struct str source, struct range part, struct arena *arena)
{
	bool ends = part.to == source.len;
	struct passage passage = {.whole = part.from == 0 && ends, .ends = ends};
	struct book_span place = book_section_span(book, section);
	struct doc doc;
	doc_parse_in(room, str_sub(source, part.from, part.to), 1, 0, arena, &doc);
	passage.text = doc.text;
	if (place.level && part.from == 0)
		passage.heading = heading_end(&doc);
	find_parts(&passage, &doc, arena);
	find_asides(&passage, book, place.page, &doc, arena);
	return passage;
}

struct passage passage_read_in(struct doc_room *room, const struct book *book, uint32_t section,
			       struct arena *arena)
{
	uint32_t heading;
	struct str source = passage_source(book, section, arena, &heading);
	return passage_of(room, book, section, source, (struct range){0, (uint32_t)source.len},
			  arena);
}

struct passage passage_read(const struct book *book, uint32_t section, struct arena *arena)
{
	struct doc_room room = {0};
	struct passage passage = passage_read_in(&room, book, section, arena);
	doc_room_release(&room);
	return passage;
}

static void *copy_of(struct arena *arena, const void *at, uint32_t count, size_t size)
{
	return count ? memcpy(arena_room(arena, count, size), at, count * size) : NULL;
}

struct passage passage_copy(struct arena *arena, const struct passage *passage)
{
	struct passage copy = *passage;
	copy.text = arena_copy(arena, passage->text);
	copy.parts = copy_of(arena, passage->parts, passage->nparts, sizeof *passage->parts);
	copy.asides = copy_of(arena, passage->asides, passage->nasides, sizeof *passage->asides);
	return copy;
}
