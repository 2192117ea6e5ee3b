// SPDX-License-Identifier: ISC
//
// The text is written once: each piece is copied to its place in the doc, and the run then looked at
// for what would need work ("sights").  Most runs have none and are finished with that.

#include "page/markdown/builder.h"

#include <string.h>

#include "page/markdown/anchor.h"
#include "page/markdown/rewrite.h"
#include "text/safe.h"
#include "text/utf8.h"

// Sixteen bytes at once, as compilers know them for any processor.
enum { STEP = 16 };
typedef int8_t octets __attribute__((vector_size(STEP)));

static inline octets octets_at(const char *text)
{
	octets at;
	memcpy(&at, text, sizeof at);
	return at;
}

// The bits of all of them.
static inline unsigned any_of(octets lane)
{
	uint64_t half[2];
	memcpy(half, &lane, sizeof half);
	half[0] |= half[1];
	half[0] |= half[0] >> 32;
	half[0] |= half[0] >> 16;
	return (half[0] | half[0] >> 8) & 0xFF;
}

static inline octets is_pair(octets c, octets next)
{
	return ((c == ':') & (next == '/')) | ((c == '[') & ((next == '[') | (next == '^'))) |
	       (((c | 0x20) == 'w') & ((next | 0x20) == 'w'));
}

// Whether there may be any sight in a stretch of text, behind which there are as many spaces as it
// takes; most have none, and this costs a fraction of telling which.
static bool is_notable(const char *text, size_t len)
{
	octets lane = {0};
	for (size_t at = 0; at < len; at += STEP) {
		octets c = octets_at(text + at), next = octets_at(text + at + 1);
		lane |= (c < ' ') | (c > '}') | (c == '@') | (c == '[') |
			((c == ':') & (next == '/')) |
			(((c | 0x20) == 'w') & ((next | 0x20) == 'w'));
	}
	return any_of(lane);
}

// The same for code, in which the end of a line and a tab are as they should be.
static bool is_notable_code(const char *text, size_t len)
{
	octets lane = {0};
	for (size_t at = 0; at < len; at += STEP) {
		octets c = octets_at(text + at);
		lane |= ((c < ' ') & (c != '\n') & (c != '\t')) | (c > '~');
	}
	return any_of(lane);
}

static unsigned sights_of(const char *text, size_t len)
{
	octets lane = {0};
	if (!is_notable(text, len))
		return 0;
	for (size_t at = 0; at < len; at += STEP) {
		octets c = octets_at(text + at), next = octets_at(text + at + 1);
		lane |= (is_pair(c, next) & SIGHT_PAIR) | (((c == '~') | (c == '@')) & SIGHT_MARK) |
			(((c == '\t') | (c == '\n')) & SIGHT_BLANK) | ((c == '\r') & SIGHT_RETURN) |
			(((c < ' ') | (c > '~')) & SIGHT_UNSAFE);
	}
	return any_of(lane);
}

void builder_start(struct builder *builder, struct arena *arena, struct arena *kept,
		   struct lines body, uint32_t first_line, size_t first_byte)
{
	size_t bytes = body.text.len;
	memset(builder, 0, sizeof *builder);
	builder->arena = arena;
	builder->kept = kept;
	builder->lines = body;
	builder->first_line = first_line;
	builder->first_byte = (uint32_t)first_byte;
	builder->container = DOC_NONE;
	builder->room = (uint32_t)(bytes + bytes / 16 + 256);
	builder->text = arena_bytes(kept, builder->room);
	// Room for what most pages need, so that little is copied while it grows.
	builder->blocks.room = (uint32_t)(bytes / 128 + 8);
	builder->blocks.at = arena_room(arena, builder->blocks.room, sizeof(struct block));
	builder->spans.room = (uint32_t)(bytes / 32 + 8);
	builder->spans.at = arena_room(arena, builder->spans.room, sizeof(struct span));
	*vec_push(arena, &builder->sections) = (struct section){
		.anchor = STR(""), .line = first_line, .source.from = builder->first_byte};
}

