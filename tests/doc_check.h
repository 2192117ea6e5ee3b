// SPDX-License-Identifier: ISC
//
// doc_check: what holds for every doc, whatever the page.

#ifndef BODYMAP_TESTS_DOC_CHECK_H
#define BODYMAP_TESTS_DOC_CHECK_H

#include <string.h>

#include "page/doc.h"
#include "text/safe.h"
#include "text/utf8.h"

static inline bool doc_range_is_in(struct range range, size_t len)
{
	return range.from <= range.to && range.to <= len;
}

// Spans that cover `text` without gaps, in order; a line feed is a hard break unless `code`.
static inline const char *doc_check_spans(const struct doc *doc, struct range text,
					  struct range spans, bool code)
{
	uint32_t at = text.from;
	if (!doc_range_is_in(text, doc->text.len) || !doc_range_is_in(spans, doc->nspans))
		return "a range leaves the doc";
	for (uint32_t i = spans.from; i < spans.to; i++) {
		const struct span *span = &doc->spans[i];
		if (span->text.from != at || span->text.to <= at)
			return "a gap between spans, or an empty one";
		if (span->link != DOC_NONE && span->link >= doc->nlinks)
			return "a span of no link";
		struct str piece = str_sub(doc->text, at, span->text.to);
		bool is_break = span->style & SPAN_BREAK;
		if (is_break && !str_eq(piece, STR("\n")))
			return "a break that is no line feed";
		if (!is_break && !code &&
		    (memchr(piece.ptr, '\n', piece.len) || memchr(piece.ptr, '\t', piece.len)))
			return "a line feed or a tab in text";
		at = span->text.to;
	}
	return at == text.to ? NULL : "spans that end before their text";
}

static inline const char *doc_check_table(const struct doc *doc, const struct block *block)
{
	if (block->table >= doc->ntables)
		return "no such table";
	const struct table *table = &doc->tables[block->table];
	uint32_t at = block->text.from;
	for (uint32_t i = 0; i < table->rows * table->cols; i++) {
		const struct cell_text *cell = &table->cells[i];
		if (cell->text.from < at || cell->text.to > block->text.to)
			return "a cell outside its table";
		const char *wrong = doc_check_spans(doc, cell->text, cell->spans, false);
		if (wrong)
			return wrong;
		at = cell->text.to;
	}
	return NULL;
}

static inline const char *doc_check_blocks(const struct doc *doc)
{
	uint32_t text = 0, spans = 0;
	for (uint32_t i = 0; i < doc->nblocks; i++) {
		const struct block *block = &doc->blocks[i];
		if (block->text.from < text || block->spans.from < spans)
			return "blocks out of order";
		if (block->container != DOC_NONE && block->container >= doc->ncontainers)
			return "no such container";
		if (block->section >= doc->nsections)
			return "no such section";
		if ((block->kind == BLOCK_HEADING) != (block->level >= 1 && block->level <= 6))
			return "a level that is none";
		const char *wrong = block->kind == BLOCK_TABLE
					    ? doc_check_table(doc, block)
					    : doc_check_spans(doc, block->text, block->spans,
							      block->kind == BLOCK_CODE);
		if (wrong)
			return wrong;
		text = block->text.to;
		spans = block->spans.to;
	}
	return NULL;
}

// Sections part the blocks, the text and the source bytes [from, to) between them.
static inline const char *doc_check_sections(const struct doc *doc, size_t from, size_t to)
{
	uint32_t block = 0, text = 0;
	size_t source = from;
	for (uint32_t i = 0; i < doc->nsections; i++) {
		const struct section *section = &doc->sections[i];
		if (section->blocks.from != block || section->text.from != text ||
		    section->source.from != source || section->blocks.to < block ||
		    section->text.to < text || section->source.to < source)
			return "sections that do not part the page";
		if ((section->level == 0) != (i == 0) || (section->anchor.len == 0) != (i == 0))
			return "a section without level or anchor";
		if (i < 2000 && doc_section(doc, section->anchor) != i)
			return "an anchor taken twice";
		for (uint32_t b = section->blocks.from; b < section->blocks.to; b++) {
			if (b >= doc->nblocks || doc->blocks[b].section != i)
				return "a block that does not know its section";
		}
		block = section->blocks.to;
		text = section->text.to;
		source = section->source.to;
	}
	if (block != doc->nblocks || text != doc->text.len || source != to)
		return "sections that do not end with the page";
	return NULL;
}

static inline const char *doc_check_rest(const struct doc *doc)
{
	for (uint32_t i = 0; i < doc->ncontainers; i++) {
		uint32_t depth = 0;
		for (uint32_t at = i; at != DOC_NONE; at = doc->containers[at].parent) {
			uint32_t parent = doc->containers[at].parent;
			if (++depth > 100 || (parent != DOC_NONE && parent >= at))
				return "containers nested too deeply, or in a ring";
		}
	}
	for (uint32_t i = 0; i < doc->nlinks; i++) {
		const struct link *link = &doc->links[i];
		if (link->block >= doc->nblocks || !doc_range_is_in(link->text, doc->text.len))
			return "a link outside the doc";
		if (link->note != DOC_NONE && link->note >= doc->nblocks)
			return "a mark that leads nowhere";
		if (link->line != doc->blocks[link->block].line)
			return "a link that does not know its line";
	}
	return NULL;
}

// NULL, or what is wrong with the doc of a body at bytes [from, to) of its source.
static inline const char *doc_check(const struct doc *doc, size_t from, size_t to)
{
	struct arena arena = {0};
	struct str safe = safe_text(&arena, doc->text);
	bool good = utf8_valid(doc->text) && str_eq(safe, doc->text);
	arena_release(&arena);
	const char *wrong = good ? NULL : "text that is not safe";
	wrong = wrong ? wrong : doc_check_blocks(doc);
	wrong = wrong ? wrong : doc_check_sections(doc, from, to);
	return wrong ? wrong : doc_check_rest(doc);
}

#endif