static void grow_text(struct builder *builder, size_t more)
{
	size_t room = builder->room + builder->room / 2 + more;
	char *larger = arena_bytes(builder->kept, room);
	memcpy(larger, builder->text, builder->len);
	builder->text = larger;
	builder->room = (uint32_t)room;
}

static inline char *text_end(struct builder *builder, size_t more)
{
	if (builder->room - builder->len < more)
		grow_text(builder, more);
	return builder->text + builder->len;
}

void builder_open(struct builder *builder, struct container container)
{
	uint32_t index = DOC_NONE;
	if (builder->open.count < NESTING_LIMIT) {
		index = builder->containers.count;
		container.parent = builder->container;
		*vec_push(builder->arena, &builder->containers) = container;
		builder->container = index;
	}
	*vec_push(builder->arena, &builder->open) = (struct builder_open){index, container.kind};
}

static const struct builder_open *innermost(const struct builder *builder)
{
	return &builder->open.at[builder->open.count - 1];
}

static void close_innermost(struct builder *builder)
{
	uint32_t index = innermost(builder)->index;
	if (index != DOC_NONE)
		builder->container = builder->containers.at[index].parent;
	builder->open.count--;
}

void builder_close(struct builder *builder, enum container_kind kind)
{
	if (kind != CONTAINER_DETAILS) {
		while (innermost(builder)->kind == CONTAINER_DETAILS)
			close_innermost(builder);
		close_innermost(builder);
	} else if (builder->open.count && innermost(builder)->kind == CONTAINER_DETAILS) {
		close_innermost(builder);
	}
}

static void separate(struct builder *builder)
{
	if (builder->len == builder->separated)
		return;
	*text_end(builder, 1) = '\n';
	builder->separated = ++builder->len;
}

struct block *builder_block(struct builder *builder, enum block_kind kind, uint32_t line)
{
	separate(builder);
	struct block *block = vec_push(builder->arena, &builder->blocks);
	*block = (struct block){
		.kind = kind,
		.container = builder->container,
		.section = builder->sections.count - 1,
		.line = builder->first_line + line - 1,
		.text.from = builder->len,
		.spans.from = builder->spans.count,
		.table = DOC_NONE,
		.info = STR(""),
	};
	return block;
}

static bool begins_section(const struct builder *builder)
{
	for (uint32_t i = 0; i < builder->open.count; i++) {
		if (builder->open.at[i].kind != CONTAINER_DETAILS)
			return false;
	}
	return !builder->aside;
}

void builder_heading(struct builder *builder, uint8_t level, uint32_t line)
{
	separate(builder);
	if (begins_section(builder))
		*vec_push(builder->arena, &builder->sections) = (struct section){
			.level = level,
			.line = builder->first_line + line - 1,
			.blocks.from = builder->blocks.count,
			.text.from = builder->len,
			.source.from = builder->first_byte + lines_start(&builder->lines, line)};
	builder_block(builder, BLOCK_HEADING, line)->level = level;
}

void builder_block_end(struct builder *builder)
{
	struct block *block = &builder->blocks.at[builder->blocks.count - 1];
	block->text.to = builder->len;
	block->spans.to = builder->spans.count;
}

void builder_run(struct builder *builder)
{
	separate(builder);
	builder->run = (struct run_start){builder->len, builder->spans.count, builder->links.count};
	builder->looked = builder->len;
	builder->seen = 0;
	builder->joining = false;
}

// The last `len` bytes of the text are of this look.
static inline void span_over(struct builder *builder, uint32_t len, uint32_t style, uint32_t link)
{
	uint32_t count = builder->spans.count;
	if (count > builder->run.spans) {
		struct span *last = &builder->spans.at[count - 1];
		if (last->style == style && last->link == link && !(style & SPAN_BREAK)) {
			last->text.to = builder->len;
			return;
		}
	}
	*vec_push(builder->arena, &builder->spans) =
		(struct span){{builder->len - len, builder->len}, style, link};
}

// Scripts that are written without spaces between words, and their punctuation.
static bool is_spaceless(uint32_t cp)
{
	return (cp >= 0x2E80 && cp < 0x3130) || (cp >= 0x3190 && cp < 0xA000) ||
	       (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0xFE30 && cp < 0xFE50) ||
	       (cp >= 0xFF00 && cp < 0xFFF0) || (cp >= 0x20000 && cp < 0x40000);
}

static void join(struct builder *builder, struct str next)
{
	size_t before = builder->len, at = 0;
	struct str text = {builder->text, builder->len};
	builder->joining = false;
	bool spaceless =
		is_spaceless(utf8_prev(text, &before)) && is_spaceless(utf8_next(next, &at));
	if (spaceless)
		return;
	const struct span *last = &builder->spans.at[builder->spans.count - 1];
	*text_end(builder, 1) = ' ';
	builder->len++;
	span_over(builder, 1, last->style & ~(uint32_t)SPAN_BREAK, last->link);
}

// Looks at what has been added to the run, and at the byte before for a pair with that.
static void look(struct builder *builder)
{
	uint32_t from = builder->looked;
	if (from == builder->len)
		return;
	from -= from > builder->run.text && builder->text[from - 1] != '\n';
	memset(text_end(builder, STEP + 1), ' ', STEP + 1);
	builder->seen |= sights_of(builder->text + from, builder->len - from);
	builder->looked = builder->len;
}

bool builder_sees_pair(struct builder *builder)
{
	look(builder);
	return builder->seen & SIGHT_PAIR;
}

void builder_text(struct builder *builder, struct str text, uint32_t style, uint32_t link)
{
	if (!text.len)
		return;
	if (builder->joining)
		join(builder, text);
	memcpy(text_end(builder, text.len), text.ptr, text.len);
	builder->len += (uint32_t)text.len;
	span_over(builder, (uint32_t)text.len, style, link);
}

void builder_soft_break(struct builder *builder, uint32_t style, uint32_t link)
{
	if (builder->len == builder->run.text)
		return;
	if ((unsigned char)builder->text[builder->len - 1] >= 0x80)
		builder->joining = true;
	else
		builder_text(builder, STR(" "), style, link);
}

void builder_hard_break(struct builder *builder, uint32_t style, uint32_t link)
{
	builder->joining = false;
	look(builder);
	*text_end(builder, 1) = '\n';
	builder->looked = ++builder->len; // it is meant
	span_over(builder, 1, style | SPAN_BREAK, link);
}

uint32_t builder_link(struct builder *builder, struct link link)
{
	link.target = link.target.len ? arena_copy(builder->kept, link.target) : STR("");
	link.block = builder->blocks.count - 1;
	link.line = builder->blocks.at[link.block].line;
	*vec_push(builder->arena, &builder->links) = link;
	return builder->links.count - 1;
}

// --- the end of a run ------------------------------------------------------------------------

struct taken builder_take_run(struct builder *builder)
{
	look(builder);
	const struct run_start *run = &builder->run;
	uint32_t len = builder->len - run->text, count = builder->spans.count - run->spans;
	struct taken taken = {arena_bytes(builder->arena, len), len,
			      arena_array(builder->arena, struct span, count), count};
	memcpy(taken.text, builder->text + run->text, len);
	for (uint32_t i = 0; i < count; i++) {
		taken.spans[i] = builder->spans.at[run->spans + i];
		taken.spans[i].text.from -= run->text;
		taken.spans[i].text.to -= run->text;
	}
	builder->len = builder->looked = run->text;
	builder->spans.count = run->spans;
	return taken;
}

void builder_cut_run(struct builder *builder, uint32_t from, uint32_t to)
{
	struct taken run = builder_take_run(builder);
	for (uint32_t i = 0; i < run.nspans; i++) {
		const struct span *span = &run.spans[i];
		uint32_t first = span->text.from < from ? from : span->text.from;
		uint32_t last = span->text.to > to ? to : span->text.to;
		if (last > first)
			builder_text(builder, (struct str){run.text + first, last - first},
				     span->style, span->link);
	}
}

void builder_take_task(struct builder *builder)
{
	const char *text = builder->text + builder->run.text;
	uint32_t len = builder->len - builder->run.text;
	if (builder->container == DOC_NONE || builder->aside || len < 4 || text[0] != '[' ||
	    !memchr(" xX", text[1], 3) || text[2] != ']' || text[3] != ' ')
		return;
	builder->containers.at[builder->container].task = text[1] == ' ' ? TASK_OPEN : TASK_DONE;
	builder_cut_run(builder, 4, len);
}

// Tabs and line ends that are text, not structure: from "&#10;", or in a code span.
static void blank_to_space(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\t' || text[i] == '\n' || text[i] == '\r')
			text[i] = ' ';
	}
}

static void put_safe(struct builder *builder, char *text, size_t len, const struct span *span,
		     bool lines)
{
	if (!lines)
		blank_to_space(text, len);
	struct str safe = safe_text(builder->arena, (struct str){text, len});
	uint32_t from = builder->len;
	builder_text(builder, safe, span->style, span->link);
	if (!lines) // U+2028 has become a line feed
		blank_to_space(builder->text + from, builder->len - from);
}

static bool is_safe(const struct builder *builder)
{
	const struct run_start *run = &builder->run;
	struct str text = {builder->text + run->text, builder->len - run->text};
	struct str safe = safe_text(builder->arena, text);
	return safe.ptr == text.ptr && safe.len == text.len;
}

// Makes the run safe, span by span, so that spans and links stay where they were.  What is unsafe
// only across spans (five marks on a letter, each of another style) loses its looks instead.
static void make_safe(struct builder *builder, bool code, bool blanks)
{
	if (!blanks && is_safe(builder))
		return;
	struct taken old = builder_take_run(builder);
	for (uint32_t i = 0; i < old.nspans; i++) {
		const struct span *span = &old.spans[i];
		put_safe(builder, old.text + span->text.from, span->text.to - span->text.from, span,
			 code || (span->style & SPAN_BREAK));
	}
	if (old.nspans < 2 || is_safe(builder))
		return;
	struct taken whole = builder_take_run(builder);
	put_safe(builder, whole.text, whole.len, &(struct span){.link = DOC_NONE}, code);
}

// The ranges of the run's links, from its spans.  An image's alt text leads nowhere: its link is
// there for what reads the doc's links.
static void place_links(struct builder *builder)
{
	if (builder->links.count == builder->run.links)
		return;
	struct link *links = builder->links.at;
	for (uint32_t i = builder->run.links; i < builder->links.count; i++)
		links[i].text = (struct range){builder->run.text, builder->run.text};
	for (uint32_t i = builder->run.spans; i < builder->spans.count; i++) {
		const struct span *span = &builder->spans.at[i];
		if (span->link == DOC_NONE || span->link < builder->run.links)
			continue;
		struct range *text = &links[span->link].text;
		if (text->from == text->to)
			text->from = span->text.from;
		text->to = span->text.to;
		if (links[span->link].image)
			builder->spans.at[i].link = DOC_NONE;
	}
}

static void end_words(struct builder *builder)
{
	look(builder);
	if (builder->seen & (SIGHT_PAIR | SIGHT_MARK)) {
		rewrite_run(builder);
		look(builder);
	}
	if (builder->seen & (SIGHT_UNSAFE | SIGHT_RETURN | SIGHT_BLANK))
		make_safe(builder, false, builder->seen & (SIGHT_RETURN | SIGHT_BLANK));
}

static void end_code(struct builder *builder)
{
	size_t len = builder->len - builder->run.text;
	memset(text_end(builder, STEP + 1), ' ', STEP + 1);
	const char *text = builder->text + builder->run.text;
	if (is_notable_code(text, len))
		make_safe(builder, true, memchr(text, '\r', len));
}

void builder_run_end(struct builder *builder, bool code)
{
	builder->joining = false;
	if (code)
		end_code(builder);
	else
		end_words(builder);
	place_links(builder);
}

// --- the end ----------------------------------------------------------------------------------

// Where each section ends is where the next begins.
static void end_sections(struct builder *builder)
{
	uint32_t source_end = builder->first_byte + (uint32_t)builder->lines.text.len;
	struct section end = {.blocks.from = builder->blocks.count,
			      .text.from = builder->len,
			      .source.from = source_end};
	for (uint32_t i = 0; i < builder->sections.count; i++) {
		struct section *section = &builder->sections.at[i];
		const struct section *next = i + 1 < builder->sections.count ? section + 1 : &end;
		section->blocks.to = next->blocks.from;
		section->text.to = next->text.from;
		section->source.to = next->source.from;
	}
}

// A heading's text as one line.
static struct str heading_line(struct arena *arena, struct str text)
{
	if (!text.len || !memchr(text.ptr, '\n', text.len))
		return text;
	return safe_line(arena, text);
}

// Every heading takes an anchor, as on GitHub, also one that begins no section.
static void name_sections(struct builder *builder)
{
	struct anchors anchors = {.arena = builder->arena, .kept = builder->kept};
	for (uint32_t i = 0; i < builder->blocks.count; i++) {
		const struct block *block = &builder->blocks.at[i];
		if (block->kind != BLOCK_HEADING)
			continue;
		struct section *section = &builder->sections.at[block->section];
		struct str text = {builder->text + block->text.from,
				   block->text.to - block->text.from};
		struct str heading = heading_line(builder->kept, text);
		struct str anchor = anchors_take(&anchors, doc_anchor(builder->kept, heading));
		if (section->blocks.from == i && section->level) {
			section->heading = heading;
			section->anchor = anchor;
		}
	}
}

static void *copy_of(struct arena *arena, const void *at, size_t count, size_t size)
{
	return count ? memcpy(arena_room(arena, count, size), at, count * size) : NULL;
}

#define COPY_OUT(arena, vec) copy_of((arena), (vec)->at, (vec)->count, sizeof *(vec)->at)

void builder_rule(struct builder *builder, uint32_t line)
{
	builder_block(builder, BLOCK_RULE, line);
	builder_block_end(builder);
}

void builder_note(struct builder *builder, struct note *note, uint32_t line)
{
	builder_block(builder, BLOCK_FOOTNOTE, line);
	builder_run(builder);
	note->block = builder->blocks.count - 1;
	uint32_t link = DOC_NONE;
	if (note->mark_block != DOC_NONE)
		link = builder_link(builder, (struct link){.note = note->mark_block});
	builder_text(builder, arena_printf(builder->arena, "[%u]", note->number), SPAN_FOOTNOTE,
		     link);
}

void builder_finish(struct builder *builder, struct doc *doc)
{
	struct arena *kept = builder->kept;
	end_sections(builder);
	name_sections(builder);
	*doc = (struct doc){
		.text = {builder->text, builder->len},
		.blocks = COPY_OUT(kept, &builder->blocks),
		.nblocks = builder->blocks.count,
		.spans = COPY_OUT(kept, &builder->spans),
		.nspans = builder->spans.count,
		.containers = COPY_OUT(kept, &builder->containers),
		.ncontainers = builder->containers.count,
		.tables = COPY_OUT(kept, &builder->tables),
		.ntables = builder->tables.count,
		.links = COPY_OUT(kept, &builder->links),
		.nlinks = builder->links.count,
		.sections = COPY_OUT(kept, &builder->sections),
		.nsections = builder->sections.count,
		.problem = STR(""),
	};
}
